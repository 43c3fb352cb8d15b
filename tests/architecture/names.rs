//! What a file says of other modules: its imports, and the paths it writes.

use std::collections::{HashMap, HashSet};

use proc_macro2::{TokenStream, TokenTree};
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Item, ItemMod, ItemUse, Macro, Path, UseTree, Visibility};

use crate::sources::{Module, Source, is_test_item};

/// A path as it is written: `crate::etag::ETag`, `super::text`, `error::InvalidETag`.
pub(crate) struct Written {
    /// The module it is written in.
    pub(crate) inside: Module,
    pub(crate) path: Vec<String>,
    pub(crate) line: usize,
}

/// One name that a `use` brings into scope.
pub(crate) struct Import {
    /// `*` for all names of a module.
    pub(crate) name: String,
    pub(crate) written: Written,
    /// Whether others see it, too.
    pub(crate) is_reexport: bool,
}

/// All that a file says.
#[derive(Default)]
pub(crate) struct Names {
    pub(crate) imports: Vec<Import>,
    /// Paths outside of imports.
    pub(crate) paths: Vec<Written>,
    /// What it defines itself, by name.
    pub(crate) defined: HashSet<String>,
    /// Modules written inside of it.
    pub(crate) inline: Vec<Module>,
}

impl Names {
    /// Reads a file.
    pub(crate) fn of(source: &Source) -> Self {
        let mut reader = Reader {
            names: Self::default(),
            inside: source.module.clone(),
        };
        reader.visit_file(&source.file);
        reader.names
    }

    /// The imports of the file's own module by name, without globs.
    pub(crate) fn in_scope(&self, module: &Module) -> HashMap<&str, &Written> {
        let own = self
            .imports
            .iter()
            .filter(|import| import.written.inside == *module);
        own.map(|import| (import.name.as_str(), &import.written))
            .collect()
    }

    /// Whether a path outside of imports begins with this name.
    pub(crate) fn mentions(&self, name: &str) -> bool {
        let mut firsts = self.paths.iter().filter_map(|written| written.path.first());
        firsts.any(|first| first == name)
    }
}

struct Reader {
    names: Names,
    inside: Module,
}

impl Reader {
    fn written(&self, path: Vec<String>, line: usize) -> Written {
        Written {
            inside: self.inside.clone(),
            path,
            line,
        }
    }

    fn import(&mut self, tree: &UseTree, before: &[String], is_reexport: bool) {
        let joined = |name: &dyn ToString| [before, &[name.to_string()]].concat();
        let (name, path, line) = match tree {
            UseTree::Path(tree) => {
                return self.import(&tree.tree, &joined(&tree.ident), is_reexport);
            }
            UseTree::Group(group) => {
                return group
                    .items
                    .iter()
                    .for_each(|tree| self.import(tree, before, is_reexport));
            }
            UseTree::Name(tree) if tree.ident == "self" => (
                before.last().cloned().unwrap_or_default(),
                before.to_vec(),
                tree.span(),
            ),
            UseTree::Name(tree) => (tree.ident.to_string(), joined(&tree.ident), tree.span()),
            UseTree::Rename(tree) => (tree.rename.to_string(), joined(&tree.ident), tree.span()),
            UseTree::Glob(tree) => ("*".to_owned(), before.to_vec(), tree.span()),
        };
        let written = self.written(path, line.start().line);
        self.names.imports.push(Import {
            name,
            written,
            is_reexport,
        });
    }

    /// Paths in what a macro is given: any `a::b`, and any single word.
    fn tokens(&mut self, tokens: TokenStream) {
        let mut path: Vec<String> = Vec::new();
        let (mut colons, mut line) = (0, 0);
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.end(&mut path, line);
                        line = ident.span().start().line;
                    }
                    // After a leading `::` or a `$krate::`, what follows is no path of ours.
                    if colons != 2 || !path.is_empty() {
                        path.push(ident.to_string());
                    }
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                TokenTree::Group(group) => {
                    self.end(&mut path, line);
                    self.tokens(group.stream());
                    colons = 0;
                }
                _ => {
                    self.end(&mut path, line);
                    colons = 0;
                }
            }
        }
        self.end(&mut path, line);
    }

    fn end(&mut self, path: &mut Vec<String>, line: usize) {
        if !path.is_empty() {
            let written = self.written(std::mem::take(path), line);
            self.names.paths.push(written);
        }
    }
}

impl<'a> Visit<'a> for Reader {
    fn visit_item(&mut self, item: &'a Item) {
        if !is_test_item(item) {
            self.names.defined.extend(name_of(item));
            visit::visit_item(self, item);
        }
    }

    fn visit_item_mod(&mut self, module: &'a ItemMod) {
        if module.content.is_some() {
            self.inside.push(module.ident.to_string());
            self.names.inline.push(self.inside.clone());
            visit::visit_item_mod(self, module);
            self.inside.pop();
        }
    }

    fn visit_item_use(&mut self, item: &'a ItemUse) {
        if item.leading_colon.is_none() {
            let is_reexport = !matches!(item.vis, Visibility::Inherited);
            self.import(&item.tree, &[], is_reexport);
        }
    }

    fn visit_path(&mut self, path: &'a Path) {
        if path.leading_colon.is_none() {
            let line = path.span().start().line;
            let words = path
                .segments
                .iter()
                .map(|segment| segment.ident.to_string());
            let written = self.written(words.collect(), line);
            self.names.paths.push(written);
        }
        visit::visit_path(self, path);
    }

    /// `pub(in crate::wing)` is no arrow.
    fn visit_visibility(&mut self, _: &'a Visibility) {}

    fn visit_macro(&mut self, invoked: &'a Macro) {
        self.tokens(invoked.tokens.clone());
        visit::visit_macro(self, invoked);
    }
}

fn name_of(item: &Item) -> Option<String> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::Type(item) => &item.ident,
        _ => return None,
    };
    Some(ident.to_string())
}
