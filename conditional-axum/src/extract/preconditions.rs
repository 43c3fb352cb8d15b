//! [`Preconditions`] as an extractor.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use conditional_core::{
    ConditionalField, Decision, Dialect, Fields, LastModified, Present, Representation,
    is_safe_read,
};

use crate::event;
use crate::response::explanation::Refused;
use crate::response::stopped::Stopped;
use crate::settings::GuardSettings;

/// The request's preconditions, for a handler that checks them by hand.
///
/// The attributes check before the handler runs. Where the current version is only known inside the
/// handler (in a transaction that locks the row, say), extract this and call
/// [`check`](Self::check) as soon as it is. [`answer`](Self::answer) finishes the answer to a read.
/// Together they do what the attributes do, for those who prefer to write it themselves: `guide::by_hand` shows
/// what to write instead of each argument.
///
/// # Example
///
/// ```
/// use axum::{Router, body::Body, http::{Request, StatusCode}, routing::put};
/// use conditional_axum::{ETag, Preconditions, Representation, Stopped};
/// use tower::ServiceExt;
///
/// async fn update(preconditions: Preconditions, body: String) -> Result<ETag, Stopped> {
///     // BEGIN; SELECT version FROM entry WHERE id = ? FOR UPDATE
///     let version = 7_u64;
///     preconditions.check(&Representation::present().with_etag(ETag::from(version)))?;
///     // UPDATE …; COMMIT
///     Ok(ETag::from(version + 1))
/// }
///
/// # #[tokio::main]
/// # async fn main() {
/// let app = Router::new().route(
///     "/entry",
///     put(async |p: Preconditions, b: String| update(p, b).await.map(|tag| (tag, "saved"))),
/// );
/// let stale = Request::put("/entry").header("if-match", "\"6\"").body(Body::empty()).unwrap();
/// let response = app.oneshot(stale).await.unwrap();
/// assert_eq!(response.status(), StatusCode::PRECONDITION_FAILED);
/// assert_eq!(response.headers()["etag"], "\"7\"");
/// # }
/// ```
#[derive(Clone, Debug)]
pub struct Preconditions {
    core: conditional_core::Preconditions,
    settings: GuardSettings,
    /// What the dialect says of it, for the text of a 412.
    weak_if_match: bool,
}

impl Preconditions {
    /// The preconditions of a request, by the default [`GuardSettings`].
    ///
    /// ```
    /// use axum::http::{HeaderMap, HeaderValue, Method};
    /// use conditional_axum::{ConditionalField, Decision, ETag, Preconditions, Representation};
    ///
    /// let headers = HeaderMap::from_iter([("if-match".parse().unwrap(), HeaderValue::from_static("\"7\""))]);
    /// let preconditions = Preconditions::of(&Method::PUT, &headers);
    /// assert_eq!(preconditions.method(), Method::PUT);
    /// assert!(preconditions.has(ConditionalField::IfMatch) && !preconditions.is_empty());
    ///
    /// let changed = Representation::present().with_etag(ETag::from(8));
    /// let failed = Decision::PreconditionFailed(ConditionalField::IfMatch);
    /// assert_eq!(preconditions.evaluate(&changed), failed);
    /// ```
    #[must_use]
    pub fn of(method: &Method, headers: &HeaderMap) -> Self {
        Self::with_settings(method, headers, GuardSettings::new())
    }

    pub(crate) fn with_settings(
        method: &Method,
        headers: &HeaderMap,
        settings: GuardSettings,
    ) -> Self {
        let core = conditional_core::Preconditions::new(method, headers);
        Self {
            core,
            settings,
            weak_if_match: false,
        }
    }

    /// The same, read in the dialect of another protocol.
    ///
    /// ```
    /// use axum::http::{HeaderMap, HeaderValue, Method};
    /// use conditional_axum::{Dialect, ETag, Preconditions, Representation};
    ///
    /// const SCIM: Dialect = Dialect::new().with_weak_if_match();
    ///
    /// let headers = HeaderMap::from_iter([("if-match".parse().unwrap(), HeaderValue::from_static("W/\"7\""))]);
    /// let user = Representation::present().with_etag(ETag::from(7).into_weak());
    /// let preconditions = Preconditions::of(&Method::PUT, &headers);
    /// assert!(preconditions.check(&user).is_err());
    /// assert!(preconditions.with_dialect(SCIM).check(&user).is_ok());
    /// ```
    #[must_use]
    pub fn with_dialect(mut self, dialect: Dialect) -> Self {
        self.core = self.core.with_dialect(dialect);
        self.weak_if_match = dialect.compares_if_match_weakly();
        self
    }

    /// Whether the request names the version that it means to change: tags in `If-Match`, or else a
    /// date in `If-Unmodified-Since`.
    ///
    /// `If-Match: *` names none: any version will do, as long as something is there. Where another
    /// write came first, the handler of such a request loads the row again and goes on, or writes
    /// without comparing versions; a 412 would speak of a version that the client never named.
    ///
    /// ```
    /// use axum::http::{HeaderMap, HeaderValue, Method};
    /// use conditional_axum::Preconditions;
    ///
    /// let names_version = |value| {
    ///     let headers = HeaderMap::from_iter([("if-match".parse().unwrap(), HeaderValue::from_static(value))]);
    ///     Preconditions::of(&Method::PATCH, &headers).names_version()
    /// };
    /// assert!(names_version("\"7\""));
    /// assert!(!names_version("*"));
    /// ```
    #[must_use]
    pub fn names_version(&self) -> bool {
        let field = if self.has(ConditionalField::IfMatch) {
            ConditionalField::IfMatch
        } else {
            ConditionalField::IfUnmodifiedSince
        };
        // No version can match something that has no tag and that changes after every date; only `*` can.
        let changed =
            Representation::present().with_last_modified(LastModified::from_unix_seconds(i64::MAX));
        self.evaluate(&changed) == Decision::PreconditionFailed(field)
    }

    /// Goes on, or leaves with the 304 or 412 of RFC 9110 §13.2.2.
    ///
    /// # Errors
    ///
    /// [`Stopped`] where a precondition does not hold; it is the response.
    pub fn check(&self, representation: &Representation) -> Result<(), Stopped> {
        self.tell(self.evaluate(representation), representation)
    }

    /// Like [`check`](Self::check), for a write that may be a repetition: the client did not get the
    /// answer to the first one, and sends the same again.
    ///
    /// Where a write's precondition does not hold for something present, `applied` is asked whether
    /// what is there is what the request would make of it. Then the answer is a success (RFC 9110
    /// §13.1.1): a [`Stopped`] that becomes `204 No Content` with the current validators.
    ///
    /// # Errors
    ///
    /// [`Stopped`] where a precondition does not hold.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::http::{HeaderMap, HeaderValue, Method};
    /// use conditional_axum::{Decision, ETag, Preconditions, Representation};
    ///
    /// let mut headers = HeaderMap::new();
    /// headers.insert("if-match", HeaderValue::from_static("\"7\""));
    /// let preconditions = Preconditions::of(&Method::PUT, &headers);
    /// let current = Representation::present().with_etag(ETag::from(8)); // it was version 7
    ///
    /// let stopped = preconditions.check_or_applied(&current, || true).unwrap_err();
    /// assert_eq!(stopped.decision().status().unwrap(), 204);
    /// let stopped = preconditions.check_or_applied(&current, || false).unwrap_err();
    /// assert_eq!(stopped.decision().status().unwrap(), 412);
    /// ```
    pub fn check_or_applied(
        &self,
        representation: &Representation,
        applied: impl FnOnce() -> bool,
    ) -> Result<(), Stopped> {
        let decision = match self.evaluate(representation) {
            Decision::PreconditionFailed(field)
                if !is_safe_read(self.method()) && representation.is_present() && applied() =>
            {
                Decision::AlreadyApplied(field)
            }
            decision => decision,
        };
        self.tell(decision, representation)
    }

    /// Like [`check`](Self::check), and an unsafe request must carry a precondition (RFC 6585 §3).
    ///
    /// # Errors
    ///
    /// [`Stopped`] where a precondition does not hold, or where an unsafe request has none.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::http::{HeaderMap, Method};
    /// use conditional_axum::{ETag, Preconditions, Representation};
    ///
    /// let unconditional = Preconditions::of(&Method::PUT, &HeaderMap::new());
    /// let current = Representation::present().with_etag(ETag::from(7));
    /// let stopped = unconditional.check_required(&current).unwrap_err();
    /// assert_eq!(stopped.decision().status().unwrap(), 428);
    /// ```
    pub fn check_required(&self, representation: &Representation) -> Result<(), Stopped> {
        let lacks = self.fields().lacks_precondition(representation);
        let decision = if lacks {
            Decision::PreconditionRequired
        } else {
            self.evaluate(representation)
        };
        self.tell(decision, representation)
    }

    /// Sends the event of the decision; a decision not to proceed is the answer.
    fn tell(&self, decision: Decision, representation: &Representation) -> Result<(), Stopped> {
        event::decided(decision, representation.etag());
        if decision.is_proceed() {
            return Ok(());
        }
        let refused = self.refused(decision, representation);
        let (representation, settings) = (representation.clone(), self.settings.clone());
        Err(Stopped::new(refused, representation, settings))
    }

    /// What a refusal tells of this request.
    pub(crate) fn refused(&self, decision: Decision, representation: &Representation) -> Refused {
        Refused {
            weak_if_match: self.weak_if_match,
            ..Refused::of(decision, &self.fields(), representation)
        }
    }

    pub(crate) const fn settings(&self) -> &GuardSettings {
        &self.settings
    }

    /// Which of the five fields are there.
    pub(crate) const fn present(&self) -> Present {
        self.core.fields_present()
    }

    pub(super) fn fields(&self) -> Fields<'_> {
        self.settings.read(self.core.as_fields())
    }

    /// Decides as RFC 9110 §13.2.2 has it, and leaves the answer to the caller.
    pub fn evaluate(&self, representation: &Representation) -> Decision {
        self.fields().evaluate(representation)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Preconditions {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let settings = GuardSettings::of(&parts.extensions).clone();
        Ok(Self::with_settings(&parts.method, &parts.headers, settings))
    }
}
