//! The checked handler: every rule that needs the arguments and the signature together is here.

use quote::ToTokens as _;
use syn::{FnArg, Path, ReturnType, Safety, Type};

use crate::args::{Args, Function, Value};
use crate::condition::krate;
use crate::errors::Errors;
use crate::extractor::{Kind, Parameter};
use crate::item::Item;

/// axum implements `Handler` for functions of at most this many parameters.
pub(crate) const MOST_PARAMETERS: usize = 16;

/// A handler that can be wrapped.
pub(crate) struct Model {
    pub(crate) krate: Path,
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
        let krate = krate(&args);
        check_signature(item, errors);
        let parameters = parameters(item, errors);
        check_bodies(&parameters, errors);
        check_current(&parameters, args.resource.is_some(), errors);
        check_vary(args.vary.as_ref().map(|(_, value)| value), errors);
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
            cache_control: cache_control.map(|(_, value)| value),
            vary: vary.map(|(_, value)| value),
            parameters,
            output: item.signature.output.clone(),
            is_generic: !item.signature.generics.params.is_empty(),
        })
    }
}

type Named = Option<(syn::Ident, Function)>;

fn validators(
    etag: Named,
    last_modified: Named,
    resource: Named,
    errors: &mut Errors,
) -> Option<Validators> {
    let (etag, last_modified) = match resource {
        Some((_, load)) => {
            for (keyword, _) in [etag, last_modified].into_iter().flatten() {
                let message = format!(
                    "`resource` knows both validators already: remove `{keyword}`, and give the resource its `{keyword}()`"
                );
                errors.at(keyword, message);
            }
            return Some(Validators::Resource(load));
        }
        None => (etag.map(|(_, f)| f), last_modified.map(|(_, f)| f)),
    };
    if etag.is_none() && last_modified.is_none() {
        return None;
    }
    Some(Validators::Functions {
        etag,
        last_modified,
    })
}

fn check_signature(item: &Item, errors: &mut Errors) {
    let signature = &item.signature;
    let name = &signature.ident;
    if signature.asyncness.is_none() {
        errors.at(
            signature.fn_token,
            format!("a handler is asynchronous: write `async fn {name}`"),
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
            "axum does not take an `extern fn` as a handler: remove this",
        );
    }
    if signature.inputs.len() > MOST_PARAMETERS {
        let message = format!(
            "axum handlers take at most {MOST_PARAMETERS} parameters, this one has {}: put several into a struct with `#[derive(FromRequestParts)]`",
            signature.inputs.len()
        );
        errors.at(name, message);
    }
}

fn parameters(item: &Item, errors: &mut Errors) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for input in &item.signature.inputs {
        match input {
            FnArg::Receiver(receiver) => errors.at(
                receiver,
                "a handler takes extractors, not `self`: take `State(…): State<…>` instead",
            ),
            FnArg::Typed(parameter) => parameters.push(read(parameter)),
        }
    }
    parameters
}

fn read(parameter: &syn::PatType) -> Parameter {
    let (marks, attributes): (Vec<_>, Vec<_>) = parameter
        .attrs
        .iter()
        .cloned()
        .partition(|attribute| attribute.path().is_ident("body"));
    let ty = (*parameter.ty).clone();
    let kind = Kind::of(&ty, !marks.is_empty());
    Parameter {
        attributes,
        pattern: (*parameter.pat).clone(),
        ty,
        kind,
    }
}

fn check_bodies(parameters: &[Parameter], errors: &mut Errors) {
    let extracted: Vec<&Parameter> = parameters
        .iter()
        .filter(|p| !matches!(p.kind, Kind::Current(_)))
        .collect();
    let Some((_, before)) = extracted.split_last() else {
        return;
    };
    for parameter in before.iter().filter(|p| matches!(p.kind, Kind::Body)) {
        let ty = text(&parameter.ty);
        errors.at(
            &parameter.ty,
            format!("`{ty}` reads the body, and only the last parameter can: move it to the end"),
        );
    }
}

fn check_current(parameters: &[Parameter], resource: bool, errors: &mut Errors) {
    let current: Vec<&Parameter> = parameters
        .iter()
        .filter(|p| matches!(p.kind, Kind::Current(_)))
        .collect();
    if !resource {
        for parameter in &current {
            let ty = text(&parameter.ty);
            errors.at(
                &parameter.ty,
                format!("`{ty}` is what a `resource` function loads: write `#[condition(resource = your_fn)]`"),
            );
        }
    }
    for second in current.iter().skip(1) {
        errors.at(
            &second.ty,
            "there is one loaded value, and `Current` takes it: remove the second one",
        );
    }
}

fn check_vary(vary: Option<&Value>, errors: &mut Errors) {
    let Some(Value::Literal(literal)) = vary else {
        return;
    };
    let text = literal.value();
    let wrong = text
        .split(',')
        .map(str::trim)
        .find(|name| !is_field_name(name));
    if let Some(wrong) = wrong {
        errors.at(
            literal,
            format!("`{wrong}` is not a field name: write `vary = \"Accept-Language\"`, several with commas between"),
        );
    }
}

fn is_field_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

fn text(ty: &Type) -> String {
    ty.to_token_stream()
        .to_string()
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace(" :: ", "::")
}
