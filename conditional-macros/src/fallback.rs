//! What stands for the handler when the attribute could not be expanded: nothing else should fail
//! because of that.

use proc_macro2::{Span, TokenStream};
use quote::{format_ident, quote};
use syn::{Attribute, FnArg, Path, Signature};

use crate::item::Item;

/// A handler of the same name that any router takes, and the user's own function beside it, so
/// that its body is still checked and completed by editors.
///
/// `removed` are the attributes that were taken off it: they count as used.
pub(crate) fn item(item: Item, removed: &[Path]) -> TokenStream {
    let Item {
        attributes,
        visibility,
        signature: Signature {
            ident, generics, ..
        },
        ..
    } = &item;
    let where_clause = &generics.where_clause;
    let stand_in = quote! {
        #(#attributes)*
        #visibility async fn #ident #generics () #where_clause {
            #(#[allow(unused_imports)] use #removed as _;)*
        }
    };
    [stand_in, original(item)].into_iter().collect()
}

fn original(item: Item) -> TokenStream {
    let Item {
        attributes,
        mut signature,
        body,
        ..
    } = item;
    // Only a function in an `impl` may have a receiver, and whether it is in one cannot be seen.
    if signature.receiver().is_some() || body.is_empty() {
        return TokenStream::new();
    }
    signature.ident = format_ident!("__{}_unguarded", signature.ident, span = Span::mixed_site());
    for input in &mut signature.inputs {
        if let FnArg::Typed(parameter) = input {
            parameter.attrs.retain(|mark| !mark.path().is_ident("body"));
        }
    }
    let conditions = attributes.iter().filter(|attribute| is_cfg(attribute));
    quote! {
        #(#conditions)*
        #[allow(dead_code, clippy::all, clippy::pedantic)]
        #signature #body
    }
}

fn is_cfg(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
}
