//! Rendered pages as responses.

use askama::Template;
use axum::Extension;
use axum::response::{Html, IntoResponse, Response};

use crate::error::AppError;
use crate::log::Built;

/// Renders its template when, and only when, it is turned into a response.
#[derive(Debug)]
pub(crate) struct Page<T>(pub(crate) T);

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        match self.0.render() {
            Ok(html) => (Extension(Built), Html(html)).into_response(),
            Err(error) => AppError::Template(error).into_response(),
        }
    }
}

/// Dates as the pages print them.
pub(crate) mod date {
    use chrono::{DateTime, Utc};

    /// `2 March 2026`
    pub(crate) fn day(date: &DateTime<Utc>) -> String {
        date.format("%-d %B %Y").to_string()
    }

    /// `2 March 2026, 09:00:00 UTC`
    pub(crate) fn time(date: &DateTime<Utc>) -> String {
        date.format("%-d %B %Y, %H:%M:%S UTC").to_string()
    }

    /// For machines.
    pub(crate) fn machine(date: &DateTime<Utc>) -> String {
        date.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
    }
}
