//! The handler's return type, as the block that holds its body needs it.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::spanned::Spanned as _;
use syn::{GenericArgument, PathArguments, ReturnType, Type, TypePath};

/// The handler's return type.
pub(crate) struct Output {
    /// As the wrapper's signature shows it: as it was written, but for a tuple of response parts and
    /// content, which stands for its content.
    pub(crate) shown: TokenStream,
    /// Whether that is another type than the written one.
    pub(crate) is_shown_otherwise: bool,
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
                shown: quote!(()),
                is_shown_otherwise: false,
                inferred: quote!(()),
                is_hidden: false,
                span: Span::mixed_site(),
            };
        };
        let mut inferred = (**ty).clone();
        infer_impl_traits(&mut inferred);
        let (written, inferred) = (ty.to_token_stream(), inferred.to_token_stream());
        let is_hidden = written.to_string() != inferred.to_string();
        // What is hidden is inferred from what the body returns.
        let content = if is_hidden { None } else { content(ty) };
        Self {
            is_hidden,
            is_shown_otherwise: content.is_some(),
            shown: content.map_or(written, |content| content.to_token_stream()),
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

/// The type with its content instead of a tuple of response parts and content; `None` where there
/// is no such tuple.
fn content(ty: &Type) -> Option<Type> {
    match ty {
        Type::Tuple(tuple) => {
            let (first, last) = (tuple.elems.first()?, tuple.elems.last()?);
            let is_content = tuple.elems.len() > 1 && !tells_status(first);
            is_content.then(|| last.clone())
        }
        Type::Path(path) if is_result(path) => {
            let mut path = path.clone();
            let last = path.path.segments.last_mut()?;
            let PathArguments::AngleBracketed(arguments) = &mut last.arguments else {
                return None;
            };
            let GenericArgument::Type(success) = arguments.args.first_mut()? else {
                return None;
            };
            *success = content(success)?;
            Some(Type::Path(path))
        }
        _ => None,
    }
}

fn is_result(path: &TypePath) -> bool {
    let last = path.path.segments.last();
    last.is_some_and(|last| last.ident == "Result")
}

/// Whether the status of the answer is told by a value of this type.
fn tells_status(ty: &Type) -> bool {
    let Type::Path(path) = ty else {
        return false;
    };
    let names = ["StatusCode", "Response", "Parts"];
    let last = path.path.segments.last();
    last.is_some_and(|last| names.iter().any(|name| last.ident == name))
}
