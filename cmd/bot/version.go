package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// versionCmd prints what this program was built from.
type versionCmd struct{}

// Run implements the command.
func (*versionCmd) Run(w world) error {
	_, err := fmt.Fprintln(w.out, builtFrom())
	return err
}

// build is what the Go tool noted when it built the program: nothing has to be
// passed to the linker, so that every build tells the truth.
type build struct {
	version, commit, date string
	changed               bool // files that were not committed went in
}

func readBuild() build {
	b := build{version: "development"}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	if v := info.Main.Version; v != "" && v != "(devel)" {
		b.version = v
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.commit = s.Value
		case "vcs.time":
			b.date = s.Value
		case "vcs.modified":
			b.changed = s.Value == "true"
		}
	}
	return b
}

// builtFrom is one line for people: tag or the next best, commit, date, Go, machine.
func builtFrom() string {
	b := readBuild()
	from := ""
	if b.commit != "" {
		from = fmt.Sprintf(" (commit %.12s of %s", b.commit, b.date)
		if b.changed {
			from += ", with changes"
		}
		from += ")"
	}
	return fmt.Sprintf("mentor %s%s, %s, %s/%s", b.version, from, runtime.Version(), runtime.GOOS, runtime.GOARCH)
}
