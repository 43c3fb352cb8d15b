//! What of the handler the wrapper keeps, and what the compiler infers in it.

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use super::functions;
use crate::condition::expand;
use crate::parse::args::Attribute;

#[test]
fn instrument_below_the_attribute_changes_places_with_it() {
    let item = quote! {
        #[tracing::instrument(skip(db))]
        async fn show(db: State<Db>) -> String { text(db) }
    };
    let left = functions(expand(Attribute::ETag, &quote!(tag), &item));
    let attributes = [
        "tracing::instrument(skip(db))",
        "::conditional_axum::etag(tag)",
    ];
    assert_eq!(left, [(attributes.map(str::to_owned).to_vec(), 1)]);
}

#[test]
fn a_parameter_that_comes_and_goes_makes_two_handlers() {
    let item = quote! {
        async fn show(#[cfg(feature = "db")] db: State<Db>, Path(id): Path<u64>, body: String) -> String { text(id) }
    };
    let left = functions(expand(Attribute::ETag, &quote!(tag), &item));
    let with = [r#"cfg(feature="db")"#, "::conditional_axum::etag(tag)"];
    let without = [r#"cfg(not(feature="db"))"#, "::conditional_axum::etag(tag)"];
    let expected = [(with, 3), (without, 2)];
    assert_eq!(
        left,
        expected.map(|(attributes, count)| (attributes.map(str::to_owned).to_vec(), count))
    );
}

#[test]
fn a_tuple_of_parts_and_content_is_shown_as_its_content() {
    let written = [
        quote!((ETag, Json<Entry>)),
        quote!(Result<(ETag, CacheControl, Json<Entry>), Error>),
        quote!((StatusCode, Json<Entry>)),
        quote!(Result<(ETag, impl IntoResponse), Error>),
        quote!(Option<(ETag, Json<Entry>)>),
        quote!((Json<Entry>,)),
    ];
    let shown = [
        "Guarded < Json < Entry > ,",
        "Guarded < Result < Json < Entry > , Error > ,",
        "Guarded < (StatusCode , Json < Entry >) ,",
        "Guarded < Result < (ETag , impl IntoResponse) , Error > ,",
        "Guarded < Option < (ETag , Json < Entry >) > ,",
        "Guarded < (Json < Entry > ,) ,",
    ];
    for (written, shown) in written.iter().zip(shown) {
        let item = quote! { async fn save() -> #written { answer() } };
        let expanded = expand(Attribute::ETag, &quote!(tag), &item).to_string();
        assert!(expanded.contains(shown), "{expanded}");
    }
}

#[test]
fn what_is_hidden_in_parentheses_or_comes_from_a_macro_is_inferred() {
    let hidden = quote!(impl IntoResponse);
    let group = |delimiter| TokenTree::Group(Group::new(delimiter, hidden.clone()));
    for delimiter in [Delimiter::Parenthesis, Delimiter::None] {
        let output = group(delimiter);
        let item = quote! { async fn show() -> #output { text() } };
        let expanded = expand(Attribute::ETag, &quote!(tag), &item).to_string();
        let (_, body) = expanded.split_once("async move").unwrap_or_default();
        assert!(!body.contains("impl IntoResponse"), "{body}");
    }
}

#[test]
fn debug_handler_sees_the_state_among_at_most_sixteen_parameters() {
    let expanded = |debug: TokenStream, count: usize, last: TokenStream| {
        let names = (0..count).map(|index| Ident::new(&format!("p{index}"), Span::call_site()));
        let item = quote! {
            #debug
            async fn show(#(#names: Path<u64>,)* #last) -> String { text() }
        };
        let args = quote!(etag = tag, extract(State<App>, State<Other>));
        functions(expand(Attribute::Condition, &args, &item))[0].1
    };
    let debugged = || quote!(#[debug_handler]);
    // The handler's last parameter is inside the wrapper's, unless it is the state.
    assert_eq!(expanded(debugged(), 2, quote!(body: String)), 5);
    assert_eq!(expanded(debugged(), 2, quote!(State(app): State<Db>)), 6);
    assert_eq!(expanded(debugged(), 15, TokenStream::new()), 16);
    let sometimes = quote!(#[cfg_attr(debug_assertions, debug_handler)]);
    assert_eq!(expanded(sometimes, 2, quote!(body: String)), 5);
    let other = quote!(#[doc(hidden)]);
    assert_eq!(expanded(other, 2, quote!(body: String)), 3);
}

#[test]
fn a_lifetime_becomes_static_unless_the_body_names_it() {
    let expanded = |body: TokenStream| {
        let item = quote! { async fn show<'a>(mut a: Path<&'a str>) -> Cow<'a, str> #body };
        expand(Attribute::ETag, &quote!(tag), &item).to_string()
    };
    let unnamed = expanded(quote!({ text(a) }));
    assert!(unnamed.contains("Path < & 'static str >"), "{unnamed}");
    assert!(unnamed.contains("let mut a = "), "{unnamed}");
    for body in [
        quote!({ text::<'a>(a) }),
        quote!({
            {
                let text: &'a str = a.0;
                text.into()
            }
        }),
    ] {
        let named = expanded(body);
        assert!(named.contains("Path < & 'a str >"), "{named}");
    }
}

#[test]
fn only_a_range_is_withdrawn() {
    for (ty, is_range) in [
        (quote!(Option<TypedHeader<Range>>), true),
        (quote!(Option<TypedHeader<Host>>), false),
        (quote!(Option<Json<Range>>), false),
    ] {
        let item =
            quote! { async fn show(range: #ty, id: Path<u64>) -> String { text(range, id) } };
        let expanded = expand(Attribute::ETag, &quote!(tag), &item).to_string();
        assert_eq!(expanded.contains("Ranged"), is_range, "{ty}");
    }
}

#[test]
fn a_type_in_parentheses_or_from_a_macro_is_read_as_itself() {
    for delimiter in [Delimiter::Parenthesis, Delimiter::None] {
        let row = TokenTree::Group(Group::new(delimiter, quote!(Current<Row>)));
        let item = quote! { async fn show(row: #row) -> String { text(row) } };
        let expanded = expand(Attribute::Condition, &quote!(resource = load), &item).to_string();
        assert!(expanded.contains("current :: < Row , _ >"), "{expanded}");
    }
}

#[test]
fn a_closure_that_returns_a_future_becomes_an_async_closure_unless_its_type_is_written() {
    let item = quote! { async fn show(Path(id): Path<u64>) -> String { text(id) } };
    for (closure, called) in [
        (
            quote!(|Path(id): &Path<u64>| async move { tag(*id).await }),
            "async | Path (id) : & Path < u64 > |",
        ),
        (
            quote!(|Path(id): &Path<u64>| -> Future { async move { tag(*id).await } }),
            "= | Path (id) : & Path < u64 > |",
        ),
    ] {
        let expanded = expand(Attribute::ETag, &closure, &item).to_string();
        assert!(expanded.contains(called), "{expanded}");
    }
}

#[cfg(feature = "utoipa-6")]
#[test]
fn a_path_that_is_not_utoipas_or_has_a_type_of_its_own_stays_where_it_is() {
    for (attribute, swapped) in [
        (quote!(utoipa::path(get)), true),
        (quote!(utoipa::path(get, impl_for = Other)), false),
        (quote!(path(get)), false),
        (quote!(utoipa::path), false),
    ] {
        let item = quote! { #[#attribute] async fn show() -> String { text() } };
        let expanded = expand(Attribute::ETag, &quote!(tag), &item).to_string();
        assert_eq!(
            expanded.contains("impl_for = __unguarded"),
            swapped,
            "{attribute}"
        );
    }
}

#[test]
fn under_another_name_the_default_name_is_absent() {
    let cases = [
        quote!(
            etag = tag,
            last_modified = date,
            cache_control = "no-cache",
            vary = VARY,
            crate = ::renamed
        ),
        quote!(
            resource = load,
            required,
            cache_control = FRESH,
            crate = ::renamed
        ),
    ];
    let items = [
        quote! { async fn show() {} },
        quote! { async fn show(Path(id): Path<u64>, State(db): State<Db>) -> impl IntoResponse {} },
        quote! { async fn save(Path(id): Path<u64>, body: String) -> Result<String, Error> {} },
        quote! { #[tracing::instrument] async fn save(Path(id): Path<u64>, body: String) {} },
    ];
    for (args, item) in cases
        .iter()
        .flat_map(|args| items.iter().map(move |item| (args, item)))
    {
        let expanded = expand(Attribute::Condition, args, item).to_string();
        assert!(expanded.contains("renamed"), "{expanded}");
        assert!(!expanded.contains("conditional_axum"), "{expanded}");
    }
    let derived = crate::resource::expand(quote! {
        #[resource(crate = ::renamed)]
        struct Row { #[etag] version: i64, #[last_modified] at: SystemTime }
    });
    let derived = derived.to_string();
    assert!(derived.contains("renamed"), "{derived}");
    assert!(!derived.contains("conditional_axum"), "{derived}");
}
