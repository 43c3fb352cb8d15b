//! A bag of compile errors: every stage adds to it, none stops another.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::Error;

/// All errors of one invocation so far.
#[derive(Default)]
pub(crate) struct Errors {
    combined: Option<Error>,
}

impl Errors {
    /// Adds an error at these tokens.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl std::fmt::Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    /// Adds an error.
    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.combined {
            Some(combined) => combined.combine(error),
            None => self.combined = Some(error),
        }
    }

    /// Whether nothing was wrong so far.
    pub(crate) fn is_empty(&self) -> bool {
        self.combined.is_none()
    }

    /// Keeps the value, or the error in its place.
    pub(crate) fn keep<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    /// The value, where there is no error; all of them, as `compile_error!`s, otherwise.
    pub(crate) fn check<T>(self, value: Option<T>) -> Result<T, TokenStream> {
        match (self.combined, value) {
            (None, Some(value)) => Ok(value),
            (Some(errors), _) => Err(errors.to_compile_error()),
            (None, None) => Err(TokenStream::new()),
        }
    }
}
