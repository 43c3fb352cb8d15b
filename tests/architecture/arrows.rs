//! Which file names things of which other one, whatever doors the names pass through.

use std::collections::{BTreeMap, HashMap};

use crate::names::{Import, Names, Written};
use crate::sources::{Module, Source};

/// File `from` names what file `to` holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Arrow {
    pub(crate) from: usize,
    pub(crate) to: usize,
    pub(crate) line: usize,
    /// As it is written.
    pub(crate) written: String,
    /// Whether the path is `crate::Name`, of a name that the crate's root only re-exports.
    pub(crate) by_the_root: bool,
}

/// A crate, read.
pub(crate) struct Crate {
    pub(crate) sources: Vec<Source>,
    names: Vec<Names>,
    /// Which file holds a module.
    holders: HashMap<Module, usize>,
}

/// No re-export passes through more doors than this.
const DOORS: usize = 16;

/// What a path leads to.
enum Found {
    /// A module itself.
    Module,
    /// An item, and the file that holds it.
    Item { file: usize, name: String },
}

impl Crate {
    pub(crate) fn new(sources: Vec<Source>) -> Self {
        let names: Vec<_> = sources.iter().map(Names::of).collect();
        let mut holders = HashMap::new();
        for (file, (source, names)) in sources.iter().zip(&names).enumerate() {
            holders.insert(source.module.clone(), file);
            holders.extend(names.inline.iter().map(|module| (module.clone(), file)));
        }
        Self {
            sources,
            names,
            holders,
        }
    }

    /// All arrows between two files, each pair with each name once.
    pub(crate) fn arrows(&self) -> Vec<Arrow> {
        let files = 0..self.sources.len();
        let mut arrows: Vec<_> = files.flat_map(|file| self.arrows_from(file)).collect();
        arrows.sort();
        arrows.dedup_by(|a, b| (a.from, &a.written) == (b.from, &b.written));
        arrows
    }

    fn arrows_from(&self, file: usize) -> Vec<Arrow> {
        let names = &self.names[file];
        // A re-export is a door, not an arrow, unless the file uses the name itself.
        let is_used = |import: &&Import| !import.is_reexport || names.mentions(&import.name);
        let imports = names.imports.iter().filter(is_used);
        let written = imports.map(|import| &import.written).chain(&names.paths);
        written
            .filter_map(|written| self.arrow(file, written))
            .collect()
    }

    fn arrow(&self, from: usize, written: &Written) -> Option<Arrow> {
        let path = self.absolute(from, written)?;
        let Found::Item { file: to, .. } = self.find(&path, DOORS)? else {
            return None;
        };
        (to != from).then(|| Arrow {
            from,
            to,
            line: written.line,
            written: written.path.join("::"),
            by_the_root: self.is_only_reexported_by_the_root(&path),
        })
    }

    fn is_only_reexported_by_the_root(&self, path: &[String]) -> bool {
        let [name] = path else {
            return false;
        };
        let root = self.holders.get(&Module::new());
        root.is_some_and(|&root| !self.names[root].defined.contains(name))
    }

    /// From the crate's root, where the path is one of this crate.
    fn absolute(&self, file: usize, written: &Written) -> Option<Vec<String>> {
        let (first, rest) = written.path.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([&written.inside, rest].concat()),
            "super" => {
                let supers = written
                    .path
                    .iter()
                    .take_while(|word| *word == "super")
                    .count();
                let above = written.inside.len().checked_sub(supers)?;
                Some([&written.inside[..above], &written.path[supers..]].concat())
            }
            _ => self.relative(file, written),
        }
    }

    /// A path that begins with a module below, or with a module that was imported.
    fn relative(&self, file: usize, written: &Written) -> Option<Vec<String>> {
        let (first, rest) = written.path.split_first()?;
        let below = [&written.inside[..], std::slice::from_ref(first)].concat();
        if self.holders.contains_key(&below) {
            return Some([&below, rest].concat());
        }
        let scope = self.names[file].in_scope(&written.inside);
        let imported = scope.get(first.as_str())?;
        if rest.is_empty() || imported.path.first() == Some(first) {
            return None;
        }
        let module = self.absolute(file, imported)?;
        let is_module = self.holders.contains_key(&module);
        is_module.then(|| [&module, rest].concat())
    }

    /// Follows a path through re-exports to the file that holds the item.
    fn find(&self, path: &[String], doors: usize) -> Option<Found> {
        if self.holders.contains_key(path) {
            return Some(Found::Module);
        }
        let (module, file, name) = self.innermost(path)?;
        if self.names[file].defined.contains(name) {
            let name = name.clone();
            return Some(Found::Item { file, name });
        }
        let doors = doors.checked_sub(1)?;
        let behind = self.imports_of(file, module);
        let by_name = behind.iter().filter(|import| import.name == *name);
        let through = |import: &&Import, last: &[String]| {
            let path = self.absolute(file, &import.written)?;
            self.find(&[&path, last].concat(), doors)
        };
        let mut named = by_name.filter_map(|import| through(import, &[]));
        if let Some(found) = named.next() {
            return Some(found);
        }
        let globs = behind.iter().filter(|import| import.name == "*");
        let last = std::slice::from_ref(name);
        let mut in_globs = globs.filter_map(|import| match through(import, last)? {
            Found::Item { file, name } if self.names[file].defined.contains(&name) => {
                Some(Found::Item { file, name })
            }
            _ => None,
        });
        // What a macro defines is found nowhere: the file that holds the module will do.
        let here = Found::Item {
            file,
            name: name.clone(),
        };
        Some(in_globs.next().unwrap_or(here))
    }

    fn imports_of(&self, file: usize, module: &[String]) -> Vec<&Import> {
        let imports = self.names[file].imports.iter();
        imports
            .filter(|import| import.written.inside == module)
            .collect()
    }

    /// The innermost module on a path, its file, and the first name behind it.
    fn innermost<'p>(&self, path: &'p [String]) -> Option<(&'p [String], usize, &'p String)> {
        let lengths = (0..path.len()).rev();
        let mut modules = lengths.filter_map(|length| {
            let (module, rest) = path.split_at(length);
            Some((module, *self.holders.get(module)?, rest.first()?))
        });
        modules.next()
    }

    /// The arrows of each pair of files.
    pub(crate) fn pairs(arrows: &[Arrow]) -> BTreeMap<(usize, usize), &Arrow> {
        let mut pairs = BTreeMap::new();
        for arrow in arrows {
            pairs.entry((arrow.from, arrow.to)).or_insert(arrow);
        }
        pairs
    }
}
