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
	version, when := "development", ""
	if info, ok := debug.ReadBuildInfo(); ok {
		if v := info.Main.Version; v != "" && v != "(devel)" {
			version = v
		}
		for _, s := range info.Settings {
			if s.Key == "vcs.time" {
				when = " of " + s.Value
			}
		}
	}
	_, err := fmt.Fprintf(w.out, "mentor %s%s (%s, %s/%s)\n", version, when, runtime.Version(), runtime.GOOS, runtime.GOARCH)
	return err
}
