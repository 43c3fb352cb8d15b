//! The suffix of a coding: put on, taken off, and never mistaken for the tag's own text.
//!
//! The text `x` of a tag goes out as
//!
//! - `x-gzip` on a response with that coding;
//! - `x` on one without, if nothing at its end could be read as a suffix;
//! - `x-identity` otherwise, and `x-identity-gzip` if it has a coding as well.
//!
//! No two pairs of text and coding have the same form, so each form is read back exactly.

use super::coding::Coding;

/// On a text that would be misread without it.
const IDENTITY: &[u8] = b"-identity";

/// Who put a suffix on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Author {
    /// This layer, or a proxy with the same form: Apache httpd, Caddy and hapi have it.
    Layer,
    /// A proxy with another form: `--gzip` is Jetty's and that of old httpd, `;gz` `LiteSpeed`'s.
    Other,
}

/// A tag's own text, and what was on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Freed<'a> {
    pub(super) opaque: &'a [u8],
    pub(super) coding: Option<Coding>,
    pub(super) author: Author,
}

/// Takes the suffix off; `None` if there is none.
pub(super) fn free(opaque: &[u8]) -> Option<Freed<'_>> {
    let (rest, coding, author) = match strip(opaque) {
        Some((rest, coding, author)) => (rest, Some(coding), author),
        None => (opaque, None, Author::Layer),
    };
    match (rest.strip_suffix(IDENTITY), coding) {
        (None, None) => None,
        (own, coding) => Some(Freed {
            opaque: own.unwrap_or(rest),
            coding,
            author,
        }),
    }
}

/// What is put after the text of a tag: two pieces, both empty if it goes out as it is.
pub(super) fn mark(opaque: &[u8], coding: Option<Coding>) -> [&'static [u8]; 2] {
    // A hyphen at the end and that of the suffix would make a double one.
    let is_misread = free(opaque).is_some() || (coding.is_some() && opaque.ends_with(b"-"));
    let identity = if is_misread { IDENTITY } else { b"" };
    [identity, coding.map_or(b"", suffix)]
}

const fn suffix(coding: Coding) -> &'static [u8] {
    match coding {
        Coding::Gzip => b"-gzip",
        Coding::Brotli => b"-br",
        Coding::Deflate => b"-deflate",
        Coding::Zstd => b"-zstd",
    }
}

fn strip(opaque: &[u8]) -> Option<(&[u8], Coding, Author)> {
    let (rest, coding) = match opaque {
        [rest @ .., b'-', b'g', b'z', b'i', b'p'] => (rest, Coding::Gzip),
        [rest @ .., b'-', b'b', b'r'] => (rest, Coding::Brotli),
        [rest @ .., b'-', b'd', b'e', b'f', b'l', b'a', b't', b'e'] => (rest, Coding::Deflate),
        [rest @ .., b'-', b'z', b's', b't', b'd'] => (rest, Coding::Zstd),
        [rest @ .., b';', b'g', b'z'] => return Some((rest, Coding::Gzip, Author::Other)),
        [rest @ .., b';', b'b', b'r'] => return Some((rest, Coding::Brotli, Author::Other)),
        _ => return None,
    };
    Some(match rest.strip_suffix(b"-") {
        Some(rest) => (rest, coding, Author::Other),
        None => (rest, coding, Author::Layer),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(opaque: &str, coding: Option<Coding>) -> String {
        let [identity, coding] = mark(opaque.as_bytes(), coding);
        String::from_utf8([opaque.as_bytes(), identity, coding].concat()).unwrap()
    }

    #[test]
    fn a_coding_is_put_after_the_text() {
        assert_eq!(marked("v1", None), "v1");
        assert_eq!(marked("v1", Some(Coding::Gzip)), "v1-gzip");
        assert_eq!(marked("", Some(Coding::Brotli)), "-br");
    }

    #[test]
    fn a_text_that_looks_suffixed_is_marked_as_it_is() {
        assert_eq!(marked("backup-gzip", None), "backup-gzip-identity");
        assert_eq!(marked("x-identity", None), "x-identity-identity");
        assert_eq!(marked("x;gz", Some(Coding::Zstd)), "x;gz-identity-zstd");
        assert_eq!(marked("x-", None), "x-");
        assert_eq!(marked("x-", Some(Coding::Gzip)), "x--identity-gzip");
    }

    #[test]
    fn the_forms_of_other_servers_are_known() {
        for (form, coding) in [
            ("v1--gzip", Coding::Gzip),
            ("v1--deflate", Coding::Deflate),
            ("v1;gz", Coding::Gzip),
            ("v1;br", Coding::Brotli),
        ] {
            let freed = free(form.as_bytes()).unwrap();
            assert_eq!(freed.opaque, b"v1", "{form}");
            assert_eq!(freed.coding, Some(coding), "{form}");
            assert_eq!(freed.author, Author::Other, "{form}");
        }
        for plain in ["v1", "v1-", "v1;", "gzip", "br", "v1-GZIP", ""] {
            assert_eq!(free(plain.as_bytes()), None, "{plain}");
        }
    }

    /// All texts of up to four pieces, so that every suffix stands on every other one.
    fn texts() -> Vec<String> {
        let pieces = ["a", "-", "-gzip", "--br", ";gz", ";", "-identity", "zstd"];
        let mut texts = vec![String::new()];
        let mut from = 0;
        for _ in 0..4 {
            let to = texts.len();
            for at in from..to {
                let longer = pieces.map(|piece| format!("{}{piece}", texts[at]));
                texts.extend(longer);
            }
            from = to;
        }
        texts.sort_unstable();
        texts.dedup();
        texts
    }

    #[test]
    fn every_form_is_read_back_exactly_and_stands_for_one_text_only() {
        let mut forms = std::collections::HashSet::new();
        let codings = [
            None,
            Some(Coding::Gzip),
            Some(Coding::Brotli),
            Some(Coding::Zstd),
        ];
        for text in texts() {
            for coding in codings {
                let form = marked(&text, coding);
                let read = free(form.as_bytes()).map_or((form.as_bytes(), None), |freed| {
                    assert_eq!(freed.author, Author::Layer, "{form}");
                    (freed.opaque, freed.coding)
                });
                assert_eq!(read, (text.as_bytes(), coding), "{form}");
                assert!(forms.insert(form.clone()), "{form}");
            }
        }
    }
}
