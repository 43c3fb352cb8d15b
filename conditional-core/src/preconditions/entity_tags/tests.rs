//! The list as a reader of the RFC would read it, and the fast reading beside a slow one.

#![expect(clippy::string_slice, reason = "the texts here are ASCII")]
#![expect(
    clippy::redundant_closure_for_method_calls,
    reason = "the path of a method has one lifetime, and the question is asked with any"
)]

use super::*;

fn values(lines: &[&[u8]]) -> Vec<HeaderValue> {
    lines
        .iter()
        .map(|line| HeaderValue::from_bytes(line).unwrap())
        .collect()
}

/// Asks the lines of a field, read by RFC 9110.
fn ask<T>(lines: &[&[u8]], question: impl FnOnce(EntityTags<'_>) -> T) -> T {
    let values = values(lines);
    let lines = match values.as_slice() {
        [only] => Lines::One(only),
        _ => Lines::Kept(&values),
    };
    question(EntityTags {
        lines: &lines,
        bare: false,
    })
}

fn contains(lines: &[&[u8]], tag: &str, comparison: Comparison) -> bool {
    let tag = tag.parse().unwrap();
    ask(lines, |tags| tags.contains(&tag, comparison))
}

#[track_caller]
fn lists(line: &str, tag: &str) {
    assert!(
        contains(&[line.as_bytes()], tag, Comparison::Weak),
        "{line} lists {tag}"
    );
}

#[track_caller]
fn does_not_list(line: &str, tag: &str) {
    assert!(
        !contains(&[line.as_bytes()], tag, Comparison::Weak),
        "{line} does not list {tag}"
    );
}

#[test]
fn a_tag_is_found_wherever_it_stands() {
    for line in [
        r#""a""#,
        r#""a", "b""#,
        r#""b","a""#,
        r#""b" , "a" , "c""#,
        r#" ,, "a" ,"#,
    ] {
        lists(line, r#""a""#);
    }
    lists("\t\"b\"\t,\t\"a\"\t", r#""a""#);
}

#[test]
fn a_tag_is_not_found_in_another_one() {
    for line in [r#""ab""#, r#""ba""#, r#""aa""#, r#""x,"a"#, r#""b","#, ""] {
        does_not_list(line, r#""a""#);
    }
}

#[test]
fn commas_between_quotes_do_not_split() {
    lists(r#""a,b", "c""#, r#""a,b""#);
    does_not_list(r#""a,b", "c""#, r#""b""#);
}

#[test]
fn what_stands_between_two_tags_is_no_tag() {
    for tag in [r#"",""#, r#"",W/""#] {
        does_not_list(&["\"a\"", &tag[1..tag.len() - 1], "\"b\""].concat(), tag);
    }
    lists(r#""a","b",",""#, r#"",""#);
}

#[test]
fn bytes_from_0x80_and_backslashes_are_ordinary() {
    let tag = ETag::strong(b"\xE9\\").unwrap();
    let line = b"\"\xFF\", \"\xE9\\\"";
    assert!(ask(&[line], |tags| tags.contains(&tag, Comparison::Strong)));
}

#[test]
fn what_was_read_before_a_fault_counts_and_what_follows_does_not() {
    for line in [
        r#""a", b, "c""#,
        r#""a", *, "c""#,
        r#""a", "b, "c""#,
        r#""a", "b" "c""#,
    ] {
        lists(line, r#""a""#);
        does_not_list(line, r#""c""#);
    }
}

#[test]
fn a_member_with_something_after_it_is_no_tag() {
    for line in [
        r#""a"x"#,
        r#""a" "b""#,
        r#""a"*"#,
        r#""a" x, "a""#,
        r#""a"""#,
    ] {
        does_not_list(line, r#""a""#);
    }
}

#[test]
fn the_mark_of_a_weak_tag_is_one_upper_case_w() {
    lists(r#"W/"a""#, r#""a""#);
    for line in [
        r#"w/"a""#,
        r#"W/ "a""#,
        r#"W"a""#,
        r#"/"a""#,
        r#"WW/"a""#,
        "W/*",
        "W/",
    ] {
        does_not_list(line, r#""a""#);
    }
}

#[test]
fn comparisons_follow_the_table_of_the_rfc() {
    let table = [
        (r#"W/"1""#, r#"W/"1""#, false, true),
        (r#"W/"1""#, r#"W/"2""#, false, false),
        (r#"W/"1""#, r#""1""#, false, true),
        (r#""1""#, r#"W/"1""#, false, true),
        (r#""1""#, r#""1""#, true, true),
    ];
    for (listed, tag, strong, weak) in table {
        for line in [listed.to_owned(), format!("\"0\", {listed}")] {
            let found = |comparison| contains(&[line.as_bytes()], tag, comparison);
            assert_eq!(
                found(Comparison::Strong),
                strong,
                "{line} and {tag}, strongly"
            );
            assert_eq!(found(Comparison::Weak), weak, "{line} and {tag}, weakly");
        }
    }
}

#[test]
fn a_weak_hit_does_not_hide_a_strong_one() {
    for padding in [0, 10, 1000] {
        let line = format!(r#"{}W/"a", "a""#, r#""bcd", "#.repeat(padding));
        assert!(contains(&[line.as_bytes()], r#""a""#, Comparison::Strong));
    }
}

#[test]
fn all_lines_count_up_to_a_fault() {
    let found = |lines: &[&[u8]]| contains(lines, r#""c""#, Comparison::Strong);
    assert!(found(&[b"\"a\"", b"", b"\"b\", \"c\""]));
    assert!(!found(&[b"\"a\"", b"b", b"\"c\""]));
    assert!(!found(&[b"\"a", b"\"c\""]));
    assert!(!found(&[b"*", b"\"c\""]));
}

#[test]
fn a_star_counts_only_as_the_whole_field() {
    let is_any = |lines: &[&[u8]]| ask(lines, |tags| tags.is_any());
    for lines in [
        &[&b"*"[..]][..],
        &[b" * "],
        &[b",*,"],
        &[b"", b"*"],
        &[b"*", b","],
        &[b",*,, *"],
        &[b"*", b"*"],
    ] {
        assert!(is_any(lines), "{lines:?}");
    }
    for line in [
        "", ",", "**", "* *", "\"a\", *", "*, \"a\"", "W/*", "\"*\"", "x*",
    ] {
        assert!(!is_any(&[line.as_bytes()]), "{line}");
    }
    for line in [", \"a\", *", " \"a\",*", ",W/\"a\" , *", ", *, \"a\""] {
        assert!(!is_any(&[line.as_bytes()]), "{line}");
    }
    for length in 0..300 {
        let separators = ", \t".repeat(length);
        assert!(is_any(&[
            separators.as_bytes(),
            b",*",
            separators.as_bytes()
        ]));
        for others in ["**", "*, x", "\"a\", *", "x"] {
            let line = [&separators, others].concat();
            assert!(!is_any(&[line.as_bytes()]), "{line}");
        }
    }
    assert!(!is_any(&[b"\"a\"", b"*"]));
}

/// The rule without any speed: by the grammar, one octet at a time.
fn slow_contains(lines: &[&[u8]], tag: &ETag, comparison: Comparison) -> bool {
    for line in lines {
        let (positions, is_faulty) = grammar::tags(line);
        let mut members = positions.into_iter().map(|position| {
            let text = HeaderValue::from_bytes(&line[position]).unwrap();
            ETag::try_from(text).unwrap()
        });
        let found = members.any(|member| match comparison {
            Comparison::Strong => member.strong_eq(tag),
            Comparison::Weak => member.weak_eq(tag),
        });
        if found || is_faulty {
            return found;
        }
    }
    false
}

/// Numbers that look random and are the same in each run (`SplitMix64`).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % limit as u64).unwrap()
    }

    /// A line of pieces that are tags, or parts of tags, or faults (those more rarely).
    fn line(&mut self, tag: &[u8], pieces: usize) -> Vec<u8> {
        let quoted = tag.strip_prefix(b"W/").unwrap_or(tag);
        let sound: [&[u8]; 10] = [
            b"\"\", ",
            b"\"b\",",
            b"W/\"b\" ,",
            b"\"a,\", ",
            b",",
            b" ",
            b"\t,",
            b"\"\xFF\",",
            b"\"0123456789abcdeX\", ",
            b"W/\"0123456789abcdefghijklmnopqrstuvwxyz\",",
        ];
        let faulty: [&[u8]; 8] = [
            b"\"",
            b"W",
            b"/",
            b"*",
            b"x",
            b"\"a b\",",
            b"w/\"b\",",
            b"\\",
        ];
        let odds = [2, 30, 2000][self.below(3)];
        let mut line = Vec::new();
        for _ in 0..pieces {
            match self.below(odds * 4) {
                0 => line.extend_from_slice(faulty[self.below(faulty.len())]),
                1 => line.extend_from_slice(&[quoted, b", "].concat()),
                2 => line.extend_from_slice(&[b"W/", quoted, b", "].concat()),
                3 => line.extend_from_slice(quoted),
                _ => line.extend_from_slice(sound[self.below(sound.len())]),
            }
        }
        line
    }
}

#[test]
fn the_fast_reading_agrees_with_the_slow_one_on_any_list() {
    let tags = [
        "\"\"",
        "\"a\"",
        "\",\"",
        "\"0123456789abcdef\"",
        "W/\"b\"",
        "W/\"aaaaaaaaaaaaaaaa\"",
    ];
    let mut numbers = Numbers(1);
    let mut found = [0, 0];
    for round in 0..10_000 {
        let tag = tags[numbers.below(tags.len())];
        // From a few octets to lines that are searched before they are read.
        let pieces = [1, 3, 10, 40, 400][round % 5];
        let lines: Vec<Vec<u8>> = (0..=numbers.below(3))
            .map(|_| numbers.line(tag.as_bytes(), pieces))
            .collect();
        let lines: Vec<&[u8]> = lines.iter().map(Vec::as_slice).collect();
        let etag = tag.parse().unwrap();
        for comparison in [Comparison::Strong, Comparison::Weak] {
            let slow = slow_contains(&lines, &etag, comparison);
            let fast = contains(&lines, tag, comparison);
            assert_eq!(
                fast,
                slow,
                "{tag} {comparison:?} in {:?}",
                lines
                    .iter()
                    .map(|line| line.escape_ascii().to_string())
                    .collect::<Vec<_>>()
            );
            found[usize::from(slow)] += 1;
        }
    }
    assert!(
        found.iter().all(|count| *count > 3_000),
        "both answers are tried: {found:?}"
    );
}

#[test]
fn a_line_long_enough_to_be_searched_gives_the_same_answers() {
    for length in [1, 2, 30, 250, 254, 255, 256, 257, 300, 2000] {
        for (end, listed) in [
            ("\"tag\"", true),
            ("\"tag\" ,", true),
            ("\"tag\"x", false),
            ("W/\"tag\"", true),
            ("\"tah\"", false),
        ] {
            let line = ["\"x\",".repeat(length).as_str(), end].concat();
            assert_eq!(
                contains(&[line.as_bytes()], "\"tag\"", Comparison::Weak),
                listed,
                "{line}"
            );
            let with_fault = ["x,", &line].concat();
            assert!(
                !contains(&[with_fault.as_bytes()], "\"tag\"", Comparison::Weak),
                "{with_fault}"
            );
        }
    }
}

#[test]
fn a_tag_that_differs_in_any_one_byte_is_another() {
    for length in 0..80 {
        let tag = format!("\"{}\"", "a".repeat(length));
        let list = format!("{tag}, ").repeat(5);
        assert!(contains(&[list.as_bytes()], &tag, Comparison::Strong));
        for at in 1..=length {
            let mut other = tag.clone();
            other.replace_range(at..=at, "b");
            let found = contains(&[list.as_bytes()], &other, Comparison::Strong);
            assert!(!found, "{other} in {list}");
        }
    }
}

fn tags(line: &str) -> Vec<&str> {
    tag_positions(line.as_bytes())
        .filter_map(|position| line.get(position))
        .collect()
}

#[test]
fn tags_are_found_in_order_between_empty_members() {
    assert_eq!(
        tags(r#", "a" ,	W/"b,c",,"","d""#),
        [r#""a""#, r#"W/"b,c""#, r#""""#, r#""d""#]
    );
    assert!(tags("").is_empty());
    assert!(tags(" ,\t,").is_empty());
}

#[test]
fn a_malformed_member_ends_the_reading() {
    assert_eq!(tags(r#""a", b, "c""#), [r#""a""#]);
    assert_eq!(tags(r#""a", "b" "c", "d""#), [r#""a""#]);
    assert_eq!(tags(r#""a", "b"x"#), [r#""a""#]);
    assert_eq!(tags(r#""a", "b c", "d""#), [r#""a""#]);
    for nothing in ["*", "w/\"a\"", "W/", "W/\"", "\"", "a", "\"a\"b"] {
        assert!(tags(nothing).is_empty(), "{nothing}");
    }
}

#[test]
fn lines_of_any_shape_are_read_as_the_grammar_reads_them() {
    let alphabet = *b"\"\",, \tW/a*\x80";
    let mut numbers = Numbers(2);
    let mut faults = 0;
    for _ in 0..200_000 {
        let length = numbers.below(14);
        let line: Vec<u8> = (0..length)
            .map(|_| alphabet[numbers.below(alphabet.len())])
            .collect();
        let mut positions = tag_positions(&line);
        let found: Vec<_> = positions.by_ref().collect();
        let read = (found, positions.is_faulty());
        faults += u32::from(read.1);
        assert_eq!(read, grammar::tags(&line), "{}", line.escape_ascii());
    }
    assert!((20_000..180_000).contains(&faults), "{faults} faults");
}

#[test]
fn what_is_an_entity_tag_is_the_same_in_a_list_and_alone() {
    let alphabet = *b"\"\"W/a,b\x80";
    let mut numbers = Numbers(3);
    let mut valid = 0;
    for _ in 0..100_000 {
        let length = numbers.below(7);
        let text: Vec<u8> = (0..length)
            .map(|_| alphabet[numbers.below(alphabet.len())])
            .collect();
        let is_tag = ETag::try_from(HeaderValue::from_bytes(&text).unwrap()).is_ok();
        let is_member = tag_positions(&text).next() == Some(0..text.len());
        assert_eq!(is_tag, is_member, "{}", text.escape_ascii());
        valid += u32::from(is_tag);
    }
    assert!(valid > 1000, "{valid} tags");
}

#[test]
fn a_field_says_something_only_before_its_first_fault_whatever_its_lines() {
    let says = |lines: &[&[u8]]| ask(lines, |tags| tags.says_something());
    for lines in [
        &[&b"*"[..]][..],
        &[b"\"a\""],
        &[b"", b"\"a\""],
        &[b"\"a\", bad"],
        &[b"\"a\"", b"bad"],
    ] {
        assert!(says(lines), "{lines:?}");
    }
    for lines in [
        &[&b""[..]][..],
        &[b","],
        &[b"bad"],
        &[b"bad", b"\"a\""],
        &[b"bad, \"a\""],
        &[b"\"a", b"\"b\""],
        &[b"*, \"a\""],
    ] {
        assert!(!says(lines), "{lines:?}");
    }
}

#[test]
fn a_star_in_quotes_is_told_only_where_it_is_the_one_member() {
    let is_quoted_any = |lines: &[&[u8]]| ask(lines, |tags| tags.is_quoted_any());
    for lines in [&[&b"\"*\""[..]][..], &[b" , \"*\" ,"], &[b"", b"\"*\""]] {
        assert!(is_quoted_any(lines), "{lines:?}");
    }
    for lines in [
        &[&b"*"[..]][..],
        &[b"W/\"*\""],
        &[b"\"*\", \"a\""],
        &[b"\"a\"", b"\"*\""],
        &[b""],
    ] {
        assert!(!is_quoted_any(lines), "{lines:?}");
    }
}

fn contains_bare(line: &str, tag: &str, comparison: Comparison) -> bool {
    let tag = tag.parse().unwrap();
    let line = HeaderValue::from_bytes(line.as_bytes()).unwrap();
    let tags = EntityTags {
        lines: &Lines::One(&line),
        bare: true,
    };
    tags.contains(&tag, comparison)
}

#[test]
fn a_tag_without_quotes_counts_where_that_is_declared() {
    let long = ["x, ".repeat(1000).as_str(), "a"].concat();
    for line in ["a", " a ", "\"b\", a", "b,a", "a, \"b\"", "\"a\"", &long] {
        assert!(contains_bare(line, "\"a\"", Comparison::Strong), "{line}");
    }
    for line in ["", "b", "ab", "\"a", "a\"", "W/a", "b c, a", "*", "*, a"] {
        assert!(!contains_bare(line, "\"a\"", Comparison::Strong), "{line}");
    }
    assert!(contains_bare("W/a", "\"a\"", Comparison::Weak));
    assert!(!contains_bare("W/", "\"\"", Comparison::Weak));
    assert!(!contains_bare("a", "W/\"a\"", Comparison::Strong));
    assert!(!contains(&[b"a"], "\"a\"", Comparison::Weak));
    assert!(!contains(&[b"b, a"], "\"a\"", Comparison::Weak));
}

#[test]
fn a_mark_is_no_part_of_a_tag_without_quotes() {
    for line in ["W/7", "b, W/7"] {
        assert!(
            !contains_bare(line, "\"W/7\"", Comparison::Strong),
            "{line}"
        );
        assert!(!contains_bare(line, "\"W/7\"", Comparison::Weak), "{line}");
        assert!(!contains_bare(line, "\"7\"", Comparison::Strong), "{line}");
        assert!(contains_bare(line, "\"7\"", Comparison::Weak), "{line}");
    }
    assert!(contains_bare("W/W/7", "\"W/7\"", Comparison::Weak));
    assert!(!contains_bare("W/W/7", "\"W/7\"", Comparison::Strong));
}
