-- Until when a platform wants nothing from us for a workspace (its
-- Retry-After): every process that sends there keeps to it.

-- +goose Up
CREATE TABLE holds (
	platform  TEXT   NOT NULL,
	workspace TEXT   NOT NULL, -- empty on platforms without workspaces
	until_at  BIGINT NOT NULL,
	PRIMARY KEY (platform, workspace)
);
