//! The entries of a blog as an Atom feed (RFC 4287).
//!
//! No guard stands before this handler: the feed is made for every request, and the layer around
//! it finds by the hash of its body whether the client has it already. That saves the transfer,
//! not the work. Where validators are at hand, as on the front page, a guard is better.

use askama::Template;
use axum::Extension;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse as _, Response};

use super::front::BlogId;
use super::page::date;
use crate::entry::{Blog, Entry};
use crate::error::AppError;
use crate::log::Built;
use crate::markdown;
use crate::store::Store;

/// The feed, with the whole text of each entry.
#[derive(Debug, Template)]
#[template(path = "feed.xml")]
struct Feed {
    blog: Blog,
    entries: Vec<Entry>,
}

pub(crate) async fn show(
    State(store): State<Store>,
    BlogId(blog): BlogId,
) -> Result<Response, AppError> {
    let blog = store.blog(blog).await?.ok_or(AppError::NotFound)?;
    let entries = store.published(blog.id).await?;
    let feed = Feed { blog, entries };
    let mut xml = feed.render().map_err(AppError::Template)?;
    xml.retain(is_xml);
    let media_type = [(header::CONTENT_TYPE, "application/atom+xml; charset=utf-8")];
    Ok((Extension(Built), media_type, xml).into_response())
}

/// XML 1.0, §2.2: other characters make a document that no reader accepts, escaped or not.
fn is_xml(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_that_xml_cannot_hold_are_left_out() {
        let mut text = "a\u{1}\u{8}\tb\r\n\u{b}\u{7f}\u{fffe}\u{ffff}\u{1f600}".to_owned();
        text.retain(is_xml);
        assert_eq!(text, "a\tb\r\n\u{7f}\u{1f600}");
    }
}
