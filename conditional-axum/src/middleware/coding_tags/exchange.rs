//! One request through the layer.

use std::task::Context;

use axum::http::Request;
use axum::response::Response;

use super::copies::Sent;
use super::{request, response};
use crate::middleware::around::{Answer, Respond};

/// One request on its way through [`CodingTagsLayer`](super::CodingTagsLayer).
#[derive(Debug)]
pub struct Exchange {
    sent: Option<Sent>,
}

impl Exchange {
    pub(super) fn begin<B>(request: &mut Request<B>, lenient_if_match: bool) -> Self {
        Self {
            sent: request::free(request, lenient_if_match),
        }
    }
}

impl Respond for Exchange {
    fn respond(self, response: Response, _context: &mut Context<'_>) -> Answer {
        Answer::Ready(response::mark(response, self.sent.as_ref()))
    }
}
