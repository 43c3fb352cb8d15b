//! Writes that must be done, and what can be seen of them afterwards.

use http::{HeaderName, header};

use super::{DATES, GATES, TAG, changed, is_accepted, is_refused, over_current};
use crate::rule::Rule;
use crate::scene::{Answer, Must, Scene, Stop, broken, join, skip, titled};
use crate::tag::OTHER;

/// Where these are broken, old and new cannot be told apart.
const TAGS: &[&str] = &["writes/new-tag", "writes/same-second-tag"];

/// How often two writers try; a race is not lost each time.
const ROUNDS: usize = 5;

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::must(
        "writes/star",
        "RFC 9110 §13.1.1",
        "your write with `If-Match: *`",
        "success: the resource exists",
        |scene| Box::pin(async move { is_accepted(&scene.write()?.if_match("*").await?) }),
    )
    .writing()
    .unless_broken(GATES),
    Rule::must(
        "writes/list",
        "RFC 9110 §13.1.1",
        "your write with the tag in a list",
        "success: one of the tags is the resource's",
        |scene| {
            Box::pin(async move {
                let list = scene.strong_tag()?.between("\"a\", ", ", \"b\"");
                is_accepted(&scene.write()?.if_match(list).await?)
            })
        },
    )
    .writing()
    .after(TAG),
    Rule::must(
        "writes/second-line",
        "RFC 9110 §5.3",
        "your write with two lines of If-Match, the tag on the second",
        "success: the lines of a list are one list",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                is_accepted(&scene.write()?.if_match(OTHER).if_match(tag).await?)
            })
        },
    )
    .writing()
    .after(TAG),
    Rule::must(
        "writes/date-beside-tag",
        "RFC 9110 §13.1.4",
        "your write with `If-Match:` the tag and `If-Unmodified-Since:` an old date",
        "success: beside If-Match the date is ignored",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                let ask = scene.write()?.if_match(tag);
                let old = "Sun, 06 Nov 1994 08:49:37 GMT";
                is_accepted(&ask.if_unmodified_since(old).await?)
            })
        },
    )
    .writing()
    .after(TAG),
    Rule::must(
        "writes/if-modified-since",
        "RFC 9110 §13.1.3",
        "your write with `If-Match: *` and `If-Modified-Since:` now",
        "success: the field is for reads",
        |scene| Box::pin(if_modified_since(scene)),
    )
    .writing()
    .after(&["writes/star"]),
    Rule::must(
        "writes/new-tag",
        "RFC 9110 §8.8.1",
        "your write in a later second, then GET",
        "another ETag than before, for other content",
        |scene| Box::pin(new_tag(scene)),
    )
    .settled()
    .after(TAG),
    Rule::must(
        "writes/same-second-tag",
        "RFC 9110 §8.8.1",
        "two of your writes in one second, with GET after each",
        "two tags for two contents: a strong tag made of a time is none",
        |scene| Box::pin(same_second_tag(scene)),
    )
    .writing()
    .after(TAG)
    .unless_broken(&["writes/new-tag"]),
    Rule::must(
        "writes/old-tag",
        "RFC 9110 §13.1.1",
        "your write, then one with `If-Match:` the tag of before",
        "412: the second writer has not seen the first one's change",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                changed(scene).await?;
                is_refused(&scene.write()?.if_match(tag).await?)
            })
        },
    )
    .writing()
    .after(&["writes/current-tag", "writes/other-tag"])
    .unless_broken(TAGS),
    Rule::must(
        "writes/old-tag-is-not-current",
        "RFC 9110 §13.1.2",
        "your write, then GET with `If-None-Match:` the tag of before",
        "200 with the new content: else the client keeps the old one",
        |scene| {
            Box::pin(async move {
                let tag = scene.strong_tag()?.text();
                changed(scene).await?;
                scene.get().if_none_match(tag).await?.is(200)
            })
        },
    )
    .writing()
    .after(&["writes/current-tag", "if-none-match/other-tag"])
    .unless_broken(TAGS),
    Rule::must(
        "writes/old-date-is-not-current",
        "RFC 9110 §13.1.3",
        "your write in a later second, then GET with `If-Modified-Since:` the date of before",
        "200 with the new content: else the client keeps the old one",
        |scene| {
            Box::pin(async move {
                let date = scene.date()?.text();
                changed(scene).await?;
                scene.get().if_modified_since(date).await?.is(200)
            })
        },
    )
    .settled()
    .unless_broken(DATES),
    Rule::must(
        "writes/answer-etag",
        "RFC 9110 §9.3.4",
        "your write, then GET",
        "no ETag on the answer to the write, or the one that GET gives then",
        |scene| Box::pin(answer_etag(scene)),
    )
    .writing()
    .after(TAG)
    .unless_broken(TAGS),
    Rule::must(
        "writes/answer-last-modified",
        "RFC 9110 §9.3.4",
        "your write with `If-Match: *`, then GET",
        "no Last-Modified on the answer to the write, or the one that GET gives then",
        |scene| Box::pin(answer_last_modified(scene)),
    )
    .settled()
    .after(&["writes/star"])
    .unless_broken(&["validators/stable-date"]),
    Rule::advice(
        "writes/tag-of-gzip-copy",
        "RFC 9110 §8.8.3.3",
        "GET with `Accept-Encoding: gzip`, then your write with that copy's strong tag",
        "success: a browser that read a compressed copy may save it",
        |scene| Box::pin(tag_of_gzip_copy(scene)),
    )
    .writing()
    .after(TAG),
    Rule::must(
        "writes/two-writers",
        "RFC 9110 §13.1.1",
        "two of your writes at once, both with `If-Match:` the tag",
        "one success at most: else the other one's update is lost",
        |scene| Box::pin(two_writers(scene)),
    )
    .writing()
    .after(&["writes/old-tag"]),
];

async fn if_modified_since(scene: &Scene<'_>) -> Must {
    let now = scene.plain().date(&header::DATE);
    let now = now.ok_or_else(|| skip("the 200 has no valid Date"))?;
    let ask = scene.write()?.if_match("*");
    is_accepted(&ask.if_modified_since(now.text()).await?)
}

async fn same_second_tag(scene: &Scene<'_>) -> Must {
    let first = changed(scene).await?;
    let tag = first.tag().filter(|tag| !tag.is_weak());
    let tag = tag.ok_or_else(|| skip("the 200 has no strong ETag"))?;
    is_accepted(&scene.write()?.if_match(tag.text()).await?)?;
    let second = scene.get().await?.with_status(200)?;
    if second.body() == first.body() {
        return Err(skip("the write did not change the content"));
    }
    if second.tag() == Some(tag) {
        return Err(broken("both contents have one strong ETag"));
    }
    Ok(())
}

async fn new_tag(scene: &Scene<'_>) -> Must {
    let after = changed(scene).await?;
    if after.tag() == scene.plain().tag() {
        return Err(broken("the content is new, and the ETag is not"));
    }
    Ok(())
}

async fn answer_etag(scene: &Scene<'_>) -> Must {
    let answer = over_current(scene, scene.write()?)?.await?;
    is_accepted(&answer)?;
    is_that_of_get(&answer, &scene.get().await?, &header::ETAG)
}

/// GET may leave the date out in the second of the change.
async fn answer_last_modified(scene: &Scene<'_>) -> Must {
    let answer = scene.write()?.if_match("*").await?;
    is_accepted(&answer)?;
    if answer.has(&header::LAST_MODIFIED) {
        scene.next_second().await?;
    }
    is_that_of_get(&answer, &scene.get().await?, &header::LAST_MODIFIED)
}

fn is_that_of_get(answer: &Answer, after: &Answer, name: &HeaderName) -> Must {
    match (answer.field(name), after.field(name)) {
        (Some(told), Some(read)) if told != read => Err(broken(format!(
            "{} of the answer is not that of GET",
            titled(name)
        ))),
        (Some(_), Some(_)) => Ok(()),
        (None, _) => Err(skip(format!(
            "the answer to the write has no {}",
            titled(name)
        ))),
        (_, None) => Err(skip(format!("the 200 has no {}", titled(name)))),
    }
}

async fn tag_of_gzip_copy(scene: &Scene<'_>) -> Must {
    let copy = scene.get().gzip().await?.with_status(200)?;
    if copy.field(&header::CONTENT_ENCODING) != Some(b"gzip") {
        return Err(skip("the server sends no gzip copy"));
    }
    let tag = copy.tag().filter(|tag| !tag.is_weak());
    let tag = tag.ok_or_else(|| skip("the gzip copy has no strong ETag"))?;
    is_accepted(&scene.write()?.gzip().if_match(tag.text()).await?)
}

async fn two_writers(scene: &Scene<'_>) -> Must {
    for _ in 0..ROUNDS {
        let tag = current_strong_tag(scene).await?;
        let (one, other) = scene.two_writes()?;
        let (one, other) = join(one.if_match(&tag), other.if_match(&tag)).await;
        if one?.status().is_success() && other?.status().is_success() {
            return Err(broken("both were told that they changed the same version"));
        }
    }
    Ok(())
}

async fn current_strong_tag(scene: &Scene<'_>) -> Result<Vec<u8>, Stop> {
    let now = scene.get().await?.with_status(200)?;
    let tag = now.tag().filter(|tag| !tag.is_weak());
    let tag = tag.ok_or_else(|| skip("the 200 has no strong ETag"))?;
    Ok(tag.text())
}
