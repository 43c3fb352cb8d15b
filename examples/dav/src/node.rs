//! What has properties: the root, which is everybody's principal and home, the calendar, and its events.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::calendar::Event;
use crate::question::Property;
use crate::xml::{CALDAV, DAV, escaped};

/// Of an event.
pub(crate) const CONTENT_TYPE: &str = "text/calendar; charset=utf-8";

/// A resource, by its address.
#[derive(Debug)]
pub(crate) enum Node {
    Root,
    Calendar,
    Event { name: String, event: Event },
}

impl Node {
    pub(crate) fn href(&self) -> String {
        match self {
            Self::Root => "/".to_owned(),
            Self::Calendar => "/calendar/".to_owned(),
            Self::Event { name, .. } => {
                format!("/calendar/{}", utf8_percent_encode(name, NON_ALPHANUMERIC))
            }
        }
    }

    /// The value, as XML.
    pub(crate) fn property(&self, property: &Property) -> Option<String> {
        let value = match (property.namespace.as_str(), property.name.as_str(), self) {
            (DAV, "resourcetype", Self::Root) => "<D:collection/><D:principal/>",
            (DAV, "resourcetype", Self::Calendar) => "<D:collection/><C:calendar/>",
            (DAV, "resourcetype", Self::Event { .. }) => "",
            (DAV, "displayname", Self::Calendar) => "Calendar",
            (DAV, "current-user-principal", _) | (CALDAV, "calendar-home-set", Self::Root) => {
                "<D:href>/</D:href>"
            }
            (CALDAV, "supported-calendar-component-set", Self::Calendar) => {
                "<C:comp name=\"VEVENT\"/>"
            }
            (DAV, "getcontenttype", Self::Event { .. }) => CONTENT_TYPE,
            (DAV, "getetag", Self::Event { event, .. }) => {
                return Some(escaped(&event.tag.to_string()));
            }
            (CALDAV, "calendar-data", Self::Event { event, .. }) => {
                return Some(escaped(&event.text));
            }
            _ => return None,
        };
        Some(value.to_owned())
    }
}
