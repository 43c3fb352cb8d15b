//! Of whom a precondition is required, where one is.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up is to fail"
)]

use conditional_core::{ETag, Fields, LastModified, Representation};
use http::{HeaderMap, HeaderValue, Method, header};

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

#[test]
fn a_date_protects_what_has_a_date_and_what_is_missing_but_not_what_has_none() {
    const DATE: HeaderValue = HeaderValue::from_static("Sat, 29 Oct 1994 19:43:31 GMT");
    let headers = HeaderMap::from_iter([(header::IF_UNMODIFIED_SINCE, DATE)]);
    let fields = Fields::new(&Method::PUT, &headers);
    let tagged = Representation::present().with_etag(ETag::from(1));
    let dated = tagged
        .clone()
        .with_last_modified(LastModified::from_unix_seconds(783_459_811));
    assert!(fields.protects(&dated));
    assert!(fields.protects(&Representation::Missing));
    assert!(!fields.protects(&tagged));
}

#[test]
fn a_date_that_cannot_be_read_protects_nothing() {
    let headers = HeaderMap::from_iter([(
        header::IF_UNMODIFIED_SINCE,
        HeaderValue::from_static("yesterday"),
    )]);
    let fields = Fields::new(&Method::PUT, &headers);
    assert!(!fields.protects(&Representation::Missing));
}
