//! The guard: holds what is known so far, decides as soon as it can, and finishes the answer.

use axum::http::{Extensions, HeaderValue, Method};
use axum::response::{IntoResponse as _, Response};
use conditional_core::{
    ConditionalField, Decision, ETag, Fields, LastModified, Representation, is_safe_read,
};

use crate::event;
use crate::guard::head::{Head, salvage_extensions, salvage_headers};
use crate::guard::outcome::Guarded;
use crate::guard::response_fields::ResponseFields;
use crate::response::{applied, not_modified, problem, validators};

/// What the attribute demands beside the validators.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "private: only generated code builds it"
)]
pub struct Rules {
    /// A write must carry a precondition.
    pub required: bool,
    /// `If-Match` compares weakly.
    pub weak_if_match: bool,
    /// A tag may come without its quotes.
    pub bare_tags: bool,
}

/// One guarded request until the decision.
///
/// It lives in the wrapper's future beside the user's own, so it is kept small, and what the
/// handler's answer needs later is smaller still: [`Granted`].
#[derive(Debug)]
pub struct Guard {
    head: Head,
    rules: Rules,
    reads: bool,
    conditional: bool,
    echo: Option<HeaderValue>,
    decision: Option<Decision>,
    representation: Representation,
}

impl Guard {
    /// Starts with nothing known about the representation.
    #[inline]
    #[must_use]
    pub fn new(head: Head, rules: Rules) -> Self {
        let reads = is_safe_read(&head.method);
        Self {
            head,
            rules,
            reads,
            conditional: false,
            echo: None,
            decision: None,
            representation: Representation::Missing,
        }
    }

    /// Whether the validators are of any use for this request.
    ///
    /// A read wants them for its headers; a write where something is conditional, or must be.
    #[inline]
    pub fn asks(&mut self) -> bool {
        self.reads || self.rules.required || self.asks_for_write()
    }

    fn asks_for_write(&mut self) -> bool {
        // The fields are looked up again once the validators are there: a write has other costs.
        self.conditional = is_conditional(&self.head.fields());
        if !self.conditional {
            self.decision = Some(Decision::Proceed);
        }
        self.conditional
    }

    /// Takes the outcome of the `etag` function; decides where the date cannot matter.
    #[inline]
    pub fn etag(&mut self, etag: Option<ETag>) {
        if let Some(etag) = etag {
            self.representation = Representation::present().with_etag(etag);
        }
        let fields = self.head.fields();
        self.conditional = is_conditional(&fields);
        self.decision = if self.conditional {
            fields.evaluate_without_date(&self.representation)
        } else {
            Some(Decision::Proceed)
        };
    }

    /// Whether the date can still change the answer, or belongs on it.
    #[inline]
    #[must_use]
    pub fn asks_for_date(&self) -> bool {
        match self.decision {
            None => true,
            Some(Decision::Proceed) => self.reads,
            Some(_) => false,
        }
    }

    /// Takes the outcome of the `last_modified` function.
    #[inline]
    pub fn last_modified(&mut self, last_modified: Option<LastModified>) {
        if let Some(last_modified) = last_modified {
            let known = std::mem::take(&mut self.representation);
            self.representation = known.with_last_modified(last_modified);
        }
    }

    /// Takes what the `resource` function loaded.
    #[inline]
    pub fn resource(&mut self, representation: Representation) {
        self.representation = representation;
    }

    /// Decides, and says whether the request ends here: then [`stop`](Self::stop) has the answer.
    #[inline]
    pub fn stops(&mut self) -> bool {
        let decision = self.decide();
        self.decision = Some(decision);
        let stops = !decision.is_proceed();
        if !stops {
            event::decided(decision, self.representation.etag());
        }
        stops
    }

    /// Whether the answer will carry the fields that the attribute declares: a 304, or what the
    /// handler answers to a read.
    #[inline]
    #[must_use]
    pub fn gives_fields(&self) -> bool {
        match self.decision {
            Some(Decision::NotModified(_)) => true,
            Some(Decision::Proceed) => self.reads,
            _ => false,
        }
    }

    /// The head of the request, for an extractor that reads the request before the decision.
    pub(crate) fn lend_head(&mut self) -> Head {
        self.head.lend()
    }

    /// Whether the change may be in place already: a write that a precondition refuses, on what is
    /// there.
    #[inline]
    #[must_use]
    pub fn may_be_applied(&self) -> bool {
        let refused = matches!(self.decision, Some(Decision::PreconditionFailed(_)));
        refused && !self.reads && self.representation.is_present()
    }

    /// The success of a write that is in place already.
    pub fn applied(self, response: Response) -> Response {
        let field = self.decision.and_then(Decision::field);
        let decision = Decision::AlreadyApplied(field.unwrap_or(ConditionalField::IfMatch));
        event::decided(decision, self.representation.etag());
        applied::with_validators(response, decision, self.representation)
    }

    /// The permission, and the head for a last parameter that waits.
    #[inline]
    #[must_use]
    pub fn grant(mut self, waits: bool) -> (Head, Granted) {
        let withdraws_range = self.reads && self.head.withdraws_range(&self.representation);
        let mut extensions = Extensions::new();
        if waits {
            self.head.remove_decided(&self.representation);
        } else if self.conditional {
            // Nothing else waits for the request: the answer can reuse what it has.
            extensions = salvage_extensions(std::mem::take(&mut self.head.extensions));
        }
        let granted = Granted {
            reads: self.reads,
            conditional: self.conditional,
            withdraws_range,
            extensions,
            representation: self.representation,
        };
        (self.head, granted)
    }

    /// The 404 where the handler needs the row that is not there: without preconditions it would be
    /// one as well, so they are ignored (RFC 9110 §13.2.1).
    #[must_use]
    pub fn missing(self) -> Response {
        problem::not_found()
    }

    #[inline]
    fn decide(&mut self) -> Decision {
        match self.decision {
            _ if self.rules.required && self.lacks_required() => Decision::PreconditionRequired,
            Some(decision) => decision,
            None => self.evaluate(),
        }
    }

    #[inline]
    fn evaluate(&mut self) -> Decision {
        let fields = self.head.fields();
        self.conditional = is_conditional(&fields);
        if !self.conditional {
            return Decision::Proceed;
        }
        let decision = fields.evaluate(&self.representation);
        if let Decision::NotModified(field @ ConditionalField::IfModifiedSince) = decision {
            let date = self.representation.last_modified();
            // A clone shares the text. To take it out of the map, which is cleared anyway, costs more.
            self.echo = date.and_then(|date| fields.echo(field, date)).cloned();
        }
        decision
    }

    fn lacks_required(&self) -> bool {
        self.head.fields().lacks_precondition(&self.representation)
    }

    /// The answer that leaves at once: neither the body nor the handler is touched.
    // By value, as `grant`: what is moved out of the head need not be dropped with it.
    pub fn stop(self, fields: impl FnOnce() -> ResponseFields) -> Response {
        let Self {
            head,
            decision,
            echo,
            representation,
            ..
        } = self;
        let decision = decision.unwrap_or(Decision::Proceed);
        event::decided(decision, representation.etag());
        let is_head = head.method == Method::HEAD;
        let mut response = if let Decision::NotModified(_) = decision {
            let headers = salvage_headers(head.headers);
            let mut response = match echo {
                Some(date) if representation.etag().is_none() => {
                    not_modified::echoing(headers, date, is_head)
                }
                _ => not_modified::response(headers, representation, is_head),
            };
            fields().apply(&mut response);
            response
        } else {
            problem::refusal(decision, salvage_headers(head.headers), representation)
        };
        *response.extensions_mut() = salvage_extensions(head.extensions);
        response.extensions_mut().insert(decision);
        response
    }
}

/// A request whose preconditions hold, until its answer.
#[derive(Debug)]
pub struct Granted {
    reads: bool,
    conditional: bool,
    withdraws_range: bool,
    extensions: Extensions,
    representation: Representation,
}

impl Granted {
    /// The range that the handler asked for, unless `If-Range` does not hold.
    #[inline]
    pub fn range<T>(&self, range: Option<T>) -> Option<T> {
        range.filter(|_| !self.withdraws_range)
    }

    /// Finishes what the handler answers.
    #[inline]
    pub fn answer<T>(
        self,
        answer: Guarded<T>,
        fields: impl FnOnce() -> ResponseFields,
    ) -> Guarded<T> {
        self.finish(answer.into_response(), fields).into()
    }

    /// Puts the validators and the declared fields on a successful answer to a read.
    ///
    /// What the handler set itself stays: it was computed from the very row it rendered.
    #[inline]
    pub fn finish(
        self,
        mut response: Response,
        fields: impl FnOnce() -> ResponseFields,
    ) -> Response {
        if self.conditional {
            attach_decision(response.extensions_mut(), self.extensions);
        }
        if self.reads && response.status().is_success() {
            validators::add(response.headers_mut(), self.representation);
            fields().apply(&mut response);
        }
        response
    }
}

/// Whether there is anything to decide before the handler runs; `If-Range` comes after it.
#[inline]
fn is_conditional(fields: &Fields<'_>) -> bool {
    fields.guards_write() || fields.has(ConditionalField::IfModifiedSince)
}

fn attach_decision(extensions: &mut Extensions, salvaged: Extensions) {
    if extensions.is_empty() {
        *extensions = salvaged;
    }
    // A handler's own `PreconditionFailed` has told already what was decided in the end.
    extensions.get_or_insert(Decision::Proceed);
}
