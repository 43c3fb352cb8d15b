//! The handlers themselves: generic, in an `impl` block, under other attributes, of every return type.

use std::fmt::Display;

use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use conditional_axum::{Current, ETag, Resource, condition, etag};
use conditional_tests::Call;
use conditional_tests::routing::{any, get};

use super::{App, Db, assert_guarded};

fn seven() -> ETag {
    ETag::from(7_u64)
}

async fn of_db(State(db): &State<Db>) -> ETag {
    tokio::task::yield_now().await;
    ETag::from(db.0)
}

trait Store: Clone + Send + Sync + 'static {
    fn version(&self) -> u64;
}

impl Store for Db {
    fn version(&self) -> u64 {
        self.0
    }
}

async fn of_store<S: Store>(State(store): &State<S>) -> ETag {
    tokio::task::yield_now().await;
    ETag::from(store.version())
}

mod generic {
    use super::*;

    #[etag(of_store::<S>)]
    async fn with_a_bound<S: Store>(State(_): State<S>) -> &'static str {
        "ok"
    }

    #[condition(etag = of_store)]
    async fn inferred<S>(State(_): State<S>) -> &'static str
    where
        S: Store,
    {
        "ok"
    }

    #[etag(of_store)]
    async fn with_a_body<S: Store, const N: usize>(_: State<S>, body: String) -> String {
        ["ok", &body][usize::from(body.len() > N)].to_owned()
    }

    #[tokio::test]
    async fn handlers_are_guarded() {
        assert_guarded(Router::new().route("/", any(with_a_bound::<Db>)), "/").await;
        assert_guarded(Router::new().route("/", any(inferred::<Db>)), "/").await;
        assert_guarded(Router::new().route("/", any(with_a_body::<Db, 9>)), "/").await;
    }
}

mod in_an_impl_block {
    use super::*;

    struct Api<S>(std::marker::PhantomData<S>);

    impl<S: Store> Api<S> {
        const ANSWER: &'static str = "ok";

        fn tag(State(store): &State<S>) -> Option<ETag> {
            Some(ETag::from(store.version()))
        }

        fn answer(store: &S) -> String {
            assert_eq!(store.version(), 7);
            Self::ANSWER.to_owned()
        }

        #[condition(etag = Self::tag)]
        pub(super) async fn show(State(store): State<S>) -> String {
            Self::answer(&store)
        }

        #[etag(|State(store): &State<S>| ETag::from(store.version()))]
        async fn save(State(store): State<S>, _: String) -> impl IntoResponse + use<S> {
            Self::answer(&store)
        }
    }

    #[tokio::test]
    async fn handlers_may_say_self() {
        assert_guarded(Router::new().route("/", any(Api::<Db>::show)), "/").await;
        assert_guarded(Router::new().route("/", any(Api::<Db>::save)), "/").await;
    }
}

mod under_other_attributes {
    use super::*;

    #[etag(of_db)]
    #[axum::debug_handler(state = App)]
    async fn debug_handler_below(State(_): State<Db>, Path(_): Path<u64>) -> &'static str {
        "ok"
    }

    #[axum::debug_handler(state = App)]
    #[etag(of_db)]
    async fn debug_handler_above(State(_): State<Db>, Path(_): Path<u64>) -> &'static str {
        "ok"
    }

    #[etag(of_app)]
    #[axum::debug_handler]
    async fn debug_handler_that_finds_the_state(State(_): State<App>, body: String) -> String {
        "ok".to_owned() + &body
    }

    fn of_app(State(app): &State<App>) -> ETag {
        ETag::from(app.db.0)
    }

    #[etag(of_db)]
    #[tracing::instrument(skip(db), fields(version = db.0))]
    async fn instrument_below(State(db): State<Db>, Path(id): Path<u64>) -> &'static str {
        assert_eq!(id, db.0);
        "ok"
    }

    #[tracing::instrument(skip_all)]
    #[etag(of_db)]
    async fn instrument_above(State(db): State<Db>, Path(id): Path<u64>) -> &'static str {
        assert_eq!(id, db.0);
        "ok"
    }

    #[etag(of_db)]
    #[tracing::instrument(skip_all, fields(%id))]
    #[axum::debug_handler(state = App)]
    async fn both_below(State(_): State<Db>, Path(id): Path<u64>) -> &'static str {
        assert_eq!(id, 7);
        "ok"
    }

    #[cfg_attr(all(), etag(of_db))]
    async fn attribute_under_cfg(State(_): State<Db>, Path(_): Path<u64>) -> &'static str {
        "ok"
    }

    /// Documented, and with lints relaxed.
    #[condition(etag = of_db)]
    #[allow(
        clippy::unused_async,
        reason = "this attribute must go with the handler"
    )]
    #[must_use]
    async fn documented(
        State(_): State<Db>,
        #[allow(unused_variables, reason = "kept on the parameter")] id: Path<u64>,
    ) -> &'static str {
        "ok"
    }

    #[tokio::test]
    async fn above_and_below_handlers_are_guarded() {
        macro_rules! all {
            ($($handler:ident)*) => {$(
                assert_guarded(Router::new().route("/{id}", any($handler)), "/7").await;
            )*};
        }
        all!(debug_handler_below debug_handler_above instrument_below instrument_above both_below documented attribute_under_cfg);
        assert_guarded(
            Router::new().route("/", any(debug_handler_that_finds_the_state)),
            "/",
        )
        .await;
    }
}

mod returning {
    use super::*;

    #[etag(seven)]
    async fn nothing() {}

    #[etag(seven)]
    async fn unit() -> () {}

    #[etag(seven)]
    async fn an_impl_trait() -> impl IntoResponse {
        (StatusCode::OK, [("x-part", "yes")], "ok")
    }

    #[etag(seven)]
    async fn a_result_of_impl_trait() -> Result<impl IntoResponse, StatusCode> {
        Ok("ok")
    }

    #[etag(seven)]
    async fn a_tuple() -> (StatusCode, &'static str) {
        (StatusCode::OK, "ok")
    }

    #[etag(seven)]
    async fn a_response() -> Response {
        "ok".into_response()
    }

    #[etag(seven)]
    async fn axums_own_result() -> axum::response::Result<String> {
        let number: u8 = "7".parse().map_err(|_| StatusCode::BAD_REQUEST)?;
        assert_eq!(number, 7);
        Ok("ok".into())
    }

    #[etag(seven)]
    async fn early(Path(id): Path<u64>) -> Result<String, (StatusCode, String)> {
        if id == 1 {
            return Err((StatusCode::CONFLICT, "one".into()));
        }
        let two = (id != 2)
            .then_some("ok")
            .ok_or_else(|| (StatusCode::GONE, "two".to_owned()))?;
        Ok(two.into())
    }

    #[tokio::test]
    async fn any_kind_of_response_handlers_are_guarded() {
        macro_rules! all {
            ($($handler:ident)*) => {$(
                assert_guarded(Router::new().route("/", any($handler)), "/").await;
            )*};
        }
        all!(an_impl_trait a_result_of_impl_trait a_tuple a_response axums_own_result);
        assert_guarded(Router::new().route("/{id}", any(early)), "/7").await;
        let app = Router::new()
            .route("/nothing", get(nothing))
            .route("/unit", get(unit));
        for uri in ["/nothing", "/unit"] {
            Call::get(uri)
                .send(&app)
                .await
                .status(200)
                .header("etag", "\"7\"")
                .body("");
            Call::get(uri)
                .if_none_match("\"7\"")
                .send(&app)
                .await
                .not_modified("\"7\"");
        }
    }

    #[tokio::test]
    async fn early_by_return_or_question_mark_leaves_only_the_handler() {
        let app = Router::new().route("/{id}", get(early));
        Call::get("/1")
            .send(&app)
            .await
            .status(409)
            .body("one")
            .without("etag");
        Call::get("/2")
            .send(&app)
            .await
            .status(410)
            .body("two")
            .without("etag");
        Call::get("/1")
            .if_none_match("\"7\"")
            .send(&app)
            .await
            .not_modified("\"7\"");
    }
}

mod named_like_what_is_generated {
    use super::*;

    #[etag(|argument_0: &Path<u64>| ETag::from(argument_0.0))]
    async fn guard(last: Path<u64>, State(response): State<Db>, output: String) -> &'static str {
        let (guard, loaded, taken, argument_0) = (last.0, response.0, output.len(), "ok");
        assert_eq!((guard, loaded, taken), (7, 7, 0));
        argument_0
    }

    #[tokio::test]
    async fn handlers_keep_their_own_names() {
        assert_guarded(Router::new().route("/{id}", any(guard)), "/7").await;
    }

    #[tokio::test]
    async fn types_that_shadow_the_prelude_do_no_harm() {
        mod shadowing {
            use super::{ETag, Path, etag};

            pub(super) struct Result;
            pub(super) struct Option;
            pub(super) struct Some;
            pub(super) struct None;
            pub(super) struct Ok;
            pub(super) struct Err;

            #[etag(|Path(id): &Path<u64>| ETag::from(*id))]
            pub(super) async fn handler(_: Path<u64>, body: std::string::String) -> &'static str {
                let _ = (Result, Option, Some, None, Ok, Err, body);
                "ok"
            }
        }
        assert_guarded(Router::new().route("/{id}", any(shadowing::handler)), "/7").await;
    }
}

#[tokio::test]
async fn a_future_of_a_guarded_handler_can_be_sent_to_another_thread() {
    async fn across_an_await(
        State(db): &State<Db>,
        Path(id): &Path<u64>,
    ) -> Result<Option<ETag>, StatusCode> {
        tokio::task::yield_now().await;
        Ok((db.0 == *id).then(|| ETag::from(db.0)))
    }
    #[etag(across_an_await)]
    async fn handler(Path(_): Path<u64>, State(_): State<Db>, body: String) -> String {
        tokio::task::yield_now().await;
        "ok".to_owned() + &body
    }
    let app = Router::new()
        .route("/{id}", any(handler))
        .with_state(App::default());
    let reply = tokio::spawn(async move { Call::get("/7").send(&app).await });
    reply.await.unwrap().status(200).header("etag", "\"7\"");
}

#[tokio::test]
async fn a_handler_can_be_written_by_a_macro_of_the_application() {
    struct Row(u64);
    impl Resource for Row {
        fn etag(&self) -> Option<ETag> {
            Some(ETag::from(self.0))
        }
    }
    macro_rules! handlers {
        ($($name:ident($id:ident: $ty:ty) $body:block)*) => {$(
            #[condition(resource = |Path(id): &Path<$ty>| Row(*id))]
            async fn $name(Path($id): Path<$ty>, Current(row): Current<Row>) -> String {
                assert_eq!(row.0, $id);
                $body
            }
        )*};
    }
    handlers! {
        show(id: u64) { format!("{}", DisplayOk(id)) }
    }
    struct DisplayOk(u64);
    impl Display for DisplayOk {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str(if self.0 == 7 { "ok" } else { "no" })
        }
    }
    assert_guarded(Router::new().route("/{id}", any(show)), "/7").await;
}

#[tokio::test]
async fn a_function_can_be_handed_through_a_macro_of_the_application() {
    macro_rules! handlers {
        ($($name:ident: $function:expr;)*) => {$(
            #[etag($function)]
            async fn $name(State(_): State<Db>) -> &'static str {
                "ok"
            }
        )*};
    }
    handlers! {
        by_name: of_db;
        by_closure: || ETag::from(7_u64);
    }
    assert_guarded(Router::new().fallback(by_name), "/").await;
    assert_guarded(Router::new().fallback(by_closure), "/").await;
}
