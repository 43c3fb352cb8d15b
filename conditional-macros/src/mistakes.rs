//! The cases of `tests/ui`, without the compiler: a fault in a message is found in a second, by the tests of this
//! crate. Only the compiler shows where each message stands.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use quote::{ToTokens as _, quote};
use syn::parse::{Parse as _, ParseStream, Parser as _};
use syn::{Attribute as SynAttribute, File, Item, LitStr, Meta, UseTree};

use crate::condition;
use crate::parse::args::Attribute;
use crate::resource;

/// Where these stand above an item, they expand before ours, and what ours are shown is theirs.
const OTHER_MACROS: [&str; 2] = ["debug_handler", "async_trait"];

#[test]
fn each_mistake_gets_its_message() {
    let mut shown = 0;
    for case in cases("fail") {
        let text = fs::read_to_string(&case).unwrap();
        if OTHER_MACROS
            .iter()
            .any(|name| text.contains(&format!("#[{name}")))
        {
            continue;
        }
        let said = fs::read_to_string(case.with_extension("stderr")).unwrap();
        let mut expected = messages_in(&said);
        let mut found = Expansion::of(&text).errors;
        expected.sort();
        found.sort();
        assert_eq!(found, expected, "{}", case.display());
        shown += 1;
    }
    assert!(shown > 90, "{shown} cases");
}

#[test]
fn what_must_compile_has_no_mistake() {
    for case in cases("pass") {
        let expansion = Expansion::of(&fs::read_to_string(&case).unwrap());
        assert!(
            expansion.errors.is_empty(),
            "{}: {:?}",
            case.display(),
            expansion.errors
        );
        assert!(expansion.count > 0, "{}", case.display());
    }
}

fn cases(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/ui");
    let mut folders = vec![root.join(folder)];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.extension() {
                _ if path.is_dir() => folders.push(path),
                Some(extension) if extension == "rs" => found.push(path),
                _ => {}
            }
        }
    }
    found
}

/// The messages in a `.stderr` file.
fn messages_in(said: &str) -> Vec<String> {
    let messages = said.lines().filter_map(|line| line.strip_prefix("error: "));
    messages.map(without_spaces).collect()
}

/// Tokens are printed with other spaces outside of the compiler.
fn without_spaces(text: &str) -> String {
    text.replace(' ', "")
}

/// What a program's attributes expand to.
struct Expansion {
    errors: Vec<String>,
    count: usize,
    names: HashMap<String, Attribute>,
}

impl Expansion {
    fn of(program: &str) -> Self {
        let mut expansion = Self {
            errors: Vec::new(),
            count: 0,
            names: HashMap::new(),
        };
        let file: File = syn::parse_str(program).unwrap();
        for item in &file.items {
            if let Item::Use(import) = item {
                expansion.import(&import.tree);
            }
        }
        expansion.items(file.items);
        expansion
    }

    /// Remembers `use conditional_axum::etag as tagged`.
    fn import(&mut self, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.import(&path.tree),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.import(tree);
                }
            }
            UseTree::Rename(rename) => {
                let attribute = Attribute::named(&rename.ident);
                self.names
                    .extend(attribute.map(|named| (rename.rename.to_string(), named)));
            }
            _ => {}
        }
    }

    fn items(&mut self, items: Vec<Item>) {
        for item in items {
            match item {
                Item::Impl(block) if block.attrs.is_empty() => {
                    for inner in block.items {
                        self.item(inner.to_token_stream());
                    }
                }
                Item::Trait(declared) => {
                    for inner in declared.items {
                        self.item(inner.to_token_stream());
                    }
                }
                Item::Mod(module) => {
                    self.items(module.content.map(|(_, items)| items).unwrap_or_default());
                }
                other => self.item(other.to_token_stream()),
            }
        }
    }

    /// Expands the outermost attribute of ours, and what comes out of it.
    fn item(&mut self, item: TokenStream) {
        let (mut attributes, rest) = split.parse2(item).unwrap();
        let Some((at, attribute)) = self.find(&attributes) else {
            self.collect(rest);
            return;
        };
        // What stands above has expanded already.
        let below = attributes.split_off(at + 1);
        let Some(ours) = attributes.pop() else { return };
        let item = quote!(#(#below)* #rest);
        self.count += 1;
        let expanded = match (attribute, ours.meta) {
            (Some(attribute), Meta::List(list)) => {
                condition::expand(attribute, &list.tokens, &item)
            }
            (Some(attribute), _) => condition::expand(attribute, &TokenStream::new(), &item),
            (None, _) => resource::expand(item),
        };
        match syn::parse2::<File>(expanded.clone()) {
            Ok(file) => self.items(file.items),
            Err(_) => self.collect(expanded),
        }
    }

    /// Which attribute of ours is the first, if any; `None` within stands for the derive.
    fn find(&self, attributes: &[SynAttribute]) -> Option<(usize, Option<Attribute>)> {
        attributes.iter().enumerate().find_map(|(at, attribute)| {
            if attribute.path().is_ident("derive") {
                let derives = attribute.to_token_stream().to_string().contains("Resource");
                return derives.then_some((at, None));
            }
            let name = &attribute.path().segments.last()?.ident;
            let renamed = self.names.get(&name.to_string()).copied();
            Some((at, Some(renamed.or_else(|| Attribute::named(name))?)))
        })
    }

    /// Keeps what the `compile_error!`s say.
    fn collect(&mut self, tokens: TokenStream) {
        let mut is_error = false;
        for token in tokens {
            match &token {
                TokenTree::Group(group) if is_error => {
                    let text: LitStr = syn::parse2(group.stream()).unwrap();
                    self.errors.push(without_spaces(&text.value()));
                    is_error = false;
                }
                TokenTree::Group(group) => self.collect(group.stream()),
                TokenTree::Ident(name) => is_error = name == "compile_error",
                _ => {}
            }
        }
    }
}

fn split(input: ParseStream<'_>) -> syn::Result<(Vec<SynAttribute>, TokenStream)> {
    let attributes = input.call(SynAttribute::parse_outer)?;
    Ok((attributes, TokenStream::parse(input)?))
}
