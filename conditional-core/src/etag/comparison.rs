//! How two entity-tags compare (RFC 9110 §8.8.3.2).
//!
//! | tag 1 | tag 2 | strong | weak |
//! |---|---|---|---|
//! | `W/"1"` | `W/"1"` | no | yes |
//! | `W/"1"` | `W/"2"` | no | no |
//! | `W/"1"` | `"1"` | no | yes |
//! | `"1"` | `"1"` | yes | yes |

use super::ETag;

impl ETag {
    /// Strong comparison: both are strong, and their opaque parts are equal (§8.8.3.2).
    ///
    /// For `If-Match` and `If-Range`, where the very bytes matter.
    ///
    /// ```
    /// use conditional_core::etag_literal;
    ///
    /// assert!(etag_literal!("v1").strong_eq(&etag_literal!("v1")));
    /// assert!(!etag_literal!("v1").strong_eq(&etag_literal!(weak "v1")));
    /// assert!(!etag_literal!(weak "v1").strong_eq(&etag_literal!(weak "v1")));
    /// ```
    #[must_use]
    pub fn strong_eq(&self, other: &Self) -> bool {
        !self.is_weak() && self == other
    }

    /// Weak comparison: the opaque parts are equal, whatever the marks (§8.8.3.2).
    ///
    /// For `If-None-Match`.
    ///
    /// ```
    /// use conditional_core::etag_literal;
    ///
    /// assert!(etag_literal!("v1").weak_eq(&etag_literal!(weak "v1")));
    /// assert!(!etag_literal!("v1").weak_eq(&etag_literal!("v2")));
    /// ```
    #[must_use]
    pub fn weak_eq(&self, other: &Self) -> bool {
        self.quoted() == other.quoted()
    }
}
