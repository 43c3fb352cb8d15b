//! The arguments of an attribute, each with the tokens that an error about it points at.

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned as _;
use syn::{Expr, Ident, LitStr, Path, Type};

use crate::messages::text::{joined, text};
use crate::parse::renamed::dependency_name;

/// Which of the three attributes this is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    Condition,
    ETag,
    LastModified,
}

impl Attribute {
    /// The attribute of this name.
    pub(crate) fn named(name: &Ident) -> Option<Self> {
        match name.to_string().as_str() {
            "condition" => Some(Self::Condition),
            "etag" => Some(Self::ETag),
            "last_modified" => Some(Self::LastModified),
            _ => None,
        }
    }

    /// Its name, which is also the argument of `condition` that a shorthand stands for.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Condition => "condition",
            Self::ETag => "etag",
            Self::LastModified => "last_modified",
        }
    }

    pub(crate) fn example(self) -> &'static str {
        match self {
            Self::Condition => {
                "`#[condition(etag = your_fn, last_modified = your_fn)]`, one of the two, or `#[condition(resource = your_fn)]`"
            }
            Self::ETag => "`#[etag(your_fn)]`",
            Self::LastModified => "`#[last_modified(your_fn)]`",
        }
    }
}

/// A validator function or loader: the argument that names it, what to call, and as it was written.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) keyword: Ident,
    pub(crate) call: Box<Expr>,
    pub(crate) text: String,
}

impl Function {
    /// Where rustc should report that it does not fit: the last name of a path, else the closure.
    pub(crate) fn span(&self) -> Span {
        match &*self.call {
            Expr::Path(path) => path
                .path
                .segments
                .last()
                .map_or_else(Span::call_site, |s| s.ident.span()),
            other => other.span(),
        }
    }
}

/// A header value: checked while compiling, or computed.
#[derive(Clone)]
pub(crate) enum Value {
    Literal(LitStr),
    Expression(Box<Expr>),
}

/// The extractors that only the functions need: `extract(State<Db>, Path<i64>)`.
#[derive(Clone)]
pub(crate) struct Extract {
    pub(crate) types: Vec<Type>,
}

/// All arguments of one attribute.
#[derive(Clone, Default)]
pub(crate) struct Args {
    pub(crate) etag: Option<Function>,
    pub(crate) last_modified: Option<Function>,
    pub(crate) resource: Option<Function>,
    pub(crate) headers: Option<Function>,
    pub(crate) applied: Option<Function>,
    pub(crate) extract: Option<Extract>,
    pub(crate) required: Option<()>,
    pub(crate) weak_if_match: Option<()>,
    pub(crate) bare_tags: Option<()>,
    pub(crate) cache_control: Option<Value>,
    pub(crate) vary: Option<Value>,
    pub(crate) krate: Option<Path>,
}

impl Args {
    /// Whether no validator was named.
    pub(crate) fn names_no_validator(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none() && self.resource.is_none()
    }

    /// The one attribute that says all of this.
    pub(crate) fn as_condition(&self) -> String {
        let functions = [
            ("etag", &self.etag),
            ("last_modified", &self.last_modified),
            ("resource", &self.resource),
            ("headers", &self.headers),
            ("applied", &self.applied),
        ];
        let flags = [
            ("required", self.required),
            ("weak_if_match", self.weak_if_match),
            ("bare_tags", self.bare_tags),
        ];
        let values = [("cache_control", &self.cache_control), ("vary", &self.vary)];
        let mut all = Vec::new();
        for (name, function) in functions {
            all.extend(
                function
                    .as_ref()
                    .map(|function| format!("{name} = {}", function.text)),
            );
        }
        all.extend(self.extract.as_ref().map(Extract::text));
        for (name, flag) in flags {
            all.extend(flag.map(|()| name.to_owned()));
        }
        for (name, value) in values {
            all.extend(
                value
                    .as_ref()
                    .map(|value| format!("{name} = {}", value.text())),
            );
        }
        all.extend(
            self.krate
                .as_ref()
                .map(|path| format!("crate = {}", text(path))),
        );
        format!("#[condition({})]", joined(&all, ", "))
    }
}

impl Extract {
    fn text(&self) -> String {
        let mut types = Vec::new();
        for ty in &self.types {
            types.push(text(ty));
        }
        format!("extract({})", joined(&types, ", "))
    }
}

/// The path of the facade, whatever the dependency is called.
pub(crate) fn facade(krate: Option<&Path>) -> TokenStream {
    if let Some(path) = krate {
        return quote!(#path);
    }
    let name = dependency_name().unwrap_or_else(|| "conditional_axum".to_owned());
    let name = Ident::new(&name, Span::call_site());
    quote!(::#name)
}

impl Value {
    fn text(&self) -> String {
        match self {
            Self::Literal(literal) => text(literal),
            Self::Expression(expression) => text(expression),
        }
    }
}
