//! The checked handler: every rule that needs the arguments and the signature together is here.

use proc_macro2::{Ident, Span, TokenStream};
use syn::{FnArg, PatType, ReturnType, Safety};

use crate::messages::errors::Errors;
use crate::messages::text::text;
use crate::parse::args::{Args, Function, Value, facade};
use crate::parse::item::{Item, is_cfg, take_off};
use crate::parse::parameter::{Kind, Parameter, by_source, is_body_mark};

/// axum implements `Handler` for functions of at most this many parameters.
pub(crate) const MOST_PARAMETERS: usize = 16;

/// A handler that can be wrapped.
pub(crate) struct Model {
    pub(crate) krate: TokenStream,
    pub(crate) validators: Validators,
    pub(crate) required: bool,
    pub(crate) cache_control: Option<Value>,
    pub(crate) vary: Option<Value>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) output: ReturnType,
    pub(crate) is_generic: bool,
}

/// Where the validators come from.
pub(crate) enum Validators {
    Functions {
        etag: Option<Function>,
        last_modified: Option<Function>,
    },
    Resource(Function),
}

impl Model {
    /// Checks everything, reports everything; `None` where something is missing.
    pub(crate) fn check(args: Args, item: &Item, errors: &mut Errors) -> Option<Self> {
        let krate = facade(args.krate.as_ref());
        check_signature(item, errors);
        let parameters = parameters(item, errors);
        let (extracted, current) = by_source(&parameters);
        check_count(extracted.len(), &item.signature.ident, errors);
        check_bodies(&extracted, errors);
        check_current(&current, args.resource.is_some(), errors);
        let required = args.required.is_some();
        let Args {
            etag,
            last_modified,
            resource,
            cache_control,
            vary,
            ..
        } = args;
        Some(Self {
            krate,
            validators: validators(etag, last_modified, resource, errors)?,
            required,
            cache_control,
            vary,
            parameters,
            output: item.signature.output.clone(),
            is_generic: !item.signature.generics.params.is_empty(),
        })
    }
}

fn validators(
    etag: Option<Function>,
    last_modified: Option<Function>,
    resource: Option<Function>,
    errors: &mut Errors,
) -> Option<Validators> {
    if let Some(load) = resource {
        check_no_functions(etag.as_ref(), last_modified.as_ref(), errors);
        return Some(Validators::Resource(load));
    }
    if etag.is_none() && last_modified.is_none() {
        return None;
    }
    Some(Validators::Functions {
        etag,
        last_modified,
    })
}

fn check_no_functions(
    etag: Option<&Function>,
    last_modified: Option<&Function>,
    errors: &mut Errors,
) {
    let Some(Function { keyword: first, .. }) = etag.or(last_modified) else {
        return;
    };
    let names = match (etag, last_modified) {
        (Some(_), Some(second)) => format!("`{first}` and `{}`", second.keyword),
        _ => format!("`{first}`"),
    };
    let message = format!(
        "`resource` tells both validators: remove {names}, and mark the field of the row instead, as in `#[{first}] {}`",
        if first == "etag" {
            "version: i64"
        } else {
            "updated_at: DateTime<Utc>"
        }
    );
    errors.at(first, &message);
}

fn check_signature(item: &Item, errors: &mut Errors) {
    let signature = &item.signature;
    let name = &signature.ident;
    if signature.asyncness.is_none() {
        errors.at(
            &signature.fn_token,
            &format!("a handler is asynchronous: write `async fn {name}`"),
        );
    }
    if let Safety::Unsafe(unsafety) = &signature.safety {
        errors.at(
            unsafety,
            "axum does not take an `unsafe fn` as a handler: remove `unsafe`",
        );
    }
    if let Some(abi) = &signature.abi {
        errors.at(
            abi,
            "axum does not take an `extern fn` as a handler: remove `extern`",
        );
    }
}

fn check_count(count: usize, name: &Ident, errors: &mut Errors) {
    if count > MOST_PARAMETERS {
        let message = format!(
            "a handler takes at most {MOST_PARAMETERS} extractors, this one has {count}: put some into a struct with `#[derive(FromRequestParts)]`"
        );
        errors.at(name, &message);
    }
}

fn parameters(item: &Item, errors: &mut Errors) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for input in &item.signature.inputs {
        match input {
            FnArg::Receiver(receiver) => errors.at(
                receiver,
                "axum calls a handler without `self`: take what it holds as a parameter, `State(api): State<Api>` for instance",
            ),
            FnArg::Typed(parameter) => {
                check_cfg(parameter, errors);
                parameters.push(read(parameter, parameters.len()));
            }
        }
    }
    parameters
}

/// The wrapper names every parameter more than once, so none may come and go.
fn check_cfg(parameter: &PatType, errors: &mut Errors) {
    if let Some(cfg) = parameter.attrs.iter().find(|attribute| is_cfg(attribute)) {
        errors.at(
            cfg,
            "a parameter of a guarded handler cannot have a `#[cfg]`: write the handler twice, each with the `#[cfg]` above it",
        );
    }
}

fn read(parameter: &PatType, index: usize) -> Parameter {
    let mut attributes = parameter.attrs.clone();
    let marks = take_off(&mut attributes, is_body_mark);
    let ty = (*parameter.ty).clone();
    let kind = Kind::of(&ty, !marks.is_empty());
    Parameter {
        name: Ident::new(&format!("argument_{index}"), Span::mixed_site()),
        attributes,
        pattern: (*parameter.pat).clone(),
        ty,
        kind,
    }
}

fn check_bodies(extracted: &[&Parameter], errors: &mut Errors) {
    let Some((last, before)) = extracted.split_last() else {
        return;
    };
    for parameter in before {
        if !matches!(parameter.kind, Kind::Body) {
            continue;
        }
        let (ty, last_ty) = (text(&parameter.ty), text(&last.ty));
        let advice = match last.kind {
            Kind::Body => {
                format!("and so does `{last_ty}`: a body is read once, remove one of them")
            }
            _ => "and only the last parameter can: move it to the end".to_owned(),
        };
        errors.at(&parameter.ty, &format!("`{ty}` reads the body, {advice}"));
    }
}

fn check_current(current: &[&Parameter], resource: bool, errors: &mut Errors) {
    if !resource {
        for parameter in current {
            let ty = text(&parameter.ty);
            let message = format!(
                "`{ty}` is what a `resource` function has loaded: write `#[condition(resource = your_fn)]` above"
            );
            errors.at(&parameter.ty, &message);
        }
    }
    if let [_, others @ ..] = current {
        for second in others {
            errors.at(
                &second.ty,
                "the loaded row is handed over once: remove the second `Current`",
            );
        }
    }
}
