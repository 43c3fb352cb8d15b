//! What a tag reveals, and to whom: each test backs a section of the guide's page on security.

use axum::Router;
use axum::extract::FromRequestParts;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::middleware::map_response;
use axum::response::Response;
use conditional_axum::{ConditionalLayer, ETag, ETagBuilder, condition, etag};
use conditional_tests::routing::{any, get, put};
use conditional_tests::{Call, Probe};
use http::{HeaderMap, HeaderValue, header};

fn seven() -> ETag {
    ETag::from(7)
}

/// The session's name, as a real application would find it by its cookie.
fn session(headers: &HeaderMap) -> &str {
    let cookie = headers.get(header::COOKIE);
    cookie
        .and_then(|value| value.to_str().ok())
        .unwrap_or("nobody")
}

struct Editor;

impl<S: Send + Sync> FromRequestParts<S> for Editor {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, StatusCode> {
        let known = parts.headers.contains_key(header::AUTHORIZATION);
        known.then_some(Self).ok_or(StatusCode::UNAUTHORIZED)
    }
}

#[tokio::test]
async fn an_extractor_protects_the_tag_and_a_check_in_the_body_comes_too_late() {
    #[condition(etag = seven, required)]
    async fn by_extractor(_: Editor) {}

    #[condition(etag = seven, required)]
    async fn in_the_body() -> StatusCode {
        StatusCode::FORBIDDEN
    }

    let app = Router::new()
        .route("/extractor", put(by_extractor))
        .route("/body", put(in_the_body));
    for sent in [
        &[][..],
        &[("if-match", "\"6\"")],
        &[("if-none-match", "\"7\"")],
    ] {
        let reply = Call::put("/extractor").headers(sent).send(&app).await;
        reply.status(401).without("etag").decision(None).body("");
        let reply = Call::put("/body").headers(sent).send(&app).await;
        let status = if sent.is_empty() { 428 } else { 412 };
        reply.status(status).header("etag", "\"7\"");
    }
}

#[tokio::test]
async fn what_must_not_be_known_to_exist_looks_like_what_is_missing() {
    fn tag(headers: &HeaderMap) -> Result<ETag, StatusCode> {
        match session(headers) {
            "owner" => Ok(seven()),
            _ => Err(StatusCode::NOT_FOUND),
        }
    }

    #[condition(etag = tag, required)]
    async fn hidden(_: HeaderMap) {}

    let app = Router::new().route("/hidden", any(hidden));
    for method in ["GET", "PUT", "DELETE"] {
        for (field, value) in [
            ("if-match", "*"),
            ("if-none-match", "\"7\""),
            ("if-none-match", "*"),
        ] {
            let call = Call::new(method, "/hidden").headers(&[(field, value)]);
            let reply = call.send(&app).await;
            reply.status(404).without("etag").decision(None).body("");
        }
    }
    let owner = Call::get("/hidden").header(header::COOKIE, "owner");
    owner
        .if_none_match("\"7\"")
        .send(&app)
        .await
        .not_modified("\"7\"");
}

#[test]
fn a_digest_of_a_guessable_secret_tells_it_and_a_mixed_tag_shows_its_ingredients() {
    let told = ETag::digest("pin=4711");
    let guessed = (0..10_000).find(|guess| ETag::digest(format!("pin={guess:04}")) == told);
    assert_eq!(guessed, Some(4711));

    let mixed = ETagBuilder::new().with(7).with("ada");
    assert_eq!(mixed.strong().to_string(), "\"7.ada\"");
    assert!(!mixed.digest().to_string().contains("ada"));
}

#[tokio::test]
async fn a_page_for_one_reader_is_not_confirmed_to_another() {
    fn of_reader(headers: &HeaderMap) -> ETag {
        ETagBuilder::new().with(7).with(session(headers)).strong()
    }

    #[etag(of_reader, cache_control = "private, no-cache", vary = "Cookie")]
    async fn mixed_in(headers: HeaderMap) -> String {
        format!("hello, {}", session(&headers))
    }

    #[etag(seven)]
    async fn left_out(headers: HeaderMap) -> String {
        format!("hello, {}", session(&headers))
    }

    let app = Router::new()
        .route("/mixed-in", get(mixed_in))
        .route("/left-out", get(left_out));
    let ada = |uri| Call::get(uri).header(header::COOKIE, "ada");
    let bob = |uri| Call::get(uri).header(header::COOKIE, "bob");

    let first = ada("/mixed-in").send(&app).await;
    for reply in [
        &first,
        &ada("/mixed-in").if_none_match("\"7.ada\"").send(&app).await,
    ] {
        reply.header("etag", "\"7.ada\"");
        reply.header("cache-control", "private, no-cache");
        reply.header("vary", "Cookie");
    }
    let other = bob("/mixed-in").if_none_match(first.text_of("etag"));
    other.send(&app).await.status(200).body("hello, bob");

    // The mistake that the page warns of: the second login is shown the first one's page.
    let first = ada("/left-out").send(&app).await;
    let other = bob("/left-out").if_none_match(first.text_of("etag"));
    other.send(&app).await.not_modified("\"7\"");
}

#[tokio::test]
async fn a_tag_of_the_visitor_comes_back_like_a_cookie_and_a_tag_of_the_page_tells_nobody_apart() {
    fn of_visitor(headers: &HeaderMap) -> ETag {
        ETagBuilder::new().with(session(headers)).strong()
    }

    async fn page() -> &'static str {
        "the same for everyone"
    }

    #[etag(of_visitor)]
    async fn tracking(_: HeaderMap) -> &'static str {
        page().await
    }

    #[etag(seven)]
    async fn by_version() -> &'static str {
        page().await
    }

    let app = Router::new()
        .route("/tracking", get(tracking))
        .route("/by-version", get(by_version))
        .route("/by-hash", get(page).layer(ConditionalLayer::new()));
    let tag_for = async |uri, visitor| {
        let reply = Call::get(uri)
            .header(header::COOKIE, visitor)
            .send(&app)
            .await;
        reply.status(200).text_of("etag").to_owned()
    };

    // The mistake that the page warns of. The browser sends this tag after its cookies are gone, too.
    assert_eq!(tag_for("/tracking", "ada").await, "\"ada\"");
    assert_eq!(tag_for("/tracking", "bob").await, "\"bob\"");
    for uri in ["/by-version", "/by-hash"] {
        assert_eq!(
            tag_for(uri, "ada").await,
            tag_for(uri, "bob").await,
            "{uri}"
        );
    }
}

#[tokio::test]
async fn a_token_in_the_page_makes_each_hash_a_new_one_and_a_tag_of_the_session_repeats() {
    use std::sync::atomic::{AtomicU32, Ordering::Relaxed};
    static TOKEN: AtomicU32 = AtomicU32::new(0);

    async fn with_token() -> String {
        format!("<input name=token value={}>", TOKEN.fetch_add(1, Relaxed))
    }

    fn of_session(headers: &HeaderMap) -> ETag {
        ETagBuilder::new().with(7).with(session(headers)).digest()
    }

    #[etag(of_session, cache_control = "private, no-cache", vary = "Cookie")]
    async fn per_session(_: HeaderMap) -> String {
        with_token().await
    }

    let app = Router::new().route("/per-session", get(per_session)).route(
        "/hashed",
        get(with_token).layer::<_, std::convert::Infallible>(ConditionalLayer::new()),
    );
    let first = Call::get("/hashed").send(&app).await;
    let again = Call::get("/hashed").if_none_match(first.text_of("etag"));
    again.send(&app).await.status(200);

    let one = |call: Call| call.header(header::COOKIE, "session-1");
    let first = one(Call::get("/per-session")).send(&app).await;
    let tag = first.text_of("etag").to_owned();
    assert!(!tag.contains("session-1"));
    one(Call::get("/per-session").if_none_match(&tag))
        .send(&app)
        .await
        .not_modified(&tag);
    let other = Call::get("/per-session").header(header::COOKIE, "session-2");
    other.if_none_match(&tag).send(&app).await.status(200);
}

#[tokio::test]
async fn a_policy_with_a_nonce_is_not_renewed_by_a_304() {
    async fn policy(mut response: Response) -> Response {
        if response.status() != StatusCode::NOT_MODIFIED {
            let policy = HeaderValue::from_static("script-src 'nonce-cmFuZG9t'");
            let headers = response.headers_mut();
            headers.insert(header::CONTENT_SECURITY_POLICY, policy);
        }
        response
    }

    #[etag(seven)]
    async fn page() -> &'static str {
        "<script nonce=cmFuZG9t></script>"
    }

    let app = Router::new()
        .route("/", get(page))
        .layer(map_response(policy));
    let full = Call::get("/").send(&app).await;
    full.header("content-security-policy", "script-src 'nonce-cmFuZG9t'");
    let again = Call::get("/").if_none_match("\"7\"").send(&app).await;
    again
        .not_modified("\"7\"")
        .without("content-security-policy");
}

#[tokio::test]
async fn a_long_or_hostile_list_is_answered_and_nothing_of_it_comes_back() {
    #[condition(etag = seven, required)]
    async fn page(probe: axum::extract::State<Probe>) {
        probe.note("handler");
    }

    let probe = Probe::default();
    let app = Router::new()
        .route("/", any(page))
        .with_state(probe.clone());
    let long = "\"hostile\",".repeat(6_000);
    for hostile in [
        long.as_str(),
        "\"hostile",
        "hostile, \"7\"x",
        "W/W/\"7\" hostile",
        &"\"\",".repeat(20_000),
        &",".repeat(60_000),
        "\"<script>hostile</script>\"",
    ] {
        let reply = Call::put("/").if_match(hostile).send(&app).await;
        reply.status(412).header("etag", "\"7\"");
        assert!(!reply.text().contains("hostile"), "{reply:?}");
        probe.ran(&[]);
        let reply = Call::get("/").if_none_match(hostile).send(&app).await;
        reply.status(200);
        probe.ran(&["handler"]);
    }
}

#[tokio::test]
async fn a_required_precondition_is_no_access_control() {
    #[condition(etag = seven, required)]
    async fn save() {}

    let app = Router::new().route("/", put(save));
    let told = Call::put("/").send(&app).await;
    let tag = told.status(428).text_of("etag").to_owned();
    Call::put("/").if_match(&tag).send(&app).await.status(200);
}
