//! A date says no more than the second: two changes in one look like one (RFC 9110 §8.8.2.2).

use http::header;

use super::is_accepted;
use crate::rule::Rule;
use crate::scene::{Answer, Must, Scene, Stop, broken, skip};

pub(in crate::rules) const RULES: &[Rule] = &[
    Rule::advice(
        "writes/same-second-last-modified",
        "RFC 9110 §8.8.2.2",
        "write, GET, write within a second; later GET with the first one's Last-Modified",
        "200 with the new content, or no Last-Modified in the first place",
        |scene| Box::pin(by_last_modified(scene)),
    )
    .settled()
    .unless_broken(&["writes/current-tag", "writes/current-date", "writes/star"]),
    Rule::advice(
        "writes/same-second-date",
        "RFC 9110 §13.1.3",
        "write, GET, write within a second; later GET with the first one's Date",
        "200 with the new content, or `no-store` on the first: caches send a copy's Date where \
         it has no validator",
        |scene| Box::pin(by_date(scene)),
    )
    .settled()
    .unless_broken(&[
        "writes/current-tag",
        "writes/current-date",
        "writes/star",
        "writes/same-second-last-modified",
    ]),
];

async fn by_last_modified(scene: &Scene<'_>) -> Must {
    scene.date()?;
    let between = between_two_changes(scene).await?;
    match between.date(&header::LAST_MODIFIED) {
        Some(date) => is_not_called_current(scene, &date.text()).await,
        None => Ok(()),
    }
}

async fn by_date(scene: &Scene<'_>) -> Must {
    scene.date()?;
    if scene.plain().has(&header::ETAG) {
        return Err(skip("the 200 has an ETag, which caches send instead"));
    }
    let between = between_two_changes(scene).await?;
    let is_kept = !between.cache_control_has(&["no-store"]);
    match between.date(&header::DATE) {
        Some(date) if is_kept => is_not_called_current(scene, &date.text()).await,
        _ => Ok(()),
    }
}

/// What a reader gets who comes between two changes in one second.
async fn between_two_changes(scene: &Scene<'_>) -> Result<Answer, Stop> {
    scene.subject().two_bodies()?;
    scene.next_second().await?;
    is_accepted(&scene.write()?.if_match("*").await?)?;
    let between = scene.get().await?.with_status(200)?;
    is_accepted(&scene.write()?.if_match("*").await?)?;
    let after = scene.get().await?.with_status(200)?;
    if between.body() == after.body() {
        return Err(skip("the write did not change the content"));
    }
    Ok(between)
}

/// Asked when the second is over, so that a server which is careful in it is not let off.
async fn is_not_called_current(scene: &Scene<'_>, date: &str) -> Must {
    scene.next_second().await?;
    let answer = scene.get().if_modified_since(date).await?;
    if answer.status() == 304 {
        return Err(broken("an old copy is called current"));
    }
    answer.is(200)
}
