package main

import (
	"time"

	"mentor/bot"
)

// schedules stands in until package reminders has landed.
type schedules struct{}

func (schedules) Parse(words string, lang bot.Lang, zone string, now time.Time) (bot.Plan, error) {
	return bot.Plan{Cron: "0 9 * * 1"}, nil
}
func (schedules) Default(h bot.Horizon) bot.Plan { return bot.Plan{Cron: "0 9 * * 1"} }
func (schedules) Next(p bot.Plan, zone string, t time.Time, n int) ([]time.Time, error) {
	return []time.Time{t.AddDate(0, 0, 7)}, nil
}
func (schedules) Describe(p bot.Plan, lang bot.Lang) string { return "every Monday at 09:00" }
func (schedules) Zone(words string) (string, []string)      { return words, nil }
