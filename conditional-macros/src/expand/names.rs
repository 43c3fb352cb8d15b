//! The names in the generated code, and which parameter goes where.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::Type;

use crate::check::model::Model;
use crate::check::parameters::MOST_PARAMETERS;
use crate::parse::parameter::{Kind, Parameter, by_source, is_state};

/// Hygienic names: user code cannot meet them.
pub(crate) struct Names {
    pub(crate) private: TokenStream,
    pub(crate) last: Ident,
    /// The fields of the last parameter, where they are.
    pub(crate) head: TokenStream,
    pub(crate) inside: TokenStream,
    pub(crate) extra: TokenStream,
    pub(crate) guard: Ident,
    pub(crate) later: Ident,
    pub(crate) fields: Ident,
    pub(crate) response: Ident,
    pub(crate) loaded: Ident,
    pub(crate) row: Ident,
    pub(crate) output: Ident,
}

impl Names {
    pub(crate) fn new(model: &Model, places: &Places<'_>) -> Self {
        let krate = &model.krate;
        let name = |text| Ident::new(text, Span::mixed_site());
        let last = name("last");
        let place = if places.waits() {
            quote!(#last.0)
        } else {
            quote!(#last)
        };
        Self {
            private: quote!(#krate::__private),
            head: quote!(#place.head),
            inside: quote!(#place.inside),
            extra: quote!(#place.extra),
            last,
            guard: name("guard"),
            later: name("later"),
            fields: name("fields"),
            response: name("response"),
            loaded: name("loaded"),
            row: name("row"),
            output: name("output"),
        }
    }
}

/// Which extractor is a parameter of the wrapper, and which is inside its last one.
pub(crate) struct Places<'m> {
    /// The wrapper's own parameters, before the last one.
    pub(crate) before: Vec<&'m Parameter>,
    /// What `extract(…)` names and `#[debug_handler]` must see: among the wrapper's parameters.
    pub(crate) in_sight: Vec<Extra<'m>>,
    /// The handler's last parameter, inside the wrapper's.
    pub(crate) inside: Option<&'m Parameter>,
    /// What `extract(…)` names, inside the wrapper's last parameter.
    pub(crate) extra: Vec<Extra<'m>>,
}

/// An extractor that only the functions need.
pub(crate) struct Extra<'m> {
    pub(crate) name: Ident,
    pub(crate) ty: &'m Type,
}

impl<'m> Places<'m> {
    pub(crate) fn of(model: &'m Model) -> Self {
        let (mut before, _) = by_source(&model.parameters);
        let mut room = MOST_PARAMETERS.saturating_sub(before.len());
        // `#[debug_handler]` finds the type of the state by a `State` parameter.
        let mut in_sight = |ty| {
            let shown = model.is_debugged && is_state(ty) && room > 0;
            room -= usize::from(shown);
            shown
        };
        let inside = match before.last() {
            Some(last) if !in_sight(&last.ty) => before.pop(),
            _ => None,
        };
        let (mut seen, mut extra) = (Vec::new(), Vec::new());
        for (index, ty) in model.extract.iter().enumerate() {
            let name = Ident::new(&format!("extra_{index}"), Span::mixed_site());
            let place = if in_sight(ty) { &mut seen } else { &mut extra };
            place.push(Extra { name, ty });
        }
        Self {
            before,
            in_sight: seen,
            inside,
            extra,
        }
    }

    /// Whether the last parameter waits whatever its type is: it is marked, or a range.
    pub(crate) fn waits(&self) -> bool {
        matches!(self.inside, Some(parameter) if matches!(parameter.kind, Kind::Marked | Kind::Range))
    }

    /// The ranges that cannot wait, each with the name of what it is rejected with.
    pub(crate) fn ranges(&self) -> impl Iterator<Item = (&'m Ident, Ident)> {
        let ranges = self.before.iter().copied();
        let ranges = ranges.filter(|parameter| matches!(parameter.kind, Kind::Range));
        ranges.map(|Parameter { name, .. }| {
            let rejected = Ident::new(&format!("{name}_rejected"), name.span());
            (name, rejected)
        })
    }
}
