package main

import (
	"cmp"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/understanding"
	"mentor/bot/wishes"
	"mentor/bot/wishes/spans"
)

// toCheckIn gives what answers a check-in, and what does not: the lines of
// bot/wishes/training/checkin, which people wrote as answers, some of them about
// something else; what they say of a goal unasked; and of the others a share.
func toCheckIn(reader *understanding.Reader, lines []example) (all []example, names []string, err error) {
	waits := about
	waits.Expect.Kind = bot.ExpectCheckIn
	names = []string{"checkin.skip", "goal.done", "goal.going", "goal.stuck", wishes.None}
	err = eachMarked("bot/wishes/training/checkin/*.txt", func(l spans.Line) {
		first, one := "", true // what the whole line answers, where its clauses agree
		for _, c := range l.Clauses {
			e := example{name: cmp.Or(c.Wish, wishes.None), line: strings.TrimSpace(l.Text[c.From:c.To])}
			one = one && (c.Wish == "" || first == "" || first == c.Wish)
			first = cmp.Or(c.Wish, first)
			all = append(all, e, e)
		}
		if one && len(l.Clauses) > 1 {
			e := example{name: cmp.Or(first, wishes.None), line: l.Text}
			all = append(all, e, e)
		}
	})
	if err != nil {
		return nil, nil, err
	}
	for i, e := range lines {
		switch {
		case slices.Contains(names, e.name) && e.name != wishes.None:
			all = append(all, e)
		case i%share == 0:
			all = append(all, example{name: wishes.None, line: e.line})
		}
	}
	for i := range all {
		all[i].label = slices.Index(names, all[i].name)
		all[i].features = reader.Features(all[i].line, waits)
	}
	return all, names, nil
}
