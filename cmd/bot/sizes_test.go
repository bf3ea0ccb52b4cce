package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A package that outgrows these is several packages, and nobody holds it in
// their head. Tests do not count.
const (
	coreFiles, coreLines   = 15, 2_500 // bot and each feature
	otherFiles, otherLines = 30, 5_000
)

// tooLarge is what is still larger, with its lines. The list may only shrink:
// a package that grows beyond its entry fails, and so does an entry that is
// not needed any more.
var tooLarge = map[string]int{
	"bot/answers": 5_060,
}

// TestPackagesStaySmall holds how large a package may be.
func TestPackagesStaySmall(t *testing.T) {
	root := filepath.Join("..", "..")
	files, lines := map[string]int{}, map[string]int{}
	err := filepath.WalkDir(root, func(path string, d os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && strings.HasPrefix(d.Name(), ".") && path != root {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		pkg, err := filepath.Rel(root, filepath.Dir(path))
		pkg = filepath.ToSlash(pkg)
		files[pkg]++
		lines[pkg] += bytes.Count(text, []byte("\n"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 20 {
		t.Fatalf("only %d packages were found", len(files))
	}
	for pkg, n := range files {
		mostFiles, mostLines := otherFiles, otherLines
		if pkg == "bot" || strings.HasPrefix(pkg, "bot/features/") {
			mostFiles, mostLines = coreFiles, coreLines
		}
		if n > mostFiles {
			t.Errorf("%s has %d files; at most %d", pkg, n, mostFiles)
		}
		known, listed := tooLarge[pkg]
		switch large := lines[pkg] > mostLines; {
		case large && lines[pkg] > known:
			t.Errorf("%s has %d lines; at most %d", pkg, lines[pkg], max(mostLines, known))
		case !large && listed:
			t.Errorf("%s has %d lines by now: take it off the list", pkg, lines[pkg])
		}
	}
}
