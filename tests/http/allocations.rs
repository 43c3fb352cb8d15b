//! What the guard costs: as many allocations as the same thing written by hand, or fewer.

use std::task::{Context, Poll, Waker};

use allocation_counter::AllocationInfo;
use axum::body::Body;
use axum::extract::{FromRequestParts, Request};
use axum::handler::Handler;
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use conditional_axum::{ConditionalField, Current, Decision, ETag, Resource, condition, etag};
use conditional_tests::Call;

const TAG: ETag = ETag::from_static("\"v1\"");

/// What a handler extracts; extracting it allocates nothing.
struct Free;

impl<S: Send + Sync> FromRequestParts<S> for Free {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self)
    }
}

impl Resource for Free {
    fn etag(&self) -> Option<ETag> {
        Some(TAG)
    }
}

/// The allocations from the call of the handler to its answer, the request's own not counted.
#[track_caller]
fn measure<T, H: Handler<T, ()>>(handler: H, call: Call, status: StatusCode) -> AllocationInfo {
    let mut request = Some(call.into_request());
    let mut response = None;
    // The first run pays for what is only done once: the event's registration, for instance.
    let info = allocation_counter::measure(|| {
        response = request.take().map(|request| run(handler, request));
    });
    assert_eq!(response.map(|response| response.status()), Some(status));
    info
}

fn run<T, H: Handler<T, ()>>(handler: H, request: Request) -> Response {
    let mut future = std::pin::pin!(handler.call(request, ()));
    match future
        .as_mut()
        .poll(&mut Context::from_waker(Waker::noop()))
    {
        Poll::Ready(response) => response,
        Poll::Pending => panic!("nothing here waits"),
    }
}

#[track_caller]
fn assert_costs_no_more<T, U, G, H>(guarded: G, by_hand: H, call: fn() -> Call, status: StatusCode)
where
    G: Handler<T, ()>,
    H: Handler<U, ()>,
{
    measure(guarded.clone(), call(), status);
    let guarded = measure(guarded, call(), status);
    let by_hand = measure(by_hand, call(), status);
    assert!(
        guarded.count_total <= by_hand.count_total,
        "guarded {guarded:?}\nby hand {by_hand:?}"
    );
}

mod on_the_way_to_the_handler {
    use super::*;

    #[etag(|_: &Free| TAG)]
    async fn guarded(_: Free) -> &'static str {
        "page"
    }

    async fn by_hand(_: Free) -> (ETag, &'static str) {
        (TAG, "page")
    }

    async fn without_tag(_: Free) -> &'static str {
        "page"
    }

    async fn with_decision(_: Free) -> Response {
        let mut response = (TAG, "page").into_response();
        response.extensions_mut().insert(Decision::Proceed);
        response
    }

    #[test]
    fn an_unconditional_read_costs_nothing_but_the_tag() {
        assert_costs_no_more(guarded, by_hand, || Call::get("/"), StatusCode::OK);
    }

    #[test]
    fn an_unconditional_write_costs_nothing() {
        assert_costs_no_more(guarded, without_tag, || Call::put("/"), StatusCode::OK);
    }

    #[test]
    fn a_conditional_read_costs_nothing_but_the_tag_and_the_decision_for_outer_layers() {
        let call = || Call::get("/").if_none_match("\"v0\"");
        assert_costs_no_more(guarded, with_decision, call, StatusCode::OK);
    }

    #[test]
    fn an_async_function_and_a_resource_cost_as_little() {
        #[condition(etag = async |_: &Free| Ok::<_, StatusCode>(Some(TAG)))]
        async fn by_async_function(_: Free) -> &'static str {
            "page"
        }
        #[condition(resource = async || Some(Free))]
        async fn by_resource(_: Free, Current(_): Current<Free>) -> &'static str {
            "page"
        }
        assert_costs_no_more(
            by_async_function,
            by_hand,
            || Call::get("/"),
            StatusCode::OK,
        );
        assert_costs_no_more(by_resource, by_hand, || Call::get("/"), StatusCode::OK);
    }

    #[test]
    fn extractors_in_any_number_cost_nothing_more() {
        #[etag(|a: &Free, _: &Free| { let _: &Free = a; TAG })]
        async fn many(_: Free, _: Free, _: Free, _: Free, _: Free, _: Free) -> &'static str {
            "page"
        }
        assert_costs_no_more(many, by_hand, || Call::get("/"), StatusCode::OK);
    }

    #[test]
    fn a_deferred_body_costs_two_boxes() {
        #[etag(|_: &Free| TAG)]
        async fn guarded(_: Free, _: Request) -> &'static str {
            "saved"
        }
        async fn by_hand(_: Free, _: Request) -> &'static str {
            "saved"
        }
        let call = || Call::put("/");
        measure(guarded, call(), StatusCode::OK);
        let guarded = measure(guarded, call(), StatusCode::OK);
        let by_hand = measure(by_hand, call(), StatusCode::OK);
        assert!(
            guarded.count_total <= by_hand.count_total + 2,
            "guarded {guarded:?}\nby hand {by_hand:?}"
        );
    }
}

mod on_a_304 {
    use super::*;

    #[etag(|_: &Free| TAG)]
    async fn guarded(_: Free) -> &'static str {
        "page"
    }

    /// The least that an axum handler can do for the same answer.
    async fn by_hand(headers: HeaderMap) -> Response {
        let current = headers
            .get(header::IF_NONE_MATCH)
            .is_some_and(|tag| tag == TAG.as_header_value());
        let mut response = Response::new(Body::empty());
        if current {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            response.headers_mut().insert(header::ETAG, TAG.into());
            let decision = Decision::NotModified(ConditionalField::IfNoneMatch);
            response.extensions_mut().insert(decision);
        }
        response
    }

    /// A handler that does nothing: what remains is axum's own.
    async fn nothing() -> StatusCode {
        StatusCode::NOT_MODIFIED
    }

    /// What the answer must have whoever makes it: the decision for outer layers. The tag costs
    /// nothing, being constant, and the fields go into the map that the request's came in.
    fn needed() -> u64 {
        let decision = Decision::NotModified(ConditionalField::IfNoneMatch);
        let info = allocation_counter::measure(|| {
            Extensions::new().insert(decision);
        });
        let nothing = measure(nothing, Call::get("/"), StatusCode::NOT_MODIFIED);
        nothing.count_total + info.count_total
    }

    fn call() -> Call {
        Call::get("/").if_none_match("\"v1\"")
    }

    #[test]
    fn the_guard_allocates_no_more_than_the_same_thing_by_hand() {
        assert_costs_no_more(guarded, by_hand, call, StatusCode::NOT_MODIFIED);
    }

    #[test]
    fn the_guard_allocates_nothing_but_what_the_answer_needs() {
        measure(guarded, call(), StatusCode::NOT_MODIFIED);
        let guarded = measure(guarded, call(), StatusCode::NOT_MODIFIED);
        assert!(
            guarded.count_total <= needed(),
            "{guarded:?}, needed {}",
            needed()
        );
    }

    #[test]
    fn a_tag_that_was_computed_costs_its_own_text_and_nothing_more() {
        #[etag(|_: &Free| ETag::from(7_u64))]
        async fn computed(_: Free) -> &'static str {
            "page"
        }
        let call = || Call::get("/").if_none_match("\"7\"");
        measure(computed, call(), StatusCode::NOT_MODIFIED);
        let computed = measure(computed, call(), StatusCode::NOT_MODIFIED);
        let text = allocation_counter::measure(|| drop(ETag::from(7_u64)));
        assert!(
            computed.count_total <= needed() + text.count_total,
            "{computed:?}"
        );
    }

    #[test]
    fn a_long_list_of_tags_costs_nothing_more() {
        let long = || {
            let many: Vec<String> = (0..500).map(|n| format!("\"{n}\"")).collect();
            Call::get("/")
                .if_none_match(&many.join(", "))
                .if_none_match("\"v1\"")
        };
        measure(guarded, long(), StatusCode::NOT_MODIFIED);
        let guarded = measure(guarded, long(), StatusCode::NOT_MODIFIED);
        assert!(guarded.count_total <= needed(), "{guarded:?}");
    }

    #[test]
    fn the_counter_sees_an_allocation_in_a_validator_function() {
        #[etag(|_: &Free| { std::hint::black_box(Box::new(1)); TAG })]
        async fn boxes(_: Free) -> &'static str {
            "page"
        }
        measure(guarded, call(), StatusCode::NOT_MODIFIED);
        let guarded = measure(guarded, call(), StatusCode::NOT_MODIFIED);
        let boxes = measure(boxes, call(), StatusCode::NOT_MODIFIED);
        assert_eq!(boxes.count_total, guarded.count_total + 1);
    }
}
