//! What a shared cache in front of the blog is told, besides `Cache-Control`.
//!
//! `no-cache` lets a cache keep a page and makes it ask each time. nginx reads it as "do not keep";
//! `X-Accel-Expires` with a time that is over says the same to it. `Cache-Groups` (RFC 9875) names
//! what a page shows, and a write names what it has changed, so that a cache may also keep pages
//! without asking until one of their groups is named.

use axum::http::HeaderName;

use crate::entry::Entry;

/// nginx keeps what is over already, and asks before it gives it out; clients do not see this field.
const X_ACCEL_EXPIRES: HeaderName = HeaderName::from_static("x-accel-expires");

const CACHE_GROUPS: HeaderName = HeaderName::from_static("cache-groups");

const CACHE_GROUP_INVALIDATION: HeaderName = HeaderName::from_static("cache-group-invalidation");

/// For the page of an entry.
pub(crate) fn shows_entry(id: i64) -> [(HeaderName, String); 2] {
    shows(format!("\"entry-{id}\""))
}

/// For a page that lists the entries of a blog.
pub(crate) fn shows_blog(blog: i64) -> [(HeaderName, String); 2] {
    shows(format!("\"blog-{blog}\""))
}

/// For the answer to a successful write: the entry as it is now, and the blog where it was before.
pub(crate) fn has_changed(entry: &Entry, before: i64) -> [(HeaderName, String); 1] {
    let Entry { id, blog_id, .. } = entry;
    let groups = format!("\"entry-{id}\", \"blog-{blog_id}\", \"blog-{before}\"");
    [(CACHE_GROUP_INVALIDATION, groups)]
}

fn shows(group: String) -> [(HeaderName, String); 2] {
    [(X_ACCEL_EXPIRES, "@1".to_owned()), (CACHE_GROUPS, group)]
}
