-- Where somebody's private conversation is, once something was sent there:
-- opening them all again after a restart takes hours at the pace that
-- platforms want.

-- +goose Up
ALTER TABLE identities ADD COLUMN direct TEXT NOT NULL DEFAULT '';
