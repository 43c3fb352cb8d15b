//! Validator functions take any of the handler's extractors, in any order.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{
    Extension, FromRequestParts, MatchedPath, OriginalUri, Path, Query, RawQuery, State,
};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, Uri, Version};
use conditional_axum::{ETag, LastModified, condition, etag};
use conditional_tests::Probe;
use conditional_tests::routing::any;

use super::{App, Db, assert_guarded};

type Terms = HashMap<String, String>;

fn seven() -> ETag {
    ETag::from(7_u64)
}

/// Takes its validator function's name, and what follows it.
macro_rules! guarded {
    ($test:ident { $($validator:tt)* } $($parameter:tt)*) => {
        #[tokio::test]
        async fn $test() {
            #[etag($($validator)*)]
            async fn handler($($parameter)*) -> &'static str {
                "ok"
            }
            let router = Router::new().route("/entry/{id}", any(handler));
            assert_guarded(router, "/entry/7?page=2").await;
        }
    };
}

guarded! { no_extractor_at_all { seven } }

guarded! { none_of_many { seven }
_: Path<u64>, _: State<Db>, _: Query<Terms>, _: HeaderMap }

fn of_first(Path(id): &Path<u64>) -> ETag {
    ETag::from(*id)
}
guarded! { the_first { of_first } Path(_): Path<u64>, State(_): State<Db>, _: HeaderMap }
guarded! { the_only_one { of_first } Path(_): Path<u64> }
guarded! { the_one_in_the_middle { of_first } State(_): State<Db>, Path(_): Path<u64>, _: HeaderMap }
guarded! { the_last { of_first } State(_): State<Db>, _: HeaderMap, Path(_): Path<u64> }

async fn of_two(State(db): &State<Db>, Path(id): &Path<u64>) -> ETag {
    tokio::task::yield_now().await;
    assert_eq!(db.0, *id);
    ETag::from(db.0)
}
guarded! { two_in_the_same_order { of_two } _: State<Db>, _: Path<u64> }
guarded! { two_in_the_other_order { of_two } _: Path<u64>, _: State<Db> }
guarded! { two_with_others_between { of_two } _: Path<u64>, _: HeaderMap, _: Query<Terms>, _: State<Db> }

async fn of_six(
    version: &Version,
    Query(terms): &Query<Terms>,
    method: &Method,
    State(db): &State<Db>,
    headers: &HeaderMap,
    Path(id): &Path<u64>,
) -> Option<ETag> {
    tokio::task::yield_now().await;
    assert_eq!(*version, Version::HTTP_11);
    assert!(headers.len() < 2 && (*method == Method::GET || *method == Method::PUT));
    (terms["page"] == "2" && *id == 7).then(|| ETag::from(db.0))
}
guarded! { six_in_another_order { of_six }
_: Path<u64>, _: HeaderMap, _: State<Db>, _: Method, _: Query<Terms>, _: Version }

fn by_value(State(db): State<Db>) -> ETag {
    ETag::from(db.0)
}
guarded! { by_value_where_it_can_be_cloned { by_value } _: Path<u64>, _: State<Db> }

fn mixed(State(db): State<Db>, Path(id): &Path<u64>, headers: HeaderMap, uri: &Uri) -> ETag {
    assert!(headers.len() < 2 && uri.query() == Some("page=2") && db.0 == *id);
    ETag::from(*id)
}
guarded! { some_by_value_and_some_by_reference { mixed }
_: Uri, _: Path<u64>, _: HeaderMap, _: State<Db> }

guarded! { a_closure { |Path(id): &Path<u64>| ETag::from(*id) } _: State<Db>, _: Path<u64> }
guarded! { a_closure_with_a_block { |Path(id): &Path<u64>, State(db): &State<Db>| {
    let version = *id;
    (version == db.0).then(|| ETag::from(version))
} } _: State<Db>, _: Path<u64> }
guarded! { a_closure_by_value { |State(db): State<Db>| ETag::from(db.0) } _: State<Db> }
guarded! { a_closure_without_parameters { || ETag::from(7_u64) } _: State<Db> }
guarded! { an_async_closure { async |Path(id): &Path<u64>| {
    tokio::task::yield_now().await;
    ETag::from(*id)
} } _: Path<u64>, _: State<Db> }
guarded! { an_async_closure_without_parameters { async || ETag::from(7_u64) } _: State<Db> }
guarded! { a_closure_that_returns_a_future { |Path(id): &Path<u64>| {
    let id = *id;
    async move { Some(ETag::from(id)) }
} } _: Path<u64> }
guarded! { a_path_of_several_segments { super::sharing::validators::in_a_module } _: Path<u64> }
guarded! { an_associated_function { Db::tag } _: State<Db> }
guarded! { a_generic_function { of_any::<u64, _> } _: Path<u64>, _: State<Db> }

mod validators {
    use super::{ETag, Path};

    pub(super) fn in_a_module(Path(id): &Path<u64>) -> ETag {
        ETag::from(*id)
    }
}

impl Db {
    async fn tag(State(db): &State<Self>) -> ETag {
        ETag::from(db.0)
    }
}

fn of_any<I: Copy + Into<u64>, D>(Path(id): &Path<I>, State(_): &State<D>) -> ETag {
    ETag::from((*id).into())
}

guarded! { an_optional_extractor { |path: &Option<MatchedPath>| {
    path.as_ref().map(|path| ETag::from(path.as_str().len() as u64 - 4))
} } _: Path<u64>, _: Option<MatchedPath> }

guarded! { two_of_the_same_extractor_with_different_types {
    |Path(id): &Path<u64>, Path(text): &Path<String>| (*text == id.to_string()).then(|| ETag::from(*id))
} _: Path<String>, _: Path<u64> }

guarded! { the_same_extractor_twice {
    |Path(id): &Path<u64>| ETag::from(*id)
} _: Path<u64>, _: Path<u64> }

/// An alias, which the macro cannot see through but the compiler can.
type Id = Path<u64>;
guarded! { a_type_under_an_alias { of_first } _: Id, _: State<Db> }
guarded! { a_type_by_its_full_path { of_first } _: axum::extract::Path<u64>, _: State<Db> }

/// An extractor of the application's own.
#[derive(Clone)]
struct Locale(&'static str);

impl<S: Send + Sync> FromRequestParts<S> for Locale {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(_: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self("de"))
    }
}

guarded! { an_extractor_of_ones_own_in_front { |l: &Locale| (l.0 == "de").then(seven) } _: Locale, _: State<Db> }
guarded! { an_extractor_of_ones_own_at_the_end { |l: &Locale| (l.0 == "de").then(seven) } _: State<Db>, _: Locale }
guarded! { an_extractor_of_ones_own_alone { |l: Locale| (l.0 == "de").then(seven) } _: Locale }
guarded! { a_result_of_an_extractor { |l: &Result<Locale, std::convert::Infallible>| l.is_ok().then(seven) } _: State<Db>, _: Result<Locale, std::convert::Infallible> }

#[tokio::test]
async fn sixteen_extractors_of_which_the_function_takes_the_last_the_first_and_one_between() {
    #[condition(
        etag = |locale: &Locale, State(db): &State<Db>, Path(id): &Path<u64>| {
            (locale.0 == "de" && db.0 == *id).then(seven)
        },
        last_modified = |State(probe): &State<Probe>| { probe.note("date"); LastModified::from_unix_seconds(0) }
    )]
    async fn handler(
        _: State<Db>,
        _: Method,
        _: Uri,
        _: Version,
        _: HeaderMap,
        _: RawQuery,
        _: OriginalUri,
        _: Path<u64>,
        _: MatchedPath,
        _: Option<Extension<u8>>,
        _: Query<Terms>,
        _: State<App>,
        _: Option<MatchedPath>,
        _: Query<Vec<(String, String)>>,
        _: State<Probe>,
        _: Locale,
    ) -> &'static str {
        "ok"
    }
    let router = Router::new().route("/entry/{id}", any(handler));
    assert_guarded(router, "/entry/7?page=2").await;
}

#[tokio::test]
async fn sixteen_extractors_with_a_state_or_a_body_at_the_end() {
    #[etag(seven)]
    #[rustfmt::skip]
    async fn state_last(
        _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method,
        _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: State<Db>,
    ) -> &'static str {
        "ok"
    }
    #[etag(seven)]
    #[rustfmt::skip]
    async fn body_last(
        _: State<Db>, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method,
        _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: Method, _: String,
    ) -> &'static str {
        "ok"
    }
    assert_guarded(Router::new().route("/", any(state_last)), "/").await;
    assert_guarded(Router::new().route("/", any(body_last)), "/").await;
}

#[tokio::test]
async fn a_function_of_sixteen_parameters() {
    #[rustfmt::skip]
    fn all(
        _: &Method, _: &Uri, _: &Version, _: &HeaderMap, State(db): &State<Db>, _: &Method, _: &Uri, _: &Version,
        _: &HeaderMap, _: Method, _: Uri, _: Version, _: HeaderMap, _: State<Db>, _: &Uri, _: &Method,
    ) -> ETag {
        ETag::from(db.0)
    }
    #[etag(all)]
    async fn handler(_: HeaderMap, _: Method, _: State<Db>, _: Uri, _: Version) -> &'static str {
        "ok"
    }
    assert_guarded(Router::new().route("/", any(handler)), "/").await;
}

#[tokio::test]
async fn every_extractor_runs_once() {
    struct Counted;
    impl FromRequestParts<App> for Counted {
        type Rejection = std::convert::Infallible;
        async fn from_request_parts(_: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
            app.probe.note("extracted");
            Ok(Self)
        }
    }
    #[condition(etag = |_: &Counted| seven(), last_modified = |_: &Counted| LastModified::from_unix_seconds(0))]
    async fn first(_: Counted, _: State<Db>) {}
    #[condition(etag = |_: &Counted| seven(), last_modified = |_: &Counted| LastModified::from_unix_seconds(0))]
    async fn last(_: State<Db>, _: Counted) {}
    let app = App::default();
    let router = Router::new()
        .route("/first", any(first))
        .route("/last", any(last))
        .with_state(app.clone());
    for uri in ["/first", "/last"] {
        conditional_tests::Call::get(uri)
            .send(&router)
            .await
            .status(200);
        app.probe.ran(&["extracted"]);
    }
}
