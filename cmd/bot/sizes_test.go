package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// size is a package's files and lines without its tests.
type size struct{ files, lines int }

// What a package may hold: one that grows beyond it does two things.
var (
	coreSize  = size{15, 2500} // bot and each feature
	otherSize = size{30, 5000}
)

// oversized is what is larger, with the most that it may be. It only shrinks:
// an entry that is no longer needed must go.
var oversized = map[string]size{
	"adapters/slack": {30, 5100},
	"bot":            {16, 2800},
	"bot/answers":    {40, 8500},
}

// TestPackagesStaySmall holds packages to what can be read at one sitting.
func TestPackagesStaySmall(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,CgoFiles", "mentor/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p struct {
			ImportPath, Dir   string
			GoFiles, CgoFiles []string
		}
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
		var is size
		for _, name := range append(p.GoFiles, p.CgoFiles...) {
			text, err := os.ReadFile(filepath.Join(p.Dir, name))
			if err != nil {
				t.Fatal(err)
			}
			is.files++
			is.lines += bytes.Count(text, []byte("\n"))
		}
		pkg := strings.TrimPrefix(p.ImportPath, "mentor/")
		may := otherSize
		if pkg == "bot" || strings.HasPrefix(pkg, "bot/features/") {
			may = coreSize
		}
		most, excepted := oversized[pkg]
		fits := is.files <= may.files && is.lines <= may.lines
		switch {
		case excepted && fits:
			t.Errorf("%s fits now (%d files, %d lines): take it off the list", pkg, is.files, is.lines)
		case excepted && (is.files > most.files || is.lines > most.lines):
			t.Errorf("%s has %d files and %d lines and may only shrink below %d and %d", pkg, is.files, is.lines, most.files, most.lines)
		case !excepted && !fits:
			t.Errorf("%s has %d files and %d lines, more than %d or %d: split it", pkg, is.files, is.lines, may.files, may.lines)
		}
	}
}
