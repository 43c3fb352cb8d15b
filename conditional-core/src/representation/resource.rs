//! Things that know their own validators.

use std::{rc::Rc, sync::Arc};

use super::selected::Representation;
use crate::{etag::ETag, last_modified::LastModified};

/// Something that knows the validators of its selected representation, such as a database row with
/// a version column.
///
/// Both validators default to "not known"; implement those that the type knows. An `Option` is a
/// resource too: `None` is one that is [missing](Representation::Missing).
///
/// ```
/// use std::time::SystemTime;
///
/// use conditional_core::{ETag, LastModified, Representation, Resource};
///
/// struct Entry {
///     version: i64,
///     changed: SystemTime,
/// }
///
/// impl Resource for Entry {
///     fn etag(&self) -> Option<ETag> {
///         Some(ETag::from(self.version))
///     }
///
///     fn last_modified(&self) -> Option<LastModified> {
///         Some(self.changed.into())
///     }
/// }
///
/// let found = Some(Entry { version: 3, changed: SystemTime::UNIX_EPOCH });
/// let both = Representation::with_validators(Some(ETag::from(3)), Some(SystemTime::UNIX_EPOCH.into()));
/// assert_eq!(found.representation(), both);
/// assert_eq!(None::<Entry>.representation(), Representation::Missing);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not know its validators",
    label = "needs `Resource`",
    note = "derive it: `#[derive(Resource)]` with `#[etag]` on the version field, `#[last_modified]` on the timestamp, or both"
)]
pub trait Resource {
    /// The entity-tag, if known.
    fn etag(&self) -> Option<ETag> {
        None
    }

    /// The modification date, if known.
    fn last_modified(&self) -> Option<LastModified> {
        None
    }

    /// Whether there may be a date at another time, where [`last_modified`](Self::last_modified) is
    /// `None` now: for a column that holds no date until the first change, say.
    ///
    /// Until there is a date, an answer without a strong tag must not be stored either: a cache may
    /// ask by the `Date` of its copy, and the first change may fall into that second. See
    /// [`Published::must_not_be_stored`](crate::Published::must_not_be_stored). `false` by default;
    /// `#[derive(Resource)]` says `true` where a field is marked `#[last_modified]`.
    ///
    /// ```
    /// use std::time::SystemTime;
    ///
    /// use conditional_core::{LastModified, Resource};
    ///
    /// struct Page {
    ///     edited: Option<SystemTime>,
    /// }
    ///
    /// impl Resource for Page {
    ///     fn last_modified(&self) -> Option<LastModified> {
    ///         self.edited.map(LastModified::from)
    ///     }
    ///
    ///     fn may_have_date(&self) -> bool {
    ///         true
    ///     }
    /// }
    ///
    /// let never_edited = Page { edited: None };
    /// assert!(never_edited.last_modified().is_none() && never_edited.may_have_date());
    /// ```
    fn may_have_date(&self) -> bool {
        false
    }

    /// Both together: a resource that is there, with the validators it knows.
    ///
    /// ```
    /// use conditional_core::{Representation, Resource};
    ///
    /// struct Page;
    /// impl Resource for Page {}
    ///
    /// // It is there, although none of its validators is known.
    /// assert_eq!(Page.representation(), Representation::present());
    /// ```
    fn representation(&self) -> Representation {
        Representation::with_validators(self.etag(), self.last_modified())
    }
}

/// `None` is a resource that does not exist.
impl<T: Resource> Resource for Option<T> {
    fn etag(&self) -> Option<ETag> {
        self.as_ref().and_then(T::etag)
    }

    fn last_modified(&self) -> Option<LastModified> {
        self.as_ref().and_then(T::last_modified)
    }

    fn may_have_date(&self) -> bool {
        self.as_ref().is_none_or(T::may_have_date)
    }

    fn representation(&self) -> Representation {
        self.as_ref()
            .map_or(Representation::Missing, T::representation)
    }
}

impl Resource for Representation {
    fn etag(&self) -> Option<ETag> {
        self.etag().cloned()
    }

    fn last_modified(&self) -> Option<LastModified> {
        self.last_modified()
    }

    fn representation(&self) -> Representation {
        self.clone()
    }
}

macro_rules! resource_through_pointer {
    ($($pointer:ty),*) => {$(
        impl<T: Resource + ?Sized> Resource for $pointer {
            fn etag(&self) -> Option<ETag> {
                (**self).etag()
            }

            fn last_modified(&self) -> Option<LastModified> {
                (**self).last_modified()
            }

            fn may_have_date(&self) -> bool {
                (**self).may_have_date()
            }

            fn representation(&self) -> Representation {
                (**self).representation()
            }
        }
    )*};
}

resource_through_pointer!(&T, Box<T>, Rc<T>, Arc<T>);

#[cfg(test)]
mod tests {
    use super::*;

    struct Row;

    impl Resource for Row {
        fn etag(&self) -> Option<ETag> {
            Some(ETag::from(1))
        }

        fn last_modified(&self) -> Option<LastModified> {
            Some(LastModified::from_unix_seconds(2))
        }

        fn may_have_date(&self) -> bool {
            true
        }
    }

    fn facts(
        resource: &impl Resource,
    ) -> (Option<ETag>, Option<LastModified>, bool, Representation) {
        (
            resource.etag(),
            resource.last_modified(),
            resource.may_have_date(),
            resource.representation(),
        )
    }

    #[test]
    fn a_resource_without_validators_is_present_all_the_same() {
        struct Plain;
        impl Resource for Plain {}
        assert_eq!(Plain.representation(), Representation::present());
    }

    #[test]
    fn none_is_missing_and_some_is_what_it_holds() {
        let missing = (None, None, true, Representation::Missing);
        assert_eq!(facts(&None::<Row>), missing);
        assert_eq!(facts(&Some(Row)), facts(&Row));
        // A representation never says that it may have a date later.
        let stated = Row.representation();
        assert_eq!(facts(&Some(stated.clone())), facts(&stated));
    }

    #[test]
    fn a_pointer_and_a_representation_say_what_they_hold() {
        assert_eq!(facts(&&Row), facts(&Row));
        assert_eq!(facts(&Box::new(Row)), facts(&Row));
        assert_eq!(facts(&Rc::new(Row)), facts(&Row));
        assert_eq!(facts(&Arc::new(Row)), facts(&Row));
        assert_eq!(facts(&(Box::new(Row) as Box<dyn Resource>)), facts(&Row));
        let (etag, date, _, representation) = facts(&Row);
        let stated = (etag, date, false, representation);
        assert_eq!(facts(&Row.representation()), stated);
        assert_eq!(facts(&Representation::Missing).3, Representation::Missing);
    }
}
