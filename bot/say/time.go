package say

import (
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
)

// Date says a local date as people of the turn's language do.
func Date(t *bot.Turn, iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	day := strconv.Itoa(d.Day())
	if d.Day() == 1 && t.Lang == careers.French {
		day = "1er"
	}
	return t.Plain("date.day", "date", day, "month", t.Plain("month."+strconv.Itoa(int(d.Month()))), "year", d.Year())
}

// Day says a local date with its weekday.
func Day(t *bot.Turn, iso string) string {
	d, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return t.Plain("weekday."+strconv.Itoa(int(d.Weekday()))) + " " + Date(t, iso)
}

// dayOfMonth is the day's number; the French say "1er" for the first.
func dayOfMonth(t *bot.Turn, d time.Time) string {
	if t.Lang == careers.French && d.Day() == 1 {
		return "1er"
	}
	return strconv.Itoa(d.Day())
}

// Years is a horizon as people read it.
func Years(t *bot.Turn, h people.Horizon) string { return t.Plain("horizon." + string(h)) }

// Clock is minutes after midnight as the person writes a time.
func Clock(t *bot.Turn, minutes int) string { return bot.Clock(minutes, t.Lang) }

// ZoneName is the zone whose clock the mentor goes by.
func ZoneName(t *bot.Turn) string { return t.Person.ClockZone() }

// Instant is Moment for the mentor's own sentences: where the platform can, the
// reader's clock shows it.
func Instant(t *bot.Turn, at time.Time) bot.Markup {
	if at.IsZero() {
		return bot.Escape(Moment(t, at))
	}
	return bot.TimeLink(Moment(t, at), at)
}

// Moment is an instant as the person's own clock shows it.
func Moment(t *bot.Turn, at time.Time) string {
	if at.IsZero() {
		return t.Plain("time.never")
	}
	local := at.In(people.Location(t.Person.Zone))
	return t.Plain("time.moment", "day", t.Plain("weekday."+strconv.Itoa(int(local.Weekday()))), "date", dayOfMonth(t, local),
		"month", t.Plain("month."+strconv.Itoa(int(local.Month()))), "year", local.Year(), "time", Clock(t, people.MinuteOf(local)))
}

// ClockIn is what a clock in a zone shows now.
func ClockIn(t *bot.Turn, zone string) string {
	return Clock(t, people.MinuteOf(t.Now.In(people.Location(zone))))
}

// City is what people call a zone by.
func City(t *bot.Turn, zone string) string {
	if id := "city." + zone; t.Bot.Words.Has(t.Lang, id) {
		return t.Plain(id)
	}
	return strings.ReplaceAll(zone[strings.LastIndexByte(zone, '/')+1:], "_", " ")
}
