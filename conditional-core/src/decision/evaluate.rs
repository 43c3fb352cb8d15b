//! The precedence of preconditions, RFC 9110 §13.2.2: read it beside the RFC.

use std::{cell::Cell, convert::Infallible};

use http::{HeaderValue, Method};

use super::outcome::Decision;
use crate::{
    etag::ETag,
    last_modified::LastModified,
    preconditions::{
        Comparison,
        ConditionalField::{
            self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
        },
        EntityTags, Fields, Preconditions,
    },
    representation::Representation,
};

/// What is known of the selected representation.
pub(crate) trait Facts {
    /// Returned by a fact that is not known yet.
    type Unknown;

    fn is_present(&self) -> Result<bool, Self::Unknown>;

    /// `None`: it has no tag that is known.
    fn etag(&self) -> Option<&ETag>;

    /// `None`: it has no date that is known.
    fn last_modified(&self) -> Result<Option<LastModified>, Self::Unknown>;

    /// Told when the client's date turned out to be the text that we sent.
    fn note_echo(&self) {}
}

/// Everything.
impl Facts for Representation {
    type Unknown = Infallible;

    fn is_present(&self) -> Result<bool, Infallible> {
        Ok(Self::is_present(self))
    }

    fn etag(&self) -> Option<&ETag> {
        self.etag()
    }

    fn last_modified(&self) -> Result<Option<LastModified>, Infallible> {
        Ok(self.last_modified())
    }
}

/// Everything, and whether the client's date was the text that we sent.
pub(crate) struct Noting<'a> {
    pub(crate) representation: &'a Representation,
    pub(crate) echo: Cell<bool>,
}

impl Facts for Noting<'_> {
    type Unknown = Infallible;

    fn is_present(&self) -> Result<bool, Infallible> {
        Facts::is_present(self.representation)
    }

    fn etag(&self) -> Option<&ETag> {
        self.representation.etag()
    }

    fn last_modified(&self) -> Result<Option<LastModified>, Infallible> {
        Facts::last_modified(self.representation)
    }

    fn note_echo(&self) {
        self.echo.set(true);
    }
}

/// The date was not asked for yet. A tag says that there is a representation; without one, that
/// too depends on the date.
pub(crate) struct TagOnly<'a>(pub(crate) Option<&'a ETag>);

/// The decision depends on the modification date.
pub(crate) struct NeedsDate;

impl Facts for TagOnly<'_> {
    type Unknown = NeedsDate;

    fn is_present(&self) -> Result<bool, NeedsDate> {
        if self.0.is_some() {
            Ok(true)
        } else {
            Err(NeedsDate)
        }
    }

    fn etag(&self) -> Option<&ETag> {
        self.0
    }

    fn last_modified(&self) -> Result<Option<LastModified>, NeedsDate> {
        Err(NeedsDate)
    }
}

/// How the methods differ (§13.2.1, §13.1.2).
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Neither selects nor changes a representation: preconditions are ignored.
    Other,
    /// Answers 304.
    Read,
    /// Answers 412.
    Write,
}

/// Whether a false `If-None-Match` or `If-Modified-Since` of this method is answered 304: GET, HEAD
/// and QUERY (RFC 10008).
///
/// ```
/// use conditional_core::is_safe_read;
/// use http::{HeaderValue, Method};
///
/// assert!(is_safe_read(&Method::GET));
/// assert!(!is_safe_read(&Method::OPTIONS));
/// ```
#[must_use]
#[inline]
pub fn is_safe_read(method: &Method) -> bool {
    kind(method) == Kind::Read
}

#[inline]
fn kind(method: &Method) -> Kind {
    match *method {
        Method::GET | Method::HEAD => Kind::Read,
        Method::CONNECT | Method::OPTIONS | Method::TRACE => Kind::Other,
        // RFC 10008; `http` has no constant for it.
        _ if method.as_str() == "QUERY" => Kind::Read,
        _ => Kind::Write,
    }
}

/// What one field says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing: it is not there, cannot be read or has nothing to be compared with.
    Absent,
    Holds,
    Fails,
}

impl Outcome {
    const fn holds_if(condition: bool) -> Self {
        if condition { Self::Holds } else { Self::Fails }
    }
}

/// Decides, or says that more must be known of the representation.
#[inline]
pub(crate) fn evaluate<F: Facts>(fields: &Fields<'_>, facts: &F) -> Result<Decision, F::Unknown> {
    let kind = kind(fields.method());
    if kind == Kind::Other {
        return Ok(Decision::Proceed);
    }
    // 1. If-Match is present: true, go on to step 3; false, 412.
    match if_match(fields, facts)? {
        Outcome::Fails => return failed(IfMatch, kind, facts),
        Outcome::Holds => {}
        // 2. If-Match is not present, If-Unmodified-Since is: true, go on; false, 412.
        Outcome::Absent => {
            if if_unmodified_since(fields, facts)? == Outcome::Fails {
                return failed(IfUnmodifiedSince, kind, facts);
            }
        }
    }
    // 3. If-None-Match is present: true, go on to step 5; false, 304 for a read, 412 otherwise.
    match if_none_match(fields, facts)? {
        Outcome::Fails if kind == Kind::Read => return Ok(Decision::NotModified(IfNoneMatch)),
        Outcome::Fails => return Ok(Decision::PreconditionFailed(IfNoneMatch)),
        Outcome::Holds => {}
        // 4. A read, If-None-Match is not present, If-Modified-Since is: true, go on; false, 304.
        Outcome::Absent => {
            if kind == Kind::Read && if_modified_since(fields, facts)? == Outcome::Fails {
                return Ok(Decision::NotModified(IfModifiedSince));
            }
        }
    }
    // 5. If-Range: `range_applies`, since its answer only picks between 206 and 200.
    // 6. Otherwise, perform the method.
    Ok(Decision::Proceed)
}

/// Step 5: whether a `Range` is to be honoured, given that all other preconditions hold.
pub(crate) fn range_applies(fields: &Fields<'_>, representation: &Representation) -> bool {
    let asks = *fields.method() == Method::GET && fields.has_range();
    asks && if_range(fields, representation) != Outcome::Fails
}

/// 412; except that a read of what is missing goes on to its 404 (§13.2.1: preconditions apply to
/// what would be a success without them).
fn failed<F: Facts>(
    field: ConditionalField,
    kind: Kind,
    facts: &F,
) -> Result<Decision, F::Unknown> {
    if kind == Kind::Read && !facts.is_present()? {
        return Ok(Decision::Proceed);
    }
    Ok(Decision::PreconditionFailed(field))
}

/// §13.1.1: `*` is true if there is a representation, a list if it holds its tag, strongly compared.
#[inline]
fn if_match<F: Facts>(fields: &Fields<'_>, facts: &F) -> Result<Outcome, F::Unknown> {
    let lines = fields.if_match();
    if !lines.is_present() {
        return Ok(Outcome::Absent);
    }
    let tags = EntityTags(lines);
    if tags.is_any() {
        return Ok(Outcome::holds_if(facts.is_present()?));
    }
    let listed = |tag| tags.contains(tag, Comparison::Strong);
    Ok(Outcome::holds_if(facts.etag().is_some_and(listed)))
}

/// §13.1.4: true if the representation was not modified after the date. What is missing cannot be
/// the representation that the client means; what has no known date is not compared.
#[inline]
fn if_unmodified_since<F: Facts>(fields: &Fields<'_>, facts: &F) -> Result<Outcome, F::Unknown> {
    let Some(date) = fields.date(IfUnmodifiedSince) else {
        return Ok(Outcome::Absent);
    };
    if !facts.is_present()? {
        return Ok(Outcome::Fails);
    }
    Ok(match facts.last_modified()? {
        None => Outcome::Absent,
        Some(modified) => Outcome::holds_if(modified <= date),
    })
}

/// §13.1.2: `*` is false if there is a representation, a list if it holds its tag, weakly compared.
#[inline]
fn if_none_match<F: Facts>(fields: &Fields<'_>, facts: &F) -> Result<Outcome, F::Unknown> {
    let lines = fields.if_none_match();
    if !lines.is_present() {
        return Ok(Outcome::Absent);
    }
    let tags = EntityTags(lines);
    if tags.is_any() {
        return Ok(Outcome::holds_if(!facts.is_present()?));
    }
    let listed = |tag| tags.contains(tag, Comparison::Weak);
    Ok(Outcome::holds_if(!facts.etag().is_some_and(listed)))
}

/// §13.1.3: true if the representation was modified after the date.
#[inline]
fn if_modified_since<F: Facts>(fields: &Fields<'_>, facts: &F) -> Result<Outcome, F::Unknown> {
    // Nearly always the client sends back the very text that we sent: then nothing is read.
    if let Ok(Some(modified)) = facts.last_modified()
        && fields.echoes(IfModifiedSince, modified)
    {
        facts.note_echo();
        return Ok(Outcome::Fails);
    }
    let Some(date) = fields.date(IfModifiedSince) else {
        return Ok(Outcome::Absent);
    };
    Ok(match facts.last_modified()? {
        None => Outcome::Absent,
        Some(modified) => Outcome::holds_if(modified > date),
    })
}

/// §13.1.5: true if the tag is the representation's, strongly compared, or if the date is exactly
/// the representation's and that date is a strong validator (§8.8.2.2).
fn if_range(fields: &Fields<'_>, representation: &Representation) -> Outcome {
    let lines = fields.lines(IfRange);
    if !lines.is_present() {
        return Outcome::Absent;
    }
    let value = lines.single().map(|line| line.as_bytes().trim_ascii());
    let is_tag = |tag: &ETag| !tag.is_weak() && value == Some(tag.as_bytes());
    let is_date = |date: LastModified| fields.date(IfRange) == Some(date) && fields.is_past(date);
    Outcome::holds_if(
        representation.etag().is_some_and(is_tag)
            || representation.last_modified().is_some_and(is_date),
    )
}

impl<'a> Fields<'a> {
    /// Decides as RFC 9110 §13.2.2 has it.
    #[inline]
    pub fn evaluate(&self, representation: &Representation) -> Decision {
        let Ok(decision) = evaluate(self, representation);
        decision
    }

    /// Decides, and gives the client's `If-Modified-Since` where it decided and is the date of the
    /// representation exactly as we write it: it can go back into the answer, nothing is rendered.
    ///
    /// Not public API: `conditional-axum` uses it, and it may change in any release.
    #[doc(hidden)]
    #[inline]
    pub fn evaluate_noting_echo(
        &self,
        representation: &Representation,
    ) -> (Decision, Option<&'a HeaderValue>) {
        let facts = Noting {
            representation,
            echo: Cell::new(false),
        };
        let Ok(decision) = evaluate(self, &facts);
        let echo = facts
            .echo
            .get()
            .then(|| self.lines(IfModifiedSince).single());
        (decision, echo.flatten())
    }

    /// Decides from the tag alone, if the modification date cannot change the decision.
    ///
    /// No `etag` means that none is known: then it depends on the date as well whether there is
    /// a representation at all.
    #[must_use]
    #[inline]
    pub fn evaluate_etag(&self, etag: Option<&ETag>) -> Option<Decision> {
        evaluate(self, &TagOnly(etag)).ok()
    }

    /// Whether a `Range` is there and to be honoured, given that the decision is to proceed.
    #[must_use]
    pub fn range_applies(&self, representation: &Representation) -> bool {
        range_applies(self, representation)
    }
}

impl Preconditions {
    /// Decides as RFC 9110 §13.2.2 has it.
    pub fn evaluate(&self, representation: &Representation) -> Decision {
        self.as_fields().evaluate(representation)
    }

    /// Whether a `Range` is there and to be honoured, given that the decision is to proceed.
    #[must_use]
    pub fn range_applies(&self, representation: &Representation) -> bool {
        self.as_fields().range_applies(representation)
    }
}
