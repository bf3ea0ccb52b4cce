package dialogue

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// severalOffered is what was offered at once, by the offer's key.
type severalOffered struct{ Key string }

var ofAll = bot.Verb[severalOffered]{Name: "offer.all"}

// several asks about what a message wants in several clauses, in one question
// with a yes to all and one to each. With only one it is asked as ever; ok is
// false where nothing can be asked.
func several(t *bot.Turn, text string, all []bot.Guess, intro string) (bot.Reply, bool, error) {
	var replies []bot.Reply
	var calls []bot.Call
	var offered []people.Offered
	for _, g := range all {
		before := t.Talk.Offer
		r, ok, err := proposing(t, CutSpan(text, g.Clause), g.Name, ArgsOf(t, text, g.Part))
		if err != nil {
			return bot.Reply{}, false, err
		}
		if !ok || slices.ContainsFunc(replies, func(other bot.Reply) bool { return other.Text == r.Text }) { // said twice
			t.Talk.Offer = before
			continue
		}
		if o := t.Talk.Offer; o != nil && o != before {
			offered = append(offered, *o)
		}
		replies, calls = append(replies, r), append(calls, firstCall(r))
	}
	switch len(replies) {
	case 0:
		return bot.Reply{}, false, nil
	case 1:
		return replies[0], true, nil
	}
	var lines []string
	var rest []bot.Reply
	var taken []bot.Call
	c := bot.Choices{}
	for i, r := range replies {
		if calls[i] == (bot.Call{}) { // it asks for more, or only shows something
			rest = append(rest, bot.Reply{Text: r.Text, Private: r.Private})
			continue
		}
		taken = append(taken, calls[i])
		n := strconv.Itoa(len(taken))
		lines = append(lines, n+". "+string(headOf(r)))
		c.Items = append(c.Items, bot.Choice{Label: t.Plain("heard.button.one", "number", n), Action: calls[i].Action, Value: calls[i].Value})
	}
	if len(taken) < 2 {
		return say.Together(replies), true, nil
	}
	data, err := json.Marshal(taken)
	if err != nil {
		return bot.Reply{}, false, err
	}
	key := t.KeepOffer("", bot.Args{"all": string(data)})
	t.Talk.Offer.More = offered
	c.Items = append([]bot.Choice{ofAll.Choice(t.Plain("heard.button.all"), severalOffered{key})}, append(c.Items, t.Choice("button.keep", "keep", ""))...)
	r := bot.Reply{Text: t.Say(intro) + bot.Markup("\n\n"+strings.Join(lines, "\n")), Private: !t.Event.DM}
	for _, x := range rest {
		r.Text += "\n\n" + x.Text
	}
	r.Blocks = []bot.Block{c}
	return r, true, nil
}

// firstCall is what the first button of a question does; none where there is no
// question to say yes to.
func firstCall(r bot.Reply) bot.Call {
	for _, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok && len(c.Items) > 1 && r.Form == nil {
			if a := c.Items[0]; yesses[a.Action] && (c.Items[len(c.Items)-1].Action == "keep" || a.Action == "schedule.save") {
				return bot.Call{Action: a.Action, Value: a.Value}
			}
		}
	}
	return bot.Call{}
}

// yesses are the actions of buttons that say yes to what was asked.
var yesses = map[string]bool{"offer.yes": true, "goal.drop": true, "schedule.save": true}

// headOf is the question of a reply: its first paragraph, without the words that
// lead to a list below it.
func headOf(r bot.Reply) bot.Markup {
	head, _, _ := strings.Cut(string(r.Text), "\n\n")
	if end := strings.LastIndex(head, ". "); strings.HasSuffix(head, ":") && end > 0 {
		head = head[:end+1]
	}
	return bot.Markup(strings.ReplaceAll(head, "\n", " "))
}

// allTaken does all that was offered at once. What cannot be done says so; the
// rest is done all the same.
func allTaken(t *bot.Turn, v severalOffered) (bot.Reply, error) {
	o := t.Talk.Offer
	if o == nil || o.Key != v.Key || o.Args["all"] == "" {
		return t.Stale(), nil
	}
	var calls []bot.Call
	if err := json.Unmarshal([]byte(o.Args["all"]), &calls); err != nil {
		return bot.Reply{}, err
	}
	var all []bot.Reply
	for _, call := range calls {
		r, err := t.Do(call.Action, call.Value)
		r, _, err = kind(t, r, err)
		if err != nil {
			return bot.Reply{}, err
		}
		all = append(all, r)
	}
	return say.Together(all), nil
}
