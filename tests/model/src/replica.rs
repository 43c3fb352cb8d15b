//! The server's side: `conditional-core` decides, and says what may be published.

use conditional_core::{Decision, ETag, LastModified, Preconditions, Representation};
use http::header::{IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};
use http::{HeaderMap, HeaderValue, Method};

/// A second of the model.
pub type Second = i64;

/// Which rules are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rules {
    /// What the row's page is identified by.
    pub validators: Validators,
    /// `UPDATE … WHERE version = …`: the row is written only if it is still the one that was checked.
    pub where_version: bool,
    /// A date is published and believed only when its second is over.
    pub seconds_rule: bool,
    /// What cannot be revalidated safely is `no-store`.
    pub no_store_rule: bool,
    /// By how many seconds the clocks may differ, as the server is told.
    pub margin: u32,
    /// By how many seconds they do differ.
    pub skew: Second,
}

/// What a page is identified by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Validators {
    /// A strong tag, made of the version.
    Tag,
    /// The date of its last change.
    Date,
    /// Both.
    Both,
}

impl Rules {
    /// All of them, for clocks that differ by two seconds.
    #[must_use]
    pub const fn all(validators: Validators) -> Self {
        Self {
            validators,
            where_version: true,
            seconds_rule: true,
            no_store_rule: true,
            margin: 2,
            skew: 2,
        }
    }
}

/// A database row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Row {
    /// Counts its changes.
    pub version: u8,
    /// The second of the last one, by the clock of the replica that made it.
    pub modified: Second,
    /// The writers whose changes are in it, a bit each.
    pub content: u8,
}

/// What a client or a cache is told of a version, and may send back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Told {
    /// `ETag`
    pub etag: Option<u8>,
    /// `Last-Modified`
    pub last_modified: Option<Second>,
}

/// What a 200 says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// Its validators.
    pub told: Told,
    /// `Date`
    pub date: Second,
    /// `Cache-Control: no-store`
    pub no_store: bool,
}

/// The field lines of a conditional read, as a cache makes them of what it stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Conditions {
    /// `If-None-Match`
    pub if_none_match: Option<u8>,
    /// `If-Modified-Since`
    pub if_modified_since: Second,
}

impl Rules {
    /// What a 200 of this row says at this second of the replica's clock.
    #[must_use]
    pub fn answer(&self, row: &Row, now: Second) -> Answer {
        let representation = self.representation(row);
        let published = representation.publish(|| Some(date(now)), self.margin);
        let (last_modified, must_not_be_stored) = if self.seconds_rule {
            (published.last_modified, published.must_not_be_stored)
        } else {
            (representation.last_modified(), false)
        };
        Answer {
            told: Told {
                etag: representation.etag().map(|_| row.version),
                last_modified: last_modified.map(second),
            },
            date: now,
            no_store: self.no_store_rule && self.knows_dates() && must_not_be_stored,
        }
    }

    /// Whether a conditional read is answered 304.
    #[must_use]
    pub fn is_not_modified(&self, conditions: &Conditions, row: &Row, now: Second) -> bool {
        let mut headers = HeaderMap::new();
        if let Some(version) = conditions.if_none_match {
            headers.insert(IF_NONE_MATCH, tag(version).into());
        }
        headers.insert(IF_MODIFIED_SINCE, text(conditions.if_modified_since));
        self.decide(&Method::GET, &headers, row, now) != Decision::Proceed
    }

    /// Whether a write by what its client was told may go on; `None` where the client was told
    /// nothing that it could send.
    #[must_use]
    pub fn allows_write(&self, told: &Told, row: &Row, now: Second) -> Option<bool> {
        let mut headers = HeaderMap::new();
        match (told.etag, told.last_modified) {
            (Some(version), _) => headers.insert(IF_MATCH, tag(version).into()),
            (None, Some(date)) => headers.insert(IF_UNMODIFIED_SINCE, text(date)),
            (None, None) => return None,
        };
        Some(self.decide(&Method::PUT, &headers, row, now) == Decision::Proceed)
    }

    fn decide(&self, method: &Method, headers: &HeaderMap, row: &Row, now: Second) -> Decision {
        let mut preconditions = Preconditions::new(method, headers);
        if self.seconds_rule {
            preconditions = preconditions.at(date(now)).with_margin(self.margin);
        }
        preconditions.evaluate(&self.representation(row))
    }

    fn representation(&self, row: &Row) -> Representation {
        let (etag, modified) = (tag(row.version), date(row.modified));
        match self.validators {
            Validators::Tag => Representation::present().with_etag(etag),
            Validators::Date => Representation::present().with_last_modified(modified),
            Validators::Both => Representation::present()
                .with_etag(etag)
                .with_last_modified(modified),
        }
    }

    const fn knows_dates(&self) -> bool {
        matches!(self.validators, Validators::Date | Validators::Both)
    }
}

/// Sun, 06 Nov 1994 08:49:37 GMT: the second 0 of the model.
const START: i64 = 784_111_777;

fn date(second: Second) -> LastModified {
    LastModified::from_unix_seconds(START + second)
}

fn second(date: LastModified) -> Second {
    date.unix_seconds() - START
}

fn text(second: Second) -> HeaderValue {
    HeaderValue::from(date(second))
}

fn tag(version: u8) -> ETag {
    ETag::from(version)
}
