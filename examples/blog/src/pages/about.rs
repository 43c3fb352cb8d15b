//! The page about this program.

use askama::Template;
use conditional_axum::{ETag, etag};

use super::page::Page;

/// The page changes only with the program.
const ABOUT: ETag = ETag::from_static(concat!("\"", env!("CARGO_PKG_VERSION"), "\""));

/// A page without any data.
#[derive(Debug, Template)]
#[template(path = "about.html")]
pub(crate) struct AboutPage;

#[etag(|| ABOUT, cache_control = "no-cache")]
pub(crate) async fn show() -> Page<AboutPage> {
    Page(AboutPage)
}
