//! Checked model → tokens. Nothing can fail any more.

#[cfg(feature = "utoipa-6")]
pub(crate) mod documented;
mod facts;
pub(crate) mod fallback;
mod fields;
mod functions;
mod names;
mod output;
mod stop;
mod validators;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Signature;
use syn::spanned::Spanned as _;

use crate::check::model::{Model, Rules};
use crate::expand::facts::facts;
use crate::expand::fields::declared;
use crate::expand::functions::respan;
use crate::expand::names::{Extra, Names, Places};
use crate::expand::output::Output;
use crate::expand::stop::stop;
use crate::expand::validators::{lends_row, steps, take_current};
use crate::parse::item::Item;
use crate::parse::parameter::{Kind, Parameter, current};

/// The wrapper that takes the handler's place and name.
pub(crate) fn wrapper(model: &Model, item: &Item) -> TokenStream {
    let places = Places::of(model);
    let names = Names::new(model, &places);
    let Item {
        attributes,
        visibility,
        signature: Signature {
            ident, generics, ..
        },
        body,
    } = item;
    let where_clause = &generics.where_clause;
    let private = &names.private;
    let output = Output::of(&model.output);
    let shown = &output.shown;
    let facts = facts(model, private);
    let parameters = parameters(&names, &places);
    let open = places
        .ranges()
        .map(|(name, rejected)| quote!(let (#name, #rejected) = #name.open();));
    let open = quote!(#(#open)*);
    let grant = grant(&names, model, &places);
    let read = read(&names, &places);
    let handler = handler(&names, model, &output, body);
    quote! {
        #(#attributes)*
        #visibility async fn #ident #generics (#parameters) -> #private::Guarded<#shown, { #facts }> #where_clause {
            #open
            #grant
            #read
            #handler
        }
    }
}

/// The handler's extractors but for the last one, which is inside our own last parameter.
fn parameters(names: &Names, places: &Places<'_>) -> TokenStream {
    let last = &names.last;
    let mut parameters = TokenStream::new();
    for Parameter { name, ty, kind, .. } in &places.before {
        if matches!(kind, Kind::Range) {
            let private = respan(&names.private, ty.span().resolved_at(Span::mixed_site()));
            parameters.extend(quote!(#name: #private::Ranged<#ty>,));
        } else {
            parameters.extend(quote!(#name: #ty,));
        }
    }
    for Extra { name, ty } in &places.in_sight {
        parameters.extend(quote!(#name: #ty,));
    }
    let last_type = last_type(names, places);
    quote!(#parameters mut #last: #last_type)
}

fn last_type(names: &Names, places: &Places<'_>) -> TokenStream {
    let private = &names.private;
    let mut extra = TokenStream::new();
    for Extra { ty, .. } in &places.extra {
        extra.extend(quote!(#ty,));
    }
    let Some(Parameter { ty, .. }) = places.inside else {
        return quote!(#private::Last<#private::CalledByTheRouterSoDebugHandlerGoesBelow, (#extra)>);
    };
    // Where the user's type stands: rustc reports there what cannot be extracted.
    let span = ty.span().resolved_at(Span::mixed_site());
    let private = respan(private, span);
    if places.waits() {
        quote_spanned!(span=> #private::Deferred<#ty, (#extra)>)
    } else {
        quote_spanned!(span=> #private::Last<#ty, (#extra)>)
    }
}

/// From the request to the permission, or out.
///
/// It is a block of its own so that what only the decision needs does not live as long as the
/// handler's own future.
fn grant(names: &Names, model: &Model, places: &Places<'_>) -> TokenStream {
    let Names {
        private,
        head,
        loaded,
        extra,
        guard,
        fields,
        ..
    } = names;
    let extras = places.extra.iter().map(|extra| &extra.name);
    let extras = quote!((#(#extras,)*));
    let current = current(&model.parameters).map(|(parameter, _)| &parameter.name);
    let declare_current = current.map(|name| quote!(let mut #name;));
    let take_current = current
        .filter(|_| lends_row(model))
        .map(|name| take_current(names, name, &quote!(#loaded)));
    let rules = rules(names, model);
    let steps = steps(names, model);
    let declared = declared(names, model);
    let stop = stop(names, model);
    quote! {
        let #fields;
        #declare_current
        let mut #guard = #private::Guard::new(&#head, #rules);
        #[allow(unused_imports, unused_mut, unused_assignments, unused_qualifications)]
        {
            use #private::Otherwise as _;
            let #extras = #extra;
            #steps
            let stops = #guard.stops(&#head);
            #declared
            if stops {
                #stop
            }
            #take_current
        }
    }
}

fn rules(names: &Names, model: &Model) -> TokenStream {
    let private = &names.private;
    let Rules {
        required,
        weak_if_match,
        bare_tags,
    } = model.rules;
    quote! {
        #private::Rules {
            required: #required,
            weak_if_match: #weak_if_match,
            bare_tags: #bare_tags,
        }
    }
}

/// The handler's last parameter, which may have waited until now. Before it the ranges: one is withdrawn
/// where `If-Range` does not hold, or else rejected where it could not be read.
fn read(names: &Names, places: &Places<'_>) -> TokenStream {
    let Names {
        last,
        head,
        inside,
        guard,
        later,
        fields,
        response,
        ..
    } = names;
    let name = places.inside.map_or(last, |parameter| &parameter.name);
    let rejected = quote! {
        ::core::result::Result::Err(mut #response) => {
            #guard.finish(#later, &mut #response, #fields);
            return #response.into();
        }
    };
    let range = |name: &Ident, early: &TokenStream| {
        quote! {
            let #name = match #guard.range(&#later, #name, #early) {
                ::core::result::Result::Ok(#name) => #name,
                #rejected
            };
        }
    };
    let ranges = places.ranges();
    let ranges = ranges.map(|(name, early)| range(name, &quote!(#early)));
    // A function that takes it made it read before the decision.
    let inside_range = places
        .inside
        .filter(|parameter| matches!(parameter.kind, Kind::Range));
    let inside_range =
        inside_range.map(|parameter| range(&parameter.name, &quote!(::core::option::Option::None)));
    quote! {
        let #later = #guard.grant(&mut #head, #inside.waits());
        #(#ranges)*
        let #name = match #inside.read(#head).await {
            ::core::result::Result::Ok(#name) => #name,
            #rejected
        };
        #inside_range
    }
}

/// The user's own body in a block of its own, so that `return` and `?` leave only that block.
fn handler(names: &Names, model: &Model, ty: &Output, body: &TokenStream) -> TokenStream {
    let Names {
        private,
        guard,
        later,
        output,
        fields,
        response,
        ..
    } = names;
    let (mut lent, mut patterns) = (TokenStream::new(), TokenStream::new());
    for parameter in &model.parameters {
        let Parameter {
            name,
            attributes,
            pattern,
            kind,
            ..
        } = parameter;
        if matches!(kind, Kind::Current(_)) {
            // A row may be large: it is taken where it is, or the future would have room for two.
            lent.extend(quote!(let #name = &mut #name;));
            patterns.extend(quote!(#(#attributes)* let #pattern = #name.await;));
        } else {
            patterns.extend(quote!(#(#attributes)* let #pattern = #name;));
        }
    }
    let Output {
        inferred,
        is_hidden,
        is_shown_otherwise,
        span,
        ..
    } = ty;
    let value = if *is_hidden {
        // The user's own expression is the last one: rustc reports there a branch of another type.
        quote!(#body)
    } else {
        quote! {
            let #output: #inferred = #body;
            #[allow(unreachable_code)]
            #output
        }
    };
    // The same name where the return type stands: rustc tells there where it has the type from.
    let returned = Ident::new("output", span.resolved_at(Span::mixed_site()));
    // And here, by the type itself, what is no response.
    let answer = quote!(#private::respond::<#inferred>(#output));
    let finish = if *is_shown_otherwise {
        quote! {
            let mut #response = #private::IntoResponse::into_response(#answer);
            #guard.finish(#later, &mut #response, #fields);
            #response.into()
        }
    } else {
        quote!(#guard.answer(#later, #answer, #fields))
    };
    quote! {
        #lent
        #[allow(clippy::diverging_sub_expression, clippy::let_unit_value, clippy::no_effect_underscore_binding, clippy::unused_unit)]
        let #output = async move {
            // The type of `return` and `?`, before either is met.
            if let ::core::option::Option::Some(#output) = ::core::option::Option::None::<#inferred> {
                return #returned;
            }
            #patterns
            #value
        }
        .await;
        #[allow(unreachable_code)]
        #finish
    }
}
