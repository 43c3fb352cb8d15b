//! Every shape of handler.

#![deny(warnings)]

use std::borrow::Cow;
use std::collections::HashMap;

use axum::extract::rejection::MatchedPathRejection;
use axum::extract::{
    Extension, FromRequest, FromRequestParts, MatchedPath, Multipart, OriginalUri, Path, Query,
    RawPathParams, RawQuery, Request, State,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, StatusCode, Uri, Version};
use axum::response::{Html, IntoResponse, Redirect};
use axum::routing::{get, put};
use axum::{Json, Router};
use conditional_axum::{ETag, Preconditions, condition, etag};

#[derive(Clone)]
struct Db;

fn tag() -> ETag {
    ETag::from(1)
}

fn tag_of_id(Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}

#[etag(tag)]
async fn nothing() {}

#[etag(tag)]
async fn state_alone(State(_db): State<Db>) -> &'static str {
    "text"
}

#[etag(tag_of_id)]
async fn extractors_then_state(Path(id): Path<u64>, State(_db): State<Db>) -> Html<String> {
    Html(id.to_string())
}

#[etag(tag_of_id)]
async fn fails(Path(id): Path<u64>) -> Result<String, StatusCode> {
    let doubled = id.checked_mul(2).ok_or(StatusCode::NOT_FOUND)?;
    if doubled == 4 {
        return Err(StatusCode::GONE);
    }
    Ok(doubled.to_string())
}

#[etag(tag_of_id)]
async fn hides_its_type(Path(id): Path<u64>) -> Result<impl IntoResponse, StatusCode> {
    if id == 1 {
        return Err(StatusCode::GONE);
    }
    Ok(([("x-id", id.to_string())], "text"))
}

#[etag(tag)]
async fn redirects() -> Redirect {
    Redirect::to("/")
}

#[etag(tag_of_id)]
async fn reads_json(Path(id): Path<u64>, Json(change): Json<HashMap<String, u64>>) -> String {
    format!("{id} {change:?}")
}

#[etag(tag)]
async fn reads_a_form(axum::Form(change): axum::Form<HashMap<String, u64>>) -> String {
    format!("{change:?}")
}

#[etag(tag)]
async fn reads_files(mut files: Multipart) -> Result<(), StatusCode> {
    while files
        .next_field()
        .await
        .map_err(|_| StatusCode::BAD_REQUEST)?
        .is_some()
    {}
    Ok(())
}

#[etag(tag)]
async fn reads_perhaps(change: Option<Json<u64>>) -> String {
    format!("{}", change.is_some())
}

#[etag(tag)]
async fn takes_the_request(_method: Method, request: Request) -> String {
    request.uri().to_string()
}

struct Raw(String);

impl<S: Send + Sync> FromRequest<S> for Raw {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Self, StatusCode> {
        let text = String::from_request(request, state).await;
        text.map(Self).map_err(|_| StatusCode::BAD_REQUEST)
    }
}

#[etag(tag_of_id)]
async fn reads_by_an_own_extractor(Path(_id): Path<u64>, Raw(text): Raw) -> String {
    text
}

#[etag(tag_of_id)]
async fn reads_by_a_marked_extractor(Path(_id): Path<u64>, #[body] Raw(text): Raw) -> String {
    text
}

struct User(String);

impl<S: Send + Sync> FromRequestParts<S> for User {
    type Rejection = StatusCode;

    async fn from_request_parts(_parts: &mut Parts, _state: &S) -> Result<Self, StatusCode> {
        Ok(Self("somebody".into()))
    }
}

#[etag(|User(name): &User| ETag::strong(name).ok())]
async fn by_an_own_extractor(User(name): User) -> String {
    name
}

#[etag(tag)]
async fn checks_once_more(
    preconditions: Preconditions,
    mut headers: HeaderMap,
) -> impl IntoResponse {
    headers.clear();
    let _ = preconditions;
}

#[etag(tag_of_id)]
async fn takes_one_type_twice(Path(id): Path<u64>, Path(same): Path<u64>) -> String {
    format!("{id} {same}")
}

type Id = Path<u64>;

#[etag(tag_of_id)]
async fn by_an_alias(id: Id) -> String {
    id.to_string()
}

trait Store: Clone + Send + Sync + 'static {
    fn version(&self) -> u64;
}

impl Store for Db {
    fn version(&self) -> u64 {
        1
    }
}

async fn tag_of_store<S: Store>(State(store): &State<S>) -> ETag {
    ETag::from(store.version())
}

#[etag(tag_of_store::<S>)]
async fn generic<S>(State(store): State<S>) -> String
where
    S: Store,
{
    store.version().to_string()
}

struct Api<S>(std::marker::PhantomData<S>);

impl<S: Store> Api<S> {
    fn tag(State(store): &State<S>) -> Option<ETag> {
        Some(ETag::from(store.version()))
    }

    #[condition(etag = Self::tag)]
    async fn show(State(store): State<S>) -> impl IntoResponse {
        Self::render(store.version())
    }

    fn render(version: u64) -> String {
        version.to_string()
    }
}

mod pages {
    use axum::extract::Path;

    /// Documented, and of its own visibility.
    #[conditional_axum::etag(super::tag_of_id)]
    pub(crate) async fn show(Path(id): Path<u64>) -> String {
        id.to_string()
    }
}

#[etag(tag)]
async fn sixteen(
    State(_): State<Db>,
    Path(_): Path<u64>,
    _: Method,
    _: Uri,
    _: Version,
    _: HeaderMap,
    _: RawQuery,
    _: OriginalUri,
    _: MatchedPath,
    _: Extension<u8>,
    _: RawPathParams,
    _: Query<HashMap<String, String>>,
    _: User,
    _: Option<MatchedPath>,
    _: Result<MatchedPath, MatchedPathRejection>,
    body: String,
) -> String {
    body
}

#[etag(tag_of_id)]
async fn without_a_parameter_on_some_platforms(
    #[cfg(not(unix))] _method: Method,
    Path(id): Path<u64>,
    #[cfg(unix)] _uri: Uri,
    #[cfg(miri)] body: String,
) -> String {
    id.to_string()
}

#[etag(tag)]
async fn borrows_for_as_long_as_you_like<'a>() -> Cow<'a, str> {
    Cow::Borrowed("text")
}

fn tag_of_json(Json(version): &Json<u64>) -> ETag {
    ETag::from(*version)
}

#[etag(tag_of_json)]
async fn shares_its_body(Path(id): Path<u64>, Json(version): Json<u64>) -> String {
    format!("{id} {version}")
}

#[etag(|Path(id): &Path<u64>| async move { ETag::from(*id) })]
async fn by_a_closure_around_an_async_block(Path(id): Path<u64>) -> String {
    id.to_string()
}

pub(crate) fn router() -> Router {
    Router::new()
        .route("/1", get(nothing).put(state_alone))
        .route("/2/{id}", get(extractors_then_state).put(fails))
        .route("/3/{id}", get(hides_its_type).put(reads_json))
        .route("/4", get(redirects).put(reads_a_form).post(reads_files))
        .route("/5", put(reads_perhaps).post(takes_the_request))
        .route(
            "/6/{id}",
            put(reads_by_an_own_extractor).post(reads_by_a_marked_extractor),
        )
        .route("/7", get(by_an_own_extractor).put(checks_once_more))
        .route("/8/{id}", get(takes_one_type_twice).put(by_an_alias))
        .route("/9", get(generic::<Db>).put(Api::<Db>::show))
        .route("/10/{id}", get(pages::show).put(sixteen))
        .route("/11/{id}", get(without_a_parameter_on_some_platforms))
        .route("/12", get(borrows_for_as_long_as_you_like))
        .route("/13/{id}", put(shares_its_body))
        .route("/14/{id}", get(by_a_closure_around_an_async_block))
        .with_state(Db)
}
