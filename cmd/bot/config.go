package main

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/adrg/xdg"

	"mentor/bot/people"
	"mentor/db/rules"
	"mentor/reminders"
)

// settings are the flags that every command takes. What is secret, or
// belongs to a server's set-up, comes from the environment alone.
type settings struct {
	DB       string   `name:"db" placeholder:"PATH" help:"Where the database is kept (also MENTOR_DB)."`
	Content  []string `name:"content" placeholder:"DIR" sep:"none" help:"A folder of an organisation's own content, laid over the mentor's; may be given several times (also MENTOR_CONTENT)."`
	HTTPAddr string   `name:"http" placeholder:"HOST:PORT" help:"Serve /livez, /readyz, /metrics and /slack/events there (also MENTOR_HTTP_ADDR)."`
	LogLevel string   `name:"log-level" default:"" placeholder:"LEVEL" help:"debug, info, warn or error (also MENTOR_LOG)."`
	EnvFile  string   `name:"env-file" placeholder:"PATH" help:"Settings as NAME=VALUE lines, such as those of the service; what the environment has goes before."`
	Clock    string   `name:"clock" placeholder:"RFC3339" hidden:"" help:"Start the clock elsewhere, for tests."`
}

const environmentHelp = `SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET, DISCORD_TOKEN, MENTOR_CHECKIN_0_1, …`

// secret is a token: it cannot print itself, whatever prints it.
type secret string

func (secret) String() string               { return "(secret)" }
func (secret) GoString() string             { return "(secret)" }
func (secret) MarshalText() ([]byte, error) { return []byte("(secret)"), nil }

// Format implements fmt.Formatter, which goes before all other ways to print.
func (secret) Format(f fmt.State, _ rune) { f.Write([]byte("(secret)")) }

// config is everything set, checked.
type config struct {
	DB       string
	Folder   string // what a conversation in the terminal keeps beside the database
	Content  []string
	HTTPAddr string
	LogLevel string
	LogJSON  bool
	Now      func() time.Time

	Admins []people.UserRef // who may use the admin commands in a chat

	BackupDir   string // where copies go by themselves; empty: nowhere
	BackupEvery time.Duration
	BackupKeep  int

	Keep rules.Retention // how long what is done with is kept; 0: as usual

	set   []setting // what is in force, and from where
	wrong error     // what is wrong with it, for those commands that run all the same

	SlackBotToken, SlackAppToken, SlackSigningSecret secret
	SlackAPIURL                                      string
	DiscordToken                                     secret
	DiscordAPIURL                                    string
	DiscordGuild                                     string // where commands are registered while developing
	DiscordRate                                      int    // requests a second that Discord grants; 0: what it grants to everybody
	DiscordShard, DiscordShards                      int    // 0 shards: as many as Discord recommends, all of them here
	// Schedules reads and computes check-ins; an admin may set the defaults.
	Schedules *reminders.Schedules
}

// slack and discord report whether a platform is configured.
func (c config) slack() bool     { return c.SlackBotToken != "" }
func (c config) discord() bool   { return c.DiscordToken != "" }
func (c config) platforms() bool { return c.slack() || c.discord() }

// read joins flags and environment. Its error has every mistake there is,
// each with its mend.
func (s settings) read(w world) (config, error) {
	r := &reader{getenv: w.getenv, environ: w.environ}
	r.file(s.EnvFile)
	c := config{
		Folder:             filepath.Join(xdg.DataHome, "mentor"),
		DB:                 r.text(s.DB, "MENTOR_DB"),
		Content:            s.Content,
		HTTPAddr:           r.text(s.HTTPAddr, "MENTOR_HTTP_ADDR"),
		LogLevel:           r.text(s.LogLevel, "MENTOR_LOG"),
		SlackBotToken:      r.token("SLACK_BOT_TOKEN", "xoxb-", "the bot token, under OAuth & Permissions"),
		SlackAppToken:      r.token("SLACK_APP_TOKEN", "xapp-", "the app-level token, under Basic Information"),
		SlackSigningSecret: r.token("SLACK_SIGNING_SECRET", "", ""),
		SlackAPIURL:        r.url("SLACK_API_URL"),
		DiscordToken:       r.token("DISCORD_TOKEN", "", ""),
		DiscordAPIURL:      r.url("DISCORD_API_URL"),
	}
	c.LogJSON = r.choice("MENTOR_LOG_FORMAT", "text", "json") == "json"
	c.Admins = r.people("MENTOR_ADMINS")
	c.BackupDir = r.text("", "MENTOR_BACKUP_DIR")
	c.BackupEvery = r.duration("MENTOR_BACKUP_EVERY", backupsEvery, time.Minute)
	if c.BackupKeep = r.number("MENTOR_BACKUP_KEEP"); c.BackupKeep == 0 {
		c.BackupKeep = backupsKept
	}
	c.Keep = r.retention()
	c.DiscordGuild = r.text("", "DISCORD_DEV_GUILD")
	c.DiscordRate = r.number("DISCORD_REQUESTS_PER_SECOND")
	c.DiscordShard, c.DiscordShards = r.number("DISCORD_SHARD"), r.number("DISCORD_SHARDS")
	c.DiscordToken = secret(strings.TrimPrefix(string(c.DiscordToken), "Bot "))
	if dirs := r.text(strings.Join(c.Content, string(filepath.ListSeparator)), "MENTOR_CONTENT"); len(c.Content) == 0 {
		c.Content = filepath.SplitList(dirs)
	}
	c.Schedules = r.schedules()
	if own := filepath.Join(c.Folder, "mentor.db"); c.DB == "" {
		c.DB = own
	} else if !sameFile(c.DB, own) {
		c.Folder = c.DB + folderOf // what lies in it is that database's, and goes with it
	}
	c.Content = slices.DeleteFunc(slices.Clone(c.Content), r.noFolder)
	if c.HTTPAddr != "" {
		if _, _, err := net.SplitHostPort(c.HTTPAddr); err != nil {
			r.wrong("MENTOR_HTTP_ADDR is %q. Give HOST:PORT, for example 127.0.0.1:8080 or :8080.", c.HTTPAddr)
		}
	}
	if _, err := level(c.LogLevel); err != nil {
		r.wrong("MENTOR_LOG is %q. Give debug, info, warn or error.", c.LogLevel)
	}
	r.slack(c)
	r.shard(c)
	if r.environ != nil {
		r.unknown(r.environ())
	}
	c.Now = r.clock(s.Clock)
	c.set, c.wrong = r.set, errors.Join(r.errs...)
	return c, c.wrong
}

// noFolder reports, and says, that there is no folder of content at dir.
func (r *reader) noFolder(dir string) bool {
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		r.wrong("--content %s cannot be read: %v. Name a folder that exists.", dir, reason(err))
	case !info.IsDir():
		r.wrong("--content %s is a file. Name the folder that it is in.", dir)
	default:
		return false
	}
	return true
}

// reader reads settings and gathers what is wrong with them.
type reader struct {
	getenv  func(string) string
	environ func() []string
	envFile string                 // where settings are from besides; empty: nowhere
	filed   func(name string) bool // whether one is from there
	asked   []string               // every variable that there is
	set     []setting
	errs    []error
}

// setting is one variable, as it is in force.
type setting struct {
	Name, Value string // of a token, whether there is one
	From        string // "flag", "environment", a file's path; empty: it is not set
}

func (r *reader) wrong(format string, args ...any) {
	r.errs = append(r.errs, fmt.Errorf(format, args...))
}

// text is a flag, else its variable, else the content of the file that
// NAME_FILE names (as container platforms hand out secrets).
func (r *reader) text(flag, env string) string {
	value, from := r.find(flag, env)
	r.asked = append(r.asked, env)
	r.set = append(r.set, setting{env, value, from})
	return value
}

func (r *reader) find(flag, env string) (value, from string) {
	if flag != "" {
		return flag, "flag"
	}
	value, file := strings.TrimSpace(r.getenv(env)), r.getenv(env+"_FILE")
	switch {
	case file == "" && value == "":
		return "", ""
	case file == "" && r.filed != nil && r.filed(env):
		return value, r.envFile
	case file == "":
		return value, "environment"
	case value != "":
		r.wrong("%s and %s_FILE are both set. Keep one of them.", env, env)
		return value, "environment"
	}
	text, err := os.ReadFile(file)
	if err != nil {
		r.wrong("%s_FILE names %s, which cannot be read: %v. Check the path and its rights.", env, file, reason(err))
		return "", file
	}
	if value = strings.TrimSpace(string(text)); value == "" {
		r.wrong("%s_FILE names %s, which is empty. Put the value into it.", env, file)
	}
	return value, file
}

// token reads a secret, which must begin as its kind does. The value is never repeated.
func (r *reader) token(env, prefix, where string) secret {
	value := r.text("", env)
	if set := &r.set[len(r.set)-1]; value != "" {
		set.Value = secret(value).String()
	}
	if value != "" && !strings.HasPrefix(value, prefix) {
		r.wrong("%s does not begin with %s. Take %s of your app at api.slack.com/apps.", env, prefix, where)
	}
	if strings.ContainsAny(value, " \n") && env != "DISCORD_TOKEN" {
		r.wrong("%s has a space or line break in it. Copy the token again, alone.", env)
	}
	return secret(value)
}

func (r *reader) number(env string) int {
	value := r.text("", env)
	if value == "" {
		return 0
	}
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 {
		r.wrong("%s is %q. Give a whole number, or leave it out.", env, value)
	}
	return n
}

// choice is one of a few words, the first where nothing is set.
func (r *reader) choice(env string, words ...string) string {
	value := strings.ToLower(r.text("", env))
	if value == "" {
		return words[0]
	}
	if !slices.Contains(words, value) {
		r.wrong("%s is %q. Give %s.", env, value, strings.Join(words, " or "))
	}
	return value
}

// duration is a length of time of at least least.
func (r *reader) duration(env string, otherwise, least time.Duration) time.Duration {
	value := r.text("", env)
	if value == "" {
		return otherwise
	}
	d, err := time.ParseDuration(value)
	if err != nil || d < least {
		r.wrong("%s is %q. Give a length of time of %v or more, such as 24h or 90m.", env, value, least)
		return otherwise
	}
	return d
}

// people reads a list of PLATFORM:ID.
func (r *reader) people(env string) (all []people.UserRef) {
	for _, one := range strings.FieldsFunc(r.text("", env), func(c rune) bool { return c == ',' || c == ';' || unicode.IsSpace(c) }) {
		u, err := people.ParseUserRef(one)
		if err != nil {
			r.wrong("%s: %v.", env, err)
			continue
		}
		all = append(all, u)
	}
	return all
}

func (r *reader) url(env string) string {
	value := r.text("", env)
	if value == "" {
		return ""
	}
	if u, err := url.Parse(value); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") {
		r.wrong("%s is %q. Give a whole address, for example http://127.0.0.1:9000/api/.", env, value)
	}
	return value
}

// slack checks that what belongs together is set together.
func (r *reader) slack(c config) {
	switch {
	case c.SlackBotToken == "" && (c.SlackAppToken != "" || c.SlackSigningSecret != ""):
		r.wrong("SLACK_BOT_TOKEN is missing. Set it too: Slack needs it to send anything.")
	case c.SlackBotToken != "" && c.SlackAppToken == "" && c.SlackSigningSecret == "":
		r.wrong("SLACK_BOT_TOKEN is set, but no way in. Set SLACK_APP_TOKEN (Socket Mode), or SLACK_SIGNING_SECRET with MENTOR_HTTP_ADDR.")
	case c.SlackSigningSecret != "" && c.SlackAppToken == "" && c.HTTPAddr == "":
		r.wrong("SLACK_SIGNING_SECRET is set, but nothing listens. Set MENTOR_HTTP_ADDR (for /slack/events), or SLACK_APP_TOKEN for Socket Mode.")
	}
}

// shard checks the share of the work before anything connects.
func (r *reader) shard(c config) {
	switch {
	case c.DiscordShards == 0 && c.DiscordShard > 0:
		r.wrong("DISCORD_SHARD is %d, but DISCORD_SHARDS is not set. Set it to how many processes share the work, or leave both out.", c.DiscordShard)
	case c.DiscordShards > 1 && r.getenv("DISCORD_SHARD")+r.getenv("DISCORD_SHARD_FILE") == "": // each process would take the first
		r.wrong("DISCORD_SHARDS is %d, but DISCORD_SHARD is not set. Give each process its own, from 0 to %d.", c.DiscordShards, c.DiscordShards-1)
	case c.DiscordShards > 0 && c.DiscordShard >= c.DiscordShards:
		r.wrong("DISCORD_SHARD is %d of %d. Give a number from 0 to %d.", c.DiscordShard, c.DiscordShards, c.DiscordShards-1)
	}
}

// schedules are an admin's default check-ins, in plain words or as cron lines.
func (r *reader) schedules() *reminders.Schedules {
	defaults := map[people.Horizon]string{}
	for _, h := range people.Horizons {
		env := checkInSetting(h)
		when := r.text("", env)
		if _, err := reminders.NewSchedules(map[people.Horizon]string{h: when}); err != nil {
			r.wrong("%s is %q, which is no schedule. Give plain words or a cron line, for example: every monday 9am.", env, when)
			continue
		}
		defaults[h] = when
	}
	s, _ := reminders.NewSchedules(defaults) // each has been tried
	return s
}

// clock is the wall clock, or one that started elsewhere when the program did.
func (r *reader) clock(start string) func() time.Time {
	if start == "" {
		return time.Now
	}
	at, err := time.Parse(time.RFC3339, start)
	if err != nil {
		r.wrong("--clock is %q. Give a time such as 2026-03-02T09:00:00Z.", start)
		return time.Now
	}
	began := time.Now()
	return func() time.Time { return at.Add(time.Since(began)) }
}

// folderOf follows the name of a database in that of its folder.
const folderOf = ".files"

// sameFile reports whether two paths name one file, whether it exists or not.
func sameFile(a, b string) bool {
	a, err1 := filepath.Abs(a)
	b, err2 := filepath.Abs(b)
	return err1 == nil && err2 == nil && a == b
}

// reason is the system's words without the path, which is said beside them.
func reason(err error) error {
	var at *fs.PathError
	if errors.As(err, &at) {
		return at.Err
	}
	return err
}

// bullets lists joined errors, one a line.
func bullets(err error) string {
	return "  - " + strings.ReplaceAll(err.Error(), "\n", "\n  - ")
}
