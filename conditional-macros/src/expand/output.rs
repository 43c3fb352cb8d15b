//! The handler's return type, as the block that holds its body needs it.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::spanned::Spanned as _;
use syn::{GenericArgument, PathArguments, ReturnType, Type};

use crate::check::model::Model;

/// What is left of the return type inside the wrapper.
pub(crate) struct Output {
    /// The type, with `_` for what only the body tells.
    pub(crate) ty: TokenStream,
    /// Where it stands.
    pub(crate) span: Span,
    /// Names the traits that the `_`s hide, so that they stay checked and their imports used.
    pub(crate) bounds: TokenStream,
}

impl Output {
    /// Reads the handler's signature.
    pub(crate) fn of(model: &Model) -> Self {
        let ReturnType::Type(_, ty) = &model.output else {
            return Self {
                ty: quote!(()),
                span: Span::mixed_site(),
                bounds: TokenStream::new(),
            };
        };
        let (mut inferred, mut bounds) = ((**ty).clone(), TokenStream::new());
        infer_impl_traits(&mut inferred, &mut bounds);
        // A nested item cannot name the parameters of the function around it.
        if model.is_generic {
            bounds = TokenStream::new();
        }
        Self {
            ty: inferred.to_token_stream(),
            span: ty.span(),
            bounds,
        }
    }
}

fn infer_impl_traits(ty: &mut Type, bounds: &mut TokenStream) {
    match ty {
        Type::ImplTrait(hidden) => {
            still_named(&hidden.bounds.to_token_stream()).to_tokens(bounds);
            *ty = Type::Verbatim(quote!(_));
        }
        Type::Tuple(tuple) => {
            // Not `iter_mut`: it would compile a boxed iterator here, with all that it could do.
            for ty in tuple.elems.pairs_mut() {
                infer_impl_traits(ty.into_value(), bounds);
            }
        }
        Type::Paren(inner) => infer_impl_traits(&mut inner.elem, bounds),
        Type::Group(inner) => infer_impl_traits(&mut inner.elem, bounds),
        Type::Array(inner) => infer_impl_traits(&mut inner.elem, bounds),
        Type::Path(path) => path
            .path
            .segments
            .iter_mut()
            .for_each(|segment| infer_in_arguments(&mut segment.arguments, bounds)),
        _ => {}
    }
}

fn infer_in_arguments(arguments: &mut PathArguments, bounds: &mut TokenStream) {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return;
    };
    for argument in arguments.args.pairs_mut() {
        if let GenericArgument::Type(ty) = argument.into_value() {
            infer_impl_traits(ty, bounds);
        }
    }
}

fn still_named(bounds: &TokenStream) -> Option<TokenStream> {
    is_nameable(bounds.clone())
        .then(|| quote!({ #[allow(dead_code)] fn returned<T: #bounds>() {} }))
}

/// Whether a nested item can name them: there is no `Self`, no `'_` and no `use<…>`.
fn is_nameable(bounds: TokenStream) -> bool {
    bounds.into_iter().all(|token| match token {
        TokenTree::Ident(word) => word != "Self" && word != "_" && word != "use",
        TokenTree::Group(group) => is_nameable(group.stream()),
        _ => true,
    })
}
