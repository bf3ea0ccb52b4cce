package dialogue

import (
	"cmp"
	"context"
	"errors"
	"strconv"
	"strings"

	"github.com/sahilm/fuzzy"

	"mentor/bot"
	"mentor/bot/people"
)

// maxSuggestions is how many completions Discord shows.
const maxSuggestions = 25

// maxTyped is how much is completed, in bytes: nobody types more into a completion.
const maxTyped = 200

// Complete implements bot.Listener.
func (Listener) Complete(ctx context.Context, b *bot.Bot, ev bot.Event, field, typed string) ([]bot.Choice, error) {
	if len(typed) > maxTyped {
		return nil, nil
	}
	s := suggestion{b: b, ev: ev, typed: strings.TrimSpace(typed)}
	err := b.Store.View(ctx, func(tx bot.Tx) (err error) {
		s.tx = tx
		if s.p, err = tx.PersonOf(ev.User); err != nil && !errors.Is(err, bot.ErrNotFound) {
			return err
		}
		s.lang = cmp.Or(s.p.Lang, s.p.Spoke, bot.LangOf(ev.Hints.Locale))
		return s.find(field)
	})
	return s.out, err
}

// suggestion is one completion being put together.
type suggestion struct {
	b     *bot.Bot
	tx    bot.Tx
	ev    bot.Event
	p     people.Person
	lang  people.Lang
	typed string
	out   []bot.Choice
}

func (s *suggestion) add(label, value string) {
	if len(s.out) < maxSuggestions {
		s.out = append(s.out, bot.Choice{Label: label, Value: value})
	}
}

func (s *suggestion) find(field string) error {
	switch field {
	case "role", "from", "to", "a", "b", "c", "target":
		s.roles()
	case "cert", "name":
		s.certifications()
	case "zone":
		s.zones()
	case "goal":
		return s.goals()
	case "own-cert":
		return s.certs()
	case "horizon":
		for _, h := range people.Horizons {
			s.add(s.b.Words.Plain(s.lang, "horizon."+string(h)), string(h))
		}
	case "when", "for", "dates", "on":
		for _, said := range timesSuggested(s.b, field, s.typed, s.lang) {
			s.add(said, said)
		}
	case "language", "nudges", "fallback":
		for _, line := range strings.Split(s.b.Words.Plain(s.lang, "suggest."+field), "\n") {
			if value, label, ok := strings.Cut(strings.TrimSpace(line), ": "); ok && strings.Contains(bot.Fold(value+" "+label), bot.Fold(s.typed)) {
				s.add(label, value)
			}
		}
	case "command":
		for _, spec := range s.b.Specs() {
			if name := strings.Join(spec.Path, " "); strings.Contains(name, bot.Fold(s.typed)) {
				s.add(name, name)
			}
		}
	}
	return nil
}

func (s *suggestion) roles() {
	if s.typed == "" {
		for _, r := range s.b.Careers().Roles() {
			s.add(r.Name.In(s.lang), r.ID)
		}
	}
	for _, m := range s.b.Answers().Roles(s.typed) {
		if r, ok := s.b.Careers().Role(m.ID); ok {
			s.add(r.Name.In(s.lang), r.ID)
		}
	}
}

func (s *suggestion) certifications() {
	if s.typed == "" {
		for _, c := range s.b.Careers().Certifications() {
			s.add(c.Name, c.ID)
		}
	}
	for _, m := range s.b.Answers().Certifications(s.typed) {
		s.add(m.Name, m.ID)
	}
}

// zones are, before anything is typed, those where somebody is likely to be
// awake, or where the clock shows what is typed; else those of that name. Where
// the moment is known each comes with its clock, by which one knows one's own.
func (s *suggestion) zones() {
	var all []string
	locale := cmp.Or(s.ev.Hints.Locale, string(s.lang))
	for _, z := range s.b.Schedules.Likely(locale, s.ev.At, s.typed) {
		all = append(all, z.Zone)
	}
	if all == nil {
		all = s.b.Schedules.Named(s.typed, maxSuggestions)
	}
	for _, zone := range all {
		label := zone
		if !s.ev.At.IsZero() {
			label += " (" + bot.Clock(people.MinuteOf(s.ev.At.In(people.Location(zone))), s.lang) + ")"
		}
		s.add(label, zone)
	}
}

func (s *suggestion) goals() error {
	goals, err := s.tx.Goals(s.p.ID)
	if err != nil {
		return err
	}
	var own []numbered
	for _, g := range goals {
		if g.State == people.Open {
			own = append(own, numbered{g.Number, g.Text})
		}
	}
	s.numbers(own)
	return nil
}

func (s *suggestion) certs() error {
	certs, err := s.tx.Certs(s.p.ID)
	if err != nil {
		return err
	}
	var own []numbered
	for _, c := range certs {
		own = append(own, numbered{c.Number, c.Name})
	}
	s.numbers(own)
	return nil
}

// numbered is something of one's own that a list numbers.
type numbered struct {
	n    int
	text string
}

// labelRunes is how long a completion may be read to be.
const labelRunes = 90

// numbers offers one's own things by number; what is typed may be the number
// or words of it.
func (s *suggestion) numbers(own []numbered) {
	texts := make([]string, len(own))
	for i, x := range own {
		own[i].text = strconv.Itoa(x.n) + " " + bot.Brief(x.text, labelRunes)
		texts[i] = bot.Fold(own[i].text)
		if s.typed == "" || s.typed == strconv.Itoa(x.n) { // the very number first
			s.add(own[i].text, strconv.Itoa(x.n))
		}
	}
	if s.typed == "" {
		return
	}
	for _, m := range fuzzy.Find(bot.Fold(s.typed), texts) {
		if n := strconv.Itoa(own[m.Index].n); n != s.typed {
			s.add(own[m.Index].text, n)
		}
	}
}

// timesSuggested completes when check-ins come, and how long they pause.
func timesSuggested(b *bot.Bot, field, typed string, lang people.Lang) []string {
	var out []string
	for _, line := range strings.Split(b.Words.Plain(lang, "suggest."+field), "\n") {
		if line = strings.TrimSpace(line); line != "" && strings.Contains(bot.Fold(line), bot.Fold(strings.TrimSpace(typed))) {
			out = append(out, line)
		}
	}
	return out
}
