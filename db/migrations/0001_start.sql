-- The first schema. Conventions, held by tests:
-- every instant is a BIGINT in milliseconds UTC whose name ends in _at, 0 where
-- there is none; whatever belongs to a person has a person_id, so that export
-- and forget find it, also in tables added later; ids are never used twice, so
-- that an old button cannot reach a newer row.

-- +goose Up
PRAGMA application_id = 1296387668; -- "MENT"

CREATE TABLE people (
	id                 INTEGER PRIMARY KEY AUTOINCREMENT,
	created_at         BIGINT  NOT NULL,
	lang               TEXT    NOT NULL,
	zone               TEXT    NOT NULL,
	zone_asked         BOOLEAN NOT NULL,
	role               TEXT    NOT NULL,
	target             TEXT    NOT NULL,
	opted_in           BOOLEAN NOT NULL,
	stopped            BOOLEAN NOT NULL,
	paused_until_at    BIGINT  NOT NULL,
	away_from          TEXT    NOT NULL,
	away_to            TEXT    NOT NULL,
	quiet_from         INTEGER NOT NULL,
	quiet_to           INTEGER NOT NULL,
	silences           INTEGER NOT NULL,
	slowed             BOOLEAN NOT NULL,
	nudge_platform     TEXT    NOT NULL,
	nudge_workspace    TEXT    NOT NULL,
	nudge_user         TEXT    NOT NULL,
	nudge_chosen       BOOLEAN NOT NULL,
	fallback_platform  TEXT    NOT NULL,
	fallback_workspace TEXT    NOT NULL,
	fallback_channel   TEXT    NOT NULL,
	fallback_thread    TEXT    NOT NULL,
	last_seen_at       BIGINT  NOT NULL,
	delivery_fault     TEXT    NOT NULL,
	spoke              TEXT    NOT NULL, -- language last spoken, for what is said unasked
	goals_numbered     INTEGER NOT NULL DEFAULT 0,
	certs_numbered     INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE identities (
	id        INTEGER PRIMARY KEY AUTOINCREMENT,
	platform  TEXT    NOT NULL,
	workspace TEXT    NOT NULL,
	user_id   TEXT    NOT NULL,
	person_id INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE
);
CREATE UNIQUE INDEX identities_user ON identities (platform, workspace, user_id);
CREATE INDEX identities_person ON identities (person_id);

CREATE TABLE link_codes (
	person_id  INTEGER PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
	hash       TEXT    NOT NULL UNIQUE,
	expires_at BIGINT  NOT NULL
);

CREATE TABLE goals (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	number     INTEGER NOT NULL,
	horizon    TEXT    NOT NULL,
	text       TEXT    NOT NULL,
	state      TEXT    NOT NULL,
	proposal   TEXT    NOT NULL,
	created_at BIGINT  NOT NULL,
	updated_at BIGINT  NOT NULL,
	closed_at  BIGINT  NOT NULL
);
CREATE UNIQUE INDEX goals_number ON goals (person_id, number);

CREATE TABLE certifications (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id  INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	number     INTEGER NOT NULL,
	catalog    TEXT    NOT NULL,
	name       TEXT    NOT NULL,
	earned     TEXT    NOT NULL,
	expires    TEXT    NOT NULL,
	no_expiry  BOOLEAN NOT NULL,
	link       TEXT    NOT NULL,
	created_at BIGINT  NOT NULL,
	removed_at BIGINT  NOT NULL,
	remind_on  TEXT    NOT NULL -- local date of the next note about expiry; empty: none
);
CREATE UNIQUE INDEX certifications_number ON certifications (person_id, number);
CREATE INDEX certifications_remind ON certifications (remind_on) WHERE remind_on <> '' AND removed_at = 0;
CREATE INDEX certifications_removed ON certifications (removed_at) WHERE removed_at > 0;

CREATE TABLE check_ins (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	date        TEXT    NOT NULL,
	horizons    TEXT    NOT NULL,
	opened_at   BIGINT  NOT NULL,
	answered_at BIGINT  NOT NULL,
	asked       BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX check_ins_date ON check_ins (person_id, date) WHERE NOT asked;
CREATE INDEX check_ins_person ON check_ins (person_id, opened_at);

CREATE TABLE entries (
	check_in_id INTEGER NOT NULL REFERENCES check_ins (id) ON DELETE CASCADE,
	goal_id     INTEGER NOT NULL REFERENCES goals (id) ON DELETE CASCADE,
	person_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	place       INTEGER NOT NULL,
	status      TEXT    NOT NULL,
	confidence  INTEGER NOT NULL,
	next_action TEXT    NOT NULL,
	next_when   TEXT    NOT NULL,
	next_where  TEXT    NOT NULL,
	said_at     BIGINT  NOT NULL,
	PRIMARY KEY (check_in_id, goal_id)
);
CREATE INDEX entries_goal ON entries (goal_id);
CREATE INDEX entries_person ON entries (person_id);

CREATE TABLE schedules (
	id          INTEGER PRIMARY KEY AUTOINCREMENT,
	person_id   INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	horizon     TEXT    NOT NULL,
	cron        TEXT    NOT NULL,
	every_weeks INTEGER NOT NULL,
	anchor      TEXT    NOT NULL,
	nth         INTEGER NOT NULL,
	zone        TEXT    NOT NULL,
	next_at     BIGINT  NOT NULL,
	chosen      BOOLEAN NOT NULL
);
CREATE UNIQUE INDEX schedules_horizon ON schedules (person_id, horizon);
CREATE INDEX schedules_next ON schedules (next_at, person_id) WHERE next_at > 0;

CREATE TABLE conversations (
	person_id    INTEGER NOT NULL REFERENCES people (id) ON DELETE CASCADE,
	conversation TEXT    NOT NULL,
	state        BLOB    NOT NULL,
	kept_at      BIGINT  NOT NULL,
	PRIMARY KEY (person_id, conversation)
);
CREATE INDEX conversations_kept ON conversations (kept_at);

-- An event is who and payload while it waits, and only a hashed key afterwards.
CREATE TABLE events (
	id         INTEGER PRIMARY KEY AUTOINCREMENT,
	key_hash   BLOB   NOT NULL UNIQUE,
	platform   TEXT   NOT NULL,
	workspace  TEXT   NOT NULL,
	user_id    TEXT   NOT NULL,
	payload    BLOB,
	kept_at    BIGINT NOT NULL,
	handled_at BIGINT NOT NULL
);
CREATE INDEX events_waiting ON events (platform, id) WHERE handled_at = 0;
CREATE INDEX events_handled ON events (handled_at) WHERE handled_at > 0;

-- platform and workspace say who sends it. wake_at is when a row may be taken
-- next: not_before_at while it is pending, the end of its claim while claimed,
-- 0 once finished. follow_at is when FollowUps looks at a sent nudge again,
-- prune_at when a finished row goes.
CREATE TABLE deliveries (
	id             INTEGER PRIMARY KEY AUTOINCREMENT,
	key            TEXT    NOT NULL UNIQUE,
	person_id      INTEGER REFERENCES people (id) ON DELETE CASCADE,
	kind           TEXT    NOT NULL,
	date           TEXT    NOT NULL,
	subject        TEXT    NOT NULL,
	horizons       TEXT    NOT NULL,
	urgent         BOOLEAN NOT NULL, -- somebody waits for it: a reply goes before nudges
	platform       TEXT    NOT NULL,
	workspace      TEXT    NOT NULL,
	channel        TEXT    NOT NULL,
	thread         TEXT    NOT NULL,
	user_platform  TEXT    NOT NULL,
	user_workspace TEXT    NOT NULL,
	user_id        TEXT    NOT NULL,
	payload        BLOB,
	due_at         BIGINT  NOT NULL,
	not_before_at  BIGINT  NOT NULL,
	wake_at        BIGINT  NOT NULL,
	follow_at      BIGINT  NOT NULL,
	state          TEXT    NOT NULL,
	owner          TEXT    NOT NULL,
	tries          INTEGER NOT NULL,
	reason         TEXT    NOT NULL,
	message        TEXT    NOT NULL,
	sent_at        BIGINT  NOT NULL,
	prune_at       BIGINT  NOT NULL
);
CREATE UNIQUE INDEX deliveries_once ON deliveries (person_id, kind, date, subject);
CREATE INDEX deliveries_claim ON deliveries (platform, workspace, urgent, wake_at, due_at) WHERE wake_at > 0;
CREATE INDEX deliveries_wake ON deliveries (wake_at, state, due_at) WHERE wake_at > 0;
CREATE INDEX deliveries_follow ON deliveries (follow_at) WHERE follow_at > 0;
CREATE INDEX deliveries_state ON deliveries (state, due_at);
CREATE INDEX deliveries_prune ON deliveries (prune_at) WHERE prune_at > 0;

CREATE TABLE senders (
	platform  TEXT   NOT NULL,
	workspace TEXT   NOT NULL,
	owner     TEXT   NOT NULL,
	until_at  BIGINT NOT NULL,
	PRIMARY KEY (platform, workspace)
);

CREATE TABLE workspaces (
	platform  TEXT   NOT NULL,
	workspace TEXT   NOT NULL,
	gone_at   BIGINT NOT NULL,
	PRIMARY KEY (platform, workspace)
);

-- ledger counts the deliveries ever planned for a UTC day, less those that were
-- erased with their person: the books that an audit holds the rows against.
CREATE TABLE ledger (
	day TEXT PRIMARY KEY,
	due INTEGER NOT NULL
);

CREATE TABLE audits (
	day        TEXT    PRIMARY KEY,
	due        INTEGER NOT NULL,
	sent       INTEGER NOT NULL,
	parked     INTEGER NOT NULL,
	skipped    INTEGER NOT NULL,
	pending    INTEGER NOT NULL,
	audited_at BIGINT  NOT NULL
);
