-- The journal of erasures (see journal.go) is in every copy of the file, and
-- logs name a person by an id that goes with the person's row.

-- +goose Up
CREATE TABLE erasures (
	former_id    INTEGER NOT NULL PRIMARY KEY, -- a row of people that is no more
	last_seen_at BIGINT  NOT NULL
);

ALTER TABLE people ADD COLUMN log_id TEXT NOT NULL DEFAULT '';
UPDATE people SET log_id = lower(hex(randomblob(4)));
