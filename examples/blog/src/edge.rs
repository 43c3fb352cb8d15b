//! What a shared cache in front of the blog is told, besides `Cache-Control`.
//!
//! `no-cache` lets a cache keep a page and makes it ask each time. nginx reads it as "do not keep";
//! `X-Accel-Expires` with a time that is over says the same to it. `Cache-Groups` (RFC 9875) names
//! what a page shows, and a write names what it has changed, so that a cache may also keep pages
//! without asking until one of their groups is named.

use axum::http::HeaderName;
use conditional_axum::{CacheGroupInvalidation, CacheGroups};

use crate::entry::Entry;

/// nginx keeps what is over already, and asks before it gives it out; clients do not see this field.
const IS_OVER: [(HeaderName, &str); 1] = [(HeaderName::from_static("x-accel-expires"), "@1")];

/// Parts of the answer to a read.
type Shows = ([(HeaderName, &'static str); 1], CacheGroups);

/// For the page of an entry.
pub(crate) fn shows_entry(id: i64) -> Shows {
    (IS_OVER, CacheGroups::new([entry(id)]))
}

/// For a page that lists the entries of a blog.
pub(crate) fn shows_blog(id: i64) -> Shows {
    (IS_OVER, CacheGroups::new([blog(id)]))
}

/// For the answer to a successful write: the entry as it is now, and the blog where it was before.
pub(crate) fn has_changed(changed: &Entry, before: i64) -> CacheGroupInvalidation {
    CacheGroupInvalidation::new([entry(changed.id), blog(changed.blog_id), blog(before)])
}

fn entry(id: i64) -> String {
    format!("entry-{id}")
}

fn blog(id: i64) -> String {
    format!("blog-{id}")
}
