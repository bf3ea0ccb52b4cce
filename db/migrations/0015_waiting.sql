-- Whether an event of a person's waits is asked before each of theirs is handled.

-- +goose Up
CREATE INDEX events_waiting_of ON events (platform, workspace, user_id) WHERE handled_at = 0;
