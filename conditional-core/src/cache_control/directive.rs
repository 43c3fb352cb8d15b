//! The vocabulary: registered response directives and how their values are stored.

use std::time::Duration;

/// The registered directives of responses, in the order they are written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Directive {
    NoCache,
    NoStore,
    Public,
    Private,
    MaxAge,
    SMaxage,
    StaleWhileRevalidate,
    StaleIfError,
    MustRevalidate,
    ProxyRevalidate,
    MustUnderstand,
    NoTransform,
    Immutable,
}

/// What may follow a directive's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Argument {
    Nothing,
    Seconds,
    FieldNames,
}

impl Directive {
    pub(super) const ALL: [Self; 13] = [
        Self::NoCache,
        Self::NoStore,
        Self::Public,
        Self::Private,
        Self::MaxAge,
        Self::SMaxage,
        Self::StaleWhileRevalidate,
        Self::StaleIfError,
        Self::MustRevalidate,
        Self::ProxyRevalidate,
        Self::MustUnderstand,
        Self::NoTransform,
        Self::Immutable,
    ];

    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::NoCache => "no-cache",
            Self::NoStore => "no-store",
            Self::Public => "public",
            Self::Private => "private",
            Self::MaxAge => "max-age",
            Self::SMaxage => "s-maxage",
            Self::StaleWhileRevalidate => "stale-while-revalidate",
            Self::StaleIfError => "stale-if-error",
            Self::MustRevalidate => "must-revalidate",
            Self::ProxyRevalidate => "proxy-revalidate",
            Self::MustUnderstand => "must-understand",
            Self::NoTransform => "no-transform",
            Self::Immutable => "immutable",
        }
    }

    pub(super) const fn argument(self) -> Argument {
        match self {
            Self::NoCache | Self::Private => Argument::FieldNames,
            Self::MaxAge | Self::SMaxage | Self::StaleWhileRevalidate | Self::StaleIfError => {
                Argument::Seconds
            }
            _ => Argument::Nothing,
        }
    }

    /// The directive of this name, in any case of letters.
    pub(super) const fn named(name: &[u8]) -> Option<Self> {
        let mut rest = Self::ALL.as_slice();
        while let [directive, others @ ..] = rest {
            if equal_ignoring_case(name, directive.name().as_bytes()) {
                return Some(*directive);
            }
            rest = others;
        }
        None
    }
}

/// `<[u8]>::eq_ignore_ascii_case`, which is not `const` in our oldest supported compiler.
const fn equal_ignoring_case(mut left: &[u8], mut right: &[u8]) -> bool {
    while let ([l, left_rest @ ..], [r, right_rest @ ..]) = (left, right) {
        if !l.eq_ignore_ascii_case(r) {
            return false;
        }
        (left, right) = (left_rest, right_rest);
    }
    left.is_empty() && right.is_empty()
}

/// The set of directives that stand in a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Flags(u16);

impl Flags {
    pub(super) const NONE: Self = Self(0);

    pub(super) const fn is_empty(self) -> bool {
        self.0 == 0
    }

    pub(super) const fn has(self, directive: Directive) -> bool {
        self.0 & (1 << directive as u16) != 0
    }

    pub(super) const fn with(self, directive: Directive) -> Self {
        let rest = match directive {
            Directive::Public => self.without(Directive::Private),
            Directive::Private => self.without(Directive::Public),
            _ => self,
        };
        Self(rest.0 | 1 << directive as u16)
    }

    pub(super) const fn without(self, directive: Directive) -> Self {
        Self(self.0 & !(1 << directive as u16))
    }
}

/// The numbers of those directives that have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Seconds {
    max_age: Option<u32>,
    s_maxage: Option<u32>,
    stale_while_revalidate: Option<u32>,
    stale_if_error: Option<u32>,
}

impl Seconds {
    pub(super) const NONE: Self = Self {
        max_age: None,
        s_maxage: None,
        stale_while_revalidate: None,
        stale_if_error: None,
    };

    pub(super) const fn get(self, directive: Directive) -> Option<u32> {
        match directive {
            Directive::MaxAge => self.max_age,
            Directive::SMaxage => self.s_maxage,
            Directive::StaleWhileRevalidate => self.stale_while_revalidate,
            Directive::StaleIfError => self.stale_if_error,
            _ => None,
        }
    }

    pub(super) const fn with(mut self, directive: Directive, seconds: u32) -> Self {
        match directive {
            Directive::MaxAge => self.max_age = Some(seconds),
            Directive::SMaxage => self.s_maxage = Some(seconds),
            Directive::StaleWhileRevalidate => self.stale_while_revalidate = Some(seconds),
            Directive::StaleIfError => self.stale_if_error = Some(seconds),
            _ => {}
        }
        self
    }
}

/// "Infinity" in RFC 9111 §1.2.2: larger numbers count as this one.
pub(super) const LONGEST: u32 = 1 << 31;

#[expect(
    clippy::cast_possible_truncation,
    reason = "what is at most `LONGEST` fits"
)]
pub(super) const fn whole_seconds(duration: Duration) -> u32 {
    if duration.as_secs() <= LONGEST as u64 {
        duration.as_secs() as u32
    } else {
        LONGEST
    }
}
