// Command discordfake runs a local Discord: -listen says where, -record keeps
// all it accepts as one JSON object a line. It prints the base of its REST API,
// takes faults by POST /_fault and events by POST /_event, and gives its truth
// by GET /_stats, /_messages, /_record and /_interaction.
//
// Application and bot have one id, as those made since 2016 have and as some
// clients rely on; -two-ids shows who mixes them up.
package main

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"

	"mentor/adapters/discord/discordfake"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	fs := flag.NewFlagSet("discordfake", flag.ContinueOnError)
	listen := fs.String("listen", "127.0.0.1:0", "address to listen on")
	record := fs.String("record", "", "file that takes all that is accepted, as JSON lines")
	token := fs.String("token", discordfake.DefaultToken, "bot token that is accepted")
	unlimited := fs.Bool("unlimited", false, "no rate limits")
	forgetful := fs.Bool("forgetful", false, "keep no messages (for benchmarks)")
	heartbeat := fs.Duration("heartbeat", 0, "heartbeat interval (default 41.25s)")
	privileged := fs.Int("privileged", 1<<15, "privileged intents that the app was granted, as a bit field (default: the content of messages)")
	twoIDs := fs.Bool("two-ids", false, "give application and bot different ids, as those made before 2016 have")
	if err := fs.Parse(args); err != nil {
		return err
	}
	o := discordfake.Options{Token: *token, Unlimited: *unlimited, Forgetful: *forgetful, Heartbeat: *heartbeat, Privileged: *privileged, OneID: !*twoIDs}
	if *record != "" {
		f, err := os.Create(*record)
		if err != nil {
			return err
		}
		defer f.Close()
		w := bufio.NewWriter(f)
		defer w.Flush()
		o.Record = flushing{w}
	}
	s := discordfake.New(o)
	if err := s.Start(*listen); err != nil {
		return err
	}
	fmt.Println(s.URL())
	<-ctx.Done()
	s.Close()
	time.Sleep(50 * time.Millisecond) // requests under way end their lines
	return nil
}

// flushing writes line by line, so that a reader sees whole ones.
type flushing struct{ *bufio.Writer }

func (f flushing) Write(b []byte) (int, error) {
	n, err := f.Writer.Write(b)
	if err == nil {
		err = f.Flush()
	}
	return n, err
}
