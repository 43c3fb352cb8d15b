-- A blog's row changes with every write to any of its entries, deletions included:
-- what a reader sees on the front page can change without any entry being newer than before.
CREATE TABLE blogs (
    id         INTEGER PRIMARY KEY,
    title      TEXT    NOT NULL,
    tagline    TEXT    NOT NULL,
    revision   INTEGER NOT NULL,
    changed_at TEXT    NOT NULL
) STRICT;

-- AUTOINCREMENT: the number of a deleted entry is not given to another one.
CREATE TABLE entries (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    blog_id      INTEGER NOT NULL REFERENCES blogs (id),
    title        TEXT    NOT NULL,
    body         TEXT    NOT NULL,
    author       TEXT    NOT NULL,
    published_at TEXT,
    changed_at   TEXT    NOT NULL,
    version      INTEGER NOT NULL CHECK (version > 0)
) STRICT;

CREATE INDEX entries_by_publication ON entries (blog_id, published_at);

-- One row for each write that was acknowledged, written in the same transaction.
-- An entry that is created again after a deletion goes on counting from here,
-- so that no version (and no entity tag) is ever used for two different texts.
CREATE TABLE history (
    id       INTEGER PRIMARY KEY,
    entry_id INTEGER NOT NULL,
    version  INTEGER NOT NULL,
    action   TEXT    NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    title    TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    author   TEXT,
    at       TEXT    NOT NULL,
    UNIQUE (entry_id, version)
) STRICT;
