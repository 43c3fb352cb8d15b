//! [`aide`](https://docs.rs/aide/0.15) documents guarded handlers: a handler below
//! [`#[condition]`](macro@crate::condition) goes into `ApiRouter::api_route` as a plain one does.
//!
//! Its parameters, its content and its answer stay in the document. The guard adds the conditional
//! fields of the request (under `required`, `If-Match` is a required one), `ETag`, `Last-Modified`,
//! `Cache-Control` and `Vary` of the answers that carry them, 304, 412 and 428, and the 404 of a
//! missing [`Current`](crate::Current) row. Whatever the handler documents itself stays as it is.
//!
//! A tuple of response parts and content, `(ETag, Json<Entry>)`, is documented as its content. aide
//! itself says nothing of tuples, and where a `StatusCode` comes first, neither does the guard: name
//! the answer there, as in `post_with(create, |operation| operation.response::<201, Json<Entry>>())`.
//!
//! aide does not tell a handler which method it is routed for, and adds the answers that are named so only
//! after the guard has been asked. What has content or is `required` is documented as a write; of another
//! handler, what both reads and writes know is documented. [`fit_methods`] mends both, in one line for the whole
//! document.
//!
//! # Example
//!
//! ```
//! use aide::{axum::{ApiRouter, routing::get}, openapi::OpenApi};
//! use axum::Json;
//! use conditional_axum::{ETag, etag};
//!
//! #[etag(|| ETag::from(7))]
//! async fn show() -> Json<Vec<u64>> {
//!     Json(vec![1, 2])
//! }
//!
//! let mut document = OpenApi::default();
//! let app: axum::Router = ApiRouter::new()
//!     .api_route("/numbers", get(show))
//!     .finish_api(&mut document);
//!
//! let document = serde_json::to_value(&document).unwrap();
//! let show = &document["paths"]["/numbers"]["get"];
//! assert_eq!(show["parameters"][0]["name"], "If-None-Match");
//! assert!(show["responses"]["200"]["headers"]["ETag"].is_object());
//! assert!(show["responses"]["304"].is_object());
//! # let _ = app;
//! ```

mod parts;

use aide::generate::GenContext;
use aide::openapi::{OpenApi, Operation, PathItem, ReferenceOr, Response, StatusCode};
use aide::operation::{OperationInput, OperationOutput};

use crate::extract::preconditions::Preconditions;
use crate::guard::facts;
use crate::guard::guarded::Guarded;
use crate::guard::last_parameter::{CalledByTheRouterSoDebugHandlerGoesBelow, Deferred, Last};
use crate::guard::range::Ranged;
use crate::openapi::description::{Description, FAILED, Kind};
use crate::response::precondition_failed::PreconditionFailed;
use crate::response::stopped::Stopped;

use self::parts::{add_headers, add_parameter, copy_headers, is_named, repeat_headers, response};

/// Removes from the operations that write what only reads know: `If-Modified-Since` and 304.
///
/// Only a guarded write without content and without `required` has them, since aide does not tell it
/// from a read. And it gives the answers that were named by hand, `operation.response::<201, Json<Entry>>()`,
/// the header fields that the guard knows of them.
///
/// # Example
///
/// ```
/// use aide::{axum::{ApiRouter, routing::delete}, openapi::OpenApi};
/// use conditional_axum::{ETag, aide_015, etag};
///
/// #[etag(|| ETag::from(7))]
/// async fn remove() {}
///
/// let mut document = OpenApi::default();
/// let app: axum::Router = ApiRouter::new()
///     .api_route("/entry", delete(remove))
///     .finish_api(&mut document);
/// aide_015::fit_methods(&mut document);
///
/// let document = serde_json::to_value(&document).unwrap();
/// let answers = &document["paths"]["/entry"]["delete"]["responses"];
/// assert!(answers["304"].is_null());
/// assert!(answers["412"].is_object());
/// # let _ = app;
/// ```
pub fn fit_methods(document: &mut OpenApi) {
    let Some(paths) = &mut document.paths else {
        return;
    };
    for item in paths.paths.values_mut() {
        if let ReferenceOr::Item(item) = item {
            writes(item).for_each(fit_write);
            with_content(item).for_each(fit_named_answers);
        }
    }
}

/// The operations of whose successes a validator can tell: all but deletions.
fn with_content(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.get,
        &mut item.head,
        &mut item.put,
        &mut item.post,
        &mut item.patch,
    ]
    .into_iter()
    .flatten()
}

/// What the guard says of its own answer, the 304 or else the 412, holds for a success.
fn fit_named_answers(operation: &mut Operation) {
    let Some(responses) = operation.responses.as_mut().map(|all| &mut all.responses) else {
        return;
    };
    let of = |status| match responses.get(&StatusCode::Code(status)) {
        Some(ReferenceOr::Item(response)) => Some(response),
        _ => None,
    };
    if of(412).is_none_or(|failed| failed.description != FAILED) {
        return;
    }
    let Some(own) = of(304).or_else(|| of(412)).cloned() else {
        return;
    };
    for (status, response) in responses {
        if let (StatusCode::Code(200..300), ReferenceOr::Item(response)) = (status, response) {
            copy_headers(response, &own);
        }
    }
}

fn writes(item: &mut PathItem) -> impl Iterator<Item = &mut Operation> {
    [
        &mut item.put,
        &mut item.post,
        &mut item.patch,
        &mut item.delete,
    ]
    .into_iter()
    .flatten()
}

fn fit_write(operation: &mut Operation) {
    operation
        .parameters
        .retain(|parameter| !is_named(parameter, "If-Modified-Since"));
    if let Some(responses) = &mut operation.responses {
        responses.responses.shift_remove(&StatusCode::Code(304));
    }
}

macro_rules! inputs {
    ($($parameter:ident),*) => {$(
        impl<T: OperationInput, E: OperationInput> OperationInput for $parameter<T, E> {
            fn operation_input(context: &mut GenContext, operation: &mut Operation) {
                T::operation_input(context, operation);
                E::operation_input(context, operation);
            }

            fn inferred_early_responses(
                context: &mut GenContext,
                operation: &mut Operation,
            ) -> Vec<(Option<u16>, Response)> {
                let mut responses = T::inferred_early_responses(context, operation);
                responses.extend(E::inferred_early_responses(context, operation));
                responses
            }
        }
    )*};
}

inputs!(Last, Deferred);

/// What a handler asks of them is its own business.
impl OperationInput for Preconditions {}

impl OperationInput for CalledByTheRouterSoDebugHandlerGoesBelow {}

impl<T: OperationInput> OperationInput for Ranged<T> {
    fn operation_input(context: &mut GenContext, operation: &mut Operation) {
        T::operation_input(context, operation);
    }

    fn inferred_early_responses(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<u16>, Response)> {
        T::inferred_early_responses(context, operation)
    }
}

/// The guard documents these answers.
impl OperationOutput for PreconditionFailed {
    type Inner = Self;
}

/// The guard documents these answers.
impl OperationOutput for Stopped {
    type Inner = Self;
}

impl<T: OperationOutput, const FACTS: u16> OperationOutput for Guarded<T, FACTS> {
    type Inner = T::Inner;

    fn operation_response(context: &mut GenContext, operation: &mut Operation) -> Option<Response> {
        T::operation_response(context, operation)
    }

    fn inferred_responses(
        context: &mut GenContext,
        operation: &mut Operation,
    ) -> Vec<(Option<u16>, Response)> {
        let mut responses = T::inferred_responses(context, operation);
        let description = Description::of(FACTS, kind(FACTS, operation));
        for field in &description.request {
            add_parameter(context, operation, field);
        }
        for (status, response) in &mut responses {
            if status.is_some_and(|status| (200..300).contains(&status)) {
                add_headers(context, response, &description.success);
            }
        }
        for answer in &description.answers {
            let status = Some(answer.status);
            if !responses.iter().any(|(other, _)| *other == status) {
                let mut response = response(context, answer);
                if answer.repeats {
                    repeat_headers(&mut response, &responses);
                }
                responses.push((status, response));
            }
        }
        responses
    }
}

fn kind(facts: u16, operation: &Operation) -> Kind {
    if facts & facts::REQUIRED != 0 || operation.request_body.is_some() {
        Kind::Write
    } else {
        Kind::Unknown
    }
}

#[cfg(test)]
mod tests {
    use aide::openapi::RequestBody;

    use super::*;

    /// An extractor that documents a parameter and a rejection.
    struct Extractor;

    impl OperationInput for Extractor {
        fn operation_input(_: &mut GenContext, operation: &mut Operation) {
            operation.tags.push("input".to_owned());
        }

        fn inferred_early_responses(
            _: &mut GenContext,
            _: &mut Operation,
        ) -> Vec<(Option<u16>, Response)> {
            vec![(Some(400), Response::default())]
        }
    }

    /// A response part that says what it means.
    struct Answer;

    impl OperationOutput for Answer {
        type Inner = Self;

        fn operation_response(_: &mut GenContext, _: &mut Operation) -> Option<Response> {
            Some(answer())
        }
    }

    fn answer() -> Response {
        Response {
            description: "answer".to_owned(),
            ..Response::default()
        }
    }

    fn documents_input_and_rejections<T: OperationInput>(times: usize) {
        let mut operation = Operation::default();
        aide::generate::in_context(|context| {
            T::operation_input(context, &mut operation);
            let rejections = T::inferred_early_responses(context, &mut operation);
            assert_eq!(rejections, vec![(Some(400), Response::default()); times]);
        });
        assert_eq!(operation.tags.len(), times);
    }

    #[test]
    fn what_the_guard_wraps_is_documented_as_it_is() {
        documents_input_and_rejections::<Extractor>(1);
        documents_input_and_rejections::<Ranged<Extractor>>(1);
        documents_input_and_rejections::<Last<Extractor, Extractor>>(2);
        documents_input_and_rejections::<Deferred<Extractor, Extractor>>(2);
    }

    #[test]
    fn a_guarded_answer_is_documented_as_it_is() {
        let mut operation = Operation::default();
        let response = aide::generate::in_context(|context| {
            Guarded::<Answer, 0>::operation_response(context, &mut operation)
        });
        assert_eq!(response, Some(answer()));
    }

    #[test]
    fn what_is_required_or_has_content_writes_and_of_the_rest_it_is_not_known() {
        let plain = Operation::default();
        let with_content = Operation {
            request_body: Some(ReferenceOr::Item(RequestBody::default())),
            ..Operation::default()
        };
        assert_eq!(kind(facts::ETAG, &plain), Kind::Unknown);
        assert_eq!(kind(facts::ETAG, &with_content), Kind::Write);
        assert_eq!(kind(facts::ETAG | facts::REQUIRED, &plain), Kind::Write);
    }
}
