//! What the answer needs of the request, which is gone by then.

use axum::http::Extensions;
use conditional_core::ConditionalField;

use crate::extract::preconditions::Preconditions;
use crate::guard::head::Head;
use crate::settings::{DEFAULTS, GuardSettings};

/// What the answer needs of a request that may go on.
#[derive(Debug, Default)]
pub struct Later {
    rare: Option<Box<Rare>>,
    /// What it can reuse of a request that nothing else waits for.
    pub(super) extensions: Extensions,
}

#[derive(Debug)]
struct Rare {
    resumption: Option<Preconditions>,
    settings: GuardSettings,
}

impl Later {
    /// For the answer to a read.
    #[inline]
    pub(super) fn of_read(head: &Head, resumes: bool, knows_dates: bool) -> Self {
        // Only a date needs settings.
        let is_needed = resumes || (knows_dates && *head.settings() != DEFAULTS);
        Self {
            rare: is_needed.then(|| Rare::of(head, resumes)),
            extensions: Extensions::new(),
        }
    }

    /// For the answer of a handler that checked by hand.
    pub(super) fn of_checked(preconditions: &Preconditions) -> Self {
        let resumes = preconditions.has(ConditionalField::IfRange);
        Self {
            rare: Some(Box::new(Rare {
                resumption: resumes.then(|| preconditions.clone()),
                settings: preconditions.settings().clone(),
            })),
            extensions: Extensions::new(),
        }
    }

    /// The preconditions of a request that continues a download.
    #[inline]
    pub(super) fn resumption(&self) -> Option<&Preconditions> {
        self.rare.as_ref()?.resumption.as_ref()
    }

    #[inline]
    pub(super) fn settings(&self) -> &GuardSettings {
        self.rare.as_ref().map_or(&DEFAULTS, |rare| &rare.settings)
    }
}

impl Rare {
    #[cold]
    fn of(head: &Head, resumes: bool) -> Box<Self> {
        let settings = head.settings();
        let resumption = resumes
            .then(|| Preconditions::with_settings(&head.method, &head.headers, settings.clone()));
        Box::new(Self {
            resumption,
            settings: settings.clone(),
        })
    }
}
