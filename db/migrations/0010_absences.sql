-- When somebody is away, one row an absence, both ends included: several stand
-- side by side. The one that a person's row held becomes the first.

-- +goose Up
CREATE TABLE absences (
	person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	from_date TEXT    NOT NULL, -- local
	to_date   TEXT    NOT NULL,
	PRIMARY KEY (person_id, from_date)
);
INSERT INTO absences (person_id, from_date, to_date)
	SELECT id, away_from, away_to FROM people WHERE away_from <> '' AND away_to >= away_from;
ALTER TABLE people DROP COLUMN away_from;
ALTER TABLE people DROP COLUMN away_to;
