package reminders

import (
	"math/bits"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/robfig/cron/v3"

	"mentor/bot/people"
)

// cronParser reads five fields and nothing else: no seconds, no @descriptors.
var cronParser = cron.NewParser(cron.Minute | cron.Hour | cron.Dom | cron.Month | cron.Dow)

// starBit is how robfig/cron marks a field that restricts nothing.
const starBit = 1 << 63

// refuse says why a schedule cannot be; the id of its wording comes after
// "schedule.refused.".
func refuse(reason string, kv ...string) error {
	data := map[string]string{}
	for i := 0; i+1 < len(kv); i += 2 {
		data[kv[i]] = kv[i+1]
	}
	return &people.ScheduleError{Reason: "schedule.refused." + reason, Data: data}
}

// parseCron reads a line that has passed no check yet. ParseStandard panics on
// some lines that begin with TZ= (seen with "TZ=0"), so those never get there.
func parseCron(line string) (*cron.SpecSchedule, error) {
	if spec, ok := parsed.lines.Load(line); ok {
		return spec.(*cron.SpecSchedule), nil
	}
	if strings.Contains(line, "=") || strings.HasPrefix(line, "@") {
		return nil, refuse("cron", "line", line)
	}
	sched, err := cronParser.Parse(line)
	if err != nil {
		return nil, refuse("cron", "line", line)
	}
	spec, ok := sched.(*cron.SpecSchedule)
	if !ok {
		return nil, refuse("cron", "line", line)
	}
	spec.Location = time.UTC
	if parsed.n.Load() < maxParsed {
		parsed.n.Add(1)
		parsed.lines.Store(line, spec)
	}
	return spec, nil
}

// parsed holds lines that were read before: most people have the same few.
var parsed struct {
	lines sync.Map // string → *cron.SpecSchedule, which Next only reads
	n     atomic.Int64
}

const maxParsed = 4096

// cronShaped reports whether somebody meant a cron line: five or six fields of
// cron's own signs, or a star where a field would be.
func cronShaped(fields []string) bool {
	if len(fields) < 2 {
		return false
	}
	star, signs := false, 0
	for i, f := range fields {
		body := strings.Trim(f, "0123456789*/,-?")
		names := strings.ContainsAny(f, "*#") || i >= 2 && len(body) <= 9
		if body == "" || names {
			signs++
		}
		star = star || strings.HasPrefix(f, "*") || f == "?"
	}
	numeric := strings.Trim(fields[0]+fields[1], "0123456789*/,-?") == ""
	return numeric && (star || len(fields) == 5 && signs == 5)
}

// planFromCron checks a cron line and makes a plan of it.
func planFromCron(line string, now time.Time) (people.Plan, error) {
	fields := strings.Fields(line)
	switch {
	case len(fields) == 6:
		return people.Plan{}, refuse("seconds", "line", line)
	case len(fields) != 5:
		return people.Plan{}, refuse("cron-fields", "line", line, "n", itoa(len(fields)))
	}
	dom, dow := strings.ToLower(fields[2]), strings.ToLower(fields[4])
	if strings.ContainsAny(dom, "lw#") || strings.Contains(dow, "#") || strings.HasSuffix(dow, "l") {
		return people.Plan{}, refuse("cron-letters", "line", line)
	}
	for i, f := range fields {
		if strings.Trim(f, ",") == "" || strings.Contains(f, ",,") { // robfig reads "," as a set without members
			return people.Plan{}, refuse("cron-field", "field", f, "place", itoa(i+1))
		}
		one := []string{"*", "*", "*", "*", "*"}
		one[i] = f
		if _, err := parseCron(strings.Join(one, " ")); err != nil {
			if i == 4 && strings.Contains(f, "7") {
				return people.Plan{}, refuse("sunday-7", "line", line)
			}
			return people.Plan{}, refuse("cron-field", "field", f, "place", itoa(i+1))
		}
	}
	line = strings.Join(fields, " ")
	spec, err := parseCron(line)
	if err != nil {
		return people.Plan{}, err
	}
	if bits.OnesCount64(spec.Minute&^starBit) > 1 || bits.OnesCount64(spec.Hour&^starBit) > 1 {
		return people.Plan{}, refuse("several-a-day")
	}
	if spec.Dom&starBit == 0 && spec.Dow&starBit == 0 {
		return people.Plan{}, refuse("both-days")
	}
	p := people.Plan{Cron: line}
	return p, comes(p, now)
}

// comes is nil if a plan has a next time.
func comes(p people.Plan, now time.Time) error {
	walls, err := newWalls(p, wallOf(now))
	if err != nil {
		return err
	}
	if _, ok := walls.next(); !ok {
		return refuse("never")
	}
	return nil
}

// walls walks the wall times of a plan, in order, each carried as UTC. Cron
// runs over them alone: where wall clocks jump is not its business.
type walls struct {
	plan   people.Plan
	spec   *cron.SpecSchedule
	anchor time.Time // Monday of the anchor's week
	after  time.Time // those up to here are passed over
	at     time.Time
	until  time.Time
	month  time.Time // the first of the month in which n are counted
	n      int
}

func newWalls(p people.Plan, after time.Time) (*walls, error) {
	spec, err := parseCron(p.Cron)
	if err != nil {
		return nil, err
	}
	w := &walls{plan: p, spec: spec, after: after, at: after, until: after.AddDate(searchYears, 0, 0)}
	if p.Nth != 0 { // the month is counted from its beginning
		w.at = firstOfMonth(after).Add(-time.Second)
	}
	if p.EveryWeeks > 1 {
		day, err := time.Parse(time.DateOnly, p.Anchor)
		if err != nil {
			return nil, refuse("cron", "line", p.Cron)
		}
		w.anchor = monday(day)
	}
	return w, nil
}

// next is the next wall time; false if none comes within searchYears of the last.
func (w *walls) next() (time.Time, bool) {
	for w.at.Before(w.until) {
		at := w.spec.Next(w.at)
		if at.IsZero() { // cron looks five years ahead, and no further
			w.at = w.at.AddDate(5, 0, 0)
			continue
		}
		w.at = at
		if w.keeps(at) && at.After(w.after) {
			w.until = at.AddDate(searchYears, 0, 0)
			return at, true
		}
	}
	return time.Time{}, false
}

// keeps is what cron cannot say: the n-th of the month, every n weeks.
func (w *walls) keeps(at time.Time) bool {
	switch nth := w.plan.Nth; {
	case nth < 0:
		if next := w.spec.Next(at); !next.IsZero() && firstOfMonth(next).Equal(firstOfMonth(at)) {
			return false
		}
	case nth > 0:
		if m := firstOfMonth(at); !m.Equal(w.month) {
			w.month, w.n = m, 0
		}
		if w.n++; w.n < nth {
			return false
		}
		w.at = w.month.AddDate(0, 1, 0).Add(-time.Second) // no other one this month
	}
	if n := w.plan.EveryWeeks; n > 1 {
		weeks := int(monday(at).Sub(w.anchor).Hours()) / (7 * 24)
		return weeks%n == 0
	}
	return true
}

func firstOfMonth(t time.Time) time.Time {
	return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// monday is the first moment of the week of t.
func monday(t time.Time) time.Time {
	back := (int(t.Weekday()) + 6) % 7
	return time.Date(t.Year(), t.Month(), t.Day()-back, 0, 0, 0, 0, time.UTC)
}
