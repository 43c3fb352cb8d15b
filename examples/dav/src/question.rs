//! What a PROPFIND or REPORT asks for.

use axum::http::Uri;
use percent_encoding::percent_decode_str;
use roxmltree::{Document, Node};

use crate::error::Error;
use crate::xml::{CALDAV, DAV};

/// The name of a property.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Property {
    pub(crate) namespace: String,
    pub(crate) name: String,
}

/// The address of a resource, as a client writes it: a path, or all of the URL.
#[derive(Debug)]
pub(crate) struct Href(String);

/// The content of a PROPFIND or REPORT.
#[derive(Debug)]
pub(crate) struct Question {
    pub(crate) is_multiget: bool,
    /// `None` for all that there are.
    pub(crate) properties: Option<Vec<Property>>,
    pub(crate) hrefs: Vec<Href>,
}

impl Question {
    /// A PROPFIND without content asks for all properties.
    pub(crate) fn read(text: &str) -> Result<Self, Error> {
        if text.trim().is_empty() {
            return Ok(Self {
                is_multiget: false,
                properties: None,
                hrefs: Vec::new(),
            });
        }
        // It refuses document types, so no entity can grow.
        let document = Document::parse(text).map_err(|_| Error::Unreadable)?;
        let root = document.root_element();
        let children = |name| {
            root.children()
                .filter(move |node| node.has_tag_name((DAV, name)))
        };
        let hrefs = children("href").filter_map(|href| Some(Href(href.text()?.trim().to_owned())));
        Ok(Self {
            is_multiget: root.has_tag_name((CALDAV, "calendar-multiget")),
            properties: children("prop").next().map(properties),
            hrefs: hrefs.collect(),
        })
    }
}

fn properties(prop: Node<'_, '_>) -> Vec<Property> {
    let elements = prop.children().filter(Node::is_element);
    elements
        .map(|element| Property::new(element.tag_name().namespace(), element.tag_name().name()))
        .collect()
}

impl Property {
    pub(crate) fn new(namespace: Option<&str>, name: &str) -> Self {
        Self {
            namespace: namespace.unwrap_or_default().to_owned(),
            name: name.to_owned(),
        }
    }
}

impl Href {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }

    /// The name of the event that is meant.
    pub(crate) fn event(&self) -> Option<String> {
        let uri: Uri = self.0.parse().ok()?;
        let name = uri.path().strip_prefix("/calendar/")?;
        let name = percent_decode_str(name).decode_utf8().ok()?;
        Some(name.into_owned())
    }
}
