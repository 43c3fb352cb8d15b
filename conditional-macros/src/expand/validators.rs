//! What the guard learns: from the validator functions, or from the loaded row.

use proc_macro2::{Ident, TokenStream};
use quote::{quote, quote_spanned};
use syn::Type;
use syn::spanned::Spanned as _;

use crate::check::model::{Model, Validators};
use crate::expand::functions::{Call, leave, respan};
use crate::expand::names::Names;
use crate::parse::args::Function;
use crate::parse::parameter::current;

/// Tells the guard what the validator functions know.
///
/// The paths in it count as written by the user, and need not be as short as the user's imports
/// would allow.
pub(crate) fn steps(names: &Names, model: &Model) -> TokenStream {
    match &model.validators {
        Validators::Functions {
            etag,
            last_modified,
        } => by_functions(names, model, etag.as_ref(), last_modified.as_ref()),
        Validators::Resource(load) => by_resource(names, model, load),
    }
}

/// Whether another function takes the row before the handler does.
pub(crate) fn lends_row(model: &Model) -> bool {
    model.headers.is_some() || model.applied.is_some()
}

/// Hands the row over to the handler's `Current`.
pub(crate) fn take_current(names: &Names, current: &Ident, row: &TokenStream) -> TokenStream {
    let private = &names.private;
    quote!(#current = ::core::future::ready(#private::Current(#row));)
}

/// The loaded row as an `Option` of a reference: `None` where nothing is there, or nobody asked.
pub(crate) fn present_row(names: &Names, model: &Model, load: &Function) -> TokenStream {
    let Names {
        private, loaded, ..
    } = names;
    let span = load.span();
    let private = respan(private, span);
    if current(&model.parameters).is_some() {
        quote_spanned!(span=> #private::Returned(&#loaded).present())
    } else {
        quote_spanned!(span=> #loaded.as_ref().and_then(|#loaded| #private::Returned(#loaded).present()))
    }
}

fn by_functions(
    names: &Names,
    model: &Model,
    etag: Option<&Function>,
    last_modified: Option<&Function>,
) -> TokenStream {
    let Names {
        guard,
        head,
        loaded,
        ..
    } = names;
    let etag = etag.map(|function| {
        let etag = validator(names, model, function, "etag");
        quote!(let #loaded = #etag; #guard.etag(&#head, #loaded);)
    });
    let last_modified = last_modified.map(|function| {
        let date = validator(names, model, function, "last_modified");
        quote!(if #guard.asks_for_date() { let #loaded = #date; #guard.last_modified(#loaded); })
    });
    quote!(if #guard.asks(&#head) { #etag #last_modified })
}

fn by_resource(names: &Names, model: &Model, load: &Function) -> TokenStream {
    let Names {
        guard,
        head,
        loaded,
        ..
    } = names;
    let row = validator(names, model, load, "row");
    let span = load.span();
    let private = respan(&names.private, span);
    let known = quote_spanned!(span=> #private::Returned(&#loaded).representation());
    if let Some((parameter, ty)) = current(&model.parameters) {
        // The handler needs the row, whether anything is conditional or not.
        let current = current_row(names, ty);
        // In a block of its own: what was lent keeps its room until its scope ends.
        let current = quote! {
            {
                let #loaded = #row;
                if #guard.asks(&#head) { #guard.resource(#known); }
                #current
            }
        };
        return if lends_row(model) {
            quote!(let #loaded = #current;)
        } else {
            take_current(names, &parameter.name, &current)
        };
    }
    let load = quote!(let #loaded = #row; #guard.resource(#known););
    if !lends_row(model) {
        return quote!(if #guard.asks(&#head) { #load });
    }
    quote! {
        let #loaded = if #guard.asks(&#head) {
            #load
            ::core::option::Option::Some(#loaded)
        } else {
            ::core::option::Option::None
        };
    }
}

/// The row as the handler's `Current` takes it; where it is not there, the answer is a 404, whatever
/// the preconditions say.
fn current_row(names: &Names, ty: &Type) -> TokenStream {
    let Names {
        private,
        guard,
        loaded,
        ..
    } = names;
    let span = ty.span();
    let private = respan(private, span);
    let current = quote_spanned!(span=> #private::current::<#ty, _>(#loaded));
    quote! {
        match #current {
            ::core::option::Option::Some(#loaded) => #loaded,
            ::core::option::Option::None => return #guard.missing().into(),
        }
    }
}

fn validator(names: &Names, model: &Model, function: &Function, wanted: &str) -> TokenStream {
    let call = Call {
        function,
        wanted,
        with_row: false,
    };
    call.settled(names, model, &leave(names))
}
