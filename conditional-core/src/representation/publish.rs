//! Which `Last-Modified` may be sent.

use super::selected::Representation;
use crate::last_modified::LastModified;

impl LastModified {
    /// The date to send in a response of `now`, if any: no cache shall ever hold a wrong copy by the
    /// clock's grain.
    ///
    /// - Without a tag beside it, a date that the clock has not left yet is not sent: a second change
    ///   in the same second would have the same date (RFC 9110 §8.8.2.2).
    /// - With a tag it is, at most as `now`: a date later than the response's own is an error
    ///   (§8.8.2.1).
    ///
    /// ```
    /// use conditional_core::LastModified;
    ///
    /// let at = LastModified::from_unix_seconds;
    /// assert_eq!(at(100).to_send(at(100), false), None);
    /// assert_eq!(at(100).to_send(at(101), false), Some(at(100)));
    /// assert_eq!(at(100).to_send(at(99), true), Some(at(99)));
    /// ```
    #[must_use]
    pub fn to_send(self, now: Self, beside_tag: bool) -> Option<Self> {
        if beside_tag {
            Some(self.min(now))
        } else {
            (self < now).then_some(self)
        }
    }
}

impl Representation {
    /// The `Last-Modified` to send in a response of `now`, if any; see
    /// [`LastModified::to_send`].
    ///
    /// ```
    /// use conditional_core::{ETag, LastModified, Representation};
    ///
    /// let at = LastModified::from_unix_seconds;
    /// let page = Representation::present().with_last_modified(at(100));
    /// assert_eq!(page.last_modified_to_send(at(100)), None);
    /// assert_eq!(page.with_etag(ETag::from(1)).last_modified_to_send(at(100)), Some(at(100)));
    /// ```
    #[must_use]
    pub fn last_modified_to_send(&self, now: LastModified) -> Option<LastModified> {
        self.last_modified()?.to_send(now, self.etag().is_some())
    }
}
