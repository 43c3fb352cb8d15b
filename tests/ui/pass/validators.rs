//! Every shape of validator function.

#![deny(warnings)]

use std::time::SystemTime;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use conditional_axum::{ETag, LastModified, condition, etag, last_modified};

#[derive(Clone)]
struct Db;

struct AppError;

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        StatusCode::INTERNAL_SERVER_ERROR.into_response()
    }
}

macro_rules! guarded {
    ($($name:ident $validator:expr;)*) => {
        $(
            #[etag($validator)]
            async fn $name(
                State(_db): State<Db>,
                Path(id): Path<u64>,
                headers: HeaderMap,
            ) -> String {
                format!("{id} {}", headers.len())
            }
        )*

        fn routes() -> Router<Db> {
            Router::new()$(.route(concat!("/", stringify!($name), "/{id}"), get($name)))*
        }
    };
}

fn lent(Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}

fn by_value(State(_db): State<Db>, Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}

fn mixed(headers: &HeaderMap, State(_db): State<Db>, Path(id): &Path<u64>) -> Option<ETag> {
    (*id != headers.len() as u64).then(|| ETag::from(*id))
}

fn fallible(Path(id): &Path<u64>) -> Result<ETag, AppError> {
    id.checked_mul(2).map(ETag::from).ok_or(AppError)
}

fn fallible_and_optional(Path(id): &Path<u64>) -> Result<Option<ETag>, StatusCode> {
    Ok(id.checked_mul(2).map(ETag::from))
}

fn with_a_response_as_error(Path(_id): &Path<u64>) -> Result<ETag, Response> {
    Err(AppError.into_response())
}

async fn later(Path(id): &Path<u64>) -> ETag {
    tokio::task::yield_now().await;
    ETag::from(*id)
}

async fn later_over_all(
    Path(id): &Path<u64>,
    headers: &HeaderMap,
    State(_db): &State<Db>,
) -> Result<Option<ETag>, AppError> {
    tokio::task::yield_now().await;
    Ok((headers.len() as u64 == *id).then(|| ETag::from(*id)))
}

async fn later_by_value(headers: HeaderMap, State(_db): State<Db>) -> Option<ETag> {
    tokio::task::yield_now().await;
    Some(ETag::from(headers.len() as u64))
}

async fn from_nothing() -> ETag {
    tokio::task::yield_now().await;
    ETag::from(1)
}

fn boxed(Path(id): &Path<u64>) -> std::pin::Pin<Box<dyn Future<Output = ETag> + Send>> {
    let id = *id;
    Box::pin(async move { ETag::from(id) })
}

fn generic<T: Clone + Send + Sync>(State(_state): &State<T>) -> ETag {
    ETag::from(1)
}

const TAG: ETag = ETag::from_static("\"v1\"");

guarded! {
    a lent;
    b by_value;
    c mixed;
    d fallible;
    e fallible_and_optional;
    f with_a_response_as_error;
    g later;
    h later_over_all;
    i later_by_value;
    j from_nothing;
    k boxed;
    l generic::<Db>;
    m || TAG;
    n |Path(id): &Path<u64>| ETag::from(*id);
    o |State(_): State<Db>, Path(id): &Path<u64>| Some(ETag::from(*id));
    p async |Path(id): &Path<u64>| ETag::from(*id);
    q |Path(id): &Path<u64>| {
        let id = *id;
        async move { Ok::<_, AppError>(Some(ETag::from(id))) }
    };
}

fn system_time() -> SystemTime {
    SystemTime::UNIX_EPOCH
}

async fn chrono_time() -> Option<chrono::DateTime<chrono::Utc>> {
    tokio::task::yield_now().await;
    Some(chrono::DateTime::UNIX_EPOCH)
}

fn date(Path(_id): &Path<u64>) -> Result<LastModified, AppError> {
    Ok(LastModified::from(SystemTime::UNIX_EPOCH))
}

#[last_modified(system_time)]
async fn dated_by_system_time() {}

#[last_modified(chrono_time)]
async fn dated_by_chrono() {}

#[condition(etag = later_over_all, last_modified = date)]
async fn both(Path(_id): Path<u64>, State(_db): State<Db>, _headers: HeaderMap) {}

#[condition(last_modified = date, etag = lent)]
async fn in_the_other_order(Path(_id): Path<u64>) {}

pub(crate) fn router() -> Router {
    routes()
        .route("/r", get(dated_by_system_time))
        .route("/s", get(dated_by_chrono))
        .route("/t/{id}", get(both))
        .route("/u/{id}", get(in_the_other_order))
        .with_state(Db)
}
