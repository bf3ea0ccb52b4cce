package account

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"

	"mentor/bot"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/say"
)

// What the calendar holds of check-ins: so many, each so long.
const (
	checkInsAhead = 26
	checkInTakes  = 10 * time.Minute
)

// sheet is the certifications as a table for a spreadsheet; nil where there are none.
func sheet(t *bot.Turn) ([]byte, error) {
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	rows := [][]string{{t.Plain("sheet.name"), t.Plain("sheet.issuer"), t.Plain("sheet.earned"), t.Plain("sheet.expires"), t.Plain("sheet.link")}}
	for _, c := range all {
		expires, issuer := c.Expires, ""
		if c.NoExpiry {
			expires = t.Plain("sheet.never")
		}
		if known, ok := t.Bot.Careers().Certification(c.Catalog); ok {
			issuer = known.Issuer
		}
		rows = append(rows, []string{cell(c.Name), cell(issuer), c.Earned, expires, cell(c.Link)})
	}
	err = w.WriteAll(rows)
	return b.Bytes(), err
}

// cell keeps a spreadsheet from taking people's words for a formula.
func cell(s string) string {
	s = strings.Join(strings.Fields(s), " ")
	if s != "" && strings.ContainsRune("=+-@", rune(s[0])) {
		return "'" + s
	}
	return s
}

// calendar is the days that matter: when certifications run out, goals are due
// and check-ins come; nil where there are none.
func calendar(t *bot.Turn) ([]byte, error) {
	c := ics.NewCalendarFor("Mentor")
	c.SetMethod(ics.MethodPublish)
	events := 0
	event := func(id, title string) *ics.VEvent {
		events++
		e := c.AddEvent(fmt.Sprintf("%s@mentor", id))
		e.SetDtStampTime(t.Now)
		e.SetSummary(title)
		return e
	}
	allDay := func(id, title, day string) {
		if d, err := time.Parse(time.DateOnly, day); err == nil && day >= t.Today() {
			e := event(id, title)
			e.SetAllDayStartAt(d)
			e.SetAllDayEndAt(d.AddDate(0, 0, 1))
		}
	}
	certs, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read certifications: %w", err)
	}
	for _, x := range certs {
		allDay("cert-"+strconv.FormatInt(x.ID, 10), t.Plain("calendar.expires", "name", x.Name), x.Expires)
	}
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read goals: %w", err)
	}
	for _, g := range goals {
		if g.State == people.Open {
			allDay("goal-"+strconv.FormatInt(g.ID, 10), t.Plain("calendar.due", "number", g.Number, "text", bot.Brief(g.Text, say.ShownGoal)), g.Due)
		}
	}
	ahead, err := schedules.Ahead(t, checkInsAhead)
	if err != nil {
		return nil, err
	}
	for _, at := range ahead {
		e := event("check-in-"+people.Today(at, t.Person.Zone), t.Plain("calendar.check-in"))
		e.SetStartAt(at)
		e.SetEndAt(at.Add(checkInTakes))
	}
	if events == 0 {
		return nil, nil
	}
	return []byte(c.Serialize()), nil
}
