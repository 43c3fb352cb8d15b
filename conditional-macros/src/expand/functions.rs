//! The call of a user's function: with the shared values, awaited, and its error answered.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens as _, TokenStreamExt as _, quote, quote_spanned};

use crate::check::model::Model;
use crate::expand::names::{Names, Places};
use crate::parse::args::Function;

/// A call of a user's function.
#[derive(Clone, Copy)]
pub(crate) struct Call<'c> {
    pub(crate) function: &'c Function,
    /// The method that makes what is wanted of its value.
    pub(crate) wanted: &'c str,
    /// Whether it may take the loaded row.
    pub(crate) with_row: bool,
}

impl Call<'_> {
    /// Calls the function with the shared values, awaits it, leaves with its error, and makes what
    /// is wanted of its value. `rejected` says how to leave where the handler's last parameter, which
    /// the function takes, cannot be extracted.
    ///
    /// All of it stands at the function's own name: rustc reports there what does not fit.
    pub(crate) fn settled(
        self,
        names: &Names,
        model: &Model,
        rejected: &TokenStream,
    ) -> TokenStream {
        let Names {
            response, loaded, ..
        } = names;
        let span = self.function.span();
        let private = respan(&names.private, span);
        let wanted = Ident::new(self.wanted, span);
        let called = self.called(names, model, rejected);
        let ready = quote_spanned!(span=> #private::Returned(#called).ready());
        let result = quote_spanned!(span=> #private::Returned(#ready.await).fallible());
        let value = quote_spanned!(span=> #private::Returned(#loaded).#wanted());
        quote! {
            match #result {
                ::core::result::Result::Ok(#loaded) => #value,
                ::core::result::Result::Err(#response) => return #response.into(),
            }
        }
    }

    /// What the function returns; the handler's last parameter is extracted before, where the
    /// function takes it.
    fn called(self, names: &Names, model: &Model, rejected: &TokenStream) -> TokenStream {
        let Names {
            inside,
            head,
            loaded,
            response,
            ..
        } = names;
        let call = &self.function.call;
        let span = self.function.span();
        // No user code is in its scope, and rustc reports where it stands what is no function.
        let function = Ident::new("function", span);
        let private = respan(&names.private, span);
        let list = shared_list(names, model, self.with_row, span);
        let attempt = quote_spanned!(span=> #private::attempt(#function, #list));
        quote! {
            {
                let mut #function = #call;
                loop {
                    #function = match #attempt {
                        ::core::result::Result::Ok(#function) => break #function,
                        ::core::result::Result::Err(#function) => #function,
                    };
                    #inside = match #inside.read(#head.lend()).await {
                        ::core::result::Result::Ok(#loaded) => #private::Inside::Read(#loaded),
                        ::core::result::Result::Err(#response) => #rejected,
                    };
                }
            }
        }
    }
}

/// Leaves with the answer that stands under the name `response`.
pub(crate) fn leave(names: &Names) -> TokenStream {
    let response = &names.response;
    quote!(return #response.into())
}

/// `(&a, (&b, (inside.slot(), ())))`: each type once, since it is looked up by type.
fn shared_list(names: &Names, model: &Model, with_row: bool, span: Span) -> TokenStream {
    let Names { inside, row, .. } = names;
    let places = Places::of(model);
    let mut elements = Vec::new();
    if with_row {
        elements.push((String::new(), quote_spanned!(span=> #row)));
    }
    for parameter in &places.before {
        let name = &parameter.name;
        elements.push((key(&parameter.ty), quote_spanned!(span=> &#name)));
    }
    if let Some(parameter) = places.inside {
        elements.push((key(&parameter.ty), quote_spanned!(span=> #inside.slot())));
    }
    for extra in places.in_sight.iter().chain(&places.extra) {
        let name = &extra.name;
        elements.push((key(extra.ty), quote_spanned!(span=> &#name)));
    }
    nested(&elements, &mut Vec::new(), span)
}

fn key(ty: &syn::Type) -> String {
    ty.to_token_stream().to_string()
}

fn nested(elements: &[(String, TokenStream)], seen: &mut Vec<String>, span: Span) -> TokenStream {
    let [(key, element), rest @ ..] = elements else {
        return quote_spanned!(span=> ());
    };
    if seen.contains(key) {
        return nested(rest, seen, span);
    }
    seen.push(key.clone());
    let rest = nested(rest, seen, span);
    quote_spanned!(span=> (#element, #rest))
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
