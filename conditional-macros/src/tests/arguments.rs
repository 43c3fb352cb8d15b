//! How the arguments are read, and shown again.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::quote;

use crate::check::arguments::check_arguments;
use crate::condition::expand;
use crate::messages::errors::Errors;
use crate::parse::args::{Args, Attribute};

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
