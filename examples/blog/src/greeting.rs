//! What is printed at the start.

use std::net::SocketAddr;

use crate::build::Build;
use crate::entry::Entry;

/// The address and three requests to try, for an entry that exists.
#[must_use]
pub fn greeting(address: SocketAddr, entry: Option<&Entry>, build: Build) -> String {
    let mut text = format!("The blog is at http://{address}/ (stop it with Ctrl-C).\n");
    if let Some(entry) = entry {
        text.push_str(&examples(address, entry, build));
    }
    text
}

fn examples(address: SocketAddr, entry: &Entry, build: Build) -> String {
    let id = entry.id;
    let tag = build.tag(entry.version);
    let date = build
        .or_later(entry.changed_at)
        .format("%a, %d %b %Y %H:%M:%S GMT");
    format!(
        "
Try it from a second shell:

  # The copy that you hold is still good: 304, and no page is rendered.
  curl -i -H 'If-None-Match: {tag}' http://{address}/entries/{id}

  # The same by date.
  curl -i -H 'If-Modified-Since: {date}' http://{address}/entries/{id}

  # A change that was made from an old version: 412, and nothing is written.
  curl -i -X PUT -H 'If-Match: \"0\"' -H 'Content-Type: application/json' \\
    -d '{{\"title\": \"Too late\", \"body\": \"…\", \"author\": \"me\"}}' \\
    http://{address}/api/entries/{id}
"
    )
}
