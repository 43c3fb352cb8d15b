//! The guard of a request that may go on, until its answer is finished.

use axum::http::{Extensions, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use conditional_core::{Decision, Representation};

use crate::event;
use crate::extract::preconditions::Preconditions;
use crate::guard::decide::Guard;
use crate::guard::guarded::Guarded;
use crate::guard::later::Later;
use crate::guard::response_fields::ResponseFields;
use crate::response::{problem, storing, validators};
use crate::settings::GuardSettings;

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
        match (range, rejected) {
            (None, None) => Ok(None),
            _ if resumption.is_some_and(|part| !part.range_applies(&self.representation)) => {
                Ok(None)
            }
            (_, Some(rejected)) => Err(rejected),
            (range, None) => Ok(range),
        }
    }

    /// Finishes what the handler answers.
    #[inline]
    pub fn answer<T, const FACTS: u16>(
        self,
        later: Later,
        answer: Guarded<T>,
        fields: impl FnOnce() -> ResponseFields,
    ) -> Guarded<T, FACTS> {
        self.finish(later, answer.into_response(), fields).into()
    }

    /// Puts the validators and the declared fields on a successful answer to a read.
    ///
    /// What the handler set itself stays: it was computed from the very row it rendered.
    #[inline]
    pub fn finish(
        self,
        mut later: Later,
        mut response: Response,
        fields: impl FnOnce() -> ResponseFields,
    ) -> Response {
        if self.conditional {
            let salvaged = std::mem::take(&mut later.extensions);
            attach_decision(response.extensions_mut(), salvaged);
        }
        if !self.reads {
            return response;
        }
        if !response.status().is_success() {
            if self.representation.is_present() {
                event::contradicted(response.status());
            }
            return response;
        }
        describe(
            &mut response,
            self.representation,
            self.knows_dates,
            later.settings(),
            fields,
        );
        match later.resumption() {
            Some(resumption) => sound_part(response, resumption),
            None => response,
        }
    }
}

/// Puts validators and declared fields on a successful answer, and says what caches must not store.
#[inline]
fn describe(
    response: &mut Response,
    representation: Representation,
    knows_dates: bool,
    settings: &GuardSettings,
    fields: impl FnOnce() -> ResponseFields,
) {
    let headers = response.headers_mut();
    let has_own_date = knows_dates && headers.contains_key(header::LAST_MODIFIED);
    if knows_dates && representation.etag().is_none() && headers.contains_key(header::ETAG) {
        event::unknown_tag();
    }
    validators::add(headers, representation, settings);
    fields().apply(response);
    let headers = response.headers_mut();
    if has_own_date {
        storing::withhold_date(headers, settings);
    }
    if knows_dates {
        storing::forbid_without_validator(headers);
    }
}

/// The answer, unless it is a part that does not fit those which the client holds.
fn sound_part(response: Response, resumption: &Preconditions) -> Response {
    if response.status() != StatusCode::PARTIAL_CONTENT {
        return response;
    }
    let stated = validators::read(response.headers()).unwrap_or(Representation::present());
    if resumption.range_applies(&stated) {
        return response;
    }
    event::spliced();
    problem::spliced()
}

fn attach_decision(extensions: &mut Extensions, salvaged: Extensions) {
    if extensions.is_empty() {
        *extensions = salvaged;
    }
    // A handler's own `PreconditionFailed` has told already what was decided in the end.
    extensions.get_or_insert(Decision::Proceed);
}
