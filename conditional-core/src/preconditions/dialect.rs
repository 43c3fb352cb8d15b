//! How other protocols read entity-tags, where they differ from RFC 9110.

/// In which respects the conditional fields are read as another protocol defines them.
///
/// By default in none: RFC 9110 holds. Declare what the protocol that you implement says, and no
/// more; each of these lets writes through that RFC 9110 refuses.
///
/// ```
/// use conditional_core::{Decision, Dialect, ETag, Fields, Representation};
/// use http::Request;
///
/// const SCIM: Dialect = Dialect::new().with_weak_if_match();
///
/// let request = Request::put("/Users/1").header("If-Match", "W/\"7\"").body(())?;
/// let user = Representation::present().with_etag(ETag::weak("7").unwrap());
///
/// let fields = Fields::new(request.method(), request.headers());
/// assert!(!fields.evaluate(&user).is_proceed());
/// assert_eq!(fields.with_dialect(SCIM).evaluate(&user), Decision::Proceed);
/// # Ok::<_, http::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Dialect {
    weak_if_match: bool,
    bare_tags: bool,
}

impl Dialect {
    /// RFC 9110 as it stands.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            weak_if_match: false,
            bare_tags: false,
        }
    }

    /// Compares `If-Match` weakly, as `OData` 4.01, SCIM (RFC 7644) and FHIR define it: `W/"7"` and
    /// `"7"` name the same version.
    ///
    /// `If-None-Match` is compared weakly anyway, and `If-Range` always strongly.
    #[must_use]
    pub const fn with_weak_if_match(self) -> Self {
        Self {
            weak_if_match: true,
            ..self
        }
    }

    /// Reads a tag without quotes in `If-Match` and `If-None-Match` as the tag, as S3 clients write
    /// it: `7` and `"7"` name the same version.
    ///
    /// Such a tag ends at a comma or a space. `W/7` is the weak tag `W/"7"`, and a `*` stays what it is.
    ///
    /// ```
    /// use conditional_core::{Decision, Dialect, ETag, Fields, Representation};
    /// use http::Request;
    ///
    /// let request = Request::put("/object").header("If-Match", "9bb58f26").body(())?;
    /// let object = Representation::present().with_etag(ETag::strong("9bb58f26").unwrap());
    ///
    /// let fields = Fields::new(request.method(), request.headers());
    /// assert!(!fields.evaluate(&object).is_proceed());
    /// let s3 = Dialect::new().with_bare_tags();
    /// assert_eq!(fields.with_dialect(s3).evaluate(&object), Decision::Proceed);
    /// # Ok::<_, http::Error>(())
    /// ```
    #[must_use]
    pub const fn with_bare_tags(self) -> Self {
        Self {
            bare_tags: true,
            ..self
        }
    }

    /// Whether [`with_weak_if_match`](Self::with_weak_if_match) was declared.
    ///
    /// ```
    /// use conditional_core::Dialect;
    ///
    /// assert!(Dialect::new().with_weak_if_match().compares_if_match_weakly());
    /// assert!(!Dialect::new().compares_if_match_weakly());
    /// ```
    #[must_use]
    pub const fn compares_if_match_weakly(self) -> bool {
        self.weak_if_match
    }

    /// Whether [`with_bare_tags`](Self::with_bare_tags) was declared.
    ///
    /// ```
    /// use conditional_core::Dialect;
    ///
    /// assert!(Dialect::new().with_bare_tags().reads_bare_tags());
    /// assert!(!Dialect::new().reads_bare_tags());
    /// ```
    #[must_use]
    pub const fn reads_bare_tags(self) -> bool {
        self.bare_tags
    }
}
