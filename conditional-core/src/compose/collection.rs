//! Validators of a collection: they must change on deletions, too.

use super::{builder::ETagBuilder, ingredient::Ingredient};
use crate::{
    etag::ETag,
    last_modified::LastModified,
    representation::{Representation, Resource},
};

/// The validators of a list, a feed, a search result.
///
/// # Why not the latest change
///
/// `MAX(updated_at)` is the obvious validator of a list, and the wrong one:
///
/// - **A deletion lowers it or leaves it alone.** Deleting an old entry does not touch the
///   newest one, and caches keep showing what is gone. Put the count beside it.
/// - **A deletion and an insertion** leave the count as it was; with a version counter or a time
///   finer than the second, the latest change still moves, unless what was deleted *was* the
///   latest and its successor has the same time.
/// - **Restoring an old row**, or editing one without touching its timestamp, moves neither.
/// - **A time taken before the commit** (`now()` of PostgreSQL is the start of the transaction) can
///   appear after a later one was seen: the latest change stays where it was. Raise a counter in
///   the transaction instead.
/// - **A page of a list** depends on its neighbours: use the keys and versions of that page.
/// - **A date has whole seconds.** `Last-Modified` goes to clients only from
///   [`changed_at`](Self::changed_at), which must be a time that deletions move as well.
///
/// `from_members` (with the feature `digest`) has none of these gaps: it sees every key and version, for
/// the price of reading them (an index-only scan). [`from_count`](Self::from_count) reads two
/// aggregates, and is right where every write, deletions included, raises one counter.
///
/// # Example
///
/// ```
/// use conditional_core::{Collection, Resource};
///
/// // SELECT count(*), max(version) FROM entry
/// let before = Collection::from_count(3, Some(17_i64));
/// let after = Collection::from_count(2, Some(17_i64)); // one deleted
/// assert_ne!(before.etag(), after.etag());
/// ```
#[derive(Clone, Debug)]
#[must_use = "return it from a `resource` function, or ask it for its `etag()`"]
pub struct Collection {
    tag: ETagBuilder,
    changed_at: Option<LastModified>,
}

impl Collection {
    /// From the number of members and their latest change: a version, a counter, a time.
    ///
    /// ```
    /// use conditional_core::{Collection, Resource};
    ///
    /// // SELECT count(*), max(version) FROM entry
    /// let none: Option<i64> = None;
    /// assert_ne!(Collection::from_count(0, none).etag(), Collection::from_count(0, Some(0)).etag());
    /// ```
    pub fn from_count(count: u64, latest: Option<impl Ingredient>) -> Self {
        Self {
            tag: ETagBuilder::new().with(count).with(latest),
            changed_at: None,
        }
    }

    /// From every member's key and version, in the order in which they are shown.
    ///
    /// ```
    /// use conditional_core::{Collection, Resource};
    ///
    /// // SELECT id, version FROM entry ORDER BY id
    /// let before = Collection::from_members([(1, 4), (2, 17)]);
    /// let after = Collection::from_members([(1, 4), (3, 17)]);
    /// assert_ne!(before.etag(), after.etag());
    /// ```
    #[cfg(feature = "digest")]
    pub fn from_members<K, V>(members: impl IntoIterator<Item = (K, V)>) -> Self
    where
        K: Ingredient,
        V: Ingredient,
    {
        let mut all = ETagBuilder::new();
        for (key, version) in members {
            all.mix(&key);
            all.mix(&version);
        }
        Self {
            tag: ETagBuilder::new().with(all.digest().opaque()),
            changed_at: None,
        }
    }

    /// Mixes in what else the list depends on: the page, the reader, the language.
    ///
    /// ```
    /// use conditional_core::{Collection, Resource};
    ///
    /// let page = |number: u32| Collection::from_count(40, Some(17)).with(number).etag();
    /// assert_ne!(page(1), page(2));
    /// ```
    pub fn with(mut self, ingredient: impl Ingredient) -> Self {
        self.tag.mix(&ingredient);
        self
    }

    /// When the list last changed, deletions included.
    ///
    /// ```
    /// use conditional_core::{Collection, LastModified, Resource};
    ///
    /// let changed = LastModified::from_unix_seconds(784_111_777);
    /// let feed = Collection::from_count(40, Some(17)).changed_at(changed);
    /// assert_eq!(feed.last_modified(), Some(changed));
    /// ```
    pub fn changed_at(mut self, time: impl Into<LastModified>) -> Self {
        self.changed_at = Some(time.into());
        self
    }
}

impl Resource for Collection {
    fn etag(&self) -> Option<ETag> {
        Some(self.tag.strong())
    }

    fn last_modified(&self) -> Option<LastModified> {
        self.changed_at
    }

    /// A list without members is there all the same.
    fn representation(&self) -> Representation {
        Representation::with_validators(self.etag(), self.changed_at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_collection_is_present() {
        let empty = Collection::from_count(0, None::<i64>);
        assert!(empty.representation().is_present());
    }

    #[test]
    fn a_date_is_sent_only_where_it_was_given() {
        let collection = Collection::from_count(1, Some(LastModified::from_unix_seconds(5)));
        assert_eq!(collection.last_modified(), None);
        let dated = collection.changed_at(LastModified::from_unix_seconds(9));
        let date = Some(LastModified::from_unix_seconds(9));
        assert_eq!(dated.last_modified(), date);
        assert_eq!(dated.representation().last_modified(), date);
        assert_eq!(dated.representation().etag(), dated.etag().as_ref());
    }

    #[cfg(feature = "digest")]
    #[test]
    fn members_show_deletion_exchange_and_order() {
        let tag = |members: &[(u32, u32)]| Collection::from_members(members.iter().copied()).etag();
        let all = [
            tag(&[(1, 1), (2, 1)]),
            tag(&[(1, 1)]),
            tag(&[(1, 2)]),
            tag(&[(1, 1), (3, 1)]),
            tag(&[(2, 1), (1, 1)]),
            tag(&[]),
        ];
        for (index, tag) in all.iter().enumerate() {
            assert!(!all[index + 1..].contains(tag), "{tag:?} twice");
        }
    }
}
