//! The page about this program.

use askama::Template;
use axum::extract::State;
use conditional_axum::etag;

use super::page::Page;
use crate::build::Build;
use crate::validators::build_tag;

/// A page without any data.
#[derive(Debug, Template)]
#[template(path = "about.html")]
pub(crate) struct AboutPage;

#[etag(build_tag, extract(State<Build>), cache_control = "no-cache")]
pub(crate) async fn show() -> Page<AboutPage> {
    Page(AboutPage)
}
