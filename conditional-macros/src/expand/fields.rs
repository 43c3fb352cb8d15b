//! What the attribute declares of the response beside the validators.

use proc_macro2::TokenStream;
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use crate::check::model::{Model, Validators};
use crate::expand::functions::{Call, leave, respan};
use crate::expand::names::Names;
use crate::expand::validators::present_row;
use crate::parse::args::{Function, Value};

/// Defines what adds the fields: called for the 304 and for the 2xx, and for nothing else.
pub(crate) fn declared(names: &Names, model: &Model) -> TokenStream {
    let Names {
        private,
        fields,
        output,
        response,
        ..
    } = names;
    let cache_control = model.cache_control.as_ref().map(|value| {
        let check = quote!(CacheControl::check_static);
        header_value(value, private, &check, &quote!(cache_control))
    });
    let vary = model.vary.as_ref().map(|value| {
        let check = quote!(check_field_names);
        header_value(value, private, &check, &quote!(vary))
    });
    if let Some(headers) = &model.headers {
        let computed = computed(names, model, headers);
        let cache_control = cache_control.map(|value| quote!(.with_cache_control(#value)));
        let vary = vary.map(|value| quote!(.with_vary(#value)));
        return quote! {
            let #output = #computed;
            #fields = move |#response: &mut #private::Response| {
                #output.unwrap_or_default() #cache_control #vary .add_to(#response);
            };
        };
    }
    if cache_control.is_none() && vary.is_none() {
        return quote!(#fields = |_: &mut #private::Response| {};);
    }
    let cache_control =
        cache_control.map(|value| quote!(#private::add_cache_control(#response, #value);));
    let vary = vary.map(|value| quote!(#private::add_vary(#response, #value);));
    quote! {
        #fields = |#response: &mut #private::Response| {
            #cache_control
            #vary
        };
    }
}

/// The fields of the `headers` function, for a read whose answer will carry them.
fn computed(names: &Names, model: &Model, headers: &Function) -> TokenStream {
    let Names {
        guard,
        row,
        loaded,
        response,
        ..
    } = names;
    let load = match &model.validators {
        Validators::Resource(load) => Some(load),
        Validators::Functions { .. } => None,
    };
    let call = Call {
        function: headers,
        wanted: "fields",
        with_row: load.is_some(),
    };
    let called = call.settled(names, model, &leave(names));
    let called = quote! {
        match #called {
            ::core::result::Result::Ok(#loaded) => ::core::option::Option::Some(#loaded),
            ::core::result::Result::Err(#response) => return #response.into(),
        }
    };
    let Some(load) = load else {
        return quote!(if #guard.gives_fields() { #called } else { ::core::option::Option::None });
    };
    let present = present_row(names, model, load);
    quote! {
        match #present {
            ::core::option::Option::Some(#row) if #guard.gives_fields() => #called,
            _ => ::core::option::Option::None,
        }
    }
}

/// A header value: a literal goes through a `const fn`, anything else through a function.
fn header_value(
    value: &Value,
    private: &TokenStream,
    check: &TokenStream,
    convert: &TokenStream,
) -> TokenStream {
    match value {
        Value::Literal(text) => {
            let span = text.span();
            let (private, check) = (respan(private, span), respan(check, span));
            // An item, and no inline constant: `cargo check` looks at it, too.
            quote_spanned! {span=> {
                const CHECKED: &str = #private::#check(#text);
                #private::HeaderValue::from_static(CHECKED)
            }}
        }
        Value::Expression(value) => {
            let span = value.span();
            let (private, convert) = (respan(private, span), respan(convert, span));
            quote_spanned!(span=> #private::#convert(#value))
        }
    }
}
