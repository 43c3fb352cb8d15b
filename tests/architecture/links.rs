//! No link of the repository's Markdown is dead: what it names is there, and so is the heading. Links to items in
//! texts that are documentation are rustdoc's to check, those to other sites nobody's.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use crate::sources::repository;

/// Folders that hold nothing of ours, or pages of the blog, whose links are addresses.
const NOT_READ: [&str; 4] = ["target", "node_modules", "seeds", "corpus"];

/// Where paths begin that documents name, besides those of packages.
const FOLDERS: [&str; 11] = [
    ".ci",
    "benchmarks",
    "deploy",
    "docs",
    "examples",
    "fuzz",
    "migrations",
    "scripts",
    "src",
    "templates",
    "tests",
];

const PACKAGES: [&str; 5] = [
    "conditional-axum",
    "conditional-check",
    "conditional-core",
    "conditional-macros",
    "examples/blog",
];

/// What is in one file.
#[derive(Default)]
struct Document {
    links: Vec<String>,
    /// The names under which its headings are found.
    headings: Vec<String>,
    /// Words in code that look like paths.
    paths: Vec<String>,
}

#[test]
fn no_link_between_documents_is_dead() {
    let found: Vec<_> = documents().iter().flat_map(|path| dead(path)).collect();
    assert!(found.is_empty(), "dead:\n{}", found.join("\n"));
}

#[test]
fn a_dead_link_is_found() {
    let here = repository().join("README.md");
    let faults = |text: &str| faults(&here, &Document::read(text));
    let sound = "# A heading: `code`\n[a](LICENSE-MIT) [b](#a-heading-code) [c](https://example.org/x) \
        [d](docs/performance.md) <img src=\"docs/screenshots/front-dark.webp\"> `scripts/fuzz`";
    assert_eq!(faults(sound), [""; 0]);
    let dead = "[a](LICENCE) [b](#no-heading) [c](CONTRIBUTING.md#no-heading) <img src=\"docs/none.webp\"> \
        `scripts/none`\n\n[d]\n\n[d]: none.md";
    assert_eq!(faults(dead).len(), 6, "{:#?}", faults(dead));
}

/// All Markdown of the repository.
fn documents() -> Vec<PathBuf> {
    let all = markdown(&repository());
    assert!(all.len() > 20, "only {} documents", all.len());
    all
}

fn markdown(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let files = paths.flat_map(|path| match path.extension() {
        _ if is_not_read(&path) => Vec::new(),
        _ if path.is_dir() => markdown(&path),
        Some(extension) if extension == "md" => vec![path],
        _ => Vec::new(),
    });
    files.collect()
}

fn is_not_read(path: &Path) -> bool {
    let name = path.file_name().unwrap().to_str().unwrap();
    name.starts_with('.') || NOT_READ.contains(&name)
}

fn dead(path: &Path) -> Vec<String> {
    faults(path, &Document::of(path))
}

/// A line for each link that leads nowhere.
fn faults(path: &Path, document: &Document) -> Vec<String> {
    let folder = path.parent().unwrap();
    let links = document
        .links
        .iter()
        .filter(|link| !leads_on(path, document, link));
    let paths = document
        .paths
        .iter()
        .filter(|named| !is_there(folder, named));
    let name = path.strip_prefix(repository()).unwrap().display();
    links
        .chain(paths)
        .map(|link| format!("{name}: {link}"))
        .collect()
}

fn leads_on(path: &Path, document: &Document, link: &str) -> bool {
    let (file, heading) = link.split_once('#').unwrap_or((link, ""));
    if file.is_empty() {
        return document.has(heading);
    }
    // Of rustdoc's links only the part after `#` is not checked by rustdoc itself; that is not for here either.
    if is_elsewhere(file) || is_documentation(path) {
        return true;
    }
    let target = path.with_file_name(file);
    target.exists() && (heading.is_empty() || Document::of(&target).has(heading))
}

fn is_elsewhere(link: &str) -> bool {
    link.contains("://") || link.starts_with("mailto:")
}

/// Whether rustdoc reads it, and resolves its links.
fn is_documentation(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "src")
}

/// A path is written from the document's folder, from the top of the repository, or from that of a package.
fn is_there(folder: &Path, named: &str) -> bool {
    let top = repository();
    let packages = PACKAGES.map(|package| top.join(package));
    let mut places = packages.iter().map(PathBuf::as_path).chain([folder, &top]);
    places.any(|place| place.join(named).exists())
}

impl Document {
    fn of(path: &Path) -> Self {
        Self::read(&fs::read_to_string(path).unwrap())
    }

    fn read(text: &str) -> Self {
        let mut document = Self::default();
        let mut seen = HashMap::new();
        let mut heading = None;
        for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
            match event {
                Event::Start(Tag::Link { dest_url: to, .. } | Tag::Image { dest_url: to, .. }) => {
                    document.links.push(to.into_string());
                }
                Event::Html(html) | Event::InlineHtml(html) => {
                    document.links.extend(sources(&html));
                }
                Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
                Event::End(TagEnd::Heading(_)) => {
                    let name = slug(&heading.take().unwrap_or_default());
                    document.headings.push(numbered(name, &mut seen));
                }
                Event::Text(text) => add(&mut heading, &text),
                Event::Code(code) => {
                    add(&mut heading, &code);
                    document.paths.extend(path_in(&code));
                }
                _ => {}
            }
        }
        document
    }

    fn has(&self, heading: &str) -> bool {
        self.headings.iter().any(|name| name == heading)
    }
}

fn add(heading: &mut Option<String>, text: &str) {
    if let Some(heading) = heading {
        heading.push_str(text);
    }
}

/// What `src`, `srcset` and `href` name.
fn sources(html: &str) -> impl Iterator<Item = String> {
    let attributes = ["src=\"", "srcset=\"", "href=\""].into_iter();
    let values = attributes.flat_map(|attribute| html.split(attribute).skip(1));
    values.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
}

/// The name of a heading, as rustdoc and code hosts make it.
fn slug(heading: &str) -> String {
    let kept = heading.chars().filter_map(|letter| match letter {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        letter => letter.is_alphanumeric().then_some(letter),
    });
    kept.collect::<String>().to_lowercase()
}

/// The second heading of a name gets a number.
fn numbered(name: String, seen: &mut HashMap<String, usize>) -> String {
    let before = seen.entry(name.clone()).or_default();
    *before += 1;
    match *before {
        1 => name,
        times => format!("{name}-{}", times - 1),
    }
}

/// A path of the repository that a document names in code, without arguments of a command.
fn path_in(code: &str) -> Option<String> {
    let word = code.split(' ').next()?;
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._-/".contains(letter);
    let (first, rest) = word.split_once('/')?;
    let is_of_ours = (FOLDERS.contains(&first) || PACKAGES.contains(&first))
        && !rest.is_empty()
        && word.chars().all(is_plain);
    is_of_ours.then(|| word.to_owned())
}
