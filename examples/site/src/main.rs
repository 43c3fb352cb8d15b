//! A static site whose tags carry the build's id: `BUILD_ID=$(git rev-parse HEAD) cargo run -p site`.
//!
//! The pages are part of the program, so they change with the build and with nothing else. While a
//! deployment is under way, two builds answer side by side and never confirm each other's pages.

use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse};
use axum::{Router, routing::get};
use conditional_axum::{ETag, ETagBuilder, etag};

/// The id of a build without one is that of the release: set `BUILD_ID` where you deploy.
const BUILD: &str = match option_env!("BUILD_ID") {
    Some(id) => id,
    None => env!("CARGO_PKG_VERSION"),
};

const PAGES: [(&str, &str); 2] = [
    ("", include_str!("../pages/index.html")),
    ("about", include_str!("../pages/about.html")),
];

const STYLE: &str = include_str!("../pages/style.css");

/// Which build answers.
#[derive(Clone, Copy)]
struct Build(&'static str);

fn find(name: &str) -> Option<&'static str> {
    let found = PAGES.iter().find(|(page, _)| *page == name);
    found.map(|(_, text)| *text)
}

/// `None` where there is no such page; every page is as new as the build.
fn page_tag(State(build): &State<Build>, name: Option<&Path<String>>) -> Option<ETag> {
    find(name.map_or("", |Path(name)| name))?;
    Some(ETagBuilder::new().with(build.0).strong())
}

/// Browsers and caches keep the page and ask each time, since its name stays the same.
#[etag(|build: &State<Build>| page_tag(build, None), cache_control = "no-cache")]
async fn index(State(build): State<Build>) -> Result<Html<String>, StatusCode> {
    render(build, "")
}

#[etag(|build: &State<Build>, name: &Path<String>| page_tag(build, Some(name)), cache_control = "no-cache")]
async fn page(
    State(build): State<Build>,
    Path(name): Path<String>,
) -> Result<Html<String>, StatusCode> {
    render(build, &name)
}

fn render(Build(id): Build, name: &str) -> Result<Html<String>, StatusCode> {
    let text = find(name).ok_or(StatusCode::NOT_FOUND)?;
    Ok(Html(text.replace("{build}", id)))
}

/// The build is in the address, so a copy never gets old and nobody asks again.
///
/// A page of another build may ask this one for its style sheet: better the wrong one for a moment
/// than none, but no cache may keep it under that name.
async fn style(State(build): State<Build>, Path(asked): Path<String>) -> impl IntoResponse {
    let policy = if asked == build.0 {
        "public, max-age=31536000, immutable"
    } else {
        "no-store"
    };
    let fields = [
        (header::CONTENT_TYPE, "text/css; charset=utf-8"),
        (header::CACHE_CONTROL, policy),
    ];
    (fields, STYLE)
}

fn app(build: &'static str) -> Router {
    Router::new()
        .route("/", get(index))
        .route("/{page}", get(page))
        .route("/assets/{build}/style.css", get(style))
        .with_state(Build(build))
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:3000").await?;
    axum::serve(listener, app(BUILD)).await
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use axum::response::Response;
    use tower::ServiceExt as _;

    use super::*;

    async fn send(build: &'static str, path: &str, tag: &str) -> Response {
        let request = Request::get(path).header(header::IF_NONE_MATCH, tag);
        let request = request.body(Body::empty()).expect("a request");
        let Ok(response) = app(build).oneshot(request).await;
        response
    }

    async fn body(response: Response) -> String {
        let bytes = to_bytes(response.into_body(), 9999).await.expect("a body");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    #[tokio::test]
    async fn its_pages_answer_conditional_requests_as_the_rfc_says() {
        for path in ["/", "/about"] {
            let check = conditional_axum::testing::check(app("one"), path);
            check.missing("/nowhere").await.assert_passed();
        }
    }

    #[tokio::test]
    async fn every_replica_of_a_build_confirms_its_pages() {
        for path in ["/", "/about"] {
            let first = send("one", path, "\"\"").await;
            assert_eq!(first.headers()[header::ETAG], "\"one\"");
            let again = send("one", path, "\"one\"").await;
            assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
            assert_eq!(again.headers()[header::CACHE_CONTROL], "no-cache");
        }
    }

    #[tokio::test]
    async fn two_builds_side_by_side_never_confirm_each_others_pages() {
        for (build, other) in [("two", "\"one\""), ("one", "\"two\"")] {
            let response = send(build, "/", other).await;
            assert_eq!(response.status(), StatusCode::OK);
            let page = body(response).await;
            assert!(
                page.contains(&format!("/assets/{build}/style.css")),
                "{page}"
            );
        }
    }

    #[tokio::test]
    async fn only_a_builds_own_style_sheet_is_kept() {
        for (asked, policy) in [
            ("one", "public, max-age=31536000, immutable"),
            ("two", "no-store"),
        ] {
            let response = send("one", &format!("/assets/{asked}/style.css"), "\"\"").await;
            assert_eq!(response.status(), StatusCode::OK);
            assert_eq!(response.headers()[header::CACHE_CONTROL], policy);
        }
    }

    #[tokio::test]
    async fn a_page_that_is_not_there_is_not_found_whatever_the_condition() {
        for tag in ["\"one\"", "*"] {
            assert_eq!(send("one", "/x", tag).await.status(), StatusCode::NOT_FOUND);
        }
    }
}
