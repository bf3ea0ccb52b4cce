-- How a person will see that a goal is reached, and the end of its time that
-- they answered for: what came of it is counted of nobody, in answers.

-- +goose Up
ALTER TABLE goals ADD COLUMN reached TEXT NOT NULL DEFAULT '';
ALTER TABLE goals ADD COLUMN ended TEXT NOT NULL DEFAULT '';
