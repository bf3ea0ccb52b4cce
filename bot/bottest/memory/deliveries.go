package memory

import (
	"strconv"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/db/codec"
	"mentor/db/rules"
)

type (
	event struct {
		KeyHash       string
		Platform      people.Platform
		Workspace     string
		UserID        string
		Payload       []byte
		Kept, Handled time.Time
	}
	delivery struct {
		bot.Outgoing        // without its payload
		Payload      []byte // as it is kept: a reply is read back as a program that starts anew reads it
		Owner        string
		Wake         time.Time // when it can be claimed; zero: it is finished
		Follow       time.Time // when an answer should have come; zero: none is waited for
		Prune        time.Time // when a reply goes that is done with; zero: none is
	}
	workspace struct {
		Platform  people.Platform
		Workspace string
		Gone      time.Time
	}
	lease struct {
		Platform  people.Platform
		Workspace string
		Owner     string
		Until     time.Time
	}
	hold struct {
		Platform  people.Platform
		Workspace string
		Until     time.Time
	}
)

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

// addDelivery adds a row in the state that d has; ErrDuplicate if its person
// had this delivery before.
func (t *tx) addDelivery(d bot.Outgoing) (bot.Outgoing, error) {
	if err := t.write(d.Person); err != nil {
		return d, err
	}
	if d.Person != 0 && find(t.Deliveries, func(x *delivery) bool {
		return x.Person == d.Person && x.Kind == d.Kind && x.Date == d.Date && x.Subject == d.Subject
	}) != nil {
		return d, bot.ErrDuplicate
	}
	row := delivery{}
	switch d.State {
	case bot.Pending:
		row.Wake = orFirst(d.NotBefore)
	case bot.Claimed:
		row.Wake, row.Owner = later(d.Due, time.UnixMilli(t.store.clock.Load())).Add(rules.ReplyClaim), t.store.owns()
	}
	d.ID = t.id("deliveries")
	d.Key = "m" + strconv.FormatInt(t.store.files.keys.Add(1), 36)
	if d.Payload != nil {
		var err error
		if row.Payload, err = codec.EncodeReply(*d.Payload); err != nil {
			return d, err
		}
	}
	row.Outgoing = d
	row.Outgoing.Payload, row.Claim = nil, false
	t.Deliveries = append(t.Deliveries, kept(row))
	t.count(d.Due, 1)
	return d, nil
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

// count notes n more deliveries of a day for the ledger.
func (t *tx) count(due time.Time, n int) {
	if t.ledger == nil {
		t.ledger = map[string]int{}
	}
	t.ledger[rules.DayOf(due)] += n
}

// dropDeliveries takes rows away, and out of the ledger.
func (t *tx) dropDeliveries(fits func(*delivery) bool) int {
	return drop(&t.Deliveries, func(d *delivery) bool {
		if !fits(d) {
			return false
		}
		t.count(d.Due, -1)
		return true
	})
}

func (t *tx) delivery(id int64) *delivery {
	return find(t.Deliveries, func(d *delivery) bool { return d.ID == id })
}

// outgoing is a row as it is given back, without its payload.
func (t *tx) outgoing(d *delivery) bot.Outgoing {
	out := kept(d.Outgoing)
	if i := t.identity(out.User); i != nil && i.Direct != "" && out.To.Channel == "" {
		out.Direct = people.Address{Platform: i.Platform, Workspace: i.Workspace, Channel: i.Direct}
	}
	return out
}

func (t *tx) FinishDelivery(id int64, how bot.Outcome) error {
	if err := t.write(0); err != nil {
		return err
	}
	if t.delivery(id) == nil {
		return bot.ErrNotFound
	}
	t.finish(id, how)
	return nil
}

// finish records an outcome. What is finished stays finished, but for a message
// that went out after all.
func (t *tx) finish(id int64, how bot.Outcome) {
	d := t.delivery(id)
	if d == nil || d.Wake.IsZero() && (d.State != bot.Parked || how.State != bot.Sent) {
		return
	}
	d.State, d.Owner, d.Reason, d.Message = how.State, "", how.Reason, how.Message
	d.Wake, d.SentAt, d.Follow = time.Time{}, time.Time{}, time.Time{}
	d.prune(how.At)
	switch how.State {
	case bot.Pending:
		d.Wake = orFirst(how.NotBefore)
		d.NotBefore = d.Wake
	case bot.Sent:
		d.SentAt = how.At
		if d.Kind == people.KindCheckIn || d.Kind == people.KindFollowUp {
			d.Follow = how.At.Add(rules.FollowAfter)
		}
	}
	// What is parked keeps its payload, so that the operator can try again.
	done := how.State == bot.Sent || how.State == bot.Skipped
	if done {
		d.Payload = nil
	}
	if i := t.identity(d.User); i != nil && how.Direct.Channel != "" {
		i.Direct = how.Direct.Channel
	}
	p := t.person(d.Person)
	switch {
	case p == nil && done:
		d.scrub()
	case p != nil && d.Kind != people.KindReply && how.State == bot.Parked:
		p.DeliveryFault = how.Reason
	case p != nil && d.Kind != people.KindReply && how.State == bot.Sent:
		p.DeliveryFault = ""
	}
	*d = kept(*d)
}

// prune says when a reply goes that is done with at an instant.
func (d *delivery) prune(at time.Time) {
	d.Prune = time.Time{}
	if d.Kind == people.KindReply && rules.Answered(d.State) {
		d.Prune = at.Add(rules.KeepReplies)
	}
}

// scrub removes whom a row was for.
func (d *delivery) scrub() {
	d.Subject, d.To.Channel, d.To.Thread, d.User.Workspace, d.User.ID, d.Message, d.Reason = "", "", "", "", "", "", ""
}
