//! Members to directives, strictly: what an author wrote must be right.

use std::{borrow::Cow, str::FromStr};

use http::HeaderValue;

use super::{
    CacheControl, InvalidCacheControl,
    argument::{advice, field_names, number},
    directive::{Argument, Directive, Flags, Seconds},
    error::Fault,
    member::{Member, Members, Value},
};

impl FromStr for CacheControl {
    type Err = InvalidCacheControl;

    /// Reads a value. Names are matched in any case of letters, numbers may be quoted (RFC 9111
    /// §4.2.1), unknown directives are kept as extensions.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// let read: CacheControl = "Max-Age=\"060\", Public".parse()?;
    /// assert_eq!(read.to_string(), "public, max-age=60");
    /// # Ok::<_, conditional_core::InvalidCacheControl>(())
    /// ```
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut members = Members::new(text.as_bytes());
        let mut directives = Directives::NONE;
        let mut extensions = Vec::new();
        while let Some(member) = members.next()? {
            match Directive::named(member.name) {
                Some(directive) => directives = directives.with(directive, member)?,
                None => extensions.push(member.to_string()),
            }
        }
        Ok(directives.into_owned(extensions))
    }
}

impl TryFrom<&HeaderValue> for CacheControl {
    type Error = InvalidCacheControl;

    fn try_from(value: &HeaderValue) -> Result<Self, Self::Error> {
        let not_ascii = |_| Fault {
            at: 0,
            advice: "write visible ASCII only",
        };
        value.to_str().map_err(not_ascii)?.parse()
    }
}

impl CacheControl {
    /// A constant from its text.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// const POLICY: CacheControl = CacheControl::from_static("private, max-age=60");
    /// assert!(POLICY.is_private());
    /// ```
    ///
    /// A mistake does not compile, and says what to write:
    ///
    /// ```compile_fail
    /// # use conditional_core::CacheControl;
    /// const POLICY: CacheControl = CacheControl::from_static("privat");
    /// ```
    ///
    /// # Panics
    ///
    /// If the text is empty, malformed or has a directive that is not registered; in a `const`
    /// that is a compile error.
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "in a `const`, its intended use, a panic is a compile error"
    )]
    #[track_caller]
    pub const fn from_static(text: &'static str) -> Self {
        match read_registered(text.as_bytes()) {
            Ok(directives) => directives.into_static(),
            Err(fault) => panic!("{}", fault.advice),
        }
    }

    /// Checks a literal at compile time and hands it on, for a header value that is a constant.
    ///
    /// ```
    /// use conditional_core::CacheControl;
    ///
    /// const POLICY: &str = CacheControl::check_static("private, max-age=60");
    /// # assert_eq!(POLICY, "private, max-age=60");
    /// ```
    ///
    /// # Panics
    ///
    /// As [`from_static`](Self::from_static) does.
    #[must_use]
    #[expect(
        clippy::panic,
        reason = "in a `const`, its intended use, a panic is a compile error"
    )]
    #[track_caller]
    pub const fn check_static(text: &'static str) -> &'static str {
        match read_registered(text.as_bytes()) {
            Ok(_) => text,
            Err(fault) => panic!("{}", fault.advice),
        }
    }
}

const UNKNOWN: &str = "unknown directive; write one of public, private, no-cache, no-store, \
    no-transform, must-revalidate, proxy-revalidate, must-understand, immutable, max-age=60, \
    s-maxage=60, stale-while-revalidate=60, stale-if-error=60";

/// Reads a text of which every directive must be known.
const fn read_registered(text: &[u8]) -> Result<Directives<'_>, Fault> {
    let mut members = Members::new(text);
    let mut directives = Directives::NONE;
    loop {
        let member = match members.next() {
            Ok(Some(member)) => member,
            Ok(None) => break,
            Err(fault) => return Err(fault),
        };
        let Some(directive) = Directive::named(member.name) else {
            return Err(Fault {
                at: member.at,
                advice: UNKNOWN,
            });
        };
        directives = match directives.with(directive, member) {
            Ok(directives) => directives,
            Err(fault) => return Err(fault),
        };
    }
    if directives.flags.is_empty() {
        return Err(Fault {
            at: 0,
            advice: "empty; write a directive, as in private or max-age=60",
        });
    }
    Ok(directives)
}

/// The registered directives of a text, borrowed from it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Directives<'a> {
    pub(super) flags: Flags,
    pub(super) seconds: Seconds,
    no_cache_fields: Option<&'a str>,
    private_fields: Option<&'a str>,
}

impl<'a> Directives<'a> {
    pub(super) const NONE: Self = Self {
        flags: Flags::NONE,
        seconds: Seconds::NONE,
        no_cache_fields: None,
        private_fields: None,
    };

    /// These directives and one more, which must not be there yet.
    pub(super) const fn with(
        mut self,
        directive: Directive,
        member: Member<'a>,
    ) -> Result<Self, Fault> {
        if let Some(advice) = self.conflict(directive) {
            return Err(Fault {
                at: member.at,
                advice,
            });
        }
        match (directive.argument(), member.value) {
            (Argument::Nothing | Argument::FieldNames, None) => {}
            (Argument::Seconds, Some(value)) => match number(value.text) {
                Some(seconds) => self.seconds = self.seconds.with(directive, seconds),
                None => {
                    return Err(Fault {
                        at: member.at,
                        advice: advice(directive),
                    });
                }
            },
            (
                Argument::FieldNames,
                Some(Value {
                    text,
                    is_quoted: true,
                }),
            ) => match field_names(text) {
                Some(names) => self.set_fields(directive, names),
                None => {
                    return Err(Fault {
                        at: member.at,
                        advice: advice(directive),
                    });
                }
            },
            _ => {
                return Err(Fault {
                    at: member.at,
                    advice: advice(directive),
                });
            }
        }
        self.flags = self.flags.with(directive);
        Ok(self)
    }

    const fn conflict(self, directive: Directive) -> Option<&'static str> {
        let contradicted = match directive {
            Directive::Public => self.flags.has(Directive::Private),
            Directive::Private => self.flags.has(Directive::Public),
            _ => false,
        };
        if contradicted {
            Some("public and private exclude each other: write one")
        } else if self.flags.has(directive) {
            Some("this directive is already there: write it once")
        } else {
            None
        }
    }

    const fn set_fields(&mut self, directive: Directive, names: &'a str) {
        match directive {
            Directive::NoCache => self.no_cache_fields = Some(names),
            _ => self.private_fields = Some(names),
        }
    }

    pub(super) fn into_owned(self, extensions: Vec<String>) -> CacheControl {
        let owned = |names: &str| Cow::Owned(names.to_owned());
        CacheControl {
            flags: self.flags,
            seconds: self.seconds,
            no_cache_fields: self.no_cache_fields.map(owned),
            private_fields: self.private_fields.map(owned),
            extensions,
        }
    }
}

impl Directives<'static> {
    const fn into_static(self) -> CacheControl {
        CacheControl {
            flags: self.flags,
            seconds: self.seconds,
            no_cache_fields: borrowed(self.no_cache_fields),
            private_fields: borrowed(self.private_fields),
            extensions: Vec::new(),
        }
    }
}

const fn borrowed(names: Option<&'static str>) -> Option<Cow<'static, str>> {
    match names {
        Some(names) => Some(Cow::Borrowed(names)),
        None => None,
    }
}
