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

// several asks about what a message wants in several clauses, beside questions
// that are to be asked anyway; ok is false where nothing can be asked.
func several(t *bot.Turn, text string, asked []bot.Reply, all []bot.Guess, intro string) (bot.Reply, bool, error) {
	replies := slices.Clone(asked)
	var offered []people.Offered
	if slices.ContainsFunc(all, takesAway) { // "that goal was a mistake, undo it": once
		all = slices.DeleteFunc(slices.Clone(all), func(g bot.Guess) bool { return g.Name == "undo" })
	}
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
		replies = append(replies, r)
	}
	if len(replies) == 0 {
		return bot.Reply{}, false, nil
	}
	r, err := atOnce(t, replies, offered, intro)
	return r, err == nil, err
}

// takesAway reports whether a wish is that something be gone.
func takesAway(g bot.Guess) bool {
	return strings.HasSuffix(g.Name, ".drop") || strings.HasSuffix(g.Name, ".remove")
}

// atOnce puts several questions as one, with a yes to all and one to each. Where
// only one can be said yes to, it comes last: its choices are shown.
func atOnce(t *bot.Turn, replies []bot.Reply, offered []people.Offered, intro string) (bot.Reply, error) {
	var lines []string
	var rest, ask []bot.Reply
	var taken []bot.Call
	c := bot.Choices{}
	for _, r := range replies {
		call := firstCall(r)
		if call == (bot.Call{}) { // it asks for more, or only shows something
			rest = append(rest, r)
			continue
		}
		ask, taken = append(ask, r), append(taken, call)
		n := strconv.Itoa(len(taken))
		lines = append(lines, n+". "+string(headOf(r)))
		c.Items = append(c.Items, bot.Choice{Label: t.Plain("heard.button.one", "number", n), Action: call.Action, Value: call.Value})
	}
	if len(taken) < 2 {
		if n := len(offered); n > 1 && t.Talk.Offer != nil { // what each of them kept is there still
			o := offered[n-1]
			o.More = append(o.More, offered[:n-1]...)
			t.Talk.Offer = &o
		}
		return say.Together(append(rest, ask...)), nil
	}
	data, err := json.Marshal(taken)
	if err != nil {
		return bot.Reply{}, err
	}
	if o := t.Talk.Offer; o != nil && !slices.ContainsFunc(offered, func(x people.Offered) bool { return x.Key == o.Key }) {
		offered = append(offered, *o)
	}
	key := t.KeepOffer("", bot.Args{"all": string(data)})
	t.Talk.Offer.More = offered
	c.Items = append([]bot.Choice{ofAll.Choice(t.Plain("heard.button.all"), severalOffered{key})}, append(c.Items, t.Choice("button.keep", "keep", ""))...)
	r := bot.Reply{Text: t.Say(intro) + bot.Markup("\n\n"+strings.Join(lines, "\n")), Private: !t.Event.DM}
	for _, x := range rest {
		r.Text += "\n\n" + x.Text
	}
	r.Blocks = []bot.Block{c}
	return r, nil
}

// firstCall is what the first button of a question does; none where there is no
// question to say yes to.
func firstCall(r bot.Reply) bot.Call {
	for _, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok && len(c.Items) > 1 && r.Form == nil {
			a, last := c.Items[0], c.Items[len(c.Items)-1]
			alone := len(c.Items) == 2 && last.Action == "keep" && !leads[a.Action]
			if alone || a.Action == "schedule.save" || agreeing[a.Action] && last.Action == "keep" {
				return bot.Call{Action: a.Action, Value: a.Value}
			}
		}
	}
	return bot.Call{}
}

// agreeing are the actions of buttons that say yes to what was asked, whatever
// stands beside them, and leads those that lead on and do nothing.
var (
	agreeing = map[string]bool{"offer.yes": true, "goal.drop": true}
	leads    = map[string]bool{"help": true, "form": true, "keep": true, "goal.add": true, "profile.edit": true, "remind": true}
)

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
		all = append(all, once(all, r))
	}
	return say.Together(all), nil
}

// once is a reply without the paragraphs that stand in those before it.
func once(before []bot.Reply, r bot.Reply) bot.Reply {
	said := map[string]bool{}
	for _, b := range before {
		for p := range strings.SplitSeq(string(b.Text), "\n\n") {
			said[p] = true
		}
	}
	left := slices.DeleteFunc(strings.Split(string(r.Text), "\n\n"), func(p string) bool { return said[p] })
	r.Text = bot.Markup(strings.Join(left, "\n\n"))
	return r
}
