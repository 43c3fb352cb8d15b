//! The three attributes: parse, check, expand.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Attribute as SynAttribute, Error};

use crate::check::model::Model;
use crate::check::stacked;
use crate::expand::{self, fallback};
use crate::messages::errors::Errors;
use crate::parse::args::{Args, Attribute, facade};
use crate::parse::item::Item;

/// The tokens that take the place of the attribute and the function below it.
pub(crate) fn expand(attribute: Attribute, args: &TokenStream, item: &TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut item = match Item::parse(attribute, item.clone(), &mut errors) {
        Ok(item) => item,
        Err(error) => return beside(&error, item),
    };
    let parsed = Args::parse(attribute, args, &mut errors);
    if let Some(stacked) = stacked::reject_wrapper(&parsed, args, &item) {
        return beside(&stacked, &item.into_token_stream());
    }
    if let Some(swapped) = below_instrument(attribute, &parsed, args, &mut item) {
        return swapped;
    }
    let removed = stacked::reject(&parsed, &mut item, &mut errors);
    if errors.is_empty() {
        parsed.check_validators(attribute, args, &mut errors);
    }
    let model = Model::check(parsed, &item, &mut errors);
    match errors.check(model) {
        Ok(model) => expand::wrapper(&model, &item),
        Err(errors) => {
            let item = fallback::item(item, &removed);
            quote!(#errors #item)
        }
    }
}

fn beside(error: &Error, item: &TokenStream) -> TokenStream {
    let error = error.to_compile_error();
    quote!(#error #item)
}

/// `#[tracing::instrument]` names the handler's own parameters, so it must see the handler before
/// the wrapper takes its place: written below the attribute, it changes places with it.
fn below_instrument(
    attribute: Attribute,
    parsed: &Args,
    args: &TokenStream,
    item: &mut Item,
) -> Option<TokenStream> {
    let at = item.attributes.iter().position(is_instrument)?;
    if item.body.is_empty() {
        return None;
    }
    let instrument = item.attributes.remove(at);
    let krate = facade(parsed.krate.as_ref());
    let name = Ident::new(attribute.name(), Span::call_site());
    Some(quote!(#instrument #[#krate::#name(#args)] #item))
}

fn is_instrument(attribute: &SynAttribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "instrument")
}
