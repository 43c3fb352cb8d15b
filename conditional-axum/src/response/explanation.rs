//! The texts of 412 and 428: what failed, and what can succeed for this resource and this method.

use std::fmt;

use axum::http::Method;
use conditional_core::{ConditionalField, Decision, Fields, Representation, is_safe_read};

/// What is known of a refused request beside the decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) decision: Decision,
    /// `None` where the refusal comes from a handler that was not asked for it.
    pub(crate) method: Option<Method>,
    /// The field is there, but says nothing.
    pub(crate) mute: Option<ConditionalField>,
    /// Whether a weak tag can hold in `If-Match`.
    pub(crate) weak_if_match: bool,
    /// `If-Match` names what is there, but by a weak tag.
    pub(crate) weakened: bool,
}

impl Refused {
    /// A refusal of the request that these fields are from.
    pub(crate) fn of(
        decision: Decision,
        fields: &Fields<'_>,
        representation: &Representation,
    ) -> Self {
        Self {
            decision,
            method: Some(fields.method().clone()),
            mute: mute(decision, fields),
            weak_if_match: false,
            weakened: weakened(decision, fields, representation),
        }
    }

    /// A refusal of a request of which nothing is known.
    pub(crate) const fn unseen(decision: Decision) -> Self {
        Self {
            decision,
            method: None,
            mute: None,
            weak_if_match: false,
            weakened: false,
        }
    }
}

/// The field that is there, but could not be read or has nothing to be compared with.
fn mute(decision: Decision, fields: &Fields<'_>) -> Option<ConditionalField> {
    match decision.field() {
        Some(field) => Some(field).filter(|field| !fields.can_read(*field)),
        // None of them counts, or there would be no 428.
        None => [
            ConditionalField::IfNoneMatch,
            ConditionalField::IfUnmodifiedSince,
        ]
        .into_iter()
        .find(|field| fields.has(*field)),
    }
}

/// Whether `If-Match` would hold for the current tag if weak tags counted there.
fn weakened(decision: Decision, fields: &Fields<'_>, representation: &Representation) -> bool {
    decision.field() == Some(ConditionalField::IfMatch)
        && representation
            .etag()
            .is_some_and(|etag| !etag.is_weak() && fields.names_weakly(etag))
}

/// The `detail` of a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Explanation {
    failed: &'static str,
    /// Empty where nothing can succeed.
    cure: &'static str,
}

impl Explanation {
    pub(crate) fn of(refused: &Refused, representation: &Representation) -> Self {
        Self {
            failed: failed(refused, representation),
            cure: cure(refused, representation).unwrap_or_default(),
        }
    }

    /// What failed, and what can succeed.
    pub(crate) const fn sentences(self) -> [&'static str; 2] {
        [self.failed, self.cure]
    }
}

impl fmt::Display for Explanation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.cure {
            "" => f.write_str(self.failed),
            cure => write!(f, "{} {cure}", self.failed),
        }
    }
}

fn failed(refused: &Refused, representation: &Representation) -> &'static str {
    match refused.decision.field() {
        None => unconditional(refused.mute, representation),
        Some(ConditionalField::IfNoneMatch) => {
            "If-None-Match does not hold: the resource exists already."
        }
        Some(ConditionalField::IfUnmodifiedSince) => {
            if representation.is_present() {
                "If-Unmodified-Since does not hold: the resource was modified after that date."
            } else {
                "If-Unmodified-Since does not hold: there is nothing at this URL."
            }
        }
        Some(_) => unmatched(refused, representation),
    }
}

fn unconditional(mute: Option<ConditionalField>, representation: &Representation) -> &'static str {
    match mute {
        None if representation.is_present() => "This request must be conditional.",
        None => "This request must be conditional, and there is nothing at this URL.",
        Some(ConditionalField::IfUnmodifiedSince)
            if representation.is_present() && representation.last_modified().is_none() =>
        {
            "This request must be conditional: If-Unmodified-Since is there, but this resource has no Last-Modified to compare it with."
        }
        Some(ConditionalField::IfUnmodifiedSince) => {
            "This request must be conditional: If-Unmodified-Since is there, but could not be read. A date is written as in Sun, 06 Nov 1994 08:49:37 GMT."
        }
        Some(_) => {
            "This request must be conditional: If-None-Match is there, but could not be read. It is * or tags in double quotes."
        }
    }
}

fn unmatched(refused: &Refused, representation: &Representation) -> &'static str {
    if refused.mute.is_some() {
        return "If-Match does not hold: it could not be read. It is * or tags in double quotes, as in ETag.";
    }
    if !representation.is_present() {
        return "If-Match does not hold: there is nothing at this URL.";
    }
    match representation.etag() {
        // A handler that refuses by itself need not tell which tag there is.
        None if refused.method.is_some() => {
            "If-Match does not hold: this resource has no ETag that it could name."
        }
        Some(etag) if etag.is_weak() && !refused.weak_if_match => {
            "If-Match does not hold: the ETag of this resource is weak, and a weak tag never holds in If-Match."
        }
        _ if refused.weakened => {
            "If-Match does not hold: it names what is there now by a weak tag, and a weak tag never holds in If-Match. A proxy that compresses may have made it weak."
        }
        _ => "If-Match does not hold: it does not name what is there now.",
    }
}

/// What the client can do, and succeed.
fn cure(refused: &Refused, representation: &Representation) -> Option<&'static str> {
    let method = refused.method.as_ref();
    if method.is_some_and(is_safe_read) {
        return Some("Without that field, the answer is what is there now.");
    }
    if refused.weakened {
        return Some("Send the same tag without its W/.");
    }
    let deletes = method == Some(&Method::DELETE);
    if !representation.is_present() {
        return (!deletes).then_some("To create it, send If-None-Match: *.");
    }
    let etag = representation.etag();
    let has_usable_tag = etag.is_some_and(|etag| refused.weak_if_match || !etag.is_weak());
    let has_date = representation.last_modified().is_some();
    Some(match (has_usable_tag, has_date, deletes) {
        (true, _, true) => "GET it again, and send its ETag in If-Match.",
        (true, _, false) => {
            "GET it again, apply the change to what it is now, and send its ETag in If-Match."
        }
        (false, true, true) => {
            "GET it again, and send its Last-Modified in If-Unmodified-Since, without If-Match."
        }
        (false, true, false) => {
            "GET it again, apply the change to what it is now, and send its Last-Modified in If-Unmodified-Since, without If-Match."
        }
        (false, false, _) if method.is_none() => {
            "GET it again, and apply the change to what it is now."
        }
        (false, false, _) => "Only If-Match: * can hold, which means any version.",
    })
}

#[cfg(test)]
mod tests {
    use conditional_core::{ETag, LastModified};

    use super::*;

    fn explain(decision: Decision, method: Method, representation: &Representation) -> String {
        let refused = Refused {
            method: Some(method),
            ..Refused::unseen(decision)
        };
        Explanation::of(&refused, representation).to_string()
    }

    fn representations() -> [Representation; 5] {
        let date = LastModified::from_unix_seconds(0);
        let weak = Representation::present().with_etag(ETag::from(1).into_weak());
        [
            Representation::Missing,
            Representation::present(),
            Representation::present().with_etag(ETag::from(1)),
            weak.clone().with_last_modified(date),
            weak,
        ]
    }

    #[test]
    fn no_text_needs_an_escape_in_json() {
        let fields = [
            ConditionalField::IfMatch,
            ConditionalField::IfNoneMatch,
            ConditionalField::IfUnmodifiedSince,
        ];
        for field in fields {
            for decision in [
                Decision::PreconditionFailed(field),
                Decision::PreconditionRequired,
            ] {
                for representation in representations() {
                    for mute in [None, Some(field)] {
                        let refused = Refused {
                            mute,
                            ..Refused::unseen(decision)
                        };
                        let text = Explanation::of(&refused, &representation).to_string();
                        assert!(!text.contains(['"', '\\']) && text.is_ascii(), "{text}");
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_gone_can_be_created_but_not_deleted() {
        let failed = Decision::PreconditionFailed(ConditionalField::IfMatch);
        let missing = Representation::Missing;
        let create = "If-Match does not hold: there is nothing at this URL. To create it, send If-None-Match: *.";
        assert_eq!(explain(failed, Method::PUT, &missing), create);
        let gone = "If-Match does not hold: there is nothing at this URL.";
        assert_eq!(explain(failed, Method::DELETE, &missing), gone);
    }

    #[test]
    fn of_a_write_that_must_be_conditional_it_is_said_whether_something_is_there() {
        let required = Decision::PreconditionRequired;
        for representation in representations() {
            let text = explain(required, Method::PUT, &representation);
            let expected = if representation.is_present() {
                "This request must be conditional. "
            } else {
                "This request must be conditional, and there is nothing at this URL. "
            };
            assert!(text.starts_with(expected), "{text}");
        }
    }

    #[test]
    fn where_the_method_is_not_known_neither_a_deletion_nor_a_tag_is_spoken_of() {
        let failed = Decision::PreconditionFailed(ConditionalField::IfMatch);
        let refused = Refused::unseen(failed);
        let text = Explanation::of(&refused, &Representation::present()).to_string();
        let expected = "If-Match does not hold: it does not name what is there now. GET it again, and apply the change to what it is now.";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_read_is_told_to_do_without_the_field() {
        let failed = Decision::PreconditionFailed(ConditionalField::IfMatch);
        for representation in representations() {
            let text = explain(failed, Method::GET, &representation);
            assert!(text.ends_with("Without that field, the answer is what is there now."));
        }
    }
}
