//! What the macros generate, as formatted Rust in `tests/expansions`.
//!
//! `EXPANSIONS=overwrite cargo test -p conditional-macros` writes the files anew.

use std::path::Path;

use proc_macro2::TokenStream;
use quote::quote;

use crate::condition::expand;
use crate::parse::args::Attribute;

#[test]
fn a_handler_without_parameters() {
    let item = quote! {
        /// Documentation.
        pub async fn show() -> &'static str { "text" }
    };
    assert_expansion(
        "without_parameters",
        expand(Attribute::ETag, &quote!(tag), &item),
    );
}

#[test]
fn both_validators_and_a_policy() {
    let args = quote!(
        etag = tag,
        last_modified = async |Path(id): &Path<u64>| modified(*id).await,
        cache_control = "no-cache",
        vary = VARY
    );
    let item = quote! {
        #[debug_handler(state = App)]
        async fn show(State(db): State<Db>, Path(id): Path<u64>) -> Result<impl IntoResponse, Error> {
            Ok(db.page(id).await?)
        }
    };
    assert_expansion(
        "both_validators",
        expand(Attribute::Condition, &args, &item),
    );
}

#[test]
fn a_generic_handler() {
    let item = quote! {
        async fn save<S: Store>(
            State(store): State<S>,
            #[allow(unused)] Path(id): Path<u64>,
            Json(change): Json<Change>,
        ) -> StatusCode
        where
            S: Clone,
        {
            store.save(id, change).await
        }
    };
    assert_expansion(
        "generic_handler",
        expand(Attribute::ETag, &quote!(tag::<S>), &item),
    );
}

#[test]
fn a_loaded_row_in_the_hand_of_the_handler() {
    let item = quote! {
        async fn save(Path(id): Path<u64>, Current(row): Current<Row>, body: String) -> String {
            format!("{id} {} {body}", row.version)
        }
    };
    assert_expansion(
        "resource",
        expand(
            Attribute::Condition,
            &quote!(resource = load, required),
            &item,
        ),
    );
}

#[test]
fn a_loaded_row_that_the_functions_and_the_handler_take() {
    let args = quote!(
        resource = load,
        headers = fields,
        applied = |row: &Row, change: &Json<Change>| row.has(change),
        extract(State<Db>, HeaderMap),
        weak_if_match,
        bare_tags
    );
    let with_current = quote! {
        async fn save(Path(id): Path<u64>, current: Current<Row>, change: Json<Change>) -> Result<(StatusCode, impl IntoResponse), Error> {
            store(id, current, change).await
        }
    };
    let without = quote! {
        async fn save(Path(id): Path<u64>, change: Json<Change>) -> String { store(id, change).await }
    };
    for (case, item) in [
        ("row_for_all", with_current),
        ("row_for_functions", without),
    ] {
        assert_expansion(case, expand(Attribute::Condition, &args, &item));
    }
}

#[test]
fn the_row_outlives_the_question_only_where_another_function_takes_it() {
    let item = quote! { async fn save(body: String) -> String { body } };
    for (args, outlives) in [
        (quote!(resource = load), false),
        (quote!(resource = load, headers = fields), true),
        (quote!(resource = load, applied = in_place), true),
    ] {
        let expanded = expand(Attribute::Condition, &args, &item).to_string();
        assert_eq!(expanded.contains("let loaded = if"), outlives, "{args}");
    }
}

#[test]
fn a_range_and_a_marked_body_wait_for_the_decision() {
    let range = quote! {
        #[debug_handler]
        async fn show<'a>(Path(id): Path<&'a str>, mut range: Option<TypedHeader<Range>>) -> [impl IntoResponse + 'a; 2] {
            parts(id, range)
        }
    };
    let args = quote!(
        etag = tag,
        last_modified = date,
        headers = fields,
        extract(State<App>)
    );
    let body = quote! {
        pub(crate) async fn save(range: Option<TypedHeader<Range>>, #[body] upload: Upload) { store(upload).await }
    };
    for (case, item, args) in [
        ("range", range, args),
        ("marked_body", body, quote!(etag = tag)),
    ] {
        assert_expansion(case, expand(Attribute::Condition, &args, &item));
    }
}

#[cfg(feature = "utoipa-6")]
#[test]
fn a_documented_handler() {
    let item = quote! {
        /// One entry.
        #[utoipa::path(get, path = "/entries/{id}", responses((status = 200, body = String)))]
        pub async fn show(Path(id): Path<u64>) -> String { text(id) }
    };
    assert_expansion("documented", expand(Attribute::ETag, &quote!(tag), &item));
}

#[test]
fn a_stand_in_after_a_mistake() {
    let item = quote! {
        pub(crate) fn save(Json(change): Json<Change>, Path(id): Path<u64>) -> String { change.text(id) }
    };
    assert_expansion(
        "mistake",
        expand(Attribute::Condition, &quote!(etag = tag()), &item),
    );
}

#[test]
fn a_derived_resource() {
    let item = quote! {
        struct Row<T> {
            #[etag]
            version: i64,
            #[etag]
            revision: T,
            #[last_modified]
            updated_at: SystemTime,
        }
    };
    assert_expansion("derive_resource", crate::resource::expand(item));
}

#[track_caller]
fn assert_expansion(case: &str, expanded: TokenStream) {
    let file = syn::parse2(expanded).expect("an expansion is a list of items");
    let actual = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/expansions")
        .join(case)
        .with_extension("rs");
    if std::env::var_os("EXPANSIONS").is_some_and(|value| value == "overwrite") {
        std::fs::write(&path, &actual).expect("the folder is there");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        actual,
        expected,
        "{} is not what is generated now; `EXPANSIONS=overwrite` writes it",
        path.display()
    );
}
