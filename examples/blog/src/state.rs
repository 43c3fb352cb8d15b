//! What every handler can ask for with `State<…>`.

use axum::extract::FromRef;

use crate::files::Files;
use crate::store::Store;

/// The application's state; each field is a `State` of its own.
#[derive(Clone, Debug, FromRef)]
pub struct AppState {
    /// The blogs, their entries and their history.
    pub store: Store,
    /// The attachments.
    pub files: Files,
}
