//! Two of the attributes on one handler: each would decide without knowing of the other.

use proc_macro2::TokenStream;
use syn::{Attribute as SynAttribute, Error, FnArg, Meta, Type};

use crate::messages::errors::{Errors, error_at};
use crate::parse::args::{Args, Attribute};
use crate::parse::item::{Item, take_off};

const WHY: &str = "two attributes would decide independently of each other";

/// Takes the other attributes off the item, and says what to write instead of all of them.
pub(crate) fn reject(args: &Args, item: &mut Item, errors: &mut Errors) -> Vec<SynAttribute> {
    let others = take_off(&mut item.attributes, |attribute| kind(attribute).is_some());
    if let Some(first) = others.first() {
        let (mut all, mut conflict) = (args.clone(), None);
        for other in &others {
            let twice = merge(&mut all, read(other));
            conflict = conflict.or(twice);
        }
        errors.at(first, &advice(&all, conflict));
    }
    others
}

/// An attribute under another name has expanded already, into a wrapper that stands here now.
pub(crate) fn reject_wrapper(args: &Args, tokens: &TokenStream, item: &Item) -> Option<Error> {
    is_wrapper(item).then(|| {
        let instead = match args.resource {
            Some(_) => "resource = …",
            None => "etag = …, last_modified = …",
        };
        let message =
            format!("{WHY}: write one `#[condition({instead})]` with the arguments of both");
        error_at(tokens, &message)
    })
}

fn advice(all: &Args, conflict: Option<&str>) -> String {
    if let Some(twice) = conflict {
        return format!("{WHY}, and both give `{twice}`: keep one of them");
    }
    if all.resource.is_some() && (all.etag.is_some() || all.last_modified.is_some()) {
        return format!("{WHY}: keep the one with `resource`, which gives both validators");
    }
    if all.names_no_validator() {
        return format!("{WHY}: write one `#[condition(etag = …, last_modified = …)]`");
    }
    format!("{WHY}: write `{}` in their place", all.as_condition())
}

/// Adds what another attribute says; returns what both say.
fn merge(all: &mut Args, other: Args) -> Option<&'static str> {
    fn add<T>(slot: &mut Option<T>, other: Option<T>) -> bool {
        let twice = slot.is_some() && other.is_some();
        *slot = slot.take().or(other);
        twice
    }
    let twice = [
        ("etag", add(&mut all.etag, other.etag)),
        (
            "last_modified",
            add(&mut all.last_modified, other.last_modified),
        ),
        ("resource", add(&mut all.resource, other.resource)),
        ("headers", add(&mut all.headers, other.headers)),
        ("applied", add(&mut all.applied, other.applied)),
        ("extract", add(&mut all.extract, other.extract)),
        (
            "cache_control",
            add(&mut all.cache_control, other.cache_control),
        ),
        ("vary", add(&mut all.vary, other.vary)),
    ];
    add(&mut all.required, other.required);
    add(&mut all.weak_if_match, other.weak_if_match);
    add(&mut all.bare_tags, other.bare_tags);
    add(&mut all.krate, other.krate);
    let conflict = twice.iter().find(|(_, twice)| *twice)?;
    Some(conflict.0)
}

fn kind(attribute: &SynAttribute) -> Option<Attribute> {
    let last = attribute.path().segments.last()?;
    Attribute::named(&last.ident)
}

fn read(other: &SynAttribute) -> Args {
    match (kind(other), &other.meta) {
        (Some(kind), Meta::List(list)) => Args::parse(kind, &list.tokens, &mut Errors::default()),
        _ => Args::default(),
    }
}

/// Whether the last parameter is of a type that only we generate.
fn is_wrapper(item: &Item) -> bool {
    let Some(FnArg::Typed(last)) = item.signature.inputs.last() else {
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
