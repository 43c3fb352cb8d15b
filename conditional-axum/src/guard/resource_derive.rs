//! What `#[derive(Resource)]` makes of the marked fields.

use conditional_core::{ETag, ETagBuilder, Ingredient, LastModified};

use crate::guard::wanted::IntoLastModified;

/// The tag of the one field that is the version.
pub fn tag_of_field<T: Ingredient>(field: &T) -> Option<ETag> {
    field.to_etag()
}

/// One of several fields that are the version together.
pub fn mix_field<T: Ingredient>(tag: &mut ETagBuilder, field: &T) {
    tag.mix(field);
}

/// A field that holds a modification time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a modification time",
    label = "`#[last_modified]` cannot read this type",
    note = "use `SystemTime`, `LastModified`, or with the feature of that name a `chrono::DateTime`, `jiff::Timestamp` or `time::OffsetDateTime`, or an `Option` of one of them",
    note = "a `NaiveDateTime` has no time zone: if it is in UTC, store a `DateTime<Utc>` (`.and_utc()` converts it), or write `impl Resource for Row` instead of the derive"
)]
pub trait DateField {
    /// The time, to the second.
    fn date(&self) -> Option<LastModified>;
}

#[diagnostic::do_not_recommend]
impl<T: IntoLastModified + Clone> DateField for T {
    fn date(&self) -> Option<LastModified> {
        Some(self.clone().into_last_modified())
    }
}

impl<T: DateField> DateField for Option<T> {
    fn date(&self) -> Option<LastModified> {
        self.as_ref().and_then(T::date)
    }
}

/// The date of the field that is the modification time.
pub fn date_of_field<T: DateField>(field: &T) -> Option<LastModified> {
    field.date()
}
