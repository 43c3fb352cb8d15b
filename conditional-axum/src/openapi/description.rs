//! What a guard adds to the document of one operation, whatever crate writes the document.

use crate::guard::facts;

/// What the facts of an attribute mean for requests of one kind.
#[derive(Debug, Default)]
pub(super) struct Description {
    /// The conditional fields of the request that count.
    pub(super) request: Vec<Field>,
    /// What a successful answer may carry.
    pub(super) success: Vec<Field>,
    /// The answers of the guard itself.
    pub(super) answers: Vec<Answer>,
}

/// A header field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) description: &'static str,
    pub(super) example: &'static str,
    pub(super) is_required: bool,
}

/// An answer that comes from the guard.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) description: &'static str,
    pub(super) fields: Vec<Field>,
    /// Whether its content is a problem document (RFC 9457).
    pub(super) is_problem: bool,
    /// Whether it also has the fields that the handler documents on its 200.
    pub(super) repeats: bool,
}

/// What a request may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    not(feature = "utoipa-6"),
    expect(dead_code, reason = "aide does not tell a handler its method")
)]
pub(super) enum Kind {
    Read,
    Write,
    /// A write that leaves nothing of which a validator could tell.
    Deletion,
    /// A read or a write.
    Unknown,
    /// Neither: preconditions are ignored.
    Unguarded,
}

/// The media type of a refusal.
pub(super) const PROBLEM: &str = "application/problem+json";

/// What is said of a 412.
pub(super) const FAILED: &str = "A precondition does not hold; nothing was done.";

/// The members of a problem document: name, whether it is a number, and what it says.
pub(super) const PROBLEM_MEMBERS: [(&str, bool, &str); 4] = [
    ("type", false, "The kind of problem: `about:blank`."),
    ("title", false, "The name of the status."),
    ("status", true, "The status code."),
    (
        "detail",
        false,
        "Which field did not hold, and what can succeed.",
    ),
];

const TAG: &str = "\"7\"";
const DATE: &str = "Sun, 06 Nov 1994 08:49:37 GMT";

const IF_MATCH: Field = field(
    "If-Match",
    "Proceeds only if one of these entity-tags is the current one; `*` stands for any.",
    TAG,
);
const IF_NONE_MATCH_READ: Field = field(
    "If-None-Match",
    "The entity-tags of copies that the client holds: if one of them is current, the answer is 304.",
    TAG,
);
const IF_NONE_MATCH_WRITE: Field = field(
    "If-None-Match",
    "Proceeds only if none of these entity-tags is the current one; with `*`, only if there is nothing yet.",
    "*",
);
const IF_MODIFIED_SINCE: Field = field(
    "If-Modified-Since",
    "The date of a copy that the client holds: if nothing has changed since, the answer is 304. `If-None-Match` overrides it.",
    DATE,
);
const IF_UNMODIFIED_SINCE: Field = field(
    "If-Unmodified-Since",
    "Proceeds only if nothing has changed after this date. `If-Match` overrides it.",
    DATE,
);
const ETAG: Field = field("ETag", "The entity-tag of the current version.", TAG);
const LAST_MODIFIED: Field = field(
    "Last-Modified",
    "When the current version was made; left out while the second of a change lasts.",
    DATE,
);
const CACHE_CONTROL: Field = field("Cache-Control", "How caches may keep this.", "no-cache");
const VARY: Field = field(
    "Vary",
    "The request's fields that this answer depends on.",
    "Accept-Encoding",
);

const fn field(name: &'static str, description: &'static str, example: &'static str) -> Field {
    Field {
        name,
        description,
        example,
        is_required: false,
    }
}

impl Kind {
    const fn may_read(self) -> bool {
        matches!(self, Self::Read | Self::Unknown)
    }

    const fn may_write(self) -> bool {
        matches!(self, Self::Write | Self::Deletion | Self::Unknown)
    }
}

impl Description {
    pub(super) fn of(facts: u16, kind: Kind) -> Self {
        if kind == Kind::Unguarded {
            return Self::default();
        }
        Self {
            request: request(facts, kind),
            success: success(facts, kind),
            answers: answers(facts, kind),
        }
    }
}

fn has(facts: u16, fact: u16) -> bool {
    facts & fact != 0
}

fn only(fields: &[(bool, Field)]) -> Vec<Field> {
    fields
        .iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, field)| *field)
        .collect()
}

fn request(facts: u16, kind: Kind) -> Vec<Field> {
    let (tag, date) = (has(facts, facts::ETAG), has(facts, facts::LAST_MODIFIED));
    let is_required = has(facts, facts::REQUIRED) && kind.may_write();
    let if_match = Field {
        is_required,
        ..IF_MATCH
    };
    let if_unmodified_since = Field {
        is_required: is_required && !tag,
        ..IF_UNMODIFIED_SINCE
    };
    let (reads, writes) = (kind.may_read(), kind.may_write());
    only(&[
        (tag && reads, IF_NONE_MATCH_READ),
        (date && reads, IF_MODIFIED_SINCE),
        (tag, if_match),
        (date, if_unmodified_since),
        (tag && writes && !reads, IF_NONE_MATCH_WRITE),
    ])
}

fn success(facts: u16, kind: Kind) -> Vec<Field> {
    if kind == Kind::Deletion {
        return Vec::new();
    }
    let mut fields = validators(facts);
    if kind.may_read() {
        // Without a date that may be sent yet, the answer must not be stored.
        let caching = facts::CACHE_CONTROL | facts::LAST_MODIFIED;
        fields.extend(only(&[
            (has(facts, caching), CACHE_CONTROL),
            (has(facts, facts::VARY), VARY),
        ]));
    }
    fields
}

fn validators(facts: u16) -> Vec<Field> {
    only(&[
        (has(facts, facts::ETAG), ETAG),
        (has(facts, facts::LAST_MODIFIED), LAST_MODIFIED),
    ])
}

fn answers(facts: u16, kind: Kind) -> Vec<Answer> {
    let (reads, writes) = (kind.may_read(), kind.may_write());
    let mut answers = Vec::new();
    if reads {
        answers.push(not_modified(facts));
    }
    if writes && has(facts, facts::APPLIED) {
        answers.push(Answer {
            is_problem: false,
            ..problem(204, "The change is in place already.", validators(facts))
        });
    }
    if has(facts, facts::NEEDS_ROW) {
        answers.push(problem(404, "There is nothing at this URL.", Vec::new()));
    }
    answers.push(problem(412, FAILED, validators(facts)));
    if writes && has(facts, facts::REQUIRED) {
        let description = "The request must carry a precondition; nothing was done.";
        answers.push(problem(428, description, validators(facts)));
    }
    answers
}

fn not_modified(facts: u16) -> Answer {
    let mut fields = validators(facts);
    fields.extend(only(&[
        (has(facts, facts::CACHE_CONTROL), CACHE_CONTROL),
        (has(facts, facts::VARY), VARY),
    ]));
    Answer {
        status: 304,
        description: "The client's copy is current.",
        fields,
        is_problem: false,
        repeats: has(facts, facts::HEADERS),
    }
}

const fn problem(status: u16, description: &'static str, fields: Vec<Field>) -> Answer {
    Answer {
        status,
        description,
        fields,
        is_problem: true,
        repeats: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOTH: u16 = facts::ETAG | facts::LAST_MODIFIED;

    /// The fields of the request; those marked `!` are required.
    fn request_of(facts: u16, kind: Kind) -> Vec<String> {
        let fields = Description::of(facts, kind).request;
        let named = |field: &Field| {
            let mark = if field.is_required { "!" } else { "" };
            format!("{}{mark}", field.name)
        };
        fields.iter().map(named).collect()
    }

    fn statuses(facts: u16, kind: Kind) -> Vec<u16> {
        let answers = Description::of(facts, kind).answers;
        answers.iter().map(|answer| answer.status).collect()
    }

    #[test]
    fn of_a_required_precondition_the_tag_is_asked_for_and_the_date_where_there_is_no_tag() {
        let of = |facts| request_of(facts | facts::REQUIRED, Kind::Write);
        assert_eq!(of(facts::ETAG), ["If-Match!", "If-None-Match"]);
        assert_eq!(of(facts::LAST_MODIFIED), ["If-Unmodified-Since!"]);
        let both = ["If-Match!", "If-Unmodified-Since", "If-None-Match"];
        assert_eq!(of(BOTH), both);
        let date = request_of(facts::LAST_MODIFIED, Kind::Write);
        assert_eq!(date, ["If-Unmodified-Since"]);
    }

    #[test]
    fn what_only_writes_know_is_not_said_of_a_read() {
        let facts = BOTH | facts::REQUIRED | facts::APPLIED;
        let fields = [
            "If-None-Match",
            "If-Modified-Since",
            "If-Match",
            "If-Unmodified-Since",
        ];
        assert_eq!(request_of(facts, Kind::Read), fields);
        assert_eq!(statuses(facts, Kind::Read), [304, 412]);
        assert_eq!(statuses(facts, Kind::Write), [204, 412, 428]);
        assert_eq!(statuses(facts, Kind::Unguarded), [0_u16; 0]);
    }

    #[test]
    fn a_deletion_leaves_nothing_that_has_validators() {
        let names = |kind| {
            let success = Description::of(BOTH, kind).success;
            success.iter().map(|field| field.name).collect::<Vec<_>>()
        };
        assert_eq!(names(Kind::Deletion), [""; 0]);
        assert_eq!(names(Kind::Write), ["ETag", "Last-Modified"]);
        let fields = ["ETag", "Last-Modified", "Cache-Control"];
        assert_eq!(names(Kind::Read), fields);
    }
}
