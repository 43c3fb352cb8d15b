//! `LastModified` in content: the text of the header.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use super::LastModified;

/// Writes the text of the header, `Sun, 06 Nov 1994 08:49:37 GMT`.
///
/// ```
/// use conditional_core::LastModified;
///
/// let date = LastModified::from_unix_seconds(784_111_777);
/// assert_eq!(serde_json::to_string(&date)?, r#""Sun, 06 Nov 1994 08:49:37 GMT""#);
/// # Ok::<_, serde_json::Error>(())
/// ```
impl Serialize for LastModified {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads an HTTP-date in any of its three forms, without a clock: see [`LastModified::parse`].
///
/// ```
/// use conditional_core::LastModified;
///
/// let date: LastModified = serde_json::from_str(r#""Sun Nov  6 08:49:37 1994""#)?;
/// assert_eq!(date, LastModified::from_unix_seconds(784_111_777));
/// # Ok::<_, serde_json::Error>(())
/// ```
impl<'de> Deserialize<'de> for LastModified {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_in_json_is_the_text_of_the_header() {
        let date = LastModified::from_unix_seconds(784_111_777);
        let json = r#""Sun, 06 Nov 1994 08:49:37 GMT""#;
        assert_eq!(serde_json::to_string(&date).unwrap(), json);
        assert_eq!(serde_json::from_str::<LastModified>(json).unwrap(), date);
        assert!(serde_json::from_str::<LastModified>(r#""2026-11-20T10:00:00Z""#).is_err());
    }
}
