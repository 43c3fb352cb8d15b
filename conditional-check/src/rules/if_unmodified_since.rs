//! `If-Unmodified-Since` (RFC 9110 §13.1.4): nothing must have changed since the client looked.

use std::time::Duration;

use http::header;

use crate::date::Date;
use crate::rule::Rule;
use crate::scene::{Must, Scene, skip};

/// What every rule that expects a 412 rests on.
const BASE: &[&str] = &["if-unmodified-since/earlier-date"];

pub(super) const RULES: &[Rule] = &[
    Rule::must(
        "if-unmodified-since/same-date",
        "RFC 9110 §13.1.4",
        "GET with `If-Unmodified-Since:` the Last-Modified",
        "200: it was not modified since",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.text();
                scene.get().if_unmodified_since(date).await?.is(200)
            })
        },
    ),
    Rule::must(
        "if-unmodified-since/later-date",
        "RFC 9110 §13.1.4",
        "GET with `If-Unmodified-Since:` an hour after the Last-Modified",
        "200: it was not modified since",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.after(Duration::from_secs(3600)).text();
                scene.get().if_unmodified_since(date).await?.is(200)
            })
        },
    ),
    Rule::must(
        "if-unmodified-since/earlier-date",
        "RFC 9110 §13.1.4",
        "GET with `If-Unmodified-Since:` a second before the Last-Modified",
        "412: it was modified since",
        |scene| Box::pin(fails(scene, Date::text)),
    ),
    Rule::must(
        "if-unmodified-since/rfc-850-form",
        "RFC 9110 §5.6.7",
        "GET with the earlier date as `Sunday, 06-Nov-94 08:49:37 GMT`",
        "412: recipients must read this form",
        |scene| Box::pin(fails(scene, Date::in_rfc_850_form)),
    )
    .after(BASE),
    Rule::must(
        "if-unmodified-since/asctime-form",
        "RFC 9110 §5.6.7",
        "GET with the earlier date as `Sun Nov  6 08:49:37 1994`",
        "412: recipients must read this form",
        |scene| Box::pin(fails(scene, Date::in_asctime_form)),
    )
    .after(BASE),
    Rule::must(
        "if-unmodified-since/before-1970",
        "RFC 9110 §5.6.7",
        "GET with `If-Unmodified-Since: Wed, 31 Dec 1969 23:59:59 GMT`",
        "412: it was modified since",
        |scene| Box::pin(fails(scene, |_| "Wed, 31 Dec 1969 23:59:59 GMT".to_owned())),
    )
    .after(BASE),
    Rule::must(
        "if-unmodified-since/white-space",
        "RFC 9110 §5.5",
        "GET with the earlier date and white space around it",
        "412: white space around a value is no part of it",
        |scene| {
            Box::pin(async move {
                let date = format!(" {}\t", scene.earlier_date()?.text());
                let ask = scene.get().if_unmodified_since(date);
                ask.if_accepted().await?.is(412)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-unmodified-since/unreadable",
        "RFC 9110 §13.1.4",
        "GET with `If-Unmodified-Since: yesterday`",
        "200: what is no date is ignored",
        |scene| {
            Box::pin(async move { scene.get().if_unmodified_since("yesterday").await?.is(200) })
        },
    ),
    Rule::must(
        "if-unmodified-since/two-dates",
        "RFC 9110 §13.1.4",
        "GET with the earlier date twice in one line",
        "200: what is no date is ignored",
        |scene| {
            Box::pin(async move {
                let date = scene.earlier_date()?.text();
                let both = format!("{date}, {date}");
                scene.get().if_unmodified_since(both).await?.is(200)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-unmodified-since/no-date-to-compare",
        "RFC 9110 §13.1.4",
        "GET with an old date, of a resource without Last-Modified",
        "200: without a modification date the field is ignored",
        |scene| Box::pin(no_date(scene)),
    ),
];

async fn fails(scene: &Scene<'_>, form: fn(Date) -> String) -> Must {
    let date = form(scene.earlier_date()?);
    scene.get().if_unmodified_since(date).await?.is(412)
}

/// A server may know a date that it does not send yet, in the second of a change.
async fn no_date(scene: &Scene<'_>) -> Must {
    if scene.plain().has(&header::LAST_MODIFIED) {
        return Err(skip("the 200 has a Last-Modified"));
    }
    let old = "Sun, 06 Nov 1994 08:49:37 GMT";
    let answer = scene.get().if_unmodified_since(old).await?;
    if answer.is(200).is_ok() {
        return Ok(());
    }
    scene.next_second().await?;
    if scene.get().await?.has(&header::LAST_MODIFIED) {
        return Err(skip("the 200 has a Last-Modified a second later"));
    }
    scene.get().if_unmodified_since(old).await?.is(200)
}
