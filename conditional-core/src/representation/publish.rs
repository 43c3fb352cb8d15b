//! What of a representation's dates may be sent, and which answers must not be stored: no cache may
//! ever hold a wrong copy because several changes fell into one second (RFC 9110 §8.8.2.2).

use super::selected::Representation;
use crate::last_modified::LastModified;

/// What an answer to a read says of its date; see [`Representation::publish`].
///
/// ```
/// use conditional_core::{LastModified, Representation};
///
/// let at = LastModified::from_unix_seconds;
/// let published = Representation::present().with_last_modified(at(100)).publish(|| Some(at(101)), 0);
/// assert_eq!(published.last_modified, Some(at(100)));
/// assert!(!published.must_not_be_stored);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Published {
    /// The `Last-Modified` to send, if any.
    pub last_modified: Option<LastModified>,
    /// Whether no cache may store the answer: its `Cache-Control` is to be `no-store`, whatever else
    /// was declared.
    ///
    /// It counts only where the server knows dates for this resource. Where it never does, no date
    /// that a client sends is compared with anything.
    pub must_not_be_stored: bool,
}

impl Representation {
    /// What an answer with these validators may say of its date, and whether it may be stored.
    ///
    /// - A date whose second is not over is not sent: a second change in it would have the same
    ///   date. That holds beside a tag, too. A client that knows tags loses nothing, and one that
    ///   ignores them must not keep the date.
    /// - Without `Last-Modified`, a cache may send the `Date` of its copy as `If-Modified-Since`
    ///   (§13.1.3), and some do. That is the very second in which the next change may fall. So what
    ///   has no date to send and no strong tag must not be stored. The same holds for what is
    ///   missing, if it is answered with content all the same.
    ///
    /// `now` is called only if there is a date; it returns `None` where there is no clock. Then no
    /// second is known to be over, and no date is sent. `margin` is how many seconds the clocks of
    /// the server and of its database may differ by: a date's second counts as over only when it is
    /// that much older than now.
    ///
    /// ```
    /// use conditional_core::{ETag, LastModified, Representation};
    ///
    /// let at = LastModified::from_unix_seconds;
    /// let changed_now = Representation::present().with_last_modified(at(100));
    /// let published = changed_now.publish(|| Some(at(100)), 0);
    /// assert_eq!(published.last_modified, None);
    /// assert!(published.must_not_be_stored);
    ///
    /// // A strong tag is all that a cache needs.
    /// let tagged = changed_now.with_etag(ETag::from(7)).publish(|| Some(at(100)), 0);
    /// assert_eq!(tagged.last_modified, None);
    /// assert!(!tagged.must_not_be_stored);
    /// ```
    #[must_use]
    pub fn publish(&self, now: impl FnOnce() -> Option<LastModified>, margin: u32) -> Published {
        let is_over = |date: &LastModified| now().is_some_and(|now| date.is_over(now, margin));
        let last_modified = self.last_modified().filter(is_over);
        let has_strong_tag = self.etag().is_some_and(|etag| !etag.is_weak());
        Published {
            last_modified,
            must_not_be_stored: last_modified.is_none() && !has_strong_tag,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::etag::ETag;

    const fn at(seconds: i64) -> LastModified {
        LastModified::from_unix_seconds(seconds)
    }

    fn dated() -> Representation {
        Representation::present().with_last_modified(at(100))
    }

    #[track_caller]
    fn publishes(
        page: &Representation,
        now: Option<i64>,
        margin: u32,
        expected: (Option<i64>, bool),
    ) {
        let published = page.publish(|| now.map(at), margin);
        let date = published.last_modified.map(LastModified::unix_seconds);
        assert_eq!(
            (date, published.must_not_be_stored),
            expected,
            "{page:?} at {now:?}"
        );
    }

    #[test]
    fn a_date_of_the_current_second_is_not_sent_and_its_answer_not_stored() {
        publishes(&dated(), Some(99), 0, (None, true));
        publishes(&dated(), Some(100), 0, (None, true));
        publishes(&dated(), Some(101), 0, (Some(100), false));
    }

    #[test]
    fn a_date_within_the_margin_is_not_sent() {
        publishes(&dated(), Some(105), 5, (None, true));
        publishes(&dated(), Some(106), 5, (Some(100), false));
    }

    #[test]
    fn beside_a_tag_the_date_of_the_current_second_is_not_sent_either() {
        let strong = dated().with_etag(ETag::from(1));
        publishes(&strong, Some(100), 0, (None, false));
        publishes(&strong, Some(101), 0, (Some(100), false));
    }

    #[test]
    fn a_weak_tag_does_not_make_an_answer_storable() {
        let weak = dated().with_etag(ETag::from(1).into_weak());
        publishes(&weak, Some(100), 0, (None, true));
        publishes(&weak, Some(101), 0, (Some(100), false));
    }

    #[test]
    fn what_has_no_date_is_stored_only_with_a_strong_tag() {
        publishes(&Representation::Missing, Some(100), 0, (None, true));
        publishes(&Representation::present(), Some(100), 0, (None, true));
        let tagged = Representation::present().with_etag(ETag::from(1));
        publishes(&tagged, Some(100), 0, (None, false));
        publishes(
            &tagged.with_etag(ETag::from(1).into_weak()),
            Some(100),
            0,
            (None, true),
        );
    }

    #[test]
    fn without_a_clock_no_date_is_sent() {
        publishes(&dated(), None, 0, (None, true));
        publishes(&dated().with_etag(ETag::from(1)), None, 0, (None, false));
    }

    #[test]
    fn no_clock_is_asked_where_there_is_no_date() {
        for page in [
            Representation::Missing,
            Representation::present(),
            Representation::present().with_etag(ETag::from(1)),
        ] {
            let _ = page.publish(|| panic!("no date needs the clock"), 0);
        }
    }
}
