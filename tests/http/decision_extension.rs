//! The decision in the answer's extensions, for layers outside.

use axum::extract::Request;
use axum::middleware::{self, Next};
use axum::response::Response;
use conditional_axum::{ConditionalField, Decision};
use conditional_tests::{Call, Probe};

use crate::fixture::{AFTER, STALE, TAG, World, by_functions, page};

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
