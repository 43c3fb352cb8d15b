//! The same blog with a `PUT` that is guarded badly or not at all.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::Router;
use axum::extract::{Extension, Path, Request, State};
use axum::http::Method;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Json, Response};
use axum::routing::{MethodRouter, put};
use blog::entry::{Entry, EntryChange};
use blog::store::Store;
use conditional_axum::{Current, ETag, PreconditionFailed, condition};
use tokio::sync::Barrier;
use tower::ServiceExt as _;

/// `PUT` writes over whatever is there; all else is the blog's own.
pub(crate) fn last_one_wins(blog: Router, store: &Store) -> Router {
    instead(put(overwrite).with_state(store.clone()), blog)
}

/// `If-Match` is checked, but the statement that writes does not name the version.
///
/// The first writes, as many as there are `clients`, wait for each other after the check: what
/// happens now and then by itself happens here for certain.
pub(crate) fn checked_too_early(blog: Router, store: &Store, clients: usize) -> Router {
    let crowd = Arc::new(Crowd::new(clients));
    let put = put(check_then_overwrite).with_state(store.clone());
    instead(put.layer(Extension(crowd)), blog)
}

/// `PUT` is guarded as the blog's own is, but a repeated one is a conflict with itself.
pub(crate) fn conflict_with_oneself(blog: Router, store: &Store) -> Router {
    instead(put(replace).with_state(store.clone()), blog)
}

/// The blog, but every `PUT` goes to this handler.
fn instead(put: MethodRouter, blog: Router) -> Router {
    let put = Router::new().route("/api/entries/{id}", put);
    Router::new()
        .fallback_service(blog)
        .layer(from_fn_with_state(put, puts_aside))
}

async fn puts_aside(State(put): State<Router>, request: Request, next: Next) -> Response {
    if request.method() != Method::PUT {
        return next.run(request).await;
    }
    put.oneshot(request).await.into_response()
}

#[condition(resource = load, required)]
async fn replace(
    State(store): State<Store>,
    Path(_): Path<i64>,
    Current(entry): Current<Entry>,
    Json(change): Json<EntryChange>,
) -> Result<(ETag, Json<Entry>), PreconditionFailed> {
    let written = store.update(&entry, &change).await.unwrap();
    let Some(written) = written else {
        let now = store.entry(entry.id).await.unwrap().unwrap();
        return Err(PreconditionFailed::new().with_etag(ETag::from(now.version)));
    };
    Ok((ETag::from(written.version), Json(written)))
}

async fn overwrite(
    State(store): State<Store>,
    Path(id): Path<i64>,
    Json(change): Json<EntryChange>,
) -> Json<Entry> {
    Json(write_over(&store, id, &change).await)
}

#[condition(resource = load, required)]
async fn check_then_overwrite(
    State(store): State<Store>,
    Path(id): Path<i64>,
    Extension(crowd): Extension<Arc<Crowd>>,
    Current(_): Current<Entry>,
    Json(change): Json<EntryChange>,
) -> Json<Entry> {
    crowd.gather().await;
    Json(write_over(&store, id, &change).await)
}

async fn load(State(store): &State<Store>, Path(id): &Path<i64>) -> Option<Entry> {
    store.entry(*id).await.unwrap()
}

/// Whatever version is there now, this is what it is replaced with.
async fn write_over(store: &Store, id: i64, change: &EntryChange) -> Entry {
    loop {
        let now = store.entry(id).await.unwrap().unwrap();
        if let Some(written) = store.update(&now, change).await.unwrap() {
            return written;
        }
    }
}

/// Holds the first comers until all of them are there; those who come later pass.
#[derive(Debug)]
struct Crowd {
    size: usize,
    came: AtomicUsize,
    together: Barrier,
}

impl Crowd {
    fn new(size: usize) -> Self {
        Self {
            size,
            came: AtomicUsize::new(0),
            together: Barrier::new(size),
        }
    }

    async fn gather(&self) {
        if self.came.fetch_add(1, Ordering::Relaxed) < self.size {
            self.together.wait().await;
        }
    }
}
