package main

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"mentor/db/rules"
)

// kept are the settings of how long what is done with is kept: the least still
// keeps what the mentor promises (nothing twice, undo, a copy that is put back).
var kept = []struct {
	env         string
	least, most time.Duration
	of          func(*rules.Retention) *time.Duration
}{
	{"MENTOR_KEEP_DELIVERIES", 90 * rules.Day, 10 * year, func(r *rules.Retention) *time.Duration { return &r.Deliveries }},
	{"MENTOR_KEEP_UNSENT", 7 * rules.Day, 2 * year, func(r *rules.Retention) *time.Duration { return &r.Unsent }},
	{"MENTOR_KEEP_REMOVED", rules.Day, 2 * year, func(r *rules.Retention) *time.Duration { return &r.Removed }},
	{"MENTOR_KEEP_UNINSTALLED", rules.Day, 2 * year, func(r *rules.Retention) *time.Duration { return &r.Gone }},
	{"MENTOR_KEEP_CHECKINS", 400 * rules.Day, 30 * year, func(r *rules.Retention) *time.Duration { return &r.CheckIns }},
	{"MENTOR_FORGET_AFTER", 180 * rules.Day, 30 * year, func(r *rules.Retention) *time.Duration { return &r.Silent }},
}

const year = 365 * rules.Day

// retention is how long an organisation has things kept.
func (r *reader) retention() (keep rules.Retention) {
	for _, k := range kept {
		value := r.text("", k.env)
		if value == "" {
			continue
		}
		d, ok := inDays(value)
		if !ok || d < k.least || d > k.most {
			r.wrong("%s is %q. Give a number of days, weeks, months or years, such as 90d or \"18 months\": from %s to %s, or nothing for what is usual.",
				k.env, value, days(k.least), days(k.most))
			continue
		}
		*k.of(&keep) = d
	}
	return keep
}

var span = regexp.MustCompile(`^([0-9]{1,5}) ?(d|days?|w|weeks?|months?|y|years?)$`)

// inDays reads a length of time; a month is 30 days, a year 365.
func inDays(said string) (time.Duration, bool) {
	m := span.FindStringSubmatch(said)
	if m == nil {
		return 0, false
	}
	n, err := strconv.Atoi(m[1])
	unit := map[byte]time.Duration{'d': rules.Day, 'w': 7 * rules.Day, 'm': 30 * rules.Day, 'y': year}[m[2][0]]
	return time.Duration(n) * unit, err == nil
}

// days writes a length of time as inDays reads it.
func days(d time.Duration) string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%dd", d/rules.Day)
}
