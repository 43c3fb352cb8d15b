//! The guard of a handler that checks by hand.

use axum::response::{IntoResponse, IntoResponseParts, Response};
use conditional_core::{Decision, Representation, is_safe_read};

use crate::extract::preconditions::Preconditions;
use crate::guard::decide::Guard;
use crate::guard::later::Later;
use crate::guard::response_fields::Computed;
use crate::guard::rules::Rules;
use crate::guard::verdict::Verdict;
use crate::response::stopped::Stopped;

impl Preconditions {
    /// The answer of a handler that has [checked](Self::check) by hand, finished as the attributes
    /// finish theirs.
    ///
    /// A successful answer to a read gets the validators that the handler did not set itself, but not a
    /// `Last-Modified` of the current second; if it has a date and then neither `Last-Modified` nor a
    /// strong tag, it is `no-store`, whatever the handler said. A 206 that `If-Range` forbids
    /// becomes a 500. Any other answer stays as it is, apart from the [`Decision`] in its extensions.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::{Router, body::Body, http::Request, routing::get};
    /// use axum::response::Response;
    /// use conditional_axum::{ETag, LastModified, Preconditions, Representation, Stopped};
    /// use tower::ServiceExt;
    ///
    /// async fn show(preconditions: Preconditions) -> Result<Response, Stopped> {
    ///     // SELECT version, changed_at FROM entry WHERE id = ?
    ///     let changed_at = LastModified::from_unix_seconds(784_111_777);
    ///     let current = Representation::with_validators(Some(ETag::from(7)), Some(changed_at));
    ///     preconditions.check(&current)?;
    ///     Ok(preconditions.answer(&current, "rendered at great expense"))
    /// }
    ///
    /// # #[tokio::main]
    /// # async fn main() {
    /// let app: Router = Router::new().route("/", get(show));
    /// let first = app.clone().oneshot(Request::new(Body::empty())).await.unwrap();
    /// assert_eq!(first.headers()["etag"], "\"7\"");
    /// assert_eq!(first.headers()["last-modified"], "Sun, 06 Nov 1994 08:49:37 GMT");
    ///
    /// let again = Request::get("/").header("if-none-match", "\"7\"").body(Body::empty()).unwrap();
    /// assert_eq!(app.oneshot(again).await.unwrap().status(), 304);
    /// # }
    /// ```
    pub fn answer(&self, representation: &Representation, response: impl IntoResponse) -> Response {
        let mut guard = Guard {
            rules: Rules::default(),
            reads: is_safe_read(self.method()),
            present: Some(self.present()),
            knows_dates: false,
            verdict: Verdict::Made(Decision::Proceed),
            representation: Representation::Missing,
        };
        guard.resource((representation.clone(), false));
        let mut response = response.into_response();
        guard.finish(Later::of_checked(self), &mut response, |_| {});
        response
    }
}

impl Stopped {
    /// The response, where it is a 304 with these fields, too: those that the full answer would have
    /// (RFC 9110 §15.4.5).
    ///
    /// Other responses stay without them. `ETag` and `Last-Modified` among them are left out; a 304 has its own.
    ///
    /// # Example
    ///
    /// ```
    /// use axum::response::{IntoResponse, Response};
    /// use axum::http::{HeaderMap, HeaderValue, Method, header};
    /// use conditional_axum::{CacheControl, ETag, Preconditions, Representation};
    ///
    /// fn show(preconditions: &Preconditions) -> Result<Response, Response> {
    ///     let fields = || (CacheControl::new().with_no_cache(), [(header::VARY, "cookie")]);
    ///     let current = Representation::present().with_etag(ETag::from(7));
    ///     let checked = preconditions.check(&current);
    ///     checked.map_err(|stopped| stopped.with_fields(fields()))?;
    ///     Ok(preconditions.answer(&current, (fields(), "a page")))
    /// }
    ///
    /// let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, HeaderValue::from_static("\"7\""))]);
    /// let response = show(&Preconditions::of(&Method::GET, &headers)).unwrap_err();
    /// assert_eq!(response.status(), 304);
    /// assert_eq!(response.headers()["cache-control"], "no-cache");
    /// assert_eq!(response.headers()["vary"], "cookie");
    /// ```
    pub fn with_fields(self, fields: impl IntoResponseParts) -> Response {
        let is_not_modified = matches!(self.decision(), Decision::NotModified(_));
        let mut response = self.into_response();
        if is_not_modified {
            match Computed::of(fields) {
                Ok(fields) => fields.add_to(&mut response),
                Err(failure) => return failure,
            }
        }
        response
    }
}
