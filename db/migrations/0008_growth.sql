-- What a person said of the skills that a role asks for, one row a skill, and
-- what they achieved, in their own words. Both are theirs alone: shown, changed
-- and erased by them, moved when two of their chats become one.

-- +goose Up
CREATE TABLE skill_ticks (
	person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	skill     TEXT    NOT NULL,
	deeds     INTEGER NOT NULL, -- how many of its two deeds the person has done
	no_chance BOOLEAN NOT NULL, -- there was no occasion for it
	said_at   BIGINT  NOT NULL,
	PRIMARY KEY (person_id, skill)
);

CREATE TABLE wins (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	date      TEXT    NOT NULL, -- local
	text      TEXT    NOT NULL,
	skill     TEXT    NOT NULL, -- empty: none
	goal_id   INTEGER NOT NULL, -- 0: none; no reference, for a goal may be taken back
	said_at   BIGINT  NOT NULL
);
CREATE INDEX wins_person ON wins (person_id);
