//! What a guard has decided so far.

use conditional_core::{ConditionalField, Decision};

/// What a guard has decided so far.
#[derive(Clone, Copy, Debug)]
pub(super) enum Verdict {
    /// Nothing: more must be known.
    Open,
    /// This.
    Made(Decision),
    /// A 304, of our date as we write it: what the client sent can go back.
    Echo,
}

impl Verdict {
    /// The decision, where one is made.
    #[inline]
    pub(super) const fn decision(self) -> Option<Decision> {
        match self {
            Self::Open => None,
            Self::Made(decision) => Some(decision),
            Self::Echo => Some(Decision::NotModified(ConditionalField::IfModifiedSince)),
        }
    }
}

impl From<Option<Decision>> for Verdict {
    #[inline]
    fn from(decision: Option<Decision>) -> Self {
        decision.map_or(Self::Open, Self::Made)
    }
}
