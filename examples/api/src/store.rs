//! The tasks in the database.

use sqlx::sqlite::{SqliteConnectOptions, SqlitePoolOptions, SqliteRow};
use sqlx::{FromRow, Result, Row as _, SqlitePool};

use crate::task::{Draft, Task, time};

/// `AUTOINCREMENT`: the number of a deleted task is not given to another one.
const TABLES: &str = "
    CREATE TABLE IF NOT EXISTS tasks (
        id         INTEGER PRIMARY KEY AUTOINCREMENT,
        title      TEXT    NOT NULL,
        done       INTEGER NOT NULL,
        note       TEXT,
        version    INTEGER NOT NULL DEFAULT 1,
        updated_at INTEGER NOT NULL DEFAULT (unixepoch()),
        deleted_at INTEGER
    ) STRICT";

/// The first tasks of an empty list; the last one is deleted.
const SAMPLES: &str = "
    INSERT INTO tasks (title, done, note, updated_at, deleted_at)
    SELECT column1, column2, column3, 1700000000, column4 FROM (VALUES
        ('Read RFC 9110', 1, 'Section 13.', NULL),
        ('Guard the reads', 0, NULL, NULL),
        ('Guard the writes', 0, NULL, NULL),
        ('Overwrite what others wrote', 0, NULL, 1700000000))
    WHERE NOT EXISTS (SELECT 1 FROM tasks)";

/// A handle to the database.
#[derive(Clone, Debug)]
pub struct Store(SqlitePool);

/// What is at a number.
#[derive(Debug)]
pub(crate) enum Found {
    Task(Task),
    Deleted,
    Nothing,
}

impl Store {
    /// Opens the database at `url`, `sqlite:<path>` or `sqlite::memory:`, with sample tasks where it is
    /// empty.
    ///
    /// # Errors
    ///
    /// When the file cannot be opened, or is not such a database.
    pub async fn open(url: &str) -> Result<Self> {
        let options: SqliteConnectOptions = url.parse()?;
        let pool = SqlitePoolOptions::new()
            // A database in memory belongs to its connection.
            .max_connections(1)
            .idle_timeout(None)
            .max_lifetime(None)
            .connect_with(options.create_if_missing(true))
            .await?;
        sqlx::query(TABLES).execute(&pool).await?;
        sqlx::query(SAMPLES).execute(&pool).await?;
        Ok(Self(pool))
    }

    /// At most `count` tasks with numbers after `id`.
    pub(crate) async fn after(&self, id: i64, count: i64) -> Result<Vec<Task>> {
        let tasks = "SELECT * FROM tasks WHERE id > ? AND deleted_at IS NULL ORDER BY id LIMIT ?";
        let tasks = sqlx::query_as(tasks).bind(id).bind(count);
        tasks.fetch_all(&self.0).await
    }

    pub(crate) async fn find(&self, id: i64) -> Result<Found> {
        let task = "SELECT * FROM tasks WHERE id = ?";
        let row: Option<SqliteRow> = sqlx::query(task).bind(id).fetch_optional(&self.0).await?;
        let Some(row) = row else {
            return Ok(Found::Nothing);
        };
        let deleted_at: Option<i64> = row.try_get("deleted_at")?;
        match deleted_at {
            Some(_) => Ok(Found::Deleted),
            None => Task::from_row(&row).map(Found::Task),
        }
    }

    pub(crate) async fn insert(&self, draft: Draft) -> Result<Task> {
        let insert = "INSERT INTO tasks (title, done, note) VALUES (?, ?, ?) RETURNING *";
        let insert = sqlx::query_as(insert)
            .bind(draft.title)
            .bind(draft.done)
            .bind(draft.note);
        insert.fetch_one(&self.0).await
    }

    /// The task as it is now; `None` where it is no longer the one that was checked.
    pub(crate) async fn update(&self, checked: Checked, draft: Draft) -> Result<Option<Task>> {
        let update = "
            UPDATE tasks
            SET title = ?, done = ?, note = ?, version = version + 1, updated_at = unixepoch()
            WHERE id = ? AND version = ? AND deleted_at IS NULL
            RETURNING *";
        let update = sqlx::query_as(update)
            .bind(draft.title)
            .bind(draft.done)
            .bind(draft.note)
            .bind(checked.id)
            .bind(checked.version);
        update.fetch_optional(&self.0).await
    }

    /// Whether it was still the one that was checked.
    pub(crate) async fn delete(&self, checked: Checked) -> Result<bool> {
        let delete = "
            UPDATE tasks SET deleted_at = unixepoch(), version = version + 1
            WHERE id = ? AND version = ? AND deleted_at IS NULL";
        let delete = sqlx::query(delete).bind(checked.id).bind(checked.version);
        Ok(delete.execute(&self.0).await?.rows_affected() == 1)
    }
}

/// The version of a task that a client's preconditions were checked against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Checked {
    id: i64,
    version: i64,
}

impl From<&Task> for Checked {
    fn from(task: &Task) -> Self {
        Self {
            id: task.id,
            version: task.version,
        }
    }
}

impl FromRow<'_, SqliteRow> for Task {
    fn from_row(row: &SqliteRow) -> Result<Self> {
        Ok(Self {
            id: row.try_get("id")?,
            title: row.try_get("title")?,
            done: row.try_get("done")?,
            note: row.try_get("note")?,
            version: row.try_get("version")?,
            updated_at: time(row.try_get("updated_at")?),
        })
    }
}
