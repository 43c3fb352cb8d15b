//! A task, and what clients may write of it.

use std::time::{Duration, SystemTime};

use conditional_axum::Resource;
use schemars::JsonSchema;
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use utoipa::ToSchema;

/// One task.
#[derive(Debug, Serialize, JsonSchema, ToSchema, Resource)]
pub(crate) struct Task {
    pub(crate) id: i64,
    pub(crate) title: String,
    pub(crate) done: bool,
    pub(crate) note: Option<String>,
    /// Counts the changes: what clients see of it is `ETag`.
    #[etag]
    #[serde(skip)]
    pub(crate) version: i64,
    #[last_modified]
    #[serde(skip)]
    pub(crate) updated_at: SystemTime,
}

/// What a client says of a task.
#[derive(Debug, Deserialize, JsonSchema, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Draft {
    #[serde(deserialize_with = "title")]
    #[schemars(length(min = 1, max = 200))]
    #[schema(min_length = 1, max_length = 200)]
    pub(crate) title: String,
    pub(crate) done: bool,
    #[serde(default)]
    pub(crate) note: Option<String>,
}

/// What is to change of a task: a merge patch (RFC 7396), in which `null` removes.
#[derive(Debug, Deserialize, JsonSchema, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Patch {
    #[serde(default, deserialize_with = "some_title")]
    #[schemars(with = "String", length(min = 1, max = 200))]
    #[schema(value_type = String, required = false, min_length = 1, max_length = 200)]
    pub(crate) title: Option<String>,
    #[serde(default, deserialize_with = "some")]
    #[schemars(with = "bool")]
    #[schema(value_type = bool, required = false)]
    pub(crate) done: Option<bool>,
    #[serde(default, deserialize_with = "some")]
    #[schemars(with = "Option<String>")]
    #[schema(value_type = Option<String>, required = false)]
    #[expect(clippy::option_option, reason = "not there, or there and null")]
    pub(crate) note: Option<Option<String>>,
}

impl Patch {
    /// The task as it is to be.
    pub(crate) fn applied_to(self, task: Task) -> Draft {
        Draft {
            title: self.title.unwrap_or(task.title),
            done: self.done.unwrap_or(task.done),
            note: self.note.unwrap_or(task.note),
        }
    }
}

/// The seconds of a database as a time.
pub(crate) fn time(seconds: i64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.unsigned_abs())
}

fn title<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let title = String::deserialize(deserializer)?;
    if (1..=200).contains(&title.chars().count()) {
        Ok(title)
    } else {
        Err(D::Error::custom("a title has 1 to 200 characters"))
    }
}

fn some_title<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    title(deserializer).map(Some)
}

/// What is there: only an `Option` takes a `null`.
fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    T::deserialize(deserializer).map(Some)
}
