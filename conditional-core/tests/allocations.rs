//! Deciding allocates nothing, whatever the fields hold.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot be set up is to fail"
)]

use allocation_counter::measure;
use conditional_core::{ETag, Fields, LastModified, Preconditions, Representation};
use http::{HeaderMap, HeaderValue, Method, header};

fn request() -> HeaderMap {
    let list = "\"0123456789abcdef\", ".repeat(500);
    let mut headers = HeaderMap::new();
    for (name, value) in [
        (header::IF_MATCH, "\"v1\""),
        (
            header::IF_UNMODIFIED_SINCE,
            "Sunday, 06-Nov-94 08:49:37 GMT",
        ),
        (header::IF_NONE_MATCH, list.as_str()),
        (header::IF_MODIFIED_SINCE, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (header::IF_RANGE, "\"v1\""),
        (header::RANGE, "bytes=0-1"),
    ] {
        headers.insert(name, HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn representation() -> Representation {
    Representation::present()
        .with_etag(ETag::from_static("\"v1\""))
        .with_last_modified(LastModified::from_unix_seconds(784_111_777))
}

#[test]
fn deciding_allocates_nothing() {
    let representation = representation();
    let mut headers = request();
    for lines in 1..=3 {
        let info = measure(|| {
            let fields = Fields::new(&Method::GET, &headers);
            let _ = fields.evaluate(&representation);
            let _ = fields.evaluate_without_date(&representation);
            assert!(fields.range_applies(&representation));
        });
        assert_eq!(info.count_total, 0, "{lines} lines");
        headers.append(header::IF_NONE_MATCH, HeaderValue::from_static("\"v2\""));
    }
}

#[test]
fn keeping_and_deciding_allocates_nothing_for_one_line_a_field() {
    let (headers, representation) = (request(), representation());
    // As they come from a connection, values share its buffer; a first clone makes these do so.
    let _shared = headers.clone();
    let info = measure(|| {
        let _ = Preconditions::new(&Method::GET, &headers).evaluate(&representation);
    });
    assert_eq!(info.count_total, 0);
}

#[test]
fn a_tag_or_a_date_is_made_in_one_allocation() {
    let date = LastModified::from_unix_seconds(0);
    assert_eq!(measure(|| drop(ETag::from(u64::MAX))).count_total, 1);
    assert_eq!(measure(|| drop(ETag::strong("v1"))).count_total, 1);
    assert_eq!(measure(|| drop(ETag::weak("v1"))).count_total, 1);
    assert_eq!(measure(|| drop(HeaderValue::from(date))).count_total, 1);
    assert_eq!(measure(|| drop("\"v1\"".parse::<ETag>())).count_total, 1);
    #[cfg(feature = "digest")]
    assert_eq!(
        measure(|| drop(ETag::weak_from_digest(&[0; 32]))).count_total,
        1
    );
}

#[test]
fn a_tag_from_a_header_shares_its_text() {
    let value = HeaderValue::from_str("\"v1\"").unwrap();
    // A value that was never cloned first makes itself shareable.
    drop(value.clone());
    assert_eq!(measure(|| drop(ETag::try_from(&value))).count_total, 0);
}
