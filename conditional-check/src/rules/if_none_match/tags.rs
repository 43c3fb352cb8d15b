//! One tag.

use super::BASE;
use crate::rule::Rule;
use crate::scene::{Must, Scene, broken, skip};
use crate::tag::OTHER;

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::must(
        "if-none-match/same-tag",
        "RFC 9110 §13.1.2",
        "GET with `If-None-Match:` the tag",
        "304: the client has this version",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.text();
                scene.get().if_none_match(tag).await?.is(304)
            })
        },
    )
    .after(&["validators/stable-tag"])
    .unless_broken(&["validators/strong-tag-for-one-content"]),
    Rule::must(
        "if-none-match/other-tag",
        "RFC 9110 §13.1.2",
        "GET with `If-None-Match:` another tag",
        "200 with the content: the client has another version",
        |scene| {
            Box::pin(async move {
                scene.tag()?;
                let answer = scene.get().if_none_match(OTHER).await?;
                answer.is_like(scene.plain())
            })
        },
    )
    .after(&["validators/stable-tag"]),
    Rule::must(
        "if-none-match/weak-comparison",
        "RFC 9110 §8.8.3.2",
        "GET with `If-None-Match:` the tag, weak where it is strong and the other way round",
        "304: weak comparison looks at what is in the quotes",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.turned().text();
                scene.get().if_none_match(tag).await?.is(304)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/star",
        "RFC 9110 §13.1.2",
        "GET with `If-None-Match: *`",
        "304: the resource exists",
        |scene| Box::pin(async move { scene.get().if_none_match("*").await?.is(304) }),
    )
    .unless_broken(&[
        "validators/present",
        "if-none-match/same-tag",
        "if-none-match/other-tag",
    ]),
    Rule::must(
        "if-none-match/quoted-star",
        "RFC 9110 §13.1.2",
        "GET with `If-None-Match: \"*\"`",
        "200: that is a tag, and not the resource's",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?;
                if tag.text().ends_with(b"\"*\"") {
                    return Err(skip("the resource's tag is a star"));
                }
                scene.get().if_none_match("\"*\"").await?.is(200)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/case",
        "RFC 9110 §8.8.3.2",
        "GET with `If-None-Match:` the tag in the other case",
        "200: tags are compared character by character",
        |scene| {
            Box::pin(async move {
                let turned = scene.tag()?.in_other_case();
                let turned = turned.ok_or_else(|| skip("the tag has no letters"))?;
                scene.get().if_none_match(turned.text()).await?.is(200)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/part-of-a-tag",
        "RFC 9110 §8.8.3.2",
        "GET with `If-None-Match:` a tag with the resource's characters in it, and more",
        "200: a tag is compared as a whole",
        |scene| {
            Box::pin(async move {
                let longer = scene.tag()?.within("x", "x");
                scene.get().if_none_match(longer).await?.is(200)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/white-space",
        "RFC 9110 §5.5",
        "GET with the tag and white space around it",
        "304: white space around a value is no part of it",
        |scene| {
            Box::pin(async move {
                let spaced = scene.tag()?.between(" \t", "\t ");
                scene
                    .get()
                    .if_none_match(spaced)
                    .if_accepted()
                    .await?
                    .is(304)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/unreadable",
        "RFC 9110 §13.1.2",
        "GET with `If-None-Match: \"conditional-check`, which ends too early",
        "no 304, and no server error",
        |scene| Box::pin(unreadable(scene)),
    )
    .after(BASE),
];

async fn unreadable(scene: &Scene<'_>) -> Must {
    let answer = scene.get().if_none_match("\"conditional-check").await?;
    if answer.status() == 304 {
        return Err(broken("the status is 304 although no tag matches"));
    }
    answer.is_no_server_error()
}
