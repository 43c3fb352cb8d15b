//! The checked handler: every rule that needs the arguments and the signature together is here.

use syn::{FnArg, Path, ReturnType, Safety};

use crate::args::{Args, Function, Value, text};
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
        check_count(&parameters, &item.signature.ident, errors);
        check_bodies(&parameters, errors);
        check_current(&parameters, args.resource.is_some(), errors);
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
    if let Some((_, load)) = resource {
        check_no_functions(&[etag, last_modified], errors);
        return Some(Validators::Resource(load));
    }
    let (etag, last_modified) = (etag.map(|(_, f)| f), last_modified.map(|(_, f)| f));
    if etag.is_none() && last_modified.is_none() {
        return None;
    }
    Some(Validators::Functions {
        etag,
        last_modified,
    })
}

fn check_no_functions(functions: &[Named], errors: &mut Errors) {
    let mut keywords = functions.iter().flatten().map(|(keyword, _)| keyword);
    let Some(first) = keywords.next() else {
        return;
    };
    let names = match keywords.next() {
        Some(second) => format!("`{first}` and `{second}`"),
        None => format!("`{first}`"),
    };
    let message = format!(
        "`resource` tells both validators: remove {names}, and mark the field of the row instead, as in `#[{first}] {}`",
        if first == "etag" {
            "version: i64"
        } else {
            "updated_at: DateTime<Utc>"
        }
    );
    errors.at(first, message);
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
            "axum does not take an `extern fn` as a handler: remove `extern`",
        );
    }
}

fn check_count(parameters: &[Parameter], name: &syn::Ident, errors: &mut Errors) {
    let count = parameters.iter().filter(|p| is_extracted(p)).count();
    if count > MOST_PARAMETERS {
        let message = format!(
            "a handler takes at most {MOST_PARAMETERS} extractors, this one has {count}: put some into a struct with `#[derive(FromRequestParts)]`"
        );
        errors.at(name, message);
    }
}

fn is_extracted(parameter: &Parameter) -> bool {
    !matches!(parameter.kind, Kind::Current(_))
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
                parameters.push(read(parameter));
            }
        }
    }
    parameters
}

/// The wrapper names every parameter more than once, so none may come and go.
fn check_cfg(parameter: &syn::PatType, errors: &mut Errors) {
    let is_cfg = |attribute: &&syn::Attribute| attribute.path().is_ident("cfg");
    if let Some(cfg) = parameter.attrs.iter().find(is_cfg) {
        errors.at(
            cfg,
            "a parameter of a guarded handler cannot have a `#[cfg]`: write the handler twice, each with the `#[cfg]` above it",
        );
    }
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
    let extracted: Vec<&Parameter> = parameters.iter().filter(|p| is_extracted(p)).collect();
    let Some((last, before)) = extracted.split_last() else {
        return;
    };
    for parameter in before.iter().filter(|p| matches!(p.kind, Kind::Body)) {
        let (ty, last_ty) = (text(&parameter.ty), text(&last.ty));
        let advice = match last.kind {
            Kind::Body => {
                format!("and so does `{last_ty}`: a body is read once, remove one of them")
            }
            _ => "and only the last parameter can: move it to the end".to_owned(),
        };
        errors.at(&parameter.ty, format!("`{ty}` reads the body, {advice}"));
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
                format!("`{ty}` is what a `resource` function has loaded: write `#[condition(resource = your_fn)]` above"),
            );
        }
    }
    for second in current.iter().skip(1) {
        errors.at(
            &second.ty,
            "the loaded row is handed over once: remove the second `Current`",
        );
    }
}
