package careers

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// mostComposed is how many composed topics are kept: what one answer offers the
// next one gives, and most people ask for the same few.
const mostComposed = 128

// composed keeps topics that were composed.
type composed struct {
	mu     sync.Mutex
	topics map[string]Topic
}

// of is a topic that is kept, or else made and kept.
func (k *composed) of(id string, compose func() (Topic, bool)) (Topic, bool) {
	k.mu.Lock()
	t, ok := k.topics[id]
	k.mu.Unlock()
	if ok {
		return t, true
	}
	if t, ok = compose(); ok {
		k.mu.Lock()
		if k.topics == nil || len(k.topics) >= mostComposed {
			k.topics = make(map[string]Topic, mostComposed)
		}
		k.topics[id] = t
		k.mu.Unlock()
	}
	return t, ok
}

// compose makes the topics that no file holds as text.
func (c *Content) compose(id, subject, facet string) (Topic, bool) {
	var t Topic
	var ok bool
	switch subject {
	case "certification":
		var x *Certification
		if x, ok = c.Certification(facet); ok {
			t = c.certificationTopic(x)
		}
	case "association":
		var x *Association
		if x, ok = c.Association(facet); ok {
			t = c.associationTopic(x)
		}
	case "term":
		var x *Term
		if x, ok = c.Term(facet); ok {
			t = c.termTopic(x)
		}
	case "paths":
		if from, to, two := strings.Cut(facet, ".."); two {
			t, ok = c.pathTopic(from, to)
		}
	case "compare":
		t, ok = c.compareTopic(strings.Split(facet, ".."))
	}
	t.ID = id
	return t, ok
}

func (c *Content) certificationTopic(x *Certification) Topic {
	t := Topic{
		Title:  Text{x.Name, x.Name},
		Source: []string{"facts-certifications"},
		Next:   c.rolesNext(x.Roles, "certifications", "education/certifications"),
	}
	if x.Status == "closed" || x.Status == "retired" {
		t.Brief = Text{
			"**" + x.Name + "**: " + x.Note.En,
			"**" + x.Name + "** : " + x.Note.Fr,
		}
	} else {
		t.Brief = Text{
			x.Name + ": " + lowerFirst(x.validity(English)) + ".",
			x.Name + " : " + lowerFirst(x.validity(French)) + ".",
		}
		if en, fr := t.Brief.En+" "+x.Renewal.En, t.Brief.Fr+" "+x.Renewal.Fr; max(utf8.RuneCountInString(en), utf8.RuneCountInString(fr)) <= maxBrief {
			t.Brief = Text{strings.TrimSpace(en), strings.TrimSpace(fr)}
		}
	}
	for _, lang := range Langs {
		var b strings.Builder
		what := pick(lang, "a certification of", "une certification de")
		if x.Status == "course" {
			what = pick(lang, "a course of", "une formation de")
		}
		if strings.Contains(x.Name, x.Issuer) && x.Status != "course" {
			fmt.Fprintf(&b, "**%s** %s", x.Name, pick(lang, "is a certification", "est une certification"))
		} else {
			fmt.Fprintf(&b, "**%s** %s %s %s", x.Name, pick(lang, "is", "est"), what, x.Issuer)
		}
		if level := levels[x.Level]; level != (Text{}) {
			fmt.Fprintf(&b, pick(lang, ", at %s level", ", de niveau %s"), level.In(lang))
		}
		if x.ExamCode != "" {
			fmt.Fprintf(&b, pick(lang, " (exam %s)", " (examen %s)"), x.ExamCode)
		}
		b.WriteString(".")
		gone := x.Status == "closed" || x.Status == "retired"
		if gone && x.Note.In(lang) != "" {
			b.WriteString(" " + x.Note.In(lang))
		}
		b.WriteString("\n")
		line := func(en, fr, text string) {
			if text != "" {
				b.WriteString("\n- **" + pick(lang, en+":** ", fr+" :** ") + text)
			}
		}
		if x.Status != "closed" {
			line("Valid", "Validité", x.validity(lang)+".")
			line("Renewal", "Renouvellement", x.Renewal.In(lang))
			if x.RenewalWindow != "" {
				line("Renewal opens", "Le renouvellement ouvre", fmt.Sprintf(pick(lang, "%s before it expires.", "%s avant l'échéance."), period(x.RenewalWindow, lang)))
			}
		}
		if by, ok := c.Certification(x.ReplacedBy); ok {
			line("Earn instead", "À passer à la place", by.Name+".")
		}
		if !gone {
			line("Worth knowing", "Bon à savoir", x.Note.In(lang))
			line("Shows", "Elle atteste", strings.Join(x.Skills, ", ")+".")
			line("Suits", "Elle convient à", c.roleNames(x.Roles, lang)+".")
		}
		set(&t.Text, lang, b.String())
	}
	return t
}

var levels = map[string]Text{
	"foundational": {"foundational", "débutant"},
	"associate":    {"associate", "intermédiaire (associate)"},
	"professional": {"professional", "avancé (professional)"},
	"expert":       {"expert", "expert"},
}

// validity says how long a certification holds, as a clause without its full stop.
func (x *Certification) validity(lang Lang) string {
	switch {
	case x.Status == "closed":
		return pick(lang, "It has closed", "Elle a fermé")
	case x.Validity == "" && x.ValidityKnown != nil && !*x.ValidityKnown:
		return pick(lang, "How long it holds is not known, so look at the date on your badge",
			"Sa durée n'est pas connue : voyez la date sur votre badge")
	case x.Validity == "":
		return pick(lang, "It does not expire", "Elle n'expire pas")
	case x.FixedCycle:
		return fmt.Sprintf(pick(lang, "%s, but the issuer's calendar sets the deadline, so look it up in your account",
			"%s, mais c'est le calendrier de l'organisme qui fixe l'échéance : voyez votre compte"), period(x.Validity, lang))
	case !x.Verified:
		return fmt.Sprintf(pick(lang, "%s, as far as is known (not confirmed with the issuer)",
			"%s, pour autant qu'on le sache (non confirmé auprès de l'organisme)"), period(x.Validity, lang))
	default:
		return period(x.Validity, lang)
	}
}

var isoPeriod = regexp.MustCompile(`^P(\d+)([YMD])$`)

// period says an ISO 8601 period of one unit in words: P3Y, P25M.
func period(iso string, lang Lang) string {
	m := isoPeriod.FindStringSubmatch(iso)
	if m == nil {
		return iso
	}
	one := m[1] == "1"
	unit := map[string]Text{"Y": {"years", "ans"}, "M": {"months", "mois"}, "D": {"days", "jours"}}[m[2]].In(lang)
	if one {
		unit = map[string]Text{"Y": {"year", "an"}, "M": {"month", "mois"}, "D": {"day", "jour"}}[m[2]].In(lang)
	}
	return m[1] + " " + unit
}

func (c *Content) associationTopic(x *Association) Topic {
	t := Topic{
		Title:  Text{x.Name, x.Name},
		Brief:  Text{x.Name + ": " + lowerFirst(first(x.What.En)), x.Name + " : " + lowerFirst(first(x.What.Fr))},
		Source: []string{"facts-associations"},
		Next:   []string{"networking/associations", "networking/conferences"},
	}
	if x.Status == "closed" || x.Status == "ended" { // who asks for it needs another
		t.Beside = "networking/associations"
	}
	for i, id := range x.Alternatives {
		if _, ok := c.Association(id); ok && i < 2 {
			t.Next = append([]string{"association/" + id}, t.Next...)
		}
	}
	for _, lang := range Langs {
		var b strings.Builder
		b.WriteString("**" + x.Name + "**\n\n" + x.What.In(lang))
		if note := x.Note.In(lang); note != "" {
			b.WriteString(" " + note)
		}
		b.WriteString("\n")
		if cadence := x.Cadence.In(lang); cadence != "" && x.Status != "closed" && x.Status != "ended" {
			b.WriteString("\n- " + pick(lang, "**When:** ", "**Rythme :** ") + cadence + ".")
		}
		if len(x.Roles) > 0 && x.Status != "closed" && x.Status != "ended" {
			b.WriteString("\n- " + pick(lang, "**Where you meet:** ", "**On y croise :** ") + c.roleNames(x.Roles, lang) + ".")
		}
		if len(x.Alternatives) > 0 {
			var names []string
			for _, id := range x.Alternatives {
				if a, ok := c.Association(id); ok {
					names = append(names, a.Name)
				}
			}
			b.WriteString("\n- " + pick(lang, "**Look at instead:** ", "**À regarder à la place :** ") + strings.Join(names, ", ") + ".")
		}
		set(&t.Text, lang, strings.TrimSpace(b.String()))
	}
	return t
}

func (c *Content) termTopic(x *Term) Topic {
	t := Topic{
		Title:  Text{x.Term, x.Term},
		Source: []string{"facts-glossary"},
		Next:   c.rolesNext(x.Roles, "overview", ""),
	}
	for _, lang := range Langs {
		var b strings.Builder
		b.WriteString("**" + x.Term + "**")
		expansion := x.Expansion
		if lang == French && x.ExpansionFr != "" {
			expansion = x.ExpansionFr
			if x.Expansion != "" && !strings.EqualFold(x.Expansion, x.ExpansionFr) {
				expansion += ", " + x.Expansion
			}
		}
		if expansion != "" && !strings.EqualFold(expansion, x.Term) {
			b.WriteString(" (" + expansion + ")")
		}
		b.WriteString(pick(lang, ": ", " : ") + lowerFirst(x.Definition.In(lang)))
		set(&t.Brief, lang, b.String())
		if other := pick(lang, x.AmbiguousWith, x.AmbiguousWithFr); other != "" {
			b.WriteString("\n\n" + fmt.Sprintf(pick(lang, "Elsewhere the same letters can mean %s.", "Ailleurs, le même sigle peut désigner %s."), other))
		}
		if names := c.roleNames(x.Roles, lang); names != "" {
			b.WriteString("\n\n" + pick(lang, "Those who meet it most: ", "Ceux qui le croisent le plus : ") + names + ".")
		}
		set(&t.Text, lang, b.String())
	}
	return t
}

func (c *Content) roleNames(ids []string, lang Lang) string {
	var names []string
	for _, id := range ids {
		if r, ok := c.Role(id); ok {
			names = append(names, r.Name.In(lang))
		}
	}
	return strings.Join(names, ", ")
}

// rolesNext is a facet of the first two roles that have it, then one topic more.
func (c *Content) rolesNext(ids []string, facet, more string) []string {
	var next []string
	for _, id := range ids {
		if _, ok := c.Topic(id + "/" + facet); ok && len(next) < 2 {
			next = append(next, id+"/"+facet)
		}
	}
	if more != "" {
		next = append(next, more)
	}
	return next
}

// called is a role's name with its explanation in brackets.
func (r *Role) called(lang Lang) string {
	if g := r.Gloss.In(lang); g != "" {
		return r.Name.In(lang) + " (" + g + ")"
	}
	return r.Name.In(lang)
}

func pick(lang Lang, en, fr string) string {
	if lang == French {
		return fr
	}
	return en
}

func set(t *Text, lang Lang, s string) {
	if lang == French {
		t.Fr = s
	} else {
		t.En = s
	}
}

// first is the first sentence of a text.
func first(s string) string {
	if i := strings.Index(s, ". "); i > 0 {
		return s[:i+1]
	}
	return s
}

// lowerFirst makes the first letter small, so that a sentence can follow a
// colon, unless it opens a name: an abbreviation, a firm, a country.
func lowerFirst(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	next, _ := utf8.DecodeRuneInString(s[n:])
	word, _, _ := strings.Cut(s, " ")
	word, _, _ = strings.Cut(strings.TrimRight(word, ",.;:"), "'")
	word, _, _ = strings.Cut(word, "’")
	if n == 0 || unicode.IsUpper(next) || strings.ContainsFunc(word[min(n, len(word)):], unicode.IsUpper) || slices.Contains(properNames, word) {
		return s
	}
	return string(unicode.ToLower(r)) + s[n:]
}

// properNames are names that a definition may open with and that look like any word.
var properNames = []string{"Google", "Adobe", "Salesforce", "Microsoft", "Amazon", "Meta", "Oracle", "Tableau", "Slack", "Discord",
	"California", "Californie", "Europe", "Britain", "France", "Brinker", "Scott"}
