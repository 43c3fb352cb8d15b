//! [`utoipa`](https://docs.rs/utoipa/6) documents guarded handlers.
//!
//! With `#[utoipa::path]` **below** the guard's attribute, there is nothing to write: what the
//! handler documents itself stays, and the guard adds the conditional fields of the request that count
//! for its methods (under `required`, `If-Match` is a required one), `ETag`, `Last-Modified`,
//! `Cache-Control` and `Vary` of the answers that carry them, 304, 412 and 428, and the 404 of a
//! missing [`Current`](crate::Current) row.
//!
//! With `#[utoipa::path]` **above** it, utoipa has expanded before the guard is seen, and its hooks let
//! no other attribute add to an operation: there, [`document`] takes one line for each handler.
//!
//! What utoipa's hooks do not allow: a handler without `#[utoipa::path]` is in no document, and an
//! answer that is a reference to `components` gets no header fields.
//!
//! # Example
//!
//! ```
//! use axum::extract::{Path, State};
//! use conditional_axum::{ETag, condition};
//! use utoipa::OpenApi;
//!
//! fn tag(State(version): State<u64>) -> ETag {
//!     ETag::from(version)
//! }
//!
//! #[condition(etag = tag, extract(State<u64>), required)]
//! #[utoipa::path(
//!     put,
//!     path = "/entries/{id}",
//!     params(("id" = u64, Path)),
//!     request_body = String,
//!     responses((status = 200, body = String)),
//! )]
//! async fn save(Path(id): Path<u64>, text: String) -> String {
//!     format!("entry {id}: {text}")
//! }
//!
//! #[derive(OpenApi)]
//! #[openapi(paths(save))]
//! struct Document;
//!
//! let document = serde_json::to_value(Document::openapi()).unwrap();
//! let save = &document["paths"]["/entries/{id}"]["put"];
//! assert_eq!(save["parameters"][1]["name"], "If-Match");
//! assert_eq!(save["parameters"][1]["required"], true);
//! assert!(save["responses"]["200"]["headers"]["ETag"].is_object());
//! assert!(save["responses"]["428"]["content"]["application/problem+json"].is_object());
//! ```

mod parts;

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt;
use std::future::Future;

use utoipa::openapi::path::{Operation, PathItem};
use utoipa::openapi::{HttpMethod, OpenApi, RefOr};

use crate::guard::guarded::Guarded;
use crate::openapi::description::{Description, Kind};

use self::parts::{add_headers, add_parameter, repeat_headers, response};

/// Adds what the guard of a handler knows to the operations of this id, where `#[utoipa::path]` stands
/// above the guard's attribute.
///
/// The id is the handler's name, unless `operation_id` gives another one. The document is what it
/// would be with the attributes the other way round, where this is not needed and changes nothing.
///
/// # Errors
///
/// [`UnknownOperation`] where the document has no operation of this id.
///
/// # Example
///
/// ```
/// use conditional_axum::{ETag, etag, utoipa_6};
/// use utoipa::OpenApi;
///
/// #[utoipa::path(get, path = "/entry", responses((status = 200, body = String)))]
/// #[etag(|| ETag::from(7))]
/// async fn show() -> &'static str {
///     "entry"
/// }
///
/// #[derive(OpenApi)]
/// #[openapi(paths(show))]
/// struct Document;
///
/// let mut document = Document::openapi();
/// utoipa_6::document(&mut document, "show", show).unwrap();
/// let unknown: utoipa_6::UnknownOperation = utoipa_6::document(&mut document, "shown", show).unwrap_err();
/// assert_eq!(unknown.to_string(), "no operation of the document has the id `shown`");
///
/// let document = serde_json::to_value(document).unwrap();
/// assert!(document["paths"]["/entry"]["get"]["responses"]["304"].is_object());
/// ```
#[expect(
    clippy::needless_pass_by_value,
    reason = "a handler is named as in a route"
)]
pub fn document<H, A>(
    document: &mut OpenApi,
    operation_id: &str,
    handler: H,
) -> Result<(), UnknownOperation>
where
    H: GuardedHandler<A>,
{
    let _ = handler;
    let mut is_known = false;
    for item in document.paths.paths.values_mut() {
        for (kind, operation) in operations(item) {
            if operation.operation_id.as_deref() == Some(operation_id) {
                is_known = true;
                add(operation, &Description::of(H::FACTS, kind));
            }
        }
    }
    if is_known {
        Ok(())
    } else {
        Err(UnknownOperation(operation_id.to_owned()))
    }
}

/// A handler below one of the guard's attributes.
///
/// ```
/// use conditional_axum::utoipa_6::GuardedHandler;
/// use conditional_axum::{ETag, etag};
///
/// #[etag(|| ETag::from(7))]
/// async fn show() {}
///
/// fn is_guarded<A>(_: impl GuardedHandler<A>) {}
/// is_guarded(show);
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a guarded handler",
    label = "must be an `async fn` below `#[condition]`, `#[etag]` or `#[last_modified]`"
)]
pub trait GuardedHandler<Arguments> {
    /// What its attribute declares.
    #[doc(hidden)]
    const FACTS: u16;
}

/// The document has no operation of this id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOperation(String);

impl fmt::Display for UnknownOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no operation of the document has the id `{}`", self.0)
    }
}

impl Error for UnknownOperation {}

/// The answer of a guarded handler.
#[doc(hidden)]
pub trait GuardedAnswer {
    /// What the attribute declares.
    const FACTS: u16;
}

impl<T, const FACTS: u16> GuardedAnswer for Guarded<T, FACTS> {
    const FACTS: u16 = FACTS;
}

macro_rules! handlers {
    ($($argument:ident)*) => {
        impl<H, R, $($argument),*> GuardedHandler<($($argument,)*)> for H
        where
            H: FnOnce($($argument),*) -> R,
            R: Future,
            R::Output: GuardedAnswer,
        {
            const FACTS: u16 = <R::Output as GuardedAnswer>::FACTS;
        }
    };
}

handlers!(A);
handlers!(A B);
handlers!(A B C);
handlers!(A B C D);
handlers!(A B C D E);
handlers!(A B C D E F);
handlers!(A B C D E F G);
handlers!(A B C D E F G I);
handlers!(A B C D E F G I J);
handlers!(A B C D E F G I J K);
handlers!(A B C D E F G I J K L);
handlers!(A B C D E F G I J K L M);
handlers!(A B C D E F G I J K L M N);
handlers!(A B C D E F G I J K L M N O);
handlers!(A B C D E F G I J K L M N O P);
handlers!(A B C D E F G I J K L M N O P Q);

/// The operation with what its guard knows: what the generated `utoipa::Path` returns.
#[doc(hidden)]
#[must_use]
pub fn documented(mut operation: Operation, methods: &[HttpMethod], facts: u16) -> Operation {
    let mut kinds = methods.iter().map(kind);
    let first = kinds.next().unwrap_or(Kind::Unknown);
    let kind = if kinds.all(|kind| kind == first) {
        first
    } else {
        Kind::Unknown
    };
    add(&mut operation, &Description::of(facts, kind));
    operation
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (Kind, &mut Operation)> {
    let operations = [
        (Kind::Read, &mut item.get),
        (Kind::Read, &mut item.head),
        (Kind::Read, &mut item.query),
        (Kind::Write, &mut item.put),
        (Kind::Write, &mut item.post),
        (Kind::Write, &mut item.patch),
        (Kind::Deletion, &mut item.delete),
    ];
    operations
        .into_iter()
        .filter_map(|(kind, operation)| Some((kind, operation.as_mut()?)))
}

fn kind(method: &HttpMethod) -> Kind {
    match method {
        HttpMethod::Get | HttpMethod::Head => Kind::Read,
        HttpMethod::Delete => Kind::Deletion,
        HttpMethod::Options | HttpMethod::Trace => Kind::Unguarded,
        _ => Kind::Write,
    }
}

fn add(operation: &mut Operation, description: &Description) {
    for field in &description.request {
        add_parameter(operation, field);
    }
    let responses = &mut operation.responses.responses;
    for (status, response) in responses.iter_mut() {
        if let RefOr::T(response) = response
            && status.starts_with('2')
        {
            add_headers(response, &description.success);
        }
    }
    let of_200 = match responses.get("200") {
        Some(RefOr::T(ok)) => ok.headers.clone(),
        _ => BTreeMap::new(),
    };
    for answer in &description.answers {
        let entry = responses.entry(answer.status.to_string());
        entry.or_insert_with(|| {
            let mut response = response(answer);
            if answer.repeats {
                repeat_headers(&mut response, &of_200);
            }
            RefOr::T(response)
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::guard::facts;

    use super::*;

    #[test]
    fn of_a_method_that_is_never_guarded_nothing_is_said() {
        for method in [HttpMethod::Options, HttpMethod::Trace] {
            let operation = documented(Operation::new(), &[method], facts::ETAG);
            assert!(operation == Operation::new());
        }
    }

    #[test]
    fn of_several_methods_that_do_the_same_all_is_said() {
        let of = |methods: &[HttpMethod]| {
            let operation = documented(Operation::new(), methods, facts::ETAG);
            let statuses = operation.responses.responses.into_keys();
            statuses.collect::<Vec<_>>()
        };
        assert_eq!(of(&[HttpMethod::Get, HttpMethod::Head]), ["304", "412"]);
        assert_eq!(of(&[HttpMethod::Put, HttpMethod::Patch]), ["412"]);
        assert_eq!(of(&[HttpMethod::Get, HttpMethod::Put]), ["304", "412"]);
    }
}
