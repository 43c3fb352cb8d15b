//! [`Current`]: the loaded row in the handler's hand.

use axum::response::Response;

use crate::response::problem;

/// The very value that the preconditions were checked against, as a parameter of the handler.
///
/// The `resource` function of [`#[condition]`](macro@crate::condition) loads the row once; the
/// handler takes it as `Current<Row>`, anywhere in its list of parameters. The value is moved, not
/// cloned and not loaded again, so a write can say `… WHERE id = ? AND version = ?` with the version
/// that the client's `If-Match` agreed to.
///
/// | the function returns | parameter | nothing is there |
/// |---|---|---|
/// | `Row` | `Current<Row>` | cannot happen |
/// | `Option<Row>` | `Current<Row>` | `404 Not Found`, the handler does not run |
/// | `Option<Row>` | `Current<Option<Row>>` | the handler runs with `None`: it creates |
///
/// The attribute knows this parameter by its name: import it as `Current`, not under another one.
///
/// The preconditions come first: a `PUT` with `If-Match` to a missing resource is a 412 in both
/// cases (RFC 9110 §13.1.1).
///
/// # Example
///
/// ```
/// use axum::{Router, extract::Path, routing::put};
/// use conditional_axum::{Current, ETag, Resource, condition};
///
/// struct Entry {
///     id: u64,
///     version: u64,
/// }
///
/// impl Resource for Entry {
///     fn etag(&self) -> Option<ETag> {
///         Some(ETag::from(self.version))
///     }
/// }
///
/// async fn load(Path(id): &Path<u64>) -> Option<Entry> {
///     (*id == 1).then_some(Entry { id: 1, version: 7 })
/// }
///
/// #[condition(resource = load)]
/// async fn update(Current(entry): Current<Entry>, Path(id): Path<u64>, body: String) -> String {
///     format!("entry {id}, version {}: {body}", entry.version)
/// }
///
/// # let _: Router =
/// Router::new().route("/entries/{id}", put(update));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::exhaustive_structs,
    reason = "a pattern in a parameter list, like `Path`"
)]
pub struct Current<T>(pub T);

/// A parameter type that the loader's value `L` can become.
#[diagnostic::on_unimplemented(
    message = "the `resource` function does not load what `Current` asks for",
    label = "`Current<{Self}>`, but the `resource` function gives `{L}`",
    note = "write the loaded type: `Current<Row>`, or `Current<Option<Row>>` to handle a missing row yourself"
)]
pub trait FromLoaded<L>: Sized {
    /// That parameter.
    ///
    /// # Errors
    ///
    /// The 404 where nothing was loaded.
    #[expect(clippy::result_large_err, reason = "a box would be an allocation")]
    fn from_loaded(loaded: L) -> Result<Self, Response>;
}

impl<T> FromLoaded<T> for T {
    #[inline]
    fn from_loaded(loaded: T) -> Result<Self, Response> {
        Ok(loaded)
    }
}

impl<T> FromLoaded<Option<T>> for T {
    #[inline]
    fn from_loaded(loaded: Option<T>) -> Result<Self, Response> {
        loaded.ok_or_else(problem::not_found)
    }
}

/// The handler's `Current` parameter.
///
/// # Errors
///
/// `404 Not Found` where the handler wants a row and there is none.
#[inline]
#[expect(clippy::result_large_err, reason = "a box would be an allocation")]
pub fn current<T, L>(loaded: L) -> Result<Current<T>, Response>
where
    T: FromLoaded<L>,
{
    T::from_loaded(loaded).map(Current)
}
