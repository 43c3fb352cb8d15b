//! The calls of the user's validator functions.

use std::collections::HashSet;

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote, quote_spanned};

use crate::args::Function;
use crate::extractor::Kind;
use crate::model::{Model, Validators};
use crate::names::Names;

/// Tells the guard what the validator functions know.
pub(crate) fn steps(names: &Names, model: &Model) -> TokenStream {
    match &model.validators {
        Validators::Functions {
            etag,
            last_modified,
        } => by_functions(names, model, etag.as_ref(), last_modified.as_ref()),
        Validators::Resource(load) => by_resource(names, model, load),
    }
}

fn by_functions(
    names: &Names,
    model: &Model,
    etag: Option<&Function>,
    last_modified: Option<&Function>,
) -> TokenStream {
    let Names { guard, private, .. } = names;
    let etag = etag.map(|function| {
        let etag = settled(
            names,
            model,
            function,
            &quote!(settle::<#private::ETag, _, _>),
        );
        quote!(#guard.etag(#etag);)
    });
    let last_modified = last_modified.map(|function| {
        let settle = quote!(settle::<#private::LastModified, _, _>);
        let date = settled(names, model, function, &settle);
        quote!(if #guard.asks_for_date() { #guard.last_modified(#date); })
    });
    quote!(if #guard.asks() { #etag #last_modified })
}

fn by_resource(names: &Names, model: &Model, load: &Function) -> TokenStream {
    let Names { guard, loaded, .. } = names;
    let row = settled(names, model, load, &quote!(settle_load));
    match names.current(model) {
        None => quote!(if #guard.asks() { #guard.resource(&#row); }),
        // The handler wants the row, whether anything is conditional or not.
        Some(_) => quote!(let #loaded = #row; #guard.resource(&#loaded);),
    }
}

/// Calls a user's function with the shared arguments, awaits it, and leaves with its error.
///
/// All of it stands at the function's own name: that is where rustc reports what does not fit.
fn settled(names: &Names, model: &Model, function: &Function, settle: &TokenStream) -> TokenStream {
    let Names {
        private,
        response,
        loaded,
        ..
    } = names;
    let list = shared_list(names, model);
    let call = &function.call;
    let span = function.span().resolved_at(Span::mixed_site());
    let private = respan(private, span);
    let settle = respan(settle, span);
    let pending = quote_spanned!(span=> #private::#settle(#private::apply(#call, #list)));
    quote! {
        match #pending.await {
            ::core::result::Result::Ok(#loaded) => #loaded,
            ::core::result::Result::Err(#response) => return #response,
        }
    }
}

/// `(&a, (&b, ()))`: each type once, since it is looked up by type.
fn shared_list(names: &Names, model: &Model) -> TokenStream {
    let mut seen = HashSet::new();
    let shared: Vec<&Ident> = names
        .extracted(model)
        .into_iter()
        .filter(|(_, parameter)| matches!(parameter.kind, Kind::Shared))
        .filter(|(_, parameter)| seen.insert(parameter.ty.to_token_stream().to_string()))
        .map(|(name, _)| name)
        .collect();
    shared
        .iter()
        .rev()
        .fold(quote!(()), |rest, name| quote!((&#name, #rest)))
}

/// The same tokens at another place.
pub(crate) fn respan(tokens: &TokenStream, span: Span) -> TokenStream {
    let respanned = tokens.clone().into_iter().map(|mut token| {
        if let TokenTree::Group(group) = &token {
            let inner = respan(&group.stream(), span);
            token = Group::new(group.delimiter(), inner).into();
        }
        token.set_span(span);
        token
    });
    respanned.collect()
}
