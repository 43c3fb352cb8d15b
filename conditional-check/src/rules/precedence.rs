//! Which field decides where there are several (RFC 9110 §13.2.2).

use http::header;

use crate::rule::Rule;
use crate::tag::OTHER;

pub(super) const RULES: &[Rule] = &[
    Rule::must(
        "precedence/other-tag-over-same-date",
        "RFC 9110 §13.1.3",
        "GET with `If-None-Match:` another tag and `If-Modified-Since:` the date",
        "200: beside If-None-Match the date is ignored",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.text();
                let ask = scene.get().if_none_match(OTHER).if_modified_since(date);
                ask.await?.is(200)
            })
        },
    )
    .unless_broken(&["if-none-match/other-tag"]),
    Rule::must(
        "precedence/same-tag-over-earlier-date",
        "RFC 9110 §13.1.3",
        "GET with `If-None-Match:` the tag and `If-Modified-Since:` an earlier date",
        "304: beside If-None-Match the date is ignored",
        |scene| {
            Box::pin(async move {
                let (tag, date) = (scene.tag()?.text(), scene.earlier_date()?.text());
                let ask = scene.get().if_none_match(tag).if_modified_since(date);
                ask.await?.is(304)
            })
        },
    )
    .after(&["if-none-match/same-tag"]),
    Rule::must(
        "precedence/if-match-over-if-unmodified-since",
        "RFC 9110 §13.1.4",
        "GET with `If-Match:` the tag and `If-Unmodified-Since:` an earlier date",
        "200: beside If-Match the date is ignored",
        |scene| {
            Box::pin(async move {
                let (tag, date) = (scene.strong_tag()?.text(), scene.earlier_date()?.text());
                let ask = scene.get().if_match(tag).if_unmodified_since(date);
                ask.await?.is(200)
            })
        },
    )
    .after(&["if-match/same-tag"]),
    Rule::must(
        "precedence/if-match-before-if-none-match",
        "RFC 9110 §13.2.2",
        "GET with `If-Match:` another tag and `If-None-Match:` the tag",
        "412: If-Match is decided first",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.text();
                scene
                    .get()
                    .if_match(OTHER)
                    .if_none_match(tag)
                    .await?
                    .is(412)
            })
        },
    )
    .after(&["if-match/other-tag", "if-none-match/same-tag"]),
    Rule::must(
        "precedence/if-unmodified-since-before-if-none-match",
        "RFC 9110 §13.2.2",
        "GET with `If-Unmodified-Since:` an earlier date and `If-None-Match:` the tag",
        "412: If-Unmodified-Since is decided first",
        |scene| {
            Box::pin(async move {
                let (tag, date) = (scene.tag()?.text(), scene.earlier_date()?.text());
                let ask = scene.get().if_unmodified_since(date).if_none_match(tag);
                ask.await?.is(412)
            })
        },
    )
    .after(&["if-unmodified-since/earlier-date", "if-none-match/same-tag"]),
    Rule::must(
        "precedence/both-hold",
        "RFC 9110 §13.2.2",
        "GET with the tag in If-Match and in If-None-Match",
        "304: If-Match holds, and the client has this copy",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                let ask = scene.get().if_match(&tag).if_none_match(tag);
                ask.await?.is(304)
            })
        },
    )
    .after(&["if-match/same-tag", "if-none-match/same-tag"]),
    Rule::must(
        "precedence/not-modified-before-range",
        "RFC 9110 §14.2",
        "GET with `If-None-Match:` the tag and `Range: bytes=0-0`",
        "304: ranges come after the preconditions",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.text();
                scene.get().if_none_match(tag).first_octet().await?.is(304)
            })
        },
    )
    .after(&["if-none-match/same-tag"]),
    Rule::must(
        "precedence/date-before-range",
        "RFC 9110 §14.2",
        "GET with `If-Modified-Since:` the date and `Range: bytes=0-0`",
        "304: ranges come after the preconditions",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.text();
                scene
                    .get()
                    .if_modified_since(date)
                    .first_octet()
                    .await?
                    .is(304)
            })
        },
    )
    .after(&["if-modified-since/same-date"]),
    Rule::must(
        "precedence/not-modified-before-416",
        "RFC 9110 §14.2",
        "GET with `If-None-Match:` the tag and a range beyond the end",
        "304: ranges come after the preconditions",
        |scene| {
            Box::pin(async move {
                let tag = scene.tag()?.text();
                let ask = scene.get().if_none_match(tag);
                ask.with(header::RANGE, "bytes=999999999-").await?.is(304)
            })
        },
    )
    .after(&["if-none-match/same-tag"]),
    Rule::must(
        "precedence/failed-before-range",
        "RFC 9110 §14.2",
        "GET with `If-Match:` another tag and `Range: bytes=0-0`",
        "412: ranges come after the preconditions",
        |scene| Box::pin(async move { scene.get().if_match(OTHER).first_octet().await?.is(412) }),
    )
    .after(&["if-match/other-tag"]),
];
