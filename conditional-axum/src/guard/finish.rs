//! The guard of a request that may go on, until its answer is finished.

use axum::http::{Extensions, HeaderMap, StatusCode};
use axum::response::Response;
use conditional_core::{Decision, Representation};

use crate::event;
use crate::extract::preconditions::Preconditions;
use crate::guard::decide::Guard;
use crate::guard::guarded::Guarded;
use crate::guard::later::Later;
use crate::response::validators::{self, Own};
use crate::response::{problem, storing};

impl Guard {
    /// The range that the handler asked for, unless `If-Range` does not hold: then there is none, and
    /// nothing that could be rejected.
    ///
    /// # Errors
    ///
    /// The rejection, where the range that counts could not be read.
    #[expect(
        clippy::result_large_err,
        reason = "an `Err` is the answer as it leaves"
    )]
    pub fn range<T>(
        &self,
        later: &Later,
        range: Option<T>,
        rejected: Option<Response>,
    ) -> Result<Option<T>, Response> {
        let resumption = later.resumption();
        if resumption.is_some_and(|part| !part.range_applies(&self.representation)) {
            return Ok(None);
        }
        match rejected {
            Some(rejected) => Err(rejected),
            None => Ok(range),
        }
    }

    /// Finishes what the handler answers.
    #[inline]
    pub fn answer<T, const FACTS: u16>(
        self,
        later: Later,
        mut answer: Guarded<T>,
        fields: impl FnOnce(&mut Response),
    ) -> Guarded<T, FACTS> {
        self.finish(later, answer.response_mut(), fields);
        answer.declared()
    }

    /// Puts the validators and the declared fields on a successful answer to a read.
    ///
    /// What the handler set itself stays: it was computed from the very row it rendered. Nothing but
    /// the call of `fields` depends on the handler, so all else is compiled once.
    #[inline]
    pub fn finish(
        self,
        mut later: Later,
        response: &mut Response,
        fields: impl FnOnce(&mut Response),
    ) {
        // Nothing is said on the answer to a write that came without preconditions.
        if (self.reads || self.is_conditional())
            && let Some(described) = self.describe(&mut later, response)
        {
            fields(response);
            described.settle(&later, response);
        }
    }

    /// Attaches the decision, and puts the validators on a successful answer to a read; `None` for any
    /// other.
    fn describe(self, later: &mut Later, response: &mut Response) -> Option<Described> {
        if self.is_conditional() {
            let salvaged = std::mem::take(&mut later.extensions);
            attach_decision(response.extensions_mut(), salvaged);
        }
        if !self.reads {
            return None;
        }
        if !response.status().is_success() {
            if self.representation.is_present() {
                event::contradicted(response.status());
            }
            return None;
        }
        let headers = response.headers_mut();
        let own = Own::of(headers);
        if self.knows_dates && own.etag && self.representation.etag().is_none() {
            event::unknown_tag();
        }
        validators::add(headers, own, self.representation, later.settings());
        Some(Described {
            knows_dates: self.knows_dates,
            has_own_date: own.date,
        })
    }
}

/// An answer that has its validators.
struct Described {
    knows_dates: bool,
    /// The date that stands on it is the handler's.
    has_own_date: bool,
}

impl Described {
    /// Says what caches must not store, once the declared fields are there, and lets no part leave
    /// that does not fit the others.
    #[inline]
    fn settle(self, later: &Later, response: &mut Response) {
        if self.knows_dates {
            self.settle_date(later, response.headers_mut());
        }
        if let Some(resumption) = later.resumption() {
            check_part(response, resumption);
        }
    }

    fn settle_date(self, later: &Later, headers: &mut HeaderMap) {
        if self.has_own_date {
            storing::withhold_date(headers, later.settings());
        }
        storing::forbid_without_validator(headers);
    }
}

/// Replaces a part that does not fit those which the client holds.
fn check_part(response: &mut Response, resumption: &Preconditions) {
    if response.status() != StatusCode::PARTIAL_CONTENT {
        return;
    }
    let stated = validators::read(response.headers()).unwrap_or(Representation::present());
    if !resumption.range_applies(&stated) {
        event::spliced();
        *response = problem::spliced();
    }
}

fn attach_decision(extensions: &mut Extensions, salvaged: Extensions) {
    if extensions.is_empty() {
        *extensions = salvaged;
    }
    // A handler's own `PreconditionFailed` has told already what was decided in the end.
    extensions.get_or_insert(Decision::Proceed);
}
