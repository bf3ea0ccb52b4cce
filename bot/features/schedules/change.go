package schedules

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
)

// Which end of an absence a single day is, by the words around it.
var (
	returning = regexp.MustCompile(`\b(back|return\w*|home|desk|work again|retour|rentr\w+|revien\w*|reprend\w*|reprise|bureau)\b`)
	ending    = regexp.MustCompile(`\b(until|till|runs|ends|finish\w*|jusqu\w*|finit|finissent|termine\w*|arrete\w*)\b`)
	beginning = regexp.MustCompile(`\b(start\w*|begin\w*|leav\w+|fly\w*|depart\w*|partir|pars|part|commence\w*|debut\w*)\b`)
)

// awayChanged gives an absence other days.
func awayChanged(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	old, now, ok := changedAbsence(t, a)
	if !ok {
		return awayHeard(t, a) // there is none to change: it is a new one
	}
	from, err := time.Parse(time.DateOnly, now.From)
	if err != nil {
		return bot.Reply{}, err
	}
	to, err := time.Parse(time.DateOnly, now.To)
	if err != nil {
		return bot.Reply{}, err
	}
	was := t.Person.Absences
	t.Person.Absences = t.Person.WithoutAbsence(old)
	r, err := awayBetween(t, from, to)
	if err != nil {
		t.Person.Absences = was
		return r, err
	}
	t.Undoes(keepAbsences.Of(writeAbsences(was)))
	return r, nil
}

// spanned is an absence in words: its day, or its two.
func spanned(t *bot.Turn, a people.Absence) string {
	if a.From == a.To {
		return t.Plain("guess.day", "date", say.Date(t, a.From))
	}
	return t.Plain("guess.range", "from", say.Date(t, a.From), "to", say.Date(t, a.To))
}

// nearBefore are the few words in front of others.
func nearBefore(text, words string) string {
	if at := strings.Index(text, words); at >= 0 && words != "" {
		f := strings.Fields(text[:at])
		return strings.Join(f[max(0, len(f)-nearWords):], " ")
	}
	return text
}

const nearWords = 6

// toChangeAway asks whether an absence is to have other days.
func toChangeAway(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if a["span"] == "" {
		return bot.Reply{}, false, nil
	}
	if a["clause"] == "" {
		a["clause"] = text
	}
	old, now, ok := changedAbsence(t, a)
	if !ok {
		return bot.Reply{}, false, nil
	}
	key := t.KeepOffer("away.change", bot.Args{"span": "…", "span.from": now.From, "span.to": now.To, "old": writeAbsences([]people.Absence{old})})
	return bot.Reply{Text: t.Say("guess.away.change", "was", spanned(t, old), "now", spanned(t, now)),
		Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
			{Label: t.Plain("heard.button.yes"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// changedAbsence is the absence that words give other days, and what it
// becomes: both of its days, or the one that a single day stands for.
func changedAbsence(t *bot.Turn, a bot.Args) (old, now people.Absence, ok bool) {
	from, to, ok := spanOf(t, a, "span")
	all := t.Person.AbsencesFrom(t.Today())
	if !ok || len(all) == 0 {
		return old, now, false
	}
	if f, o, is := inMonthOf(t, a, all); is {
		from, to = f, o
		a["span.from"], a["span.to"] = from.Format(time.DateOnly), to.Format(time.DateOnly)
	}
	old = all[0]
	if named := readAbsences(a["old"]); len(named) == 1 && slices.Contains(all, named[0]) { // as an offer kept it, not "not the 20th"
		old = named[0]
	}
	for _, x := range all { // the one that the days touch, where there are several
		if a["old"] == "" && x.From <= to.Format(time.DateOnly) && from.Format(time.DateOnly) <= x.To {
			old = x
		}
	}
	if day := a["span.day"]; day != "" && monthless.MatchString(strings.TrimSpace(a["span"])) { // "a day earlier, the 6th": of the month of the absence
		from = nearest(from.Day(), old.From, LocalDay(t))
		to, a["span.day"] = from, from.Format(time.DateOnly)
	}
	now = old
	words := nearBefore(bot.Fold(a["clause"]), bot.Fold(a["span"]))
	open := a["span.from"] == "" || from.Equal(LocalDay(t)) // "until the 27th"
	switch {
	case a["span.day"] == "" && a["span.from"] != "" && a["span.to"] != "" && !open:
		now = people.Absence{From: from.Format(time.DateOnly), To: to.Format(time.DateOnly)}
	case returning.MatchString(words):
		now.To = to.AddDate(0, 0, -1).Format(time.DateOnly)
		if a["span.day"] == "" { // the reader has taken the day off already
			now.To = to.Format(time.DateOnly)
		}
	case beginning.MatchString(words) && !ending.MatchString(words):
		now.From = from.Format(time.DateOnly)
	default:
		now.To = to.Format(time.DateOnly)
	}
	return old, now, now.From <= now.To
}

// inMonthOf are two days that are said without a month, in the month of the
// absence that they are about: "from the 13th to the 24th now", of one in April.
func inMonthOf(t *bot.Turn, a bot.Args, all []people.Absence) (from, to time.Time, ok bool) {
	from, to, ok = spanOf(t, a, "span")
	if !ok || a["span.from"] == "" || !monthlessRange.MatchString(bot.Fold(strings.TrimSpace(a["span"]))) {
		return from, to, false
	}
	for _, x := range all {
		f := nearest(from.Day(), x.From, LocalDay(t))
		o := f.AddDate(0, 0, int(to.Sub(from).Hours()/24+0.5))
		if x.From <= o.Format(time.DateOnly) && f.Format(time.DateOnly) <= x.To {
			return f, o, true
		}
	}
	return from, to, false
}

// toAway offers other days for an absence that is kept, where days without a
// month are about it.
func toAway(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if _, _, ok := inMonthOf(t, a, t.Person.AbsencesFrom(t.Today())); ok {
		return toChangeAway(t, text, a)
	}
	return bot.Reply{}, false, nil
}

// monthlessRange is two days that are said without a month.
var monthlessRange = regexp.MustCompile(`^(du |le |from |between |entre )?(le |the )?(\d{1,2}(st|nd|rd|th|er)?|[a-z]+(th|st|nd|rd|ieth))( a | au | to | till | until | - |-|–| jusqu'au | and | et )(le |the )?(\d{1,2}(st|nd|rd|th|er)?|[a-z]+(th|st|nd|rd|ieth))$`)

// monthless is a day that is said without its month.
var monthless = regexp.MustCompile(`(?i)^(le |the |on the |au |du )?\d{1,2}(st|nd|rd|th|er)?$`)

// nearest is the day of a month that lies nearest to another day, from today on.
func nearest(day int, to string, today time.Time) time.Time {
	at, err := time.Parse(time.DateOnly, to)
	if err != nil {
		return today
	}
	best := at
	for i, most := -1, 60*24*time.Hour; i <= 1; i++ {
		d := time.Date(at.Year(), at.Month()+time.Month(i), day, 0, 0, 0, 0, at.Location())
		if off := d.Sub(at).Abs(); off < most && !d.Before(today) {
			best, most = d, off
		}
	}
	return best
}
