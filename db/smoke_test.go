package db

import (
	"path/filepath"
	"testing"

	"mentor/bot"
)

func TestSmoke(t *testing.T) {
	d, err := Open(t.Context(), filepath.Join(t.TempDir(), "a b?c#d%20é", "m.db"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	u := bot.UserRef{Platform: bot.Terminal, ID: "me"}
	err = d.Update(t.Context(), func(tx bot.Tx) error {
		p, err := tx.AddPerson(u, bot.Person{Role: "x"})
		if err != nil {
			return err
		}
		if _, err := tx.AddGoal(bot.Goal{Person: p.ID, Text: "hi", Horizon: bot.Year1}); err != nil {
			return err
		}
		_, err = tx.PutDelivery(bot.Outgoing{Person: p.ID, Kind: bot.KindReply, Subject: "a", User: u, Payload: &bot.Reply{Text: "a", Blocks: []bot.Block{bot.Section{Title: "x"}}}})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range statements {
		c := <-d.readers
		if c == nil {
			c, err = d.connect(false)
			if err != nil {
				t.Fatal(err)
			}
		}
		if i > 2 {
			if _, err := c.prepared(statement{i, s}); err != nil {
				t.Error(s, err)
			}
		}
		d.readers <- c
	}
	d.View(t.Context(), func(tx bot.Tx) error {
		p, err := tx.PersonOf(u)
		t.Log(p, err)
		gs, err := tx.Goals(p.ID)
		t.Log(gs, err)
		t.Log(tx.Export(p.ID))
		return nil
	})
	t.Log(d.Dump(t.Context()))
	if err := d.Update(t.Context(), func(tx bot.Tx) error { return tx.Forget(1) }); err != nil {
		t.Fatal(err)
	}
	t.Log(d.Dump(t.Context()))
}
