//! The answer to PROPFIND and REPORT (RFC 4918 §13).

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::node::Node;
use crate::question::Property;
use crate::xml::{CALDAV, DAV, document, escaped};

/// What is told where all properties are asked for. The text of an event is not (RFC 4791 §9.6).
const ALL: [(&str, &str); 7] = [
    (DAV, "resourcetype"),
    (DAV, "displayname"),
    (DAV, "current-user-principal"),
    (DAV, "getcontenttype"),
    (DAV, "getetag"),
    (CALDAV, "calendar-home-set"),
    (CALDAV, "supported-calendar-component-set"),
];

/// A 207 that is being written.
#[derive(Debug)]
pub(crate) struct Multistatus(String);

impl Multistatus {
    pub(crate) const fn new() -> Self {
        Self(String::new())
    }

    /// The properties of a resource: those that are asked for, or all that it has.
    pub(crate) fn add(&mut self, node: &Node, asked: Option<&[Property]>) {
        let told = match asked {
            Some(asked) => told(node, asked),
            None => all(node),
        };
        self.response(&node.href(), &told);
    }

    /// A resource that was asked for by name and is not there.
    pub(crate) fn add_missing(&mut self, href: &str) {
        self.response(href, &status("404 Not Found"));
    }

    fn response(&mut self, href: &str, told: &str) {
        let href = escaped(href);
        self.0.extend([
            "<D:response><D:href>",
            &href,
            "</D:href>",
            told,
            "</D:response>",
        ]);
    }
}

impl IntoResponse for Multistatus {
    fn into_response(self) -> Response {
        document(StatusCode::MULTI_STATUS, "multistatus", &self.0)
    }
}

fn told(node: &Node, asked: &[Property]) -> String {
    let (mut found, mut unknown) = (String::new(), String::new());
    for property in asked {
        match node.property(property) {
            Some(value) => found += &element(property, &value),
            None => unknown += &element(property, ""),
        }
    }
    group(&found, "200 OK") + &group(&unknown, "404 Not Found")
}

fn all(node: &Node) -> String {
    let found = ALL.map(|(namespace, name)| {
        let property = Property::new(Some(namespace), name);
        let value = node.property(&property);
        value.map_or_else(String::new, |value| element(&property, &value))
    });
    group(&found.concat(), "200 OK")
}

fn element(Property { namespace, name }: &Property, value: &str) -> String {
    let namespace = escaped(namespace);
    format!("<{name} xmlns=\"{namespace}\">{value}</{name}>")
}

fn group(properties: &str, line: &str) -> String {
    if properties.is_empty() {
        return String::new();
    }
    let status = status(line);
    format!("<D:propstat><D:prop>{properties}</D:prop>{status}</D:propstat>")
}

fn status(line: &str) -> String {
    format!("<D:status>HTTP/1.1 {line}</D:status>")
}
