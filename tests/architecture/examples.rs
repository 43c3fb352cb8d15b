//! Every public item has an example that compiles: in its own docs, or by name in others of the same crate. A type
//! counts as shown wherever an example names it; what stands in an `impl` block or in a trait, only in the docs of its
//! type and of the other methods, and of the type whose example its type's docs point to. Fields, variants and
//! implementations of traits are shown where their type is.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use syn::{
    Attribute, Expr, Ident, ImplItem, Item, ItemImpl, Lit, Meta, TraitItem, Type, UseTree,
    Visibility,
};

use crate::sources::{Module, Source, attributes, is_test_item, of_crate, repository};

/// What is published, without the macros: they are documented where the facade re-exports them.
const CRATES: [&str; 3] = ["conditional-core", "conditional-axum", "conditional-check"];

/// Types that only stand in the signatures of the layers: nobody writes their names.
const IN_SIGNATURES: [&str; 4] = ["Around", "Answer", "ResponseFuture", "middleware::Exchange"];

/// What docs say that have their example elsewhere.
const POINTER: &str = "the example of [`";

/// An item with its docs.
struct Documented {
    place: String,
    /// Of the type, from the crate's root.
    path: String,
    name: String,
    /// The type or the trait that it belongs to: itself, if it is one.
    owner: String,
    is_type: bool,
    examples: String,
    /// The type whose example the docs point to.
    shown_by: Option<String>,
}

#[test]
fn every_public_item_has_an_example() {
    let faults: Vec<String> = CRATES
        .into_iter()
        .flat_map(|krate| faults(&of_crate(krate)))
        .collect();
    assert!(
        faults.is_empty(),
        "no example:\n{}\nShow it in its own docs, or by name in those of its type.",
        faults.join("\n")
    );
}

#[test]
fn what_is_public_and_nowhere_shown_is_found() {
    let lib = "mod inner; pub use inner::{Shown, Unshown};";
    let inner = "
        /// ```
        /// Shown::new();
        /// ```
        pub struct Shown;
        impl Shown {
            pub fn new() -> Self { Self }
            /// See the docs of new.
            pub fn other() {}
            fn private() {}
        }
        pub struct Unshown;
        pub struct Hidden;
    ";
    let sources = [("lib.rs", lib), ("inner.rs", inner)];
    let sources = sources.map(|(below_src, text)| Source::parse("planted", below_src, text));
    let faults = faults(&sources);
    assert_eq!(
        faults,
        [
            "planted/src/inner.rs:9 other",
            "planted/src/inner.rs:12 Unshown"
        ]
    );
}

fn faults(sources: &[Source]) -> Vec<String> {
    let items = public_items(sources);
    let mut by_owner = BTreeMap::<&str, String>::new();
    for item in &items {
        by_owner
            .entry(&item.owner)
            .or_default()
            .push_str(&item.examples);
    }
    for item in &items {
        let shown = item
            .shown_by
            .as_deref()
            .and_then(|name| by_owner.get(name).cloned());
        by_owner
            .entry(&item.owner)
            .or_default()
            .push_str(&shown.unwrap_or_default());
    }
    let of_modules = sources
        .iter()
        .map(|source| examples(source, &source.file.attrs));
    let of_items = items.iter().map(|item| item.examples.clone());
    let all: String = of_modules.chain(of_items).collect();
    let has_one = |item: &&Documented| {
        let others = if item.is_type {
            &all
        } else {
            &by_owner[&*item.owner]
        };
        let is_named = words(others).any(|word| word == item.name);
        is_named || !item.examples.is_empty() || item.shown_by.is_some()
    };
    let is_written =
        |item: &&Documented| !IN_SIGNATURES.iter().any(|name| item.path.ends_with(name));
    let without = items
        .iter()
        .filter(is_written)
        .filter(|item| !has_one(item));
    without
        .map(|item| format!("{} {}", item.place, item.name))
        .collect()
}

fn public_items(sources: &[Source]) -> Vec<Documented> {
    let mut open = BTreeSet::from([Module::new()]);
    let mut names = BTreeSet::new();
    // From the root on: `open` has a module before those in it.
    let mut waiting = vec![Module::new()];
    while let Some(module) = waiting.pop() {
        let Some(source) = sources.iter().find(|source| source.module == module) else {
            continue;
        };
        for item in source
            .file
            .items
            .iter()
            .filter(|item| !is_hidden(attributes(item)))
        {
            match item {
                Item::Use(item) if is_public(&item.vis) => leaves(&item.tree, &mut names),
                Item::Mod(item) if is_public(&item.vis) => {
                    waiting.push([&*module, &[item.ident.to_string()]].concat());
                }
                _ => {}
            }
        }
        // A module that is re-exported: `pub use crate::openapi::aide_015`.
        let modules = sources.iter().map(|source| &source.module);
        let brought =
            modules.filter(|module| module.last().is_some_and(|name| names.contains(name)));
        waiting.extend(brought.filter(|module| !open.contains(*module)).cloned());
        open.extend(waiting.iter().cloned());
    }
    let is_open = |source: &Source| open.contains(&source.module);
    sources
        .iter()
        .flat_map(|source| of_file(source, is_open(source), &names))
        .collect()
}

/// The names that a `use` brings.
fn leaves(tree: &UseTree, names: &mut BTreeSet<String>) {
    match tree {
        UseTree::Path(path) => leaves(&path.tree, names),
        UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
        _ => {}
    }
}

fn of_file(source: &Source, is_open: bool, names: &BTreeSet<String>) -> Vec<Documented> {
    let is_seen = |name: &Ident| is_open || names.contains(&name.to_string());
    let documented = |name: &Ident, owner: &Ident, attributes: &[Attribute]| Documented {
        place: format!("{}:{}", source.path, name.span().start().line),
        path: path(source, owner),
        name: name.to_string(),
        owner: owner.to_string(),
        is_type: name == owner && name.to_string().starts_with(char::is_uppercase),
        examples: examples(source, attributes),
        shown_by: shown_by(source, attributes),
    };
    let mut found = Vec::new();
    for item in source.file.items.iter().filter(|item| !is_test_item(item)) {
        if is_hidden(attributes(item)) {
            continue;
        }
        let is_macro = matches!(item, Item::Macro(_));
        if let Some(name) = public_name(item).filter(|name| is_macro || is_seen(name)) {
            found.push(documented(name, name, attributes(item)));
        }
        for (owner, name, attributes) in members(item) {
            if is_seen(owner) && !is_hidden(attributes) {
                found.push(documented(name, owner, attributes));
            }
        }
    }
    found
}

/// `middleware::Exchange`: the first module and the name.
fn path(source: &Source, owner: &Ident) -> String {
    let wing = source.module.first().map_or("", String::as_str);
    format!("{wing}::{owner}")
}

fn shown_by(source: &Source, attributes: &[Attribute]) -> Option<String> {
    let docs: String = attributes
        .iter()
        .filter_map(|attribute| docs(source, attribute))
        .collect();
    let (name, _) = docs.split_once(POINTER)?.1.split_once('`')?;
    Some(name.to_owned())
}

fn public_name(item: &Item) -> Option<&Ident> {
    let (name, vis) = match item {
        Item::Const(item) => (&item.ident, &item.vis),
        Item::Enum(item) => (&item.ident, &item.vis),
        Item::Fn(item) => (&item.sig.ident, &item.vis),
        Item::Static(item) => (&item.ident, &item.vis),
        Item::Struct(item) => (&item.ident, &item.vis),
        Item::Trait(item) => (&item.ident, &item.vis),
        Item::Type(item) => (&item.ident, &item.vis),
        Item::Macro(item)
            if item
                .attrs
                .iter()
                .any(|attribute| attribute.path().is_ident("macro_export")) =>
        {
            return item.ident.as_ref();
        }
        _ => return None,
    };
    is_public(vis).then_some(name)
}

/// What stands in an `impl` block or in a trait.
fn members(item: &Item) -> Vec<(&Ident, &Ident, &[Attribute])> {
    match item {
        Item::Impl(item) if item.trait_.is_none() => inherent(item),
        Item::Trait(item) if is_public(&item.vis) => {
            let methods = item.items.iter().filter_map(|member| match member {
                TraitItem::Fn(method) => Some((&method.sig.ident, &*method.attrs)),
                _ => None,
            });
            methods
                .map(|(name, attributes)| (&item.ident, name, attributes))
                .collect()
        }
        _ => Vec::new(),
    }
}

fn inherent(item: &ItemImpl) -> Vec<(&Ident, &Ident, &[Attribute])> {
    let Type::Path(path) = &*item.self_ty else {
        return Vec::new();
    };
    let owner = &path.path.segments.last().unwrap().ident;
    let members = item.items.iter().filter_map(|member| match member {
        ImplItem::Fn(method) if is_public(&method.vis) => Some((&method.sig.ident, &*method.attrs)),
        ImplItem::Const(constant) if is_public(&constant.vis) => {
            Some((&constant.ident, &*constant.attrs))
        }
        _ => None,
    });
    members
        .map(|(name, attributes)| (owner, name, attributes))
        .collect()
}

const fn is_public(vis: &Visibility) -> bool {
    matches!(vis, Visibility::Public(_))
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let list = attribute.meta.require_list();
        attribute.path().is_ident("doc")
            && list.is_ok_and(|list| list.tokens.to_string() == "hidden")
    })
}

/// The code of the examples in an item's docs.
fn examples(source: &Source, attributes: &[Attribute]) -> String {
    let docs = attributes
        .iter()
        .filter_map(|attribute| docs(source, attribute));
    let docs = docs.collect::<Vec<_>>().join("\n");
    let mut code = String::new();
    let mut fence: Option<&str> = None;
    for line in docs.lines().map(str::trim) {
        match (line.strip_prefix("```"), fence) {
            (Some(kind), None) => fence = Some(kind),
            (Some(_), Some(_)) => fence = None,
            (None, Some("" | "no_run" | "should_panic" | "compile_fail")) => {
                code.push_str(line);
                code.push('\n');
            }
            (None, _) => {}
        }
    }
    code
}

fn docs(source: &Source, attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(meta) = &attribute.meta else {
        return None;
    };
    if !meta.path.is_ident("doc") {
        return None;
    }
    match &meta.value {
        Expr::Lit(value) => match &value.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        Expr::Macro(included) => {
            let name = included.mac.tokens.to_string();
            let file = repository()
                .join(&source.path)
                .with_file_name(name.trim_matches('"'));
            Some(
                fs::read_to_string(&file)
                    .unwrap_or_else(|error| panic!("{}: {error}", file.display())),
            )
        }
        _ => None,
    }
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|letter: char| !letter.is_alphanumeric() && letter != '_')
}
