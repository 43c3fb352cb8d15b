//! What to write instead of an argument that does not exist.

use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::parse::ParseStream;
use syn::{Error, Ident, LitStr, Token};

use crate::args::{Args, Attribute, Function};

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
    /// The error for a name that is no argument.
    pub(crate) fn unknown(
        &self,
        attribute: Attribute,
        keyword: &Ident,
        input: ParseStream<'_>,
    ) -> Error {
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

/// The same letters but for case, underscores and order, or one edit apart.
fn resembles(known: &str, given: &str) -> bool {
    let plain = |text: &str| text.to_lowercase().replace('_', "");
    let sorted = |text: &str| {
        let mut letters: Vec<char> = text.chars().collect();
        letters.sort_unstable();
        letters
    };
    let (known, given) = (plain(known), plain(given));
    let close = 1 + usize::from(known.len() > 6);
    sorted(&known) == sorted(&given) || edit_distance(&known, &given) <= close
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
