//! The guard: holds what is known so far, decides as soon as it can, and finishes the answer.

use axum::http::{Extensions, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use conditional_core::{
    ConditionalField, Decision, Dialect, ETag, Fields, LastModified, Representation, is_safe_read,
};
use http_body::Body as _;

use crate::event;
use crate::extract::preconditions::Preconditions;
use crate::guard::guarded::Guarded;
use crate::guard::head::{Head, salvage_extensions, salvage_headers};
use crate::guard::refused_upload;
use crate::guard::response_fields::ResponseFields;
use crate::response::explanation::Refused;
use crate::response::{applied, not_modified, problem, storing, validators};
use crate::settings::GuardSettings;

/// What the attribute demands beside the validators.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "private: only generated code builds it"
)]
pub struct Rules {
    /// A write must carry a precondition.
    pub required: bool,
    /// `If-Match` compares weakly.
    pub weak_if_match: bool,
    /// A tag may come without its quotes.
    pub bare_tags: bool,
}

impl Rules {
    const fn dialect(self) -> Dialect {
        let mut dialect = Dialect::new();
        if self.weak_if_match {
            dialect = dialect.with_weak_if_match();
        }
        if self.bare_tags {
            dialect = dialect.with_bare_tags();
        }
        dialect
    }
}

/// One guarded request until the decision.
///
/// It lives in the wrapper's future beside the user's own, so it is kept small, and what the
/// handler's answer needs later is smaller still: [`Granted`].
#[derive(Debug)]
pub struct Guard {
    head: Head,
    rules: Rules,
    reads: bool,
    conditional: bool,
    knows_dates: bool,
    echo: Option<HeaderValue>,
    decision: Option<Decision>,
    representation: Representation,
}

impl Guard {
    /// Starts with nothing known about the representation.
    #[inline]
    #[must_use]
    pub fn new(head: Head, rules: Rules) -> Self {
        let reads = is_safe_read(&head.method);
        Self {
            head,
            rules,
            reads,
            conditional: false,
            knows_dates: false,
            echo: None,
            decision: None,
            representation: Representation::Missing,
        }
    }

    /// Whether the validators are of any use for this request.
    ///
    /// A read needs them for its headers; a write, if it is conditional or must be.
    #[inline]
    pub fn asks(&mut self) -> bool {
        self.reads || self.rules.required || self.asks_for_write()
    }

    fn asks_for_write(&mut self) -> bool {
        // The fields are looked up again once the validators are there: a write has other costs.
        self.conditional = is_conditional(&self.fields());
        if !self.conditional {
            self.decision = Some(Decision::Proceed);
        }
        self.conditional
    }

    /// Takes the outcome of the `etag` function; decides where the date cannot matter.
    #[inline]
    pub fn etag(&mut self, etag: Option<ETag>) {
        if let Some(etag) = etag {
            self.representation = Representation::present().with_etag(etag);
        }
        let fields = self.head.fields().with_dialect(self.rules.dialect());
        self.conditional = is_conditional(&fields);
        self.decision = if self.conditional {
            fields.evaluate_without_date(&self.representation)
        } else {
            Some(Decision::Proceed)
        };
    }

    /// Whether the date can still change the answer, or belongs on it.
    #[inline]
    #[must_use]
    pub fn asks_for_date(&self) -> bool {
        match self.decision {
            None => true,
            Some(Decision::Proceed) => self.reads,
            Some(_) => false,
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

    /// Takes what the `resource` function loaded.
    #[inline]
    pub fn resource(&mut self, representation: Representation) {
        // What is missing now may have a date the next time.
        self.knows_dates = !representation.is_present() || representation.last_modified().is_some();
        self.representation = representation;
    }

    /// Decides, and says whether the request ends here: then [`stop`](Self::stop) has the answer.
    #[inline]
    pub fn stops(&mut self) -> bool {
        let decision = self.decide();
        self.decision = Some(decision);
        let stops = !decision.is_proceed();
        if !stops {
            event::decided(decision, self.representation.etag());
        }
        stops
    }

    /// Whether the answer will carry the fields that the attribute declares: a 304, or what the
    /// handler answers to a read.
    #[inline]
    #[must_use]
    pub fn gives_fields(&self) -> bool {
        match self.decision {
            Some(Decision::NotModified(_)) => true,
            Some(Decision::Proceed) => self.reads,
            _ => false,
        }
    }

    /// The head of the request, for an extractor that reads the request before the decision.
    pub(crate) fn lend_head(&mut self) -> Head {
        self.head.lend()
    }

    /// Whether the change may be in place already: a write that a precondition refuses, on what is
    /// there.
    #[inline]
    #[must_use]
    pub fn may_be_applied(&self) -> bool {
        let refused = matches!(self.decision, Some(Decision::PreconditionFailed(_)));
        refused && !self.reads && self.representation.is_present()
    }

    /// The success of a write that is in place already.
    pub fn applied(self, response: Response) -> Response {
        let field = self.decision.and_then(Decision::field);
        let decision = Decision::AlreadyApplied(field.unwrap_or(ConditionalField::IfMatch));
        event::decided(decision, self.representation.etag());
        let settings = self.head.settings();
        applied::with_validators(response, decision, self.representation, settings)
    }

    /// The permission, and the head for a last parameter that waits.
    #[inline]
    #[must_use]
    pub fn grant(mut self, waits: bool) -> (Head, Granted) {
        let resumption = self.resumption();
        let settings = self.settings_of_answer();
        let mut extensions = Extensions::new();
        if waits {
            self.head.remove_decided(&self.representation);
        } else if self.conditional {
            // Nothing else waits for the request: the answer can reuse what it has.
            extensions = salvage_extensions(std::mem::take(&mut self.head.extensions));
        }
        let granted = Granted {
            reads: self.reads,
            conditional: self.conditional,
            knows_dates: self.knows_dates,
            resumption,
            settings,
            extensions,
            representation: self.representation,
        };
        (self.head, granted)
    }

    /// The preconditions of a request that continues a download.
    fn resumption(&self) -> Option<Box<Preconditions>> {
        let Head {
            method, headers, ..
        } = &self.head;
        // Boxed, since it is rare.
        (self.reads && headers.contains_key(header::IF_RANGE)).then(|| {
            let settings = self.head.settings().clone();
            Box::new(Preconditions::with_settings(method, headers, settings))
        })
    }

    /// Only a date needs them.
    fn settings_of_answer(&self) -> GuardSettings {
        if self.reads && self.knows_dates {
            self.head.settings().clone()
        } else {
            GuardSettings::new()
        }
    }

    /// The 404 where the handler needs the row that is not there: without preconditions it would be
    /// one as well, so they are ignored (RFC 9110 §13.2.1).
    #[must_use]
    pub fn missing(self) -> Response {
        problem::not_found()
    }

    #[inline]
    fn decide(&mut self) -> Decision {
        match self.decision {
            _ if self.rules.required && self.lacks_required() => Decision::PreconditionRequired,
            Some(decision) => decision,
            None => self.evaluate(),
        }
    }

    #[inline]
    fn evaluate(&mut self) -> Decision {
        let fields = self.head.fields().with_dialect(self.rules.dialect());
        self.conditional = is_conditional(&fields);
        if !self.conditional {
            return Decision::Proceed;
        }
        let decision = fields.evaluate(&self.representation);
        if let Decision::NotModified(field @ ConditionalField::IfModifiedSince) = decision {
            let date = self.representation.last_modified();
            // A clone shares the text. To take it out of the map, which is cleared anyway, costs more.
            self.echo = date.and_then(|date| fields.echo(field, date)).cloned();
        }
        decision
    }

    #[inline]
    fn fields(&self) -> Fields<'_> {
        self.head.fields().with_dialect(self.rules.dialect())
    }

    fn lacks_required(&self) -> bool {
        self.fields().lacks_precondition(&self.representation)
    }

    /// Reads the upload of a request that is refused, so that its client gets to read the answer.
    pub async fn read_refused_upload(&mut self) {
        let is_refused = matches!(
            self.decision,
            Some(Decision::PreconditionFailed(_) | Decision::PreconditionRequired)
        );
        if is_refused && !self.head.content.is_end_stream() {
            // Boxed, or the future of every guarded handler would be larger for it.
            Box::pin(refused_upload::read_away(&mut self.head)).await;
        }
    }

    /// The answer that leaves at once: the handler does not run.
    // By value, as `grant`: what is moved out of the head need not be dropped with it.
    pub fn stop(self, fields: impl FnOnce() -> ResponseFields) -> Response {
        let decision = self.decision.unwrap_or(Decision::Proceed);
        event::decided(decision, self.representation.etag());
        match decision {
            Decision::NotModified(_) => self.not_modified(decision, fields),
            _ => self.refuse(decision),
        }
    }

    #[inline]
    fn not_modified(self, decision: Decision, fields: impl FnOnce() -> ResponseFields) -> Response {
        let Self {
            head,
            echo,
            representation,
            ..
        } = self;
        let is_head = head.method == Method::HEAD;
        let settings = match representation.etag() {
            // Only a date needs them.
            Some(_) => GuardSettings::new(),
            None => head.settings().clone(),
        };
        let headers = salvage_headers(head.headers);
        let mut response = match echo {
            Some(date) if representation.etag().is_none() => {
                not_modified::echoing(headers, date, is_head)
            }
            _ => not_modified::response(headers, representation, is_head, &settings),
        };
        *response.extensions_mut() = salvage_extensions(head.extensions);
        response.extensions_mut().insert(decision);
        fields().apply(&mut response);
        response
    }

    #[cold]
    fn refuse(self, decision: Decision) -> Response {
        let Self {
            head,
            rules,
            representation,
            ..
        } = self;
        let refused = Refused {
            weak_if_match: rules.weak_if_match,
            ..Refused::of(decision, &head.fields().with_dialect(rules.dialect()))
        };
        let settings = head.settings().clone();
        let headers = salvage_headers(head.headers);
        let extensions = salvage_extensions(head.extensions);
        problem::refusal(&refused, headers, extensions, representation, &settings)
    }
}

/// A request whose preconditions hold, until its answer.
#[derive(Debug)]
pub struct Granted {
    reads: bool,
    conditional: bool,
    knows_dates: bool,
    resumption: Option<Box<Preconditions>>,
    settings: GuardSettings,
    extensions: Extensions,
    representation: Representation,
}

impl Granted {
    /// The range that the handler asked for, unless `If-Range` does not hold.
    #[inline]
    pub fn range<T>(&self, range: Option<T>) -> Option<T> {
        let resumption = self.resumption.as_ref();
        let applies =
            || resumption.is_none_or(|resumption| resumption.range_applies(&self.representation));
        range.filter(|_| applies())
    }

    /// Finishes what the handler answers.
    #[inline]
    pub fn answer<T>(
        self,
        answer: Guarded<T>,
        fields: impl FnOnce() -> ResponseFields,
    ) -> Guarded<T> {
        self.finish(answer.into_response(), fields).into()
    }

    /// Puts the validators and the declared fields on a successful answer to a read.
    ///
    /// What the handler set itself stays: it was computed from the very row it rendered.
    #[inline]
    pub fn finish(
        self,
        mut response: Response,
        fields: impl FnOnce() -> ResponseFields,
    ) -> Response {
        if self.conditional {
            attach_decision(response.extensions_mut(), self.extensions);
        }
        if !self.reads {
            return response;
        }
        if !response.status().is_success() {
            if self.representation.is_present() {
                event::contradicted(response.status());
            }
            return response;
        }
        let resumption = self.resumption;
        describe(
            &mut response,
            self.representation,
            self.knows_dates,
            &self.settings,
            fields,
        );
        match resumption {
            Some(resumption) => sound_part(response, &resumption),
            None => response,
        }
    }
}

/// Puts validators and declared fields on a successful answer, and says what caches must not store.
#[inline]
fn describe(
    response: &mut Response,
    representation: Representation,
    knows_dates: bool,
    settings: &GuardSettings,
    fields: impl FnOnce() -> ResponseFields,
) {
    let headers = response.headers_mut();
    let has_own_date = knows_dates && headers.contains_key(header::LAST_MODIFIED);
    if knows_dates && representation.etag().is_none() && headers.contains_key(header::ETAG) {
        event::unknown_tag();
    }
    validators::add(headers, representation, settings);
    fields().apply(response);
    let headers = response.headers_mut();
    if has_own_date {
        storing::withhold_date(headers, settings);
    }
    if knows_dates {
        storing::forbid_without_validator(headers);
    }
}

/// The answer, unless it is a part that does not fit those which the client holds.
fn sound_part(response: Response, resumption: &Preconditions) -> Response {
    if response.status() != StatusCode::PARTIAL_CONTENT {
        return response;
    }
    let stated = validators::read(response.headers()).unwrap_or(Representation::present());
    if resumption.range_applies(&stated) {
        return response;
    }
    event::spliced();
    problem::spliced()
}

/// Whether there is anything to decide before the handler runs; `If-Range` comes after it.
#[inline]
fn is_conditional(fields: &Fields<'_>) -> bool {
    fields.guards_write() || fields.has(ConditionalField::IfModifiedSince)
}

fn attach_decision(extensions: &mut Extensions, salvaged: Extensions) {
    if extensions.is_empty() {
        *extensions = salvaged;
    }
    // A handler's own `PreconditionFailed` has told already what was decided in the end.
    extensions.get_or_insert(Decision::Proceed);
}
