//! What stands for the handler when the attribute could not be expanded: nothing else should fail
//! because of that.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, FnArg, Signature};

use crate::parse::item::{Item, is_cfg, take_off};
use crate::parse::parameter::is_body_mark;

/// A handler of the same name that any router takes, and the user's own function beside it, so
/// that its body is still checked and completed by editors.
///
/// `removed` are the attributes that were taken off it: they count as used.
pub(crate) fn item(item: Item, removed: &[Attribute]) -> TokenStream {
    let Item {
        attributes,
        visibility,
        signature: Signature {
            ident, generics, ..
        },
        ..
    } = &item;
    let where_clause = &generics.where_clause;
    let mut uses = TokenStream::new();
    for attribute in removed {
        let path = attribute.path();
        uses.extend(quote!(#[allow(unused_imports)] use #path as _;));
    }
    let stand_in = quote! {
        #(#attributes)*
        #visibility async fn #ident #generics () #where_clause {
            #uses
        }
    };
    let original = original(item);
    quote!(#stand_in #original)
}

fn original(item: Item) -> TokenStream {
    let Item {
        mut attributes,
        mut signature,
        body,
        ..
    } = item;
    // Only a function in an `impl` may have a receiver, and whether it is in one cannot be seen.
    if signature.receiver().is_some() || body.is_empty() {
        return TokenStream::new();
    }
    signature.ident = format_ident!("__{}_unguarded", signature.ident, span = Span::mixed_site());
    for input in signature.inputs.pairs_mut() {
        if let FnArg::Typed(parameter) = input.into_value() {
            take_off(&mut parameter.attrs, is_body_mark);
        }
    }
    let conditions = take_off(&mut attributes, is_cfg);
    quote! {
        #(#conditions)*
        #[allow(dead_code, clippy::all, clippy::pedantic)]
        #signature #body
    }
}
