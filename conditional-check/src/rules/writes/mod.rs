//! Writes: which are refused, and what those that are done leave behind.

pub(super) mod created;
pub(super) mod done;
pub(super) mod refused;
pub(super) mod same_second;

use crate::scene::{Answer, Ask, Must, Scene, Stop, broken, same_state, skip};

/// The gates: without them nothing can be told about writes.
const TAG: &[&str] = &["writes/current-tag"];
const GATES: &[&str] = &[
    "validators/stable-tag",
    "writes/current-tag",
    "writes/current-date",
];

/// The same for rules about dates.
const DATES: &[&str] = &[
    "validators/stable-tag",
    "validators/stable-date",
    "writes/current-tag",
    "writes/current-date",
];

/// The write was done. A refusal that has nothing to do with preconditions judges nothing.
fn is_accepted(answer: &Answer) -> Must {
    match answer.status().as_u16() {
        200..300 => Ok(()),
        304 | 412 | 428 => answer.is_success(),
        status => Err(not_a_write(status)),
    }
}

/// The write was refused as RFC 9110 §13.1 wants it.
fn is_refused(answer: &Answer) -> Must {
    match answer.status().as_u16() {
        200..300 | 304 | 409 | 412 | 428 => answer.is(412),
        status => Err(not_a_write(status)),
    }
}

fn not_a_write(status: u16) -> Stop {
    Stop::Unasked(format!("the write itself is answered {status}"))
}

/// A write over the version that the scene began with.
fn over_current<'a>(scene: &'a Scene<'_>, ask: Ask<'a>) -> Result<Ask<'a>, Stop> {
    match (scene.strong_tag(), scene.date()) {
        (Ok(tag), _) => Ok(ask.if_match(tag.text())),
        (_, Ok(date)) => Ok(ask.if_unmodified_since(date.text())),
        _ => Err(skip(
            "the 200 has neither a strong ETag nor a Last-Modified",
        )),
    }
}

/// Writes over the current version, and reads what is there then.
async fn changed(scene: &Scene<'_>) -> Result<Answer, Stop> {
    scene.subject().two_bodies()?;
    is_accepted(&over_current(scene, scene.write()?)?.await?)?;
    let after = scene.get().await?.with_status(200)?;
    if after.body() == scene.plain().body() {
        return Err(skip("the write did not change the content"));
    }
    Ok(after)
}

/// A write that must be refused, and after which everything must be as it was.
async fn changes_nothing(scene: &Scene<'_>, ask: Ask<'_>) -> Must {
    let again = scene.get().await?;
    if same_state(scene.plain(), &again).is_err() {
        return Err(skip("tag or content are new each time"));
    }
    let answer = ask.await?;
    if answer.status().is_success() {
        return Err(broken("the write was done"));
    }
    same_state(scene.plain(), &scene.get().await?)
}
