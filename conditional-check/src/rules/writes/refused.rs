//! Writes that must be refused, and leave everything as it was.

use super::{GATES, changes_nothing, is_accepted, is_refused};
use crate::rule::Rule;
use crate::scene::{Must, Scene, broken, skip};
use crate::tag::OTHER;

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::must(
        "writes/current-tag",
        "RFC 9110 §13.1.1",
        "your write with `If-Match:` the strong tag",
        "success: the client has seen the current version",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                is_accepted(&scene.write()?.if_match(tag).await?)
            })
        },
    )
    .writing()
    .after(&[
        "validators/stable-tag",
        "validators/strong-tag-for-one-content",
    ]),
    Rule::must(
        "writes/current-date",
        "RFC 9110 §13.1.4",
        "your write with `If-Unmodified-Since:` the Last-Modified",
        "success: it was not modified since",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.text();
                is_accepted(&scene.write()?.if_unmodified_since(date).await?)
            })
        },
    )
    .settled()
    .unless_broken(&["validators/stable-date"]),
    Rule::must(
        "writes/other-tag",
        "RFC 9110 §13.1.1",
        "your write with `If-Match:` another tag",
        "412: somebody else was quicker",
        |scene| Box::pin(async move { is_refused(&scene.write()?.if_match(OTHER).await?) }),
    )
    .writing()
    .unless_broken(GATES),
    Rule::must(
        "writes/other-tag-changes-nothing",
        "RFC 9110 §13.1.1",
        "your write with `If-Match:` another tag, then GET",
        "the content and the ETag of before",
        |scene| {
            Box::pin(async move { changes_nothing(scene, scene.write()?.if_match(OTHER)).await })
        },
    )
    .writing()
    .after(&["writes/other-tag"]),
    Rule::must(
        "writes/list-of-others",
        "RFC 9110 §13.1.1",
        "your write with `If-Match:` a list without the tag",
        "412: none of the tags is the resource's",
        |scene| {
            Box::pin(async move {
                let list = format!("\"a\", {OTHER}");
                is_refused(&scene.write()?.if_match(list).await?)
            })
        },
    )
    .writing()
    .after(&["writes/other-tag"]),
    Rule::must(
        "writes/weak-tag",
        "RFC 9110 §13.1.1",
        "your write with `If-Match:` the tag as a weak one",
        "412: a weak tag never holds here",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.weakened().text();
                is_refused(&scene.write()?.if_match(tag).await?)
            })
        },
    )
    .writing()
    .after(&["writes/other-tag"]),
    Rule::advice(
        "writes/unreadable-tag",
        "RFC 9110 §13.1.1",
        "your write with `If-Match: conditional-check`, without quotes",
        "no success: a client that sends If-Match does not want to overwrite unseen",
        |scene| Box::pin(unreadable(scene)),
    )
    .writing()
    .after(&["writes/other-tag"]),
    Rule::must(
        "writes/create-only",
        "RFC 9110 §13.1.2",
        "your write with `If-None-Match: *`",
        "412: the resource exists",
        |scene| Box::pin(async move { is_refused(&scene.write()?.if_none_match("*").await?) }),
    )
    .writing()
    .unless_broken(GATES),
    Rule::must(
        "writes/create-only-changes-nothing",
        "RFC 9110 §13.1.2",
        "your write with `If-None-Match: *`, then GET",
        "the content and the ETag of before",
        |scene| {
            Box::pin(async move { changes_nothing(scene, scene.write()?.if_none_match("*")).await })
        },
    )
    .writing()
    .after(&["writes/create-only"]),
    Rule::must(
        "writes/if-none-match",
        "RFC 9110 §13.1.2",
        "your write with `If-None-Match:` the tag",
        "412, and not 304, which is for reads",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.text();
                is_refused(&scene.write()?.if_none_match(tag).await?)
            })
        },
    )
    .writing()
    .after(&["validators/stable-tag"])
    .unless_broken(GATES),
    Rule::must(
        "writes/earlier-date",
        "RFC 9110 §13.1.4",
        "your write with `If-Unmodified-Since:` a second before the Last-Modified",
        "412: it was modified since",
        |scene| {
            Box::pin(async move {
                let date = scene.earlier_date()?.text();
                is_refused(&scene.write()?.if_unmodified_since(date).await?)
            })
        },
    )
    .settled()
    .after(&["writes/current-date"]),
    Rule::must(
        "writes/earlier-date-changes-nothing",
        "RFC 9110 §13.1.4",
        "your write with `If-Unmodified-Since:` an earlier date, then GET",
        "the content and the ETag of before",
        |scene| {
            Box::pin(async move {
                let date = scene.earlier_date()?.text();
                changes_nothing(scene, scene.write()?.if_unmodified_since(date)).await
            })
        },
    )
    .settled()
    .after(&["writes/earlier-date"]),
    Rule::must(
        "writes/required",
        "RFC 6585 §3",
        "your write without a precondition",
        "428, where you say that preconditions are required",
        |scene| Box::pin(required(scene)),
    )
    .writing(),
    Rule::must(
        "writes/required-changes-nothing",
        "RFC 6585 §3",
        "your write without a precondition, then GET",
        "the content and the ETag of before",
        |scene| Box::pin(async move { changes_nothing(scene, scene.write()?).await }),
    )
    .writing()
    .after(&["writes/required"]),
];

async fn unreadable(scene: &Scene<'_>) -> Must {
    let answer = scene.write()?.if_match("conditional-check").await?;
    if answer.status().is_success() {
        return Err(broken("the field was dropped, and the write done"));
    }
    answer.is_no_server_error()
}

async fn required(scene: &Scene<'_>) -> Must {
    let answer = scene.write()?.await?;
    if answer.status() != 428 && !scene.subject().required {
        return Err(skip(
            "writes without a precondition may be allowed: `--required` says that they are not",
        ));
    }
    answer.is(428)
}
