//! Building, reading and writing policies.

use std::time::Duration;

use http::{HeaderMap, HeaderValue, header::CACHE_CONTROL};

use super::*;

const fn seconds(seconds: u64) -> Duration {
    Duration::from_secs(seconds)
}

fn parsed(text: &str) -> String {
    text.parse::<CacheControl>().unwrap().to_string()
}

#[track_caller]
fn refuses(text: &str, message: &str) {
    let error = text.parse::<CacheControl>().unwrap_err().to_string();
    assert!(error.starts_with(message), "{text}: {error}");
}

#[test]
fn every_directive_is_built_read_and_written() {
    const ALL: CacheControl = CacheControl::new()
        .with_immutable()
        .with_no_transform()
        .with_must_understand()
        .with_proxy_revalidate()
        .with_must_revalidate()
        .with_stale_if_error(seconds(4))
        .with_stale_while_revalidate(seconds(3))
        .with_s_maxage(seconds(2))
        .with_max_age(seconds(1))
        .with_public()
        .with_no_store()
        .with_no_cache();
    let text = "no-cache, no-store, public, max-age=1, s-maxage=2, stale-while-revalidate=3, \
        stale-if-error=4, must-revalidate, proxy-revalidate, must-understand, no-transform, immutable";
    assert_eq!(ALL.to_string(), text);
    assert_eq!(text.parse(), Ok(ALL));
    assert_eq!(CacheControl::from_static(text), ALL);
    let with_names = "no-cache=\"a\", private=\"b\"";
    assert_eq!(
        CacheControl::from_static(with_names).to_string(),
        with_names
    );
    assert_eq!(HeaderValue::from(ALL), text);
    assert!(ALL.is_no_cache() && ALL.is_no_store() && ALL.is_public() && !ALL.is_private());
    assert!(ALL.is_must_revalidate() && ALL.is_proxy_revalidate() && ALL.is_must_understand());
    assert!(ALL.is_no_transform() && ALL.is_immutable());
    assert_eq!(
        (ALL.max_age(), ALL.s_maxage()),
        (Some(seconds(1)), Some(seconds(2)))
    );
    assert_eq!(ALL.stale_while_revalidate(), Some(seconds(3)));
    assert_eq!(ALL.stale_if_error(), Some(seconds(4)));
}

#[test]
fn a_policy_is_empty_until_anything_is_said() {
    assert!(CacheControl::new().is_empty());
    assert!("".parse::<CacheControl>().is_ok_and(|read| read.is_empty()));
    assert!(!CacheControl::new().with_private().is_empty());
    assert!(!CacheControl::new().with_max_age(seconds(0)).is_empty());
}

#[test]
fn public_and_private_take_each_others_place() {
    assert_eq!(
        CacheControl::new().with_public().with_private().to_string(),
        "private"
    );
    assert_eq!(
        CacheControl::new().with_private().with_public().to_string(),
        "public"
    );
}

#[test]
fn durations_are_whole_seconds_up_to_two_to_the_31st() {
    let max_age = |duration| CacheControl::new().with_max_age(duration).to_string();
    assert_eq!(max_age(Duration::from_millis(1999)), "max-age=1");
    assert_eq!(max_age(Duration::ZERO), "max-age=0");
    assert_eq!(max_age(Duration::MAX), "max-age=2147483648");
    assert_eq!(
        parsed("max-age=99999999999999999999999999"),
        "max-age=2147483648"
    );
}

#[test]
fn reading_is_generous_where_the_rfc_is() {
    assert_eq!(parsed("PUBLIC ,, Max-Age=\"060\" ,"), "public, max-age=60");
    assert_eq!(
        parsed("no-cache=\"set-cookie, x\""),
        "no-cache=\"set-cookie, x\""
    );
    assert_eq!(
        parsed("private=\"a\", max-age=1"),
        "private=\"a\", max-age=1"
    );
    assert_eq!(
        parsed("max-age=1, community=\"U, \\\"C\\\"\", x"),
        "max-age=1, community=\"U, \\\"C\\\"\", x"
    );
    assert_eq!(parsed(""), "");
}

#[test]
fn a_mistake_is_refused_with_what_to_write() {
    refuses(
        "public, max-age",
        "at byte 8: max-age needs seconds, as in max-age=60",
    );
    refuses("max-age=-1", "at byte 0: max-age needs seconds");
    refuses("max-age=1.5", "at byte 0: max-age needs seconds");
    refuses("max-age=", "at byte 8: a value follows the equals sign");
    refuses("max-age= 60", "at byte 8: a value follows the equals sign");
    refuses(
        "s-maxage=x",
        "at byte 0: s-maxage needs seconds, as in s-maxage=60",
    );
    for name in ["stale-while-revalidate", "stale-if-error"] {
        refuses(
            name,
            &format!("at byte 0: {name} needs seconds, as in {name}=60"),
        );
    }
    refuses("public=1", "at byte 0: this directive stands alone");
    refuses(
        "no-cache=x",
        "at byte 0: write no-cache alone or with field names",
    );
    refuses(
        "private=\"a;b\"",
        "at byte 0: write private alone or with field names",
    );
    refuses(
        "private, public",
        "at byte 9: public and private exclude each other: write one",
    );
    refuses(
        "public, private",
        "at byte 8: public and private exclude each other: write one",
    );
    refuses(
        "max-age=1, max-age=2",
        "at byte 11: this directive is already there",
    );
    refuses(
        "public private",
        "at byte 7: separate directives with a comma",
    );
    refuses(
        "public; max-age=1",
        "at byte 6: separate directives with a comma",
    );
    refuses("=1", "at byte 0: a directive opens with its name");
    refuses("x=\"a", "at byte 4: close the value with a double quote");
    refuses("x=\"a\n\"", "at byte 4:");
}

#[test]
fn a_constant_must_be_made_of_registered_directives() {
    const FIELDS: CacheControl =
        CacheControl::from_static("no-cache=\"set-cookie\", private=\"x\"");
    let fault =
        |text: &'static str| std::panic::catch_unwind(|| CacheControl::check_static(text)).is_err();
    for text in [
        "",
        " , ",
        "privat",
        "public, x-own",
        "max-age",
        "public, private",
    ] {
        assert!(fault(text), "{text}");
    }
    assert_eq!(CacheControl::check_static("Private"), "Private");
    assert_eq!(
        (FIELDS.no_cache_fields(), FIELDS.private_fields()),
        (Some("set-cookie"), Some("x"))
    );
    assert_eq!(FIELDS.to_string().parse(), Ok(FIELDS));
}

#[test]
fn extensions_are_tokens_or_quoted() {
    let with = |name, value| CacheControl::new().extension(name, value);
    let text = |name, value| with(name, value).unwrap().to_string();
    assert_eq!(text("x", None), "x");
    assert_eq!(text("x", Some("a-b")), "x=a-b");
    assert_eq!(text("x", Some("a \"b\" \\c")), "x=\"a \\\"b\\\" \\\\c\"");
    assert_eq!(text("x", Some("")), "x=\"\"");
    assert!(with("", None).is_err() && with("a b", None).is_err());
    assert!(
        with("Max-Age", Some("1")).is_err(),
        "it is registered and has a method of its own"
    );
    assert!(with("x", Some("a\r\nb")).is_err());
    let twice = with("x", None)
        .unwrap()
        .extension("y", Some("a, b"))
        .unwrap();
    assert_eq!(twice.extensions().collect::<Vec<_>>(), ["x", "y=\"a, b\""]);
    assert_eq!(twice.to_string().parse(), Ok(twice));
}

fn lenient(lines: &[&str]) -> CacheControl {
    let lines = lines
        .iter()
        .map(|line| (CACHE_CONTROL, HeaderValue::from_str(line).unwrap()));
    CacheControl::from_headers(&lines.fold(HeaderMap::new(), |mut headers, (name, value)| {
        headers.append(name, value);
        headers
    }))
}

#[test]
fn what_others_wrote_is_read_to_the_strictest() {
    let cases: [(&[&str], &str); 15] = [
        (&[], ""),
        (&["public", "No-Store"], "no-store, public"),
        (&["private", "public"], "private"),
        (&["public, private"], "private"),
        (&["max-age=60, max-age=10", "max-age=30"], "max-age=10"),
        (&["max-age=x"], "max-age=0"),
        (&["max-age"], "max-age=0"),
        (&["no-cache=\"a\", no-cache=\"b\""], "no-cache=\"a, b\""),
        (&["no-cache=\"a\", no-cache"], "no-cache"),
        (&["no-cache, no-cache=\"a\""], "no-cache"),
        (&["private=\"?;\""], "private"),
        (&["=, ;;; no-store"], ""),
        (&["=, ;;;, no-store"], "no-store"),
        (&["x=\"no-store"], ""),
        (&["x=1, x=2"], "x=1, x=2"),
    ];
    for (lines, read) in cases {
        assert_eq!(lenient(lines).to_string(), read, "{lines:?}");
    }
}

#[test]
fn a_header_that_is_not_ascii_is_refused_but_read_leniently() {
    let value = HeaderValue::from_bytes(b"no-store, x=\"\xFF\"").unwrap();
    assert!(CacheControl::try_from(&value).is_err());
    let headers = [(CACHE_CONTROL, value)].into_iter().collect();
    assert!(CacheControl::from_headers(&headers).is_no_store());
}

#[cfg(feature = "serde")]
mod configuration {
    use super::*;

    fn read(json: &str) -> Result<String, String> {
        let read: Result<CacheControl, _> = serde_json::from_str(json);
        read.map(|policy| policy.to_string())
            .map_err(|error| error.to_string())
    }

    #[test]
    fn keys_default_to_private() {
        assert_eq!(read("{}").unwrap(), "private");
        assert_eq!(
            read(r#"{"max_age": 300, "private": false}"#).unwrap(),
            "public, max-age=300"
        );
        assert_eq!(read(r#"{"no_cache": true}"#).unwrap(), "no-cache, private");
        let all = r#"{"no_store": true, "no_transform": true, "must_revalidate": true,
            "proxy_revalidate": true, "must_understand": true, "immutable": true, "s_maxage": 1,
            "stale_while_revalidate": 2, "stale_if_error": 3}"#;
        let text = "no-store, private, s-maxage=1, stale-while-revalidate=2, stale-if-error=3, \
            must-revalidate, proxy-revalidate, must-understand, no-transform, immutable";
        assert_eq!(read(all).unwrap(), text);
    }

    #[test]
    fn text_is_read_as_a_header() {
        assert_eq!(
            read(r#""public, max-age=60""#).unwrap(),
            "public, max-age=60"
        );
        assert!(
            read(r#""max-age""#)
                .unwrap_err()
                .contains("max-age needs seconds")
        );
    }

    #[test]
    fn an_unknown_key_or_kind_is_an_error_that_says_so() {
        assert!(
            read(r#"{"maxage": 1}"#)
                .unwrap_err()
                .contains("unknown field `maxage`")
        );
        assert!(
            read("7")
                .unwrap_err()
                .contains("a Cache-Control value such as")
        );
    }

    #[test]
    fn what_is_written_reads_back() {
        for text in ["", "private", "no-cache=\"a\", max-age=1, x=\"1, 2\""] {
            let policy: CacheControl = text.parse().unwrap();
            let json = serde_json::to_string(&policy).unwrap();
            assert_eq!(
                serde_json::from_str::<CacheControl>(&json).unwrap(),
                policy,
                "{json}"
            );
        }
    }
}
