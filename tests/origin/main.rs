//! Guarded pages for real clients and caches to ask for, and counts of what they were answered:
//! `scripts/compare-caches` runs it.
//!
//! A page is `/cached/POLICY/GUARD/NAME` and begins to exist when it is asked for, an hour old. `POST /change`
//! and the page's path is a change of a minute later, `POST /change-now` one of this very moment; `GET /counts`
//! and the path tells what happened. It prints its port, and ends when its standard input does.

#![expect(clippy::print_stdout, reason = "the port has to be told")]

mod pages;

use std::io;
use std::time::{Duration, SystemTime};

use axum::extract::{Path, Request, State};
use axum::http::HeaderName;
use axum::http::header::CACHE_CONTROL;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Json, Router};
use conditional_axum::{ConditionalLayer, ETag, LastModified, condition};
use tokio::io::AsyncReadExt as _;
use tokio::net::TcpListener;

use crate::pages::{Counts, Page, Pages};

/// So much later is a change that nobody has to wait for.
const A_MINUTE: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> io::Result<()> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?.port());
    let mut rest = Vec::new();
    let mut input = tokio::io::stdin();
    tokio::select! {
        served = axum::serve(listener, app()) => served,
        ended = input.read_to_end(&mut rest) => ended.map(|_| ()),
    }
}

fn app() -> Router {
    let pages = Pages::default();
    guarded()
        .layer(from_fn_with_state(pages.clone(), note))
        .route("/change/{*path}", post(change))
        .route("/change-now/{*path}", post(change_now))
        .route("/counts/{*path}", get(counts))
        .with_state(pages)
}

fn guarded() -> Router<Pages> {
    Router::new()
        .route("/cached/{policy}/tag/{name}", get(by_tag))
        .route("/cached/{policy}/weak/{name}", get(by_weak_tag))
        .route("/cached/{policy}/date/{name}", get(by_date))
        .route("/cached/{policy}/both/{name}", get(by_both))
        .route(
            "/cached/{policy}/layer/{name}",
            get(by_layer).layer(ConditionalLayer::new()),
        )
}

#[condition(etag = tag, headers = policy)]
async fn by_tag(page: Page) -> String {
    page.text()
}

#[condition(etag = weak_tag, headers = policy)]
async fn by_weak_tag(page: Page) -> String {
    page.text()
}

#[condition(last_modified = modified, headers = policy)]
async fn by_date(page: Page) -> String {
    page.text()
}

#[condition(etag = tag, last_modified = modified, headers = policy)]
async fn by_both(page: Page) -> String {
    page.text()
}

/// Knows nothing beforehand: the layer makes the tag.
async fn by_layer(page: Page) -> ([(HeaderName, &'static str); 1], String) {
    (policy(&page), page.text())
}

fn tag(page: &Page) -> ETag {
    ETag::from(page.version)
}

fn weak_tag(page: &Page) -> ETag {
    tag(page).into_weak()
}

fn modified(page: &Page) -> LastModified {
    page.modified.into()
}

fn policy(page: &Page) -> [(HeaderName, &'static str); 1] {
    [(CACHE_CONTROL, page.policy)]
}

async fn note(State(pages): State<Pages>, request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    pages.asked(&path, request.headers());
    let response = next.run(request).await;
    pages.answered(&path, &response);
    response
}

async fn change(State(pages): State<Pages>, Path(path): Path<String>) {
    pages.change(&path, |modified| modified + A_MINUTE);
}

async fn change_now(State(pages): State<Pages>, Path(path): Path<String>) {
    pages.change(&path, |_| SystemTime::now());
}

async fn counts(State(pages): State<Pages>, Path(path): Path<String>) -> Json<Counts> {
    Json(pages.counts(&path))
}
