-- One row that is written to see whether anything can be: see health.go.

-- +goose Up
CREATE TABLE pulse (
	id      INTEGER NOT NULL PRIMARY KEY,
	beat_at BIGINT  NOT NULL
);
INSERT INTO pulse (id, beat_at) VALUES (1, 0);
