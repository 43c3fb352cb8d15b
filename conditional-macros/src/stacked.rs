//! Two of the attributes on one handler: each would decide without knowing of the other.

use quote::ToTokens as _;
use syn::{Attribute as SynAttribute, Meta, Type};

use crate::args::{Args, Attribute, Function};
use crate::errors::Errors;
use crate::item::Item;

/// Takes the other attributes off the item and says what to write instead of both.
pub(crate) fn reject(args: &Args, item: &mut Item, errors: &mut Errors) {
    let (others, kept) = std::mem::take(&mut item.attributes)
        .into_iter()
        .partition(is_ours);
    item.attributes = kept;
    let others: Vec<SynAttribute> = others;
    for other in &others {
        let instead = combined(args, other);
        errors.at(
            other,
            format!(
                "one attribute must decide for both: remove this one and write `{instead}` alone"
            ),
        );
    }
    if others.is_empty() && is_wrapped(item) {
        errors.at(
            &item.signature.ident,
            "two of `#[condition]`, `#[etag]` and `#[last_modified]` on one handler: write `#[condition(etag = …, last_modified = …)]` alone",
        );
    }
}

fn is_ours(attribute: &SynAttribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| Attribute::ALL.iter().any(|ours| last.ident == ours.name()))
}

/// An attribute under another name has expanded already: its wrapper takes one of our arguments.
fn is_wrapped(item: &Item) -> bool {
    let Some(syn::FnArg::Typed(last)) = item.signature.inputs.last() else {
        return false;
    };
    let Type::Path(path) = &*last.ty else {
        return false;
    };
    path.path
        .segments
        .iter()
        .any(|segment| segment.ident == "__private")
}

fn combined(args: &Args, other: &SynAttribute) -> String {
    let mut merged = read(other);
    if merged.names_no_validator() && args.names_no_validator() {
        return "#[condition(etag = …, last_modified = …)]".to_owned();
    }
    merged.etag = args.etag.clone().or(merged.etag);
    merged.last_modified = args.last_modified.clone().or(merged.last_modified);
    merged.resource = args.resource.clone().or(merged.resource);
    let named = [
        ("etag", &merged.etag),
        ("last_modified", &merged.last_modified),
        ("resource", &merged.resource),
    ];
    let arguments: Vec<String> = named
        .into_iter()
        .filter_map(|(name, slot)| slot.as_ref().map(|(_, f)| format!("{name} = {}", text(f))))
        .collect();
    format!("#[condition({})]", arguments.join(", "))
}

fn read(other: &SynAttribute) -> Args {
    let kind = Attribute::ALL
        .into_iter()
        .find(|ours| {
            other
                .path()
                .segments
                .last()
                .is_some_and(|last| last.ident == ours.name())
        })
        .unwrap_or(Attribute::Condition);
    let tokens = match &other.meta {
        Meta::List(list) => list.tokens.clone(),
        _ => return Args::default(),
    };
    Args::parse(kind, tokens, &mut Errors::default())
}

fn text(function: &Function) -> String {
    function
        .call
        .to_token_stream()
        .to_string()
        .replace(" :: ", "::")
        .replace(":: ", "::")
}
