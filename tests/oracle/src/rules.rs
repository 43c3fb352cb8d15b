//! The preconditions and their order: RFC 9110 §8.8.3.2, §13.1 and §13.2, a sentence a line.

use crate::list::Tag;

/// One case as the RFC speaks of it: a request, and what the server has.
#[derive(Clone, Copy, Debug)]
pub struct Case<'a> {
    /// The request method.
    pub method: &'a str,
    /// `If-Match`
    pub if_match: Field<'a>,
    /// Its lines, as they came.
    pub if_match_lines: &'a [&'a [u8]],
    /// `If-Unmodified-Since`: `None` where it is absent or no valid HTTP-date; then it is ignored.
    pub if_unmodified_since: Option<i64>,
    /// `If-None-Match`
    pub if_none_match: Field<'a>,
    /// Its lines, as they came.
    pub if_none_match_lines: &'a [&'a [u8]],
    /// `If-Modified-Since`, `None` as above.
    pub if_modified_since: Option<i64>,
    /// `If-Range`
    pub if_range: IfRange<'a>,
    /// `Range` is there.
    pub range: bool,
    /// Whether there is a current representation.
    pub exists: bool,
    /// The entity-tag of the selected representation, if it has one.
    pub etag: Option<&'a Tag>,
    /// Its modification date, if one is available.
    pub modified: Option<i64>,
    /// What the server's clock says.
    pub now: Option<i64>,
    /// By how many seconds it may be wrong.
    pub margin: i64,
    /// Whether `If-Match` is compared weakly: not by the RFC.
    pub compares_if_match_weakly: bool,
    /// The tags of further representations that count: none by the RFC.
    pub other_etags: &'a [Tag],
    /// What the application has declared. The rules do not look at it.
    pub declared: Declared<'a>,
    /// `If-Match`, if tags without quotes were tags. Nor at this.
    pub if_match_with_bare_tags: Field<'a>,
    /// `If-None-Match`, the same.
    pub if_none_match_with_bare_tags: Field<'a>,
}

/// What an application may declare about itself or the protocol that it implements.
#[derive(Clone, Copy, Debug, Default)]
pub struct Declared<'a> {
    /// Tags without quotes count.
    pub bare_tags: bool,
    /// `If-Match` is compared weakly.
    pub weak_if_match: bool,
    /// The tags of further current representations.
    pub other_etags: &'a [Tag],
}

/// A field that holds `*` or a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field<'a> {
    /// It is not there.
    Absent,
    /// `*`
    Any,
    /// A list.
    List(&'a [Tag]),
    /// Neither, with the tags before the fault.
    Malformed(&'a [Tag]),
}

/// `If-Range = entity-tag / HTTP-date`
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfRange<'a> {
    /// It is not there.
    Absent,
    /// An entity-tag.
    Tag(&'a Tag),
    /// An HTTP-date.
    Date(i64),
    /// Neither.
    Malformed,
}

/// What the server does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It performs the method.
    Perform,
    /// 304, by this step of §13.2.2.
    NotModified(u8),
    /// 412, by this step.
    PreconditionFailed(u8),
}

/// §8.8.3.2: "two entity tags are equivalent if both are not weak and their opaque-tags match
/// character-by-character."
#[must_use]
pub fn strong(a: &Tag, b: &Tag) -> bool {
    !a.weak && !b.weak && a.opaque == b.opaque
}

/// §8.8.3.2: "two entity tags are equivalent if their opaque-tags match character-by-character,
/// regardless of either or both being tagged as weak."
#[must_use]
pub fn weak(a: &Tag, b: &Tag) -> bool {
    a.opaque == b.opaque
}

/// §13.2.2: the precedence of preconditions.
#[must_use]
pub fn answer(case: &Case<'_>) -> Answer {
    // §13.2.1: "a server MUST ignore the conditional request header fields […] when received with a
    // request method that does not involve the selection or modification of a selected
    // representation, such as CONNECT, OPTIONS, or TRACE."
    if matches!(case.method, "CONNECT" | "OPTIONS" | "TRACE") {
        return Answer::Perform;
    }
    // §13.2.1: "A server MUST ignore all received preconditions if its response to the same request
    // without those conditions […] would have been a status code other than a 2xx (Successful) or
    // 412": a retrieval of what does not exist is 404.
    if is_get_or_head(case.method) && !case.exists {
        return Answer::Perform;
    }
    match if_match(case) {
        // 1. "if true, continue to step 3"
        Some(true) => {}
        // "if false, respond 412 (Precondition Failed)"
        Some(false) => return Answer::PreconditionFailed(1),
        // 2. "When […] If-Match is not present, and If-Unmodified-Since is present"
        None => {
            if if_unmodified_since(case) == Some(false) {
                return Answer::PreconditionFailed(2);
            }
        }
    }
    match if_none_match(case) {
        // 3. "if true, continue to step 5"
        Some(true) => {}
        // "if false for GET/HEAD, respond 304 (Not Modified)"
        Some(false) if is_get_or_head(case.method) => return Answer::NotModified(3),
        // "if false for other methods, respond 412 (Precondition Failed)"
        Some(false) => return Answer::PreconditionFailed(3),
        // 4. "When the method is GET or HEAD, If-None-Match is not present, and If-Modified-Since
        // is present […] if false, respond 304 (Not Modified)"
        None => {
            if is_get_or_head(case.method) && if_modified_since(case) == Some(false) {
                return Answer::NotModified(4);
            }
        }
    }
    // 5. is `range_is_honoured`. 6. "Otherwise, perform the requested method".
    Answer::Perform
}

/// §13.2.2, step 5: whether "the Range is applicable to the selected representation" and a 206 may
/// be sent, once the steps before lead here.
#[must_use]
pub fn range_is_honoured(case: &Case<'_>) -> bool {
    // "When the method is GET and both Range and If-Range are present"; §14.2: "a server MUST ignore
    // a Range header field received with a request method that is unrecognized or for which range
    // handling is not defined. For this specification, GET is the only" one.
    if case.method != "GET" || !case.range {
        return false;
    }
    match case.if_range {
        // Without it, the Range alone speaks.
        IfRange::Absent => true,
        // §13.1.5: "exactly matches the ETag field value […] using the strong comparison function"
        IfRange::Tag(tag) => case.etag.is_some_and(|current| strong(tag, current)),
        IfRange::Date(date) => {
            // "1. If the HTTP-date validator provided is not a strong validator in the sense defined
            // by Section 8.8.2.2, the condition is false." There: the server must "reliably [know]
            // that the associated representation did not change twice during the second covered by
            // the presented validator", so that second must be over.
            let is_strong = case.now.is_some_and(|now| date + case.margin < now);
            // "2. If the HTTP-date validator provided exactly matches the Last-Modified field value"
            is_strong && case.modified == Some(date)
        }
        IfRange::Malformed => false,
    }
}

fn is_get_or_head(method: &str) -> bool {
    matches!(method, "GET" | "HEAD")
}

/// §13.1.1; `None` where the field is not there.
fn if_match(case: &Case<'_>) -> Option<bool> {
    match case.if_match {
        Field::Absent => None,
        // "1. […] "*", the condition is true if the origin server has a current representation"
        Field::Any => Some(case.exists),
        // "2. […] a list of entity tags, the condition is true if any of the listed tags match";
        // "An origin server MUST use the strong comparison function"
        Field::List(tags) if case.compares_if_match_weakly => Some(any_matches(tags, case, weak)),
        Field::List(tags) => Some(any_matches(tags, case, strong)),
        // "3. Otherwise, the condition is false."
        Field::Malformed(_) => Some(false),
    }
}

/// §13.1.4; `None` where it is ignored.
fn if_unmodified_since(case: &Case<'_>) -> Option<bool> {
    let date = case.if_unmodified_since?;
    // "A recipient MUST ignore the If-Unmodified-Since header field if the resource does not have a
    // modification date available."
    let modified = case.modified?;
    // "1. If the selected representation's last modification date is earlier than or equal to the
    // date provided in the field value, the condition is true. 2. Otherwise, […] false."
    Some(modified <= date)
}

/// §13.1.2; `None` where the field is not there.
fn if_none_match(case: &Case<'_>) -> Option<bool> {
    match case.if_none_match {
        Field::Absent => None,
        // "1. […] "*", the condition is false if the origin server has a current representation"
        Field::Any => Some(!case.exists),
        // "2. […] a list of entity tags, the condition is false if one of the listed tags matches";
        // "A recipient MUST use the weak comparison function"
        Field::List(tags) => Some(!any_matches(tags, case, weak)),
        // "3. Otherwise, the condition is true."
        Field::Malformed(_) => Some(true),
    }
}

/// §13.1.3; `None` where it is ignored.
fn if_modified_since(case: &Case<'_>) -> Option<bool> {
    let date = case.if_modified_since?;
    let modified = case.modified?;
    // "1. If the selected representation's last modification date is earlier or equal to the date
    // provided in the field value, the condition is false. 2. Otherwise, the condition is true."
    Some(modified > date)
}

fn any_matches(tags: &[Tag], case: &Case<'_>, compare: fn(&Tag, &Tag) -> bool) -> bool {
    let mut currents = case.etag.into_iter().chain(case.other_etags);
    currents.any(|current| tags.iter().any(|tag| compare(tag, current)))
}
