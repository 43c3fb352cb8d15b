//! Which version of which entry a page shows. Every writer makes the title `mark` and the version.

use std::fmt;

use crate::book::{BUSY, QUIET};

/// A page that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Page {
    Entry(i64),
    /// The front page of a blog. It has nothing but a date.
    Front(i64),
}

impl Page {
    /// The blog whose entries are written without a pause, and the other one.
    pub(crate) const BUSY_FRONT: Self = Self::Front(1);
    pub(crate) const QUIET_FRONT: Self = Self::Front(2);

    /// The entries that the page shows.
    pub(crate) fn entries(self) -> std::ops::RangeInclusive<i64> {
        match self {
            Self::Entry(entry) => entry..=entry,
            Self::BUSY_FRONT => BUSY,
            Self::Front(_) => QUIET,
        }
    }

    /// The versions in the page's text; 0 for one that is not in it.
    pub(crate) fn versions(self, text: &str) -> Vec<(i64, i64)> {
        let version = |entry| {
            let before = match self {
                Self::Entry(_) => "<h1>mark ".to_owned(),
                Self::Front(_) => format!("href=\"/entries/{entry}\">mark "),
            };
            number_after(text, &before)
        };
        self.entries()
            .map(|entry| (entry, version(entry)))
            .collect()
    }
}

impl fmt::Display for Page {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Entry(entry) => write!(f, "/entries/{entry}"),
            Self::Front(blog) => write!(f, "/blogs/{blog}"),
        }
    }
}

fn number_after(text: &str, before: &str) -> i64 {
    let digits = text.split_once(before).map_or("", |(_, rest)| rest);
    let digits = digits.split(|c: char| !c.is_ascii_digit()).next();
    digits.unwrap_or_default().parse().unwrap_or(0)
}
