//! Of whom a precondition is required, where one is.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up is to fail"
)]

use conditional_core::{ETag, Fields, Representation};
use http::{HeaderMap, Method};

fn lacks_precondition(method: &str) -> bool {
    let method = Method::from_bytes(method.as_bytes()).unwrap();
    let page = Representation::present().with_etag(ETag::from(1));
    Fields::new(&method, &HeaderMap::new()).lacks_precondition(&page)
}

#[test]
fn a_method_that_may_change_something_needs_one() {
    for method in [
        "PUT",
        "PATCH",
        "DELETE",
        "POST",
        "PROPPATCH",
        "get",
        "MKCOL",
    ] {
        assert!(lacks_precondition(method), "{method}");
    }
}

#[test]
fn a_safe_method_needs_none_and_neither_does_connect() {
    for method in [
        "GET", "HEAD", "OPTIONS", "TRACE", "QUERY", "PROPFIND", "REPORT", "SEARCH", "CONNECT",
    ] {
        assert!(!lacks_precondition(method), "{method}");
    }
}
