-- The expiry of which a person was told that it has passed; empty: none.

-- +goose Up
ALTER TABLE certifications ADD COLUMN told TEXT NOT NULL DEFAULT '';
