//! What a refusal is about.

use axum::http::StatusCode;
use axum::response::Response;
use conditional_core::{ConditionalField, Decision, ETag, LastModified, Representation};

use crate::response::explanation::Explanation;
use crate::response::validators;

/// Why a request was refused, for the body of the answer: what the function of a
/// [`RefusalLayer`](crate::RefusalLayer) gets.
///
/// ```
/// use axum::http::StatusCode;
/// use conditional_axum::{Decision, Refusal};
///
/// fn line(refusal: &Refusal) -> String {
///     let current = match (refusal.etag(), refusal.last_modified()) {
///         (Some(etag), _) => format!("now it is {etag}"),
///         (None, Some(date)) => format!("it was changed on {date}"),
///         (None, None) => "it has no validator".to_owned(),
///     };
///     match (refusal.decision(), refusal.field()) {
///         (Decision::PreconditionFailed(_), Some(field)) => format!("{field} failed: {current}"),
///         _ => format!("{}: {}", refusal.status(), refusal.detail()),
///     }
/// }
/// # use axum::{Router, body::{Body, to_bytes}, http::Request, routing::put};
/// # use conditional_axum::{ETag, RefusalLayer, etag};
/// # use tower::ServiceExt;
/// # #[etag(|| ETag::from(7), required)]
/// # async fn save() {}
/// # #[tokio::main]
/// # async fn main() {
/// # let app = Router::new().route("/", put(save)).layer(RefusalLayer::new(line));
/// # let send = async |request: axum::http::request::Builder| {
/// #     let response = app.clone().oneshot(request.body(Body::empty()).unwrap()).await.unwrap();
/// #     to_bytes(response.into_body(), 1024).await.unwrap()
/// # };
///
/// assert_eq!(send(Request::put("/").header("if-match", "\"6\"")).await, "If-Match failed: now it is \"7\"");
/// assert!(send(Request::put("/")).await.starts_with(b"428 Precondition Required: "));
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    decision: Decision,
    explanation: Option<Explanation>,
    current: Representation,
}

impl Refusal {
    pub(super) fn of(response: &Response) -> Option<Self> {
        let decision = *response.extensions().get::<Decision>()?;
        let refused = matches!(
            decision,
            Decision::PreconditionFailed(_) | Decision::PreconditionRequired
        );
        if !refused || decision.status() != Some(response.status()) {
            return None;
        }
        let current = validators::read(response.headers());
        Some(Self {
            decision,
            explanation: response.extensions().get().copied(),
            current: current.unwrap_or(Representation::present()),
        })
    }

    /// What was decided.
    pub fn decision(&self) -> Decision {
        self.decision
    }

    /// 412 or 428.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.decision
            .status()
            .unwrap_or(StatusCode::PRECONDITION_FAILED)
    }

    /// The field that does not hold; none for a 428.
    #[must_use]
    pub fn field(&self) -> Option<ConditionalField> {
        self.decision.field()
    }

    /// The tag of what is there now, where it is known.
    #[must_use]
    pub fn etag(&self) -> Option<&ETag> {
        self.current.etag()
    }

    /// When what is there now was last modified, where that is known and its second over.
    #[must_use]
    pub fn last_modified(&self) -> Option<LastModified> {
        self.current.last_modified()
    }

    /// One or two English sentences: what does not hold, and what can succeed for this resource and
    /// this method. No character in it needs an escape in JSON or HTML.
    #[must_use]
    pub fn detail(&self) -> String {
        self.explanation
            .map_or_else(String::new, |explanation| explanation.to_string())
    }
}
