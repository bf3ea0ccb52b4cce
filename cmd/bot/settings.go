package main

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// configCmd shows what is in force. It runs only where nothing is wrong: every
// command checks its settings first.
type configCmd struct{}

// Run implements the command.
func (*configCmd) Run(w world, cfg config) error {
	t := tabwriter.NewWriter(w.out, 0, 0, 2, ' ', 0)
	for _, s := range cfg.set {
		value, from := s.Value, s.From
		switch {
		case from == "" && s.Name == "MENTOR_DB":
			value, from = cfg.DB, "default"
		case from == "" && s.Name == "MENTOR_BACKUP_EVERY" && cfg.BackupDir != "":
			value, from = cfg.BackupEvery.String(), "default"
		case from == "" && s.Name == "MENTOR_BACKUP_KEEP" && cfg.BackupDir != "":
			value, from = fmt.Sprint(cfg.BackupKeep), "default"
		case from == "":
			value, from = "-", "not set"
		}
		fmt.Fprintf(t, "%s\t%s\t%s\n", s.Name, strings.ReplaceAll(value, "\n", " "), from)
	}
	return t.Flush()
}
