//! What to write instead of an argument that does not exist.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, LitStr, Token};

use crate::messages::text::joined;
use crate::parse::args::{Args, Attribute, Function};

const KEYWORDS: [&str; 12] = [
    "etag",
    "last_modified",
    "resource",
    "headers",
    "applied",
    "extract",
    "required",
    "weak_if_match",
    "bare_tags",
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
    /// The error for a name that is not an argument.
    pub(crate) fn unknown(
        &self,
        attribute: Attribute,
        keyword: &Ident,
        input: ParseStream<'_>,
    ) -> Error {
        let bare = input.is_empty() || input.peek(Token![,]) || input.peek(Token![::]);
        // `last-modified` is not a single token.
        let name = joined_names::<Token![-]>(keyword, "-", input);
        let plain = joined_names::<Token![-]>(keyword, "_", input);
        let meant = KEYWORDS.iter().find(|known| resembles(known, &plain));
        let meant = meant.filter(|meant| !bare || **meant == "required");
        let advice = if let Some(meant) = meant {
            format!("did you mean `{meant}`?")
        } else if let Some((_, instead)) = INSTEAD.iter().find(|(known, _)| *known == plain) {
            format!("write {instead}")
        } else if bare {
            let path = joined_names::<Token![::]>(keyword, "::", input);
            return Error::new(keyword.span(), self.which(attribute, &path));
        } else {
            format!("the arguments are {}", known(attribute))
        };
        let message = format!("unknown argument `{name}`: {advice}");
        Error::new(keyword.span(), message)
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
            *slot = Some(Function {
                keyword: Ident::new(given, Span::call_site()),
                call,
                text: path.to_owned(),
            });
        }
        let instead = both.as_condition();
        format!(
            "`#[{}]` takes one function: write `{instead}`",
            attribute.name()
        )
    }
}

pub(crate) fn no_keyword(attribute: Attribute, input: ParseStream<'_>) -> Error {
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

/// This name and those that follow after a separator, with another one between them.
fn joined_names<Between: Parse>(first: &Ident, between: &str, input: ParseStream<'_>) -> String {
    let mut names = first.to_string();
    let fork = input.fork();
    while fork.parse::<Between>().is_ok() {
        let Ok(name) = fork.call(Ident::parse_any) else {
            break;
        };
        names = format!("{names}{between}{name}");
    }
    names
}

fn known(attribute: Attribute) -> String {
    let [_, _, _, after_the_function @ ..] = &KEYWORDS;
    let keywords = match attribute {
        Attribute::Condition => KEYWORDS.as_slice(),
        _ => after_the_function,
    };
    let mut known = Vec::new();
    for keyword in keywords {
        known.push(format!("`{keyword}`"));
    }
    joined(&known, ", ")
}

/// The same letters but for case, underscores and order, or an edit or two apart.
fn resembles(known: &str, given: &str) -> bool {
    let (known, given) = (letters(known), letters(given));
    let edits = if known.len() > 5 { 2 } else { 1 };
    is_anagram(&known, &given) || is_near(&known, &given, edits)
}

fn letters(name: &str) -> String {
    let mut letters = String::new();
    for letter in name.to_lowercase().chars() {
        if letter != '_' {
            letters.push(letter);
        }
    }
    letters
}

fn is_anagram(a: &str, b: &str) -> bool {
    let mut rest = b.to_owned();
    for letter in a.chars() {
        let Some(at) = rest.find(letter) else {
            return false;
        };
        rest.remove(at);
    }
    rest.is_empty()
}

/// Whether at most `edits` insertions, removals and replacements make one out of the other.
fn is_near(a: &str, b: &str, edits: usize) -> bool {
    let (mut rest_a, mut rest_b) = (a.chars(), b.chars());
    let (first_a, first_b) = (rest_a.next(), rest_b.next());
    let (rest_a, rest_b) = (rest_a.as_str(), rest_b.as_str());
    if first_a == first_b {
        return first_a.is_none() || is_near(rest_a, rest_b, edits);
    }
    edits > 0
        && (is_near(rest_a, b, edits - 1)
            || is_near(a, rest_b, edits - 1)
            || is_near(rest_a, rest_b, edits - 1))
}
