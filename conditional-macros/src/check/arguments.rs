//! Whether the arguments say enough, and nothing twice.

use proc_macro2::TokenStream;

use crate::messages::errors::Errors;
use crate::parse::args::{Args, Attribute, Function};

/// Whether the attribute alone says enough, and no more than its name promises.
pub(crate) fn check_arguments(
    attribute: Attribute,
    args: &Args,
    tokens: &TokenStream,
    errors: &mut Errors,
) {
    if args.names_no_validator() {
        let (name, example) = (attribute.name(), attribute.example());
        let needs = format!("`#[{name}]` needs a validator: write {example}");
        errors.at(tokens, &needs);
    }
    check_shorthand(attribute, args, errors);
    check_applied(args, errors);
}

fn check_shorthand(attribute: Attribute, args: &Args, errors: &mut Errors) {
    let other = match attribute {
        Attribute::Condition => return,
        Attribute::ETag => &args.last_modified,
        Attribute::LastModified => &args.etag,
    };
    if let Some(Function { keyword, .. }) = other.as_ref().or(args.resource.as_ref()) {
        let (name, instead) = (attribute.name(), args.as_condition());
        let message = format!("`#[{name}]` takes one function: write `{instead}`");
        errors.at(keyword, &message);
    }
}

fn check_applied(args: &Args, errors: &mut Errors) {
    if let (Some(Function { keyword, .. }), None) = (&args.applied, &args.resource) {
        let message = "`applied` compares the loaded row with the content: write `resource = your_fn` beside it, in place of the other validators";
        errors.at(keyword, message);
    }
}
