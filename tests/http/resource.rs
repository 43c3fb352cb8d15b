//! `resource`: one function loads the row, `Current` hands it over.

use std::sync::Arc;
use std::time::{Duration, SystemTime};

use axum::Router;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use chrono::{DateTime, Utc};
use conditional_axum::{Current, ETag, LastModified, Resource, condition};
use conditional_tests::routing::any;
use conditional_tests::{Call, Probe};

/// Not `Clone`: it can only be moved.
struct Row {
    id: u64,
    version: u64,
}

impl Resource for Row {
    fn etag(&self) -> Option<ETag> {
        Some(ETag::from(self.version))
    }

    fn last_modified(&self) -> Option<LastModified> {
        Some(LastModified::from_unix_seconds(self.id.cast_signed()))
    }
}

fn row(id: u64) -> Row {
    Row {
        id,
        version: id + 6,
    }
}

#[derive(Debug)]
struct AppError(StatusCode);

impl axum::response::IntoResponse for AppError {
    fn into_response(self) -> axum::response::Response {
        (self.0, "from the application").into_response()
    }
}

mod loaders {
    use super::*;

    fn plain(Path(id): &Path<u64>) -> Row {
        row(*id)
    }

    async fn plain_async(Path(id): &Path<u64>) -> Row {
        tokio::task::yield_now().await;
        row(*id)
    }

    fn option(Path(id): &Path<u64>) -> Option<Row> {
        (*id < 5).then(|| row(*id))
    }

    async fn option_async(State(probe): &State<Probe>, Path(id): &Path<u64>) -> Option<Row> {
        tokio::task::yield_now().await;
        probe.note("loaded");
        (*id < 5).then(|| row(*id))
    }

    fn result(Path(id): &Path<u64>) -> Result<Row, AppError> {
        if *id < 5 {
            Ok(row(*id))
        } else {
            Err(AppError(StatusCode::GONE))
        }
    }

    async fn result_of_option(
        State(probe): State<Probe>,
        Path(id): &Path<u64>,
    ) -> Result<Option<Row>, AppError> {
        tokio::task::yield_now().await;
        probe.note("loaded");
        match *id {
            9 => Err(AppError(StatusCode::GONE)),
            id => Ok((id < 5).then(|| row(id))),
        }
    }

    macro_rules! handlers {
        ($($name:ident { $($load:tt)* })*) => {$(
            #[condition(resource = $($load)*)]
            async fn $name(
                State(probe): State<Probe>,
                Current(row): Current<Row>,
                Path(id): Path<u64>,
            ) -> String {
                probe.note("handler");
                assert_eq!(row.id, id);
                row.version.to_string()
            }
        )*};
    }

    handlers! {
        by_plain { plain }
        by_plain_async { plain_async }
        by_option { option }
        by_option_async { option_async }
        by_result { result }
        by_result_of_option { result_of_option }
        by_closure { |Path(id): &Path<u64>| row(*id) }
        by_async_closure { async |Path(id): &Path<u64>| Some(row(*id)) }
        by_closure_of_future { |Path(id): &Path<u64>| { let id = *id; async move { Ok::<_, AppError>(row(id)) } } }
    }

    fn app(probe: &Probe) -> Router {
        Router::new()
            .route("/plain/{id}", any(by_plain))
            .route("/plain-async/{id}", any(by_plain_async))
            .route("/option/{id}", any(by_option))
            .route("/option-async/{id}", any(by_option_async))
            .route("/result/{id}", any(by_result))
            .route("/result-of-option/{id}", any(by_result_of_option))
            .route("/closure/{id}", any(by_closure))
            .route("/async-closure/{id}", any(by_async_closure))
            .route("/closure-of-future/{id}", any(by_closure_of_future))
            .with_state(probe.clone())
    }

    #[tokio::test]
    async fn of_every_form_guard_the_handler_and_hand_it_the_row() {
        let probe = Probe::default();
        let app = app(&probe);
        for form in [
            "plain",
            "plain-async",
            "option",
            "option-async",
            "result",
            "result-of-option",
            "closure",
            "async-closure",
            "closure-of-future",
        ] {
            let uri = format!("/{form}/1");
            let reply = Call::get(&uri).send(&app).await;
            reply
                .status(200)
                .header("etag", "\"7\"")
                .header("last-modified", "Thu, 01 Jan 1970 00:00:01 GMT")
                .body("7");
            assert!(probe.take().contains(&"handler"));
            Call::get(&uri)
                .if_none_match("\"7\"")
                .send(&app)
                .await
                .not_modified("\"7\"");
            let stale = Call::put(&uri).if_match("\"6\"");
            stale
                .send(&app)
                .await
                .precondition_failed("If-Match")
                .header("etag", "\"7\"");
            assert!(!probe.take().contains(&"handler"));
            Call::put(&uri)
                .if_match("\"7\"")
                .send(&app)
                .await
                .status(200)
                .body("7");
            assert!(probe.take().contains(&"handler"));
        }
    }

    #[tokio::test]
    async fn that_give_none_say_that_nothing_is_there() {
        let probe = Probe::default();
        let app = app(&probe);
        for form in ["option", "option-async", "result-of-option"] {
            let uri = format!("/{form}/5");
            Call::get(&uri).send(&app).await.status(404);
            Call::put(&uri).if_match("*").send(&app).await.status(404);
            Call::put(&uri)
                .if_none_match("*")
                .send(&app)
                .await
                .status(404);
            assert!(!probe.take().contains(&"handler"));
        }
    }

    #[tokio::test]
    async fn that_fail_give_their_error_as_the_answer() {
        let probe = Probe::default();
        let app = app(&probe);
        for uri in ["/result/9", "/result-of-option/9"] {
            for call in [
                Call::get(uri),
                Call::get(uri).if_none_match("*"),
                Call::put(uri).if_match("*"),
            ] {
                let reply = call.send(&app).await;
                reply
                    .status(410)
                    .body("from the application")
                    .without("etag");
                assert!(!probe.take().contains(&"handler"));
            }
        }
    }
}

mod current {
    use super::*;

    fn load(Path(id): &Path<u64>) -> Option<Row> {
        (*id < 5).then(|| row(*id))
    }

    #[condition(resource = load)]
    async fn first(
        Current(row): Current<Row>,
        Path(_): Path<u64>,
        headers: HeaderMap,
        body: String,
    ) -> String {
        format!("{} {} {body}", row.version, headers.len())
    }

    #[condition(resource = load)]
    async fn in_the_middle(Path(_): Path<u64>, Current(row): Current<Row>, body: String) -> String {
        format!("{} 0 {body}", row.version)
    }

    #[condition(resource = load)]
    async fn last(Path(_): Path<u64>, body: String, Current(row): Current<Row>) -> String {
        format!("{} 0 {body}", row.version)
    }

    #[condition(resource = load)]
    async fn whole(Path(_): Path<u64>, current: Current<Row>, body: String) -> String {
        format!("{} 0 {body}", current.0.version)
    }

    #[condition(resource = load)]
    async fn taken_apart(
        Path(_): Path<u64>,
        Current(Row { version, .. }): Current<Row>,
        body: String,
    ) -> String {
        format!("{version} 0 {body}")
    }

    #[condition(resource = load)]
    async fn by_path(
        Path(_): Path<u64>,
        row: conditional_axum::Current<Row>,
        body: String,
    ) -> String {
        format!("{} 0 {body}", row.0.version)
    }

    #[condition(resource = load)]
    async fn mutable(Path(_): Path<u64>, Current(mut row): Current<Row>, body: String) -> String {
        row.version += 0;
        format!("{} 0 {body}", row.version)
    }

    #[tokio::test]
    async fn may_stand_anywhere_in_the_parameters() {
        let app = Router::new()
            .route("/first/{id}", any(first))
            .route("/middle/{id}", any(in_the_middle))
            .route("/last/{id}", any(last))
            .route("/whole/{id}", any(whole))
            .route("/apart/{id}", any(taken_apart))
            .route("/path/{id}", any(by_path))
            .route("/mutable/{id}", any(mutable));
        for form in [
            "first", "middle", "last", "whole", "apart", "path", "mutable",
        ] {
            let uri = format!("/{form}/1");
            Call::put(&uri)
                .body("b")
                .send(&app)
                .await
                .status(200)
                .body("7 0 b");
            Call::put(&uri)
                .if_match("\"1\"")
                .body("b")
                .send(&app)
                .await
                .status(412);
        }
    }

    #[tokio::test]
    async fn is_not_needed() {
        #[condition(resource = load)]
        async fn show(Path(id): Path<u64>) -> String {
            id.to_string()
        }
        let app = Router::new().route("/{id}", any(show));
        Call::get("/1")
            .send(&app)
            .await
            .status(200)
            .header("etag", "\"7\"")
            .body("1");
        Call::get("/1")
            .if_none_match("\"7\"")
            .send(&app)
            .await
            .not_modified("\"7\"");
    }

    #[tokio::test]
    async fn may_be_shared_behind_a_pointer() {
        #[condition(resource = |State(row): &State<Arc<Row>>| Arc::clone(row))]
        async fn show(State(_): State<Arc<Row>>, Current(row): Current<Arc<Row>>) -> String {
            row.id.to_string()
        }
        let app = Router::new()
            .route("/", any(show))
            .with_state(Arc::new(row(3)));
        Call::get("/")
            .send(&app)
            .await
            .status(200)
            .header("etag", "\"9\"")
            .body("3");
        Call::get("/")
            .if_none_match("\"9\"")
            .send(&app)
            .await
            .not_modified("\"9\"");
    }

    #[tokio::test]
    async fn of_a_generic_row_is_handed_over() {
        trait Rows: Clone + Send + Sync + 'static {
            type Row: Resource + Send + ToString;
            fn row(&self) -> Self::Row;
        }
        #[derive(Clone)]
        struct Numbers;
        struct Number(u8);
        impl std::fmt::Display for Number {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "number {}", self.0)
            }
        }
        impl Resource for Number {
            fn etag(&self) -> Option<ETag> {
                Some(ETag::from(self.0))
            }
        }
        impl Rows for Numbers {
            type Row = Number;
            fn row(&self) -> Number {
                Number(4)
            }
        }
        fn load<R: Rows>(State(rows): &State<R>) -> R::Row {
            rows.row()
        }
        #[condition(resource = load::<R>)]
        async fn show<R: Rows>(State(_): State<R>, Current(row): Current<R::Row>) -> String {
            row.to_string()
        }
        let app = Router::new()
            .route("/", any(show::<Numbers>))
            .with_state(Numbers);
        Call::get("/")
            .send(&app)
            .await
            .header("etag", "\"4\"")
            .body("number 4");
    }
}

mod derived {
    use super::*;

    #[derive(Clone, Resource)]
    struct Entry {
        #[etag]
        version: i64,
        #[last_modified]
        changed_at: DateTime<Utc>,
        title: String,
    }

    #[derive(Clone, Resource)]
    struct Mixed {
        #[etag]
        id: u64,
        #[etag]
        state: String,
        #[last_modified]
        changed_at: Option<SystemTime>,
    }

    #[derive(Clone, Resource)]
    struct Released {
        #[etag]
        version: String,
    }

    #[derive(Clone, Resource)]
    struct Undated(#[etag] u32);

    #[derive(Clone, Resource)]
    struct Generic<T: Clone> {
        #[etag]
        version: u8,
        value: T,
    }

    fn serve<R: Resource + Clone + Send + Sync + 'static>(row: R) -> Router {
        #[condition(resource = |State(row): &State<R>| row.clone())]
        async fn show<R: Resource + Clone + Send + Sync + 'static>(
            State(_): State<R>,
            Current(_): Current<R>,
        ) {
        }
        Router::new().route("/", any(show::<R>)).with_state(row)
    }

    fn entry() -> Entry {
        Entry {
            version: 3,
            changed_at: DateTime::UNIX_EPOCH + chrono::Duration::milliseconds(1500),
            title: "a title".to_owned(),
        }
    }

    #[tokio::test]
    async fn a_version_and_a_timestamp_are_the_validators() {
        let app = serve(entry());
        let reply = Call::get("/").send(&app).await;
        reply
            .header("etag", "\"3\"")
            .header("last-modified", "Thu, 01 Jan 1970 00:00:01 GMT");
        Call::put("/")
            .if_match("\"2\"")
            .send(&app)
            .await
            .status(412);
        Call::put("/")
            .if_match("\"3\"")
            .send(&app)
            .await
            .status(200);
        assert_eq!(entry().title, "a title");
    }

    #[tokio::test]
    async fn a_version_of_text_is_the_tag_as_it_stands_so_a_client_can_make_it_of_the_body() {
        let version = "v1.2".to_owned();
        let app = serve(Released { version });
        let reply = Call::get("/").send(&app).await;
        reply.header("etag", "\"v1.2\"");
        let put = |tag| Call::put("/").if_match(tag).send(&app);
        put("\"v1.2\"").await.status(200);
        put("\"v1.1\"").await.precondition_failed("If-Match");
    }

    #[tokio::test]
    async fn several_fields_make_one_tag_that_each_of_them_changes() {
        let mixed = |id, state: &str| Mixed {
            id,
            state: state.to_owned(),
            changed_at: None,
        };
        let mut tags = Vec::new();
        for row in [mixed(1, "draft"), mixed(2, "draft"), mixed(1, "public")] {
            let reply = Call::get("/").send(&serve(row.clone())).await;
            let tag = reply.without("last-modified").text_of("etag").to_owned();
            Call::get("/")
                .if_none_match(&tag)
                .send(&serve(row))
                .await
                .not_modified(&tag);
            tags.push(tag);
        }
        tags.sort();
        tags.dedup();
        assert_eq!(tags.len(), 3);
    }

    #[tokio::test]
    async fn an_optional_timestamp_that_is_there_is_sent() {
        let row = Mixed {
            id: 1,
            state: String::new(),
            changed_at: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(60)),
        };
        let reply = Call::get("/").send(&serve(row)).await;
        reply.header("last-modified", "Thu, 01 Jan 1970 00:01:00 GMT");
    }

    #[tokio::test]
    async fn a_tuple_struct_and_a_generic_one_can_be_derived() {
        Call::get("/")
            .send(&serve(Undated(5)))
            .await
            .header("etag", "\"5\"")
            .without("last-modified");
        let generic = Generic {
            version: 6,
            value: "x",
        };
        assert_eq!(generic.value, "x");
        Call::get("/")
            .send(&serve(generic))
            .await
            .header("etag", "\"6\"");
    }
}
