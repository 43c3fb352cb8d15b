//! The root and the calendar: what is in them.

use axum::extract::State;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse as _, Response};

use crate::calendar::Calendar;
use crate::error::{Error, METHODS};
use crate::multistatus::Multistatus;
use crate::node::Node;
use crate::question::Question;

pub(crate) async fn root(
    method: Method,
    headers: HeaderMap,
    text: String,
) -> Result<Response, Error> {
    match method.as_str() {
        "OPTIONS" => Ok(options()),
        "PROPFIND" => describe(&headers, &text, &Node::Root, || vec![Node::Calendar]),
        _ => Err(Error::NotAllowed),
    }
}

pub(crate) async fn calendar(
    State(calendar): State<Calendar>,
    method: Method,
    headers: HeaderMap,
    text: String,
) -> Result<Response, Error> {
    match method.as_str() {
        "OPTIONS" => Ok(options()),
        "PROPFIND" => describe(&headers, &text, &Node::Calendar, || events(&calendar)),
        "REPORT" => report(&calendar, &text),
        _ => Err(Error::NotAllowed),
    }
}

pub(crate) fn options() -> Response {
    let fields = [("allow", METHODS), ("dav", "1, calendar-access")];
    (StatusCode::NO_CONTENT, fields).into_response()
}

/// The answer to a PROPFIND on this node, and with depth 1 on what is in it.
pub(crate) fn describe(
    headers: &HeaderMap,
    text: &str,
    node: &Node,
    members: impl FnOnce() -> Vec<Node>,
) -> Result<Response, Error> {
    let members = match headers.get("depth").map(HeaderValue::as_bytes) {
        Some(b"0") => Vec::new(),
        Some(b"1") => members(),
        _ => return Err(Error::Unmet("D:propfind-finite-depth")),
    };
    let question = Question::read(text)?;
    let mut answer = Multistatus::new();
    for node in std::iter::once(node).chain(&members) {
        answer.add(node, question.properties.as_deref());
    }
    Ok(answer.into_response())
}

fn events(calendar: &Calendar) -> Vec<Node> {
    let events = calendar.events().into_iter();
    events
        .map(|(name, event)| Node::Event { name, event })
        .collect()
}

/// The events whose addresses the client names (RFC 4791 §7.9).
fn report(calendar: &Calendar, text: &str) -> Result<Response, Error> {
    let question = Question::read(text)?;
    if !question.is_multiget {
        return Err(Error::Unmet("D:supported-report"));
    }
    let mut answer = Multistatus::new();
    for href in &question.hrefs {
        let found = href.event().and_then(|name| {
            let event = calendar.event(&name)?;
            Some(Node::Event { name, event })
        });
        match found {
            Some(node) => answer.add(&node, question.properties.as_deref()),
            None => answer.add_missing(href.as_str()),
        }
    }
    Ok(answer.into_response())
}
