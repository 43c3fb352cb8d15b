//! The three attributes: parse, check, expand.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::punctuated::Punctuated;
use syn::{Attribute as SynAttribute, Error, Meta};

use crate::check::arguments::check_arguments;
use crate::check::model::Model;
use crate::check::stacked;
#[cfg(feature = "utoipa-6")]
use crate::expand::documented;
use crate::expand::{self, fallback};
use crate::messages::errors::Errors;
use crate::parse::args::{Args, Attribute, facade};
use crate::parse::item::{Item, take_off_cfg};
use crate::parse::lifetimes::make_static;

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
    let again = Again::new(attribute, &parsed, args);
    #[cfg(feature = "utoipa-6")]
    if let Some(documented) = again.documented(&parsed, &mut item) {
        return documented;
    }
    if let Some(swapped) = again.below_instrument(&mut item) {
        return swapped;
    }
    if let Some(both) = again.with_and_without_cfg(&item) {
        return both;
    }
    let removed = stacked::reject(&parsed, &mut item, &mut errors);
    if errors.is_empty() {
        check_arguments(attribute, &parsed, args, &mut errors);
    }
    if errors.is_empty() {
        make_static(&mut item);
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

/// The same attribute once more, for a function that changed.
struct Again(TokenStream);

impl Again {
    fn new(attribute: Attribute, parsed: &Args, args: &TokenStream) -> Self {
        let krate = facade(parsed.krate.as_ref());
        let name = Ident::new(attribute.name(), Span::call_site());
        Self(quote!(#[#krate::#name(#args)]))
    }

    /// `#[utoipa::path]` reads the handler's own signature, and makes a type of what it reads: written
    /// below the attribute, it changes places with it, and its type is completed.
    #[cfg(feature = "utoipa-6")]
    fn documented(&self, parsed: &Args, item: &mut Item) -> Option<TokenStream> {
        let at = item.attributes.iter().position(documented::is_path)?;
        let model = Model::check(parsed.clone(), item, &mut Errors::default())?;
        let path = item.attributes.remove(at);
        let Self(attribute) = self;
        Some(documented::swapped(&model, &path, attribute, item))
    }

    /// `#[tracing::instrument]` names the handler's own parameters, so it must see the handler
    /// before the wrapper takes its place: written below the attribute, it changes places with it.
    fn below_instrument(&self, item: &mut Item) -> Option<TokenStream> {
        let at = item.attributes.iter().position(is_instrument)?;
        if item.body.is_empty() {
            return None;
        }
        let instrument = item.attributes.remove(at);
        let Self(attribute) = self;
        Some(quote!(#instrument #attribute #item))
    }

    /// The wrapper names a parameter more than once, so one that comes and goes makes two handlers,
    /// of which one is there.
    fn with_and_without_cfg(&self, item: &Item) -> Option<TokenStream> {
        let mut with = item.clone();
        let (index, cfg) = take_off_cfg(&mut with.signature)?;
        let condition = match &cfg {
            Meta::List(list) => &list.tokens,
            _ => return None,
        };
        let mut without = with.clone();
        without.signature.inputs = Punctuated::new();
        for (at, input) in with.signature.inputs.pairs().enumerate() {
            if at != index {
                without.signature.inputs.push((*input.value()).clone());
            }
        }
        let Self(attribute) = self;
        Some(quote! {
            #[cfg(#condition)]
            #attribute
            #with
            #[cfg(not(#condition))]
            #attribute
            #without
        })
    }
}

fn is_instrument(attribute: &SynAttribute) -> bool {
    attribute
        .path()
        .segments
        .last()
        .is_some_and(|last| last.ident == "instrument")
}
