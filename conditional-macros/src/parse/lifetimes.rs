//! The lifetimes that a handler names.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use quote::{ToTokens as _, TokenStreamExt as _};
use syn::{GenericParam, Lifetime, Signature};

use crate::parse::item::Item;

/// Replaces the lifetimes that the signature declares with `'static`.
///
/// A router holds its handlers for ever, so it is what the compiler would choose at the route. In a
/// generic function it could not: `Cow<'a, str>` is a response for `'static` alone.
pub(crate) fn make_static(item: &mut Item) {
    // What is not `async` is refused, by what its lifetimes are called among other things.
    if item.signature.asyncness.is_none() {
        return;
    }
    let mut declared = Vec::new();
    for parameter in item.signature.generics.lifetimes() {
        declared.push(parameter.lifetime.clone());
    }
    declared.retain(|lifetime| !mentions(item.body.clone(), lifetime));
    for lifetime in declared {
        if let Some(signature) = without(&item.signature, &lifetime) {
            item.signature = signature;
        }
    }
}

fn without(signature: &Signature, lifetime: &Lifetime) -> Option<Signature> {
    let mut kept = signature.clone();
    kept.generics.params = kept
        .generics
        .params
        .into_iter()
        .filter(|parameter| match parameter {
            GenericParam::Lifetime(declared) => declared.lifetime != *lifetime,
            _ => true,
        })
        .collect();
    syn::parse2(replaced(kept.to_token_stream(), lifetime)).ok()
}

fn mentions(tokens: TokenStream, lifetime: &Lifetime) -> bool {
    let mut after_quote = false;
    for token in tokens {
        match &token {
            TokenTree::Ident(name) if after_quote && *name == lifetime.ident => return true,
            TokenTree::Group(group) if mentions(group.stream(), lifetime) => return true,
            _ => {}
        }
        after_quote = is_quote(&token);
    }
    false
}

fn replaced(tokens: TokenStream, lifetime: &Lifetime) -> TokenStream {
    let mut kept = TokenStream::new();
    let mut after_quote = false;
    for mut token in tokens {
        match &token {
            TokenTree::Ident(name) if after_quote && *name == lifetime.ident => {
                token = Ident::new("static", name.span()).into();
            }
            TokenTree::Group(group) => {
                let inside = replaced(group.stream(), lifetime);
                let mut group_kept = Group::new(group.delimiter(), inside);
                group_kept.set_span(group.span());
                token = group_kept.into();
            }
            _ => {}
        }
        after_quote = is_quote(&token);
        kept.append(token);
    }
    kept
}

fn is_quote(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(quote) if quote.as_char() == '\'')
}
