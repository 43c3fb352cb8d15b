//! What the macros generate, and what UI tests do not reach.

mod arguments;
mod expansions;
mod mistakes;
mod wrapper;

use proc_macro2::TokenStream;

use crate::messages::text::text;

/// The functions that the attribute leaves, each with the names of its attributes and its parameters.
fn functions(expanded: TokenStream) -> Vec<(Vec<String>, usize)> {
    let file: syn::File = syn::parse2(expanded).expect("an expansion is a list of items");
    let functions = file.items.into_iter().filter_map(|item| match item {
        syn::Item::Fn(function) => Some(function),
        _ => None,
    });
    functions
        .map(|function| {
            let attributes = function.attrs.iter().map(|attribute| {
                // Outside of the compiler, tokens are printed with other spaces.
                text(&attribute.meta).replace(' ', "")
            });
            (attributes.collect(), function.sig.inputs.len())
        })
        .collect()
}
