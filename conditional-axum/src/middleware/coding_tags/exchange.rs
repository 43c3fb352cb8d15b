//! One request through the layer.

use std::task::Context;

use axum::http::Request;
use axum::response::Response;

use super::copies::Read;
use super::{request, response};
use crate::middleware::around::{Answer, Respond};

/// One request on its way through [`CodingTagsLayer`](super::CodingTagsLayer).
#[derive(Debug)]
pub struct Exchange {
    /// `None` for a request that is not a read.
    read: Option<Read>,
}

impl Exchange {
    #[inline]
    pub(super) fn begin<B>(request: &mut Request<B>, lenient_if_match: bool) -> Self {
        Self {
            read: request::free(request, lenient_if_match),
        }
    }
}

impl Respond for Exchange {
    #[inline]
    fn respond(self, mut response: Response, _context: &mut Context<'_>) -> Answer {
        response::mark(&mut response, self.read.as_ref());
        Answer::Ready(response)
    }
}
