//! The calls of the user's validator functions.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, TokenStreamExt as _, quote, quote_spanned};

use crate::check::model::{Model, Validators};
use crate::expand::names::Names;
use crate::parse::args::Function;
use crate::parse::parameter::{Kind, Parameter, current};

/// Tells the guard what the validator functions know.
///
/// The paths in it count as written by the user, and need not be as short as the user's imports
/// would allow.
pub(crate) fn steps(names: &Names, model: &Model) -> TokenStream {
    let private = &names.private;
    let steps = match &model.validators {
        Validators::Functions {
            etag,
            last_modified,
        } => by_functions(names, model, etag.as_ref(), last_modified.as_ref()),
        Validators::Resource(load) => by_resource(names, model, load),
    };
    quote! {
        #[allow(unused_imports)]
        use #private::Otherwise as _;
        #steps
    }
}

fn by_functions(
    names: &Names,
    model: &Model,
    etag: Option<&Function>,
    last_modified: Option<&Function>,
) -> TokenStream {
    let Names { guard, .. } = names;
    let etag = etag.map(|function| {
        let etag = settled(names, model, function, "etag");
        quote!(#guard.etag(#etag);)
    });
    let last_modified = last_modified.map(|function| {
        let date = settled(names, model, function, "last_modified");
        quote!(if #guard.asks_for_date() { #guard.last_modified(#date); })
    });
    quote!(#[allow(unused_qualifications)] if #guard.asks() { #etag #last_modified })
}

fn by_resource(names: &Names, model: &Model, load: &Function) -> TokenStream {
    let Names { guard, loaded, .. } = names;
    let row = settled(names, model, load, "row");
    let span = load.span();
    let private = respan(&names.private, span);
    let known = quote_spanned!(span=> #private::Returned(&#loaded).representation());
    if current(&model.parameters).is_some() {
        // The handler wants the row, whether anything is conditional or not.
        quote! {
            #[allow(unused_qualifications)]
            let #loaded = #row;
            #[allow(unused_qualifications)]
            #guard.resource(#known);
        }
    } else {
        quote!(#[allow(unused_qualifications)] if #guard.asks() { let #loaded = #row; #guard.resource(#known); })
    }
}

/// Calls a user's function with the shared arguments, awaits it, leaves with its error, and makes
/// what is wanted of its value.
///
/// All of it stands at the function's own name: that is where rustc reports what does not fit.
fn settled(names: &Names, model: &Model, function: &Function, wanted: &str) -> TokenStream {
    let Names {
        response, loaded, ..
    } = names;
    let call = &function.call;
    let span = function.span();
    let private = respan(&names.private, span);
    let list = shared_list(&model.parameters, &mut Vec::new(), span);
    let wanted = Ident::new(wanted, span);
    let ready = quote_spanned!(span=> #private::Returned(#private::apply(#call, #list)).ready());
    let result = quote_spanned!(span=> #private::Returned(#ready.await).fallible());
    let value = quote_spanned!(span=> #private::Returned(#loaded).#wanted());
    quote! {
        match #result {
            ::core::result::Result::Ok(#loaded) => #value,
            ::core::result::Result::Err(#response) => return #response,
        }
    }
}

/// `(&a, (&b, ()))`: each type once, since it is looked up by type.
fn shared_list(parameters: &[Parameter], seen: &mut Vec<String>, span: Span) -> TokenStream {
    let [Parameter { name, ty, kind, .. }, rest @ ..] = parameters else {
        return quote_spanned!(span=> ());
    };
    let ty = ty.to_token_stream().to_string();
    if !matches!(kind, Kind::Shared) || seen.contains(&ty) {
        return shared_list(rest, seen, span);
    }
    seen.push(ty);
    let rest = shared_list(rest, seen, span);
    quote_spanned!(span=> (&#name, #rest))
}

/// The same tokens, standing elsewhere.
pub(crate) fn respan(tokens: &TokenStream, span: Span) -> TokenStream {
    let mut respanned = TokenStream::new();
    for mut token in tokens.clone() {
        if let TokenTree::Group(group) = &token {
            let inner = respan(&group.stream(), span);
            token = Group::new(group.delimiter(), inner).into();
        }
        token.set_span(span);
        respanned.append(token);
    }
    respanned
}
