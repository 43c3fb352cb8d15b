//! What is told of a request's fields before anything is decided.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up is to fail"
)]

use conditional_core::{
    ConditionalField::{self, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince},
    Decision, ETag, Fields, LastModified, Representation,
};
use http::{HeaderMap, HeaderValue, Method};

const DATE: &str = "Sat, 29 Oct 1994 19:43:31 GMT";

fn date() -> LastModified {
    DATE.parse().unwrap()
}

fn headers(field: ConditionalField, value: &str) -> HeaderMap {
    HeaderMap::from_iter([(field.header_name(), HeaderValue::from_str(value).unwrap())])
}

#[test]
fn a_field_is_read_by_its_own_grammar() {
    for (field, value, can_read) in [
        (IfMatch, "\"1\"", true),
        (IfMatch, "*", true),
        (IfMatch, "1", false),
        (IfMatch, DATE, false),
        (IfNoneMatch, "W/\"1\", \"2\"", true),
        (IfNoneMatch, "", false),
        (IfModifiedSince, DATE, true),
        (IfModifiedSince, "\"1\"", false),
        (IfUnmodifiedSince, DATE, true),
        (IfUnmodifiedSince, "yesterday", false),
        (IfRange, DATE, true),
        (IfRange, "\"1\"", true),
        (IfRange, "\"1\", \"2\"", false),
        (IfRange, "yesterday", false),
    ] {
        let headers = headers(field, value);
        let fields = Fields::new(&Method::GET, &headers);
        assert_eq!(fields.can_read(field), can_read, "{field}: {value}");
    }
}

#[test]
fn a_tag_that_was_made_weak_on_the_way_is_known_by_its_text() {
    let headers = headers(IfMatch, "W/\"7\"");
    let fields = Fields::new(&Method::PUT, &headers);
    assert!(fields.names_weakly(&ETag::from(7)));
    assert!(!fields.names_weakly(&ETag::from(6)));
}

#[test]
fn each_field_makes_a_request_conditional_and_three_of_them_guard_a_write() {
    for (field, guards) in [
        (IfMatch, true),
        (IfNoneMatch, true),
        (IfUnmodifiedSince, true),
        (IfModifiedSince, false),
        (IfRange, false),
    ] {
        let headers = headers(field, "anything");
        let fields = Fields::new(&Method::PUT, &headers);
        assert!(!fields.is_empty(), "{field}");
        assert_eq!(fields.guards_write(), guards, "{field}");
    }
    let none = HeaderMap::new();
    let fields = Fields::new(&Method::PUT, &none);
    assert!(fields.is_empty());
    assert!(!fields.guards_write());
}

#[test]
fn the_date_of_the_representation_is_given_back_where_it_was_sent_to_the_letter() {
    let page = Representation::present().with_last_modified(date());
    for (sent, is_given_back) in [
        (DATE, true),
        ("Saturday, 29-Oct-94 19:43:31 GMT", false),
        ("Sat, 29 Oct 1994 19:43:32 GMT", false),
    ] {
        let headers = headers(IfModifiedSince, sent);
        let fields = Fields::new(&Method::GET, &headers);
        let (decision, echo) = fields.evaluate_noting_echo(&page);
        assert_eq!(decision, Decision::NotModified(IfModifiedSince), "{sent}");
        let given_back = is_given_back.then(|| HeaderValue::from_static(DATE));
        assert_eq!(echo, given_back.as_ref(), "{sent}");
    }
}
