package main

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"
)

// The program has one name in what people read of it. `go run ./cmd/bot` stays.
func TestDocsNameTheProgram(t *testing.T) {
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) == 0 {
		t.Fatal("no docs", err)
	}
	other := regexp.MustCompile("(?m)(^|`)(\\./)?bot (--|ask|eval|run|backup|restore|doctor|content|outbox|admin|health)")
	for _, page := range append(pages, "../../README.md", "../../SECURITY.md", "../../CONTRIBUTING.md") {
		text, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, at := range other.FindAllString(string(text), -1) {
			t.Errorf("%s calls the program %q", page, at)
		}
	}
}
