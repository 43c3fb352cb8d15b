//! Every acknowledged write to one entry, the latest first.

use askama::Template;
use axum::extract::{Path, State};
use conditional_axum::etag;

use super::page::{Page, date};
use crate::diff::{self, Line};
use crate::entry::Record;
use crate::error::AppError;
use crate::store::Store;
use crate::validators::history_tag;

/// The writes, each beside what it changed.
#[derive(Debug, Template)]
#[template(path = "history.html")]
pub(crate) struct HistoryPage {
    id: i64,
    steps: Vec<Step>,
}

#[derive(Debug)]
struct Step {
    record: Record,
    changes: Vec<Line>,
}

#[etag(history_tag, cache_control = "no-cache")]
pub(crate) async fn show(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<Page<HistoryPage>, AppError> {
    let records = store.history(id).await?;
    if records.is_empty() {
        return Err(AppError::NotFound);
    }
    let steps = steps(records);
    Ok(Page(HistoryPage { id, steps }))
}

fn steps(records: Vec<Record>) -> Vec<Step> {
    let mut before: Option<String> = None;
    let mut steps: Vec<Step> = records
        .into_iter()
        .map(|record| {
            let after = record.text();
            let changes = before.as_deref().map(|before| diff::lines(before, &after));
            before = Some(after);
            Step {
                record,
                changes: changes.unwrap_or_default(),
            }
        })
        .collect();
    steps.reverse();
    steps
}
