//! Under which names the blog answers.
//!
//! A page of another site can give its own name the address of this server once it is loaded
//! (DNS rebinding). From then on the browser takes its requests for requests to the site itself,
//! and `Origin` and `Host` agree. Only the name gives them away: it is none of ours.

use std::net::IpAddr;
use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::error::Problem;

/// The names that are ours besides `localhost` and every address.
#[derive(Clone, Debug, Default)]
pub struct Hosts(Arc<[String]>);

impl Hosts {
    /// Answers for these names, too.
    pub fn new(names: impl IntoIterator<Item = String>) -> Self {
        Self(names.into_iter().collect())
    }

    fn has(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.');
        let address = host.trim_start_matches('[').trim_end_matches(']');
        address.parse::<IpAddr>().is_ok()
            || host.eq_ignore_ascii_case("localhost")
            || self.0.iter().any(|name| host.eq_ignore_ascii_case(name))
    }
}

/// Middleware: a request for a name that is not ours gets 421.
pub(crate) async fn check(State(hosts): State<Hosts>, request: Request, next: Next) -> Response {
    match host(&request) {
        Some(host) if !hosts.has(&host) => refuse(&host),
        _ => next.run(request).await,
    }
}

/// The host of the request without its port; programs may leave it out, browsers do not.
fn host(request: &Request) -> Option<String> {
    if let Some(host) = request.uri().host() {
        return Some(host.to_owned());
    }
    let field = request.headers().get(header::HOST)?;
    let authority = Authority::try_from(field.as_bytes());
    // What cannot be read is not ours either.
    Some(authority.map_or_else(|_| String::new(), |authority| authority.host().to_owned()))
}

fn refuse(host: &str) -> Response {
    let detail = format!(
        "This blog does not answer for the name {host:?}. To allow it, start the blog with \
         --host and the name."
    );
    Problem::new(StatusCode::MISDIRECTED_REQUEST, detail).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_localhost_are_always_ours_and_names_only_when_they_were_given() {
        let hosts = Hosts::new(["blog.example".to_owned()]);
        for ours in [
            "127.0.0.1",
            "[::1]",
            "192.168.1.7",
            "localhost",
            "LOCALHOST",
            "Blog.Example",
            "blog.example.",
        ] {
            assert!(hosts.has(ours), "{ours}");
        }
        for foreign in [
            "",
            "example",
            "blog.example.org",
            "localhost.example",
            "127.0.0.1.example",
        ] {
            assert!(!hosts.has(foreign), "{foreign}");
        }
    }
}
