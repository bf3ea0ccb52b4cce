-- What those who run the mentor switch, and how often questions were answered:
-- by day, kind and topic, of nobody and in no words.

-- +goose Up
CREATE TABLE switches (
	name   TEXT   NOT NULL PRIMARY KEY, -- pause: nothing is sent unasked
	set_at BIGINT NOT NULL
);

CREATE TABLE answers (
	day   TEXT    NOT NULL, -- UTC
	kind  TEXT    NOT NULL, -- answered, near, unanswered
	topic TEXT    NOT NULL, -- empty: none, or personal
	n     INTEGER NOT NULL,
	PRIMARY KEY (day, kind, topic)
);
