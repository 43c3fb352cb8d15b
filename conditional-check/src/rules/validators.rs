//! The validators on the 200 to a plain GET.

use http::header;

use crate::date::Date;
use crate::rule::Rule;
use crate::scene::{Answer, Must, Scene, broken, skip, titled};
use crate::tag::Tag;

pub(super) const RULES: &[Rule] = &[
    Rule::should(
        "validators/present",
        "RFC 9110 §8.8",
        "GET",
        "an ETag or a Last-Modified, without which no client can ask whether its copy is current",
        |scene| Box::pin(present(scene)),
    ),
    Rule::must(
        "validators/etag-syntax",
        "RFC 9110 §8.8.3",
        "GET",
        "an ETag in double quotes, with W/ before them where it is weak",
        |scene| Box::pin(async move { etag_syntax(scene) }),
    ),
    Rule::must(
        "validators/etag-once",
        "RFC 9110 §5.3",
        "GET",
        "at most one ETag",
        |scene| Box::pin(async move { once(scene, &header::ETAG) }),
    ),
    Rule::must(
        "validators/last-modified-syntax",
        "RFC 9110 §5.6.7",
        "GET",
        "a Last-Modified of the form `Sun, 06 Nov 1994 08:49:37 GMT`",
        |scene| Box::pin(async move { last_modified_syntax(scene) }),
    ),
    Rule::must(
        "validators/last-modified-once",
        "RFC 9110 §5.3",
        "GET",
        "at most one Last-Modified",
        |scene| Box::pin(async move { once(scene, &header::LAST_MODIFIED) }),
    ),
    Rule::must(
        "validators/last-modified-not-in-the-future",
        "RFC 9110 §8.8.2.1",
        "GET",
        "a Last-Modified that is no later than Date",
        |scene| Box::pin(async move { not_in_the_future(scene) }),
    ),
    Rule::must(
        "validators/strong-tag-for-one-content",
        "RFC 9110 §8.8.1",
        "GET, twice",
        "the same content under the same strong ETag",
        |scene| Box::pin(one_content(scene)),
    ),
    Rule::should(
        "validators/stable-tag",
        "RFC 9110 §8.8.3",
        "GET, twice",
        "the same ETag for the same content; one that is always new makes every copy useless",
        |scene| Box::pin(stable_tag(scene)),
    )
    .after(&["validators/etag-syntax"]),
    Rule::advice(
        "validators/stable-date",
        "RFC 9110 §8.8.2",
        "GET, and again in the next second",
        "the same Last-Modified for the same content",
        |scene| Box::pin(stable_date(scene)),
    )
    .after(&["validators/last-modified-syntax"]),
];

/// A date is rightly left out in the second of a change, so there is a second try.
async fn present(scene: &Scene<'_>) -> Must {
    let has_any = |answer: &Answer| answer.has(&header::ETAG) || answer.has(&header::LAST_MODIFIED);
    if has_any(scene.plain()) {
        return Ok(());
    }
    let waited = scene.next_second().await.is_ok();
    let later = scene.get().await?;
    if waited && has_any(&later) {
        return Ok(());
    }
    Err(broken("the 200 has neither ETag nor Last-Modified"))
}

fn etag_syntax(scene: &Scene<'_>) -> Must {
    let tag = scene.plain().field(&header::ETAG);
    let tag = tag.ok_or_else(|| skip("the 200 has no ETag"))?;
    Tag::parse(tag)
        .map(|_| ())
        .ok_or_else(|| broken(format!("ETag: {}", tag.escape_ascii())))
}

fn once(scene: &Scene<'_>, name: &http::HeaderName) -> Must {
    match scene.plain().headers().get_all(name).iter().count() {
        0 => Err(skip(format!("the 200 has no {}", titled(name)))),
        1 => Ok(()),
        lines => Err(broken(format!("there are {lines} lines of it"))),
    }
}

fn last_modified_syntax(scene: &Scene<'_>) -> Must {
    let date = scene.plain().field(&header::LAST_MODIFIED);
    let date = date.ok_or_else(|| skip("the 200 has no Last-Modified"))?;
    Date::parse_sent(date)
        .map(|_| ())
        .ok_or_else(|| broken(format!("Last-Modified: {}", date.escape_ascii())))
}

fn not_in_the_future(scene: &Scene<'_>) -> Must {
    let modified = scene.date()?;
    let date = scene.plain().date(&header::DATE);
    let date = date.ok_or_else(|| skip("the 200 has no valid Date"))?;
    if modified > date {
        return Err(broken("the Last-Modified is later than the Date"));
    }
    Ok(())
}

async fn one_content(scene: &Scene<'_>) -> Must {
    let tag = scene.strong_tag()?;
    let again = scene.get().await?.with_status(200)?;
    if again.tag() == Some(tag) && again.body() != scene.plain().body() {
        return Err(broken(
            "two GETs brought different content under one strong ETag",
        ));
    }
    Ok(())
}

async fn stable_tag(scene: &Scene<'_>) -> Must {
    let tag = scene.tag()?;
    let again = scene.get().await?.with_status(200)?;
    if again.body() != scene.plain().body() {
        return Err(skip("the content is new each time"));
    }
    if again.tag() != Some(tag) {
        return Err(broken(
            "two GETs brought the same content under different ETags",
        ));
    }
    Ok(())
}

async fn stable_date(scene: &Scene<'_>) -> Must {
    let date = scene.date()?;
    scene.next_second().await?;
    let again = scene.get().await?.with_status(200)?;
    if again.body() != scene.plain().body() {
        return Err(skip("the content is new each time"));
    }
    if again.date(&header::LAST_MODIFIED) != Some(date) {
        return Err(broken(
            "the same content has another Last-Modified a second later",
        ));
    }
    Ok(())
}
