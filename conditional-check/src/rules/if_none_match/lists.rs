//! Several tags.

use super::{BASE, LISTS};
use crate::rule::Rule;
use crate::tag::OTHER;

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::must(
        "if-none-match/list",
        "RFC 9110 §13.1.2",
        "GET with `If-None-Match: \"a\", \"b\",` the tag",
        "304: one of the tags is the resource's",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.between("\"a\", \"b\", ", "");
                scene.get().if_none_match(list).await?.is(304)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/list-of-others",
        "RFC 9110 §13.1.2",
        "GET with `If-None-Match:` a list without the tag",
        "200: none of the tags is the resource's",
        |scene| {
            Box::pin(async move {
                scene.tag()?;
                let list = format!("\"a\", {OTHER}");
                scene.get().if_none_match(list).await?.is(200)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/first-of-list",
        "RFC 9110 §13.1.2",
        "GET with `If-None-Match:` the tag, then others",
        "304: one of the tags is the resource's",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.between("", ", \"a\", \"b\"");
                scene.get().if_none_match(list).await?.is(304)
            })
        },
    )
    .after(LISTS),
    Rule::must(
        "if-none-match/list-without-spaces",
        "RFC 9110 §5.6.1",
        "GET with a list without spaces",
        "304: spaces between the tags are optional",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.between("\"a\",", ",\"b\"");
                scene.get().if_none_match(list).await?.is(304)
            })
        },
    )
    .after(LISTS),
    Rule::must(
        "if-none-match/list-with-tabs",
        "RFC 9110 §5.6.3",
        "GET with a list with tabs around the commas",
        "304: white space is spaces and tabs",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.between("\"a\"\t,\t", "\t,\t\"b\"");
                scene.get().if_none_match(list).await?.is(304)
            })
        },
    )
    .after(LISTS),
    Rule::must(
        "if-none-match/empty-members",
        "RFC 9110 §5.6.1.2",
        "GET with a list with commas to spare",
        "304: empty members are not counted",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.between(", \"a\",, ", " ,");
                scene.get().if_none_match(list).await?.is(304)
            })
        },
    )
    .after(LISTS),
    Rule::must(
        "if-none-match/second-line",
        "RFC 9110 §5.3",
        "GET with two lines of If-None-Match, the tag on the second",
        "304: the lines of a list are one list",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.text();
                let ask = scene.get().if_none_match(OTHER).if_none_match(tag);
                ask.await?.is(304)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/first-line",
        "RFC 9110 §5.3",
        "GET with two lines of If-None-Match, the tag on the first",
        "304: the lines of a list are one list",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.text();
                let ask = scene.get().if_none_match(tag).if_none_match(OTHER);
                ask.await?.is(304)
            })
        },
    )
    .after(BASE),
    Rule::must(
        "if-none-match/weak-in-list",
        "RFC 9110 §8.8.3.2",
        "GET with a list of weak tags, the resource's among them",
        "304: weak comparison looks at what is in the quotes",
        |scene| {
            Box::pin(async move {
                let list = scene.tag()?.weakened().between("W/\"a\", ", ", W/\"b\"");
                scene.get().if_none_match(list).await?.is(304)
            })
        },
    )
    .after(&[
        "if-none-match/same-tag",
        "if-none-match/list",
        "if-none-match/weak-comparison",
    ]),
];
