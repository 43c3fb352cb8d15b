//! One request through the layer: what is kept of it, and what is made of its response.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header, response};
use axum::response::Response;
use conditional_core::{Decision, Fields, Representation, is_safe_read};

use super::answer;
use super::collect::{Collect, Collected};
use super::repr_digest;
use super::settings::{self, Settings};
use crate::event;
use crate::extract::preconditions::Preconditions;
use crate::middleware::around::{Answer, Respond};
use crate::response::{storing, validators};
use crate::settings::GuardSettings;

/// One request on its way through [`ConditionalLayer`](super::ConditionalLayer).
#[derive(Debug)]
pub struct Exchange {
    /// `None` if the layer leaves the response alone.
    concerned: Option<Concerned>,
}

impl Exchange {
    /// Looks at a request.
    pub(super) fn begin<B>(settings: &Arc<Settings>, request: Request<B>) -> (Request<B>, Self) {
        let (mut request, is_concerned) = is_concerned(settings, request);
        let concerned = is_concerned.then(|| Concerned::of(settings, &request));
        if is_concerned && settings.whole_on_if_range {
            remove_conditional_range(request.headers_mut());
        }
        if concerned.as_ref().is_some_and(|concerned| concerned.strips) {
            turn_into_get(&mut request);
        }
        (request, Self { concerned })
    }
}

impl Respond for Exchange {
    fn respond(self, response: Response, context: &mut Context<'_>) -> Answer {
        let step = match self.concerned {
            None => Step::Done(response),
            Some(concerned) => concerned.answer(response),
        };
        match step {
            Step::Done(response) => Answer::Ready(response),
            Step::Hash(mut held) => match Pin::new(&mut held).poll(context) {
                Poll::Ready(response) => Answer::Ready(response),
                Poll::Pending => Answer::Pending(Box::pin(held)),
            },
        }
    }
}

fn is_concerned<B>(settings: &Settings, request: Request<B>) -> (Request<B>, bool) {
    if !is_safe_read(request.method()) {
        return (request, false);
    }
    let Some(when) = &settings.when else {
        return (request, true);
    };
    let (parts, body) = request.into_parts();
    let is_concerned = when(&parts);
    (Request::from_parts(parts, body), is_concerned)
}

/// A request that the layer is for.
#[derive(Debug)]
struct Concerned {
    settings: Arc<Settings>,
    /// Boxed, since most requests have none and the exchange is moved about.
    preconditions: Option<Box<Preconditions>>,
    guard_settings: GuardSettings,
    is_head: bool,
    strips: bool,
    /// Whether the request identifies a user.
    is_authorized: bool,
}

/// What is to be done with a response.
#[expect(
    clippy::large_enum_variant,
    reason = "moved once, and a box would be an allocation"
)]
#[derive(Debug)]
enum Step {
    Done(Response),
    Hash(Held),
}

impl Concerned {
    fn of<B>(settings: &Arc<Settings>, request: &Request<B>) -> Self {
        let (method, headers) = (request.method(), request.headers());
        let is_conditional = !Fields::new(method, headers).is_empty();
        let is_head = *method == Method::HEAD;
        let guard_settings = GuardSettings::of(request.extensions());
        let preconditions =
            || Preconditions::with_settings(method, headers, guard_settings.clone());
        Self {
            preconditions: is_conditional.then(|| Box::new(preconditions())),
            guard_settings: guard_settings.clone(),
            is_head,
            is_authorized: headers.contains_key(header::AUTHORIZATION),
            strips: is_head && settings.head_as_get,
            settings: Arc::clone(settings),
        }
    }

    /// Takes the inner service's response.
    fn answer(mut self, response: Response) -> Step {
        let (mut parts, body) = response.into_parts();
        if !self.settings.concerns(&parts) {
            return self.done(parts, body);
        }
        let is_personal = self.is_authorized || parts.headers.contains_key(header::SET_COOKIE);
        self.settings
            .add_cache_control(&mut parts.headers, is_personal);
        if parts.status != StatusCode::OK || settings::is_no_store(&parts.headers) {
            return self.done(parts, body);
        }
        if parts.extensions.get::<Decision>().is_some() {
            self.preconditions = None;
        }
        match validators::read(&parts.headers) {
            Some(representation) => Step::Done(self.decide(parts, body, representation)),
            None => self.hash(parts, body),
        }
    }

    fn hash(self, parts: response::Parts, body: Body) -> Step {
        let length = self.settings.length_to_hash(&body);
        match length {
            // An answer to HEAD need not have the content, and what it has not cannot be hashed.
            Some(0) if self.is_head && !self.strips => self.done(parts, body),
            Some(length) => Step::Hash(Held {
                collect: Collect::new(body, length, &self.settings.tagging),
                rest: Some((parts, self)),
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
        if let Some(preconditions) = &self.preconditions {
            let decision = preconditions.evaluate(&representation);
            event::decided(decision, representation.etag());
            if !decision.is_proceed() {
                let answer = answer::instead_of(parts, decision, representation, preconditions);
                return self.finish(answer);
            }
            parts.extensions.insert(decision);
        }
        answer::add_etag(&mut parts.headers, representation);
        if parts.headers.contains_key(header::LAST_MODIFIED) {
            storing::withhold_date(&mut parts.headers, &self.guard_settings);
            storing::forbid_without_validator(&mut parts.headers);
        }
        self.finish(Response::from_parts(parts, body))
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

/// A response whose body is being hashed.
#[derive(Debug)]
struct Held {
    collect: Collect,
    /// Taken when the body is there.
    rest: Option<(response::Parts, Concerned)>,
}

impl Future for Held {
    type Output = Response;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Response> {
        let collected = ready!(self.collect.poll(context));
        Poll::Ready(match self.rest.take() {
            Some((parts, concerned)) => release(parts, concerned, collected),
            None => Response::new(collected.body),
        })
    }
}

fn release(mut parts: response::Parts, concerned: Concerned, collected: Collected) -> Response {
    let Some(tagged) = collected.tagged else {
        return concerned.finish(Response::from_parts(parts, collected.body));
    };
    if let Some(digest) = tagged.digest
        && concerned.settings.repr_digest
    {
        repr_digest::add(&mut parts.headers, &digest);
    }
    let representation = Representation::present().with_etag(tagged.etag);
    concerned.decide(parts, collected.body, representation)
}

/// The service answers as to GET; `Range` has no meaning for HEAD (RFC 9110 §14.2).
fn turn_into_get<B>(request: &mut Request<B>) {
    *request.method_mut() = Method::GET;
    request.headers_mut().remove(header::RANGE);
    request.headers_mut().remove(header::IF_RANGE);
}

fn remove_conditional_range(headers: &mut HeaderMap) {
    if headers.remove(header::IF_RANGE).is_some() {
        headers.remove(header::RANGE);
    }
}
