//! Makes what the compiler says the same on every machine: paths, and the numbers of lines that are not
//! those of the case.

/// What stays of the compiler's words.
pub(crate) fn normalize(said: &str, workspace: &str) -> String {
    let mut lines = Vec::new();
    let mut elsewhere = false;
    for line in said.lines().filter(|line| !is_left_out(line)) {
        let is_place =
            line.trim_start().starts_with("--> ") || line.trim_start().starts_with("::: ");
        if is_place {
            let (place, is_elsewhere) = place(line, workspace);
            elsewhere = is_elsewhere;
            lines.push(place);
        } else if elsewhere && is_excerpt(line) {
            lines.push(without_number(line));
        } else {
            elsewhere = false;
            lines.push(line.trim_end().replace(workspace, "$WORKSPACE"));
        }
    }
    let lines = short_lists(lines);
    let blocks = blocks(&lines);
    let unindented: Vec<String> = blocks.into_iter().flat_map(unindent).collect();
    unindented.join("\n").trim_end().to_owned() + "\n"
}

const LEFT_OUT: [&str; 4] = [
    "error: aborting due to ",
    "Some errors have detailed explanations:",
    "For more information about ",
    "= note: the full name for the type has been written to",
];

fn is_left_out(line: &str) -> bool {
    LEFT_OUT
        .iter()
        .any(|words| line.trim_start().starts_with(words))
}

/// Where something stands, and whether that is outside of the case.
fn place(line: &str, workspace: &str) -> (String, bool) {
    let (arrow, path) = line.split_at(line.len() - line.trim_start().len() + 4);
    if let Some(case) = path
        .strip_prefix("tests/")
        .filter(|path| path.starts_with("ui/"))
    {
        return (format!("{arrow}{case}"), false);
    }
    let path = path.split(':').next().unwrap_or_default();
    let told = if let Some((_, library)) = path.split_once("/library/") {
        format!("$RUST/{library}")
    } else if let Some((_, registry)) = path.split_once("/registry/src/") {
        format!("$CARGO/{}", without_version(registry))
    } else {
        let ours = path.trim_start_matches(workspace).trim_start_matches('/');
        format!("$WORKSPACE/{ours}")
    };
    (format!("{arrow}{told}"), true)
}

/// `index-hash/axum-0.8.9/src/lib.rs` as `axum-$VERSION/src/lib.rs`.
fn without_version(in_registry: &str) -> String {
    let mut parts = in_registry.splitn(3, '/').skip(1);
    let (folder, file) = (
        parts.next().unwrap_or_default(),
        parts.next().unwrap_or_default(),
    );
    let starts_version = |(at, _): &(usize, &str)| {
        folder[at + 1..].starts_with(|letter: char| letter.is_ascii_digit())
    };
    let name = folder.match_indices('-').find(starts_version);
    let name = name.map_or(folder, |(at, _)| &folder[..at]);
    format!("{name}-$VERSION/{file}")
}

/// A line of source, or what is marked in it.
fn is_excerpt(line: &str) -> bool {
    line.trim_start()
        .starts_with(|letter: char| letter.is_ascii_digit() || "|.".contains(letter))
}

fn without_number(line: &str) -> String {
    let rest = line.trim_start_matches(|letter: char| letter == ' ' || letter.is_ascii_digit());
    " ".repeat(line.len() - rest.len()) + rest
}

/// Which types implement a trait depends on the dependencies and their features.
fn short_lists(lines: Vec<String>) -> Vec<String> {
    let mut short = Vec::new();
    let mut listed = None;
    for line in lines {
        let is_listed = line.starts_with(&" ".repeat(10)) && line.trim_start() != "|";
        listed = match listed {
            Some(count) if is_listed => Some(count + 1),
            _ => line.contains(" types implement trait ").then_some(0),
        };
        match listed {
            Some(1) => {
                let indent = line.len() - line.trim_start().len();
                short.push(" ".repeat(indent) + "$TYPES");
            }
            Some(count) if count > 1 => {}
            _ => short.push(line),
        }
    }
    short
}

/// Each begins with an error or a warning.
fn blocks(lines: &[String]) -> Vec<&[String]> {
    let begins = |line: &String| line.starts_with("error") || line.starts_with("warning");
    lines.chunk_by(|_, next| !begins(next)).collect()
}

/// The margin is as wide as the longest number was, which may have been one that is gone.
fn unindent(block: &[String]) -> Vec<String> {
    let margins = block.iter().filter_map(|line| margin(line));
    let cut = margins.min().map_or(0, |least| least - 1);
    let is_further_text = |line: &str| line.starts_with(&" ".repeat(10));
    let shorter = |line: &String| {
        let after_number = line.trim_start_matches(|letter: char| letter.is_ascii_digit());
        let (number, rest) = line.split_at(line.len() - after_number.len());
        match rest.get(cut..) {
            Some(rest) if margin(line).is_some() || is_further_text(line) => {
                format!("{number}{rest}")
            }
            _ => line.clone(),
        }
    };
    block.iter().map(shorter).collect()
}

/// How many spaces stand before the bar, the arrow or the sign, which a number may stand before.
fn margin(line: &str) -> Option<usize> {
    let rest = line.trim_start_matches(|letter: char| letter == ' ' || letter.is_ascii_digit());
    let before = &line[..line.len() - rest.len()];
    let has_number = before.contains(|letter: char| letter.is_ascii_digit());
    let marks: &[&str] = if has_number {
        &["| ", "~ ", "+ ", "- "]
    } else {
        &["| ", "= ", "--> ", "::: "]
    };
    let is_marked = rest == "|" || marks.iter().any(|mark| rest.starts_with(mark));
    let spaces = before.chars().filter(|letter| *letter == ' ').count();
    (is_marked && spaces > 0).then_some(spaces)
}
