//! The blog behind a real Squid, read and written through it: no page is ever older than the last
//! write, even where several writes fall into one second.
//!
//! Squid is not part of a Rust toolchain, so these tests are ignored unless they are asked for:
//! `scripts/test-clients` installs what is missing, and asks. Two of them take the rule of the current
//! second away, and see the old pages that would be shown without it. (The other two fail where
//! `Representation::publish` sends every date and forbids no storing.)

#![cfg(unix)]
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that fails must fail loudly"
)]

mod reader;
mod rule;
mod site;

use crate::reader::{Browser, Reader, WithoutTags};
use crate::rule::Rule;
use crate::site::{PAGES, Site};

/// Each takes a second and a little more.
const ROUNDS: usize = 5;

/// A round proves nothing where its writes fell into different seconds, as on a slow machine.
const MOST_ROUNDS: usize = 60;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs squid: scripts/test-clients"]
async fn behind_squid_no_page_of_the_blog_is_older_than_the_last_write() {
    let site = no_page_is_old(&mut Browser).await;
    // Otherwise nothing was kept, and the test would show nothing.
    assert!(site.confirmed() > 0, "the cache never got a 304");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs squid: scripts/test-clients"]
async fn a_client_that_ignores_tags_sees_no_page_of_the_blog_that_is_old() {
    let mut client = WithoutTags::default();
    no_page_is_old(&mut client).await;
    assert!(client.confirmed > 0, "the client never got a 304");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs squid: scripts/test-clients"]
async fn with_dates_of_the_current_second_squid_keeps_an_old_front_page_of_the_blog() {
    becomes_old("/", &mut Browser).await;
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs squid: scripts/test-clients"]
async fn with_dates_of_the_current_second_a_client_that_ignores_tags_keeps_an_old_entry() {
    becomes_old("/entries/1", &mut WithoutTags::default()).await;
}

async fn no_page_is_old(reader: &mut impl Reader) -> Site {
    let mut site = Site::start(Rule::On).await;
    for _ in 0..ROUNDS {
        site.next_second().await;
        site.write().await;
        all_pages_are_current(&site, reader).await;
        site.write().await;
        site.next_second().await;
        // The second time, what was kept the first time is asked about.
        all_pages_are_current(&site, reader).await;
        all_pages_are_current(&site, reader).await;
    }
    site
}

async fn all_pages_are_current(site: &Site, reader: &mut impl Reader) {
    for page in PAGES {
        let shown = reader.read(site, page).await;
        assert!(site.is_current(&shown), "{page} is old: {shown}");
    }
}

/// The same, until a page is old.
async fn becomes_old(page: &'static str, reader: &mut impl Reader) {
    let mut site = Site::start(Rule::Off).await;
    for _ in 0..MOST_ROUNDS {
        site.next_second().await;
        site.write().await;
        reader.read(&site, page).await;
        site.write().await;
        site.next_second().await;
        if !site.is_current(&reader.read(&site, page).await) {
            return;
        }
    }
    panic!("{page} was current in all of {MOST_ROUNDS} rounds: these tests see nothing");
}
