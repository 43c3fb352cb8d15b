//! Checked model → tokens. Nothing can fail any more.

pub(crate) mod fallback;
mod names;
mod output;
mod validators;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Signature;
use syn::spanned::Spanned as _;

use crate::check::model::Model;
use crate::expand::names::{Names, Split};
use crate::expand::output::Output;
use crate::expand::validators::{respan, steps};
use crate::parse::args::Value;
use crate::parse::item::Item;
use crate::parse::parameter::{Kind, Parameter, current};

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
    let Split { before, inside } = Split::of(model);
    let mut parameters = TokenStream::new();
    for Parameter { name, ty, .. } in &before {
        parameters.extend(quote!(#name: #ty,));
    }
    let last_type = match inside {
        None => quote!(#private::Alone),
        Some(Parameter { ty, kind, .. }) => {
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
    quote!(#parameters #last: #last_type)
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
    let inside = Split::of(model).inside;
    let open = match inside {
        None => quote!(let #head = #last.open();),
        Some(Parameter { name, .. }) => {
            quote!(let (#head, inside) = #last.open(); #name = inside;)
        }
    };
    let inside_declared = inside.map(declare);
    let current_declared = current(&model.parameters).map(|(parameter, _)| declare(parameter));
    let required = model.required;
    let validate = steps(names, model);
    let take_current = take_current(names, model);
    let (pattern, grant) = if inside.is_some_and(is_body) {
        (quote!((#head, #granted)), quote!(#guard.grant_body()))
    } else {
        (quote!(#granted), quote!(#guard.grant()))
    };
    quote! {
        #inside_declared
        #current_declared
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

fn is_body(parameter: &Parameter) -> bool {
    matches!(parameter.kind, Kind::Body)
}

fn declare(Parameter { name, .. }: &Parameter) -> TokenStream {
    quote!(let #name;)
}

fn take_current(names: &Names, model: &Model) -> Option<TokenStream> {
    let Names {
        private, loaded, ..
    } = names;
    let (Parameter { name, .. }, ty) = current(&model.parameters)?;
    let current = quote_spanned!(ty.span()=> #private::current::<#ty, _>(#loaded));
    let value = value_or_finish(names, &current, loaded);
    Some(quote!(#name = #value;))
}

fn read_body(names: &Names, model: &Model) -> Option<TokenStream> {
    let head = &names.head;
    let Parameter { name, .. } = Split::of(model).inside.filter(|inside| is_body(inside))?;
    let value = value_or_finish(names, &quote!(#name.read(#head).await), name);
    Some(quote!(let #name = #value;))
}

/// What is in a result, under this name; an error is the answer.
fn value_or_finish(names: &Names, result: &TokenStream, name: &Ident) -> TokenStream {
    let Names {
        granted,
        response,
        policy,
        ..
    } = names;
    quote! {
        match #result {
            ::core::result::Result::Ok(#name) => #name,
            ::core::result::Result::Err(#response) => return #granted.finish(#response, #policy),
        }
    }
}

/// The user's own body in a block of its own, so that `return` and `?` leave only that block.
fn handler(names: &Names, model: &Model, body: &TokenStream) -> TokenStream {
    let Names {
        private,
        granted,
        output,
        policy,
        ..
    } = names;
    let mut patterns = TokenStream::new();
    for parameter in &model.parameters {
        let Parameter {
            name,
            attributes,
            pattern,
            ..
        } = parameter;
        patterns.extend(quote!(#(#attributes)* let #pattern = #name;));
    }
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
            #patterns
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
    let cache_control = model.cache_control.as_ref();
    let cache_control = option(cache_control.map(|value| cache_control_of(value, private)));
    let vary = option(model.vary.as_ref().map(|value| vary_of(value, private)));
    quote!(#private::Policy { cache_control: #cache_control, vary: #vary })
}

fn cache_control_of(value: &Value, private: &TokenStream) -> TokenStream {
    match value {
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
    }
}

fn vary_of(value: &Value, private: &TokenStream) -> TokenStream {
    match value {
        Value::Literal(text) => quote!(#private::HeaderValue::from_static(#text)),
        Value::Expression(value) => {
            let private = respan(private, value.span());
            quote_spanned!(value.span()=> #private::vary(#value))
        }
    }
}

fn option(value: Option<TokenStream>) -> TokenStream {
    if let Some(tokens) = value {
        quote!(::core::option::Option::Some(#tokens))
    } else {
        quote!(::core::option::Option::None)
    }
}
