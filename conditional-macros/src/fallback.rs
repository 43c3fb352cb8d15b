//! The function as it stands when the attribute could not be expanded: nothing else should fail
//! because of that.

use proc_macro2::TokenStream;
use quote::quote;
use syn::FnArg;

use crate::extractor::Kind;
use crate::item::Item;

/// The function without our marks, and with `Current` parameters that come from nowhere.
pub(crate) fn item(mut item: Item) -> TokenStream {
    let mut current = TokenStream::new();
    item.signature.inputs = item
        .signature
        .inputs
        .into_iter()
        .filter_map(|input| keep(input, &mut current))
        .collect();
    if item.signature.asyncness.is_none() || current.is_empty() {
        return quote!(#item);
    }
    let Item {
        attributes,
        visibility,
        signature,
        body,
    } = item;
    quote! {
        #(#attributes)*
        #[allow(unreachable_code, unused)]
        #visibility #signature {
            #current
            #body
        }
    }
}

fn keep(input: FnArg, current: &mut TokenStream) -> Option<FnArg> {
    let FnArg::Typed(mut parameter) = input else {
        return Some(input);
    };
    parameter
        .attrs
        .retain(|attribute| !attribute.path().is_ident("body"));
    if matches!(Kind::of(&parameter.ty, false), Kind::Current(_)) {
        let (pattern, ty) = (&parameter.pat, &parameter.ty);
        current.extend(quote!(let #pattern: #ty = ::core::unreachable!();));
        return None;
    }
    Some(FnArg::Typed(parameter))
}
