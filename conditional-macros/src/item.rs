//! The annotated function: attributes, visibility and signature are parsed, the body is not, so
//! that a mistake in it is reported by rustc at its own place.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Error, Signature, Visibility};

/// An `async fn` of which only the outside was looked at.
pub(crate) struct Item {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    pub(crate) signature: Signature,
    pub(crate) body: TokenStream,
}

impl Parse for Item {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let signature = input.parse().map_err(|error: Error| {
            Error::new(
                error.span(),
                "this attribute goes on a handler: an `async fn` with a body",
            )
        })?;
        let body: TokenStream = input.parse()?;
        if !body.to_string().starts_with('{') {
            return Err(Error::new_spanned(
                signature,
                "a handler needs a body: write `{ … }`",
            ));
        }
        Ok(Self {
            attributes,
            visibility,
            signature,
            body,
        })
    }
}

impl ToTokens for Item {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.attributes.iter().map(ToTokens::to_token_stream));
        self.visibility.to_tokens(tokens);
        self.signature.to_tokens(tokens);
        self.body.to_tokens(tokens);
    }
}
