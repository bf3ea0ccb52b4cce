-- What lets a copy that is started again know that it is one: see journal.go.

-- +goose Up
CREATE TABLE era (
	id          INTEGER PRIMARY KEY,
	name        TEXT   NOT NULL, -- this database's and its copies', by which they know their journal
	reached_at  BIGINT NOT NULL, -- up to when this file knows what was planned and sent
	restored_at BIGINT NOT NULL  -- what was due up to then was dealt with after the copy was made
);
INSERT INTO era (id, name, reached_at, restored_at) VALUES (1, lower(hex(randomblob(8))), 0, 0);

-- A person's former ids: those of people who were merged into it.
CREATE TABLE former_people (
	former_id INTEGER PRIMARY KEY,
	person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE
);
CREATE INDEX former_people_person ON former_people (person_id);
