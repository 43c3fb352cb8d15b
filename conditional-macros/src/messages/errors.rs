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
    pub(crate) fn at(&mut self, tokens: &dyn ToTokens, message: &str) {
        self.push(error_at(tokens, message));
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

    /// Adds the error, where there is one.
    pub(crate) fn keep(&mut self, result: syn::Result<()>) {
        if let Err(error) = result {
            self.push(error);
        }
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

/// An error at these tokens.
pub(crate) fn error_at(tokens: &dyn ToTokens, message: &str) -> Error {
    Error::new_spanned(tokens, message)
}
