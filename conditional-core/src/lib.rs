#![cfg_attr(docsrs, feature(doc_cfg))]
//! HTTP conditional requests (RFC 9110 §13) as pure logic: what a server decides before it does
//! the work.
//!
//! A client says which copy it holds (`If-None-Match`, `If-Modified-Since`) or which version it
//! means to change (`If-Match`, `If-Unmodified-Since`). A server that knows the current version
//! can answer *304 Not Modified* or *412 Precondition Failed* at once. This crate decides which.
//!
//! ```
//! use conditional_core::{ConditionalField, Decision, ETag, Preconditions, Representation};
//! use http::Request;
//!
//! let request = Request::put("/entries/1").header("If-Match", "\"6\"").body(())?;
//! let current = Representation::present().with_etag(ETag::from(7));
//!
//! let decision = Preconditions::new(request.method(), request.headers()).evaluate(&current);
//! assert_eq!(decision, Decision::PreconditionFailed(ConditionalField::IfMatch));
//! assert_eq!(decision.status(), Some(http::StatusCode::PRECONDITION_FAILED));
//! # Ok::<_, http::Error>(())
//! ```
//!
//! # Where the RFC is
//!
//! | RFC | says | here |
//! |---|---|---|
//! | 9110 §8.8.3 | entity-tags and how they compare | [`ETag`] |
//! | 9110 §8.8.2, §5.6.7 | modification dates, HTTP-dates | [`LastModified`] |
//! | 9110 §3.2 | the selected representation | [`Representation`], [`Resource`] |
//! | 9110 §13.1 | the five conditional fields | [`ConditionalField`], [`Preconditions`], [`Fields`] |
//! | 9110 §13.2 | their order, and the outcome | [`Preconditions::evaluate`], [`Decision`] |
//! | 9111 §5.2.2 | what caches may do | [`CacheControl`] |
//!
//! # The decision
//!
//! 1. `If-Match`: `*` holds if there is a representation, a list if it holds the tag, compared
//!    strongly. Otherwise 412.
//! 2. Without `If-Match`, `If-Unmodified-Since`: if the representation was modified after it, 412.
//! 3. `If-None-Match`: `*` holds if there is no representation, a list if it does not hold the tag,
//!    compared weakly. Otherwise 304 for GET, HEAD and QUERY, 412 for other methods.
//! 4. Without `If-None-Match`, for GET, HEAD and QUERY, `If-Modified-Since`: if the representation
//!    was not modified after it, 304.
//! 5. `If-Range` decides whether a `Range` is honoured: [`Preconditions::range_applies`].
//!
//! CONNECT, OPTIONS and TRACE always proceed.
//!
//! # What clients get wrong
//!
//! - *Lists.* All lines of a field count; empty members do not. Members are read in order: what
//!   comes before a malformed one counts, what follows it does not, on whatever line. `*` counts only
//!   as the one member of its field. On a write, an `If-None-Match` of `"*"` in quotes means `*`.
//! - *Dates* that cannot be read, or are sent twice, are ignored; white space around one is not part
//!   of it. A tag field that cannot be read still counts as present, so the date field beside it
//!   stays ignored.
//! - *Missing representations.* A read goes on to its 404; a write that names a version is refused.
//!
//! # Dates
//!
//! A `Last-Modified` of the current second can still be overtaken by a second change in that same
//! second (§8.8.2.2). [`Representation::publish`] says which date may be sent, and which answers must
//! not be stored; an `If-Modified-Since` that is not before now proceeds. Give [`Fields`] or
//! [`Preconditions`] the time for that.
//!
//! # Scope
//!
//! This crate reads no clock, does no I/O and knows no web framework: `conditional-axum` adds those.
//! Nothing panics, whatever a client sends. Deciding allocates nothing, and takes time in proportion
//! to the length of the fields.
//!
//! # Features
//!
//! | feature | default | brings |
//! |---|---|---|
//! | `digest` | yes | `ETag::digest`, `ETag::weak_digest`: tags from SHA-256 |
//! | `chrono`, `jiff`, `time` | no | conversions of their times into [`LastModified`] |
//! | `serde` | no | [`CacheControl`] in configuration files, [`ETag`] and [`LastModified`] in content |
//! | `uuid` | no | `Uuid` as an [`Ingredient`] of tags |
//! | `axum-core-05` | no | [`ETag`], [`LastModified`], [`CacheControl`] as parts of axum's responses |

mod cache_control;
mod compose;
mod decision;
mod etag;
mod last_modified;
mod octets;
mod preconditions;
mod representation;
#[cfg(feature = "axum-core-05")]
mod response_parts;

#[doc(hidden)]
pub use self::cache_control::check_field_names;
pub use self::{
    cache_control::{CacheControl, Cacheable, InvalidCacheControl},
    compose::{Collection, ETagBuilder, Escaped, Ingredient},
    decision::{Decision, is_safe, is_safe_read},
    etag::{ETag, InvalidETag},
    last_modified::{InvalidDate, LastModified},
    preconditions::{ConditionalField, Dialect, Fields, Preconditions},
    representation::{Published, Representation, Resource},
};
#[doc(hidden)]
pub use self::{
    etag::is_etag,
    preconditions::{Present, TagPositions, tag_positions},
};

/// The example of the README is a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
