package bot

import (
	"context"
	"time"
)

// What stands here moves to the rooms of goals, certifications and check-ins as they are built.

// greet is what somebody hears who says nothing in particular.
func (t *Turn) greet() (Reply, error) {
	id := "greet.again"
	if t.fresh {
		id = "greet.first"
	}
	return Reply{Text: t.say(id), Blocks: []Block{Choices{Items: []Choice{t.choice("help.button", "help", "")}}}}, nil
}

// home is what a home tab shows.
func (t *Turn) homeReply() (Reply, error) { return t.greet() }

// understand reads a command's arguments out of plain words.
func (t *Turn) understand(s *Spec, text string) Args { return s.parse(text) }

func looksLikeDate(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// home is what a person's home tab shows on a platform, and whose it is there.
func (b *Bot) home(ctx context.Context, person PersonID, p Platform, now time.Time) (users []UserRef, r Reply, err error) {
	err = b.Store.View(ctx, func(tx Tx) error {
		all, err := tx.Identities(person)
		if err != nil {
			return err
		}
		for _, u := range all {
			if u.Platform == p {
				users = append(users, u)
			}
		}
		if len(users) == 0 {
			return nil
		}
		t, err := b.turn(ctx, tx, Event{At: now, User: users[0], From: Address{Platform: p, Workspace: users[0].Workspace}, DM: true, Body: Opened{Home}})
		if err != nil {
			return err
		}
		r, err = t.homeReply()
		return err
	})
	return users, r, err
}

// Suggest completes what is typed into a field or argument.
func (b *Bot) Suggest(ctx context.Context, user UserRef, field, typed string) ([]Choice, error) {
	return nil, nil
}
