//! A reader who asks for the blog through Squid.

use std::collections::HashMap;

use crate::site::Site;

pub(crate) trait Reader {
    /// The text of a page, as this reader gets to see it.
    async fn read(&mut self, site: &Site, page: &'static str) -> String;
}

/// It keeps nothing, and gets what Squid has kept, if the blog confirms it. Squid asks by the tag of its
/// copy where it has one, else by its `Last-Modified`, else by its `Date` (RFC 9110 §13.1.3).
#[derive(Debug)]
pub(crate) struct Browser;

/// It keeps what has a `Last-Modified`, and asks the blog, past the copy in Squid, by that alone, whatever
/// tag there was.
#[derive(Debug, Default)]
pub(crate) struct WithoutTags {
    copies: HashMap<&'static str, Kept>,
    /// How often a copy was still good.
    pub(crate) confirmed: usize,
}

#[derive(Debug)]
struct Kept {
    last_modified: String,
    text: String,
}

impl Reader for Browser {
    async fn read(&mut self, site: &Site, page: &'static str) -> String {
        let reply = site.get(page, &[]).await;
        reply.status(200).text().into_owned()
    }
}

impl Reader for WithoutTags {
    async fn read(&mut self, site: &Site, page: &'static str) -> String {
        const PAST_SQUID: (&str, &str) = ("cache-control", "no-cache");
        let reply = match self.copies.get(page) {
            None => site.get(page, &[PAST_SQUID]).await,
            Some(copy) => {
                let since = ("if-modified-since", &*copy.last_modified);
                let reply = site.get(page, &[PAST_SQUID, since]).await;
                if reply.is(304, None) {
                    self.confirmed += 1;
                    return copy.text.clone();
                }
                reply
            }
        };
        let text = reply.status(200).text().into_owned();
        self.keep(page, reply.field("last-modified"), &text);
        text
    }
}

impl WithoutTags {
    fn keep(&mut self, page: &'static str, last_modified: Option<&str>, text: &str) {
        self.copies.remove(page);
        if let Some(last_modified) = last_modified {
            let copy = Kept {
                last_modified: last_modified.to_owned(),
                text: text.to_owned(),
            };
            self.copies.insert(page, copy);
        }
    }
}
