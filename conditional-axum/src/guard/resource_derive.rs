//! What `#[derive(Resource)]` makes of the marked fields.

use conditional_core::{ETag, ETagBuilder, Ingredient, LastModified};

use super::outcome::IntoLastModified;

/// A field that is the version, or part of it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be made into a tag",
    label = "`#[etag]` cannot read this type",
    note = "it reads numbers, text, `bool`, times, `ETag` and `Option`s of them; implement `Ingredient` for a type of your own",
    note = "for a type of another crate, write the implementation in place of the derive: `impl Resource for Row {{ fn etag(&self) -> Option<ETag> {{ ETag::strong(self.version.to_string()).ok() }} }}`, or wrap the type in one of your own that implements `Ingredient`"
)]
pub trait TagField {
    /// The tag of this field alone.
    fn tag(&self) -> Option<ETag>;

    /// Adds the field to a tag of several.
    fn mix(&self, tag: &mut ETagBuilder);
}

#[diagnostic::do_not_recommend]
impl<T: Ingredient> TagField for T {
    fn tag(&self) -> Option<ETag> {
        self.to_etag()
    }

    fn mix(&self, tag: &mut ETagBuilder) {
        tag.mix(self);
    }
}

/// The tag of the one field that is the version.
pub fn tag_of_field<T: TagField>(field: &T) -> Option<ETag> {
    field.tag()
}

/// One of several fields that are the version together.
pub fn mix_field<T: TagField>(tag: &mut ETagBuilder, field: &T) {
    field.mix(tag);
}

/// A field that holds a modification time.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a modification time",
    label = "`#[last_modified]` cannot read this type",
    note = "use `SystemTime`, `LastModified`, or with the feature of that name a `chrono::DateTime`, `jiff::Timestamp` or `time::OffsetDateTime`; an `Option` of them, too",
    note = "a `NaiveDateTime` has no time zone: where it is in UTC, keep it as `DateTime<Utc>`, which `.and_utc()` makes of it, or write `impl Resource for Row` in place of the derive"
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
