//! The names in the generated code, and which parameter goes where.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::check::model::{MOST_PARAMETERS, Model};
use crate::parse::parameter::{Parameter, by_source, is_state};

/// Hygienic names: user code cannot meet them.
pub(crate) struct Names {
    pub(crate) private: TokenStream,
    pub(crate) last: Ident,
    pub(crate) head: Ident,
    pub(crate) guard: Ident,
    pub(crate) granted: Ident,
    pub(crate) policy: Ident,
    pub(crate) response: Ident,
    pub(crate) loaded: Ident,
    pub(crate) output: Ident,
}

/// The extracted parameters, and the one that our last argument extracts.
pub(crate) struct Split<'m> {
    pub(crate) before: Vec<&'m Parameter>,
    pub(crate) inside: Option<&'m Parameter>,
}

impl Names {
    pub(crate) fn new(model: &Model) -> Self {
        let krate = &model.krate;
        let name = |text| Ident::new(text, Span::mixed_site());
        Self {
            private: quote!(#krate::__private),
            last: name("last"),
            head: name("head"),
            guard: name("guard"),
            granted: name("granted"),
            policy: name("policy"),
            response: name("response"),
            loaded: name("loaded"),
            output: name("output"),
        }
    }
}

impl<'m> Split<'m> {
    /// Splits off the parameter that travels inside our last argument.
    pub(crate) fn of(model: &'m Model) -> Self {
        let (mut before, _) = by_source(&model.parameters);
        let room = before.len() < MOST_PARAMETERS;
        let inside = match before.last() {
            Some(last) if !(room && is_state(&last.ty)) => before.pop(),
            _ => None,
        };
        Self { before, inside }
    }
}
