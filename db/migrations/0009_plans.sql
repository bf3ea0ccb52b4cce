-- By when a goal is to be reached, the steps that it is broken down into, and
-- what somebody asked to be reminded of, once.

-- +goose Up
ALTER TABLE goals ADD COLUMN due TEXT NOT NULL DEFAULT ''; -- local date; empty: none

CREATE TABLE steps (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	goal_id   INTEGER NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
	text      TEXT    NOT NULL,
	done_at   BIGINT  NOT NULL,
	made_at   BIGINT  NOT NULL
);
CREATE INDEX steps_person ON steps (person_id);
CREATE INDEX steps_goal ON steps (goal_id);

-- look_at is when the runner looks at one that waits; 0 once it is planned.
CREATE TABLE reminders (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	goal_id   INTEGER NOT NULL, -- 0: none; no reference, for a goal may be taken back
	text      TEXT    NOT NULL,
	date      TEXT    NOT NULL, -- local
	minute    INTEGER NOT NULL, -- after midnight, local
	timed     BOOLEAN NOT NULL, -- the person said the time of day
	remind_at BIGINT  NOT NULL,
	look_at   BIGINT  NOT NULL,
	asked_at  BIGINT  NOT NULL
);
CREATE INDEX reminders_person ON reminders (person_id);
CREATE INDEX reminders_look ON reminders (look_at) WHERE look_at > 0;
