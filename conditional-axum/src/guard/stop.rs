//! The way out of the guard: a 304, or a refusal whose upload is read away.

use axum::http::{Method, header};
use axum::response::Response;
use conditional_core::Decision;

use crate::event;
use crate::guard::decide::Guard;
use crate::guard::head::{Head, salvage_extensions, salvage_headers};
use crate::guard::verdict::Verdict;
use crate::response::explanation::Refused;
use crate::response::{not_modified, problem, validators};
use crate::settings::GuardSettings;

impl Guard {
    /// Whether this is a refusal: then the upload is read, so that its client gets to
    /// read the answer.
    #[inline]
    #[must_use]
    pub fn refuses(&self) -> bool {
        matches!(
            self.verdict,
            Verdict::Made(Decision::PreconditionFailed(_) | Decision::PreconditionRequired)
        )
    }

    /// The answer that leaves at once, with the declared fields where it has them: the handler does
    /// not run.
    #[inline]
    pub fn stop(self, head: &mut Head, fields: impl FnOnce(&mut Response)) -> Response {
        let gives_fields = self.gives_fields();
        let mut response = self.leave(head);
        if gives_fields {
            fields(&mut response);
        }
        response
    }

    /// The same without the declared fields. Nothing in it depends on the handler, so it is compiled
    /// once.
    fn leave(self, head: &mut Head) -> Response {
        let decision = self.verdict.decision().unwrap_or(Decision::Proceed);
        event::decided(decision, self.representation.etag());
        match decision {
            Decision::NotModified(_) => self.not_modified(head, decision),
            _ => self.refuse(head, decision),
        }
    }

    fn not_modified(self, head: &mut Head, decision: Decision) -> Response {
        // A clone shares the text. To take it out of the map, which is cleared anyway, costs more.
        let date = match self.verdict {
            Verdict::Echo => head.headers.get(header::IF_MODIFIED_SINCE).cloned(),
            _ => None,
        };
        salvage_headers(&mut head.headers);
        if let Some(date) = date {
            head.headers.insert(header::LAST_MODIFIED, date);
        } else {
            let settings = || GuardSettings::of(&head.extensions);
            validators::add_strongest(&mut head.headers, self.representation, settings);
        }
        let is_head = head.method == Method::HEAD;
        let mut response = not_modified::with_headers(&mut head.headers, is_head);
        head.extensions.clear();
        std::mem::swap(response.extensions_mut(), &mut head.extensions);
        response.extensions_mut().insert(decision);
        response
    }

    #[cold]
    fn refuse(mut self, head: &mut Head, decision: Decision) -> Response {
        let mut fields = head.fields(self.rules.dialect());
        head.find(&mut fields, &mut self.present);
        let refused = Refused {
            weak_if_match: self.rules.weak_if_match,
            ..Refused::of(
                decision,
                &head.settings().read(fields),
                &self.representation,
            )
        };
        let representation = self.representation;
        let settings = head.settings().clone();
        salvage_headers(&mut head.headers);
        let headers = std::mem::take(&mut head.headers);
        let extensions = salvage_extensions(std::mem::take(&mut head.extensions));
        problem::refusal(&refused, headers, extensions, representation, &settings)
    }
}
