//! What people do in their browsers, as requests.

mod comparing;
mod history;
mod other_sites;
mod saving;

use axum::http::Method;

use crate::support::{Answer, Ask, Blog};

const TEXT: &str = "One.\n\nTwo.\n\nThree.";

/// A blog in which entry 1 has three paragraphs and version 2.
async fn blog() -> Blog {
    let blog = Blog::open().await;
    blog.somebody_writes(1, TEXT).await;
    blog
}

/// Saves as a browser without scripts does.
async fn save(ask: Ask<'_>, condition: (&str, &str), base: &str, body: &str) -> Answer {
    // Browsers send the lines of a text area with these ends.
    let body = body.replace('\n', "\r\n");
    let (title, author) = ("What the client already has", "me");
    let mut fields = vec![
        condition,
        ("title", title),
        ("author", author),
        ("body", &body),
        ("published", "on"),
    ];
    if !base.is_empty() {
        fields.push(("base", base));
    }
    ask.form(&fields).await
}

fn post(blog: &Blog) -> Ask<'_> {
    blog.ask(Method::POST, "/entries/1")
}
