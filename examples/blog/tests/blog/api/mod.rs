//! A program that edits through the JSON API.

mod history;
mod list;
mod reads;
mod writes;

use axum::http::{StatusCode, header};
use conditional_axum::{ConditionalField, Decision};
use serde_json::{Value, json};

use crate::support::Answer;

const ENTRY: &str = "/api/entries/1";

fn content() -> Value {
    json!({ "title": "New", "body": "Text.", "author": "a test" })
}

/// A refusal that says which field failed, and that came before any work.
#[track_caller]
fn refused(answer: Answer, field: ConditionalField) -> Answer {
    let answer = answer.is(StatusCode::PRECONDITION_FAILED);
    assert_eq!(
        answer.decision,
        Some(Decision::PreconditionFailed(field)),
        "{answer:#?}"
    );
    assert_eq!(
        answer.header(header::CONTENT_TYPE),
        "application/problem+json"
    );
    assert!(!answer.built, "{answer:#?}");
    answer.shows(field.as_str())
}
