//! Checked model → tokens. Nothing can fail any more.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Signature;
use syn::spanned::Spanned as _;

use crate::args::Value;
use crate::extractor::{Kind, Parameter};
use crate::item::Item;
use crate::model::Model;
use crate::names::{Names, Split};
use crate::output::Output;
use crate::validate::{self, respan};

/// The wrapper that takes the handler's place and name.
pub(crate) fn wrapper(model: &Model, item: &Item) -> TokenStream {
    let names = Names::new(model);
    let Item {
        attributes,
        visibility,
        signature,
        body,
    } = item;
    let Signature {
        ident, generics, ..
    } = signature;
    let where_clause = &generics.where_clause;
    let Names {
        private, policy, ..
    } = &names;
    let parameters = parameters(&names, model);
    let policy_value = policy_of(model, private);
    let grant = grant(&names, model);
    let read_body = read_body(&names, model);
    let handler = handler(&names, model, body);
    quote! {
        #(#attributes)*
        #visibility async fn #ident #generics (#parameters) -> #private::Response #where_clause {
            #[allow(unused_qualifications)]
            let #policy = || #policy_value;
            #grant
            #read_body
            #handler
        }
    }
}

/// The handler's parameters but for the last one, which our own last argument extracts.
fn parameters(names: &Names, model: &Model) -> TokenStream {
    let Names { private, last, .. } = names;
    let Split { before, inside } = names.split(model);
    let before = before
        .iter()
        .map(|(name, Parameter { ty, .. })| quote!(#name: #ty,));
    let last_type = match inside {
        None => quote!(#private::Alone),
        Some((_, Parameter { ty, kind, .. })) => {
            // Where the user's type stands: rustc reports there what cannot be extracted.
            let span = ty.span().resolved_at(Span::mixed_site());
            let private = respan(private, span);
            if matches!(kind, Kind::Body) {
                quote_spanned!(span=> #private::Deferred<#ty>)
            } else {
                quote_spanned!(span=> #private::Eager<#ty>)
            }
        }
    };
    quote!(#(#before)* #last: #last_type)
}

/// From the request to the permission, or out.
///
/// It is a block of its own so that the guard does not live as long as the handler's own future.
fn grant(names: &Names, model: &Model) -> TokenStream {
    let Names {
        private,
        last,
        guard,
        head,
        policy,
        granted,
        ..
    } = names;
    let Split { inside, .. } = names.split(model);
    let declared = inside
        .iter()
        .map(|(name, _)| *name)
        .chain(names.current(model).map(|(n, _)| n));
    let open = match &inside {
        None => quote!(let #head = #last.open();),
        Some((name, _)) => quote!(let (#head, inside) = #last.open(); #name = inside;),
    };
    let required = model.required;
    let validate = validate::steps(names, model);
    let take_current = take_current(names, model);
    let deferred = inside.is_some_and(|(_, parameter)| matches!(parameter.kind, Kind::Body));
    let (pattern, grant) = if deferred {
        (quote!((#head, #granted)), quote!(#guard.grant_body()))
    } else {
        (quote!(#granted), quote!(#guard.grant()))
    };
    quote! {
        #(let #declared;)*
        let #pattern = {
            #open
            let mut #guard = #private::Guard::new(#head, #required);
            #validate
            if #guard.stops() {
                return #guard.stop(#policy);
            }
            let #pattern = #grant;
            #take_current
            #pattern
        };
    }
}

fn take_current(names: &Names, model: &Model) -> Option<TokenStream> {
    let Names {
        private,
        granted,
        response,
        loaded,
        policy,
        ..
    } = names;
    let (name, ty) = names.current(model)?;
    let current = quote_spanned!(ty.span()=> #private::current::<#ty, _>(#loaded));
    Some(quote! {
        #name = match #current {
            ::core::result::Result::Ok(#loaded) => #loaded,
            ::core::result::Result::Err(#response) => return #granted.finish(#response, #policy),
        };
    })
}

fn read_body(names: &Names, model: &Model) -> Option<TokenStream> {
    let Names {
        head,
        granted,
        response,
        policy,
        ..
    } = names;
    let (name, _) = names
        .split(model)
        .inside
        .filter(|(_, p)| matches!(p.kind, Kind::Body))?;
    Some(quote! {
        let #name = match #name.read(#head).await {
            ::core::result::Result::Ok(#name) => #name,
            ::core::result::Result::Err(#response) => return #granted.finish(#response, #policy),
        };
    })
}

/// The user's own body in a block of its own, so that `return` and `?` leave only that block.
fn handler(names: &Names, model: &Model, body: &TokenStream) -> TokenStream {
    let Names {
        private,
        granted,
        output,
        policy,
        arguments,
        ..
    } = names;
    let patterns = arguments
        .iter()
        .zip(&model.parameters)
        .map(|(name, parameter)| {
            let Parameter {
                attributes,
                pattern,
                ..
            } = parameter;
            quote!(#(#attributes)* let #pattern = #name;)
        });
    let Output { ty, span, bounds } = Output::of(model);
    // The same name where the return type stands: rustc tells there where it has the type from.
    let returned = Ident::new("output", span.resolved_at(Span::mixed_site()));
    // And here, by the type itself, what is no response.
    let answer = quote!(#private::respond::<#ty>(#output));
    quote! {
        #bounds
        #[allow(clippy::diverging_sub_expression, clippy::let_unit_value, clippy::no_effect_underscore_binding, clippy::unused_unit)]
        let #output = async move {
            // The type of `return` and `?`, before either is met.
            if let ::core::option::Option::Some(#output) = ::core::option::Option::None::<#ty> {
                return #returned;
            }
            #(#patterns)*
            let #output: #ty = #body;
            #[allow(unreachable_code)]
            #output
        }
        .await;
        #[allow(unreachable_code)]
        #granted.finish(#answer, #policy)
    }
}

fn policy_of(model: &Model, private: &TokenStream) -> TokenStream {
    let cache_control = option(model.cache_control.as_ref(), |value| match value {
        Value::Literal(text) => {
            let private = respan(private, text.span());
            // An item, and no inline constant: `cargo check` looks at it, too.
            quote_spanned! {text.span()=> {
                const CHECKED: &str = #private::CacheControl::check_static(#text);
                #private::HeaderValue::from_static(CHECKED)
            }}
        }
        Value::Expression(value) => {
            let private = respan(private, value.span());
            quote_spanned!(value.span()=> #private::cache_control(#value))
        }
    });
    let vary = option(model.vary.as_ref(), |value| match value {
        Value::Literal(text) => quote!(#private::HeaderValue::from_static(#text)),
        Value::Expression(value) => {
            let private = respan(private, value.span());
            quote_spanned!(value.span()=> #private::vary(#value))
        }
    });
    quote!(#private::Policy { cache_control: #cache_control, vary: #vary })
}

fn option(value: Option<&Value>, some: impl Fn(&Value) -> TokenStream) -> TokenStream {
    if let Some(tokens) = value.map(some) {
        quote!(::core::option::Option::Some(#tokens))
    } else {
        quote!(::core::option::Option::None)
    }
}
