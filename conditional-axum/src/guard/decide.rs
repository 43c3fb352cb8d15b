//! The guard: holds what is known so far, decides as soon as it can, and finishes the answer.

use axum::http::{Extensions, HeaderMap, HeaderValue, Method, header};
use axum::response::Response;
use conditional_core::{
    ConditionalField, Decision, ETag, Fields, LastModified, Representation, is_safe_read,
};

use super::head::{Head, salvage_extensions, salvage_headers};
use crate::event;
use crate::extract::preconditions::lacks_required;
use crate::response::{not_modified, problem, validators};

/// What the attribute says of the response beside the validators.
#[derive(Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "private: only generated code builds it"
)]
pub struct Policy {
    /// `Cache-Control` of the 200 and of the 304.
    pub cache_control: Option<HeaderValue>,
    /// `Vary` of the 200 and of the 304.
    pub vary: Option<HeaderValue>,
}

/// One guarded request until the decision.
///
/// It lives in the wrapper's future beside the user's own, so it is kept small, and what the
/// handler's answer needs later is smaller still: [`Granted`].
#[derive(Debug)]
pub struct Guard {
    head: Head,
    required: bool,
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
    pub fn new(head: Head, required: bool) -> Self {
        let reads = is_safe_read(&head.method);
        Self {
            head,
            required,
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
        self.reads || self.required || self.asks_for_write()
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
        let fields = self.head.fields();
        self.conditional = is_conditional(&fields);
        self.decision = if self.conditional {
            fields.evaluate_etag(etag.as_ref())
        } else {
            Some(Decision::Proceed)
        };
        if let Some(etag) = etag {
            self.representation = Representation::present().with_etag(etag);
        }
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
        event::decided(decision, self.representation.etag());
        self.decision = Some(decision);
        !decision.is_proceed()
    }

    /// The permission, with what the answer can reuse of a request that nothing else waits for.
    #[inline]
    #[must_use]
    pub fn grant(self) -> Granted {
        Granted {
            reads: self.reads,
            conditional: self.conditional,
            extensions: if self.conditional {
                salvage_extensions(self.head.extensions)
            } else {
                Extensions::new()
            },
            representation: self.representation,
        }
    }

    /// The permission, with the head of a request whose body waits for it.
    #[inline]
    #[must_use]
    pub fn grant_body(mut self) -> (Head, Granted) {
        self.head.remove_decided(&self.representation);
        let granted = Granted {
            reads: self.reads,
            conditional: self.conditional,
            extensions: Extensions::new(),
            representation: self.representation,
        };
        (self.head, granted)
    }

    #[inline]
    fn decide(&mut self) -> Decision {
        match self.decision {
            _ if self.required && self.lacks_required() => Decision::PreconditionRequired,
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
        let (decision, echo) = fields.evaluate_noting_echo(&self.representation);
        // A clone shares the text. To take it out of the map, which is cleared anyway, costs more.
        self.echo = echo.cloned();
        decision
    }

    fn lacks_required(&self) -> bool {
        lacks_required(self.head.fields(), &self.head.method, &self.representation)
    }

    /// The answer that leaves at once: neither the body nor the handler is touched.
    // By value, as `grant`: what is moved out of the head need not be dropped with it.
    pub fn stop(self, policy: impl FnOnce() -> Policy) -> Response {
        let Self {
            head,
            decision,
            echo,
            representation,
            ..
        } = self;
        let decision = decision.unwrap_or(Decision::Proceed);
        let is_head = head.method == Method::HEAD;
        let mut response = if let Decision::NotModified(_) = decision {
            let headers = salvage_headers(head.headers);
            let mut response = match echo {
                Some(date) if representation.etag().is_none() => {
                    not_modified::echoing(headers, date, is_head)
                }
                _ => not_modified::response(headers, representation, is_head),
            };
            policy().apply(response.headers_mut());
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
    extensions: Extensions,
    representation: Representation,
}

impl Granted {
    /// Puts the validators and the policy on a successful answer to a read.
    ///
    /// What the handler set itself stays: it was computed from the very row it rendered.
    #[inline]
    pub fn finish(self, mut response: Response, policy: impl FnOnce() -> Policy) -> Response {
        if self.conditional {
            attach_decision(response.extensions_mut(), self.extensions);
        }
        if self.reads && response.status().is_success() {
            validators::add(response.headers_mut(), self.representation);
            policy().apply(response.headers_mut());
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

impl Policy {
    // Most attributes declare none, which is seen where this is inlined.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "nothing remains of an empty policy")]
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
