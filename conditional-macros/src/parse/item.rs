//! The annotated function: attributes, visibility and signature are parsed, the body is not, so
//! that a mistake in it is reported by rustc at its own place.

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::{ParseStream, Parser as _};
use syn::{Attribute as SynAttribute, FnArg, Meta, Signature, Token, Visibility};

use crate::messages::errors::Errors;
use crate::parse::args::Attribute;

/// An `async fn` of which only the outside was looked at.
#[derive(Clone)]
pub(crate) struct Item {
    pub(crate) attributes: Vec<SynAttribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    /// Empty where there is none.
    pub(crate) body: TokenStream,
}

impl Item {
    /// Reads a function; whatever else the attribute stands on is an error.
    pub(crate) fn parse(
        attribute: Attribute,
        tokens: TokenStream,
        errors: &mut Errors,
    ) -> syn::Result<Self> {
        (|input: ParseStream<'_>| Self::read(attribute, input, errors)).parse2(tokens)
    }

    fn read(
        attribute: Attribute,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> syn::Result<Self> {
        let attributes = input.call(SynAttribute::parse_outer)?;
        let visibility = input.parse()?;
        if !is_function(input) {
            return Err(input.error(not_a_function(attribute, input)));
        }
        let signature = input.parse()?;
        if let Ok(semicolon) = input.parse::<Token![;]>() {
            errors.at(
                &semicolon,
                "a handler needs a body: write `{ … }` instead of `;`",
            );
        }
        Ok(Self {
            attributes,
            visibility,
            signature,
            body: input.parse()?,
        })
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        for attribute in &self.attributes {
            attribute.to_tokens(tokens);
        }
        self.visibility.to_tokens(tokens);
        self.signature.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}

/// Whether this compiles something only sometimes.
pub(crate) fn is_cfg(attribute: &SynAttribute) -> bool {
    attribute.path().is_ident("cfg")
}

/// Whether this is axum's `#[debug_handler]`, or `#[cfg_attr(…, debug_handler)]`.
pub(crate) fn is_debug_handler(attribute: &SynAttribute) -> bool {
    names_debug_handler(attribute.meta.to_token_stream())
}

fn names_debug_handler(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "debug_handler",
        TokenTree::Group(group) => names_debug_handler(group.stream()),
        _ => false,
    })
}

/// Takes off the attributes of one sort.
pub(crate) fn take_off(
    attributes: &mut Vec<SynAttribute>,
    is_meant: fn(&SynAttribute) -> bool,
) -> Vec<SynAttribute> {
    attributes
        .extract_if(.., |attribute| is_meant(attribute))
        .collect()
}

/// Takes the first `#[cfg]` off the parameters: what is in it, and at which parameter it stood.
pub(crate) fn take_off_cfg(signature: &mut Signature) -> Option<(usize, Meta)> {
    for (index, input) in signature.inputs.pairs_mut().enumerate() {
        let FnArg::Typed(parameter) = input.into_value() else {
            continue;
        };
        if let Some(at) = parameter.attrs.iter().position(is_cfg) {
            return Some((index, parameter.attrs.remove(at).meta));
        }
    }
    None
}

/// Whether `fn` comes before anything with a body, a value or a type.
fn is_function(input: ParseStream<'_>) -> bool {
    let mut at = input.cursor();
    while let Some((token, next)) = at.token_tree() {
        match token {
            TokenTree::Ident(word) => match word.to_string().as_str() {
                "fn" => return true,
                "const" | "async" | "unsafe" | "extern" | "safe" => {}
                _ => return false,
            },
            TokenTree::Literal(_) => {}
            _ => return false,
        }
        at = next;
    }
    false
}

fn not_a_function(attribute: Attribute, input: ParseStream<'_>) -> String {
    let name = attribute.name();
    let is_type =
        input.peek(Token![struct]) || input.peek(Token![enum]) || input.peek(Token![union]);
    if is_type && attribute != Attribute::Condition {
        return format!(
            "`#[{name}]` goes on a handler, an `async fn`; to mark a row's validator, write `#[derive(Resource)]` here and `#[{name}]` above the field"
        );
    }
    if input.peek(Token![impl]) {
        return format!(
            "`#[{name}]` goes on a handler: write it above each `async fn` in this block"
        );
    }
    format!("`#[{name}]` goes on a handler: write it above an `async fn`")
}
