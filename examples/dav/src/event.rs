//! One event: every method, behind one guard.

use axum::extract::{Path, State};
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use conditional_axum::{Current, ETag, Preconditions, condition};

use crate::calendar::{Calendar, Event};
use crate::collections::{describe, options};
use crate::error::Error;
use crate::node::{CONTENT_TYPE, Node};

fn find(State(calendar): &State<Calendar>, Path(name): &Path<String>) -> Option<Event> {
    calendar.event(name)
}

/// `required` concerns the methods that change something. Which ones do, IANA's registry of methods says:
/// PUT and DELETE need `If-Match` or `If-None-Match`, PROPFIND needs neither.
#[condition(resource = find, required)]
pub(crate) async fn event(
    State(calendar): State<Calendar>,
    Path(name): Path<String>,
    request: Parts,
    preconditions: Preconditions,
    Current(event): Current<Option<Event>>,
    text: String,
) -> Result<Response, Error> {
    match (request.method.as_str(), event) {
        ("OPTIONS", _) => Ok(options()),
        ("PUT", _) => save(&calendar, name, &preconditions, &text),
        ("GET" | "HEAD" | "DELETE" | "PROPFIND", None) => Err(Error::NotFound),
        ("GET" | "HEAD", Some(event)) => Ok(show(&event)),
        ("DELETE", Some(_)) => {
            calendar.write(name, &preconditions, None)?;
            Ok(StatusCode::NO_CONTENT.into_response())
        }
        ("PROPFIND", Some(event)) => describe(
            &request.headers,
            &text,
            &Node::Event { name, event },
            Vec::new,
        ),
        _ => Err(Error::NotAllowed),
    }
}

fn show(event: &Event) -> Response {
    let text = event.text.to_string();
    ([(header::CONTENT_TYPE, CONTENT_TYPE)], text).into_response()
}

/// The answer has the tag, since the event is stored as it came.
fn save(
    calendar: &Calendar,
    name: String,
    preconditions: &Preconditions,
    text: &str,
) -> Result<Response, Error> {
    if !text.starts_with("BEGIN:VCALENDAR") {
        return Err(Error::Unmet("C:valid-calendar-data"));
    }
    let event = Event::new(text);
    let tag: ETag = event.tag.clone();
    let status = match calendar.write(name, preconditions, Some(event))? {
        Some(_) => StatusCode::NO_CONTENT,
        None => StatusCode::CREATED,
    };
    Ok((status, tag).into_response())
}
