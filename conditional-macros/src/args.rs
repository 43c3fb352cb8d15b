//! The arguments of an attribute, each with the tokens that an error about it points at.

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::spanned::Spanned as _;
use syn::{Error, Expr, Ident, LitStr, Path, Token};

use crate::advice::no_keyword;
use crate::errors::Errors;
use crate::text::{joined, text};
use crate::values::{flag, krate, named_function, parse_function, skip_argument, value, vary};

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

    fn example(self) -> &'static str {
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
    Expression(Expr),
}

/// All arguments of one attribute.
#[derive(Clone, Default)]
pub(crate) struct Args {
    pub(crate) etag: Option<Function>,
    pub(crate) last_modified: Option<Function>,
    pub(crate) resource: Option<Function>,
    pub(crate) required: Option<()>,
    pub(crate) cache_control: Option<Value>,
    pub(crate) vary: Option<Value>,
    pub(crate) krate: Option<Path>,
}

impl Args {
    /// Reads what stands between the parentheses; what is wrong with it goes to `errors`.
    pub(crate) fn parse(attribute: Attribute, tokens: &TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let parsed = (|input: ParseStream<'_>| args.parse_all(attribute, input, errors))
            .parse2(tokens.clone());
        errors.keep(parsed);
        args
    }

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
        ];
        let values = [("cache_control", &self.cache_control), ("vary", &self.vary)];
        let mut all = Vec::new();
        for (name, slot) in &functions {
            if let Some(function) = slot {
                all.push(format!("{name} = {}", function.text));
            }
        }
        if self.required.is_some() {
            all.push("required".to_owned());
        }
        for (name, slot) in &values {
            if let Some(value) = slot {
                all.push(format!("{name} = {}", value.text()));
            }
        }
        if let Some(path) = &self.krate {
            all.push(format!("crate = {}", text(path)));
        }
        format!("#[condition({})]", joined(&all, ", "))
    }

    /// Whether the attribute alone says enough, and no more than its name promises.
    pub(crate) fn check_validators(
        &self,
        attribute: Attribute,
        tokens: &TokenStream,
        errors: &mut Errors,
    ) {
        let name = attribute.name();
        if self.names_no_validator() {
            let needs = format!(
                "`#[{name}]` needs a validator: write {}",
                attribute.example()
            );
            errors.at(tokens, &needs);
        }
        let other = match attribute {
            Attribute::Condition => return,
            Attribute::ETag => &self.last_modified,
            Attribute::LastModified => &self.etag,
        };
        if let Some(other) = other.as_ref().or(self.resource.as_ref()) {
            let instead = self.as_condition();
            let message = format!("`#[{name}]` takes one function: write `{instead}`");
            errors.at(&other.keyword, &message);
        }
    }

    fn parse_all(
        &mut self,
        attribute: Attribute,
        input: ParseStream<'_>,
        errors: &mut Errors,
    ) -> syn::Result<()> {
        let mut first = attribute != Attribute::Condition;
        while !input.is_empty() {
            let result = if first && !starts_with_keyword(input) {
                self.parse_positional(attribute, input)
            } else {
                self.parse_keyword(attribute, input)
            };
            first = false;
            if let Err(error) = result {
                errors.push(error);
                skip_argument(input)?;
            }
            if !input.is_empty() {
                let message = if input.peek(Token![;]) {
                    "write a comma instead of `;`"
                } else {
                    "a comma is missing before this"
                };
                let comma = input.parse::<Token![,]>();
                comma.map_err(|error| Error::new(error.span(), message))?;
            }
        }
        Ok(())
    }

    fn parse_positional(
        &mut self,
        attribute: Attribute,
        input: ParseStream<'_>,
    ) -> syn::Result<()> {
        let keyword = Ident::new(attribute.name(), Span::call_site());
        let function = parse_function(&keyword, input)?;
        let slot = match attribute {
            Attribute::LastModified => &mut self.last_modified,
            _ => &mut self.etag,
        };
        set_once(slot, &keyword, function)
    }

    fn parse_keyword(&mut self, attribute: Attribute, input: ParseStream<'_>) -> syn::Result<()> {
        let Ok(keyword) = input.call(Ident::parse_any) else {
            return Err(no_keyword(attribute, input));
        };
        let k = &keyword;
        match keyword.to_string().as_str() {
            "etag" => set_once(&mut self.etag, k, named_function(k, input)?),
            "last_modified" => set_once(&mut self.last_modified, k, named_function(k, input)?),
            "resource" => set_once(&mut self.resource, k, named_function(k, input)?),
            "required" => set_once(&mut self.required, k, flag(k, input)?),
            "cache_control" => set_once(&mut self.cache_control, k, value(k, "no-cache", input)?),
            "vary" => set_once(&mut self.vary, k, vary(k, input)?),
            "crate" => set_once(&mut self.krate, k, krate(k, input)?),
            _ => Err(self.unknown(attribute, k, input)),
        }
    }
}

impl Value {
    fn text(&self) -> String {
        match self {
            Self::Literal(literal) => text(literal),
            Self::Expression(expression) => text(expression),
        }
    }
}

fn starts_with_keyword(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    let Ok(name) = fork.call(Ident::parse_any) else {
        return false;
    };
    let assigned = fork.peek(Token![=]) && !fork.peek(Token![==]);
    assigned || (name == "required" && (fork.is_empty() || fork.peek(Token![,])))
}

/// One place for "given twice", whichever argument it is.
fn set_once<T>(slot: &mut Option<T>, keyword: &Ident, value: T) -> syn::Result<()> {
    if slot.is_some() {
        let message = format!("`{keyword}` is given twice: remove one of them");
        return Err(Error::new(keyword.span(), message));
    }
    *slot = Some(value);
    Ok(())
}
