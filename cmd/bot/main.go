// Command bot is Mentor, the career mentor: in this terminal (mentor chat), and
// on every platform whose tokens are set (mentor run). This package owns flags,
// signals, exit codes, and which part is wired to which; what the mentor does
// is package bot's.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // zones, also on machines that have none

	"github.com/alecthomas/kong"
	kongcompletion "github.com/jotaen/kong-completion"

	"mentor/bot"
)

// Exit codes.
const (
	exitOK       = 0
	exitFailed   = 1 // something went wrong; standard error says what
	exitUsage    = 2 // flags, environment or files given are wrong, or a token is refused
	exitDatabase = 3 // the database cannot be used; nothing was changed
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	// A second signal ends the program at once.
	context.AfterFunc(ctx, stop)
	os.Exit(Main(ctx, os.Args[1:], world{in: os.Stdin, out: os.Stdout, err: os.Stderr, getenv: os.Getenv, environ: os.Environ}))
}

// world is what a command touches of the machine.
type world struct {
	in      *os.File
	out     io.Writer
	err     io.Writer
	getenv  func(string) string
	environ func() []string
}

// cli is the command line.
type cli struct {
	settings
	ShowVersion kong.VersionFlag `name:"version" help:"Print the version."`

	Auto    autoCmd    `cmd:"" default:"1" hidden:""`
	Chat    chatCmd    `cmd:"" help:"Talk with the mentor in this terminal. What 'mentor' does where no token is set."`
	Run     runCmd     `cmd:"" help:"Serve Slack and Discord, whichever tokens are set. What 'mentor' does where one is."`
	Ask     askCmd     `cmd:"" help:"Print the answer to one question; needs no database."`
	Read    readCmd    `cmd:"" help:"Show how a message is read: language, parts, values, what was left over."`
	Eval    evalCmd    `cmd:"" help:"Measure the answers on a file of questions."`
	Content contentCmd `cmd:"" help:"Look after what the mentor knows."`
	Slack   slackCmd   `cmd:"" help:"Set up the app in a Slack workspace."`
	Discord discordCmd `cmd:"" help:"Set up the app in Discord."`
	Outbox  outboxCmd  `cmd:"" help:"Look after messages that wait to be sent."`
	Health  healthCmd  `cmd:"" help:"Ask a running mentor how it is; exit code 0 where all is well."`
	Doctor  doctorCmd  `cmd:"" help:"Look at the whole set-up: what is wrong, each with its mend."`
	Config  configCmd  `cmd:"" help:"Show what is set, and from where; no token is shown."`
	Admin   adminCmd   `cmd:"" help:"Figures, a leaver's data, and what is sent unasked."`
	Backup  backupCmd  `cmd:"" help:"Copy the database while it is in use."`
	Restore restoreCmd `cmd:"" help:"Put a backup in the database's place, while no mentor uses it."`
	Vacuum  vacuumCmd  `cmd:"" help:"Give the room of what was deleted back to the disk."`
	Times   timesCmd   `cmd:"" hidden:"" help:"Read dates, ranges and lengths of time, one JSON object a line."`
	Version versionCmd `cmd:"" help:"Print the version."`

	Completion kongcompletion.Completion `cmd:"" help:"Show how TAB completes commands in bash, zsh or fish; -c prints the shell's code."`
}

// Main runs one command and gives its exit code.
func Main(ctx context.Context, args []string, w world) int {
	var c cli
	exited := -1
	parser, err := kong.New(&c, kong.Name("mentor"),
		kong.Description("Mentor, a career mentor for marketing technology, in this terminal, in Slack and in Discord."),
		kong.Writers(w.out, w.err), kong.Exit(func(code int) { exited = code }),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}), kong.BindTo(ctx, (*context.Context)(nil)), kong.Bind(w),
		kong.Vars{"environment": environmentHelp, "version": builtFrom()})
	if err != nil {
		panic(err) // the tags above are wrong
	}
	kongcompletion.Register(parser) // answers a shell that asks, in COMP_LINE
	if exited >= 0 {
		return exited
	}
	command, err := parser.Parse(args)
	if exited >= 0 { // --help was printed
		return exited
	}
	if err != nil {
		fmt.Fprintf(w.err, "mentor: %v\nmentor --help shows what there is.\n", err)
		return exitUsage
	}
	cfg, err := c.read(w)
	if err != nil && command.Command() != "doctor" && command.Command() != "config" { // these two say it among the rest
		return report(w.err, misconfigured(err))
	}
	return report(w.err, command.Run(&c, cfg))
}

// usageError is a mistake of whoever gave the command.
type usageError struct{ error }

// misconfigured lists the mistakes in the settings.
func misconfigured(err error) error {
	return usageError{fmt.Errorf("the configuration needs mending:\n%s", bullets(err))}
}

// reported is an error of which everything has been said already.
type reported struct{ code int }

func (r reported) Error() string { return fmt.Sprintf("exit %d", r.code) }

// report says what went wrong, and gives the exit code.
func report(out io.Writer, err error) int {
	var usage usageError
	var done reported
	var refused *bot.Refused
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &done):
		return done.code
	}
	fmt.Fprintf(out, "mentor: %v\n", err)
	switch {
	case errors.As(err, &usage), errors.As(err, &refused):
		return exitUsage
	case errors.Is(err, bot.ErrNewer), errors.Is(err, bot.ErrCorrupt), errors.Is(err, bot.ErrNotSaved):
		return exitDatabase
	}
	return exitFailed
}

// autoCmd is chat or run.
type autoCmd struct{}

// Run implements the command.
func (*autoCmd) Run(ctx context.Context, w world, cfg config) error {
	if cfg.platforms() {
		return (&runCmd{}).Run(ctx, w, cfg)
	}
	return (&chatCmd{}).Run(ctx, w, cfg)
}
