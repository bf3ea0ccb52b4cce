package main

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// NOTICE names every library that is in the program, and no other.
func TestNotice(t *testing.T) {
	out, err := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}", ".").Output()
	if err != nil {
		t.Fatal(err)
	}
	in := strings.Fields(string(out))
	slices.Sort(in)
	in = slices.Compact(in)
	text, err := os.ReadFile("../../NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	var named []string
	for line := range strings.Lines(string(text)) {
		if path, license, ok := strings.Cut(strings.TrimSpace(line), "  "); ok && line[0] != ' ' && strings.Contains(path, "/") && license != "?" {
			named = append(named, path)
		}
	}
	for _, path := range in {
		if !slices.Contains(named, path) {
			t.Errorf("NOTICE does not name %s, with its license", path)
		}
	}
	for _, path := range named {
		if !slices.Contains(in, path) {
			t.Errorf("NOTICE names %s, which is not in the program", path)
		}
	}
}
