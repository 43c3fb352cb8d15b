//! What a validator function may return, and what becomes of its errors.

use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use chrono::{DateTime, FixedOffset, Utc};
use conditional_axum::{ETag, LastModified, condition, last_modified};
use conditional_tests::Call;
use conditional_tests::routing::any;

use super::{App, assert_guarded};

#[derive(Debug)]
struct AppError;

impl IntoResponse for AppError {
    fn into_response(self) -> Response {
        (StatusCode::BAD_GATEWAY, "upstream").into_response()
    }
}

fn seven() -> ETag {
    ETag::from(7_u64)
}

#[tokio::test]
async fn a_tag_in_every_wrapping_sync_and_async() {
    macro_rules! all {
        ($($value:expr),* $(,)?) => {$(
            {
                #[condition(etag = || $value)]
                async fn now() -> &'static str {
                    "ok"
                }
                #[condition(etag = async || { tokio::task::yield_now().await; $value })]
                async fn later() -> &'static str {
                    "ok"
                }
                assert_guarded(Router::new().route("/", any(now)), "/").await;
                assert_guarded(Router::new().route("/", any(later)), "/").await;
            }
        )*};
    }
    all!(
        seven(),
        Some(seven()),
        Ok::<_, AppError>(seven()),
        Ok::<_, AppError>(Some(seven())),
        Ok::<_, StatusCode>(seven()),
        Ok::<_, (StatusCode, String)>(Some(seven())),
        Ok::<_, Response>(seven()),
    );
}

#[tokio::test]
async fn a_date_in_every_type_and_wrapping() {
    const FIRST_MINUTE: &str = "Thu, 01 Jan 1970 00:01:00 GMT";
    macro_rules! all {
        ($($value:expr),* $(,)?) => {$(
            {
                #[last_modified(|| $value)]
                async fn now() {}
                #[last_modified(async || $value)]
                async fn later() {}
                let app = Router::new().route("/now", any(now)).route("/later", any(later));
                for uri in ["/now", "/later"] {
                    let reply = Call::get(uri).send(&app).await;
                    reply.status(200).header("last-modified", FIRST_MINUTE);
                    let reply = Call::get(uri).if_modified_since(FIRST_MINUTE).send(&app).await;
                    reply.status(304).header("last-modified", FIRST_MINUTE);
                }
            }
        )*};
    }
    fn system_time() -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_millis(60_999)
    }
    fn date() -> DateTime<Utc> {
        system_time().into()
    }
    all!(
        LastModified::from_unix_seconds(60),
        system_time(),
        date(),
        date().with_timezone(&FixedOffset::east_opt(7200).unwrap()),
        Some(date()),
        Some(system_time()),
        Some(LastModified::from_unix_seconds(60)),
        Ok::<_, AppError>(date()),
        Ok::<_, AppError>(Some(date())),
        Ok::<_, StatusCode>(Some(system_time())),
    );
}

#[tokio::test]
async fn an_error_of_any_type_is_the_answer_and_the_handler_does_not_run() {
    macro_rules! all {
        ($($status:literal $body:literal $value:expr;)*) => {$(
            {
                #[condition(etag = || Err::<ETag, _>($value))]
                async fn by_tag() { panic!("the handler ran") }
                #[condition(etag = async || Err::<Option<ETag>, _>($value))]
                async fn by_option() { panic!("the handler ran") }
                #[condition(last_modified = || Err::<DateTime<Utc>, _>($value))]
                async fn by_date() { panic!("the handler ran") }
                #[condition(etag = || None::<ETag>, last_modified = async || Err::<SystemTime, _>($value))]
                async fn by_both() { panic!("the handler ran") }
                let app = Router::new()
                    .route("/tag", any(by_tag))
                    .route("/option", any(by_option))
                    .route("/date", any(by_date))
                    .route("/both", any(by_both));
                for uri in ["/tag", "/option", "/date", "/both"] {
                    for call in [
                        Call::get(uri),
                        Call::get(uri).if_none_match("*"),
                        Call::put(uri).if_match("*"),
                    ] {
                        let reply = call.send(&app).await;
                        reply.status($status).body($body).without("etag").without("last-modified");
                    }
                }
            }
        )*};
    }
    all!(
        502 "upstream" AppError;
        503 "" StatusCode::SERVICE_UNAVAILABLE;
        404 "no such entry" (StatusCode::NOT_FOUND, "no such entry");
        303 "" Redirect::to("/login");
        410 "gone" (StatusCode::GONE, "gone".to_owned()).into_response();
    );
}

#[tokio::test]
async fn a_handlers_result_keeps_its_error() {
    #[condition(etag = seven)]
    async fn handler(method: axum::http::Method) -> Result<&'static str, AppError> {
        if method == axum::http::Method::POST {
            Err(AppError)
        } else {
            Ok("ok")
        }
    }
    let router: Router<App> = Router::new().route("/", any(handler));
    assert_guarded(router.clone(), "/").await;
    let app = router.with_state(App::default());
    Call::post("/")
        .send(&app)
        .await
        .status(502)
        .body("upstream")
        .without("etag");
}

#[tokio::test]
async fn a_reference_to_a_tag_will_do() {
    #[condition(etag = |State(tag): &State<ETag>| Some(tag.clone()))]
    async fn cloned(_: State<ETag>) -> &'static str {
        "ok"
    }
    fn lent(State(tag): &State<ETag>) -> &ETag {
        tag
    }
    #[condition(etag = lent)]
    async fn by_reference(_: State<ETag>) -> &'static str {
        "ok"
    }
    let app = Router::new()
        .route("/cloned", any(cloned))
        .route("/lent", any(by_reference))
        .with_state(seven());
    for uri in ["/cloned", "/lent"] {
        Call::get(uri).send(&app).await.header("etag", "\"7\"");
    }
}

#[tokio::test]
async fn a_text_that_is_no_tag_is_the_servers_fault() {
    #[condition(etag = || ETag::strong("with a space"))]
    async fn handler() -> &'static str {
        "ok"
    }
    let app = Router::new().route("/", any(handler));
    Call::get("/").send(&app).await.status(500).without("etag");
}
