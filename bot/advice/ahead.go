package advice

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// What of the person's own has its day in a time that a story tells of, and what
// comes next for whoever asks about no time.

// monthNames are months as spaced words have them.
const monthNames = `january|february|march|april|may|june|july|august|september|october|november|december|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre`

var (
	// between is a time from one day of a month to another: "from the 7th to the 17th of April".
	between = regexp.MustCompile(`\b(?:from|between|du|entre)(?: the| le)? (\d{1,2})(?:st|nd|rd|th|er)?(?: of)?(?: (` + monthNames + `))? (?:to|until|till|and|au|et|jusqu au)(?: the| le)? (\d{1,2})(?:st|nd|rd|th|er)?(?: of)?(?: (` + monthNames + `))?\b`)
	// dayed tells such days from other figures.
	dayed = regexp.MustCompile(`\d(?:st|nd|rd|th|er)\b|\b(?:the|du|le)\b`)
	// untilDay is all until a day of a month that is not named: "until the 20th".
	untilDay = regexp.MustCompile(`\b(?:until|till|before|by|avant|jusqu au|d ici)(?: the| le| au)? (\d{1,2})(st|nd|rd|th|er)?\b`)
)

// rangeSaid is the time from one day of a month to another that words name.
func (a Adviser) rangeSaid(text string) (s span, ok bool) {
	today, err := time.Parse(time.DateOnly, a.Facts.Today)
	m := between.FindStringSubmatch(spacedWords(text))
	if err != nil || m == nil || m[2]+m[4] == "" && !dayed.MatchString(m[0]) { // "from 1 to 3 goals"
		return s, false
	}
	to, ok := a.dayNext(today, m[3], m[4])
	if !ok {
		return s, false
	}
	from := to
	if day, err := strconv.Atoi(m[1]); err == nil {
		from = time.Date(to.Year(), to.Month(), day, 0, 0, 0, 0, time.UTC)
	}
	if from.After(to) {
		from = from.AddDate(0, -1, 0)
	}
	if m[2] != "" {
		if x, ok := a.dayNext(today, m[1], m[2]); ok && !x.After(to) {
			from = x
		}
	}
	return span{from.Format(time.DateOnly), to.Format(time.DateOnly)}, true
}

// dayNext is the next day of a month, or of the month that is named.
func (a Adviser) dayNext(today time.Time, day, month string) (time.Time, bool) {
	n, err := strconv.Atoi(day)
	if err != nil || n < 1 || n > 31 {
		return today, false
	}
	if month != "" {
		x, _, err := plainwords.ParseDate(day+" "+month, today, a.Facts.Lang, plainwords.Future)
		return x, err == nil
	}
	x := time.Date(today.Year(), today.Month(), n, 0, 0, 0, 0, time.UTC)
	if x.Before(today) {
		x = time.Date(today.Year(), today.Month()+1, n, 0, 0, 0, 0, time.UTC)
	}
	return x, true
}

// dayOf is the day of a goal: the one that was set, else the one that it names.
func (a Adviser) dayOf(g people.Goal) string {
	if g.Due != "" {
		return g.Due
	}
	if s, _, ok := a.spanSaid(g.Text); ok {
		return s.To
	}
	return ""
}

// Falls is what of the person's own has its day in a time; empty where nothing
// has.
func (a Adviser) Falls(from, to string) bot.Markup {
	s := span{from, to}
	var lines []string
	for _, g := range a.byDay() {
		if s.holds(a.dayOf(g)) {
			lines = append(lines, string(a.Say("growth.falls.goal", "number", g.Number, "goal", Trimmed(g.Text), "day", a.Date(a.dayOf(g)))))
		}
	}
	for _, c := range a.Facts.Certs {
		if s.holds(c.Expires) {
			lines = append(lines, string(a.certLine(c)))
		}
	}
	if len(lines) == 0 {
		return ""
	}
	return a.Say("growth.falls", "n", len(lines)) + "\n\n" + bot.Markup(strings.Join(lines[:min(len(lines), mostListed)], "\n"))
}

// certAhead is from how many days before it runs out a certification is named to
// whoever asks what is ahead: a renewal needs its months.
const certAhead = 120

// ahead names what comes next of what has a day: in the time that a text tells
// of, else the certification that has run out or soon will.
func (a Adviser) ahead(out *Advice, text string) (named bool) {
	if s, within, ok := a.spanSaid(text); ok {
		if !within {
			s.From = a.Facts.Today
		}
		if said := a.Falls(s.From, s.To); said != "" {
			out.say(said)
			return true
		}
	}
	c, _, ok := a.Facts.expiring(certAhead)
	for _, x := range a.Facts.Certs {
		if past(a.Facts.Today, x) {
			c, ok = x, true
		}
	}
	if ok {
		out.say(a.standing(c))
	}
	return ok
}

// Achieved names what was achieved, in one sentence; empty where nothing is noted.
func (a Adviser) Achieved() bot.Markup {
	if len(a.Facts.Wins) == 0 {
		return ""
	}
	return a.Say("growth.beside.shown", "proofs", bot.Markup(a.enumerate(a.evidence(nil, 2))))
}

// fallsOn is what has its day in the time that words name, with the next step for it.
func (a Adviser) fallsOn(text string) (out Advice, ok bool) {
	s, within, ok := a.spanSaid(text)
	if ok && !within {
		s.From = a.Facts.Today
	}
	said := bot.Markup("")
	if ok {
		said = a.Falls(s.From, s.To)
	}
	if said == "" {
		ok = a.dated(&out, text, false)
		return out, ok
	}
	out.say(said)
	for _, g := range a.byDay() {
		if s.holds(a.dayOf(g)) {
			out.say(a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text)))
			break
		}
	}
	out.offer(ShowGoals, Offer{})
	return out, true
}

// goOn says whether the goal that words name is worth going on with, else the
// one that was spoken of last, else the one to take up.
func (a Adviser) goOn(said string) (out Advice, ok bool) {
	g, by := a.GoalOf(said)
	if by == Unnamed || g.Text == "" {
		target, _ := a.Target()
		if g, ok = a.Facts.goal(a.Facts.Lately); !ok {
			if g, _, ok = a.pick(a.Facts.Open(), Measure(a.Careers, a.Facts, target)); !ok {
				return out, false
			}
		}
	}
	return a.Worth(g), true
}

// Supposed answers what would happen to somebody's things if they fell silent; ok
// is false where a text supposes something else.
func (a Adviser) Supposed(text string) (Advice, bool) {
	for k := range putIn(text) {
		if k.name == "gone" {
			return k.answer(a, text)
		}
	}
	return Advice{}, false
}

// gone says what happens while somebody is silent for long: what stays, and how
// the mentor behaves.
func (a Adviser) gone(string) (out Advice, ok bool) {
	out.say(a.Say("growth.gone"))
	switch g, ok := a.atHand(nil); {
	case ok:
		out.say(a.Say("growth.gone.goal", "number", g.Number, "goal", Trimmed(g.Text)))
	case a.Facts.Target != "":
		out.say(a.Say("growth.gone.target", "target", a.RoleName(a.Facts.Target)))
	}
	out.say(a.Say("growth.gone.ask"))
	out.offer(ShowGoals, Offer{})
	return out, true
}
