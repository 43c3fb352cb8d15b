//! The way out of the guard: a 304, or a refusal whose upload is read away.

use std::future::Future;
use std::pin::Pin;

use axum::http::Method;
use axum::response::Response;
use conditional_core::{ConditionalField, Decision, Representation};
use http_body::Body as _;

use crate::event;
use crate::guard::decide::Guard;
use crate::guard::head::{Head, salvage_extensions, salvage_headers};
use crate::guard::refused_upload;
use crate::guard::response_fields::ResponseFields;
use crate::response::explanation::Refused;
use crate::response::{not_modified, problem};
use crate::settings::GuardSettings;

impl Guard {
    /// Reads the upload of a request that is refused, so that its client gets to read the answer.
    #[inline]
    pub fn refused_upload<'h>(
        &self,
        head: &'h mut Head,
    ) -> Option<Pin<Box<dyn Future<Output = ()> + Send + 'h>>> {
        let is_refused = matches!(
            self.decision,
            Some(Decision::PreconditionFailed(_) | Decision::PreconditionRequired)
        );
        let content = head.content.as_ref();
        // Boxed, or the future of every guarded handler would be larger for it.
        (is_refused && content.is_some_and(|content| !content.is_end_stream()))
            .then(|| Box::pin(refused_upload::read_away(head)) as _)
    }

    /// The answer that leaves at once: the handler does not run.
    #[inline]
    pub fn stop(self, head: &mut Head, fields: impl FnOnce() -> ResponseFields) -> Response {
        let decision = self.decision.unwrap_or(Decision::Proceed);
        event::decided(decision, self.representation.etag());
        if !matches!(decision, Decision::NotModified(_)) {
            return self.refuse(head, decision);
        }
        let mut response = not_modified(head, self.representation, self.echo, decision);
        fields().apply(&mut response);
        response
    }

    #[cold]
    fn refuse(self, head: &mut Head, decision: Decision) -> Response {
        let Self {
            rules,
            representation,
            ..
        } = self;
        let refused = Refused {
            weak_if_match: rules.weak_if_match,
            ..Refused::of(decision, &head.dated_fields().with_dialect(rules.dialect()))
        };
        let settings = head.settings().clone();
        salvage_headers(&mut head.headers);
        let headers = std::mem::take(&mut head.headers);
        let extensions = salvage_extensions(std::mem::take(&mut head.extensions));
        problem::refusal(&refused, headers, extensions, representation, &settings)
    }
}

/// The 304, but for the declared fields. Nothing in it depends on the handler, so it is compiled once.
fn not_modified(
    head: &mut Head,
    representation: Representation,
    echo: Option<ConditionalField>,
    decision: Decision,
) -> Response {
    let is_head = head.method == Method::HEAD;
    // A clone shares the text. To take it out of the map, which is cleared anyway, costs more.
    let date = echo.and_then(|field| head.headers.get(field.header_name()).cloned());
    salvage_headers(&mut head.headers);
    let mut response = if let Some(date) = date {
        not_modified::echoing(&mut head.headers, date, is_head)
    } else {
        let settings = || GuardSettings::of(&head.extensions);
        not_modified::response(&mut head.headers, representation, is_head, settings)
    };
    head.extensions.clear();
    std::mem::swap(response.extensions_mut(), &mut head.extensions);
    response.extensions_mut().insert(decision);
    response
}
