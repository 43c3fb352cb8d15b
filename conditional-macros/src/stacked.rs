//! Two of the attributes on one handler: each would decide without knowing of the other.

use proc_macro2::{Delimiter, Group, Ident, TokenStream, TokenTree};
use quote::ToTokens as _;
use syn::{Attribute as SynAttribute, Error, Expr, FnArg, Meta, Path, Token, Type};

use crate::args::{Args, Attribute, Function, text};
use crate::errors::Errors;
use crate::item::Item;

/// Takes the other attributes off the item, and says what to write instead of all of them.
pub(crate) fn reject(args: &Args, item: &mut Item, errors: &mut Errors) -> Vec<Path> {
    let (others, kept) = std::mem::take(&mut item.attributes)
        .into_iter()
        .partition(|attribute| kind(attribute).is_some());
    item.attributes = kept;
    let others: Vec<SynAttribute> = others;
    if let Some(first) = others.first() {
        let mut all = args.clone();
        let conflict = others.iter().find_map(|other| merge(&mut all, read(other)));
        errors.at(first, advice(&all, conflict));
    }
    others.iter().map(|other| other.path().clone()).collect()
}

/// An attribute under another name has expanded already, into a wrapper that stands here now.
pub(crate) fn reject_wrapper(args: &Args, tokens: &TokenStream, item: &Item) -> Option<Error> {
    if !is_wrapper(item) {
        return None;
    }
    let mut all = args.clone();
    let conflict = merge(&mut all, called_in(item.body.clone()));
    let advice = advice(&all, conflict);
    Some(Error::new_spanned(tokens, advice))
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
    twice
        .into_iter()
        .find_map(|(name, twice)| twice.then_some(name))
}

fn kind(attribute: &SynAttribute) -> Option<Attribute> {
    let last = attribute.path().segments.last()?;
    Attribute::ALL
        .into_iter()
        .find(|ours| last.ident == ours.name())
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
fn called_in(body: TokenStream) -> Args {
    let mut args = Args::default();
    let mut functions = Vec::new();
    for word in words(body) {
        match word {
            Word::Applied(function) => functions.push(function),
            Word::Method(name) => {
                let slot = match name.to_string().as_str() {
                    "etag" => &mut args.etag,
                    "last_modified" => &mut args.last_modified,
                    _ => &mut args.resource,
                };
                if let Some(function) = functions.pop() {
                    *slot = Some((name, function));
                }
            }
        }
    }
    args
}

enum Word {
    Applied(Function),
    Method(Ident),
}

fn words(tokens: TokenStream) -> Vec<Word> {
    let mut words = Vec::new();
    let mut path: Vec<Ident> = Vec::new();
    for token in tokens {
        match token {
            TokenTree::Ident(name) => path.push(name),
            TokenTree::Punct(colon) if colon.as_char() == ':' => {}
            TokenTree::Group(group) => words.extend(called(&path, &group)),
            _ => path.clear(),
        }
    }
    words
}

/// What a call with this path says, or what its arguments say.
fn called(path: &[Ident], group: &Group) -> Vec<Word> {
    if group.delimiter() == Delimiter::Parenthesis {
        match path {
            [.., module, name] if module == "__private" && name == "apply" => {
                return applied(group.stream())
                    .map(Word::Applied)
                    .into_iter()
                    .collect();
            }
            [name] if group.stream().is_empty() && is_step(name) => {
                return vec![Word::Method(name.clone())];
            }
            _ => {}
        }
    }
    words(group.stream())
}

fn is_step(name: &Ident) -> bool {
    ["etag", "last_modified", "row"]
        .iter()
        .any(|step| name == step)
}

fn applied(arguments: TokenStream) -> Option<Function> {
    let first = |input: syn::parse::ParseStream<'_>| {
        let call: Expr = input.parse()?;
        input.parse::<Token![,]>()?;
        input.parse::<TokenStream>()?;
        Ok(call)
    };
    let call = syn::parse::Parser::parse2(first, arguments).ok()?;
    let text = text(call.to_token_stream());
    Some(Function { call, text })
}
