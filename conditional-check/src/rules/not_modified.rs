//! What a 304 says (RFC 9110 §15.4.5): what the 200 would have said, without the content.

use http::{HeaderName, header};

use crate::rule::Rule;
use crate::scene::{Answer, Must, Scene, Stop, broken, skip, titled};

/// Fields that a 304 must have where the 200 has them; and the ETag.
const KEPT: [HeaderName; 4] = [
    header::CACHE_CONTROL,
    header::CONTENT_LOCATION,
    header::EXPIRES,
    header::VARY,
];

/// How far numbers may differ in a Cache-Control that counts down to a point in time.
const COUNTED_DOWN: u64 = 5;

const BASE: &[&str] = &["if-none-match/same-tag"];

pub(super) const RULES: &[Rule] = &[
    Rule::must(
        "not-modified/cache-control",
        "RFC 9110 §15.4.5",
        "GET with `If-None-Match:` the tag",
        "the 200's Cache-Control on the 304",
        |scene| Box::pin(keeps(scene, header::CACHE_CONTROL)),
    )
    .after(BASE),
    Rule::must(
        "not-modified/content-location",
        "RFC 9110 §15.4.5",
        "GET with `If-None-Match:` the tag",
        "the 200's Content-Location on the 304",
        |scene| Box::pin(keeps(scene, header::CONTENT_LOCATION)),
    )
    .after(BASE),
    Rule::must(
        "not-modified/date",
        "RFC 9110 §15.4.5",
        "GET with `If-None-Match:` the tag",
        "a valid Date on the 304, as on the 200",
        |scene| Box::pin(date(scene)),
    )
    .after(BASE),
    Rule::must(
        "not-modified/etag",
        "RFC 9110 §15.4.5",
        "GET with `If-None-Match:` the tag",
        "the 200's ETag on the 304",
        |scene| Box::pin(keeps(scene, header::ETAG)),
    )
    .after(BASE),
    Rule::must(
        "not-modified/expires",
        "RFC 9110 §15.4.5",
        "GET with `If-None-Match:` the tag",
        "an Expires on the 304, as on the 200",
        |scene| Box::pin(keeps(scene, header::EXPIRES)),
    )
    .after(BASE),
    Rule::must(
        "not-modified/vary",
        "RFC 9110 §15.4.5",
        "GET with `If-None-Match:` the tag",
        "the 200's Vary on the 304: caches choose a copy by it",
        |scene| Box::pin(keeps(scene, header::VARY)),
    )
    .after(BASE),
    Rule::must(
        "not-modified/last-modified",
        "RFC 9110 §15.4.5",
        "GET with `If-None-Match:` the tag",
        "no Last-Modified on the 304, or the 200's: caches update their copy by it",
        |scene| Box::pin(last_modified(scene)),
    )
    .after(BASE)
    .unless_broken(&["validators/stable-date"]),
    Rule::must(
        "not-modified/by-date",
        "RFC 9110 §15.4.5",
        "GET with `If-Modified-Since:` the date",
        "on this 304, too, what the 200 says",
        |scene| Box::pin(by_date(scene)),
    )
    .after(&["if-modified-since/same-date"])
    .unless_broken(&[
        "validators/stable-tag",
        "not-modified/cache-control",
        "not-modified/content-location",
        "not-modified/etag",
        "not-modified/expires",
        "not-modified/vary",
    ]),
    Rule::must(
        "not-modified/no-content",
        "RFC 9110 §15.4.5",
        "GET with `If-None-Match:` the tag",
        "a 304 without content: the client has it",
        |scene| Box::pin(no_content(scene)),
    )
    .after(BASE),
    Rule::must(
        "not-modified/content-length",
        "RFC 9110 §8.6",
        "GET with `If-None-Match:` the tag",
        "no Content-Length on the 304, or the 200's",
        |scene| Box::pin(content_length(scene)),
    )
    .after(BASE),
];

async fn not_modified(scene: &Scene<'_>) -> Result<Answer, Stop> {
    let tag = scene.tag()?.text();
    scene.get().if_none_match(tag).await?.with_status(304)
}

async fn keeps(scene: &Scene<'_>, name: HeaderName) -> Must {
    if !scene.plain().has(&name) {
        return Err(skip(format!("the 200 has no {}", titled(&name))));
    }
    is_kept(scene.plain(), &not_modified(scene).await?, &name)
}

fn is_kept(plain: &Answer, not_modified: &Answer, name: &HeaderName) -> Must {
    if !plain.has(name) {
        return Ok(());
    }
    if !not_modified.has(name) {
        return Err(broken(format!(
            "the 304 has no {}, the 200 has one",
            titled(name)
        )));
    }
    let (there, here) = (plain.members(name), not_modified.members(name));
    let same = match *name {
        // Counted from now, in each answer anew.
        header::EXPIRES => true,
        header::CACHE_CONTROL => {
            there.len() == here.len() && there.iter().zip(&here).all(|(a, b)| are_alike(a, b))
        }
        header::VARY => there == here,
        _ => plain.field(name) == not_modified.field(name),
    };
    if !same {
        return Err(broken(format!(
            "the {} of 304 and 200 differ",
            titled(name)
        )));
    }
    Ok(())
}

/// `max-age` may be counted down to a point in time.
fn are_alike(a: &str, b: &str) -> bool {
    let number = |directive: &str| {
        let (name, value) = directive.split_once('=')?;
        Some((name.to_owned(), value.parse::<u64>().ok()?))
    };
    match (number(a), number(b)) {
        (Some((a_name, a)), Some((b_name, b))) => a_name == b_name && a.abs_diff(b) <= COUNTED_DOWN,
        _ => a == b,
    }
}

async fn date(scene: &Scene<'_>) -> Must {
    if !scene.plain().has(&header::DATE) {
        return Err(skip("the 200 has no Date"));
    }
    let answer = not_modified(scene).await?;
    answer
        .date(&header::DATE)
        .map(|_| ())
        .ok_or_else(|| broken("the 304 has no valid Date, the 200 has one"))
}

async fn last_modified(scene: &Scene<'_>) -> Must {
    let answer = not_modified(scene).await?;
    match answer.field(&header::LAST_MODIFIED) {
        Some(date) if Some(date) != scene.plain().field(&header::LAST_MODIFIED) => {
            Err(broken("the Last-Modified of 304 and 200 differ"))
        }
        _ => Ok(()),
    }
}

async fn by_date(scene: &Scene<'_>) -> Must {
    let date = scene.date()?.text();
    let answer = scene
        .get()
        .if_modified_since(date)
        .await?
        .with_status(304)?;
    KEPT.iter()
        .try_for_each(|name| is_kept(scene.plain(), &answer, name))?;
    // A server that does not know which copy is meant may name all of them, weakly.
    match (scene.plain().tag(), answer.tag()) {
        (Some(tag), Some(kept)) if tag.is_like(&kept) => Ok(()),
        (None, _) => Ok(()),
        _ => Err(broken("the ETag of 304 and 200 differ")),
    }
}

async fn no_content(scene: &Scene<'_>) -> Must {
    let answer = not_modified(scene).await?;
    match answer.body().len() {
        0 => Ok(()),
        octets => Err(broken(format!("the 304 brings {octets} octets of content"))),
    }
}

async fn content_length(scene: &Scene<'_>) -> Must {
    let of_200 = scene.plain().body().len().to_string();
    let answer = not_modified(scene).await?;
    match answer.field(&header::CONTENT_LENGTH) {
        Some(length) if length != of_200.as_bytes() => {
            Err(broken(format!("the 200's content has {of_200} octets")))
        }
        _ => Ok(()),
    }
}
