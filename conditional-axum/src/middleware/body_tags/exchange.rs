//! One request through the layer: what is kept of it, and what is made of its response.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header, response};
use axum::response::Response;
use conditional_core::{Decision, Fields, Representation, is_safe_read};

use super::answer;
use super::collect::{Collect, Collected};
use super::settings::{self, Policy};
use crate::event;
use crate::extract::preconditions::Preconditions;

/// A request that the layer is for.
#[derive(Debug)]
pub(super) struct Exchange {
    policy: Arc<Policy>,
    /// Boxed, since most requests have none and the exchange is moved about.
    preconditions: Option<Box<Preconditions>>,
    is_head: bool,
    strips: bool,
}

/// What is to be done with a response.
#[expect(
    clippy::large_enum_variant,
    reason = "moved once, and a box would be an allocation"
)]
#[derive(Debug)]
pub(super) enum Step {
    Done(Response),
    Hash(Held),
}

/// A response whose body is being hashed.
#[derive(Debug)]
pub(super) struct Held {
    pub(super) collect: Collect,
    parts: response::Parts,
    exchange: Exchange,
}

impl Exchange {
    /// Looks at a request; `None` if the layer leaves its response alone.
    pub(super) fn begin<B>(
        policy: &Arc<Policy>,
        mut request: Request<B>,
    ) -> (Request<B>, Option<Self>) {
        if !is_safe_read(request.method()) {
            return (request, None);
        }
        if let Some(when) = &policy.when {
            let (parts, body) = request.into_parts();
            let concerned = when(&parts);
            request = Request::from_parts(parts, body);
            if !concerned {
                return (request, None);
            }
        }
        let exchange = Self::of(policy, &request);
        if exchange.strips {
            turn_into_get(&mut request);
        }
        (request, Some(exchange))
    }

    fn of<B>(policy: &Arc<Policy>, request: &Request<B>) -> Self {
        let (method, headers) = (request.method(), request.headers());
        let is_conditional = !Fields::new(method, headers).is_empty();
        let is_head = *method == Method::HEAD;
        Self {
            preconditions: is_conditional.then(|| Box::new(Preconditions::of(method, headers))),
            is_head,
            strips: is_head && policy.head_as_get,
            policy: Arc::clone(policy),
        }
    }

    /// Takes the inner service's response.
    pub(super) fn answer(mut self, response: Response) -> Step {
        let (mut parts, body) = response.into_parts();
        if !self.policy.concerns(&parts) {
            return self.done(parts, body);
        }
        self.policy.add_cache_control(&mut parts.headers);
        if parts.status != StatusCode::OK || settings::is_no_store(&parts.headers) {
            return self.done(parts, body);
        }
        if parts.extensions.get::<Decision>().is_some() {
            self.preconditions = None;
        }
        match settings::own_validators(&parts.headers) {
            Some(representation) => Step::Done(self.decide(parts, body, representation)),
            None => self.hash(parts, body),
        }
    }

    fn hash(self, parts: response::Parts, body: Body) -> Step {
        let length = self.policy.length_to_hash(&body);
        match length {
            // An answer to HEAD need not have the content, and what it has not cannot be hashed.
            Some(0) if self.is_head && !self.strips => self.done(parts, body),
            Some(length) => Step::Hash(Held {
                collect: Collect::new(body, length, &self.policy.tagging),
                parts,
                exchange: self,
            }),
            None => self.done(parts, body),
        }
    }

    /// Answers by the validators of the response, or by the tag that it got.
    fn decide(
        self,
        mut parts: response::Parts,
        body: Body,
        representation: Representation,
    ) -> Response {
        if let Some(decision) = self.decision(&representation) {
            if !decision.is_proceed() {
                return self.finish(answer::instead_of(parts, decision, representation));
            }
            parts.extensions.insert(decision);
        }
        answer::add_etag(&mut parts.headers, representation);
        self.finish(Response::from_parts(parts, body))
    }

    /// What the request's preconditions come to, if it has any that are to be decided here.
    fn decision(&self, representation: &Representation) -> Option<Decision> {
        let decision = self.preconditions.as_ref()?.evaluate(representation);
        event::decided(decision, representation.etag());
        Some(decision)
    }

    fn done(self, parts: response::Parts, body: Body) -> Step {
        Step::Done(self.finish(Response::from_parts(parts, body)))
    }

    fn finish(&self, response: Response) -> Response {
        if self.strips {
            return answer::without_content(response);
        }
        response
    }
}

impl Held {
    /// Goes on when the body is there.
    pub(super) fn release(self, collected: Collected) -> Response {
        let Self {
            parts, exchange, ..
        } = self;
        let Some(etag) = collected.etag else {
            return exchange.finish(Response::from_parts(parts, collected.body));
        };
        let representation = Representation::present().with_etag(etag);
        exchange.decide(parts, collected.body, representation)
    }
}

/// The service answers as to GET; `Range` has no meaning for HEAD (RFC 9110 §14.2).
fn turn_into_get<B>(request: &mut Request<B>) {
    *request.method_mut() = Method::GET;
    request.headers_mut().remove(header::RANGE);
    request.headers_mut().remove(header::IF_RANGE);
}
