package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"mentor/bot/people"
	"mentor/db/rules"
)

// configCmd shows what is in force, also where something is wrong with it.
type configCmd struct{}

// Run implements the command.
func (*configCmd) Run(w world, cfg config) error {
	t := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
	defaults := cfg.defaults()
	for _, s := range cfg.set {
		if s.From == "" {
			s.Value, s.From = defaults[s.Name], "default"
		}
		if s.Value == "" {
			s.Value = "-"
		}
		if s.Value == "-" && s.From == "default" {
			s.From = "not set"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", s.Name, strings.ReplaceAll(s.Value, "\n", " "), s.From)
	}
	if err := t.Flush(); err != nil || cfg.wrong == nil {
		return err
	}
	return misconfigured(cfg.wrong)
}

// checkInDefaults are the schedules of package reminders in words.
var checkInDefaults = map[people.Horizon]string{
	people.Year1:  "every monday 9am",
	people.Years3: "every first monday 9am",
	people.Years5: "every first monday of the quarter at 9am",
}

// defaults are what is in force where nothing is set; of what is not named here
// that is nothing.
func (c config) defaults() map[string]string {
	usual := rules.Usual
	all := map[string]string{
		"MENTOR_DB":                   c.DB,
		"MENTOR_LOG":                  "info",
		"MENTOR_LOG_FORMAT":           "text",
		"MENTOR_BACKUP_EVERY":         c.BackupEvery.String(),
		"MENTOR_BACKUP_KEEP":          fmt.Sprint(c.BackupKeep),
		"DISCORD_REQUESTS_PER_SECOND": "50",
		"DISCORD_SHARDS":              "as many as Discord recommends, all of them here",
		"SLACK_API_URL":               "https://slack.com/api/",
		"DISCORD_API_URL":             "https://discord.com/api/",
	}
	for _, k := range kept {
		if all[k.env] = days(*k.of(&usual)); all[k.env] == "" {
			all[k.env] = "until they are forgotten"
		}
	}
	for h, words := range checkInDefaults {
		all[checkInSetting(h)] = words
	}
	return all
}

func checkInSetting(h people.Horizon) string {
	return "MENTOR_CHECKIN_" + strings.ReplaceAll(string(h), "-", "_")
}
