//! Body extractors wait until the preconditions hold; others do not, and are guarded all the same.

use axum::body::{Body, Bytes};
use axum::extract::rejection::JsonRejection;
use axum::extract::{Form, FromRequest, Multipart, RawForm, Request, State};
use axum::http::StatusCode;
use axum::{Json, Router};
use conditional_axum::{ETag, condition, etag};
use conditional_tests::routing::any;
use conditional_tests::{Call, Probe, Reply};
use http::HeaderMap;
use serde::Deserialize;

use super::App;

fn tag(State(probe): &State<Probe>) -> ETag {
    probe.note("etag");
    ETag::from(7_u64)
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=x";
const PARTS: &str = "--x\r\ncontent-disposition: form-data; name=\"n\"\r\n\r\n5\r\n--x--\r\n";

async fn put(
    router: Router<App>,
    if_match: &str,
    content_type: &str,
    body: &str,
) -> (Reply, Vec<&'static str>) {
    let app = App::default();
    let call = Call::put("/")
        .if_match(if_match)
        .header(http::header::CONTENT_TYPE, content_type);
    let call = call.watched(app.probe.body(body.to_owned()));
    let reply = call.send(&router.with_state(app.clone())).await;
    (reply, app.probe.take())
}

/// The body is read after the validators, and on a 412 not at all.
async fn assert_deferred(router: Router<App>, content_type: &str, body: &str) {
    let (reply, ran) = put(router.clone(), "\"6\"", content_type, body).await;
    reply.precondition_failed("If-Match");
    assert_eq!(ran, ["etag"]);
    let (reply, ran) = put(router, "\"7\"", content_type, body).await;
    reply.status(200).body("5");
    assert_eq!(ran, ["etag", "body", "handler"]);
}

#[derive(Deserialize)]
struct Number {
    n: u64,
}

mod of_axum {
    use super::*;

    macro_rules! deferred {
        ($($test:ident: $content_type:expr, $body:expr, |$pattern:pat_param in $ty:ty| $answer:expr;)*) => {$(
            #[tokio::test]
            async fn $test() {
                #[etag(tag)]
                async fn handler(State(probe): State<Probe>, $pattern: $ty) -> String {
                    probe.note("handler");
                    $answer
                }
                assert_deferred(Router::new().route("/", any(handler)), $content_type, $body).await;
            }
        )*};
    }

    deferred! {
        a_string_waits: "text/plain", "5", |body in String| body;
        bytes_wait: "text/plain", "5", |body in Bytes| String::from_utf8_lossy(&body).into_owned();
        json_waits: JSON, "5", |Json(n) in Json<u64>| n.to_string();
        json_by_its_full_path_waits: JSON, "5", |axum::Json(n) in axum::Json<u64>| n.to_string();
        json_of_a_struct_waits: JSON, "{\"n\":5}", |Json(Number { n }) in Json<Number>| n.to_string();
        a_form_waits: FORM, "n=5", |Form(Number { n }) in Form<Number>| n.to_string();
        a_raw_form_waits: FORM, "n=5", |RawForm(form) in RawForm| String::from_utf8_lossy(&form[2..]).into_owned();
        optional_json_waits: JSON, "5", |n in Option<Json<u64>>| n.map_or_else(String::new, |n| n.to_string());
        a_result_of_json_waits: JSON, "5", |n in Result<Json<u64>, JsonRejection>| n.map_or_else(|e| e.to_string(), |n| n.to_string());
    }

    #[tokio::test]
    async fn a_multipart_form_waits() {
        #[etag(tag)]
        async fn handler(
            State(probe): State<Probe>,
            mut form: Multipart,
        ) -> Result<String, StatusCode> {
            let field = form
                .next_field()
                .await
                .map_err(|e| e.status())?
                .ok_or(StatusCode::BAD_REQUEST)?;
            let text = field.text().await.map_err(|e| e.status())?;
            probe.note("handler");
            Ok(text)
        }
        assert_deferred(Router::new().route("/", any(handler)), MULTIPART, PARTS).await;
    }

    #[tokio::test]
    async fn the_request_itself_waits_and_has_everything_but_the_conditions() {
        #[etag(tag)]
        async fn handler(State(probe): State<Probe>, request: Request) -> String {
            assert!(request.headers().contains_key("content-type"));
            assert!(!request.headers().contains_key("if-match"));
            let body = axum::body::to_bytes(request.into_body(), 100)
                .await
                .unwrap();
            probe.note("handler");
            String::from_utf8_lossy(&body).into_owned()
        }
        assert_deferred(Router::new().route("/", any(handler)), "text/plain", "5").await;
    }

    #[tokio::test]
    async fn the_body_itself_waits() {
        #[etag(tag)]
        async fn handler(State(probe): State<Probe>, body: Body) -> String {
            let body = axum::body::to_bytes(body, 100).await.unwrap();
            probe.note("handler");
            String::from_utf8_lossy(&body).into_owned()
        }
        assert_deferred(Router::new().route("/", any(handler)), "text/plain", "5").await;
    }

    #[tokio::test]
    async fn an_absent_optional_body_is_none() {
        #[etag(tag)]
        async fn handler(State(probe): State<Probe>, n: Option<Json<u64>>) -> String {
            probe.note("handler");
            n.is_none().to_string()
        }
        let app = App::default();
        let router = Router::new()
            .route("/", any(handler))
            .with_state(app.clone());
        let reply = Call::put("/").if_match("\"7\"").send(&router).await;
        reply.status(200).body("true");
        app.probe.ran(&["etag", "handler"]);
    }

    #[tokio::test]
    async fn a_result_gives_the_rejection_to_the_handler() {
        #[etag(tag)]
        async fn handler(
            State(probe): State<Probe>,
            n: Result<Json<u64>, JsonRejection>,
        ) -> (StatusCode, &'static str) {
            probe.note("handler");
            match n {
                Ok(_) => (StatusCode::OK, "5"),
                Err(rejection) => (rejection.status(), "not a number"),
            }
        }
        let router = Router::new().route("/", any(handler));
        let (reply, ran) = put(router, "\"7\"", JSON, "nope").await;
        reply.status(400).body("not a number");
        assert_eq!(ran, ["etag", "body", "handler"]);
    }

    #[tokio::test]
    async fn the_rejection_of_a_deferred_body_is_the_answer() {
        #[etag(tag)]
        async fn handler(State(probe): State<Probe>, Json(n): Json<u64>) -> String {
            probe.note("handler");
            n.to_string()
        }
        let router = Router::new().route("/", any(handler));
        for (content_type, body, status) in
            [(JSON, "nope", 400), (JSON, "\"x\"", 422), (FORM, "5", 415)]
        {
            let (reply, ran) = put(router.clone(), "\"7\"", content_type, body).await;
            reply.status(status).without("etag");
            assert!(!ran.contains(&"handler"), "{ran:?}");
            let (reply, ran) = put(router.clone(), "\"6\"", content_type, body).await;
            reply.precondition_failed("If-Match");
            assert_eq!(ran, ["etag"]);
        }
    }
}

/// An extractor of the application's own that reads the body.
struct Decimal(u64);

impl<S: Send + Sync> FromRequest<S> for Decimal {
    type Rejection = StatusCode;

    async fn from_request(request: Request, state: &S) -> Result<Self, StatusCode> {
        let text = String::from_request(request, state).await;
        let number = text.map_err(|_| StatusCode::BAD_REQUEST)?.parse();
        number
            .map(Self)
            .map_err(|_| StatusCode::UNPROCESSABLE_ENTITY)
    }
}

mod of_ones_own {
    use super::*;

    #[tokio::test]
    async fn marked_as_body_it_waits() {
        #[etag(tag)]
        async fn handler(State(probe): State<Probe>, #[body] Decimal(n): Decimal) -> String {
            probe.note("handler");
            n.to_string()
        }
        assert_deferred(Router::new().route("/", any(handler)), "text/plain", "5").await;
    }

    #[tokio::test]
    async fn marked_as_body_and_alone_it_waits() {
        #[condition(etag = || ETag::from(7_u64))]
        async fn handler(#[body] Decimal(n): Decimal) -> String {
            n.to_string()
        }
        let router = Router::new().route("/", any(handler));
        let (reply, ran) = put(router.clone(), "\"6\"", "text/plain", "5").await;
        reply.precondition_failed("If-Match");
        assert!(ran.is_empty(), "{ran:?}");
        let (reply, ran) = put(router, "\"7\"", "text/plain", "5").await;
        reply.status(200).body("5");
        assert_eq!(ran, ["body"]);
    }

    #[tokio::test]
    async fn unmarked_it_waits_by_its_type() {
        #[etag(tag)]
        async fn handler(State(probe): State<Probe>, Decimal(n): Decimal) -> String {
            probe.note("handler");
            n.to_string()
        }
        assert_deferred(Router::new().route("/", any(handler)), "text/plain", "5").await;
    }

    #[tokio::test]
    async fn a_malformed_upload_with_a_stale_tag_is_a_412_and_not_read() {
        /// An extractor that another one makes, as users derive it.
        #[derive(FromRequest)]
        #[from_request(via(Json))]
        struct ApiJson<T>(T);
        #[etag(tag)]
        async fn derived(State(probe): State<Probe>, ApiJson(n): ApiJson<u64>) -> String {
            probe.note("handler");
            n.to_string()
        }
        type Number = Json<u64>;
        #[etag(tag)]
        async fn aliased(State(probe): State<Probe>, Json(n): Number) -> String {
            probe.note("handler");
            n.to_string()
        }
        #[etag(tag)]
        async fn in_a_tuple(
            State(probe): State<Probe>,
            (_, Json(n)): (HeaderMap, Json<u64>),
        ) -> String {
            probe.note("handler");
            n.to_string()
        }
        for router in [
            Router::new().route("/", any(derived)),
            Router::new().route("/", any(aliased)),
            Router::new().route("/", any(in_a_tuple)),
        ] {
            let (reply, ran) = put(router.clone(), "\"6\"", JSON, "{broken").await;
            reply.precondition_failed("If-Match");
            assert_eq!(ran, ["etag"]);
            let (reply, ran) = put(router.clone(), "\"7\"", JSON, "nope").await;
            reply.status(400);
            assert!(!ran.contains(&"handler"));
            assert_deferred(router, JSON, "5").await;
        }
    }

    #[tokio::test]
    async fn unmarked_a_read_gets_its_304_and_its_validators() {
        #[etag(tag)]
        async fn handler(State(probe): State<Probe>, Decimal(n): Decimal) -> String {
            probe.note("handler");
            n.to_string()
        }
        let app = Router::new()
            .route("/", any(handler))
            .with_state(App::default());
        Call::get("/")
            .body("5")
            .send(&app)
            .await
            .status(200)
            .header("etag", "\"7\"");
        Call::get("/")
            .body("5")
            .if_none_match("\"7\"")
            .send(&app)
            .await
            .not_modified("\"7\"");
    }

    #[tokio::test]
    async fn unmarked_all_lines_of_the_conditions_count() {
        #[etag(tag)]
        async fn handler(State(probe): State<Probe>, Decimal(n): Decimal) -> String {
            probe.note("handler");
            n.to_string()
        }
        let app = Router::new()
            .route("/", any(handler))
            .with_state(App::default());
        let lines = || {
            Call::put("/")
                .body("5")
                .if_match("\"1\"")
                .if_match("\"2\", \"3\"")
        };
        lines().send(&app).await.precondition_failed("If-Match");
        lines()
            .if_match("\"7\"")
            .send(&app)
            .await
            .status(200)
            .body("5");
    }

    #[tokio::test]
    async fn shared_with_a_function_it_is_read_first() {
        #[etag(|Decimal(n): &Decimal| ETag::from(*n + 2))]
        async fn handler(State(probe): State<Probe>, Decimal(n): Decimal) -> String {
            probe.note("handler");
            n.to_string()
        }
        let router = Router::new().route("/", any(handler));
        let (reply, ran) = put(router.clone(), "\"6\"", "text/plain", "5").await;
        reply.precondition_failed("If-Match");
        assert_eq!(ran, ["body"]);
        let (reply, ran) = put(router, "\"7\"", "text/plain", "5").await;
        reply.status(200).body("5");
        assert_eq!(ran, ["body", "handler"]);
    }
}

#[tokio::test]
async fn an_unconditional_read_reads_the_body_after_the_validators() {
    #[etag(tag)]
    async fn handler(State(probe): State<Probe>, headers: HeaderMap, body: String) -> String {
        probe.note("handler");
        format!("{} {body}", headers.len())
    }
    let app = App::default();
    let router = Router::new()
        .route("/", any(handler))
        .with_state(app.clone());
    let reply = Call::get("/")
        .watched(app.probe.body("5"))
        .send(&router)
        .await;
    reply.status(200).header("etag", "\"7\"").body("0 5");
    app.probe.ran(&["etag", "body", "handler"]);
}
