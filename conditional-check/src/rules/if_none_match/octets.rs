//! What may stand in a tag.

use super::{BASE, LISTS};
use crate::rule::Rule;

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::must(
        "if-none-match/comma-in-another-tag",
        "RFC 9110 §8.8.3",
        "GET with `If-None-Match: \"x,y\",` the tag",
        "304: a comma in quotes belongs to the tag",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.between("\"x,y\", ", "");
                scene.get().if_none_match(list).await?.is(304)
            })
        },
    )
    .after(LISTS),
    Rule::must(
        "if-none-match/comma-does-not-split",
        "RFC 9110 §8.8.3",
        "GET with one tag that has the resource's between commas in it",
        "200: a comma in quotes belongs to the tag",
        |scene| {
            Box::pin(async move {
                let one = scene.tag()?.within("x,", ",y");
                scene.get().if_none_match(one).await?.is(200)
            })
        },
    )
    .after(BASE)
    .unless_broken(&["if-none-match/part-of-a-tag"]),
    Rule::must(
        "if-none-match/punctuation-in-another-tag",
        "RFC 9110 §8.8.3",
        "GET with `If-None-Match: \"W/;=*\\\",` the tag",
        "304: all of it may stand in a tag, and a backslash escapes nothing",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.between("\"W/;=*\\\", ", "");
                scene.get().if_none_match(list).await?.is(304)
            })
        },
    )
    .after(LISTS),
    Rule::must(
        "if-none-match/obs-text",
        "RFC 9110 §8.8.3",
        "GET with a tag of octets above 7F in the list",
        "304: such octets may stand in a tag, and make no text of any charset",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.between(b"\"\xe9\xff\", ", "");
                let answer = scene.get().if_none_match(list).await?;
                answer.unless_declined()?.is(304)
            })
        },
    )
    .after(LISTS),
];
