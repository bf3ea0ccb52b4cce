-- What somebody calls their job and the one they are heading for, where role and
-- target are roles that have another name.

-- +goose Up
ALTER TABLE people ADD COLUMN role_title TEXT NOT NULL DEFAULT '';
ALTER TABLE people ADD COLUMN target_title TEXT NOT NULL DEFAULT '';
