//! Checked model → tokens. Nothing can fail any more.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens as _, format_ident, quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{Signature, Type};

use crate::args::{Function, Value};
use crate::extractor::{Kind, Parameter, is_state};
use crate::item::Item;
use crate::model::{MOST_PARAMETERS, Model, Validators};
use crate::output::Output;

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
    let private = &names.private;
    let parameters = names.parameters(model);
    let open = names.open(model);
    let policy = policy(model, private);
    let validate = names.validate(model);
    let read_body = names.read_body(model);
    let handler = names.handler(model, body);
    let guard = &names.guard;
    quote! {
        #(#attributes)*
        #visibility async fn #ident #generics (#parameters) -> #private::Response #where_clause {
            #open
            let mut #guard = #private::Guard::new(#guard, #policy);
            #validate
            #read_body
            #handler
        }
    }
}

/// The names in the generated code. They are hygienic: user code cannot meet them.
struct Names {
    private: TokenStream,
    arguments: Vec<Ident>,
    last: Ident,
    guard: Ident,
    response: Ident,
    loaded: Ident,
    taken: Ident,
}

fn name(text: &str) -> Ident {
    Ident::new(text, Span::mixed_site())
}

impl Names {
    fn new(model: &Model) -> Self {
        let krate = &model.krate;
        Self {
            private: quote!(#krate::__private),
            arguments: (0..model.parameters.len())
                .map(|n| format_ident!("argument_{n}", span = Span::mixed_site()))
                .collect(),
            last: name("last"),
            guard: name("guard"),
            response: name("response"),
            loaded: name("loaded"),
            taken: name("taken"),
        }
    }

    /// The parameters that come from the request, in order.
    fn extracted<'m>(&'m self, model: &'m Model) -> Vec<(&'m Ident, &'m Parameter)> {
        let all = self.arguments.iter().zip(&model.parameters);
        all.filter(|(_, parameter)| !matches!(parameter.kind, Kind::Current(_)))
            .collect()
    }

    /// Splits off the parameter that travels inside our last argument.
    fn split<'m>(&'m self, model: &'m Model) -> Split<'m> {
        let mut before = self.extracted(model);
        let stays = |(_, parameter): &(&Ident, &Parameter), count: usize| {
            is_state(&parameter.ty) && count < MOST_PARAMETERS
        };
        let count = before.len();
        let inside = match before.last() {
            Some(last) if !stays(last, count) => before.pop(),
            _ => None,
        };
        Split { before, inside }
    }

    fn parameters(&self, model: &Model) -> TokenStream {
        let Self { private, last, .. } = self;
        let Split { before, inside } = self.split(model);
        let before = before
            .iter()
            .map(|(name, Parameter { ty, .. })| quote!(#name: #ty,));
        let last_type = match inside {
            None => quote!(#private::Alone),
            Some((
                _,
                Parameter {
                    ty,
                    kind: Kind::Body,
                    ..
                },
            )) => quote!(#private::Deferred<#ty>),
            Some((_, Parameter { ty, .. })) => quote!(#private::Eager<#ty>),
        };
        quote!(#(#before)* #last: #last_type)
    }

    fn open(&self, model: &Model) -> TokenStream {
        let Self { last, guard, .. } = self;
        match self.split(model).inside {
            None => quote!(let #guard = #last.open();),
            Some((name, _)) => quote!(let (#guard, #name) = #last.open();),
        }
    }

    /// `return`s the response that a step of the guard may give.
    fn leave(&self, step: &TokenStream) -> TokenStream {
        let Self {
            guard, response, ..
        } = self;
        quote! {
            if let ::core::option::Option::Some(#response) = #guard.#step {
                return #response;
            }
        }
    }

    fn validate(&self, model: &Model) -> TokenStream {
        match &model.validators {
            Validators::Functions {
                etag,
                last_modified,
            } => self.validate_by_functions(model, etag.as_ref(), last_modified.as_ref()),
            Validators::Resource(load) => self.validate_by_resource(model, load),
        }
    }

    fn validate_by_functions(
        &self,
        model: &Model,
        etag: Option<&Function>,
        last_modified: Option<&Function>,
    ) -> TokenStream {
        let Self { guard, private, .. } = self;
        let etag = etag.map(|f| {
            let settled = self.settled(model, f, &quote!(settle::<#private::ETag, _, _>));
            quote!(#guard.etag(#settled);)
        });
        let last_modified = last_modified.map(|f| {
            let settled = self.settled(model, f, &quote!(settle::<#private::LastModified, _, _>));
            quote!(if #guard.asks_for_date() { #guard.last_modified(#settled); })
        });
        let decide = self.leave(&quote!(decide()));
        quote!(if #guard.asks() { #etag #last_modified } #decide)
    }

    fn validate_by_resource(&self, model: &Model, load: &Function) -> TokenStream {
        let Self { guard, loaded, .. } = self;
        let settled = self.settled(model, load, &quote!(settle_load));
        let decide = self.leave(&quote!(decide()));
        let Some((name, current)) = self.current(model) else {
            return quote!(if #guard.asks() { #guard.resource(&#settled); } #decide);
        };
        let take = self.take_current(current);
        quote! {
            let #loaded = #settled;
            #guard.resource(&#loaded);
            #decide
            let #name = #take;
        }
    }

    fn current<'m>(&'m self, model: &'m Model) -> Option<(&'m Ident, &'m Type)> {
        self.arguments
            .iter()
            .zip(&model.parameters)
            .find_map(|(name, parameter)| match &parameter.kind {
                Kind::Current(ty) => Some((name, &**ty)),
                _ => None,
            })
    }

    fn take_current(&self, ty: &Type) -> TokenStream {
        let Self {
            private,
            guard,
            response,
            taken,
            loaded,
            ..
        } = self;
        let current = quote_spanned!(ty.span()=> #private::current::<#ty, _>(#loaded));
        quote! {
            match #current {
                ::core::result::Result::Ok(#taken) => #taken,
                ::core::result::Result::Err(#response) => return #guard.finish(#response),
            }
        }
    }

    /// Calls a user's function with the shared arguments, awaits it, and leaves with its error.
    ///
    /// All of it stands at the function's own name: that is where rustc reports what does not fit.
    fn settled(&self, model: &Model, function: &Function, settle: &TokenStream) -> TokenStream {
        let Self {
            private,
            guard,
            response,
            taken,
            ..
        } = self;
        let list = self.shared_list(model);
        let call = &function.call;
        let span = function.span().resolved_at(Span::mixed_site());
        let private = respan(private, span);
        let settle = respan(settle, span);
        let pending = quote_spanned!(span=> #private::#settle(#private::apply(#call, #list)));
        quote! {
            match #pending.await {
                ::core::result::Result::Ok(#taken) => #taken,
                ::core::result::Result::Err(#response) => return #guard.finish(#response),
            }
        }
    }

    /// `(&a, (&b, ()))`: each type once, since it is looked up by type.
    fn shared_list(&self, model: &Model) -> TokenStream {
        let mut seen = HashSet::new();
        let shared: Vec<&Ident> = self
            .extracted(model)
            .into_iter()
            .filter(|(_, parameter)| matches!(parameter.kind, Kind::Shared))
            .filter(|(_, parameter)| seen.insert(parameter.ty.to_token_stream().to_string()))
            .map(|(name, _)| name)
            .collect();
        shared
            .iter()
            .rev()
            .fold(quote!(()), |rest, name| quote!((&#name, #rest)))
    }

    fn read_body(&self, model: &Model) -> Option<TokenStream> {
        let Self {
            guard, response, ..
        } = self;
        let (name, _) = self
            .split(model)
            .inside
            .filter(|(_, p)| matches!(p.kind, Kind::Body))?;
        Some(quote! {
            let #name = match #name.read(&mut #guard).await {
                ::core::result::Result::Ok(#name) => #name,
                ::core::result::Result::Err(#response) => return #guard.finish(#response),
            };
        })
    }

    /// The user's own body in a block of its own, so that `return` and `?` leave only that block.
    fn handler(&self, model: &Model, body: &TokenStream) -> TokenStream {
        let Self { private, guard, .. } = self;
        let patterns = self
            .arguments
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
        let output = name("output");
        // The same name where the return type stands: rustc reports there what is no response.
        let returned = Ident::new("output", span.resolved_at(Span::mixed_site()));
        let answer = quote_spanned!(span=> #private::IntoResponse::into_response(#returned));
        quote! {
            #bounds
            #[allow(clippy::diverging_sub_expression, clippy::let_unit_value, clippy::unused_unit)]
            let #output = async move {
                // The type of `return` and `?`, before either is met.
                if let ::core::option::Option::Some(#output) = ::core::option::Option::None::<#ty> {
                    return #output;
                }
                #(#patterns)*
                let #output: #ty = #body;
                #[allow(unreachable_code)]
                #output
            }
            .await;
            #[allow(unreachable_code)]
            #guard.finish(#answer)
        }
    }
}

/// The extracted parameters, and the one that our last argument extracts.
struct Split<'m> {
    before: Vec<(&'m Ident, &'m Parameter)>,
    inside: Option<(&'m Ident, &'m Parameter)>,
}

fn policy(model: &Model, private: &TokenStream) -> TokenStream {
    let required = model.required;
    let cache_control = option(model.cache_control.as_ref(), |value| match value {
        Value::Literal(text) => quote_spanned! {text.span()=>
            #private::HeaderValue::from_static(const { #private::CacheControl::check_static(#text) })
        },
        Value::Expression(value) => {
            quote_spanned!(value.span()=> #private::cache_control(#value))
        }
    });
    let vary = option(model.vary.as_ref(), |value| match value {
        Value::Literal(text) => quote!(#private::HeaderValue::from_static(#text)),
        Value::Expression(value) => quote_spanned!(value.span()=> #private::vary(#value)),
    });
    quote!(#private::Policy { required: #required, cache_control: #cache_control, vary: #vary })
}

fn option(value: Option<&Value>, some: impl Fn(&Value) -> TokenStream) -> TokenStream {
    if let Some(tokens) = value.map(some) {
        quote!(::core::option::Option::Some(#tokens))
    } else {
        quote!(::core::option::Option::None)
    }
}

fn respan(tokens: &TokenStream, span: Span) -> TokenStream {
    let respanned = tokens.clone().into_iter().map(|mut token| {
        if let proc_macro2::TokenTree::Group(group) = &token {
            let inner = respan(&group.stream(), span);
            token = proc_macro2::Group::new(group.delimiter(), inner).into();
        }
        token.set_span(span);
        token
    });
    respanned.collect()
}
