//! [`Current`]: the loaded row in the handler's hand.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

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
/// | `Option<Row>` | `Current<Row>` | `404 Not Found`, whatever the preconditions say |
/// | `Option<Row>` | `Current<Option<Row>>` | the handler runs with `None`: it creates |
///
/// The attribute knows this parameter by its name: import it as `Current`, not under another one.
///
/// With `Current<Row>`, a missing row is a 404 before any precondition is looked at: without them it
/// would be one as well (RFC 9110 §13.2.1). With `Current<Option<Row>>`, a `PUT` with `If-Match` to a
/// missing resource is a 412 (§13.1.1).
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

/// Implemented by nothing: without the attribute, `Current` is not an extractor, and the compiler says so
/// here where `#[debug_handler]` asks it.
#[diagnostic::on_unimplemented(
    message = "`Current<{Self}>` is what a `resource` function has loaded; it is not an extractor by itself",
    label = "needs `#[condition(resource = your_fn)]` above the handler",
    note = "the attribute knows the parameter by its name: write `Current<Row>` or `Current<Option<Row>>`, not an alias of it"
)]
pub trait HandedOver {
    /// A value that does not exist.
    fn never<T>() -> T;
}

impl<S, T> FromRequestParts<S> for Current<T>
where
    S: Send + Sync,
    T: HandedOver,
{
    type Rejection = Infallible;

    async fn from_request_parts(_parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        T::never()
    }
}

/// A parameter type that the loader's value `L` can become.
#[diagnostic::on_unimplemented(
    message = "the `resource` function does not load what `Current` asks for",
    label = "`Current<{Self}>`, but the `resource` function gives `{L}`",
    note = "write the loaded type: `Current<Row>`, or `Current<Option<Row>>` to handle a missing row yourself"
)]
pub trait FromLoaded<L>: Sized {
    /// That parameter; `None` where it needs a row and there is none.
    fn from_loaded(loaded: L) -> Option<Self>;
}

impl<T> FromLoaded<T> for T {
    fn from_loaded(loaded: T) -> Option<Self> {
        Some(loaded)
    }
}

impl<T> FromLoaded<Option<T>> for T {
    fn from_loaded(loaded: Option<T>) -> Option<Self> {
        loaded
    }
}

/// What the handler's `Current` parameter takes of the loaded value; `None` where it needs a row and
/// there is none.
pub fn current<T, L>(loaded: L) -> Option<T>
where
    T: FromLoaded<L>,
{
    T::from_loaded(loaded)
}
