//! Making, reading, comparing tags.

use super::*;

fn text(etag: &ETag) -> &str {
    std::str::from_utf8(etag.as_bytes()).unwrap()
}

#[test]
fn a_version_number_becomes_a_strong_tag() {
    assert_eq!(text(&ETag::from(0_u8)), "\"0\"");
    assert_eq!(text(&ETag::from(42)), "\"42\"");
    assert_eq!(text(&ETag::from(-1_i8)), "\"-1\"");
    assert_eq!(text(&ETag::from(u64::MAX)), "\"18446744073709551615\"");
    assert_eq!(text(&ETag::from(i64::MIN)), "\"-9223372036854775808\"");
    assert_eq!(
        text(&ETag::from(u128::MAX)),
        "\"340282366920938463463374607431768211455\""
    );
    assert_eq!(
        text(&ETag::from(i128::MIN)),
        "\"-170141183460469231731687303715884105728\""
    );
    assert_eq!(text(&ETag::from(7_usize)), text(&ETag::from(7_isize)));
}

#[test]
fn every_byte_between_the_quotes_is_either_allowed_or_refused() {
    for byte in 0..=u8::MAX {
        let allowed = byte == 0x21 || (0x23..=0x7E).contains(&byte) || byte >= 0x80;
        assert_eq!(ETag::strong([byte]).is_ok(), allowed, "{byte:#x}");
        assert_eq!(ETag::weak([b'a', byte]).is_ok(), allowed, "{byte:#x}");
        let wire = [b'"', byte, b'"'];
        assert_eq!(check(&wire).is_ok(), allowed, "{byte:#x}");
    }
}

#[test]
fn a_tag_may_be_empty() {
    assert_eq!(ETag::strong("").unwrap().as_bytes(), b"\"\"");
    assert_eq!("W/\"\"".parse::<ETag>().unwrap().opaque(), b"");
}

#[test]
fn parts_of_a_tag() {
    let weak: ETag = "W/\"v1\"".parse().unwrap();
    assert!(weak.is_weak());
    assert_eq!((weak.opaque(), weak.quoted()), (&b"v1"[..], &b"\"v1\""[..]));
    let tricky: ETag = "\"W/\"".parse().unwrap();
    assert!(!tricky.is_weak());
    assert_eq!(tricky.opaque(), b"W/");
    assert_eq!(tricky.into_weak().as_bytes(), b"W/\"W/\"");
}

#[test]
fn an_error_says_what_was_found_where_and_what_to_write() {
    let message = |text: &str| text.parse::<ETag>().unwrap_err().to_string();
    let opening = "an entity-tag opens with a double quote, as in \"v1\" or W/\"v1\"";
    assert_eq!(message(""), format!("found the end at byte 0: {opening}"));
    assert_eq!(message("v1"), format!("found `v` at byte 0: {opening}"));
    assert_eq!(
        message("w/\"v1\""),
        format!("found `w` at byte 0: {opening}")
    );
    assert_eq!(
        message("W\"v1\""),
        format!("found `\\\"` at byte 1: {opening}")
    );
    assert_eq!(message("W/v1"), format!("found `v` at byte 2: {opening}"));
    assert_eq!(
        message("\"v1"),
        "found the end at byte 3: an entity-tag closes with a double quote, as in \"v1\""
    );
    assert_eq!(
        message("\"v 1\""),
        "found ` ` at byte 2: between the quotes stand visible characters only, no spaces: write - or _"
    );
    assert_eq!(
        message("\"v1\"x"),
        "found `\\\"` at byte 3: a double quote closes the entity-tag: none within, nothing after"
    );
    assert_eq!(
        ETag::strong("a\"").unwrap_err().to_string(),
        "found `\\\"` at byte 1: a double quote closes the entity-tag: none within, nothing after"
    );
}

#[test]
fn a_header_value_and_a_tag_share_one_text() {
    let value = HeaderValue::from_bytes(b"W/\"\xE9\"").unwrap();
    let etag = ETag::try_from(&value).unwrap();
    assert_eq!(etag.as_header_value(), &value);
    assert_eq!(HeaderValue::from(&etag), value);
    assert_eq!(
        HeaderValue::from(ETag::try_from(value.clone()).unwrap()),
        value
    );
    assert!(ETag::try_from(HeaderValue::from_static("v1")).is_err());
    assert_eq!(etag.to_string(), "W/\"\u{FFFD}\"");
    assert_eq!(format!("{etag:?}"), "ETag(W/\"\u{FFFD}\")");
}

#[test]
fn comparisons_follow_the_table_of_the_rfc() {
    let table = [
        ("W/\"1\"", "W/\"1\"", false, true),
        ("W/\"1\"", "W/\"2\"", false, false),
        ("W/\"1\"", "\"1\"", false, true),
        ("\"1\"", "\"1\"", true, true),
        ("\"1\"", "\"2\"", false, false),
    ];
    for (left, right, strong, weak) in table {
        let (left, right): (ETag, ETag) = (left.parse().unwrap(), right.parse().unwrap());
        assert_eq!(
            (left.strong_eq(&right), left.weak_eq(&right)),
            (strong, weak)
        );
        assert_eq!(
            (right.strong_eq(&left), right.weak_eq(&left)),
            (strong, weak)
        );
    }
}

#[test]
fn a_constant_tag_is_checked_by_the_compiler() {
    const TAG: ETag = ETag::from_static("W/\"v1\"");
    assert_eq!(TAG, crate::etag_literal!(weak "v1"));
    assert_eq!(
        TAG,
        ETag::from(1)
            .into_weak()
            .as_header_value()
            .to_str()
            .map_or(TAG, |_| TAG)
    );
}

#[cfg(feature = "digest")]
#[test]
fn a_digest_has_the_first_32_digits_of_sha_256() {
    // FIPS 180-4: SHA-256 of the empty text is e3b0c442 98fc1c14 9afbf4c8 996fb924 …
    assert_eq!(
        text(&ETag::digest("")),
        "\"e3b0c44298fc1c149afbf4c8996fb924\""
    );
    assert_eq!(
        text(&ETag::weak_digest("")),
        "W/\"e3b0c44298fc1c149afbf4c8996fb924\""
    );
    let mut digest = [0xAB; 32];
    digest[0] = 0x01;
    assert_eq!(
        text(&ETag::from_digest(&digest)),
        format!("\"01{}\"", "ab".repeat(15))
    );
    assert_eq!(
        ETag::weak_from_digest(&digest),
        ETag::from_digest(&digest).into_weak()
    );
}

#[test]
fn a_tag_of_an_object_store_is_read_with_and_without_quotes() {
    let read = |text: &str| ETag::parse_lenient(text).map(|etag| etag.to_string());
    for (text, tag) in [
        (
            "9bb58f26192e4ba00f01e2e7b136bbd8",
            "\"9bb58f26192e4ba00f01e2e7b136bbd8\"",
        ),
        (
            "\"9bb58f26192e4ba00f01e2e7b136bbd8\"",
            "\"9bb58f26192e4ba00f01e2e7b136bbd8\"",
        ),
        ("W/\"1\"", "W/\"1\""),
        ("W/1", "\"W/1\""),
        ("", "\"\""),
    ] {
        assert_eq!(read(text), Ok(tag.to_owned()), "{text}");
    }
    for text in ["\"1", "1\"", "W/\"1", "a b", "\"1\"2"] {
        assert!(read(text).is_err(), "{text}");
    }
}

#[test]
fn a_tag_is_read_from_text_and_from_a_header() {
    let value = HeaderValue::from_static("W/\"v1\"");
    let expected = ETag::weak("v1").unwrap();
    assert_eq!(ETag::try_from(&value), Ok(expected.clone()));
    assert_eq!("W/\"v1\"".parse(), Ok(expected));
    assert!("v1".parse::<ETag>().is_err());
}
