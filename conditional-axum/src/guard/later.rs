//! What the answer to a read needs of the request, which is gone by then.

use axum::http::header;

use crate::extract::preconditions::Preconditions;
use crate::guard::head::Head;
use crate::settings::{DEFAULTS, GuardSettings};

/// What the answer to a read needs of the request. Rare, so the guard has it in a box.
#[derive(Debug)]
pub(super) struct Later {
    /// The preconditions of a request that continues a download.
    pub(super) resumption: Option<Preconditions>,
    /// Only a date needs them.
    pub(super) settings: GuardSettings,
}

impl Later {
    /// What there is; nothing where the defaults will do.
    #[inline]
    pub(super) fn of(head: &Head, knows_dates: bool) -> Option<Box<Self>> {
        let resumes = head.headers.contains_key(header::IF_RANGE);
        let is_needed = resumes || (knows_dates && *head.settings() != DEFAULTS);
        is_needed.then(|| Self::kept(head, resumes))
    }

    #[cold]
    fn kept(head: &Head, resumes: bool) -> Box<Self> {
        let settings = head.settings().clone();
        let resumption = resumes
            .then(|| Preconditions::with_settings(&head.method, &head.headers, settings.clone()));
        Box::new(Self {
            resumption,
            settings,
        })
    }
}
