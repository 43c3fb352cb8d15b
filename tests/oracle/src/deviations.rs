//! Where the toolkit decides otherwise than the RFC's letter, on purpose.
//!
//! Each deviation is written as what it makes of a case before the RFC's rules are asked: so it is
//! plain which cases it touches, and that everything else about them stays the RFC's.

use crate::list::trim;
use crate::rules::{self, Answer, Case, Field};

/// One declared deviation.
#[derive(Debug)]
pub struct Deviation {
    /// What is different, as a sentence.
    pub name: &'static str,
    /// What it deviates from.
    pub section: &'static str,
    /// Why.
    pub reason: &'static str,
    /// Which cases show it.
    pub about: About,
    apply: fn(&mut Case<'_>),
}

/// What a deviation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The four fields that decide, without a clock and without a declaration.
    Fields,
    /// What the server's clock says.
    Clocks,
    /// `If-Range`.
    Ranges,
    /// What the application declares about itself or its protocol; without that it does not apply.
    Declared,
}

/// All of them, in the order in which they apply.
pub const DEVIATIONS: &[Deviation] = &[
    Deviation {
        name: "a tag without quotes is a tag",
        section: "§8.8.3: the quotes are part of it",
        reason: "clients of object stores send it so; only where `Dialect::with_bare_tags` is declared",
        about: About::Declared,
        apply: |case| {
            if case.declared.bare_tags {
                case.if_match = case.if_match_with_bare_tags;
                case.if_none_match = case.if_none_match_with_bare_tags;
            }
        },
    },
    Deviation {
        name: "If-Match is compared weakly",
        section: "§13.1.1: the strong comparison function",
        reason: "OData, SCIM and FHIR define it so; only where `Dialect::with_weak_if_match` is \
                 declared",
        about: About::Declared,
        apply: |case| case.compares_if_match_weakly = case.declared.weak_if_match,
    },
    Deviation {
        name: "QUERY is answered as GET is",
        section: "§13.1.2, §13.1.3, §13.2.2 speak of GET and HEAD",
        reason: "QUERY is a safe method of RFC 10008, younger than RFC 9110; its answers have \
                 validators, and a client that revalidates one expects a 304 as for GET",
        about: About::Fields,
        apply: |case| {
            if case.method == "QUERY" {
                // Not GET, which alone has ranges.
                case.method = "HEAD";
            }
        },
    },
    Deviation {
        name: "an asterisk that is repeated or stands among empty members is an asterisk",
        section: "§13.1.1, §13.1.2: \"*\" is the whole value",
        reason: "it can mean only one thing, and a create-only write must not overwrite what is \
                 there because a proxy said it twice",
        about: About::Fields,
        apply: |case| {
            for (field, lines) in [
                (&mut case.if_match, case.if_match_lines),
                (&mut case.if_none_match, case.if_none_match_lines),
            ] {
                if matches!(field, Field::Malformed(_)) && only_asterisks(lines) {
                    *field = Field::Any;
                }
            }
        },
    },
    Deviation {
        name: "what stands in a list before a fault counts",
        section: "§13.1.1 3., §13.1.2 3.: what is neither * nor a list matches nothing",
        reason: "the tags before the fault were read as the client meant them; a truncated list \
                 still saves the transfer, and still lets the write of its author through",
        about: About::Fields,
        apply: |case| {
            for field in [&mut case.if_match, &mut case.if_none_match] {
                if let Field::Malformed(tags) = *field {
                    *field = Field::List(tags);
                }
            }
        },
    },
    Deviation {
        name: "on a write, an If-None-Match whose only member is an asterisk in quotes is an asterisk",
        section: "§13.1.2 2.: a list is compared tag by tag",
        reason: "clients send it where they mean to create only, and must not overwrite what is there \
                 because of two quotes too many",
        about: About::Fields,
        apply: |case| {
            let is_read = matches!(case.method, "GET" | "HEAD");
            if let Field::List([tag]) = case.if_none_match
                && !is_read
                && !tag.weak
                && tag.opaque == b"*"
            {
                case.if_none_match = Field::Any;
            }
        },
    },
    Deviation {
        name: "a write with If-Unmodified-Since to what does not exist fails",
        section: "§13.1.4: ignored where no modification date is available",
        reason: "the client has seen a version of it: what was deleted since must not be written \
                 back unseen",
        about: About::Fields,
        apply: |case| {
            if !case.exists {
                case.modified = Some(i64::MAX);
            }
        },
    },
    Deviation {
        name: "an If-Modified-Since whose second is not over is ignored",
        section: "§13.1.3",
        reason: "a further change may fall into that second, and the 304 would then stand for ever \
                 (§8.8.2.2 says of such a date that it is weak)",
        about: About::Clocks,
        apply: |case| {
            if let (Some(date), Some(now)) = (case.if_modified_since, case.now)
                && date + case.margin >= now
            {
                case.if_modified_since = None;
            }
        },
    },
    Deviation {
        name: "a write may name any current representation of the resource",
        section: "§13.1.1, §13.1.2 speak of the selected representation",
        reason: "one resource in several media types has a tag for each, and a client writes with the \
                 one that it has read; only where the application names them with `or_etag`",
        about: About::Declared,
        apply: |case| {
            if !matches!(case.method, "GET" | "HEAD") {
                case.other_etags = case.declared.other_etags;
            }
        },
    },
    Deviation {
        name: "without a clock, a date in If-Range is taken for a strong one",
        section: "§13.1.5 1., §8.8.2.2",
        reason: "the core has no clock of its own; a caller that has one gives it, as the extractor and \
                 the guards do",
        about: About::Ranges,
        apply: |case| {
            case.now = case.now.or(Some(i64::MAX));
        },
    },
];

/// What the RFC and all declared deviations say, except the one at `without`.
#[must_use]
pub fn answer(case: &Case<'_>, without: Option<usize>) -> Answer {
    rules::answer(&deviated(*case, without))
}

/// The same for step 5.
#[must_use]
pub fn range_is_honoured(case: &Case<'_>, without: Option<usize>) -> bool {
    rules::range_is_honoured(&deviated(*case, without))
}

fn deviated(mut case: Case<'_>, without: Option<usize>) -> Case<'_> {
    for (at, deviation) in DEVIATIONS.iter().enumerate() {
        if Some(at) != without {
            (deviation.apply)(&mut case);
        }
    }
    case
}

/// Whether the lines hold asterisks, and nothing else but commas and white space.
#[must_use]
pub fn only_asterisks(lines: &[&[u8]]) -> bool {
    let mut asterisks = 0;
    for member in lines
        .iter()
        .flat_map(|line| line.split(|octet| *octet == b','))
    {
        match trim(member) {
            b"" => {}
            b"*" => asterisks += 1,
            _ => return false,
        }
    }
    asterisks > 0
}
