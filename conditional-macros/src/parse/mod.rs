//! The user's tokens as values: the arguments of an attribute, and the function below it.

pub(crate) mod advice;
pub(crate) mod args;
pub(crate) mod item;
pub(crate) mod lifetimes;
pub(crate) mod parameter;
mod renamed;
pub(crate) mod values;

use proc_macro2::{Span, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Error, Ident, Token};

use crate::messages::errors::Errors;
use crate::parse::advice::no_keyword;
use crate::parse::args::{Args, Attribute};
use crate::parse::values::{
    extract, flag, krate, named_function, parse_function, skip_argument, value,
};

impl Args {
    /// Reads what stands between the parentheses; what is wrong with it goes to `errors`.
    pub(crate) fn parse(attribute: Attribute, tokens: &TokenStream, errors: &mut Errors) -> Self {
        let mut args = Self::default();
        let parsed = (|input: ParseStream<'_>| args.parse_all(attribute, input, errors))
            .parse2(tokens.clone());
        errors.keep(parsed);
        args
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
            "headers" => set_once(&mut self.headers, k, named_function(k, input)?),
            "applied" => set_once(&mut self.applied, k, named_function(k, input)?),
            "extract" => set_once(&mut self.extract, k, extract(k, input)?),
            "required" => set_once(&mut self.required, k, flag(k, input)?),
            "weak_if_match" => set_once(&mut self.weak_if_match, k, flag(k, input)?),
            "bare_tags" => set_once(&mut self.bare_tags, k, flag(k, input)?),
            "cache_control" => set_once(&mut self.cache_control, k, value(k, "no-cache", input)?),
            "vary" => set_once(&mut self.vary, k, value(k, "Accept-Language", input)?),
            "crate" => set_once(&mut self.krate, k, krate(k, input)?),
            _ => Err(self.unknown(attribute, k, input)),
        }
    }
}

/// The arguments that take no value.
const FLAGS: [&str; 3] = ["required", "weak_if_match", "bare_tags"];

fn starts_with_keyword(input: ParseStream<'_>) -> bool {
    let fork = input.fork();
    let Ok(name) = fork.call(Ident::parse_any) else {
        return false;
    };
    let assigned = fork.peek(Token![=]) && !fork.peek(Token![==]);
    let alone = fork.is_empty() || fork.peek(Token![,]);
    assigned
        || (alone && FLAGS.iter().any(|flag| name == flag))
        || (name == "extract" && fork.peek(syn::token::Paren))
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
