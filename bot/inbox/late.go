package inbox

import (
	"slices"
	"time"

	"mentor/bot"
)

const (
	// lateAfter is how old an event is of which people have stopped to wait for
	// the answer; older ones that wait together are answered together.
	lateAfter = 5 * time.Minute
	// lateShown is how many of their answers are shown, the newest: more is a wall.
	lateShown = 3
	// lateMost bounds how many are handled before the person hears of any.
	lateMost = 64
)

// lateTogether is how many of the first jobs are answered together: those that
// have waited too long and were said in one place, or the very first alone.
func lateTogether(jobs []job, now time.Time) int {
	n := 0
	for n < len(jobs) && n < lateMost {
		j, first := jobs[n], jobs[0]
		if j.said != nil || now.Sub(j.ev.At) < lateAfter || !samePlace(j.ev, first.ev) {
			break
		}
		n++
	}
	return max(n, 1)
}

// samePlace is true if one answer reaches both. Threads of a direct
// message are one place: only the person is there.
func samePlace(a, b bot.Event) bool {
	x, y := a.From, b.From
	if a.DM && b.DM {
		x.Thread, y.Thread = "", ""
	}
	return x == y
}

// together makes one reply of several; false if there is nothing to say.
// Of many late ones it shows the newest, under a sentence that says so. A
// stranger who wrote in a channel gets no late private message: it would come
// out of nowhere.
func (m *Inbox) together(ev bot.Event, outs []bot.Taken) (bot.Reply, bool) {
	late := m.now().Sub(ev.At) >= lateAfter
	var said []bot.Taken
	for _, out := range outs {
		if !out.Reply.Empty() && !(late && out.Fresh && out.Reply.Private && !ev.DM) {
			said = append(said, out)
		}
	}
	switch len(said) {
	case 0:
		return bot.Reply{}, false
	case 1:
		return said[0].Reply, true
	}
	shown := said[max(0, len(said)-lateShown):]
	r := shown[len(shown)-1].Reply // its language, and its key against a second sending
	id := "inbox.late"
	if len(shown) < len(said) {
		id = "inbox.late-some"
	}
	lead := m.bot.Words.Say(r.Lang, id, "n", len(shown), "all", len(said))
	text, blocks := lead, []bot.Block{bot.Section{Text: lead}}
	for _, out := range shown {
		text += "\n\n" + out.Reply.Text
		r.Private = r.Private || out.Reply.Private
		if !slices.ContainsFunc(out.Reply.Blocks, bot.Full) {
			blocks = append(blocks, bot.Section{Text: out.Reply.Text})
		}
		blocks = append(blocks, out.Reply.Blocks...)
	}
	r.Text, r.Blocks, r.Form, r.Replace = text, blocks, nil, ""
	return r, true
}
