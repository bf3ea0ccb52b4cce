package dialogue

import (
	"maps"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
)

// offer is a button that does what was only half read.
func offer(t *bot.Turn, text string, p bot.Part) (bot.Choice, bool) {
	name := p.Name
	if t.Bot.Saying(name).Do == nil {
		return bot.Choice{}, false
	}
	args := map[string]string{}
	for k, v := range ArgsOf(t, text, p) {
		args[k] = v
	}
	key := t.KeepOffer(name, args)
	return bot.Choice{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, true
}

// offerTaken does what was offered.
func offerTaken(t *bot.Turn, key string) (bot.Reply, error) {
	o := t.Talk.Offer.Under(key)
	if o == nil || t.Bot.Saying(o.Verb).Do == nil {
		return t.Stale(), nil
	}
	o, t.Talk.Offer = t.Talk.Offer.Take(key)
	args := bot.Args{"agreed": "yes"} // what was asked named its values
	maps.Copy(args, o.Args)
	return t.Bot.Saying(o.Verb).Do(t, args)
}

// yeses say yes to what was asked just before.
var yeses = map[string]bool{"yes": true, "yes please": true, "yep": true, "yeah": true, "yup": true, "ok": true, "okay": true, "sure": true, "do it": true, "do that": true, "yes do that": true,
	"yes do it": true, "please do": true, "go ahead": true, "yes all of it": true, "all of it": true, "yes, all of it": true, "oui": true, "ouais": true, "oui merci": true, "oui svp": true,
	"oui stp": true, "d'accord": true, "vas-y": true, "allez-y": true, "faites-le": true, "oui, faites-le": true, "oui, tout": true, "oui tout": true, "bien sur": true}

// offerAgreed does what was offered just before, all of it.
func offerAgreed(t *bot.Turn, o *people.Offered) (bot.Reply, error) {
	switch {
	case o.Args["all"] != "":
		return allTaken(t, severalOffered{o.Key})
	case o.Verb != "" && t.Bot.Saying(o.Verb).Do != nil:
		return offerTaken(t, o.Key)
	}
	o.Past = true
	return bot.Reply{Text: t.Say("heard.which-one"), Private: !t.Event.DM}, nil
}

// notDone answers a wish or fact that was not read whole, or not meant as one:
// it says what was read and what was not, and does nothing.
func notDone(t *bot.Turn, text string, p bot.Part) (bot.Reply, bool, error) {
	if p.Kind == bot.CommandPart && p.Mood == bot.Doubted && len(p.Leftover) == 0 && len(p.Slots) > 0 { // only what follows was not read
		p.Mood = bot.PlainMood
	}
	if r, ok, err := moodReply(t, text, p); ok || err != nil {
		return r, ok, err
	}
	if len(p.Alternatives) > 0 {
		return whichReading(t, text, p)
	}
	about := t.Bot.Saying(p.Name)
	if about.Whole { // a wish with more in it: the answers offer it as a goal
		return bot.Reply{}, false, nil
	}
	left := leftWords(t, text, p)
	if about.Offers && (p.Mood == bot.PlainMood || p.Mood == bot.Limited) {
		return DoPart(t, text, p)
	}
	if about.Do == nil || left != "" && (p.Kind == bot.StatementPart && !asks[p.Name] || about.Shows) { // "take my pmp off my certs" shows no list
		return bot.Reply{}, false, nil
	}
	r := bot.Reply{Private: !t.Event.DM}
	read := bot.Brief(strings.TrimSpace(readWords(t, text, p)), 160)
	if about.Confirms && len(p.Slots) > 0 { // what it shows before anything is kept says what was read
		shown, ok, err := DoPart(t, text, p)
		if ok && err == nil && firstCall(shown).Action != "" {
			return shown, true, nil
		}
	}
	if left != "" {
		r.Text = t.Say("heard.half", "read", read, "left", bot.Brief(left, 160))
	} else {
		r.Text = t.Say("heard.guessed", "read", read)
	}
	c := bot.Choices{}
	if p.Mood == bot.PlainMood || p.Mood == bot.Limited {
		if yes, ok := offer(t, text, p); ok && (len(p.Slots) > 0 || takesNothing[p.Name]) {
			c.Items = append(c.Items, yes)
		}
	}
	if len(c.Items) > 0 {
		what, err := askFor(t, text, p)
		if err != nil {
			return bot.Reply{}, true, err
		}
		if r.Text += "\n\n" + what; left == "" {
			r.Text = what
		}
	}
	c.Items = append(c.Items, t.Choice("button.keep", "keep", ""))
	r.Blocks = []bot.Block{c}
	return r, true, nil
}

// takesNothing are the verbs of which nothing more can be said.
var takesNothing = map[string]bool{"undo": true, "resume": true, "forget": true}

// asks are the facts of which a part is enough to ask whether they are to be kept.
var asks = map[string]bool{"cert.passed": true, "cert.expires": true, "cert.renewed": true, "cert.expired": true}

// specOf is the command that a verb belongs to.
func specOf(t *bot.Turn, name string) *bot.Spec {
	if s := t.Bot.Spec(strings.Split(name, ".")...); s != nil {
		return s
	}
	if c := t.Bot.Saying(name).Command; c != "" {
		return t.Bot.Spec(strings.Fields(c)...)
	}
	return nil
}
