//! `#[utoipa::path]` below the attribute: it documents the user's own function, and what it says is
//! completed by what the guard adds.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote};
use syn::{Attribute, Meta, Path};

use crate::check::model::Model;
use crate::expand::facts::facts;
use crate::parse::item::Item;

/// Whether this is `#[utoipa::path(…)]`, and it makes the type that documents read.
pub(crate) fn is_path(attribute: &Attribute) -> bool {
    let Meta::List(list) = &attribute.meta else {
        return false;
    };
    let names_other_type = || {
        let mut tokens = list.tokens.clone().into_iter();
        tokens.any(|token| token.to_string() == "impl_for")
    };
    let path = &list.path;
    let is_last = |name| path.segments.last().is_some_and(|last| last.ident == name);
    path.segments.len() > 1 && is_last("path") && !names_other_type()
}

/// The item with utoipa's attribute above `again`, our own.
///
/// utoipa documents a type of ours with it. The type that documents read, `__path_` and the name of
/// the function, completes what that one says.
pub(crate) fn swapped(
    model: &Model,
    path: &Attribute,
    again: &TokenStream,
    item: &Item,
) -> TokenStream {
    let Meta::List(list) = &path.meta else {
        return TokenStream::new();
    };
    let arguments = &list.tokens;
    let macro_path = &list.path;
    let name = &item.signature.ident;
    let unguarded = format_ident!("__unguarded_path_{name}", span = Span::call_site());
    let completed = completed(
        model,
        &crate_of(macro_path),
        &unguarded.to_token_stream(),
        item,
    );
    quote! {
        #[#macro_path(impl_for = #unguarded, #arguments)]
        #again
        #item

        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[derive(Clone, Debug)]
        pub struct #unguarded;

        #completed
    }
}

fn completed(model: &Model, utoipa: &Path, unguarded: &TokenStream, item: &Item) -> TokenStream {
    let krate = &model.krate;
    let private = quote!(#krate::__private);
    let facts = facts(model, &private);
    let path = format_ident!("__path_{}", item.signature.ident, span = Span::call_site());
    quote! {
        #[doc(hidden)]
        #[allow(non_camel_case_types)]
        #[derive(Clone, Debug)]
        pub struct #path;

        impl #utoipa::Path for #path {
            fn path() -> ::std::string::String {
                <#unguarded as #utoipa::Path>::path()
            }

            fn methods() -> ::std::vec::Vec<#utoipa::openapi::path::HttpMethod> {
                <#unguarded as #utoipa::Path>::methods()
            }

            fn operation() -> #utoipa::openapi::path::Operation {
                #private::documented(
                    <#unguarded as #utoipa::Path>::operation(),
                    &<#unguarded as #utoipa::Path>::methods(),
                    #facts,
                )
            }
        }

        impl<'t> #utoipa::__dev::Tags<'t> for #path {
            fn tags() -> ::std::vec::Vec<&'t str> {
                <#unguarded as #utoipa::__dev::Tags<'t>>::tags()
            }
        }

        impl #utoipa::__dev::SchemaReferences for #path {
            fn schemas(
                schemas: &mut ::std::vec::Vec<(
                    ::std::string::String,
                    #utoipa::openapi::RefOr<#utoipa::openapi::schema::Schema>,
                )>,
            ) {
                <#unguarded as #utoipa::__dev::SchemaReferences>::schemas(schemas);
            }
        }
    }
}

/// The path of the macro without its name.
fn crate_of(path: &Path) -> Path {
    let mut path = path.clone();
    path.segments.pop();
    path.segments.pop_punct();
    path
}
