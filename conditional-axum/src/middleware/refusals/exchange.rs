//! One request through the layer.

use std::fmt;
use std::task::Context;

use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};

use super::refusal::Refusal;
use crate::middleware::around::{Answer, Respond};

/// One request on its way through [`RefusalLayer`](super::RefusalLayer).
pub struct Exchange<F> {
    render: F,
}

impl<F> Exchange<F> {
    pub(super) const fn new(render: F) -> Self {
        Self { render }
    }
}

impl<F> fmt::Debug for Exchange<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Exchange").finish_non_exhaustive()
    }
}

impl<F, R> Respond for Exchange<F>
where
    F: Fn(&Refusal) -> R,
    R: IntoResponse,
{
    fn respond(self, response: Response, _context: &mut Context<'_>) -> Answer {
        Answer::Ready(match Refusal::of(&response) {
            Some(refusal) => replace(response, (self.render)(&refusal).into_response()),
            None => response,
        })
    }
}

/// The new body with the old answer's status, headers and extensions.
fn replace(old: Response, new: Response) -> Response {
    let (mut parts, _problem) = old.into_parts();
    let (new, body) = new.into_parts();
    remove_content(&mut parts.headers);
    parts.headers.extend(new.headers);
    parts.extensions.extend(new.extensions);
    Response::from_parts(parts, body)
}

fn remove_content(headers: &mut HeaderMap) {
    for name in [
        header::CONTENT_TYPE,
        header::CONTENT_LENGTH,
        header::CONTENT_LANGUAGE,
        header::CONTENT_ENCODING,
    ] {
        headers.remove(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_debug_output_is_the_name() {
        assert_eq!(format!("{:?}", Exchange::new(|| ())), "Exchange { .. }");
    }
}
