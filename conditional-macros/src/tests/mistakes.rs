//! How mistakes are answered, where no UI test reaches.

use proc_macro2::TokenStream;
use quote::quote;

use super::functions;
use crate::check::arguments::check_arguments;
use crate::condition::expand;
use crate::messages::errors::Errors;
use crate::parse::args::{Args, Attribute};

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

fn count_errors(attribute: Attribute, tokens: &TokenStream) -> usize {
    let mut errors = Errors::default();
    let args = Args::parse(attribute, tokens, &mut errors);
    if errors.is_empty() {
        check_arguments(attribute, &args, tokens, &mut errors);
    }
    let errors = errors.check(Some(())).err().unwrap_or_default();
    errors.to_string().matches("compile_error").count()
}
