//! The guard: holds what is known so far, decides as soon as it can, and finishes the answer.

use axum::response::Response;
use conditional_core::{
    ConditionalField, Decision, ETag, LastModified, Present, Representation, is_safe_read,
};

use crate::event;
use crate::guard::head::{Head, salvage_extensions};
use crate::guard::later::Later;
use crate::guard::rules::Rules;
use crate::guard::verdict::Verdict;
use crate::response::{applied, problem};

/// One guarded request, from its head to its answer.
///
/// It lives in the wrapper's future beside the user's own, so it is kept small, and it stays where it
/// is: to hand part of it over to a value of its own would take the room of both. The head stays in
/// the wrapper's last parameter: each method that needs it borrows it.
#[derive(Debug)]
pub struct Guard {
    pub(super) rules: Rules,
    pub(super) reads: bool,
    /// The conditional fields of the request, once they were looked for.
    pub(super) present: Option<Present>,
    pub(super) knows_dates: bool,
    pub(super) verdict: Verdict,
    pub(super) representation: Representation,
}

impl Guard {
    /// Starts with nothing known about the representation.
    #[inline]
    #[must_use]
    pub fn new(head: &Head, rules: Rules) -> Self {
        Self {
            rules,
            reads: is_safe_read(&head.method),
            present: None,
            knows_dates: false,
            verdict: Verdict::Open,
            representation: Representation::Missing,
        }
    }

    /// Whether the validators are of any use for this request.
    ///
    /// A read needs them for its headers; a write, if it is conditional or must be.
    #[inline]
    pub fn asks(&mut self, head: &Head) -> bool {
        self.reads || self.rules.required || self.asks_for_write(head)
    }

    fn asks_for_write(&mut self, head: &Head) -> bool {
        // What they say is looked up once the validators are there.
        self.present = Some(Present::among(&head.headers));
        let is_conditional = self.is_conditional();
        if !is_conditional {
            self.verdict = Verdict::Made(Decision::Proceed);
        }
        is_conditional
    }

    /// Takes the outcome of the `etag` function; decides where the date cannot matter.
    #[inline]
    pub fn etag(&mut self, head: &Head, etag: Option<ETag>) {
        if etag.is_some() {
            self.representation = Representation::with_validators(etag, None);
        }
        self.decide_without_date(head);
        // What has no tag may be there all the same: the date tells, and a refusal says which it is.
        if self.is_refused() && !self.representation.is_present() {
            self.verdict = Verdict::Open;
        }
    }

    fn decide_without_date(&mut self, head: &Head) {
        // Without the clock: no date is read yet.
        let mut fields = head.fields(self.rules.dialect());
        head.find(&mut fields, &mut self.present);
        self.verdict = if self.is_conditional() {
            fields.evaluate_without_date(&self.representation).into()
        } else {
            Verdict::Made(Decision::Proceed)
        };
    }

    /// Whether the date can still change the answer, or belongs on it.
    #[inline]
    #[must_use]
    pub fn asks_for_date(&self) -> bool {
        match self.verdict {
            Verdict::Open => true,
            Verdict::Made(Decision::Proceed) => self.reads,
            Verdict::Made(_) | Verdict::Echo => false,
        }
    }

    /// Takes the outcome of the `last_modified` function.
    #[inline]
    pub fn last_modified(&mut self, last_modified: Option<LastModified>) {
        self.knows_dates = true;
        if let Some(last_modified) = last_modified {
            let known = std::mem::take(&mut self.representation);
            self.representation = known.with_last_modified(last_modified);
        }
    }

    /// Takes what the `resource` function loaded, and whether it may have a date at another time.
    pub fn resource(&mut self, (representation, may_have_date): (Representation, bool)) {
        // What is missing now may have a date the next time.
        self.knows_dates = may_have_date
            || !representation.is_present()
            || representation.last_modified().is_some();
        self.representation = representation;
    }

    /// Decides, and says whether the request ends here: then [`stop`](Self::stop) has the answer.
    #[inline]
    pub fn stops(&mut self, head: &Head) -> bool {
        self.decide(head);
        let stops = !matches!(self.verdict, Verdict::Made(Decision::Proceed));
        if !stops {
            event::decided(Decision::Proceed, self.representation.etag());
        }
        stops
    }

    /// Whether the answer will carry the fields that the attribute declares: a 304, or what the
    /// handler answers to a read.
    #[inline]
    #[must_use]
    pub fn gives_fields(&self) -> bool {
        match self.verdict.decision() {
            Some(Decision::NotModified(_)) => true,
            Some(Decision::Proceed) => self.reads,
            _ => false,
        }
    }

    /// Whether the change may be in place already: a write that a precondition refuses, on what is
    /// there.
    #[inline]
    #[must_use]
    pub fn may_be_applied(&self) -> bool {
        self.is_refused() && !self.reads && self.representation.is_present()
    }

    /// The success of a write that is in place already.
    pub fn applied(self, head: &Head, response: Response) -> Response {
        let field = self.verdict.decision().and_then(Decision::field);
        let decision = Decision::AlreadyApplied(field.unwrap_or(ConditionalField::IfMatch));
        event::decided(decision, self.representation.etag());
        let settings = head.settings();
        applied::with_validators(response, decision, self.representation, settings)
    }

    /// The permission: takes from the head what the answer needs, before a last parameter that
    /// waits takes the head itself.
    #[inline]
    #[must_use]
    pub fn grant(&self, head: &mut Head, waits: bool) -> Later {
        let mut later = if self.reads {
            Later::of_read(head, self.resumes(), self.knows_dates)
        } else {
            Later::default()
        };
        if waits {
            head.remove_decided(self.present, &self.representation);
        } else if self.is_conditional() {
            later.extensions = salvage_extensions(std::mem::take(&mut head.extensions));
        }
        later
    }

    /// The 404 where the handler needs the row that is not there: without preconditions it would be
    /// one as well, so they are ignored (RFC 9110 §13.2.1).
    #[must_use]
    pub fn missing(self) -> Response {
        problem::not_found()
    }

    #[inline]
    fn decide(&mut self, head: &Head) {
        if self.rules.required && self.lacks_required(head) {
            self.verdict = Verdict::Made(Decision::PreconditionRequired);
        } else if let Verdict::Open = self.verdict {
            self.verdict = self.evaluate(head);
        }
    }

    fn evaluate(&mut self, head: &Head) -> Verdict {
        let mut fields = head.fields(self.rules.dialect());
        head.find(&mut fields, &mut self.present);
        if !self.is_conditional() {
            return Verdict::Made(Decision::Proceed);
        }
        let fields = head.settings().read(fields);
        match fields.evaluate_noting_echo(&self.representation) {
            (Decision::NotModified(ConditionalField::IfModifiedSince), Some(_))
                if self.representation.etag().is_none() =>
            {
                Verdict::Echo
            }
            (decision, _) => Verdict::Made(decision),
        }
    }

    fn lacks_required(&mut self, head: &Head) -> bool {
        let mut fields = head.fields(self.rules.dialect());
        head.find(&mut fields, &mut self.present);
        let fields = head.settings().read(fields);
        fields.lacks_precondition(&self.representation)
    }

    #[inline]
    fn is_refused(&self) -> bool {
        matches!(self.verdict, Verdict::Made(Decision::PreconditionFailed(_)))
    }

    /// Whether there is anything to decide before the handler runs.
    #[inline]
    pub(super) fn is_conditional(&self) -> bool {
        self.present.is_some_and(Present::decides)
    }

    /// Whether the client has a part already.
    #[inline]
    fn resumes(&self) -> bool {
        let is_range = |present: Present| present.has(ConditionalField::IfRange);
        self.present.is_some_and(is_range)
    }
}
