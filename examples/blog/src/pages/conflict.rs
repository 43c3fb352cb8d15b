//! The page for the second of two editors: what the first one changed, what was typed here, and
//! a form to put both together.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use tokio::task::spawn_blocking;

use super::form::{Condition, EntryForm, FormView};
use super::page::{Page, date};
use crate::diff::{self, Budget, Line};
use crate::entry::{Entry, LONGEST_TEXT, Record, document};
use crate::error::AppError;
use crate::merge::merge;
use crate::store::Store;

/// This many writes are told of.
const WRITES: usize = 20;

/// Both changes, side by side with the form.
#[derive(Debug, Template)]
#[template(path = "conflict.html")]
pub(crate) struct ConflictPage {
    current: Option<Entry>,
    /// The latest writes since the form was opened.
    writes: Vec<Record>,
    /// What they changed.
    theirs: Vec<Line>,
    /// The current text beside what was typed.
    mine: Vec<Line>,
    /// All of them bear the name of the person who typed this.
    own: bool,
    /// Both changes are in the form already.
    merged: bool,
    delete: bool,
    typed: EntryForm,
    view: FormView,
}

/// For the script, which keeps the text in the page when its `PUT` is refused.
pub(crate) async fn show(
    State(store): State<Store>,
    Path(id): Path<i64>,
    Form(typed): Form<EntryForm>,
) -> Result<Response, AppError> {
    answer(&store, id, typed).await
}

/// The page about `typed`, which was refused; but where that is what the entry says, there is no
/// conflict: somebody has pressed the button twice.
pub(crate) async fn answer(store: &Store, id: i64, typed: EntryForm) -> Result<Response, AppError> {
    if typed.delete.is_none()
        && let Some(entry) = store.entry(id).await?
        && entry.is(&typed.change(Some(&entry)))
    {
        return Ok(Redirect::to(&format!("/entries/{id}")).into_response());
    }
    Ok(page(store, id, typed).await?.into_response())
}

/// The page about `typed`, which was refused.
pub(crate) async fn page(
    store: &Store,
    id: i64,
    typed: EntryForm,
) -> Result<Page<ConflictPage>, AppError> {
    if typed.body.len() > 2 * LONGEST_TEXT {
        return Err(AppError::invalid("The text is too long to be compared."));
    }
    let base = match typed.base {
        Some(version) => store.record(id, version).await?,
        None => None,
    };
    let mut writes = store.history_before(id, i64::MAX, WRITES).await?;
    writes.retain(|record| Some(record.version) > typed.base);
    writes.reverse();
    let current = store.entry(id).await?;
    let free = store.next_id().await?;
    let page = move || ConflictPage::new(id, base, writes, current, typed).creating_at(free);
    // Comparing takes time; other requests must not wait for it.
    Ok(Page(spawn_blocking(page).await?))
}

impl ConflictPage {
    fn new(
        id: i64,
        base: Option<Record>,
        writes: Vec<Record>,
        current: Option<Entry>,
        typed: EntryForm,
    ) -> Self {
        let mut budget = Budget::for_a_page();
        let now = current.as_ref().map(Entry::text).unwrap_or_default();
        let form = base
            .as_ref()
            .zip(current.as_ref())
            .and_then(|(b, c)| together(b, c, &typed));
        let merged = form.is_some();
        let form = form.unwrap_or_else(|| typed.clone());
        Self {
            theirs: base
                .map(|base| diff::lines(&base.text(), &now, &mut budget))
                .unwrap_or_default(),
            mine: diff::lines(&now, &document(&typed.title, &typed.text()), &mut budget),
            own: !writes.is_empty() && writes.iter().all(|write| write.is_by(&typed.author)),
            merged,
            delete: typed.delete.is_some(),
            view: match &current {
                Some(entry) => FormView::over(entry, form),
                None => FormView::create(id, form),
            },
            current,
            writes,
            typed,
        }
    }

    /// An entry that was meant to be new is saved under another number.
    fn creating_at(mut self, free: i64) -> Self {
        if self.typed.base.is_none() && self.current.is_some() {
            self.view = FormView::create(free, self.typed.clone());
        }
        self
    }
}

/// The form with both changes in it, where they do not touch each other.
fn together(base: &Record, current: &Entry, typed: &EntryForm) -> Option<EntryForm> {
    let body = merge(&base.body, &typed.text(), &current.body)?;
    let title = pick(&base.title, &typed.title, &current.title)?;
    Some(EntryForm {
        title: title.to_owned(),
        body,
        ..typed.clone()
    })
}

/// The side that changed; `None` where both did, and differently.
fn pick<'a>(base: &str, mine: &'a str, theirs: &'a str) -> Option<&'a str> {
    if mine == base || mine == theirs {
        Some(theirs)
    } else if theirs == base {
        Some(mine)
    } else {
        None
    }
}
