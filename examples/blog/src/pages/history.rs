//! Every acknowledged write to one entry, the latest first.

use askama::Template;
use axum::extract::{Path, Query, State};
use conditional_axum::etag;
use serde::Deserialize;
use tokio::task::spawn_blocking;

use super::page::{Page, date};
use crate::build::Build;
use crate::diff::{self, Budget, Line};
use crate::edge;
use crate::entry::Record;
use crate::error::AppError;
use crate::store::Store;
use crate::validators::history_tag;

/// This many writes a page shows.
const STEPS: usize = 50;

/// The writes, each beside what it changed.
#[derive(Debug, Template)]
#[template(path = "history.html")]
pub(crate) struct HistoryPage {
    id: i64,
    steps: Vec<Step>,
    /// The earliest version on this page, where there are earlier ones.
    earlier: Option<i64>,
}

/// `?before=51`: the page with the writes before that version.
#[derive(Clone, Copy, Debug, Deserialize)]
pub(crate) struct Window {
    before: Option<i64>,
}

#[derive(Debug)]
struct Step {
    record: Record,
    changes: Vec<Line>,
}

#[etag(
    history_tag,
    extract(State<Build>),
    cache_control = "no-cache",
    headers = |Path(id): &Path<i64>| edge::shows_entry(*id),
)]
pub(crate) async fn show(
    State(store): State<Store>,
    Path(id): Path<i64>,
    Query(window): Query<Window>,
) -> Result<Page<HistoryPage>, AppError> {
    let before = window.before.unwrap_or(i64::MAX);
    // One more than is shown: the earliest that is shown is compared with it.
    let records = store.history_before(id, before, STEPS + 1).await?;
    if records.is_empty() {
        return Err(AppError::NotFound);
    }
    let steps = spawn_blocking(|| steps(records)).await?;
    Ok(Page(HistoryPage::new(id, steps)))
}

impl HistoryPage {
    fn new(id: i64, mut steps: Vec<Step>) -> Self {
        let more = steps.len() > STEPS;
        steps.truncate(STEPS);
        let earliest = steps.last().map(|step| step.record.version);
        Self {
            id,
            steps,
            earlier: earliest.filter(|_| more),
        }
    }
}

/// Each record, the latest first, with what it changed in the one after it.
fn steps(records: Vec<Record>) -> Vec<Step> {
    let texts: Vec<String> = records.iter().map(Record::text).collect();
    let before = texts.iter().skip(1).map(Some).chain([None]);
    let mut budget = Budget::for_a_page();
    records
        .into_iter()
        .zip(texts.iter().zip(before))
        .map(|(record, (after, before))| Step {
            changes: before
                .map(|before| diff::lines(before, after, &mut budget))
                .unwrap_or_default(),
            record,
        })
        .collect()
}
