//! The guard: holds what is known so far, decides as soon as it can, and finishes the answer.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use conditional_core::{Decision, ETag, LastModified, Representation, Resource, is_safe_read};

use super::head::Head;
use crate::event;
use crate::extract::preconditions::lacks_required;
use crate::response::{not_modified, problem, validators};

/// What the attribute says beside the validators.
#[derive(Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "private: only generated code builds it"
)]
pub struct Policy {
    /// An unsafe request must carry a precondition.
    pub required: bool,
    /// `Cache-Control` of the 200 and of the 304.
    pub cache_control: Option<HeaderValue>,
    /// `Vary` of the 200 and of the 304.
    pub vary: Option<HeaderValue>,
}

/// One guarded request, from its head to its answer.
#[derive(Debug)]
pub struct Guard {
    head: Head,
    policy: Policy,
    reads: bool,
    conditional: bool,
    representation: Representation,
    decision: Option<Decision>,
}

impl Guard {
    /// Starts with nothing known about the representation.
    #[inline]
    pub fn new(head: Head, policy: Policy) -> Self {
        let reads = is_safe_read(head.method());
        let conditional = !head.fields().is_empty();
        Self {
            head,
            policy,
            reads,
            conditional,
            representation: Representation::Missing,
            decision: None,
        }
    }

    /// Whether the validators are of any use for this request.
    ///
    /// A read wants them for its headers; a write where something is conditional, or must be.
    #[inline]
    pub fn asks(&self) -> bool {
        self.reads || self.conditional || self.policy.required
    }

    /// Takes the outcome of the `etag` function; decides where the date cannot matter.
    #[inline]
    pub fn etag(&mut self, etag: Option<ETag>) {
        self.decision = match self.conditional {
            true => self.head.fields().evaluate_etag(etag.as_ref()),
            false => Some(Decision::Proceed),
        };
        if let Some(etag) = etag {
            self.representation = Representation::present().with_etag(etag);
        }
    }

    /// Whether the date can still change the answer, or belongs on it.
    #[inline]
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
    pub fn resource(&mut self, resource: &impl Resource) {
        self.representation = resource.representation();
    }

    /// Decides. A response leaves at once: neither the body nor the handler is touched.
    #[inline]
    pub fn decide(&mut self) -> Option<Response> {
        let decision = match self.decision {
            _ if self.policy.required && self.lacks_required() => Decision::PreconditionRequired,
            Some(decision) => decision,
            None if self.conditional => self.head.fields().evaluate(&self.representation),
            None => Decision::Proceed,
        };
        self.decision = Some(decision);
        if decision.is_proceed() {
            event::decided(decision, self.representation.etag());
            return None;
        }
        Some(self.stop(decision))
    }

    /// Gives the request to the deferred body extractor.
    #[inline]
    pub(crate) fn take_request(&mut self) -> Option<Request> {
        self.head.take_request(&self.representation)
    }

    /// Puts the validators and the policy on a successful answer to a read.
    ///
    /// What the handler set itself stays: it was computed from the very row it rendered.
    #[inline]
    pub fn finish(mut self, mut response: Response) -> Response {
        if self.conditional {
            self.attach_decision(&mut response);
        }
        if self.reads && response.status().is_success() {
            validators::add(response.headers_mut(), self.representation);
            self.policy.apply(response.headers_mut());
        }
        response
    }

    fn lacks_required(&self) -> bool {
        lacks_required(self.head.fields(), self.head.method())
    }

    fn stop(&mut self, decision: Decision) -> Response {
        event::decided(decision, self.representation.etag());
        let (headers, extensions) = self.head.salvage();
        let representation = std::mem::take(&mut self.representation);
        let mut response = match decision {
            Decision::NotModified(_) => not_modified::response(headers, representation),
            _ => problem::refusal(decision, headers, representation),
        };
        if matches!(decision, Decision::NotModified(_)) {
            std::mem::take(&mut self.policy).apply(response.headers_mut());
        }
        *response.extensions_mut() = extensions;
        response.extensions_mut().insert(decision);
        response
    }

    fn attach_decision(&mut self, response: &mut Response) {
        if response.extensions().is_empty() {
            *response.extensions_mut() = self.head.salvage().1;
        }
        // A handler's own `PreconditionFailed` has told already what was decided in the end.
        let decision = self.decision.unwrap_or(Decision::Proceed);
        response.extensions_mut().get_or_insert(decision);
    }
}

impl Policy {
    fn apply(self, headers: &mut HeaderMap) {
        if let Some(cache_control) = self.cache_control {
            headers
                .entry(header::CACHE_CONTROL)
                .or_insert(cache_control);
        }
        if let Some(vary) = self.vary {
            headers.append(header::VARY, vary);
        }
    }
}
