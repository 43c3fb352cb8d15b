//! 206 (RFC 9110 §15.3.7).

use http::{HeaderName, header};

use crate::rule::Rule;
use crate::scene::{Answer, Must, Scene, Stop, broken, skip, titled};

const BASE: &[&str] = &["ranges/content-range"];

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::must(
        "ranges/content-range",
        "RFC 9110 §14.4",
        "GET with `Range: bytes=0-0`",
        "where it is 206: the first octet, and a Content-Range that says so",
        |scene| Box::pin(content_range(scene)),
    )
    .unless_broken(&["validators/strong-tag-for-one-content"]),
    Rule::must(
        "ranges/cache-control",
        "RFC 9110 §15.3.7",
        "GET with `Range: bytes=0-0`",
        "the 200's Cache-Control on the 206",
        |scene| Box::pin(keeps(scene, header::CACHE_CONTROL)),
    )
    .after(BASE),
    Rule::must(
        "ranges/content-location",
        "RFC 9110 §15.3.7",
        "GET with `Range: bytes=0-0`",
        "the 200's Content-Location on the 206",
        |scene| Box::pin(keeps(scene, header::CONTENT_LOCATION)),
    )
    .after(BASE),
    Rule::must(
        "ranges/etag",
        "RFC 9110 §15.3.7",
        "GET with `Range: bytes=0-0`",
        "the 200's ETag on the 206",
        |scene| Box::pin(keeps(scene, header::ETAG)),
    )
    .after(BASE)
    .unless_broken(&["validators/stable-tag"]),
    Rule::must(
        "ranges/expires",
        "RFC 9110 §15.3.7",
        "GET with `Range: bytes=0-0`",
        "an Expires on the 206, as on the 200",
        |scene| Box::pin(keeps(scene, header::EXPIRES)),
    )
    .after(BASE),
    Rule::must(
        "ranges/vary",
        "RFC 9110 §15.3.7",
        "GET with `Range: bytes=0-0`",
        "the 200's Vary on the 206",
        |scene| Box::pin(keeps(scene, header::VARY)),
    )
    .after(BASE),
];

async fn first_octet(scene: &Scene<'_>) -> Result<Answer, Stop> {
    if scene.plain().body().is_empty() {
        return Err(skip("the content is empty"));
    }
    let answer = scene.get().first_octet().await?;
    if answer.status() == 200 {
        return Err(skip("the server sends no ranges of it"));
    }
    answer.with_status(206)
}

async fn content_range(scene: &Scene<'_>) -> Must {
    let answer = first_octet(scene).await?;
    let whole = scene.plain().body();
    let expected = format!("bytes 0-0/{}", whole.len());
    let range = answer.field(&header::CONTENT_RANGE);
    if range != Some(expected.as_bytes()) && range != Some(b"bytes 0-0/*") {
        return Err(broken(format!("the Content-Range is not `{expected}`")));
    }
    if answer.body().as_ref() != whole.get(..1).unwrap_or_default() {
        return Err(broken("the content is not the first octet of the 200's"));
    }
    Ok(())
}

async fn keeps(scene: &Scene<'_>, name: HeaderName) -> Must {
    if !scene.plain().has(&name) {
        return Err(skip(format!("the 200 has no {}", titled(&name))));
    }
    let answer = first_octet(scene).await?;
    let (there, here) = (scene.plain().members(&name), answer.members(&name));
    let is_counted_from_now = matches!(name, header::EXPIRES | header::CACHE_CONTROL);
    if here.is_empty() || (there != here && !is_counted_from_now) {
        return Err(broken(format!(
            "the 206 does not have the 200's {}",
            titled(&name)
        )));
    }
    Ok(())
}
