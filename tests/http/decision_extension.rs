//! The decision in the answer's extensions, for layers outside.

use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use conditional_axum::{ConditionalField, Decision};
use conditional_tests::{Call, Probe};

use crate::fixture::{AFTER, STALE, TAG, World, by_functions, by_resource, page, required};

#[tokio::test]
async fn a_layer_outside_can_count_the_decisions() {
    async fn count(
        axum::extract::State(probe): axum::extract::State<Probe>,
        request: Request,
        next: Next,
    ) -> Response {
        let response = next.run(request).await;
        probe.note(match response.extensions().get::<Decision>() {
            None => "unconditional",
            Some(Decision::Proceed) => "proceed",
            Some(Decision::NotModified(ConditionalField::IfNoneMatch)) => "not modified by tag",
            Some(Decision::NotModified(_)) => "not modified",
            Some(Decision::PreconditionFailed(_)) => "failed",
            Some(Decision::PreconditionRequired) => "required",
            Some(Decision::AlreadyApplied(_)) => "applied",
            Some(_) => "another",
        });
        response
    }
    let probe = Probe::default();
    let world = World::new(page());
    let app = by_functions(&world).layer(middleware::from_fn_with_state(probe.clone(), count));
    Call::get("/page").send(&app).await;
    Call::get("/page").if_none_match(STALE).send(&app).await;
    Call::get("/page").if_none_match(TAG).send(&app).await;
    Call::get("/page").if_modified_since(AFTER).send(&app).await;
    Call::put("/page").if_match(STALE).send(&app).await;
    Call::put("/page").if_match(TAG).send(&app).await;
    probe.ran(&[
        "unconditional",
        "proceed",
        "not modified by tag",
        "not modified",
        "failed",
        "proceed",
    ]);
}

#[tokio::test]
async fn what_the_request_had_in_its_extensions_does_not_ride_on_the_answer() {
    #[derive(Clone)]
    struct OfTheRequest;
    let world = World::new(page());
    let calls: [fn() -> Call; 5] = [
        || Call::get("/page"),
        || Call::get("/page").if_none_match(TAG),
        || Call::get("/page").if_none_match(STALE),
        || Call::put("/page").if_match(STALE),
        || Call::put("/page").if_match(TAG),
    ];
    for call in calls {
        for app in [by_functions(&world), by_resource(&world), required(&world)] {
            let reply = call().extension(OfTheRequest).send(&app).await;
            assert!(!reply.carries::<OfTheRequest>(), "{reply:?}");
        }
    }
}
