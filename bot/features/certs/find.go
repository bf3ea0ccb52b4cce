package certs

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/plainwords"
)

// pageOfCatalogue is how many certifications of the catalogue one reply shows.
const pageOfCatalogue = 12

// certFind looks into the catalogue: one certification in full where the words
// name it, else those that fit them, by name, issuer, skill or role.
func certFind(t *bot.Turn, said string, at int) (bot.Reply, error) {
	name := plainwords.CertName(said)
	found := certMatches(t, name)
	if name != "" && at == 0 && clearly(t, name, found) {
		return certTopic(t, found[0].ID)
	}
	var fit []*careers.Certification
	for _, m := range found {
		if c, ok := t.Bot.Careers().Certification(m.ID); ok && m.Score >= nearCert {
			fit = append(fit, c)
		}
	}
	roles := map[string]bool{}
	if name != "" {
		for _, m := range t.Bot.Answers().RolesIn(name) {
			roles[m.ID] = true
		}
	}
	for _, c := range t.Bot.Careers().Certifications() {
		if slices.Contains(fit, c) {
			continue
		}
		everything := strings.Join(slices.Concat([]string{c.Name, c.Issuer, c.ExamCode, c.Level}, c.Aliases, c.AliasesFr, c.Skills), " ")
		if name == "" || hasWords(everything, name) || slices.ContainsFunc(c.Roles, func(r string) bool { return roles[r] }) {
			fit = append(fit, c)
		}
	}
	switch {
	case len(fit) == 0:
		p := t.Problem("cert.find.none", "said", bot.Brief(said, 80))
		p.Choices = []bot.Choice{find.Choice(t.Plain("cert.button.catalogue"), page{}), t.Choice("cert.button.add", "cert.add", "")}
		return bot.Reply{}, p
	case len(fit) == 1 && name != "":
		return certTopic(t, fit[0].ID)
	}
	at = max(0, min(at, (len(fit)-1)/pageOfCatalogue))
	head := t.Say("cert.find.all", "n", len(fit))
	if name != "" {
		head = t.Say("cert.find", "n", len(fit), "said", bot.Brief(name, 60))
	}
	var b strings.Builder
	b.WriteString(string(head) + "\n")
	c := bot.Choices{Prompt: t.Say("cert.find.more")}
	for _, x := range fit[at*pageOfCatalogue : min(len(fit), (at+1)*pageOfCatalogue)] {
		fmt.Fprintf(&b, "\n- **%s**, %s", bot.Escape(x.Name), bot.Escape(x.Issuer))
		if t.Bot.Words.Has(t.Lang, "cert.short."+x.Status) {
			fmt.Fprintf(&b, ", _%s_", t.Say("cert.short."+x.Status))
		}
		c.Items = append(c.Items, bot.Choice{Label: x.Name, Action: "topic", Value: "certification/" + x.ID})
	}
	more := fitBytes(name, bot.MaxChoiceBytes-len("cert.find 999 "))
	if at > 0 {
		c.Items = append(c.Items, find.Choice(t.Plain("home.button.back"), page{at - 1, more}))
	}
	if len(fit) > (at+1)*pageOfCatalogue {
		c.Items = append(c.Items, find.Choice(t.Plain("button.next-page"), page{at + 1, more}))
	}
	return bot.Reply{Text: bot.Markup(b.String()), Blocks: []bot.Block{c}}, nil
}

// fitBytes cuts s at a character to at most n bytes, what a button can carry.
func fitBytes(s string, n int) string {
	for len(s) > n {
		_, size := utf8.DecodeLastRuneInString(s)
		s = s[:len(s)-size]
	}
	return s
}

// certTopic is what the mentor knows of one certification, with a way to log it.
func certTopic(t *bot.Turn, id string) (bot.Reply, error) {
	r, err := t.Do("topic", "certification/"+id)
	if err != nil {
		return r, err
	}
	log := t.Choice("cert.button.log", "cert.log", id)
	for i, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			c.Items = append(slices.Clone(c.Items), log)
			r.Blocks[i] = c
			return r, nil
		}
	}
	r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{log}})
	return r, nil
}
