//! The checked handler: every rule that needs the arguments and the signature together is here.

use proc_macro2::TokenStream;
use syn::{ReturnType, Type};

use crate::check::parameters::{check_applied, check_extract, read_parameters};
use crate::check::signature::check_signature;
use crate::messages::errors::Errors;
use crate::parse::args::{Args, Function, Value, facade};
use crate::parse::item::{Item, is_debug_handler};
use crate::parse::parameter::Parameter;

/// A handler that can be wrapped.
pub(crate) struct Model {
    pub(crate) krate: TokenStream,
    pub(crate) validators: Validators,
    pub(crate) headers: Option<Function>,
    pub(crate) applied: Option<Function>,
    pub(crate) rules: Rules,
    pub(crate) cache_control: Option<Value>,
    pub(crate) vary: Option<Value>,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) extract: Vec<Type>,
    pub(crate) output: ReturnType,
    /// Whether `#[debug_handler]` stands below the attribute.
    pub(crate) is_debugged: bool,
}

/// What the attribute demands beside the validators.
#[derive(Clone, Copy)]
pub(crate) struct Rules {
    pub(crate) required: bool,
    pub(crate) weak_if_match: bool,
    pub(crate) bare_tags: bool,
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
        check_signature(&item.signature, errors);
        let parameters = read_parameters(item, args.resource.is_some(), errors);
        if let Some(extract) = &args.extract {
            check_extract(extract, &parameters, errors);
        }
        if let Some(applied) = &args.applied {
            check_applied(applied, &parameters, errors);
        }
        Some(Self {
            krate: facade(args.krate.as_ref()),
            validators: validators(args.etag, args.last_modified, args.resource, errors)?,
            headers: args.headers,
            applied: args.applied,
            rules: Rules {
                required: args.required.is_some(),
                weak_if_match: args.weak_if_match.is_some(),
                bare_tags: args.bare_tags.is_some(),
            },
            cache_control: args.cache_control,
            vary: args.vary,
            parameters,
            extract: args.extract.map_or_else(Vec::new, |extract| extract.types),
            output: item.signature.output.clone(),
            is_debugged: item.attributes.iter().any(is_debug_handler),
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
        "`resource` gives both validators: remove {names}, and mark the field of the row instead, as in `#[{first}] {}`",
        if first == "etag" {
            "version: i64"
        } else {
            "updated_at: DateTime<Utc>"
        }
    );
    errors.at(first, &message);
}
