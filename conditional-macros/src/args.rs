//! The arguments of an attribute, each with the tokens that an error about it points at.

use proc_macro2::{Delimiter, Span, TokenStream};
use quote::ToTokens;
use syn::buffer::Cursor;
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::spanned::Spanned as _;
use syn::{Error, Expr, ExprCall, ExprLit, Ident, Lit, LitBool, LitStr, Path, Token};

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
                "`#[condition(etag = your_fn, last_modified = your_fn)]`, one of the two, or `#[condition(resource = your_fn)]`"
            }
            Self::ETag => "`#[etag(your_fn)]`",
            Self::LastModified => "`#[last_modified(your_fn)]`",
        }
    }
}

/// A validator function or loader: what to call, as it was written, and where errors about it belong.
#[derive(Clone)]
pub(crate) struct Function {
    pub(crate) call: Expr,
    pub(crate) text: String,
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
#[derive(Clone)]
pub(crate) enum Value {
    Literal(LitStr),
    Expression(Expr),
}

/// All arguments of one attribute. The keyword stays with its value.
#[derive(Clone, Default)]
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

/// Arguments that look as if they should exist, and what to write.
const INSTEAD: [(&str, &str); 9] = [
    ("max_age", "`cache_control = \"max-age=60\"`"),
    ("s_maxage", "`cache_control = \"s-maxage=60\"`"),
    ("no_cache", "`cache_control = \"no-cache\"`"),
    ("no_store", "`cache_control = \"no-store\"`"),
    ("private", "`cache_control = \"private\"`"),
    ("public", "`cache_control = \"public, max-age=60\"`"),
    (
        "immutable",
        "`cache_control = \"max-age=31536000, immutable\"`",
    ),
    ("weak", "`ETag::weak(…)` in the function that makes the tag"),
    (
        "strong",
        "`ETag::strong(…)` in the function that makes the tag",
    ),
];

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
        let functions = functions
            .into_iter()
            .filter_map(|(name, slot)| slot.as_ref().map(|(_, f)| format!("{name} = {}", f.text)));
        let required = self.required.iter().map(|_| "required".to_owned());
        let values = values.into_iter().filter_map(|(name, slot)| {
            slot.as_ref().map(|(_, v)| format!("{name} = {}", v.text()))
        });
        let krate = self
            .krate
            .iter()
            .map(|(_, path)| format!("crate = {}", text(path)));
        let all: Vec<String> = functions
            .chain(required)
            .chain(values)
            .chain(krate)
            .collect();
        format!("#[condition({})]", all.join(", "))
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
            errors.at(tokens, needs);
        }
        if attribute == Attribute::Condition {
            return;
        }
        let all = [&self.etag, &self.last_modified, &self.resource];
        let other = all
            .into_iter()
            .flatten()
            .find(|(keyword, _)| keyword != name);
        if let Some((keyword, _)) = other {
            let instead = self.as_condition();
            errors.at(
                keyword,
                format!("`#[{name}]` takes one function: write `{instead}`"),
            );
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
        let function = parse_function(attribute.name(), input)?;
        let slot = match attribute {
            Attribute::LastModified => &mut self.last_modified,
            _ => &mut self.etag,
        };
        set_once(slot, keyword, function)
    }

    fn parse_keyword(&mut self, attribute: Attribute, input: ParseStream<'_>) -> syn::Result<()> {
        let Ok(keyword) = input.call(Ident::parse_any) else {
            return Err(no_keyword(attribute, input));
        };
        let k = || keyword.clone();
        match keyword.to_string().as_str() {
            "etag" => set_once(&mut self.etag, k(), named_function(&keyword, input)?),
            "last_modified" => set_once(
                &mut self.last_modified,
                k(),
                named_function(&keyword, input)?,
            ),
            "resource" => set_once(&mut self.resource, k(), named_function(&keyword, input)?),
            "required" => set_once(&mut self.required, k(), flag(&keyword, input)?),
            "cache_control" => set_once(
                &mut self.cache_control,
                k(),
                value(&keyword, "no-cache", input)?,
            ),
            "vary" => set_once(&mut self.vary, k(), vary(&keyword, input)?),
            "crate" => set_once(&mut self.krate, k(), krate(&keyword, input)?),
            _ => Err(self.unknown(attribute, &keyword, input)),
        }
    }

    fn unknown(&self, attribute: Attribute, keyword: &Ident, input: ParseStream<'_>) -> Error {
        let bare = input.is_empty() || input.peek(Token![,]) || input.peek(Token![::]);
        let name = name_with_hyphens(keyword, input);
        let plain = name.replace('-', "_");
        let meant = KEYWORDS.iter().find(|known| resembles(known, &plain));
        let meant = meant.filter(|meant| !bare || **meant == "required");
        let advice = if let Some(meant) = meant {
            format!("did you mean `{meant}`?")
        } else if let Some((_, instead)) = INSTEAD.iter().find(|(known, _)| *known == plain) {
            format!("write {instead}")
        } else if bare {
            let path = format!("{keyword}{}", rest_of_path(input));
            return Error::new(keyword.span(), self.which(attribute, &path));
        } else {
            let known = KEYWORDS.iter().skip(match attribute {
                Attribute::Condition => 0,
                _ => 3,
            });
            let known: Vec<String> = known.map(|known| format!("`{known}`")).collect();
            format!("the arguments are {}", known.join(", "))
        };
        Error::new(
            keyword.span(),
            format!("unknown argument `{name}`: {advice}"),
        )
    }

    /// A function without the name of what it gives.
    fn which(&self, attribute: Attribute, path: &str) -> String {
        if attribute == Attribute::Condition {
            return format!(
                "say what `{path}` gives: write `etag = {path}`, `last_modified = {path}` or `resource = {path}`"
            );
        }
        let mut both = self.clone();
        let (given, slot) = match attribute {
            Attribute::LastModified => ("last_modified", &mut both.etag),
            _ => ("etag", &mut both.last_modified),
        };
        if let Ok(call) = syn::parse_str(path) {
            let text = path.to_owned();
            *slot = Some((
                Ident::new(given, Span::call_site()),
                Function { call, text },
            ));
        }
        let instead = both.as_condition();
        format!(
            "`#[{}]` takes one function: write `{instead}`",
            attribute.name()
        )
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

/// Tokens as a user would write them.
pub(crate) fn text(tokens: impl ToTokens) -> String {
    let mut text = tokens.to_token_stream().to_string();
    for (apart, together) in [
        (" :: ", "::"),
        (":: ", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ,", ","),
    ] {
        text = text.replace(apart, together);
    }
    text
}

/// `last-modified`, which is no single token.
fn name_with_hyphens(keyword: &Ident, input: ParseStream<'_>) -> String {
    let mut name = keyword.to_string();
    let fork = input.fork();
    while fork.parse::<Token![-]>().is_ok() {
        let Ok(part) = fork.call(Ident::parse_any) else {
            break;
        };
        name = format!("{name}-{part}");
    }
    name
}

/// `::tag` behind `self`.
fn rest_of_path(input: ParseStream<'_>) -> String {
    let fork = input.fork();
    let mut rest = String::new();
    while fork.parse::<Token![::]>().is_ok() {
        let Ok(part) = fork.call(Ident::parse_any) else {
            break;
        };
        rest = format!("{rest}::{part}");
    }
    rest
}

fn no_keyword(attribute: Attribute, input: ParseStream<'_>) -> Error {
    if let Ok(name) = input.fork().parse::<LitStr>() {
        let bare = name.value();
        let message = format!("the name of an argument stands without quotes: write `{bare} = …`");
        return Error::new(name.span(), message);
    }
    let message = match attribute {
        Attribute::Condition => {
            "say what this function gives: write `etag = …`, `last_modified = …` or `resource = …`"
                .to_owned()
        }
        _ => format!(
            "`#[{}]` takes one function, and then only named arguments",
            attribute.name()
        ),
    };
    input.error(message)
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
    let start = input.cursor();
    let Ok(mut call) = input.parse::<Expr>() else {
        return Err(Error::new(start.span(), takes_function(name)));
    };
    let text = text(tokens_between(start, input.cursor()));
    // What a `macro_rules!` macro passes on stands in an invisible group.
    while let Expr::Group(group) = call {
        call = *group.expr;
    }
    let message = match &call {
        Expr::Path(_) | Expr::Closure(_) => return Ok(Function { call, text }),
        Expr::Call(called) => takes_no_call(name, called),
        Expr::Reference(reference) if matches!(*reference.expr, Expr::Path(_)) => {
            let function = self::text(&reference.expr);
            format!("`{name}` takes the function itself: write `{function}` without the `&`")
        }
        Expr::Lit(_) => format!(
            "`{name}` takes a function, not a value: write the name of a function that returns it, or a closure `|| …`"
        ),
        _ => takes_function(name),
    };
    Err(Error::new_spanned(&call, message))
}

fn takes_function(name: &str) -> String {
    format!("`{name}` takes a function: write its name, or a closure `|Path(id): &Path<u64>| …`")
}

fn takes_no_call(name: &str, called: &ExprCall) -> String {
    let function = text(&called.func);
    if called.args.is_empty() {
        return format!(
            "`{name}` takes the function, not a call of it: write `{function}` without the parentheses"
        );
    }
    format!(
        "`{name}` takes the function, not a call of it: write `{function}`, which gets the handler's extractors by the types of its parameters"
    )
}

fn tokens_between(start: Cursor<'_>, end: Cursor<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    let mut at = start;
    while at != end {
        let Some((token, next)) = at.token_tree() else {
            break;
        };
        tokens.extend([token]);
        at = next;
    }
    tokens
}

/// The value behind `=`, or what should stand there.
fn expect_value(keyword: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<()> {
    let instead = |found: &str| {
        format!("expected `=` behind `{keyword}`, found `{found}`: write `{keyword} = {example}`")
    };
    if input.peek(Token![==]) {
        return Err(input.error(instead("==")));
    }
    if input.peek(Token![:]) && !input.peek(Token![::]) {
        return Err(input.error(instead(":")));
    }
    if let Some((inside, delimiters, _)) = input.cursor().group(Delimiter::Parenthesis) {
        let inside = text(inside.token_stream());
        let message = format!("write `{keyword} = {inside}` instead of the parentheses");
        return Err(Error::new(delimiters.span(), message));
    }
    if input.parse::<Token![=]>().is_ok() && !input.is_empty() && !input.peek(Token![,]) {
        return Ok(());
    }
    Err(Error::new(
        keyword.span(),
        format!("`{keyword}` needs a value: write `{keyword} = {example}`"),
    ))
}

fn flag(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
    let ahead = input.fork();
    if ahead.parse::<Token![=]>().is_err() {
        return Ok(());
    }
    let instead = match ahead.parse::<LitBool>() {
        Ok(literal) if literal.value() => format!("write `{keyword}` alone"),
        Ok(_) => "leave it out".to_owned(),
        Err(_) => format!("write `{keyword}`, or leave it out"),
    };
    Err(Error::new(
        keyword.span(),
        format!("`{keyword}` takes no value: {instead}"),
    ))
}

fn value(keyword: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<Value> {
    expect_value(keyword, &format!("\"{example}\""), input)?;
    let start = input.cursor();
    let expression = input.parse::<Expr>();
    let is_whole = input.is_empty() || input.peek(Token![,]);
    match expression {
        Ok(Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        })) if is_whole => Ok(Value::Literal(text)),
        Ok(
            expression @ (Expr::Path(_)
            | Expr::Group(_)
            | Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Macro(_)
            | Expr::Field(_)
            | Expr::Reference(_)
            | Expr::Block(_)),
        ) if is_whole => Ok(Value::Expression(expression)),
        Ok(Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        })) if is_whole && keyword == "cache_control" => {
            let message =
                format!("`{keyword}` takes text: write `{keyword} = \"max-age={number}\"`");
            Err(Error::new(number.span(), message))
        }
        _ => {
            skip_argument(input)?;
            let found = tokens_between(start, input.cursor());
            let message = format!(
                "`{keyword}` takes text in quotes, or a constant: write `{keyword} = \"{example}\"`"
            );
            Err(Error::new_spanned(found, message))
        }
    }
}

fn vary(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<Value> {
    let value = value(keyword, "Accept-Language", input)?;
    let Value::Literal(literal) = &value else {
        return Ok(value);
    };
    let text = literal.value();
    let Some(wrong) = text
        .split(',')
        .map(str::trim)
        .find(|name| !is_field_name(name))
    else {
        return Ok(value);
    };
    let found = match wrong {
        "" => "a field name is missing".to_owned(),
        _ => format!("`{wrong}` is not a field name"),
    };
    let message =
        format!("{found}: write `vary = \"Accept-Language\"`, several with commas between");
    Err(Error::new(literal.span(), message))
}

fn is_field_name(name: &str) -> bool {
    let is_token = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(is_token)
}

fn krate(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
    const EXAMPLE: &str = "::path::to::conditional_axum";
    expect_value(keyword, EXAMPLE, input)?;
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let path = text.value();
        let message = format!("`crate` takes a path, not text: write `crate = {path}`");
        return Err(Error::new(text.span(), message));
    }
    let start = input.span();
    input.call(Path::parse_mod_style).map_err(|_| {
        Error::new(
            start,
            format!("`crate` takes a path: write `crate = {EXAMPLE}`"),
        )
    })
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
