//! The form for an entry: for one that exists, and for a new one.

use askama::Template;
use axum::extract::{Path, State};
use chrono::{SubsecRound as _, Utc};
use conditional_axum::{CacheControl, condition};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer};

use super::front::BlogId;
use super::page::Page;
use crate::build::Build;
use crate::entry::{Entry, EntryChange, FIRST_BLOG};
use crate::error::AppError;
use crate::store::Store;
use crate::validators::{page_modified, page_tag};

/// What an editor typed, and which version it was typed over.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct EntryForm {
    pub(crate) blog_id: Option<i64>,
    pub(crate) title: String,
    pub(crate) author: String,
    pub(crate) body: String,
    /// A check box: there when it is checked.
    pub(crate) published: Option<String>,
    /// The version that the form was opened for.
    #[serde(deserialize_with = "unless_empty")]
    pub(crate) base: Option<i64>,
    /// The form asks for a deletion.
    pub(crate) delete: Option<String>,
    /// The value for the header field of this name.
    pub(crate) if_match: Option<String>,
    /// The value for the header field of this name.
    pub(crate) if_none_match: Option<String>,
}

/// The condition under which the form may be saved, as its hidden field says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// Only over this state: `If-Match`.
    Unchanged(String),
    /// Only where nothing is: `If-None-Match: *`.
    Missing,
}

/// A form ready to be shown.
#[derive(Clone, Debug)]
pub(crate) struct FormView {
    pub(crate) id: i64,
    pub(crate) condition: Condition,
    pub(crate) base: Option<i64>,
    pub(crate) form: EntryForm,
}

/// The page around it.
#[derive(Debug, Template)]
#[template(path = "form.html")]
pub(crate) struct FormPage {
    heading: &'static str,
    view: FormView,
}

#[condition(etag = page_tag, last_modified = page_modified, extract(State<Build>), cache_control = "no-cache")]
pub(crate) async fn edit(
    State(store): State<Store>,
    Path(id): Path<i64>,
) -> Result<Page<FormPage>, AppError> {
    let entry = store.entry(id).await?.ok_or(AppError::NotFound)?;
    let view = FormView::over(&entry, EntryForm::of(&entry));
    Ok(Page(FormPage {
        heading: "Edit this entry",
        view,
    }))
}

/// The number that the entry would have may be taken the next time, so no cache guesses how long it is good.
const NO_CACHE: CacheControl = CacheControl::new().with_no_cache();

pub(crate) async fn new(
    State(store): State<Store>,
    BlogId(blog): BlogId,
) -> Result<(CacheControl, Page<FormPage>), AppError> {
    let form = EntryForm {
        blog_id: Some(blog),
        ..EntryForm::default()
    };
    let view = FormView::create(store.next_id().await?, form);
    let page = Page(FormPage {
        heading: "A new entry",
        view,
    });
    Ok((NO_CACHE, page))
}

/// A hidden field is always there; it is empty where it says nothing.
fn unless_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(D::Error::custom)
}

impl EntryForm {
    /// The form as it is opened for `entry`.
    pub(crate) fn of(entry: &Entry) -> Self {
        Self {
            blog_id: Some(entry.blog_id),
            title: entry.title.clone(),
            author: entry.author.clone(),
            body: entry.body.clone(),
            published: entry.is_published().then(String::new),
            base: Some(entry.version),
            ..Self::default()
        }
    }

    /// A form that only asks for the deletion of version `base`.
    pub(crate) fn for_deletion(base: Option<i64>) -> Self {
        Self {
            base,
            delete: Some("yes".to_owned()),
            ..Self::default()
        }
    }

    /// The change that is asked for; an entry keeps its date of publication.
    pub(crate) fn change(&self, current: Option<&Entry>) -> EntryChange {
        let date = current.and_then(|entry| entry.published_at);
        let publish = || date.unwrap_or_else(|| Utc::now().trunc_subsecs(0));
        EntryChange {
            blog_id: self.blog_id.unwrap_or(FIRST_BLOG),
            title: self.title.clone(),
            body: self.text(),
            author: self.author.clone(),
            published_at: self.published.as_ref().map(|_| publish()),
        }
    }

    /// The body with the line ends of the database; forms are sent with those of the network.
    pub(crate) fn text(&self) -> String {
        self.body.replace("\r\n", "\n").trim_end().to_owned()
    }
}

impl FormView {
    /// A form that changes `entry` as it is now.
    pub(crate) fn over(entry: &Entry, form: EntryForm) -> Self {
        let condition = Condition::Unchanged(format!("\"{}\"", entry.version));
        Self {
            id: entry.id,
            condition,
            base: Some(entry.version),
            form,
        }
    }

    /// A form that creates the entry `id`.
    pub(crate) fn create(id: i64, form: EntryForm) -> Self {
        Self {
            id,
            condition: Condition::Missing,
            base: None,
            form,
        }
    }
}
