//! What the behaviour tests share: requests, the answers to them, and proof of what ran.
//!
//! A test sends a [`Call`] through a router and gets a [`Reply`], whose assertions print the whole
//! answer when they fail. A [`Probe`] in the application's state is told what runs, in which order;
//! so a test can say that the handler, a validator function or the body was *not* touched.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::print_stderr,
    reason = "a helper that cannot go on, and an assertion that does not hold, fail the test, and show why"
)]

mod call;
mod probe;
#[cfg(unix)]
mod proxies;
mod reply;
pub mod routing;
mod server;

pub use call::Call;
pub use probe::Probe;
#[cfg(unix)]
pub use proxies::{APACHE, Kind, NGINX, Proxied, SQUID, program};
pub use reply::Reply;
pub use server::Server;

/// The examples of the README are tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
