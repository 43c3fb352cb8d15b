//! What the attribute declares, as a number in the type of the answer.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Type;

use crate::check::model::{Model, Validators};
use crate::parse::parameter::{current, inside};

/// The names of the facts, joined.
pub(crate) fn facts(model: &Model, private: &TokenStream) -> TokenStream {
    let mut facts = validators(&model.validators);
    let others = [
        (model.rules.required, "REQUIRED"),
        (model.cache_control.is_some(), "CACHE_CONTROL"),
        (model.vary.is_some(), "VARY"),
        (needs_row(model), "NEEDS_ROW"),
        (model.applied.is_some(), "APPLIED"),
        (model.headers.is_some(), "HEADERS"),
    ];
    for (is_declared, name) in others {
        if is_declared {
            facts.push(name);
        }
    }
    let mut joined = TokenStream::new();
    for name in facts {
        let name = Ident::new(name, Span::mixed_site());
        let or = (!joined.is_empty()).then(|| quote!(|));
        joined.extend(quote!(#or #private::facts::#name));
    }
    joined
}

fn validators(validators: &Validators) -> Vec<&'static str> {
    match validators {
        Validators::Resource(_) => vec!["RESOURCE"],
        Validators::Functions {
            etag,
            last_modified,
        } => {
            let mut facts = Vec::new();
            if etag.is_some() {
                facts.push("ETAG");
            }
            if last_modified.is_some() {
                facts.push("LAST_MODIFIED");
            }
            facts
        }
    }
}

/// Whether a missing row is a 404 of the guard's.
fn needs_row(model: &Model) -> bool {
    let row = current(&model.parameters).map(|(_, row)| row);
    row.is_some_and(|row: &Type| inside(row, "Option").is_none())
}
