//! Compressed copies (RFC 9110 §8.8.3.3): other octets, so another strong tag.

use http::header;

use crate::rule::Rule;
use crate::scene::{Answer, Must, Scene, Stop, broken, skip};

pub(super) const RULES: &[Rule] = &[
    Rule::must(
        "codings/own-tag",
        "RFC 9110 §8.8.3.3",
        "GET with `Accept-Encoding: gzip`, and without",
        "two strong tags, or a weak one",
        |scene| Box::pin(own_tag(scene)),
    ),
    Rule::should(
        "codings/vary",
        "RFC 9110 §12.5.5",
        "GET with `Accept-Encoding: gzip`",
        "`Vary: Accept-Encoding` on the gzip copy",
        |scene| Box::pin(async move { names_coding(&gzip_copy(scene).await?, "the gzip copy") }),
    ),
    Rule::should(
        "codings/vary-on-identity",
        "RFC 9110 §12.5.5",
        "GET without `Accept-Encoding`",
        "`Vary: Accept-Encoding` on the plain copy too: a cache has to know before it hands it out",
        |scene| {
            Box::pin(async move {
                gzip_copy(scene).await?;
                names_coding(scene.plain(), "the plain copy")
            })
        },
    )
    .after(&["codings/vary"]),
    Rule::must(
        "codings/tag-accepted",
        "RFC 9110 §13.1.2",
        "GET with `Accept-Encoding: gzip` and `If-None-Match:` the gzip copy's tag",
        "304: the client has this copy",
        |scene| Box::pin(async move { revalidated(scene).await.map(|_| ()) }),
    )
    .after(&["if-none-match/same-tag"]),
    Rule::must(
        "codings/if-match",
        "RFC 9110 §13.1.1",
        "GET with `Accept-Encoding: gzip` and `If-Match:` the gzip copy's strong tag",
        "200: the tag is this copy's",
        |scene| Box::pin(if_match(scene)),
    )
    .after(&["if-match/same-tag"]),
    Rule::must(
        "codings/not-modified-etag",
        "RFC 9110 §15.4.5",
        "GET with `Accept-Encoding: gzip` and `If-None-Match:` the gzip copy's tag",
        "the gzip copy's ETag on the 304: a cache finds its copy by it",
        |scene| Box::pin(not_modified_etag(scene)),
    )
    .after(&["codings/tag-accepted"])
    .unless_broken(&["not-modified/etag"]),
    Rule::must(
        "codings/not-modified-vary",
        "RFC 9110 §15.4.5",
        "GET with `Accept-Encoding: gzip` and `If-None-Match:` the gzip copy's tag",
        "the gzip copy's Vary on the 304",
        |scene| Box::pin(not_modified_vary(scene)),
    )
    .after(&["codings/tag-accepted", "codings/vary"])
    .unless_broken(&["not-modified/vary"]),
];

async fn gzip_copy(scene: &Scene<'_>) -> Result<Answer, Stop> {
    let copy = scene.get().gzip().await?.with_status(200)?;
    if copy.field(&header::CONTENT_ENCODING) != Some(b"gzip") {
        return Err(skip("the server sends no gzip copy"));
    }
    Ok(copy)
}

async fn own_tag(scene: &Scene<'_>) -> Must {
    let plain = scene.strong_tag()?;
    let copy = gzip_copy(scene).await?;
    if copy.tag() == Some(plain) {
        return Err(broken("both copies have one strong ETag"));
    }
    Ok(())
}

fn names_coding(answer: &Answer, which: &str) -> Must {
    if answer.varies_by(&header::ACCEPT_ENCODING) {
        return Ok(());
    }
    Err(broken(format!("{which} has no `Vary: Accept-Encoding`")))
}

async fn revalidated(scene: &Scene<'_>) -> Result<(Answer, Answer), Stop> {
    let copy = gzip_copy(scene).await?;
    let tag = copy
        .tag()
        .ok_or_else(|| skip("the gzip copy has no ETag"))?;
    let ask = scene.get().gzip().if_none_match(tag.text());
    Ok((copy, ask.await?.with_status(304)?))
}

async fn if_match(scene: &Scene<'_>) -> Must {
    let copy = gzip_copy(scene).await?;
    let tag = copy.tag().filter(|tag| !tag.is_weak());
    let tag = tag.ok_or_else(|| skip("the gzip copy has no strong ETag"))?;
    scene.get().gzip().if_match(tag.text()).await?.is(200)
}

async fn not_modified_etag(scene: &Scene<'_>) -> Must {
    let (copy, not_modified) = revalidated(scene).await?;
    match (copy.tag(), not_modified.tag()) {
        (Some(copy), Some(tag)) if tag.is_like(&copy) => Ok(()),
        _ => Err(broken("the 304 does not name the gzip copy")),
    }
}

async fn not_modified_vary(scene: &Scene<'_>) -> Must {
    let (_, not_modified) = revalidated(scene).await?;
    names_coding(&not_modified, "the 304")
}
