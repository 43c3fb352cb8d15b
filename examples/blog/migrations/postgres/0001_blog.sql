-- A blog's row changes with every write to any of its entries, deletions included:
-- what a reader sees on the front page can change without any entry being newer than before.
CREATE TABLE blogs (
    id         BIGINT      PRIMARY KEY,
    title      TEXT        NOT NULL,
    tagline    TEXT        NOT NULL,
    revision   BIGINT      NOT NULL,
    changed_at TIMESTAMPTZ NOT NULL
);

CREATE TABLE entries (
    id           BIGINT      PRIMARY KEY,
    blog_id      BIGINT      NOT NULL REFERENCES blogs (id),
    title        TEXT        NOT NULL,
    body         TEXT        NOT NULL,
    author       TEXT        NOT NULL,
    published_at TIMESTAMPTZ,
    changed_at   TIMESTAMPTZ NOT NULL,
    version      BIGINT      NOT NULL CHECK (version > 0)
);

CREATE INDEX entries_by_publication ON entries (blog_id, published_at);

-- One row for each write that was acknowledged, written in the same transaction.
-- An entry that is created again after a deletion goes on counting from here,
-- so that no version (and no entity tag) is ever used for two different texts.
CREATE TABLE history (
    id       BIGINT      GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry_id BIGINT      NOT NULL,
    version  BIGINT      NOT NULL,
    action   TEXT        NOT NULL CHECK (action IN ('create', 'update', 'delete')),
    title    TEXT        NOT NULL,
    body     TEXT        NOT NULL,
    author   TEXT,
    at       TIMESTAMPTZ NOT NULL,
    UNIQUE (entry_id, version)
);
