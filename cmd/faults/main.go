// Command faults runs the mentor's fault tests: the real program against local
// Slack and Discord servers that run as processes of their own and keep the
// truth, while things break on purpose. It owns the tests' sizes and verdicts;
// it must not know how the mentor works inside, but for the database that it
// fills beforehand.
//
//	go run ./cmd/faults [-small] [N …]
//
// It prints one line a test and exits with 1 where one fails.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strconv"
	"syscall"
)

// fault is one fault test.
type fault struct {
	n    int
	name string
	run  func(ctx context.Context, l *lab) (verdict, error)
}

// verdict is what a test saw.
type verdict struct {
	ok              bool
	sent            int
	lost, duplicate int
	more            string // further figures, as name=value pairs
	why             string // where it failed
}

func (v verdict) String() string {
	line := fmt.Sprintf("sent=%d lost=%d duplicates=%d", v.sent, v.lost, v.duplicate)
	if v.more != "" {
		line += " " + v.more
	}
	if v.ok {
		return "pass " + line
	}
	return "FAIL " + line + ": " + v.why
}

// faults is every test, by its number in docs/reliability.md.
var faults = []fault{
	{1, "kill", kill},
	{2, "ambiguous", ambiguous},
	{3, "limits", limits},
	{4, "clocks", clocks},
	{5, "downtime", downtime},
	{6, "incoming", incoming},
	{7, "processes", processes},
	{8, "disk", diskFull},
	{9, "backups", backups},
	{10, "poison", poison},
	{11, "pages", pages},
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ok, err := run(ctx, os.Args[1:], os.Stdout)
	if err != nil {
		fmt.Fprintln(os.Stderr, "faults:", err)
		os.Exit(2)
	}
	if !ok {
		os.Exit(1)
	}
}

// run runs the tests that args name, or all of them.
func run(ctx context.Context, args []string, out io.Writer) (ok bool, err error) {
	fs := flag.NewFlagSet("faults", flag.ContinueOnError)
	small := fs.Bool("small", false, "reduced sizes: seconds instead of minutes")
	keep := fs.String("keep", "", "a directory that keeps databases and logs")
	seed := fs.Uint64("seed", 1, "of everything that is drawn by chance")
	if err := fs.Parse(args); err != nil {
		return false, err
	}
	var wanted []int
	for _, a := range fs.Args() {
		n, err := strconv.Atoi(a)
		if err != nil || !slices.ContainsFunc(faults, func(f fault) bool { return f.n == n }) {
			return false, fmt.Errorf("there is no fault test %q", a)
		}
		wanted = append(wanted, n)
	}
	l, err := newLab(ctx, *small, *keep, *seed)
	if err != nil {
		return false, err
	}
	defer l.close()
	ok = true
	for _, f := range faults {
		if len(wanted) > 0 && !slices.Contains(wanted, f.n) {
			continue
		}
		v, err := f.run(ctx, l.room(f.name))
		if err != nil {
			v.ok, v.why = false, err.Error()
		}
		ok = ok && v.ok
		fmt.Fprintf(out, "fault %d: %s\n", f.n, v)
	}
	return ok, nil
}
