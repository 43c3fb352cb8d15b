//! The files of a crate, each with the module that it holds.

use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens as _;
use syn::{Attribute, File, Item};

/// A module's path below the crate's root, empty for `lib.rs`.
pub(crate) type Module = Vec<String>;

/// One file.
pub(crate) struct Source {
    /// From the top of the repository.
    pub(crate) path: String,
    pub(crate) module: Module,
    pub(crate) file: File,
}

impl Source {
    /// A file below a crate's `src`, from its text.
    pub(crate) fn parse(krate: &str, below_src: &str, text: &str) -> Self {
        let path = format!("{krate}/src/{below_src}");
        let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}"));
        Self {
            path,
            module: module(below_src),
            file,
        }
    }
}

/// The top of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap()
        .to_owned()
}

/// The files of a crate, without those that only tests see.
pub(crate) fn of_crate(krate: &str) -> Vec<Source> {
    let src = repository().join(krate).join("src");
    let files = rust_files(&src);
    assert!(!files.is_empty(), "{} holds no files", src.display());
    let seen = files.iter().filter(|path| !is_for_tests(path));
    seen.map(|path| {
        let below_src = path.strip_prefix(&src).unwrap().to_str().unwrap();
        Source::parse(krate, below_src, &fs::read_to_string(path).unwrap())
    })
    .collect()
}

/// All Rust files in a folder and in those below it, in order.
pub(crate) fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut entries: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let files = entries.into_iter().flat_map(|path| match path.extension() {
        _ if path.is_dir() => rust_files(&path),
        Some(extension) if extension == "rs" => vec![path],
        _ => Vec::new(),
    });
    files.collect()
}

/// Whether only tests see a file: its own module, or one that it is in, is declared below `#[cfg(test)]`.
pub(crate) fn is_for_tests(path: &Path) -> bool {
    let in_src = |path: &&Path| path.iter().any(|part| part == "src");
    path.ancestors()
        .take_while(in_src)
        .any(is_declared_for_tests)
}

fn is_declared_for_tests(path: &Path) -> bool {
    let (Some(folder), Some(name)) = (path.parent(), path.file_stem()) else {
        return false;
    };
    let declared = format!("#[cfg(test)]\nmod {};", name.display());
    let parents = [
        folder.join("mod.rs"),
        folder.join("lib.rs"),
        folder.with_extension("rs"),
    ];
    parents.iter().any(|parent| {
        let text = fs::read_to_string(parent);
        text.is_ok_and(|text| text.contains(&declared))
    })
}

fn module(below_src: &str) -> Module {
    let below_src = below_src.trim_end_matches(".rs");
    let mut module: Module = below_src.split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod" | "lib")) {
        module.pop();
    }
    module
}

/// Whether `#[cfg(test)]` or the like stands on it.
pub(crate) fn is_test_item(item: &Item) -> bool {
    attributes(item).iter().any(is_cfg_test)
}

/// `cfg(test)` and `cfg(all(doctest, …))`, but not `cfg(not(test))`.
fn is_cfg_test(attribute: &Attribute) -> bool {
    let cfg = attribute.meta.to_token_stream().to_string();
    let mut words = cfg.split(|letter: char| !letter.is_alphanumeric());
    let is_cfg = words.next() == Some("cfg") && !cfg.contains("not");
    is_cfg && words.any(|word| word == "test" || word == "doctest")
}

pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}
