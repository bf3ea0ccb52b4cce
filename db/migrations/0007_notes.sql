-- What a person said of their situation in passing, in their own words: kept
-- for later answers, listed by "what do you know about me", erased one by one.

-- +goose Up
CREATE TABLE notes (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	kind      TEXT    NOT NULL,
	text      TEXT    NOT NULL,
	said_at   BIGINT  NOT NULL
);
CREATE INDEX notes_person ON notes (person_id);
