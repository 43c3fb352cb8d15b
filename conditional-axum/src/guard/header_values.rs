//! The values of `cache_control = …` and `vary = …`.

use axum::http::{HeaderName, HeaderValue};
use conditional_core::CacheControl;

/// What `cache_control = …` may name beside a literal.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Cache-Control value",
    label = "must be a `CacheControl`, a `HeaderValue` or a literal",
    note = "write `cache_control = \"public, max-age=60\"`, or name a constant of type `CacheControl`"
)]
pub trait IntoCacheControl {
    /// The field value.
    fn into_field(self) -> HeaderValue;
}

#[diagnostic::do_not_recommend]
impl IntoCacheControl for CacheControl {
    fn into_field(self) -> HeaderValue {
        self.into()
    }
}

#[diagnostic::do_not_recommend]
impl IntoCacheControl for &CacheControl {
    fn into_field(self) -> HeaderValue {
        self.clone().into()
    }
}

#[diagnostic::do_not_recommend]
impl IntoCacheControl for HeaderValue {
    fn into_field(self) -> HeaderValue {
        self
    }
}

/// The value of a `cache_control` constant.
pub fn cache_control(value: impl IntoCacheControl) -> HeaderValue {
    value.into_field()
}

/// What `vary = …` may name beside a literal.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Vary value",
    label = "must be a `HeaderValue`, a `HeaderName` or a literal",
    note = "write `vary = \"Accept-Language\"`, or name a constant of type `HeaderValue`"
)]
pub trait IntoVary {
    /// The field value.
    fn into_field(self) -> HeaderValue;
}

#[diagnostic::do_not_recommend]
impl IntoVary for HeaderValue {
    fn into_field(self) -> HeaderValue {
        self
    }
}

#[diagnostic::do_not_recommend]
impl IntoVary for HeaderName {
    fn into_field(self) -> HeaderValue {
        self.into()
    }
}

/// The value of a `vary` constant.
pub fn vary(value: impl IntoVary) -> HeaderValue {
    value.into_field()
}
