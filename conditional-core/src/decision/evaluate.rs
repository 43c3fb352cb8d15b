//! The precedence of preconditions, RFC 9110 §13.2.2. Read it beside the RFC.

use http::{HeaderValue, Method};

use super::{
    method::{self, Effect},
    outcome::Decision,
};
use crate::{
    etag::ETag,
    preconditions::{
        Comparison,
        ConditionalField::{
            self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
        },
        Fields, Preconditions,
    },
    representation::Representation,
};

/// Decides, from what is known of the representation. Notes an `If-Modified-Since` that is the
/// representation's date to the letter, if it was looked at.
#[inline]
fn decide<'a>(
    fields: &Fields<'a>,
    current: &Representation,
    echo: &mut Option<&'a HeaderValue>,
) -> Decision {
    let effect = method::effect(fields.method());
    if effect == Effect::None {
        return Decision::Proceed;
    }
    // 1. If-Match is present: true, go on to step 3; false, 412.
    match if_match(fields, current, effect) {
        Condition::Fails => return failed(IfMatch, effect, current),
        Condition::Holds => {}
        // 2. If-Match is not present, If-Unmodified-Since is: true, go on; false, 412.
        Condition::Absent => {
            if if_unmodified_since(fields, current) == Condition::Fails {
                return failed(IfUnmodifiedSince, effect, current);
            }
        }
    }
    // 3. If-None-Match is present: true, go on to step 5; false, 304 for a read, 412 otherwise.
    match if_none_match(fields, current, effect) {
        Condition::Fails if effect == Effect::Read => return Decision::NotModified(IfNoneMatch),
        Condition::Fails => return Decision::PreconditionFailed(IfNoneMatch),
        Condition::Holds => {}
        // 4. A read, If-None-Match is not present, If-Modified-Since is: true, go on; false, 304.
        Condition::Absent => {
            if effect == Effect::Read
                && if_modified_since(fields, current, echo) == Condition::Fails
            {
                return Decision::NotModified(IfModifiedSince);
            }
        }
    }
    // 5. If-Range: `range_applies`, since it only chooses between 206 and 200.
    // 6. Otherwise, perform the method.
    Decision::Proceed
}

/// Step 5: whether a `Range` is to be honoured, given that all other preconditions hold.
pub(super) fn range_applies(fields: &Fields<'_>, current: &Representation) -> bool {
    let asks = *fields.method() == Method::GET && fields.has_range();
    asks && if_range(fields, current) != Condition::Fails
}

/// What one field says.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Condition {
    /// Nothing: it is not there, cannot be read, or there is nothing to compare it with.
    Absent,
    Holds,
    Fails,
}

impl Condition {
    const fn holds_if(condition: bool) -> Self {
        if condition { Self::Holds } else { Self::Fails }
    }

    const fn fails_if(condition: bool) -> Self {
        Self::holds_if(!condition)
    }
}

/// 412; except that a read of what is missing goes on to its 404 (§13.2.1: preconditions apply to
/// what would succeed without them).
const fn failed(field: ConditionalField, effect: Effect, current: &Representation) -> Decision {
    match effect {
        Effect::Read if !current.is_present() => Decision::Proceed,
        _ => Decision::PreconditionFailed(field),
    }
}

/// §13.1.1: `*` is true if there is a representation; a list is true if it names the tag.
#[inline]
fn if_match(fields: &Fields<'_>, current: &Representation, effect: Effect) -> Condition {
    if !fields.has(IfMatch) {
        return Condition::Absent;
    }
    let tags = fields.tags(IfMatch);
    let comparison = if fields.dialect().compares_if_match_weakly() {
        Comparison::Weak
    } else {
        Comparison::Strong
    };
    let is_named = names(current, effect, |tag| tags.contains(tag, comparison));
    Condition::holds_if(is_named || (current.is_present() && tags.is_any()))
}

/// §13.1.4: true if the representation was not modified after the date. What is missing cannot be
/// the representation that the client means; without a known date there is nothing to compare.
#[inline]
fn if_unmodified_since(fields: &Fields<'_>, current: &Representation) -> Condition {
    let modified = current.last_modified();
    if !fields.has(IfUnmodifiedSince) || (current.is_present() && modified.is_none()) {
        return Condition::Absent;
    }
    match (fields.date(IfUnmodifiedSince), modified) {
        (Some(date), Some(modified)) => Condition::holds_if(modified <= date),
        (Some(_), None) => Condition::Fails,
        (None, _) => Condition::Absent,
    }
}

/// §13.1.2: `*` is false if there is a representation; a list is false if it names the tag, weakly
/// compared.
#[inline]
fn if_none_match(fields: &Fields<'_>, current: &Representation, effect: Effect) -> Condition {
    if !fields.has(IfNoneMatch) {
        return Condition::Absent;
    }
    let tags = fields.tags(IfNoneMatch);
    let is_named = names(current, effect, |tag| tags.contains(tag, Comparison::Weak));
    // A `*` in quotes is a tag, but no create-only write may overwrite what is there because of
    // two quotes too many.
    let is_any = || tags.is_any() || (effect == Effect::Write && tags.is_quoted_any());
    Condition::fails_if(is_named || (current.is_present() && is_any()))
}

/// §13.1.3: true if the representation was modified after the date.
#[inline]
fn if_modified_since<'a>(
    fields: &Fields<'a>,
    current: &Representation,
    echo: &mut Option<&'a HeaderValue>,
) -> Condition {
    let Some(modified) = current.last_modified() else {
        return Condition::Absent;
    };
    // What was sent is what comes back: it need not be read.
    *echo = fields.echo(IfModifiedSince, modified);
    let date = match echo {
        Some(_) => Some(modified),
        None => fields.date(IfModifiedSince),
    };
    // Until the second of the date is over, a further change may fall into it (§8.8.2.2).
    let holds = |date| modified > date || !fields.is_over(date);
    date.map_or(Condition::Absent, |date| Condition::holds_if(holds(date)))
}

/// §13.1.5: true if the tag is the representation's, strongly compared, or if the date is exactly
/// the representation's and a strong validator (§8.8.2.2).
fn if_range(fields: &Fields<'_>, current: &Representation) -> Condition {
    if !fields.has(IfRange) {
        return Condition::Absent;
    }
    let value = fields.single(IfRange);
    let is_tag = |tag: &ETag| !tag.is_weak() && value == Some(tag.as_bytes());
    let is_date = |date| fields.date(IfRange) == Some(date) && fields.is_over(date);
    Condition::holds_if(
        current.etag().is_some_and(is_tag) || current.last_modified().is_some_and(is_date),
    )
}

/// Whether one of the tags that count for this method is listed. A write names the current state
/// by the tag of any representation of it; a read is for the selected one.
#[inline]
fn names(current: &Representation, effect: Effect, is_listed: impl Fn(&ETag) -> bool) -> bool {
    current.etag().is_some_and(&is_listed)
        || (effect == Effect::Write && current.other_etags().iter().any(is_listed))
}

impl Fields<'_> {
    /// Decides as RFC 9110 §13.2.2 says.
    #[inline]
    pub fn evaluate(&self, representation: &Representation) -> Decision {
        decide(self, representation, &mut None)
    }

    /// As [`evaluate`](Self::evaluate), with the `If-Modified-Since` that is the date of the
    /// representation to the letter: a 304 can send it back.
    #[doc(hidden)]
    #[inline]
    pub fn evaluate_noting_echo(
        &self,
        representation: &Representation,
    ) -> (Decision, Option<&HeaderValue>) {
        let mut echo = None;
        (decide(self, representation, &mut echo), echo)
    }

    /// Decides from a representation whose date is not known yet, if no date can change the decision.
    ///
    /// [`Representation::Missing`] means that no tag is known: then it depends on the date, too,
    /// whether there is a representation at all.
    /// An `If-Modified-Since` is not read here, since it is most often what was sent, to the letter: it
    /// counts even if it turns out to be unreadable.
    ///
    /// ```
    /// use conditional_core::{ETag, Fields, Representation};
    /// use http::{HeaderMap, HeaderValue, Method, header};
    ///
    /// let date = HeaderValue::from_static("Sat, 29 Oct 1994 19:43:31 GMT");
    /// let headers = HeaderMap::from_iter([(header::IF_UNMODIFIED_SINCE, date)]);
    /// let tagged = Representation::present().with_etag(ETag::from(1));
    /// assert_eq!(Fields::new(&Method::PUT, &headers).evaluate_without_date(&tagged), None);
    /// ```
    #[must_use]
    #[inline]
    pub fn evaluate_without_date(&self, representation: &Representation) -> Option<Decision> {
        let decision = decide(self, representation, &mut None);
        let is_settled = !self.needs_date(decision)
            && (representation.is_present()
                || decision == decide(self, &Representation::present(), &mut None));
        is_settled.then_some(decision)
    }

    /// Whether a date could change this decision, which was made without one: in step 2, or in
    /// step 4 where that is reached.
    #[inline]
    fn needs_date(&self, decision: Decision) -> bool {
        let effect = || method::effect(self.method());
        let in_step_2 = || !self.has(IfMatch) && self.date(IfUnmodifiedSince).is_some();
        let in_step_4 =
            || decision.is_proceed() && !self.has(IfNoneMatch) && self.has(IfModifiedSince);
        (in_step_2() && effect() != Effect::None) || (in_step_4() && effect() == Effect::Read)
    }

    /// Whether a `Range` is there and to be honoured, given that the decision is to proceed.
    ///
    /// ```
    /// use conditional_core::{ETag, Fields, Representation};
    /// use http::Request;
    ///
    /// let request = Request::get("/film").header("Range", "bytes=6-").header("If-Range", "\"1\"").body(())?;
    /// let fields = Fields::new(request.method(), request.headers());
    /// let film = |version: u64| Representation::present().with_etag(ETag::from(version));
    /// assert!(fields.range_applies(&film(1)));
    /// // The client's part is of another version: it is to get everything.
    /// assert!(!fields.range_applies(&film(2)));
    /// # Ok::<_, http::Error>(())
    /// ```
    #[must_use]
    pub fn range_applies(&self, representation: &Representation) -> bool {
        range_applies(self, representation)
    }
}

impl Preconditions {
    /// Decides as RFC 9110 §13.2.2 says.
    pub fn evaluate(&self, representation: &Representation) -> Decision {
        self.as_fields().evaluate(representation)
    }

    /// Whether a `Range` is there and to be honoured, given that the decision is to proceed: see
    /// [`Fields::range_applies`].
    ///
    /// ```
    /// use conditional_core::{ETag, Preconditions, Representation};
    /// use http::Request;
    ///
    /// let request = Request::get("/film").header("Range", "bytes=6-").header("If-Range", "\"1\"").body(())?;
    /// let preconditions = Preconditions::new(request.method(), request.headers());
    /// let changed = Representation::present().with_etag(ETag::from(2));
    /// assert!(!preconditions.range_applies(&changed));
    /// # Ok::<_, http::Error>(())
    /// ```
    #[must_use]
    pub fn range_applies(&self, representation: &Representation) -> bool {
        self.as_fields().range_applies(representation)
    }
}
