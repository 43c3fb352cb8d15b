//! Blogs, entries, and the changes that clients may ask for.

use chrono::{DateTime, Utc};
use conditional_axum::Resource;
use serde::{Deserialize, Deserializer, Serialize};

/// Entries are written to this blog where nothing else is said.
pub const FIRST_BLOG: i64 = 1;

/// This many octets the text of an entry has at most; two of them can be compared on a page.
pub(crate) const LONGEST_TEXT: usize = 200_000;

/// One of the blogs kept in this database.
#[derive(Clone, Debug, PartialEq, Eq, Resource)]
pub struct Blog {
    /// The blog's number, as in `/blogs/2`.
    pub id: i64,
    /// Its name.
    pub title: String,
    /// What it is about, in one line.
    pub tagline: String,
    /// Counts every write to one of its entries: the entity tag of the list of them.
    #[etag]
    pub revision: i64,
    /// When it was last written to.
    pub changed_at: DateTime<Utc>,
}

/// An entry as it is stored, and as the JSON API shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Resource)]
pub struct Entry {
    /// The entry's number, as in `/entries/1`.
    pub id: i64,
    /// The blog that it belongs to.
    pub blog_id: i64,
    /// The headline, plain text.
    pub title: String,
    /// The text, in Markdown.
    pub body: String,
    /// Who wrote this version.
    pub author: String,
    /// When it was published; a draft has no date.
    pub published_at: Option<DateTime<Utc>>,
    /// When it was last changed.
    #[last_modified]
    pub changed_at: DateTime<Utc>,
    /// Counts the changes: the entity tag.
    #[etag]
    pub version: i64,
}

/// The whole content of an entry, as `PUT` and `POST` bring it.
///
/// Members that the server decides (`id`, `version`, `changed_at`) may be there and are ignored,
/// so what `GET` answered can be sent back as it is.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct EntryChange {
    /// The blog that the entry belongs to.
    #[serde(default = "first_blog")]
    pub blog_id: i64,
    /// The headline.
    pub title: String,
    /// The text, in Markdown.
    pub body: String,
    /// Who makes this change.
    pub author: String,
    /// The date of publication; none for a draft.
    #[serde(default)]
    pub published_at: Option<DateTime<Utc>>,
}

/// Some of an entry's content, as `PATCH` brings it: members that are absent stay as they are.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EntryPatch {
    blog_id: Option<i64>,
    title: Option<String>,
    body: Option<String>,
    author: Option<String>,
    #[expect(
        clippy::option_option,
        reason = "absent, null and a date are three wishes"
    )]
    #[serde(default, deserialize_with = "present")]
    published_at: Option<Option<DateTime<Utc>>>,
}

/// One acknowledged write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The entry that was written.
    pub entry_id: i64,
    /// The version that the write made.
    pub version: i64,
    /// `create`, `update` or `delete`.
    pub action: String,
    /// The headline after the write.
    pub title: String,
    /// The text after the write.
    pub body: String,
    /// Who wrote; a deletion does not tell.
    pub author: Option<String>,
    /// When it was written.
    pub at: DateTime<Utc>,
}

impl Entry {
    /// Whether readers find the entry on the front page.
    #[must_use]
    pub fn is_published(&self) -> bool {
        self.published_at.is_some()
    }

    /// Whether the entry is just what `change` would make of it.
    #[must_use]
    pub fn is(&self, change: &EntryChange) -> bool {
        let Self {
            blog_id,
            title,
            body,
            author,
            published_at,
            ..
        } = self.clone();
        *change
            == EntryChange {
                blog_id,
                title,
                body,
                author,
                published_at,
            }
    }

    /// Headline and text as one document, for comparisons.
    #[must_use]
    pub fn text(&self) -> String {
        document(&self.title, &self.body)
    }
}

impl Record {
    /// The action in a word for people.
    #[must_use]
    pub fn deed(&self) -> &'static str {
        match self.action.as_str() {
            "create" => "created",
            "delete" => "deleted",
            _ => "changed",
        }
    }

    /// Whether this name stands on the write; a deletion has none.
    #[must_use]
    pub fn is_by(&self, author: &str) -> bool {
        self.author.as_deref() == Some(author)
    }

    /// Headline and text as one document, for comparisons.
    #[must_use]
    pub fn text(&self) -> String {
        document(&self.title, &self.body)
    }
}

impl EntryChange {
    /// Checks what no type can say, and gives the first complaint.
    ///
    /// # Errors
    ///
    /// A sentence for the person who sent the change.
    pub fn check(&self) -> Result<(), &'static str> {
        if self.title.trim().is_empty() {
            return Err("An entry needs a title.");
        }
        if self.title.chars().count() > 200 {
            return Err("A title has at most 200 characters.");
        }
        if self.author.trim().is_empty() {
            return Err("An entry needs an author.");
        }
        if self.author.chars().count() > 200 {
            return Err("An author's name has at most 200 characters.");
        }
        if [&self.title, &self.author]
            .iter()
            .any(|line| line.contains(char::is_control))
        {
            return Err("Title and author are one line each, without control characters.");
        }
        if self.body.len() > LONGEST_TEXT {
            return Err("A text has at most 200,000 octets.");
        }
        if self.body.contains(is_unprintable) {
            return Err("A text has no control characters but tabs and ends of lines.");
        }
        Ok(())
    }
}

impl EntryPatch {
    /// The content of `entry` with this patch laid over it.
    #[must_use]
    pub fn onto(self, entry: &Entry) -> EntryChange {
        let entry = entry.clone();
        EntryChange {
            blog_id: self.blog_id.unwrap_or(entry.blog_id),
            title: self.title.unwrap_or(entry.title),
            body: self.body.unwrap_or(entry.body),
            author: self.author.unwrap_or(entry.author),
            published_at: self.published_at.unwrap_or(entry.published_at),
        }
    }
}

/// Headline and text as one document.
pub(crate) fn document(title: &str, body: &str) -> String {
    format!("# {title}\n\n{}\n", body.trim_end())
}

fn is_unprintable(character: char) -> bool {
    character.is_control() && !matches!(character, '\t' | '\n' | '\r')
}

fn first_blog() -> i64 {
    FIRST_BLOG
}

/// Keeps `"published_at": null` (take the entry back) apart from an absent member.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
