//! `Cache-Control` of responses and of configuration files.

use conditional_core::CacheControl;

use super::{Target, behaviour};

pub(super) const TARGET: Target = Target {
    name: "cache_control",
    run,
    words: &[
        b"public",
        b"private",
        b"no-cache",
        b"no-store",
        b"max-age",
        b"s-maxage",
        b"=",
        b"\"",
        b",",
        b"\\",
        b"must-revalidate",
        b"stale-while-revalidate",
        b"immutable",
        b"=4294967296",
        b"=\"Set-Cookie, X\"",
        b"x-own=\"a\\\"b\"",
    ],
};

fn run(input: &[u8]) -> u64 {
    let Ok(text) = std::str::from_utf8(input) else {
        return 0;
    };
    let parsed = match text.parse::<CacheControl>() {
        Ok(parsed) => parsed,
        Err(error) => return behaviour(error.to_string().split('`').next()),
    };
    let written = parsed.to_string();
    // What is written is a field value, reads as the same, and is written the same again.
    assert!(http::HeaderValue::from_str(&written).is_ok(), "{written:?}");
    if !written.is_empty() {
        let again: CacheControl = written.parse().expect("what was written is read");
        assert_eq!(again, parsed, "{written:?}");
        assert_eq!(again.to_string(), written);
    }
    let names: Vec<&str> = written.split(',').map(name).take(12).collect();
    behaviour(names)
}

fn name(member: &str) -> &str {
    let name = member.split('=').next().unwrap_or_default().trim();
    name.get(..24).unwrap_or(name)
}
