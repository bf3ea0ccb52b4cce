package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// pageSize is SQLite's own.
const pageSize = 4096

// damage is what the real program made of one damaged file.
type damage struct{ found, served, quiet int }

// pages is fault test 11: pages of the file are overwritten by chance, whole
// or by a few bytes, and the real program looks at it, and is talked with.
// Whole pages must be found and said. SQLite has no checksums: a byte of a text
// that turned into another is still a text; those are counted, and must not
// bring the program down either.
func pages(ctx context.Context, l *lab) (v verdict, err error) {
	files := l.size(400, 12)
	p, err := l.open(ctx, l.size(1000, 100), nil, nil)
	if err != nil {
		return v, err
	}
	whole, err := os.ReadFile(p.path)
	if err != nil {
		return v, err
	}
	rng := l.rand()
	copies := make([][]byte, files)
	for i := range copies {
		b := bytes.Clone(whole)
		page := b[pageSize*rng.IntN(len(b)/pageSize):][:pageSize]
		if i%2 == 0 {
			for n := range page {
				page[n] = byte(rng.Uint32())
			}
		} else {
			for range 1 + rng.IntN(8) {
				page[rng.IntN(pageSize)] ^= byte(1 + rng.IntN(255))
			}
		}
		copies[i] = b
	}
	var mu sync.Mutex
	var pagesSeen, bytesSeen damage
	err = atOnce(2, files, func(i int) error {
		seen, err := l.damaged(ctx, fmt.Sprintf("copy-%d", i), copies[i])
		if err != nil {
			return fmt.Errorf("copy %d: %w", i, err)
		}
		mu.Lock()
		defer mu.Unlock()
		sum := &pagesSeen
		if i%2 == 1 {
			sum = &bytesSeen
		}
		sum.found, sum.served, sum.quiet = sum.found+seen.found, sum.served+seen.served, sum.quiet+seen.quiet
		return nil
	})
	if err != nil {
		return v, err
	}
	v = verdict{more: fmt.Sprintf("files=%d whole_pages_found=%d whole_pages_not_found=%d bytes_found=%d bytes_not_found=%d answered_all_the_same=%d crashes=0",
		files, pagesSeen.found, pagesSeen.quiet, bytesSeen.found, bytesSeen.quiet, pagesSeen.served+bytesSeen.served)}
	if pagesSeen.quiet > 0 {
		v.why = "pages that were overwritten were not found"
		return v, nil
	}
	v.ok = true
	return v, nil
}

// damaged lets the program look at a damaged file, and talks with it.
func (l *lab) damaged(ctx context.Context, name string, content []byte) (seen damage, err error) {
	home := filepath.Join(l.dir, name)
	path := filepath.Join(home, "mentor.db")
	if err := os.MkdirAll(home, 0o700); err != nil {
		return seen, err
	}
	defer os.RemoveAll(home)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return seen, err
	}
	for _, command := range []string{"doctor", "chat"} {
		one, cancel := context.WithTimeout(ctx, time.Minute)
		cmd := exec.CommandContext(one, filepath.Join(l.bin, "bot"), command)
		cmd.Env = append(os.Environ(), "HOME="+home, "MENTOR_DB="+path)
		cmd.Stdin = strings.NewReader("goal add 1-3 command 1\ngoal list\nexport\n")
		out, err := cmd.CombinedOutput()
		hung := one.Err() != nil
		cancel()
		var exit *exec.ExitError
		if err != nil && !errors.As(err, &exit) {
			return seen, err
		}
		code := cmd.ProcessState.ExitCode()
		// Go's own crashes end with 2 as wrong usage does: what is said tells them apart.
		if hung || code < 0 || code == 2 || bytes.Contains(out, []byte("goroutine ")) {
			return seen, fmt.Errorf("%s crashed or hung (exit %d):\n%s", command, code, out)
		}
		said := bytes.Contains(out, []byte("damaged")) || bytes.Contains(out, []byte("is not Mentor's")) || bytes.Contains(out, []byte("MEND  database"))
		switch {
		case command == "doctor" && code == 1 && said:
			seen.found = 1
		case command == "doctor":
			seen.quiet = 1
		case code == 0:
			seen.served = 1
		}
	}
	return seen, nil
}
