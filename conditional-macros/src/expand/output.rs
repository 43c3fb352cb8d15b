//! The handler's return type, as the block that holds its body needs it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::spanned::Spanned as _;
use syn::{GenericArgument, PathArguments, ReturnType, Type};

/// The handler's return type.
pub(crate) struct Output {
    /// As it was written.
    pub(crate) written: TokenStream,
    /// With `_` for what only the body tells.
    pub(crate) inferred: TokenStream,
    /// Whether there is such a `_`.
    pub(crate) is_hidden: bool,
    /// Where it stands.
    pub(crate) span: Span,
}

impl Output {
    /// Reads the handler's signature.
    pub(crate) fn of(output: &ReturnType) -> Self {
        let ReturnType::Type(_, ty) = output else {
            return Self {
                written: quote!(()),
                inferred: quote!(()),
                is_hidden: false,
                span: Span::mixed_site(),
            };
        };
        let mut inferred = (**ty).clone();
        infer_impl_traits(&mut inferred);
        let (written, inferred) = (ty.to_token_stream(), inferred.to_token_stream());
        Self {
            is_hidden: written.to_string() != inferred.to_string(),
            written,
            inferred,
            span: ty.span(),
        }
    }
}

fn infer_impl_traits(ty: &mut Type) {
    match ty {
        Type::ImplTrait(_) => *ty = Type::Verbatim(quote!(_)),
        Type::Tuple(tuple) => {
            // Not `iter_mut`: it would compile a boxed iterator here, with all that it could do.
            for ty in tuple.elems.pairs_mut() {
                infer_impl_traits(ty.into_value());
            }
        }
        Type::Paren(inner) => infer_impl_traits(&mut inner.elem),
        Type::Group(inner) => infer_impl_traits(&mut inner.elem),
        Type::Array(inner) => infer_impl_traits(&mut inner.elem),
        Type::Path(path) => {
            for segment in &mut path.path.segments {
                infer_in_arguments(&mut segment.arguments);
            }
        }
        _ => {}
    }
}

fn infer_in_arguments(arguments: &mut PathArguments) {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return;
    };
    for argument in arguments.args.pairs_mut() {
        if let GenericArgument::Type(ty) = argument.into_value() {
            infer_impl_traits(ty);
        }
    }
}
