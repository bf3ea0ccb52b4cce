package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mentor/bot/careers"
)

// pageOfCatalogue is how many certifications of the catalogue one reply shows.
const pageOfCatalogue = 12

// certFind looks into the catalogue: one certification in full where the words
// name it, else those that fit them, by name, issuer, skill or role.
func (t *Turn) certFind(said string, page int) (Reply, error) {
	name := certName(said)
	found := t.certMatches(name)
	if name != "" && page == 0 && t.clearly(name, found) {
		return t.certTopic(found[0].ID)
	}
	var fit []*careers.Certification
	for _, m := range found {
		if c, ok := t.b.Careers().Certification(m.ID); ok && m.Score >= nearCert {
			fit = append(fit, c)
		}
	}
	roles := map[string]bool{}
	if name != "" {
		for _, m := range t.b.Answers().RolesIn(name) {
			roles[m.ID] = true
		}
	}
	for _, c := range t.b.Careers().Certifications() {
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
		p := t.problem("cert.find.none", "said", brief(said, 80))
		p.Choices = []Choice{t.choice("cert.button.catalogue", "cert.find", "0"), t.choice("cert.button.add", "cert.add", "")}
		return Reply{}, p
	case len(fit) == 1 && name != "":
		return t.certTopic(fit[0].ID)
	}
	page = max(0, min(page, (len(fit)-1)/pageOfCatalogue))
	head := t.say("cert.find.all", "n", len(fit))
	if name != "" {
		head = t.say("cert.find", "n", len(fit), "said", brief(name, 60))
	}
	var b strings.Builder
	b.WriteString(string(head) + "\n")
	c := Choices{Prompt: t.say("cert.find.more")}
	for _, x := range fit[page*pageOfCatalogue : min(len(fit), (page+1)*pageOfCatalogue)] {
		fmt.Fprintf(&b, "\n- **%s**, %s", Escape(x.Name), Escape(x.Issuer))
		if t.b.words.Has(t.lang, "cert.short."+x.Status) {
			fmt.Fprintf(&b, ", _%s_", t.say("cert.short."+x.Status))
		}
		c.Items = append(c.Items, Choice{Label: x.Name, Action: "topic", Value: "certification/" + x.ID})
	}
	more := fitBytes(name, MaxChoiceBytes-len("cert.find 999 "))
	if page > 0 {
		c.Items = append(c.Items, t.choice("home.button.back", "cert.find", strings.TrimSpace(strconv.Itoa(page-1)+" "+more)))
	}
	if len(fit) > (page+1)*pageOfCatalogue {
		c.Items = append(c.Items, t.choice("button.next-page", "cert.find", strings.TrimSpace(strconv.Itoa(page+1)+" "+more)))
	}
	return Reply{Text: Markup(b.String()), Blocks: []Block{c}}, nil
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
func (t *Turn) certTopic(id string) (Reply, error) {
	answer, ok := t.b.Answers().Topic("certification/"+id, t.lang, t.talk.Memory)
	if !ok {
		return Reply{}, t.problem("cert.find.none", "said", id)
	}
	r := t.told(answer)
	log := t.choice("cert.button.log", "cert.log", id)
	for i, b := range r.Blocks {
		if c, ok := b.(Choices); ok {
			c.Items = append(slices.Clone(c.Items), log)
			r.Blocks[i] = c
			return r, nil
		}
	}
	r.Blocks = append(r.Blocks, Choices{Items: []Choice{log}})
	return r, nil
}
