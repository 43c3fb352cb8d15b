//! `If-Match` on reads (RFC 9110 §13.1.1): is it still the version that the client means?

use crate::rule::Rule;
use crate::scene::{Must, Scene, broken, skip};
use crate::tag::OTHER;

const HOLDS: &[&str] = &["if-match/same-tag"];
const FAILS: &[&str] = &["if-match/other-tag"];

pub(super) const RULES: &[Rule] = &[
    Rule::must(
        "if-match/same-tag",
        "RFC 9110 §13.1.1",
        "GET with `If-Match:` the strong tag",
        "200 with the content",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                scene.get().if_match(tag).await?.is_like(scene.plain())
            })
        },
    )
    .after(&["validators/stable-tag"])
    .unless_broken(&["validators/strong-tag-for-one-content"]),
    Rule::must(
        "if-match/other-tag",
        "RFC 9110 §13.1.1",
        "GET with `If-Match:` another tag",
        "412: the client asks for another version",
        |scene| Box::pin(async move { scene.get().if_match(OTHER).await?.is(412) }),
    )
    .unless_broken(&["validators/present"]),
    Rule::must(
        "if-match/strong-comparison",
        "RFC 9110 §13.1.1",
        "GET with `If-Match:` the tag as a weak one",
        "412: a weak tag never holds here",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.weakened().text();
                scene.get().if_match(tag).await?.is(412)
            })
        },
    )
    .after(FAILS),
    Rule::must(
        "if-match/star",
        "RFC 9110 §13.1.1",
        "GET with `If-Match: *`",
        "200: the resource exists",
        |scene| Box::pin(async move { scene.get().if_match("*").await?.is(200) }),
    ),
    Rule::must(
        "if-match/list",
        "RFC 9110 §13.1.1",
        "GET with `If-Match: \"a\",` the tag`, \"b\"`",
        "200: one of the tags is the resource's",
        |scene| {
            Box::pin(async move {
                let list = scene.strong_tag()?.between("\"a\", ", ", \"b\"");
                scene.get().if_match(list).await?.is(200)
            })
        },
    )
    .after(HOLDS),
    Rule::must(
        "if-match/list-of-others",
        "RFC 9110 §13.1.1",
        "GET with `If-Match:` a list without the tag",
        "412: none of the tags is the resource's",
        |scene| {
            Box::pin(async move {
                let list = format!("\"a\", {OTHER}");
                scene.get().if_match(list).await?.is(412)
            })
        },
    )
    .after(FAILS),
    Rule::must(
        "if-match/second-line",
        "RFC 9110 §5.3",
        "GET with two lines of If-Match, the tag on the second",
        "200: the lines of a list are one list",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                scene.get().if_match(OTHER).if_match(tag).await?.is(200)
            })
        },
    )
    .after(HOLDS),
    Rule::must(
        "if-match/empty-members",
        "RFC 9110 §5.6.1.2",
        "GET with a list with commas to spare",
        "200: empty members are not counted",
        |scene| {
            Box::pin(async move {
                let list = scene.strong_tag()?.between(",, ", " ,");
                scene.get().if_match(list).await?.is(200)
            })
        },
    )
    .after(&["if-match/list"]),
    Rule::must(
        "if-match/comma-in-another-tag",
        "RFC 9110 §8.8.3",
        "GET with `If-Match: \"x,y\",` the tag",
        "200: a comma in quotes belongs to the tag",
        |scene| {
            Box::pin(async move {
                let list = scene.strong_tag()?.between("\"x,y\", ", "");
                scene.get().if_match(list).await?.is(200)
            })
        },
    )
    .after(&["if-match/list"]),
    Rule::must(
        "if-match/obs-text",
        "RFC 9110 §8.8.3",
        "GET with a tag of octets above 7F in the list",
        "200: such octets may stand in a tag",
        |scene| {
            Box::pin(async move {
                let list = scene.strong_tag()?.between(b"\"\xe9\xff\", ", "");
                scene.get().if_match(list).await?.unless_declined()?.is(200)
            })
        },
    )
    .after(&["if-match/list"]),
    Rule::must(
        "if-match/white-space",
        "RFC 9110 §5.5",
        "GET with the tag and white space around it",
        "200: white space around a value is no part of it",
        |scene| {
            Box::pin(async move {
                let spaced = scene.strong_tag()?.between(" \t", "\t ");
                scene.get().if_match(spaced).if_accepted().await?.is(200)
            })
        },
    )
    .after(HOLDS),
    Rule::must(
        "if-match/case",
        "RFC 9110 §8.8.3.2",
        "GET with `If-Match:` the tag in the other case",
        "412: tags are compared character by character",
        |scene| {
            Box::pin(async move {
                let turned = scene.strong_tag()?.in_other_case();
                let turned = turned.ok_or_else(|| skip("the tag has no letters"))?;
                scene.get().if_match(turned.text()).await?.is(412)
            })
        },
    )
    .after(FAILS),
    Rule::must(
        "if-match/part-of-a-tag",
        "RFC 9110 §8.8.3.2",
        "GET with `If-Match:` a tag with the resource's characters in it, and more",
        "412: a tag is compared as a whole",
        |scene| {
            Box::pin(async move {
                let longer = scene.strong_tag()?.within("x", "x");
                scene.get().if_match(longer).await?.is(412)
            })
        },
    )
    .after(FAILS),
    Rule::advice(
        "if-match/unreadable",
        "RFC 9110 §13.1.1",
        "GET with `If-Match: conditional-check`, without quotes",
        "no success: what the client meant did not hold, and no server error",
        |scene| Box::pin(unreadable(scene)),
    )
    .after(FAILS),
];

async fn unreadable(scene: &Scene<'_>) -> Must {
    let answer = scene.get().if_match("conditional-check").await?;
    if answer.status().is_success() {
        return Err(broken("the field was dropped, and the request done"));
    }
    answer.is_no_server_error()
}
