//! An entity tag as a server sent it, and the tags that rules make of it.

/// A tag that no server has: what a client with an old copy would send.
pub(crate) const OTHER: &str = "\"conditional-check\"";

/// RFC 9110 §8.8.3.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tag {
    weak: bool,
    opaque: Vec<u8>,
}

impl Tag {
    /// `None` where the value is no entity tag.
    pub(crate) fn parse(value: &[u8]) -> Option<Self> {
        let (weak, quoted) = match value.strip_prefix(b"W/") {
            Some(rest) => (true, rest),
            None => (false, value),
        };
        let opaque = quoted.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
        opaque.iter().all(|&octet| is_etagc(octet)).then(|| Self {
            weak,
            opaque: opaque.to_owned(),
        })
    }

    pub(crate) fn is_weak(&self) -> bool {
        self.weak
    }

    /// The value of a field with this one tag.
    pub(crate) fn text(&self) -> Vec<u8> {
        let prefix: &[u8] = if self.weak { b"W/" } else { b"" };
        [prefix, b"\"", &self.opaque, b"\""].concat()
    }

    /// The same tag, weak if it was strong and strong if it was weak.
    pub(crate) fn turned(&self) -> Self {
        Self {
            weak: !self.weak,
            opaque: self.opaque.clone(),
        }
    }

    pub(crate) fn weakened(&self) -> Self {
        Self {
            weak: true,
            opaque: self.opaque.clone(),
        }
    }

    /// Another tag that has this one's characters in it, between `before` and `after`.
    pub(crate) fn within(&self, before: &str, after: &str) -> Vec<u8> {
        [
            b"\"",
            before.as_bytes(),
            &self.opaque,
            after.as_bytes(),
            b"\"",
        ]
        .concat()
    }

    /// The tag with the case of its letters turned; `None` where it has no letters.
    pub(crate) fn in_other_case(&self) -> Option<Self> {
        let opaque: Vec<u8> = self.opaque.iter().map(|&octet| turn_case(octet)).collect();
        (opaque != self.opaque).then_some(Self {
            weak: self.weak,
            opaque,
        })
    }

    /// A field's value with this tag between other text.
    pub(crate) fn between(&self, before: impl AsRef<[u8]>, after: impl AsRef<[u8]>) -> Vec<u8> {
        [before.as_ref(), &self.text(), after.as_ref()].concat()
    }

    /// RFC 9110 §8.8.3.2, weak comparison.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        self.opaque == other.opaque
    }
}

fn is_etagc(octet: u8) -> bool {
    matches!(octet, 0x21 | 0x23..=0x7e | 0x80..)
}

fn turn_case(octet: u8) -> u8 {
    if octet.is_ascii_lowercase() {
        octet.to_ascii_uppercase()
    } else {
        octet.to_ascii_lowercase()
    }
}

#[cfg(test)]
mod tests {
    use super::Tag;

    #[test]
    fn only_entity_tags_are_read() {
        for value in ["\"\"", "\"a\"", "W/\"a,b\"", "\"\u{e9}\""] {
            assert!(Tag::parse(value.as_bytes()).is_some(), "{value}");
        }
        for value in [
            "", "a", "\"a", "a\"", "w/\"a\"", "\"a b\"", "\"a\"b\"", "W/a",
        ] {
            assert!(Tag::parse(value.as_bytes()).is_none(), "{value}");
        }
    }

    #[test]
    fn a_tag_is_written_as_it_was_read() {
        for value in ["\"a\"", "W/\"a\""] {
            assert_eq!(
                Tag::parse(value.as_bytes()).unwrap().text(),
                value.as_bytes()
            );
        }
    }

    #[test]
    fn digits_have_no_other_case() {
        assert_eq!(Tag::parse(b"\"12-3\"").unwrap().in_other_case(), None);
        let turned = Tag::parse(b"\"aB1\"").unwrap().in_other_case().unwrap();
        assert_eq!(turned.text(), b"\"Ab1\"");
    }
}
