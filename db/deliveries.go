package db

import (
	"encoding/base32"
	"encoding/binary"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/codec"
	"mentor/db/rules"
)

const outgoingColumns = `id, key, coalesce(person_id, 0), kind, date, subject, horizons, platform, workspace, channel, thread,

	user_platform, user_workspace, user_id, payload, due_at, not_before_at, state, tries, reason, message, sent_at,
	CASE WHEN channel = '' THEN coalesce((SELECT direct FROM identities i WHERE i.platform = user_platform
		AND i.workspace = user_workspace AND i.user_id = deliveries.user_id), '') ELSE '' END`

var (
	addDelivery = register(`INSERT INTO deliveries (key, person_id, kind, date, subject, horizons, urgent, platform, workspace,
		channel, thread, user_platform, user_workspace, user_id, payload, due_at, not_before_at, wake_at, follow_at,
		state, owner, tries, reason, message, sent_at, prune_at)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, 0, $19, $20, $21, $22, '', 0, 0)
		ON CONFLICT (person_id, kind, date, subject) DO NOTHING`)
	countDue = register(`INSERT INTO ledger (day, due) VALUES ($1, $2)
		ON CONFLICT (day) DO UPDATE SET due = ledger.due + excluded.due`)
	// What is finished stays finished, but for a message that went out after all.
	finish = register(`UPDATE deliveries SET state = $1, wake_at = $2, not_before_at = CASE WHEN $2 > 0 THEN $2 ELSE not_before_at END,
		owner = '', reason = $3, message = $4, sent_at = $5, prune_at = CASE WHEN kind = 'reply' THEN $6 ELSE 0 END,
		follow_at = CASE WHEN $7 > 0 AND kind IN ('check-in', 'follow-up') THEN $7 ELSE 0 END,
		payload = CASE WHEN $8 THEN NULL ELSE payload END
		WHERE id = $9 AND (wake_at > 0 OR (state = 'parked' AND $1 = 'sent'))`)
	whose          = register(`SELECT coalesce(person_id, 0), kind = 'reply' FROM deliveries WHERE id = $1`)
	deliveryExists = register(`SELECT 1 FROM deliveries WHERE id = $1`)
	keepDirect     = register(`UPDATE identities SET direct = $1 WHERE (platform, workspace, user_id) =
		(SELECT user_platform, user_workspace, user_id FROM deliveries WHERE id = $2)`)
	setFault      = register(`UPDATE people SET delivery_fault = $1 WHERE id = $2 AND delivery_fault <> $1`)
	scrubDelivery = register(`UPDATE deliveries SET subject = '', channel = '', thread = '', user_workspace = '', user_id = '',
		message = '', reason = '' WHERE id = $1`)
)

// keys makes deliveries' unique names, of 24 characters because Discord takes
// 25: a part that is random for each opened database, and a running number.
// Wholly random ones would each touch another page of the index, which cost a
// third of the time of planning.
type keys struct {
	base [10]byte
	n    atomic.Uint32
}

func (k *keys) next() string {
	key := binary.BigEndian.AppendUint32(slices.Clone(k.base[:]), k.n.Add(1))
	return "m" + strings.ToLower(base32.HexEncoding.WithPadding(base32.NoPadding).EncodeToString(key))
}

// count notes n more deliveries of a day for the ledger.
func (t *tx) count(day string, n int) {
	if t.books == nil {
		t.books = map[string]int{}
	}
	t.books[day] += n
}

// settle writes a batch's books to the ledger.
func (d *DB) settle(c *conn, books map[string]int) error {
	t := &tx{conn: c, db: d}
	for day, n := range books {
		if _, err := t.exec(countDue, day, n); err != nil {
			return err
		}
	}
	return nil
}

// pruneAt is when a reply goes that gets into a state at an instant; 0 for one
// that is not done with, or goes by its day.
func pruneAt(state bot.DeliveryState, t time.Time) int64 {
	if !rules.Answered(state) {
		return 0
	}
	return ms(t.Add(rules.KeepReplies))
}

func (t *tx) PutDelivery(d bot.Outgoing) (bot.Outgoing, error) {
	d.State = bot.Pending
	if d.NotBefore.IsZero() {
		d.NotBefore = d.Due
	}
	if d.Claim {
		d.State, d.Tries = bot.Claimed, 1
	}
	return t.addDelivery(d)
}

// addDelivery adds a row in the state that d has; ErrDuplicate if its
// person had this delivery before.
func (t *tx) addDelivery(d bot.Outgoing) (bot.Outgoing, error) {
	var payload []byte
	if d.Payload != nil {
		var err error
		if payload, err = codec.EncodeReply(*d.Payload); err != nil {
			return d, err
		}
	}
	var person any // NULL for nobody
	if d.Person != 0 {
		person = int64(d.Person)
	}
	var wake int64
	owner := ""
	switch d.State {
	case bot.Pending:
		wake = max(1, ms(d.NotBefore))
	case bot.Claimed:
		wake, owner = max(ms(d.Due), t.db.clock.Load())+rules.ReplyClaim.Milliseconds(), t.db.owner()
	}
	d.Key = t.db.keys.next()
	by := rules.Sender(d)
	id, added, err := t.insert(addDelivery, d.Key, person, string(d.Kind), d.Date, d.Subject, codec.JoinHorizons(d.Horizons),
		rules.Urgent(d.Kind), string(by.Platform), by.Workspace, d.To.Channel, d.To.Thread,
		string(d.User.Platform), d.User.Workspace, d.User.ID, payload, ms(d.Due), ms(d.NotBefore), wake,
		string(d.State), owner, d.Tries, d.Reason)
	if err != nil {
		return d, err
	}
	if !added {
		return d, bot.ErrDuplicate
	}
	d.ID = id
	t.count(rules.DayOf(d.Due), 1)
	return d, nil
}

func readID(scan scan) (id int64, err error) {
	err = scan(&id)
	return id, err
}

func readOutgoing(scan scan) (d bot.Outgoing, payload []byte, err error) {
	var hs string
	var platform people.Platform
	var workspace string
	err = scan(&d.ID, &d.Key, &d.Person, &d.Kind, &d.Date, &d.Subject, &hs, &platform, &workspace, &d.To.Channel, &d.To.Thread,
		&d.User.Platform, &d.User.Workspace, &d.User.ID, &payload, instant{&d.Due}, instant{&d.NotBefore},
		&d.State, &d.Tries, &d.Reason, &d.Message, instant{&d.SentAt}, &d.Direct.Channel)
	if d.Direct.Channel != "" {
		d.Direct.Platform, d.Direct.Workspace = d.User.Platform, d.User.Workspace
	}
	if d.To.Channel != "" {
		d.To.Platform, d.To.Workspace = platform, workspace
	}
	d.Horizons = codec.SplitHorizons(hs)
	return d, payload, err
}

func (t *tx) FinishDelivery(id int64, how bot.Outcome) error {
	known, err := t.finish(id, how)
	if err != nil || known {
		return err
	}
	// A row that was finished before is left as it was.
	return t.one(deliveryExists, []any{id}, new(int))
}

// finish records an outcome; known is false if the row is gone or finished.
func (t *tx) finish(id int64, how bot.Outcome) (known bool, err error) {
	var wake, sent, follow int64
	switch how.State {
	case bot.Pending:
		wake = max(1, ms(how.NotBefore))
	case bot.Sent:
		sent, follow = ms(how.At), ms(how.At.Add(rules.FollowAfter))
	}
	// What is parked keeps its payload, so that the operator can try again.
	done := rules.Answered(how.State)
	// Not with a RETURNING, which SQLite carries out as a trigger: it took
	// three times as long.
	n, err := t.exec(finish, string(how.State), wake, how.Reason, string(how.Message), sent, pruneAt(how.State, how.At), follow, done, id)
	if err != nil || n == 0 {
		return false, err
	}
	var person people.PersonID
	var reply bool // its person has its answer, or sees that there is none
	if err := t.one(whose, []any{id}, &person, &reply); err != nil {
		return false, err
	}
	if how.Direct.Channel != "" {
		if _, err := t.exec(keepDirect, how.Direct.Channel, id); err != nil {
			return false, err
		}
	}
	switch {
	case person == 0 && done:
		_, err = t.exec(scrubDelivery, id)
	case person != 0 && !reply && how.State == bot.Parked:
		_, err = t.exec(setFault, how.Reason, int64(person))
	case person != 0 && !reply && how.State == bot.Sent:
		_, err = t.exec(setFault, "", int64(person))
	}
	return true, err
}
