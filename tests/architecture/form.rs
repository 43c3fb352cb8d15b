//! The form of the code in figures, with limits: `scripts/measure-form` prints them.

#![expect(clippy::print_stdout, reason = "the figures are the point")]

use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::Span;
use syn::spanned::Spanned as _;
use syn::visit::{self, Visit};
use syn::{Block, Item, Signature};

use crate::sources::{is_for_tests, is_test_item, repository, rust_files};

/// What belongs together: a crate, and where its tests stand beside those in its own folder.
const CRATES: [(&str, &[&str]); 5] = [
    ("conditional-core", &["tests/oracle"]),
    ("conditional-macros", &["tests/ui"]),
    (
        "conditional-axum",
        &["tests/http", "tests/layers", "tests/events"],
    ),
    ("conditional-check", &[]),
    ("examples/blog", &[]),
];

/// How many of them, from the first, are published.
const PUBLISHED: usize = 4;

const MEDIAN: usize = 7;
const PERCENTILE_95: usize = 30;
const LINES_OF_A_FILE: usize = 300;
const DOCS_OF_THE_CORE: f64 = 0.45;
const TESTS_OF_THE_CORE: f64 = 1.0;
const LIST_READER: (&str, usize) = ("conditional-core/src/preconditions/entity_tags", 200);
const FILES_AT_THE_ROOT_OF_THE_CORE: usize = 3;
const WORDS_OF_THE_README: usize = 750;

/// Lines of each kind.
#[derive(Clone, Copy, Default)]
struct Lines {
    code: usize,
    docs: usize,
    tests: usize,
    /// All, but those of tests.
    without_tests: usize,
}

/// What is counted in one file.
#[derive(Clone)]
struct Counted {
    path: PathBuf,
    lines: Lines,
    functions: Vec<usize>,
}

struct Form {
    name: &'static str,
    files: Vec<Counted>,
    further_tests: usize,
}

#[test]
#[ignore = "figures, not behaviour: scripts/measure-form runs it"]
fn the_form_keeps_its_limits() {
    let forms = CRATES.map(|(name, tests)| Form::of(name, tests));
    let published = Form::together("published crates", &forms[..PUBLISHED]);
    println!(
        "| crate | files | code | docs | docs : code | tests | tests : code | functions | median | 95 % | \
         longest file |\n|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    );
    for form in forms.iter().chain([&published]) {
        form.print();
    }
    let faults: Vec<String> = [
        published.long_functions(),
        forms.iter().flat_map(Form::long_files).collect(),
        forms[0].few_docs_and_tests(),
        others(),
    ]
    .concat();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Limits that are not those of a crate.
fn others() -> Vec<String> {
    let (folder, most) = LIST_READER;
    let reader = rust_files(&repository().join(folder));
    let code = reader.iter().map(|path| count(path).lines.code).sum();
    let core = repository().join("conditional-core/src");
    let at_the_root = fs::read_dir(core)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let files = at_the_root.filter(|path| path.is_file()).count();
    let readme = fs::read_to_string(repository().join("README.md")).unwrap();
    let words = readme.split_whitespace().count();
    println!(
        "\nlist reader: {code} lines of code; files at the root of the core: {files}; README: {words} words"
    );
    let at_most = [
        (folder, code, most),
        (
            "files right in conditional-core/src",
            files,
            FILES_AT_THE_ROOT_OF_THE_CORE,
        ),
        ("words of README.md", words, WORDS_OF_THE_README),
    ];
    let broken = at_most.into_iter().filter(|(_, count, most)| count > most);
    broken
        .map(|(what, count, most)| format!("{what}: {count}, at most {most}"))
        .collect()
}

impl Form {
    fn of(name: &'static str, tests: &[&str]) -> Self {
        let top = repository().join(name);
        let further = tests.iter().map(|folder| repository().join(folder));
        let further = further.chain([top.join("tests")]);
        let further = further.flat_map(|folder| rust_files(&folder));
        Self {
            name,
            files: rust_files(&top.join("src"))
                .iter()
                .map(|path| count(path))
                .collect(),
            further_tests: further
                .map(|path| count_code(&fs::read_to_string(path).unwrap()))
                .sum(),
        }
    }

    fn together(name: &'static str, forms: &[Self]) -> Self {
        Self {
            name,
            files: forms.iter().flat_map(|form| form.files.clone()).collect(),
            further_tests: forms.iter().map(|form| form.further_tests).sum(),
        }
    }

    fn lines(&self) -> Lines {
        let add = |sum: Lines, file: &Counted| Lines {
            code: sum.code + file.lines.code,
            docs: sum.docs + file.lines.docs,
            tests: sum.tests + file.lines.tests,
            without_tests: sum.without_tests + file.lines.without_tests,
        };
        let own = self.files.iter().fold(Lines::default(), add);
        Lines {
            tests: own.tests + self.further_tests,
            ..own
        }
    }

    /// The length of the function at this part of the way from the shortest to the longest.
    fn function(&self, part: f64) -> usize {
        let mut lengths: Vec<usize> = self
            .files
            .iter()
            .flat_map(|file| file.functions.clone())
            .collect();
        lengths.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "some hundred functions"
        )]
        let at = (lengths.len().saturating_sub(1) as f64 * part).round() as usize;
        lengths.get(at).copied().unwrap_or_default()
    }

    fn longest(&self) -> &Counted {
        self.files
            .iter()
            .max_by_key(|file| file.lines.without_tests)
            .unwrap()
    }

    fn print(&self) {
        let Lines {
            code, docs, tests, ..
        } = self.lines();
        let functions: usize = self.files.iter().map(|file| file.functions.len()).sum();
        println!(
            "| {} | {} | {code} | {docs} | {:.2} | {tests} | {:.2} | {functions} | {} | {} | {} |",
            self.name,
            self.files.len(),
            ratio(docs, code),
            ratio(tests, code),
            self.function(0.5),
            self.function(0.95),
            self.longest().lines.without_tests,
        );
    }

    fn long_functions(&self) -> Vec<String> {
        let (median, percentile) = (self.function(0.5), self.function(0.95));
        if median <= MEDIAN && percentile <= PERCENTILE_95 {
            return Vec::new();
        }
        vec![format!(
            "{}: the median of the functions is {median} lines, the 95th percentile {percentile}; at most \
             {MEDIAN} and {PERCENTILE_95}",
            self.name
        )]
    }

    fn long_files(&self) -> Vec<String> {
        let is_long = |file: &&Counted| file.lines.without_tests > LINES_OF_A_FILE;
        let told = |file: &Counted| {
            let path = file.path.strip_prefix(repository()).unwrap().display();
            let lines = file.lines.without_tests;
            format!("{path}: {lines} lines without tests, at most {LINES_OF_A_FILE}")
        };
        self.files.iter().filter(is_long).map(told).collect()
    }

    fn few_docs_and_tests(&self) -> Vec<String> {
        let Lines {
            code, docs, tests, ..
        } = self.lines();
        let at_least = [
            ("docs", docs, DOCS_OF_THE_CORE),
            ("tests", tests, TESTS_OF_THE_CORE),
        ];
        let is_broken = |(_, lines, least): &(_, usize, f64)| ratio(*lines, code) < *least;
        let told = |(what, lines, least)| {
            let ratio = ratio(lines, code);
            format!(
                "{}: {what} : code is {ratio:.3}, at least {least}",
                self.name
            )
        };
        at_least.into_iter().filter(is_broken).map(told).collect()
    }
}

#[expect(clippy::cast_precision_loss, reason = "some thousand lines")]
fn ratio(lines: usize, of: usize) -> f64 {
    lines as f64 / of as f64
}

fn count(path: &Path) -> Counted {
    let text = fs::read_to_string(path).unwrap();
    let mut reader = Reader::default();
    let is_for_tests = is_for_tests(path);
    if !is_for_tests {
        reader.visit_file(&syn::parse_file(&text).unwrap());
    }
    let mut lines = Lines::default();
    for (number, line) in text.lines().enumerate() {
        let is_test = is_for_tests || reader.tests.iter().any(|test| test.contains(&(number + 1)));
        lines.tests += usize::from(is_test && is_code(line));
        lines.code += usize::from(!is_test && is_code(line));
        lines.docs += usize::from(!is_test && is_doc(line));
        lines.without_tests += usize::from(!is_test);
    }
    Counted {
        path: path.to_owned(),
        lines,
        functions: reader.functions,
    }
}

fn count_code(text: &str) -> usize {
    text.lines().filter(|line| is_code(line)).count()
}

fn is_code(line: &str) -> bool {
    let line = line.trim();
    !line.is_empty() && !line.starts_with("//")
}

fn is_doc(line: &str) -> bool {
    let line = line.trim();
    line.starts_with("///") || line.starts_with("//!")
}

/// Finds functions, and which lines are those of tests.
#[derive(Default)]
struct Reader {
    functions: Vec<usize>,
    tests: Vec<std::ops::RangeInclusive<usize>>,
}

impl Reader {
    fn function(&mut self, signature: &Signature, body: &Block) {
        let (begin, end) = (first_line(signature.span()), body.span().end().line);
        self.functions.push(end - begin + 1);
    }
}

fn first_line(span: Span) -> usize {
    span.start().line
}

impl<'a> Visit<'a> for Reader {
    fn visit_item(&mut self, item: &'a Item) {
        if is_test_item(item) {
            let span = item.span();
            self.tests.push(first_line(span)..=span.end().line);
        } else {
            visit::visit_item(self, item);
        }
    }

    fn visit_item_fn(&mut self, item: &'a syn::ItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_item_fn(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'a syn::ImplItemFn) {
        self.function(&item.sig, &item.block);
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_trait_item_fn(&mut self, item: &'a syn::TraitItemFn) {
        if let Some(body) = &item.default {
            self.function(&item.sig, body);
        }
        visit::visit_trait_item_fn(self, item);
    }
}
