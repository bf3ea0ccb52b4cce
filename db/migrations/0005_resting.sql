-- Nothing is sent unasked while it is set; the person's next words end it.

-- +goose Up
ALTER TABLE people ADD COLUMN resting BOOLEAN NOT NULL DEFAULT FALSE;
