package db

import (
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/people"
)

// personColumns are the columns of a person in the order of personArgs.
const personColumns = `created_at, lang, zone, zone_asked, role, target, opted_in, stopped, paused_until_at, ` +
	`quiet_from, quiet_to, silences, slowed, nudge_platform, nudge_workspace, nudge_user, nudge_chosen, ` +
	`fallback_platform, fallback_workspace, fallback_channel, fallback_thread, last_seen_at, delivery_fault, spoke, resting, role_title, target_title`

// readColumns are those of a person's row. The id of the log is given once, when a
// person is added, and never written again.
const readColumns = `id, ` + personColumns + `, log_id`

// personFrom is readColumns, and what other tables keep of a person, of the row
// that a query calls by a name.
func personFrom(name string) string {
	return of(name, readColumns) + `, (SELECT coalesce(string_agg(from_date || '/' || to_date, ' '), '') FROM absences WHERE person_id = ` + name + `.id)`
}

var (
	// Not a join: SQLite plans a join anew for every new value that is bound,
	// which took ten times as long as reading the row.
	personOf = register(`SELECT ` + personFrom("people") + ` FROM people WHERE id =
		(SELECT person_id FROM identities WHERE platform = $1 AND workspace = $2 AND user_id = $3)`)
	personByID = register(`SELECT ` + personFrom("people") + ` FROM people WHERE id = $1`)
	addPerson  = register(`INSERT INTO people (` + personColumns + `, log_id) VALUES
		($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27,
		lower(hex(randomblob(4)))) RETURNING id, log_id`)
	savePerson = register(`UPDATE people SET created_at = $1, lang = $2, zone = $3, zone_asked = $4, role = $5, target = $6,
		opted_in = $7, stopped = $8, paused_until_at = $9, quiet_from = $10, quiet_to = $11,
		silences = $12, slowed = $13, nudge_platform = $14, nudge_workspace = $15, nudge_user = $16, nudge_chosen = $17,
		fallback_platform = $18, fallback_workspace = $19, fallback_channel = $20, fallback_thread = $21,
		last_seen_at = $22, delivery_fault = $23, spoke = $24, resting = $25, role_title = $26, target_title = $27 WHERE id = $28`)
	dropAbsences   = register(`DELETE FROM absences WHERE person_id = $1`)
	addAbsence     = register(`INSERT INTO absences (person_id, from_date, to_date) VALUES ($1, $2, $3)`)
	redirectNudges = register(`UPDATE deliveries SET platform = $1, workspace = $2,
		user_platform = $1, user_workspace = $2, user_id = $3
		WHERE person_id = $4 AND state = 'pending' AND channel = '' AND NOT urgent
		AND NOT (user_platform = $1 AND user_workspace = $2 AND user_id = $3)`)
	addIdentity = register(`INSERT INTO identities (platform, workspace, user_id, person_id) VALUES ($1, $2, $3, $4)`)
	identities  = register(`SELECT platform, workspace, user_id FROM identities WHERE person_id = $1 ORDER BY id`)
	moveUser    = register(`UPDATE identities SET person_id = $1 WHERE platform = $2 AND workspace = $3 AND user_id = $4`)

	putLinkCode = register(`INSERT INTO link_codes (person_id, hash, expires_at) VALUES ($1, $2, $3)
		ON CONFLICT (person_id) DO UPDATE SET hash = excluded.hash, expires_at = excluded.expires_at`)
	takeLinkCode = register(`DELETE FROM link_codes WHERE hash = $1 AND expires_at > $2 RETURNING person_id`)
)

func personArgs(p people.Person) []any {
	return []any{ms(p.Created), string(p.Lang), p.Zone, p.ZoneAsked, p.Role, p.Target, p.OptedIn, p.Stopped, ms(p.PausedUntil),
		p.QuietFrom, p.QuietTo, p.Silences, p.Slowed,
		string(p.NudgeAt.Platform), p.NudgeAt.Workspace, p.NudgeAt.ID, p.NudgeChosen,
		string(p.Fallback.Platform), p.Fallback.Workspace, p.Fallback.Channel, p.Fallback.Thread, ms(p.LastSeen), p.DeliveryFault, string(p.Spoke), p.Resting, p.RoleTitle, p.TargetTitle}
}

// personInto are the places that personFrom is read into.
func personInto(p *people.Person) []any {
	return []any{&p.ID, instant{&p.Created}, &p.Lang, &p.Zone, &p.ZoneAsked, &p.Role, &p.Target, &p.OptedIn, &p.Stopped,
		instant{&p.PausedUntil}, &p.QuietFrom, &p.QuietTo, &p.Silences, &p.Slowed,
		&p.NudgeAt.Platform, &p.NudgeAt.Workspace, &p.NudgeAt.ID, &p.NudgeChosen,
		&p.Fallback.Platform, &p.Fallback.Workspace, &p.Fallback.Channel, &p.Fallback.Thread,
		instant{&p.LastSeen}, &p.DeliveryFault, &p.Spoke, &p.Resting, &p.RoleTitle, &p.TargetTitle, &p.LogID, absences{&p.Absences}}
}

func readPerson(scan scan) (p people.Person, err error) {
	err = scan(personInto(&p)...)
	return p, err
}

func readUser(scan scan) (u people.UserRef, err error) {
	err = scan(&u.Platform, &u.Workspace, &u.ID)
	return u, err
}

func (t *tx) PersonOf(user people.UserRef) (people.Person, error) {
	p, err := first(t, personOf, readPerson, string(user.Platform), user.Workspace, user.ID)
	t.person = p
	t.person.Absences = slices.Clone(p.Absences)
	return p, err
}

func (t *tx) Person(id people.PersonID) (people.Person, error) {
	if p := t.person; p.ID == id && id != 0 && !t.over { // an event's person is asked for again at its end
		p.Absences = slices.Clone(p.Absences)
		return p, nil
	}
	return first(t, personByID, readPerson, int64(id))
}

// AddPerson gives a new person the default quiet hours where none are set, and
// sends nudges to the identity that is known.
func (t *tx) AddPerson(user people.UserRef, p people.Person) (people.Person, error) {
	if p.QuietFrom == 0 && p.QuietTo == 0 {
		p.QuietFrom, p.QuietTo = people.DefaultQuietFrom, people.DefaultQuietTo
	}
	if p.NudgeAt == (people.UserRef{}) {
		p.NudgeAt = user
	}
	// Asked first: a person without an identity must not stay behind where the
	// caller goes on after ErrDuplicate.
	if _, err := t.PersonOf(user); err == nil {
		return people.Person{}, bot.ErrDuplicate
	}
	if err := t.one(addPerson, personArgs(p), &p.ID, &p.LogID); err != nil {
		return people.Person{}, err
	}
	if err := t.putAbsences(p); err != nil {
		return people.Person{}, err
	}
	_, err := t.exec(addIdentity, string(user.Platform), user.Workspace, user.ID, int64(p.ID))
	return p, err
}

// SavePerson also sends waiting nudges to where the person wants them now.
func (t *tx) SavePerson(p people.Person) error {
	if err := t.must(savePerson, append(personArgs(p), int64(p.ID))...); err != nil {
		return err
	}
	if err := t.putAbsences(p); err != nil {
		return err
	}
	_, err := t.exec(redirectNudges, string(p.NudgeAt.Platform), p.NudgeAt.Workspace, p.NudgeAt.ID, int64(p.ID))
	return err
}

func (t *tx) Identities(id people.PersonID) ([]people.UserRef, error) {
	return all(t, identities, readUser, int64(id))
}

func (t *tx) PutLinkCode(id people.PersonID, hash string, expires time.Time) error {
	_, err := t.exec(putLinkCode, int64(id), hash, ms(expires))
	return err
}

func (t *tx) TakeLinkCode(hash string, now time.Time) (id people.PersonID, err error) {
	err = t.one(takeLinkCode, []any{hash, ms(now)}, &id)
	return id, err
}

// Split leaves the old person's nudges with the identities that stay.
func (t *tx) Split(user people.UserRef, now time.Time) (people.Person, error) {
	old, err := t.PersonOf(user)
	if err != nil {
		return people.Person{}, err
	}
	users, err := t.Identities(old.ID)
	if err != nil {
		return people.Person{}, err
	}
	if len(users) < 2 {
		return people.Person{}, bot.ErrNotFound
	}
	if old.NudgeAt == user {
		old.NudgeAt, old.NudgeChosen = users[0], false
		if users[0] == user {
			old.NudgeAt = users[1]
		}
		if err := t.SavePerson(old); err != nil {
			return people.Person{}, err
		}
	}
	p := people.Person{Created: now, LastSeen: now, NudgeAt: user, QuietFrom: people.DefaultQuietFrom, QuietTo: people.DefaultQuietTo}
	if err := t.one(addPerson, personArgs(p), &p.ID, &p.LogID); err != nil {
		return people.Person{}, err
	}
	return p, t.must(moveUser, int64(p.ID), string(user.Platform), user.Workspace, user.ID)
}
