//! The handler's return type, as the block that holds its body needs it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::punctuated::Punctuated;
use syn::spanned::Spanned as _;
use syn::{GenericArgument, PathArguments, ReturnType, Token, Type, TypeParamBound};

use crate::model::Model;

/// What is left of the return type inside the wrapper.
pub(crate) struct Output {
    /// The type, with `_` for what only the body tells.
    pub(crate) ty: TokenStream,
    /// Where it stands.
    pub(crate) span: Span,
    /// Names the traits that the `_`s hide, so that they stay checked and their imports used.
    pub(crate) bounds: TokenStream,
}

type Bounds = Punctuated<TypeParamBound, Token![+]>;

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
        let (mut inferred, mut hidden) = ((**ty).clone(), Vec::new());
        infer_impl_traits(&mut inferred, &mut hidden);
        // A nested item cannot name the parameters of the function around it.
        let hidden = hidden
            .into_iter()
            .filter(|_| !model.is_generic)
            .filter(is_nameable);
        let bounds =
            hidden.map(|bounds| quote!({ #[allow(dead_code)] fn returned<T: #bounds>() {} }));
        Self {
            ty: inferred.to_token_stream(),
            span: ty.span(),
            bounds: bounds.collect(),
        }
    }
}

fn is_nameable(bounds: &Bounds) -> bool {
    let text = bounds.to_token_stream().to_string();
    !text.contains("Self")
        && !text.contains("use <")
        && !text.contains("use<")
        && !text.contains("'_")
}

fn infer_impl_traits(ty: &mut Type, hidden: &mut Vec<Bounds>) {
    match ty {
        Type::ImplTrait(bounded) => {
            hidden.push(bounded.bounds.clone());
            *ty = syn::parse_quote!(_);
        }
        Type::Tuple(tuple) => tuple
            .elems
            .iter_mut()
            .for_each(|ty| infer_impl_traits(ty, hidden)),
        Type::Paren(inner) => infer_impl_traits(&mut inner.elem, hidden),
        Type::Group(inner) => infer_impl_traits(&mut inner.elem, hidden),
        Type::Array(inner) => infer_impl_traits(&mut inner.elem, hidden),
        Type::Path(path) => path
            .path
            .segments
            .iter_mut()
            .for_each(|segment| infer_in_arguments(&mut segment.arguments, hidden)),
        _ => {}
    }
}

fn infer_in_arguments(arguments: &mut PathArguments, hidden: &mut Vec<Bounds>) {
    let PathArguments::AngleBracketed(arguments) = arguments else {
        return;
    };
    for argument in &mut arguments.args {
        if let GenericArgument::Type(ty) = argument {
            infer_impl_traits(ty, hidden);
        }
    }
}
