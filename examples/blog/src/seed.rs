//! The entries that a new database starts with.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};

use crate::entry::{Blog, EntryChange, FIRST_BLOG};
use crate::store::{Store, WriteError};

const AUTHOR: &str = "the authors of this example";
const MARGIN_NOTES: i64 = 2;

/// Blog and text of each entry, in the order of their publication, one a week.
const ENTRIES: [(i64, &str); 8] = [
    (
        FIRST_BLOG,
        include_str!("../seeds/1-what-the-client-already-has.md"),
    ),
    (FIRST_BLOG, include_str!("../seeds/2-tags-and-dates.md")),
    (FIRST_BLOG, include_str!("../seeds/3-the-lost-update.md")),
    (
        FIRST_BLOG,
        include_str!("../seeds/4-the-order-of-decisions.md"),
    ),
    (
        FIRST_BLOG,
        include_str!("../seeds/5-creating-exactly-once.md"),
    ),
    (
        FIRST_BLOG,
        include_str!("../seeds/6-deletions-have-no-date.md"),
    ),
    (
        MARGIN_NOTES,
        include_str!("../seeds/7-resuming-without-splicing.md"),
    ),
    (
        MARGIN_NOTES,
        include_str!("../seeds/8-one-page-several-codings.md"),
    ),
];

/// Fills an empty database; one that has blogs already is left alone.
pub(crate) async fn fill(store: &Store) -> Result<(), sqlx::Error> {
    if !store.blogs().await?.is_empty() {
        return Ok(());
    }
    for blog in blogs() {
        store.create_blog(&blog).await?;
    }
    for (id, &(blog_id, markdown)) in (1..).zip(&ENTRIES) {
        let at = published(id);
        store
            .create_dated(id, &change(blog_id, markdown, at), at)
            .await
            .map_err(database)?;
    }
    Ok(())
}

fn blogs() -> [Blog; 2] {
    let blog = |id, title: &str, tagline: &str| Blog {
        id,
        title: title.to_owned(),
        tagline: tagline.to_owned(),
        revision: 0,
        changed_at: published(0),
    };
    [
        blog(
            FIRST_BLOG,
            "The Validator",
            "Notes on HTTP conditional requests",
        ),
        blog(
            MARGIN_NOTES,
            "Margin Notes",
            "Shorter remarks, with a front page of their own",
        ),
    ]
}

fn change(blog_id: i64, markdown: &str, at: DateTime<Utc>) -> EntryChange {
    let (heading, body) = markdown.split_once('\n').unwrap_or((markdown, ""));
    EntryChange {
        blog_id,
        title: heading.trim_start_matches("# ").to_owned(),
        body: body.trim().to_owned(),
        author: AUTHOR.to_owned(),
        published_at: Some(at),
    }
}

/// Nine o'clock on the Monday of week `week`. The dates are fixed: examples can quote them.
fn published(week: i64) -> DateTime<Utc> {
    const NINE: Option<NaiveTime> = NaiveTime::from_hms_opt(9, 0, 0);
    const FIRST_WEEK: Option<NaiveDate> = NaiveDate::from_ymd_opt(2026, 2, 23);
    let days = Days::new(week.unsigned_abs() * 7);
    FIRST_WEEK
        .unwrap_or_default()
        .and_time(NINE.unwrap_or_default())
        .and_utc()
        + days
}

fn database(error: WriteError) -> sqlx::Error {
    match error {
        WriteError::Database(error) => error,
        WriteError::NoSuchBlog(_) | WriteError::NoSuchNumber(_) => sqlx::Error::RowNotFound,
    }
}
