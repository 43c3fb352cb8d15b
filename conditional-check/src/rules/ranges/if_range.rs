//! `If-Range` (RFC 9110 §13.1.5): a part only of the copy that the client began.

use std::time::Duration;

use http::header;

use crate::rule::Rule;
use crate::scene::{Must, Scene, broken, skip};
use crate::tag::OTHER;

const BASE: &[&str] = &["ranges/content-range"];

/// Dates this old are strong validators by any measure (RFC 9110 §8.8.2.2).
const OLD: Duration = Duration::from_secs(60);

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::should(
        "if-range/same-tag",
        "RFC 9110 §13.1.5",
        "GET with `Range: bytes=0-0` and `If-Range:` the strong tag",
        "206: what the client has is a part of this version",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                scene.get().first_octet().if_range(tag).await?.is(206)
            })
        },
    )
    .after(BASE)
    .unless_broken(&["validators/stable-tag"]),
    Rule::must(
        "if-range/other-tag",
        "RFC 9110 §13.1.5",
        "GET with `Range: bytes=0-0` and `If-Range:` another tag",
        "200 with the whole content: a part of another copy corrupts the download",
        |scene| Box::pin(whole_for(scene, OTHER.into())),
    )
    .after(BASE),
    Rule::must(
        "if-range/weak-tag",
        "RFC 9110 §13.1.5",
        "GET with `Range: bytes=0-0` and `If-Range:` the tag as a weak one",
        "200 with the whole content: weak tags do not vouch for octets",
        |scene| Box::pin(async move { whole_for(scene, scene.tag()?.weakened().text()).await }),
    )
    .after(BASE)
    .unless_broken(&["if-range/other-tag"]),
    Rule::should(
        "if-range/same-date",
        "RFC 9110 §13.1.5",
        "GET with `Range: bytes=0-0` and `If-Range:` the Last-Modified, over a minute old",
        "206: what the client has is a part of this version",
        |scene| Box::pin(same_date(scene)),
    )
    .after(BASE)
    .unless_broken(&["if-range/same-tag"]),
    Rule::must(
        "if-range/earlier-date",
        "RFC 9110 §13.1.5",
        "GET with `Range: bytes=0-0` and `If-Range:` an earlier date",
        "200 with the whole content: a part of another version corrupts the download",
        |scene| {
            Box::pin(
                async move { whole_for(scene, scene.earlier_date()?.text().into_bytes()).await },
            )
        },
    )
    .after(BASE)
    .unless_broken(&["if-range/other-tag"]),
    Rule::must(
        "if-range/later-date",
        "RFC 9110 §13.1.5",
        "GET with `Range: bytes=0-0` and `If-Range:` an hour after the Last-Modified",
        "200 with the whole content: the date must be the very one",
        |scene| {
            Box::pin(async move {
                let later = scene.date()?.after(Duration::from_secs(3600));
                whole_for(scene, later.text().into_bytes()).await
            })
        },
    )
    .after(BASE)
    .unless_broken(&["if-range/other-tag"]),
    Rule::must(
        "if-range/unreadable",
        "RFC 9110 §13.1.5",
        "GET with `Range: bytes=0-0` and `If-Range: conditional-check`",
        "no 206, and no server error",
        |scene| Box::pin(unreadable(scene)),
    )
    .after(BASE)
    .unless_broken(&["if-range/other-tag"]),
    Rule::must(
        "if-range/without-range",
        "RFC 9110 §13.1.5",
        "GET with `If-Range:` another tag, and no Range",
        "200: without Range the field is ignored",
        |scene| Box::pin(async move { scene.get().if_range(OTHER).await?.is(200) }),
    ),
];

async fn whole_for(scene: &Scene<'_>, validator: Vec<u8>) -> Must {
    let answer = scene.get().first_octet().if_range(validator).await?;
    answer.is_like(scene.plain())
}

async fn same_date(scene: &Scene<'_>) -> Must {
    let date = scene.date()?;
    let now = scene.plain().date(&header::DATE);
    let is_old = now.is_some_and(|now| date.after(OLD) <= now);
    if !is_old {
        return Err(skip("the Last-Modified is less than a minute old"));
    }
    let ask = scene.get().first_octet().if_range(date.text());
    ask.await?.is(206)
}

async fn unreadable(scene: &Scene<'_>) -> Must {
    let ask = scene.get().first_octet().if_range("conditional-check");
    let answer = ask.await?;
    if answer.status() == 206 {
        return Err(broken(
            "the status is 206 although nothing vouches for the copy",
        ));
    }
    answer.is_no_server_error()
}
