package dialogue

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// How likely a guess is from which it is proposed. Below, the answers know more.
const (
	proposeFrom    = 0.15 // one wish
	doesFrom       = 0.40 // one wish that writes nothing: it is done at once
	wantsFrom      = 0.50 // that anything is wanted at all
	unansweredFrom = 0.35 // the same where the answers have none
	askedFrom      = 0.70 // the same where a question is asked that the answers know
	nearestFrom    = 0.72 // the same where no single wish is likely: the nearest are named
	refusedFrom    = 0.64 // the same where the answers refuse the subject
	aloneFrom      = 0.45 // one wish, without the next beside it
	likelyFrom     = 0.35 // one wish, there and in a long message
	besidesFrom    = 0.50 // the same from which it is offered under an answer
	besidesOne     = 0.15 // one wish, there
	tellsFrom      = 0.25 // that anything is wanted, of a message that asks nothing
	ownThing       = 0.10 // how much less it has to be where it names something of one's own, or is sure and has its values
	maxOffered     = 10   // goals, as buttons
)

// goalOffered is a goal for what was offered, by the offer's key.
type goalOffered struct {
	Key    string
	Number int
}

// wishOffered is one of several wishes, by the offer's key.
type wishOffered struct{ Key, Name string }

var (
	ofGoal = bot.Verb[goalOffered]{Name: "offer.goal"}
	ofWish = bot.Verb[wishOffered]{Name: "offer.wish"}
)

// proposed proposes what a message seems to want where no rule read it: what
// writes nothing is done, anything else is put as a question. ok is false where
// the message is rather a question for the answers. refused is true where the
// answers know well that it is none of the mentor's business.
func proposed(t *bot.Turn, text string, u bot.Understood, answered, refused bool) (bot.Reply, bool, error) {
	theirs := slices.ContainsFunc(u.Parts, func(p bot.Part) bool { return p.Mood == bot.ReportedMood })
	least := wantsFrom
	switch {
	case tells(t, text, u):
		least, refused = tellsFrom, false
	case !answered:
		least = unansweredFrom
	case strings.HasSuffix(text, "?") && !requesting.MatchString(bot.Fold(text)) && len(u.Guesses) > 0 && !writesNothing(t, u.Guesses[0].Name):
		least = askedFrom
	}
	if g := u.Guesses; len(g) > 0 && (g[0].Likely >= likelyFrom && namesOwn(g[0].Part) || g[0].Likely >= surely && len(g[0].Slots) > 0) {
		least -= ownThing
	}
	switch all := u.Guesses; {
	case len(all) > 0 && theirs && t.Bot.Saying(all[0].Name).Fact: // what somebody else did
		return bot.Reply{}, false, nil
	case len(all) == 0 || u.Wants < least, refused && u.Wants < nearestFrom && (u.Wants < refusedFrom || all[0].Likely < likelyFrom), long(text) && all[0].Likely < likelyFrom:
		return bot.Reply{}, false, nil
	case all[0].Likely >= proposeFrom:
		return propose(t, text, u)
	case u.Wants >= nearestFrom:
		return nearest(t, text, all)
	}
	return bot.Reply{}, false, nil
}

// tells reports whether a message rather tells something than asks for it. Of
// 937 that tell (two authors whose lines were left out) and 348 that ask, wishes
// that only show something among them, it takes 692 and 6.
func tells(t *bot.Turn, text string, u bot.Understood) bool {
	return !onlyIf(u) && len(u.Guesses) > 0 && !shows(t, u.Guesses[0].Name) && u.Wants >= tellsFrom && u.Guesses[0].Likely >= proposeFrom && !strings.Contains(text, "?") && !asking.MatchString(text) && (!long(text) || u.Guesses[0].Likely >= likelyFrom)
}

// namesOwn reports whether a wish names one of the person's own goals or
// certifications.
func namesOwn(p bot.Part) bool {
	for _, v := range p.Slots {
		switch of := v.Of.(type) {
		case bot.GoalChoice:
			if len(of.Numbers) == 1 && of.Numbers[0] > 0 && !of.Several {
				return true
			}
		case bot.CertChoice:
			if len(of.Numbers) == 1 {
				return true
			}
		}
	}
	return false
}

// requesting is a question that asks for a deed.
var requesting = regexp.MustCompile(`\b(can|could|would|will|may|shall) (you|u|we|i)\b|\b(peux|pourrais|pouvez|pourriez)[- ](tu|vous)\b|\b(tu|vous|je) (peux|pouvez|pourrais|pourriez)\b|\b(on|peut|pourrait)[- ](peut|pourrait|on)\b|\bplease\b|\b(stp|svp)\b`)

// long reports whether a message is a story rather than a wish.
func long(text string) bool { return len(strings.Fields(text)) >= longWords }

const longWords = 25

// propose proposes what each clause wants, or the first of some guesses.
func propose(t *bot.Turn, text string, u bot.Understood) (bot.Reply, bool, error) {
	all := u.Guesses
	if i := slices.IndexFunc(all, func(g bot.Guess) bool { return g.Name == "achievement" }); i > 0 && all[0].Name == "goal.add" && ofWins.MatchString(bot.Fold(text)) {
		all = append([]bot.Guess{all[i]}, all[:i]...)
	}
	g := all[0]
	if len(u.Each) > 1 {
		if r, ok, err := several(t, text, nil, u.Each, "heard.several"); ok || err != nil {
			return r, ok, err
		}
	}
	if s := specOf(t, g.Name); g.Likely < doesFrom && s != nil && writesNothing(t, g.Name) && !t.Bot.Saying(g.Name).Offers {
		return nearest(t, text, all)
	}
	before := t.Talk.Offer
	words := cmp.Or(CutSpan(text, g.Clause), text) // the sentence that says it
	r, ok, err := proposing(t, words, g.Name, ArgsOf(t, text, g.Part))
	if ok && err == nil && (g.Likely < aloneFrom || len(all) > 1 && all[1].Likely >= likelyFrom) && t.Talk.Offer != before {
		r = orElse(t, r, text, all)
	}
	return r, ok, err
}

// ofWins is what people call the list of what they achieved.
var ofWins = regexp.MustCompile(`\b(wins?|achievements?|reussites?|victoires?)\b`)

// orElse adds the second guess to what is proposed of the first.
func orElse(t *bot.Turn, r bot.Reply, text string, all []bot.Guess) bot.Reply {
	o, first := t.Talk.Offer, specOf(t, all[0].Name)
	if o == nil || len(all) < 2 || len(r.Blocks) == 0 {
		return r
	}
	s := specOf(t, all[1].Name)
	c, ok := r.Blocks[len(r.Blocks)-1].(bot.Choices)
	args, err := json.Marshal(ArgsOf(t, text, all[1].Part))
	if s == nil || s == first || s.Hidden || !ok || err != nil {
		return r
	}
	if o.Args == nil {
		o.Args = map[string]string{}
	}
	o.Args["else."+all[1].Name], o.Args["text"] = string(args), cmp.Or(o.Args["text"], text)
	at := max(0, len(c.Items)-1) // before "leave it"
	c.Items = slices.Insert(slices.Clone(c.Items), at, ofWish.Choice(t.Plain("command."+s.Name()+".short"), wishOffered{o.Key, all[1].Name}))
	r.Blocks[len(r.Blocks)-1] = c
	return r
}

// shows reports whether a verb does nothing but show or say something.
func shows(t *bot.Turn, name string) bool {
	s := specOf(t, name)
	return t.Bot.Saying(name).Shows || t.Bot.Saying(name).Do == nil && (s == nil || s.Shows)
}

// writesNothing reports whether a verb only shows, asks or offers.
func writesNothing(t *bot.Turn, name string) bool {
	about, s := t.Bot.Saying(name), specOf(t, name)
	return about.Shows || about.Offers || about.Confirms || about.Do == nil && s != nil && s.Shows
}

// proposing asks whether a verb is meant with what was found for it, or for
// what it lacks; one that writes nothing is done.
func proposing(t *bot.Turn, text, name string, args bot.Args) (bot.Reply, bool, error) {
	about := t.Bot.Saying(name)
	if about.Propose != nil {
		if r, ok, err := about.Propose(t, text, args); ok || err != nil {
			return kind(t, r, err)
		}
	}
	for _, need := range about.Needs {
		if !has(args, need) {
			return lacking(t, name, need, args)
		}
	}
	do := about.Do
	if s := specOf(t, name); do == nil && s != nil {
		do = s.Run
	}
	switch {
	case do == nil:
		return bot.Reply{}, false, nil
	case writesNothing(t, name):
		r, err := do(t, args)
		return kind(t, r, err)
	}
	delete(args, "clause")
	key := t.KeepOffer(name, args)
	return bot.Reply{Text: t.Say("guess."+name, askedOf(t, args)...), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// agreed puts the guess first that is the command for which the answers take
// words too: where both say the same it is likely enough.
func agreed(all []bot.Guess, intent []string) []bot.Guess {
	name := strings.Join(intent, ".")
	for i, g := range all {
		if g.Name == name || g.Name == strings.TrimSuffix(name, ".set") || g.Name == "cert.passed" && name == "cert.add" {
			g.Likely = max(g.Likely, doesFrom)
			out := append([]bot.Guess{g}, all[:i]...)
			return append(out, all[i+1:]...)
		}
	}
	return nil
}

// has reports whether arguments have one of the values that are named, with a
// bar between; of goals it is exactly one.
func has(args bot.Args, need string) bool {
	for _, name := range strings.Split(need, "|") {
		if args[name] != "" && !(name == "number" && (args["several"] != "" || strings.Contains(args[name], " "))) {
			return true
		}
	}
	return false
}

// kind gives a reply to a guess: what is missing is asked for, not blamed.
func kind(t *bot.Turn, r bot.Reply, err error) (bot.Reply, bool, error) {
	var p *bot.Problem
	if errors.As(err, &p) {
		c := bot.Choices{Items: append(p.Choices, t.Choice("button.keep", "keep", ""))}
		return bot.Reply{Text: p.Text, Private: !t.Event.DM, Blocks: []bot.Block{c}}, true, nil
	}
	r.Private = r.Private || !t.Event.DM
	return r, true, err
}

// askedOf are the values that a question about a guess names.
func askedOf(t *bot.Turn, args bot.Args) []any {
	said := ""
	for _, name := range []string{"when", "due", "span", "clocks", "cert", "certs", "role", "target", "zone", "lang", "horizon", "on", "expires"} {
		if v := args[name]; v != "" && said == "" {
			said = bot.Brief(cmp.Or(dayOf(t, name, args), named(t, name, v)), 80)
		}
	}
	text := ""
	if n, err := strconv.Atoi(args["number"]); err == nil {
		if g, err := t.Tx.Goal(t.Person.ID, n); err == nil {
			text = bot.Brief(g.Text, say.ShownGoal)
		}
	}
	return []any{"number", args["number"], "text", text, "said", said, "until", dayOf(t, "expires", args), "words", bot.Brief(cmp.Or(args["text"], args["what"], args["result"]), say.ShownGoal)}
}

// dayOf is the day, or the days from and to, that an argument says.
func dayOf(t *bot.Turn, name string, args bot.Args) string {
	switch day, from, to := args[name+".day"], args[name+".from"], args[name+".to"]; {
	case day != "":
		return t.Plain("guess.day", "date", say.Date(t, day))
	case from != "" && to != "" && from != to && (name == "span" || name == "until"):
		return t.Plain("guess.range", "from", say.Date(t, from), "to", say.Date(t, to))
	case to != "":
		return t.Plain("guess.day", "date", say.Date(t, to))
	}
	return ""
}

// named is a value of an argument as people call it.
func named(t *bot.Turn, name, value string) string {
	switch name {
	case "role", "target":
		return string(say.RoleName(t, value))
	case "lang":
		return t.Plain("language." + value)
	case "horizon":
		return string(say.Years(t, people.Horizon(value)))
	}
	if c, ok := t.Bot.Careers().Certification(value); ok {
		return c.Name
	}
	return value
}

// wishTaken goes on with the one of several wishes that was chosen.
func wishTaken(t *bot.Turn, v wishOffered) (bot.Reply, error) {
	o := t.Talk.Offer.Under(v.Key)
	if o == nil || o.Args["else."+v.Name] == "" {
		return t.Stale(), nil
	}
	args := bot.Args{}
	if err := json.Unmarshal([]byte(o.Args["else."+v.Name]), &args); err != nil {
		return bot.Reply{}, fmt.Errorf("read an offer: %w", err)
	}
	r, _, err := proposing(t, o.Args["text"], v.Name, args)
	return r, err
}

// nearest offers the wishes that a message may mean, none of them likely enough;
// where all of them are one command's, that one is proposed.
func nearest(t *bot.Turn, text string, all []bot.Guess) (bot.Reply, bool, error) {
	c, seen, kept := bot.Choices{}, map[string]bool{}, map[string]string{"text": text}
	key := t.KeepOffer("", kept)
	for _, g := range all {
		s := specOf(t, g.Name)
		if s == nil || seen[s.Name()] || s.Hidden {
			continue
		}
		seen[s.Name()] = true
		args, err := json.Marshal(ArgsOf(t, text, g.Part))
		if err != nil {
			return bot.Reply{}, true, err
		}
		kept["else."+g.Name] = string(args)
		c.Items = append(c.Items, ofWish.Choice(t.Plain("command."+s.Name()+".short"), wishOffered{key, g.Name}))
	}
	switch len(c.Items) {
	case 0:
		t.Talk.Offer = nil
		return bot.Reply{}, false, nil
	case 1:
		return proposing(t, text, all[0].Name, ArgsOf(t, text, all[0].Part))
	}
	c.Items = append(c.Items, t.Choice("button.keep", "keep", ""))
	return bot.Reply{Text: t.Say("guess.nearest"), Private: !t.Event.DM, Blocks: []bot.Block{c}}, true, nil
}

// besides puts a button under an answer for what the message may want as well.
func besides(t *bot.Turn, r bot.Reply, text string, u bot.Understood) bot.Reply {
	if len(u.Guesses) == 0 || u.Wants < besidesFrom || u.Guesses[0].Likely < besidesOne || len(strings.Fields(text)) <= mostFollowing {
		return r
	}
	g := u.Guesses[0]
	s := specOf(t, g.Name)
	if s == nil || s.Hidden {
		return r
	}
	args, err := json.Marshal(ArgsOf(t, text, g.Part))
	if err != nil {
		return r
	}
	key := t.KeepOffer("", map[string]string{"text": text, "else." + g.Name: string(args)})
	offer := ofWish.Choice(t.Plain("command."+s.Name()+".short"), wishOffered{key, g.Name})
	for i, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			c.Items = append(slices.Clone(c.Items), offer)
			r.Blocks[i] = c
			return r
		}
	}
	r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{offer}})
	return r
}
