//! The names in the generated code, and which parameter goes where.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::Type;

use crate::extractor::{Kind, Parameter, is_state};
use crate::model::{MOST_PARAMETERS, Model};

/// Hygienic names: user code cannot meet them.
pub(crate) struct Names {
    pub(crate) private: TokenStream,
    pub(crate) arguments: Vec<Ident>,
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
    pub(crate) before: Vec<(&'m Ident, &'m Parameter)>,
    pub(crate) inside: Option<(&'m Ident, &'m Parameter)>,
}

impl Names {
    pub(crate) fn new(model: &Model) -> Self {
        let krate = &model.krate;
        let name = |text| Ident::new(text, Span::mixed_site());
        let argument = |n| format_ident!("argument_{n}", span = Span::mixed_site());
        Self {
            private: quote!(#krate::__private),
            arguments: (0..model.parameters.len()).map(argument).collect(),
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

    /// The parameters that come from the request, in order.
    pub(crate) fn extracted<'m>(&'m self, model: &'m Model) -> Vec<(&'m Ident, &'m Parameter)> {
        let all = self.arguments.iter().zip(&model.parameters);
        all.filter(|(_, parameter)| !matches!(parameter.kind, Kind::Current(_)))
            .collect()
    }

    /// Splits off the parameter that travels inside our last argument.
    pub(crate) fn split<'m>(&'m self, model: &'m Model) -> Split<'m> {
        let mut before = self.extracted(model);
        let room = before.len() < MOST_PARAMETERS;
        let inside = match before.last() {
            Some((_, last)) if !(room && is_state(&last.ty)) => before.pop(),
            _ => None,
        };
        Split { before, inside }
    }

    /// The parameter that takes the loaded row, and the type of the row.
    pub(crate) fn current<'m>(&'m self, model: &'m Model) -> Option<(&'m Ident, &'m Type)> {
        let mut all = self.arguments.iter().zip(&model.parameters);
        all.find_map(|(name, parameter)| match &parameter.kind {
            Kind::Current(ty) => Some((name, &**ty)),
            _ => None,
        })
    }
}
