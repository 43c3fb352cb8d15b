//! What an attribute demands of requests.

use conditional_core::Dialect;

/// What the attribute demands beside the validators.
#[derive(Clone, Copy, Debug, Default)]
#[expect(
    clippy::exhaustive_structs,
    reason = "private: only generated code builds it"
)]
pub struct Rules {
    /// A write must carry a precondition.
    pub required: bool,
    /// `If-Match` compares weakly.
    pub weak_if_match: bool,
    /// A tag may come without its quotes.
    pub bare_tags: bool,
}

impl Rules {
    pub(super) const fn dialect(self) -> Dialect {
        let mut dialect = Dialect::new();
        if self.weak_if_match {
            dialect = dialect.with_weak_if_match();
        }
        if self.bare_tags {
            dialect = dialect.with_bare_tags();
        }
        dialect
    }
}
