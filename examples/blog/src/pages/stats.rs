//! The numbers, for people and for Prometheus.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderName, HeaderValue, header};
use conditional_axum::CacheControl;

use super::page::Page;
use crate::numbers::{self, Numbers, Reads};

/// Another one at each request.
const NO_STORE: CacheControl = CacheControl::new().with_no_store();

/// The reads of each route, as a chart and as a table.
#[derive(Debug, Template)]
#[template(path = "stats.html")]
pub(crate) struct StatsPage {
    reads: Vec<Reads>,
}

impl StatsPage {
    fn height(&self) -> usize {
        self.reads.len() * 28
    }

    fn total(&self) -> String {
        let total: f64 = self.reads.iter().map(Reads::kilobytes_not_sent).sum();
        format!("{total:.1}")
    }
}

pub(crate) async fn show(State(numbers): State<Numbers>) -> (CacheControl, Page<StatsPage>) {
    let reads = numbers.reads();
    (NO_STORE, Page(StatsPage { reads }))
}

pub(crate) async fn metrics(
    State(numbers): State<Numbers>,
) -> (CacheControl, [(HeaderName, HeaderValue); 1], String) {
    let media_type = HeaderValue::from_static(numbers::MEDIA_TYPE);
    (
        NO_STORE,
        [(header::CONTENT_TYPE, media_type)],
        numbers.text(),
    )
}
