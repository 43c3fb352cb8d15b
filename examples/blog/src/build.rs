//! Which program renders the pages: what a page looks like changes with it.

use chrono::{DateTime, Utc};
use conditional_axum::{ETag, ETagBuilder};

/// The build, as a part of every page's validators.
///
/// Without it a browser that holds a page of the last build would be told that its copy is still
/// good, layout and faults included, until somebody writes to the entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Build {
    /// Differs between programs whose sources differ; replicas of one program share it.
    pub id: &'static str,
    /// When the sources last changed, for pages that are known by their date.
    pub date: DateTime<Utc>,
}

impl Build {
    /// This program, as the build script described it.
    pub const THIS: Self = Self {
        id: env!("BLOG_BUILD"),
        date: date(env!("BLOG_BUILT_AT")),
    };

    /// The tag of a page that shows this version of its data.
    pub(crate) fn tag(self, version: i64) -> ETag {
        ETagBuilder::new().with(version).with(self.id).strong()
    }

    /// The date of a page whose data changed at `data`: it is as new as the newer of the two.
    pub(crate) fn or_later(self, data: DateTime<Utc>) -> DateTime<Utc> {
        self.date.max(data)
    }
}

/// The date in a text of digits, seconds since 1970.
#[expect(clippy::panic, reason = "evaluated while compiling")]
const fn date(seconds: &str) -> DateTime<Utc> {
    let Ok(seconds) = i64::from_str_radix(seconds, 10) else {
        panic!("the build script gave no number");
    };
    match DateTime::from_timestamp(seconds, 0) {
        Some(date) => date,
        None => panic!("the build script gave no date"),
    }
}
