//! The three attributes: parse, check, expand.

use proc_macro2::TokenStream;
use quote::{ToTokens as _, quote};
use syn::{Attribute as SynAttribute, Path, parse_quote};

use crate::args::{Args, Attribute};
use crate::errors::Errors;
use crate::item::Item;
use crate::model::Model;
use crate::{expand, fallback, stacked};

/// The tokens that take the place of the attribute and the function below it.
pub(crate) fn expand(attribute: Attribute, args: &TokenStream, item: TokenStream) -> TokenStream {
    let mut errors = Errors::default();
    let mut item = match Item::parse(attribute, item.clone(), &mut errors) {
        Ok(item) => item,
        Err(error) => return [error.to_compile_error(), item].into_iter().collect(),
    };
    let parsed = Args::parse(attribute, args, &mut errors);
    if let Some(stacked) = stacked::reject_wrapper(&parsed, args, &item) {
        return [stacked.to_compile_error(), item.into_token_stream()]
            .into_iter()
            .collect();
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
        Err(errors) => [errors, fallback::item(item, &removed)]
            .into_iter()
            .collect(),
    }
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
    let krate = krate(parsed);
    let name = quote::format_ident!("{}", attribute.name());
    Some(quote!(#instrument #[#krate::#name(#args)] #item))
}

fn is_instrument(attribute: &SynAttribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "instrument")
}

/// The path of the facade, whatever the dependency is called.
pub(crate) fn krate(args: &Args) -> Path {
    match &args.krate {
        Some((_, path)) => path.clone(),
        None => parse_quote!(::conditional_axum),
    }
}
