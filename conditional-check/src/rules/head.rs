//! HEAD says what GET would say (RFC 9110 §9.3.2).

use http::{HeaderName, header};

use crate::rule::Rule;
use crate::scene::{Must, Scene, broken, skip, titled};
use crate::tag::OTHER;

const HEAD: &[&str] = &["head/status"];

pub(super) const RULES: &[Rule] = &[
    Rule::must(
        "head/status",
        "RFC 9110 §9.1",
        "HEAD",
        "200, as for GET",
        |scene| Box::pin(async move { scene.head().await?.is(200) }),
    ),
    Rule::should(
        "head/etag",
        "RFC 9110 §9.3.2",
        "HEAD",
        "GET's ETag, or none where it takes the content to know it",
        |scene| Box::pin(same_or_none(scene, header::ETAG)),
    )
    .after(&["head/status", "validators/stable-tag"]),
    Rule::should(
        "head/last-modified",
        "RFC 9110 §9.3.2",
        "HEAD",
        "GET's Last-Modified, or none where it takes the content to know it",
        |scene| Box::pin(same_or_none(scene, header::LAST_MODIFIED)),
    )
    .after(HEAD)
    .unless_broken(&["validators/stable-date"]),
    Rule::should(
        "head/cache-control",
        "RFC 9110 §9.3.2",
        "HEAD",
        "GET's Cache-Control",
        |scene| Box::pin(same_members(scene, header::CACHE_CONTROL)),
    )
    .after(HEAD),
    Rule::should(
        "head/vary",
        "RFC 9110 §9.3.2",
        "HEAD",
        "GET's Vary",
        |scene| Box::pin(same_members(scene, header::VARY)),
    )
    .after(HEAD),
    Rule::must(
        "head/content-length",
        "RFC 9110 §8.6",
        "HEAD",
        "no Content-Length, or that of GET",
        |scene| Box::pin(content_length(scene)),
    )
    .after(HEAD),
    Rule::must(
        "head/not-modified",
        "RFC 9110 §13.1.2",
        "HEAD with `If-None-Match:` the tag",
        "304, as for GET",
        |scene| Box::pin(not_modified(scene)),
    )
    .after(&["head/status", "head/etag"]),
    Rule::must(
        "head/if-match",
        "RFC 9110 §13.1.1",
        "HEAD with `If-Match:` another tag",
        "412, as for GET",
        |scene| Box::pin(if_match(scene)),
    )
    .after(&["head/status", "head/etag"]),
];

async fn same_or_none(scene: &Scene<'_>, name: HeaderName) -> Must {
    let of_get = scene.plain().field(&name);
    let of_get = of_get.ok_or_else(|| skip(format!("the 200 has no {}", titled(&name))))?;
    let of_head = scene.head().await?;
    match of_head.field(&name) {
        Some(value) if value != of_get => {
            Err(broken(format!("{} differs from GET's", titled(&name))))
        }
        _ => Ok(()),
    }
}

async fn same_members(scene: &Scene<'_>, name: HeaderName) -> Must {
    if !scene.plain().has(&name) {
        return Err(skip(format!("the 200 has no {}", titled(&name))));
    }
    let of_head = scene.head().await?;
    if of_head.members(&name) != scene.plain().members(&name) {
        return Err(broken(format!("{} differs from GET's", titled(&name))));
    }
    Ok(())
}

async fn content_length(scene: &Scene<'_>) -> Must {
    let of_get = scene.plain().body().len().to_string();
    let of_head = scene.head().await?;
    match of_head.field(&header::CONTENT_LENGTH) {
        Some(length) if length != of_get.as_bytes() => {
            Err(broken(format!("GET's content has {of_get} octets")))
        }
        _ => Ok(()),
    }
}

/// Where GET ignores the field, that is found by the rules of GET.
async fn not_modified(scene: &Scene<'_>) -> Must {
    let tag = scene.tag()?.text();
    if scene.get().if_none_match(&tag).await?.is(304).is_err() {
        return Err(skip("GET with it is not answered 304"));
    }
    scene.head().if_none_match(&tag).await?.is(304)
}

async fn if_match(scene: &Scene<'_>) -> Must {
    if scene.get().if_match(OTHER).await?.is(412).is_err() {
        return Err(skip("GET with it is not answered 412"));
    }
    scene.head().if_match(OTHER).await?.is(412)
}
