//! `ETag` in content: the text of the header.

use std::{borrow::Cow, str};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _, ser::Error as _};

use super::ETag;

/// Writes the text of the header, quotes included, as protocols have it that show a resource's tag
/// in its content: SCIM's `meta.version`, say. A tag that is not UTF-8 is an error.
///
/// ```
/// use conditional_core::ETag;
///
/// assert_eq!(serde_json::to_string(&ETag::from(7))?, r#""\"7\"""#);
/// # Ok::<_, serde_json::Error>(())
/// ```
impl Serialize for ETag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = str::from_utf8(self.as_bytes()).map_err(S::Error::custom)?;
        serializer.serialize_str(text)
    }
}

/// Reads the text of the header, quotes included.
///
/// ```
/// use conditional_core::ETag;
///
/// let etag: ETag = serde_json::from_str(r#""W/\"7\"""#)?;
/// assert_eq!(etag, ETag::from(7).into_weak());
/// # Ok::<_, serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for ETag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_in_json_is_the_text_of_the_header() {
        for (etag, json) in [
            (ETag::from(7), r#""\"7\"""#),
            (ETag::weak("é").unwrap(), r#""W/\"é\"""#),
        ] {
            assert_eq!(serde_json::to_string(&etag).unwrap(), json);
            assert_eq!(serde_json::from_str::<ETag>(json).unwrap(), etag);
        }
    }

    #[test]
    fn what_is_no_tag_or_no_text_is_an_error_that_says_so() {
        let error = serde_json::from_str::<ETag>(r#""7""#).unwrap_err();
        assert!(
            error.to_string().contains("opens with a double quote"),
            "{error}"
        );
        assert!(serde_json::to_string(&ETag::strong(b"\xff").unwrap()).is_err());
    }
}
