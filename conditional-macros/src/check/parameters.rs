//! The parameters of the handler, and those that `extract(…)` adds for the functions.

use proc_macro2::Ident;
use syn::{FnArg, Type};

use crate::messages::errors::Errors;
use crate::messages::text::text;
use crate::parse::args::{Extract, Function};
use crate::parse::item::Item;
use crate::parse::parameter::{
    Kind, Parameter, by_source, inside, is_body, is_current, is_parts, is_range,
};

/// axum implements `Handler` for functions of at most this many parameters.
pub(crate) const MOST_PARAMETERS: usize = 16;

/// Reads the handler's parameters; adds what is wrong with any of them.
pub(crate) fn read_parameters(
    item: &Item,
    has_resource: bool,
    errors: &mut Errors,
) -> Vec<Parameter> {
    let mut parameters = Vec::new();
    for input in &item.signature.inputs {
        match input {
            FnArg::Receiver(receiver) => errors.at(
                receiver,
                "axum calls a handler without `self`: take what it holds as a parameter, `State(api): State<Api>` for instance",
            ),
            FnArg::Typed(parameter) => {
                parameters.push(Parameter::read(parameter, parameters.len()));
            }
        }
    }
    let (extracted, current) = by_source(&parameters);
    check_count(extracted.len(), &item.signature.ident, errors);
    check_bodies(&extracted, errors);
    check_current(&current, has_resource, errors);
    for parameter in extracted {
        check_wrapped_current(&parameter.ty, errors);
        check_range(&parameter.ty, errors);
    }
    parameters
}

fn check_count(count: usize, name: &Ident, errors: &mut Errors) {
    if count > MOST_PARAMETERS {
        let message = format!(
            "a handler takes at most {MOST_PARAMETERS} extractors, this one has {count}: put some into a struct with `#[derive(FromRequestParts)]`"
        );
        errors.at(name, &message);
    }
}

fn check_bodies(extracted: &[&Parameter], errors: &mut Errors) {
    let Some((last, before)) = extracted.split_last() else {
        return;
    };
    for parameter in before.iter().filter(|parameter| reads_body(parameter)) {
        let (ty, last_ty) = (text(&parameter.ty), text(&last.ty));
        let advice = if reads_body(last) {
            format!("and so does `{last_ty}`: a body is read once, remove one of them")
        } else {
            "and only the last parameter can: move it to the end".to_owned()
        };
        errors.at(&parameter.ty, &format!("`{ty}` reads the body, {advice}"));
    }
}

fn reads_body(parameter: &Parameter) -> bool {
    matches!(parameter.kind, Kind::Marked) || is_body(&parameter.ty)
}

fn check_current(current: &[&Parameter], has_resource: bool, errors: &mut Errors) {
    if !has_resource {
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

/// `Current` is not an extractor, so axum's wrappers around extractors do not apply to it.
fn check_wrapped_current(ty: &Type, errors: &mut Errors) {
    let message = if let Some(current) = inside(ty, "Option").filter(|inner| is_current(inner)) {
        let row = inside(current, "Current").map_or_else(|| "Row".to_owned(), |row| text(row));
        format!("a row that may be missing goes inside: write `Current<Option<{row}>>`")
    } else if let Some(current) = inside(ty, "Result").filter(|inner| is_current(inner)) {
        let current = text(current);
        format!(
            "an error of the `resource` function is answered before the handler runs: write `{current}`"
        )
    } else {
        return;
    };
    errors.at(ty, &message);
}

/// A range must not be answered where `If-Range` does not hold, so it must be able to go.
fn check_range(ty: &Type, errors: &mut Errors) {
    if is_range(ty) {
        let wanted = text(ty);
        let message = format!(
            "a range is withdrawn where `If-Range` does not hold: write `Option<{wanted}>`, which is `None` then"
        );
        errors.at(ty, &message);
    }
}

/// Adds what `extract(…)` must not name.
pub(crate) fn check_extract(extract: &Extract, parameters: &[Parameter], errors: &mut Errors) {
    let mut seen = Vec::new();
    for parameter in parameters {
        seen.push(text(&parameter.ty));
    }
    let of_the_handler = seen.len();
    for ty in &extract.types {
        let written = text(ty);
        if let Some(at) = seen.iter().position(|seen| *seen == written) {
            let who = if at < of_the_handler {
                "the handler extracts"
            } else {
                "`extract` names"
            };
            errors.at(
                ty,
                &format!("{who} `{written}` already, and the functions share it: remove it here"),
            );
        } else if is_body(ty) {
            let message = format!(
                "`{written}` reads the body, which only the handler's last parameter can: write it there, and the functions can take `&{written}`"
            );
            errors.at(ty, &message);
        } else if is_current(ty) {
            let message = format!(
                "`{written}` is not an extractor: the handler takes it as a parameter, and `headers` and `applied` take the row itself, by reference"
            );
            errors.at(ty, &message);
        }
        seen.push(written);
    }
}

/// Whether there is content that `applied` could compare with the row.
pub(crate) fn check_applied(applied: &Function, parameters: &[Parameter], errors: &mut Errors) {
    let (extracted, _) = by_source(parameters);
    if extracted.last().is_none_or(|last| is_parts(&last.ty)) {
        errors.at(
            &applied.keyword,
            "`applied` compares the loaded row with the content, which this handler does not read: add the body extractor as its last parameter, `Json(change): Json<Change>` for instance, or remove `applied`",
        );
    }
}
