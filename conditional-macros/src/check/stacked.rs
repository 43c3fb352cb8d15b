//! Two of the attributes on one handler: each would decide without knowing of the other.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute as SynAttribute, Error, Expr, FnArg, Meta, Token, Type};

use crate::messages::errors::{Errors, error_at};
use crate::messages::text::text;
use crate::parse::args::{Args, Attribute, Function};
use crate::parse::item::{Item, take_off};

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
    if !is_wrapper(item) {
        return None;
    }
    let (mut all, mut calls) = (args.clone(), Calls::default());
    calls.read(item.body.clone());
    let conflict = merge(&mut all, calls.named);
    Some(error_at(tokens, &advice(&all, conflict)))
}

fn advice(all: &Args, conflict: Option<&str>) -> String {
    const WHY: &str = "two attributes would each decide without the other";
    if let Some(twice) = conflict {
        return format!("{WHY}, and both give `{twice}`: keep one of them");
    }
    if all.resource.is_some() && (all.etag.is_some() || all.last_modified.is_some()) {
        return format!("{WHY}: keep the one with `resource`, which tells both validators");
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
        (
            "cache_control",
            add(&mut all.cache_control, other.cache_control),
        ),
        ("vary", add(&mut all.vary, other.vary)),
    ];
    add(&mut all.required, other.required);
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

/// The user's functions, where a wrapper calls them: in `apply(function, …)`, and then `.etag()`,
/// `.last_modified()` or `.row()`.
#[derive(Default)]
struct Calls {
    named: Args,
    /// Those whose step is yet to come.
    applied: Vec<Expr>,
}

impl Calls {
    fn read(&mut self, tokens: TokenStream) {
        let mut path: Vec<Ident> = Vec::new();
        for token in tokens {
            match token {
                TokenTree::Ident(name) => path.push(name),
                TokenTree::Punct(colon) if colon.as_char() == ':' => {}
                TokenTree::Group(group) => self.read_call(&path, &group),
                _ => path.clear(),
            }
        }
    }

    /// What a call with this path says, or what its arguments say.
    fn read_call(&mut self, path: &[Ident], group: &Group) {
        let arguments = group.stream();
        match path {
            _ if group.delimiter() != Delimiter::Parenthesis => self.read(arguments),
            [.., module, name] if module == "__private" && name == "apply" => {
                if let Ok(function) = first_of.parse2(arguments) {
                    self.applied.push(function);
                }
            }
            [name] if arguments.is_empty() => self.name_last(name),
            _ => self.read(arguments),
        }
    }

    fn name_last(&mut self, step: &Ident) {
        let slot = match step.to_string().as_str() {
            "etag" => &mut self.named.etag,
            "last_modified" => &mut self.named.last_modified,
            "row" => &mut self.named.resource,
            _ => return,
        };
        if let Some(call) = self.applied.pop() {
            *slot = Some(Function {
                keyword: step.clone(),
                text: text(&call),
                call: Box::new(call),
            });
        }
    }
}

fn first_of(arguments: ParseStream<'_>) -> syn::Result<Expr> {
    let first = arguments.parse()?;
    arguments.parse::<Token![,]>()?;
    arguments.parse::<TokenStream>()?;
    Ok(first)
}
