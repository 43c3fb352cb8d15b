//! What the macros generate, as formatted Rust in `tests/expansions`, and what UI tests do not
//! reach. `EXPANSIONS=overwrite cargo test -p conditional-macros` writes the files anew.

use std::path::Path;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream, TokenTree};
use quote::quote;

use crate::check::arguments::check_arguments;
use crate::condition::expand;
use crate::messages::errors::Errors;
use crate::messages::text::text;
use crate::parse::args::{Args, Attribute};

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

/// The functions that the attribute leaves, each with the names of its attributes and its parameters.
fn functions(expanded: TokenStream) -> Vec<(Vec<String>, usize)> {
    let file: syn::File = syn::parse2(expanded).expect("an expansion is a list of items");
    let functions = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function),
        _ => None,
    });
    functions
        .map(|function| {
            let attributes = function.attrs.iter().map(|attribute| {
                // Outside of the compiler, tokens are printed with other spaces.
                text(&attribute.meta).replace(' ', "")
            });
            (attributes.collect(), function.sig.inputs.len())
        })
        .collect()
}

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

#[test]
fn a_reference_to_what_is_no_function_is_not_answered_by_taking_it_away() {
    let item = quote! { async fn show() {} };
    let message = expand(Attribute::ETag, &quote!(&tag()), &item).to_string();
    assert!(
        message.contains("takes a function: write its name"),
        "{message}"
    );
}

#[test]
fn a_value_that_is_no_whole_text_is_answered_by_what_a_value_is() {
    let item = quote! { async fn show() {} };
    for arguments in [
        quote!(cache_control = "no-cache" "no-store"),
        quote!(cache_control = 60 60),
        quote!(vary = 60),
    ] {
        let tokens = quote!(etag = tag, #arguments);
        let message = expand(Attribute::Condition, &tokens, &item).to_string();
        assert_eq!(message.matches("compile_error").count(), 1, "{message}");
        assert!(message.contains("takes text in quotes"), "{message}");
    }
}

#[test]
fn on_any_type_a_shorthand_leads_to_the_derive() {
    for item in [
        quote!(
            struct Row;
        ),
        quote!(
            enum Row {}
        ),
        quote!(union Row { version: i64 }),
    ] {
        let message = expand(Attribute::ETag, &quote!(tag), &item).to_string();
        assert!(message.contains("#[derive(Resource)]"), "{message}");
    }
}

#[test]
fn after_a_mistake_only_a_function_with_a_body_and_without_self_stands_beside_its_stand_in() {
    for (item, count) in [
        (
            quote! { async fn show(id: Path<u64>) -> String { text(id) } },
            2,
        ),
        (quote! { async fn show(self: Api) -> String { text() } }, 1),
        (quote! { async fn show() -> String; }, 1),
    ] {
        let left = functions(expand(Attribute::ETag, &quote!(tag()), &item));
        assert_eq!(left.len(), count, "{item}");
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

#[track_caller]
fn parse(attribute: Attribute, tokens: &TokenStream) -> Args {
    let mut errors = Errors::default();
    let args = Args::parse(attribute, tokens, &mut errors);
    check_arguments(attribute, &args, tokens, &mut errors);
    let errors = errors.check(Some(())).err();
    assert!(errors.is_none(), "{}", errors.unwrap_or_default());
    args
}

/// Apart from spaces, which are printed differently outside the compiler.
#[track_caller]
fn assert_same(left: &str, right: &str) {
    assert_eq!(left.replace(' ', ""), right.replace(' ', ""));
}

fn count_errors(attribute: Attribute, tokens: &TokenStream) -> usize {
    let mut errors = Errors::default();
    let args = Args::parse(attribute, tokens, &mut errors);
    if errors.is_empty() {
        check_arguments(attribute, &args, tokens, &mut errors);
    }
    let errors = errors.check(Some(())).err().unwrap_or_default();
    errors.to_string().matches("compile_error").count()
}

#[test]
fn arguments_come_in_any_order_and_may_end_with_a_comma() {
    let args = parse(
        Attribute::Condition,
        &quote!(
            vary = "Accept",
            required,
            last_modified = a::date,
            etag = |id: &Id<A, B>| tag(id),
        ),
    );
    assert_same(
        &args.as_condition(),
        r#"#[condition(etag = |id: &Id<A, B>| tag(id), last_modified = a::date, required, vary = "Accept")]"#,
    );
}

#[test]
fn all_arguments_are_shown_as_they_were_written() {
    let written = quote!(
        resource = load,
        headers = fields,
        applied = in_place,
        extract(State<Db>, HeaderMap),
        required,
        weak_if_match,
        bare_tags,
        cache_control = "no-cache",
        vary = VARY,
        crate = ::renamed
    );
    let args = parse(Attribute::Condition, &written);
    assert_same(&args.as_condition(), &format!("#[condition({written})]"));
}

#[test]
fn a_shorthand_takes_its_function_by_place_or_by_name() {
    for tokens in [
        quote!(tag),
        quote!(etag = tag),
        quote!(tag, required),
        quote!(required, etag = tag),
    ] {
        let args = parse(Attribute::ETag, &tokens);
        assert!(args.as_condition().contains("etag = tag"), "{tokens}");
    }
}

#[test]
fn a_function_may_be_called_like_an_argument() {
    for name in [
        quote!(etag),
        quote!(vary),
        quote!(resource),
        quote!(Self::etag),
    ] {
        let by_place = parse(Attribute::ETag, &name);
        assert_eq!(
            by_place.as_condition(),
            format!("#[condition(etag = {})]", name.to_string().replace(' ', ""))
        );
        parse(Attribute::Condition, &quote!(etag = #name));
    }
}

#[test]
fn a_function_from_a_declarative_macro_stands_in_an_invisible_group() {
    let inside = Group::new(Delimiter::None, quote!(validators::tag));
    let tokens: TokenStream = [TokenTree::Group(inside)].into_iter().collect();
    let item = quote! { async fn show() {} };
    let expanded = expand(Attribute::ETag, &tokens, &item);
    assert!(
        !expanded.to_string().contains("compile_error"),
        "{expanded}"
    );
}

#[test]
fn each_mistake_is_one_error() {
    let cases = [
        (0, quote!(etag = tag)),
        (1, quote!()),
        (1, quote!(etag = tag, etag = tag)),
        (1, quote!(etg = tag)),
        (1, quote!(cache_control = no - cache, etag = tag)),
        (1, quote!(cache_control = max - age = 60, etag = tag)),
        (1, quote!(etag = , last_modified = date)),
        (3, quote!(etg = tag, lastmodified = date, x(y, z))),
        (2, quote!(etag = tag(), required = true)),
    ];
    for (count, tokens) in cases {
        assert_eq!(
            count_errors(Attribute::Condition, &tokens),
            count,
            "{tokens}"
        );
    }
}

#[test]
fn a_name_one_letter_off_is_recognised() {
    let message = |tokens| {
        expand(
            Attribute::Condition,
            &tokens,
            &quote! { async fn show() {} },
        )
        .to_string()
    };
    for (tokens, meant) in [
        (quote!(headxxs = fields), "`headers`"),
        (quote!(etga = tag), "`etag`"),
        (quote!(etg = tag), "`etag`"),
        (quote!(etagx = tag), "`etag`"),
        (quote!(etxg = tag), "`etag`"),
        (quote!(ETag = tag), "`etag`"),
        (quote!(lastmodified = date), "`last_modified`"),
        (quote!(last - modified = date), "`last_modified`"),
        (quote!(resorce = load), "`resource`"),
        (quote!(cacheControl = "no-cache"), "`cache_control`"),
        (quote!(require), "`required`"),
    ] {
        let message = message(tokens);
        assert!(
            message.contains(&format!("did you mean {meant}")),
            "{message}"
        );
    }
}

#[test]
fn what_resembles_no_argument_is_answered_by_a_list_of_them() {
    for (attribute, tokens, known) in [
        (
            Attribute::Condition,
            quote!(colour = red),
            "the arguments are `etag`, `last_modified`, `resource`, `headers`",
        ),
        (
            Attribute::ETag,
            quote!(tag, colour = red),
            "the arguments are `headers`, `applied`",
        ),
        (
            Attribute::Condition,
            quote!(crude = path),
            "the arguments are `etag`",
        ),
    ] {
        let message = expand(attribute, &tokens, &quote! { async fn show() {} }).to_string();
        assert!(message.contains(known), "{message}");
    }
}

#[test]
fn a_second_function_is_answered_by_both_with_their_names() {
    for attribute in [Attribute::ETag, Attribute::LastModified] {
        let given = [quote!(tag, date), quote!(date, tag)];
        let tokens = &given[usize::from(attribute == Attribute::LastModified)];
        let message = expand(attribute, tokens, &quote! { async fn show() {} }).to_string();
        let both = "write `#[condition(etag = tag, last_modified = date)]`";
        assert!(message.contains(both), "{message}");
    }
}

#[test]
fn a_wrapper_below_another_attribute_is_one_error() {
    let item = quote! { async fn show(Path(id): Path<u64>) -> String { id.to_string() } };
    for (outer, inner) in [
        (quote!(etag = tag), (Attribute::LastModified, quote!(date))),
        (
            quote!(resource = load),
            (Attribute::Condition, quote!(resource = load, required)),
        ),
    ] {
        let wrapper = expand(Attribute::Condition, &outer, &item);
        let expanded = expand(inner.0, &inner.1, &wrapper).to_string();
        assert_eq!(expanded.matches("compile_error").count(), 1, "{expanded}");
        assert!(
            expanded.contains("with the arguments of both"),
            "{expanded}"
        );
    }
}
