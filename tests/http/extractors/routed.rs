//! A guarded handler is an ordinary handler: it goes wherever axum takes one.

use axum::extract::{DefaultBodyLimit, Path, State};
use axum::handler::Handler as _;
use axum::routing::{MethodRouter, get, on};
use axum::{Router, middleware};
use conditional_axum::{ETag, etag};
use conditional_tests::Call;

use super::{App, Db, assert_guarded};

async fn of_db(State(db): &State<Db>) -> ETag {
    tokio::task::yield_now().await;
    ETag::from(db.0)
}

#[etag(of_db)]
async fn show(State(_): State<Db>, body: String) -> String {
    "ok".to_owned() + &body
}

#[etag(|Path(id): &Path<u64>| ETag::from(*id))]
async fn entry(Path(_): Path<u64>, State(_): State<Db>) -> &'static str {
    "ok"
}

#[tokio::test]
async fn method_routers_merged_and_nested() {
    let entries = Router::new().route("/{id}", get(entry).put(entry));
    assert_guarded(
        Router::new().nest("/entries", entries.clone()),
        "/entries/7",
    )
    .await;
    assert_guarded(Router::new().merge(entries), "/7").await;
    let both = on(
        axum::routing::MethodFilter::GET.or(axum::routing::MethodFilter::PUT),
        show,
    );
    assert_guarded(Router::new().route("/", both), "/").await;
    assert_guarded(
        Router::new().route_service("/", get(show).put(show).with_state(App::default())),
        "/",
    )
    .await;
}

#[tokio::test]
async fn fallbacks() {
    assert_guarded(Router::new().fallback(show), "/anything").await;
    assert_guarded(
        Router::new().route("/", MethodRouter::new().fallback(show)),
        "/",
    )
    .await;
}

#[tokio::test]
async fn behind_layers_of_the_handler_and_of_the_route() {
    async fn pass(
        request: axum::extract::Request,
        next: middleware::Next,
    ) -> axum::response::Response {
        next.run(request).await
    }
    let layered = show.layer(middleware::from_fn(pass));
    assert_guarded(Router::new().fallback(layered), "/").await;
    let routed = get(show).put(show).layer(DefaultBodyLimit::max(8));
    let router = Router::new()
        .route("/", routed)
        .route_layer(middleware::from_fn(pass));
    assert_guarded(router.clone(), "/").await;
    let app = router.with_state(App::default());
    let long = Call::put("/").if_match("\"7\"").body("more than that");
    long.send(&app).await.status(413);
    let stale = Call::put("/").if_match("\"6\"").body("more than that");
    stale.send(&app).await.precondition_failed("If-Match");
}

#[tokio::test]
async fn under_another_name_of_the_dependency() {
    mod toolkit {
        pub(super) use conditional_axum::*;
    }
    #[toolkit::condition(etag = of_db, last_modified = || toolkit::LastModified::from_unix_seconds(0), crate = toolkit)]
    async fn conditional(State(_): State<Db>) -> &'static str {
        "ok"
    }
    #[toolkit::etag(of_db, crate = toolkit)]
    #[tracing::instrument(skip_all)]
    async fn tagged(State(_): State<Db>) -> &'static str {
        "ok"
    }
    assert_guarded(Router::new().fallback(conditional), "/").await;
    assert_guarded(Router::new().fallback(tagged), "/").await;
}
