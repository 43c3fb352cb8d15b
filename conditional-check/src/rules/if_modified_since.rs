//! `If-Modified-Since` (RFC 9110 §13.1.3): has it changed since the client's copy?

use std::time::Duration;

use http::header;

use crate::rule::Rule;
use crate::scene::{Must, Scene, skip};

/// What every rule that expects a 304 rests on.
const BASE: &[&str] = &["if-modified-since/same-date"];

pub(super) const RULES: &[Rule] = &[
    Rule::should(
        "if-modified-since/same-date",
        "RFC 9110 §13.1.3",
        "GET with `If-Modified-Since:` the Last-Modified",
        "304: it was not modified since",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.text();
                scene.get().if_modified_since(date).await?.is(304)
            })
        },
    )
    .after(&["validators/last-modified-not-in-the-future"])
    .unless_broken(&["validators/stable-date"]),
    Rule::must(
        "if-modified-since/earlier-date",
        "RFC 9110 §13.1.3",
        "GET with `If-Modified-Since:` a second before the Last-Modified",
        "200 with the content",
        |scene| {
            Box::pin(async move {
                let date = scene.earlier_date()?.text();
                let answer = scene.get().if_modified_since(date).await?;
                answer.is(200)
            })
        },
    ),
    Rule::should(
        "if-modified-since/later-date",
        "RFC 9110 §13.1.3",
        "GET with `If-Modified-Since:` a second after the Last-Modified, such as a copy's Date",
        "304: it was not modified since",
        |scene| Box::pin(later_date(scene)),
    )
    .after(BASE),
    Rule::must(
        "if-modified-since/rfc-850-form",
        "RFC 9110 §5.6.7",
        "GET with the date as `Sunday, 06-Nov-94 08:49:37 GMT`",
        "304: recipients must read this form",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.in_rfc_850_form();
                scene.get().if_modified_since(date).await?.is(304)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-modified-since/asctime-form",
        "RFC 9110 §5.6.7",
        "GET with the date as `Sun Nov  6 08:49:37 1994`",
        "304: recipients must read this form",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.in_asctime_form();
                scene.get().if_modified_since(date).await?.is(304)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-modified-since/white-space",
        "RFC 9110 §5.5",
        "GET with the date and white space around it",
        "304: white space around a value is no part of it",
        |scene| {
            Box::pin(async move {
                let date = format!(" {}\t", scene.date()?.text());
                let ask = scene.get().if_modified_since(date);
                ask.if_accepted().await?.is(304)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-modified-since/unreadable",
        "RFC 9110 §13.1.3",
        "GET with `If-Modified-Since: yesterday`",
        "200: what is no date is ignored",
        |scene| Box::pin(async move { scene.get().if_modified_since("yesterday").await?.is(200) }),
    ),
    Rule::must(
        "if-modified-since/two-dates",
        "RFC 9110 §13.1.3",
        "GET with the date twice in one line",
        "200: what is no date is ignored",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.text();
                let both = format!("{date}, {date}");
                scene.get().if_modified_since(both).await?.is(200)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-modified-since/before-1970",
        "RFC 9110 §5.6.7",
        "GET with `If-Modified-Since: Wed, 31 Dec 1969 23:59:59 GMT`",
        "200: it was modified since",
        |scene| {
            Box::pin(async move {
                let date = "Wed, 31 Dec 1969 23:59:59 GMT";
                scene.get().if_modified_since(date).await?.is(200)
            })
        },
    ),
    Rule::must(
        "if-modified-since/far-dates",
        "RFC 9110 §5.6.7",
        "GET with the years 0001 and 9999",
        "no server error",
        |scene| Box::pin(far_dates(scene)),
    ),
];

/// It must lie before the server's present second, of which nobody knows how it ends.
async fn later_date(scene: &Scene<'_>) -> Must {
    let later = scene.date()?.after(Duration::from_secs(1));
    let now = scene.plain().date(&header::DATE);
    if now.is_none_or(|now| later >= now) {
        return Err(skip("there is no second between Last-Modified and Date"));
    }
    scene.get().if_modified_since(later.text()).await?.is(304)
}

async fn far_dates(scene: &Scene<'_>) -> Must {
    for date in [
        "Mon, 01 Jan 0001 00:00:00 GMT",
        "Fri, 31 Dec 9999 23:59:59 GMT",
    ] {
        let answer = scene.get().if_modified_since(date).await?;
        answer.is_no_server_error()?;
    }
    Ok(())
}
