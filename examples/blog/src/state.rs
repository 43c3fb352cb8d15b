//! What every handler can ask for with `State<…>`.

use axum::extract::FromRef;
use conditional_axum::GuardSettings;

use crate::build::Build;
use crate::files::Files;
use crate::hosts::Hosts;
use crate::numbers::Numbers;
use crate::store::Store;

/// The application's state; each field is a `State` of its own.
#[derive(Clone, Debug, FromRef)]
pub struct AppState {
    /// The blogs, their entries and their history.
    pub store: Store,
    /// The attachments.
    pub files: Files,
    /// The names under which the blog answers.
    pub hosts: Hosts,
    /// Which program renders the pages.
    pub build: Build,
    /// The clock of all guards, and by how much the one that dates the entries may be behind it.
    pub guards: GuardSettings,
    /// What was counted since the start.
    pub numbers: Numbers,
}

impl AppState {
    /// A blog of this program, under no names but `localhost` and addresses.
    #[must_use]
    pub fn new(store: Store, files: Files) -> Self {
        Self {
            store,
            files,
            hosts: Hosts::default(),
            build: Build::THIS,
            guards: GuardSettings::new(),
            numbers: Numbers::default(),
        }
    }

    /// Answers for these names, too.
    #[must_use]
    pub fn with_hosts(self, hosts: Hosts) -> Self {
        Self { hosts, ..self }
    }

    /// The same blog with other settings for its guards.
    #[must_use]
    pub fn with_guards(self, guards: GuardSettings) -> Self {
        Self { guards, ..self }
    }

    /// The same blog as another build of the program would show it.
    #[must_use]
    pub fn with_build(self, build: Build) -> Self {
        Self { build, ..self }
    }
}
