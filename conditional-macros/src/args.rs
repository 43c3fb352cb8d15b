//! The arguments of an attribute, each with the tokens that an error about it points at.

use proc_macro2::{Span, TokenStream};
use quote::ToTokens as _;
use syn::parse::{ParseStream, Parser as _};
use syn::spanned::Spanned as _;
use syn::{Error, Expr, Ident, Lit, LitStr, Path, Token};

use crate::errors::Errors;

/// Which of the three attributes this is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attribute {
    Condition,
    ETag,
    LastModified,
}

impl Attribute {
    pub(crate) const ALL: [Self; 3] = [Self::Condition, Self::ETag, Self::LastModified];

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
                "`#[condition(etag = your_fn)]`, `#[condition(last_modified = your_fn)]`, both, or `#[condition(resource = your_fn)]`"
            }
            Self::ETag => "`#[etag(your_fn)]`",
            Self::LastModified => "`#[last_modified(your_fn)]`",
        }
    }
}

/// A validator function or loader: what to call, and where errors about it belong.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) call: Expr,
}

impl Function {
    /// Where rustc should report that it does not fit: the last name of a path, else the closure.
    pub(crate) fn span(&self) -> Span {
        match &self.call {
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
pub(crate) enum Value {
    Literal(LitStr),
    Expression(Expr),
}

/// All arguments of one attribute. The keyword stays with its value.
#[derive(Default)]
pub(crate) struct Args {
    pub(crate) etag: Option<(Ident, Function)>,
    pub(crate) last_modified: Option<(Ident, Function)>,
    pub(crate) resource: Option<(Ident, Function)>,
    pub(crate) required: Option<(Ident, ())>,
    pub(crate) cache_control: Option<(Ident, Value)>,
    pub(crate) vary: Option<(Ident, Value)>,
    pub(crate) krate: Option<(Ident, Path)>,
}

const KEYWORDS: [&str; 7] = [
    "etag",
    "last_modified",
    "resource",
    "required",
    "cache_control",
    "vary",
    "crate",
];

impl Args {
    /// Reads what stands between the parentheses; what is wrong with it goes to `errors`.
    pub(crate) fn parse(attribute: Attribute, tokens: TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let parsed =
            (|input: ParseStream<'_>| args.parse_all(attribute, input, errors)).parse2(tokens);
        errors.keep(parsed);
        if args.names_no_validator() && errors.is_empty() {
            let (name, example) = (attribute.name(), attribute.example());
            let needs = format!("`#[{name}]` needs a validator: write {example}");
            errors.push(Error::new(Span::call_site(), needs));
        }
        args
    }

    /// Whether no validator was named.
    pub(crate) fn names_no_validator(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none() && self.resource.is_none()
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
                input
                    .parse::<Token![,]>()
                    .map_err(|e| Error::new(e.span(), "expected a comma between two arguments"))?;
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
        let function = parse_function(attribute.name(), input)?;
        let slot = match attribute {
            Attribute::LastModified => &mut self.last_modified,
            _ => &mut self.etag,
        };
        set_once(slot, keyword, function)
    }

    fn parse_keyword(&mut self, attribute: Attribute, input: ParseStream<'_>) -> syn::Result<()> {
        let Ok(keyword) = input.call(<Ident as syn::ext::IdentExt>::parse_any) else {
            return Err(input.error(format!(
                "expected a named argument: write {}",
                attribute.example()
            )));
        };
        let name = keyword.to_string();
        match name.as_str() {
            "etag" => set_once(
                &mut self.etag,
                keyword.clone(),
                named_function(&keyword, input)?,
            ),
            "last_modified" => set_once(
                &mut self.last_modified,
                keyword.clone(),
                named_function(&keyword, input)?,
            ),
            "resource" => set_once(
                &mut self.resource,
                keyword.clone(),
                named_function(&keyword, input)?,
            ),
            "required" => set_once(&mut self.required, keyword.clone(), flag(&keyword, input)?),
            "cache_control" => set_once(
                &mut self.cache_control,
                keyword.clone(),
                value(&keyword, "no-cache", input)?,
            ),
            "vary" => set_once(
                &mut self.vary,
                keyword.clone(),
                value(&keyword, "Accept-Language", input)?,
            ),
            "crate" => set_once(&mut self.krate, keyword.clone(), krate(&keyword, input)?),
            _ => Err(unknown(attribute, &keyword, input)),
        }
    }
}

fn starts_with_keyword(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    let Ok(name) = fork.call(<Ident as syn::ext::IdentExt>::parse_any) else {
        return false;
    };
    let assigned = fork.peek(Token![=]) && !fork.peek(Token![==]);
    assigned || (name == "required" && (fork.is_empty() || fork.peek(Token![,])))
}

/// One place for "given twice", whichever argument it is.
fn set_once<T>(slot: &mut Option<(Ident, T)>, keyword: Ident, value: T) -> syn::Result<()> {
    if slot.is_some() {
        let message = format!("`{keyword}` is given twice: remove one of them");
        return Err(Error::new(keyword.span(), message));
    }
    *slot = Some((keyword, value));
    Ok(())
}

fn named_function(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<Function> {
    expect_value(keyword, "your_fn", input)?;
    parse_function(&keyword.to_string(), input)
}

fn parse_function(name: &str, input: ParseStream<'_>) -> syn::Result<Function> {
    let start = input.span();
    let Ok(call) = input.parse::<Expr>() else {
        return Err(Error::new(
            start,
            format!("`{name}` takes a function: write its name, or a closure"),
        ));
    };
    match &call {
        Expr::Path(_) | Expr::Closure(_) => Ok(Function { call }),
        Expr::Call(called) => {
            let function = called.func.to_token_stream();
            Err(Error::new_spanned(
                &call,
                format!(
                    "`{name}` takes the function, not a call of it: write `{function}` without the parentheses"
                ),
            ))
        }
        Expr::Lit(_) => Err(Error::new_spanned(
            &call,
            format!(
                "`{name}` takes a function, not a value: write the name of a function that returns it, or a closure `|| …`"
            ),
        )),
        _ => Err(Error::new_spanned(
            &call,
            format!("`{name}` takes a function: write its name, or a closure"),
        )),
    }
}

fn expect_value(keyword: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<()> {
    if input.peek(Token![=]) {
        input.parse::<Token![=]>()?;
        if !input.is_empty() && !input.peek(Token![,]) {
            return Ok(());
        }
    }
    Err(Error::new(
        keyword.span(),
        format!("`{keyword}` needs a value: write `{keyword} = {example}`"),
    ))
}

fn flag(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    if !input.peek(Token![=]) {
        return Ok(());
    }
    Err(Error::new(
        keyword.span(),
        format!("`{keyword}` takes no value: write `{keyword}`, or leave it out"),
    ))
}

fn value(keyword: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<Value> {
    expect_value(keyword, &format!("\"{example}\""), input)?;
    match input.parse::<Expr>()? {
        Expr::Lit(syn::ExprLit {
            lit: Lit::Str(text),
            ..
        }) => Ok(Value::Literal(text)),
        Expr::Lit(other) => Err(Error::new_spanned(
            other,
            format!("`{keyword}` takes text or a constant: write `{keyword} = \"{example}\"`"),
        )),
        expression => Ok(Value::Expression(expression)),
    }
}

fn krate(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    expect_value(keyword, "::path::to::conditional_axum", input)?;
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let message = format!(
            "`crate` takes a path, not text: write `crate = {}`",
            text.value()
        );
        return Err(Error::new(text.span(), message));
    }
    input.call(Path::parse_mod_style)
}

fn unknown(attribute: Attribute, keyword: &Ident, input: ParseStream<'_>) -> Error {
    let name = keyword.to_string();
    if let Some(meant) = KEYWORDS.iter().find(|known| resembles(known, &name)) {
        return Error::new(
            keyword.span(),
            format!("unknown argument `{name}`: did you mean `{meant}`?"),
        );
    }
    let bare = input.is_empty() || input.peek(Token![,]) || input.peek(Token![::]);
    if bare && attribute == Attribute::Condition {
        let message = format!(
            "`{name}` needs to be told apart: write `etag = {name}`, `last_modified = {name}` or `resource = {name}`"
        );
        return Error::new(keyword.span(), message);
    }
    let known = KEYWORDS.map(|known| format!("`{known}`")).join(", ");
    Error::new(
        keyword.span(),
        format!("unknown argument `{name}`: expected one of {known}"),
    )
}

/// The same letters but for case, hyphens and underscores, or one edit apart.
fn resembles(known: &str, given: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('_', "");
    let (known, given) = (plain(known), plain(given));
    known == given || edit_distance(&known, &given) <= 1 + usize::from(known.len() > 6)
}

fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(row.first_mut().unwrap_or(&mut 0), i + 1);
        for (j, to) in b.iter().enumerate() {
            let left = row.get(j).copied().unwrap_or_default();
            let Some(cell) = row.get_mut(j + 1) else {
                continue;
            };
            let best = (diagonal + usize::from(from != *to))
                .min(left + 1)
                .min(*cell + 1);
            diagonal = std::mem::replace(cell, best);
        }
    }
    row.last().copied().unwrap_or_default()
}

fn skip_argument(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
