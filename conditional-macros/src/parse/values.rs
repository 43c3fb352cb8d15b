//! What stands after the name of an argument.

use proc_macro2::{Delimiter, TokenStream};
use quote::TokenStreamExt as _;
use syn::buffer::Cursor;
use syn::parse::ParseStream;
use syn::punctuated::{Pair, Punctuated};
use syn::spanned::Spanned as _;
use syn::token::Paren;
use syn::{
    Error, Expr, ExprBlock, ExprCall, ExprClosure, ExprLit, Ident, Lit, LitBool, LitStr, Path,
    ReturnType, Token, Type, parenthesized,
};

use crate::messages::errors::error_at;
use crate::messages::text::text;
use crate::parse::args::{Extract, Function, Value};

pub(crate) fn named_function(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<Function> {
    expect_value(keyword, "your_fn", input)?;
    parse_function(keyword, input)
}

pub(crate) fn parse_function(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<Function> {
    let start = input.cursor();
    let Ok(mut call) = input.parse::<Box<Expr>>() else {
        return Err(Error::new(start.span(), takes_function(keyword)));
    };
    let text = text(&tokens_between(start, input.cursor()));
    // What a `macro_rules!` macro passes on stands in an invisible group.
    while let Expr::Group(group) = *call {
        call = group.expr;
    }
    match &mut *call {
        Expr::Path(_) => {}
        Expr::Closure(closure) => make_async(closure),
        other => return Err(error_at(other, &no_function(keyword, other))),
    }
    Ok(Function {
        keyword: keyword.clone(),
        call,
        text,
    })
}

/// `|…| async { … }` cannot lend its parameters to the future; `async |…| { … }` can, and is what
/// was meant.
fn make_async(closure: &mut ExprClosure) {
    if let Expr::Async(future) = &*closure.body
        && matches!(closure.output, ReturnType::Default)
    {
        let block = ExprBlock {
            attrs: future.attrs.clone(),
            label: None,
            block: future.block.clone(),
        };
        closure.asyncness = Some(future.async_token);
        *closure.body = Expr::Block(block);
    }
}

fn no_function(keyword: &Ident, found: &Expr) -> String {
    match found {
        Expr::Call(called) => takes_no_call(keyword, called),
        Expr::Reference(reference) if matches!(*reference.expr, Expr::Path(_)) => {
            let function = text(&reference.expr);
            format!("`{keyword}` takes the function itself: write `{function}` without the `&`")
        }
        Expr::Lit(_) => format!(
            "`{keyword}` takes a function, not a value: write the name of a function that returns it, or a closure `|| …`"
        ),
        _ => takes_function(keyword),
    }
}

fn takes_function(keyword: &Ident) -> String {
    format!("`{keyword}` takes a function: write its name, or a closure `|Path(id): &Path<u64>| …`")
}

fn takes_no_call(keyword: &Ident, called: &ExprCall) -> String {
    let function = text(&called.func);
    if makes_value(&called.func) {
        let value = text(called);
        return format!("`{keyword}` takes a function, not a value: write `|| {value}`");
    }
    if called.args.is_empty() {
        return format!(
            "`{keyword}` takes the function, not a call of it: write `{function}` without the parentheses"
        );
    }
    format!(
        "`{keyword}` takes the function, not a call of it: write `{function}`, which gets the handler's extractors by the types of its parameters"
    )
}

/// Whether a call of this is a validator rather than the function that makes one.
fn makes_value(called: &Expr) -> bool {
    const MAKERS: [&str; 5] = ["ETag", "LastModified", "SystemTime", "Some", "Ok"];
    let Expr::Path(path) = called else {
        return false;
    };
    let mut names = path.path.segments.pairs().map(Pair::into_value);
    names.any(|name| MAKERS.iter().any(|maker| name.ident == maker))
}

fn tokens_between(start: Cursor<'_>, end: Cursor<'_>) -> TokenStream {
    let mut tokens = TokenStream::new();
    let mut at = start;
    while at != end {
        let Some((token, next)) = at.token_tree() else {
            break;
        };
        tokens.append(token);
        at = next;
    }
    tokens
}

/// The value after `=`, or what should stand there.
fn expect_value(keyword: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<()> {
    let instead = |found: &str| {
        format!("expected `=` after `{keyword}`, found `{found}`: write `{keyword} = {example}`")
    };
    if input.peek(Token![==]) {
        return Err(input.error(instead("==")));
    }
    if input.peek(Token![:]) && !input.peek(Token![::]) {
        return Err(input.error(instead(":")));
    }
    if let Some((inside, delimiters, _)) = input.cursor().group(Delimiter::Parenthesis) {
        let inside = text(&inside.token_stream());
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

/// The types between the parentheses of `extract(…)`.
pub(crate) fn extract(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<Extract> {
    const EXAMPLE: &str = "write `extract(State<Db>, Path<i64>)`";
    if !input.peek(Paren) {
        let message =
            format!("`{keyword}` takes the types of extractors in parentheses: {EXAMPLE}");
        return Err(Error::new(keyword.span(), message));
    }
    let inside;
    parenthesized!(inside in input);
    let types = inside.call(Punctuated::<Type, Token![,]>::parse_terminated);
    // What is left over must not be an error of its own.
    inside.parse::<TokenStream>()?;
    let types = types.map_err(|error| {
        let message = format!("`{keyword}` takes the types of extractors: {EXAMPLE}");
        Error::new(error.span(), message)
    })?;
    if types.is_empty() {
        let message = format!("`{keyword}` names no extractor: {EXAMPLE}, or leave it out");
        return Err(Error::new(keyword.span(), message));
    }
    Ok(Extract {
        types: types.into_iter().collect(),
    })
}

pub(crate) fn flag(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
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

pub(crate) fn value(keyword: &Ident, example: &str, input: ParseStream<'_>) -> syn::Result<Value> {
    expect_value(keyword, &format!("\"{example}\""), input)?;
    let start = input.cursor();
    let parsed = input.parse::<Expr>();
    let is_whole = input.is_empty() || input.peek(Token![,]);
    match parsed {
        Ok(Expr::Lit(ExprLit {
            lit: Lit::Str(text),
            ..
        })) if is_whole => Ok(Value::Literal(text)),
        Ok(Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        })) if is_whole && keyword == "cache_control" => {
            let message =
                format!("`{keyword}` takes text: write `{keyword} = \"max-age={number}\"`");
            Err(Error::new(number.span(), message))
        }
        Ok(expression) if is_whole && may_be_constant(&expression) => {
            Ok(Value::Expression(Box::new(expression)))
        }
        _ => {
            skip_argument(input)?;
            let found = tokens_between(start, input.cursor());
            let message = format!(
                "`{keyword}` takes text in quotes, or a constant: write `{keyword} = \"{example}\"`"
            );
            Err(error_at(&found, &message))
        }
    }
}

fn may_be_constant(expression: &Expr) -> bool {
    matches!(
        expression,
        Expr::Path(_)
            | Expr::Group(_)
            | Expr::Call(_)
            | Expr::MethodCall(_)
            | Expr::Macro(_)
            | Expr::Field(_)
            | Expr::Reference(_)
            | Expr::Block(_)
    )
}

pub(crate) fn krate(keyword: &Ident, input: ParseStream<'_>) -> syn::Result<Path> {
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

pub(crate) fn skip_argument(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}
