//! What the layer allocates for a small body, beside no layer.

use allocation_counter::measure;
use axum::Router;
use axum::body::Body;
use axum::handler::Handler;
use axum::http::Request;
use axum::routing::{MethodRouter, get};
use bytes::Bytes;
use conditional_axum::ConditionalLayer;
use tower::ServiceExt as _;

/// A handler of some size, as those with a state are: one without any is boxed for nothing.
fn hello() -> impl Handler<((),), ()> {
    let body = Bytes::from_static(b"hello");
    move || async move { body }
}

fn allocations(route: MethodRouter, field: Option<(&str, &str)>) -> u64 {
    // With its state, as `axum::serve` runs it: the layers are applied once, not for each request.
    let app: Router = Router::new().route("/", route).with_state(());
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let run = || {
        let mut request = Request::get("/");
        if let Some((name, value)) = field {
            request = request.header(name, value);
        }
        let request = request.body(Body::empty()).unwrap();
        runtime.block_on(app.clone().oneshot(request)).unwrap();
    };
    run(); // what is made once
    measure(run).count_total
}

#[test]
fn a_small_body_costs_five_allocations_on_a_route_and_two_on_a_handler() {
    let without = allocations(get(hello()), None);
    let on_route = allocations(get(hello()).layer(ConditionalLayer::new()), None);
    let on_handler = allocations(get(hello().layer(ConditionalLayer::new())), None);
    assert!(on_route <= without + 5, "{on_route} to {without}");
    assert!(on_handler <= without + 2, "{on_handler} to {without}");
}

#[test]
fn a_decision_costs_its_place_in_the_extensions() {
    let field = Some(("if-none-match", crate::support::HELLO));
    let conditional = allocations(get(hello()), field);
    let decided = allocations(get(hello().layer(ConditionalLayer::new())), field);
    // The tag, the preconditions and a share in their value, and three for an extension.
    assert!(decided <= conditional + 6, "{decided} to {conditional}");
}
