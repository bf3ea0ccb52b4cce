package main

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// listed is what `go list -json` says of a package.
type listed struct {
	ImportPath   string
	Standard     bool
	Imports      []string
	TestImports  []string
	XTestImports []string
}

// base is what a base feature may import: no other feature. Composed ones may
// import base ones besides. tested is what their tests may.
var (
	base   = []string{"bot", "bot/actions", "bot/people", "bot/language", "bot/say", "bot/zones", "bot/plainwords", "bot/dialogue", "bot/answers", "bot/careers", "bot/picture", "bot/advice"}
	tested = []string{"bot/bottest", "bot/features", "reminders", "reminders/..."}
)

// allowed says which of our own packages each may import, by the first
// pattern that fits. Imports run one way: cmd → adapters, reminders, db → bot
// → answers → careers.
var allowed = []struct {
	pkg  string
	may  []string
	test []string // in tests besides
}{
	{"cmd/...", []string{"..."}, nil},
	{"adapters/adaptertest", []string{"bot", "bot/people", "bot/inbox"}, nil},
	{"adapters/lanes", nil, nil}, // what adapters share, and no platform's
	{"adapters/backoff", nil, nil},
	{"adapters/slack/slackfake/...", []string{"adapters/slack/slackfake/..."}, nil},
	{"adapters/discord/discordfake/...", []string{"adapters/discord/discordfake/..."}, nil},
	{"adapters/slack/richtext", nil, nil},
	{"adapters/slack", []string{"bot", "bot/people", "bot/careers", "adapters/lanes", "adapters/backoff", "adapters/slack/richtext"}, []string{"adapters/slack/slackfake", "adapters/adaptertest", "bot/..."}},
	{"adapters/discord", []string{"bot", "bot/people", "bot/careers", "adapters/lanes", "adapters/backoff"}, []string{"adapters/discord/discordfake", "adapters/adaptertest", "bot/..."}},
	{"adapters/terminal", []string{"bot", "bot/people", "bot/careers"}, []string{"adapters/adaptertest", "bot/..."}},
	{"adapters/...", []string{"bot", "bot/...", "adapters/..."}, nil}, // benches
	{"reminders/...", []string{"bot", "bot/people", "bot/language", "reminders/..."}, []string{"bot/...", "db/..."}},
	{"db/...", []string{"bot", "bot/people", "reminders", "db/..."}, []string{"bot/..."}},
	{"bot/bottest", []string{"bot/...", "reminders"}, nil}, // for tests only
	{"bot/bottest/memory", []string{"bot", "bot/people", "db/codec", "db/rules", "reminders"}, []string{"db/dbtest"}},
	{"bot/language", nil, []string{"bot/answers"}}, // the leaf; a test compares Fold
	{"bot/careers/...", []string{"bot/careers/..."}, []string{"bot/answers"}},
	{"bot/answers/train", []string{"bot/careers", "bot/answers/...", "bot/wishes/spans"}, nil},
	{"bot/answers/...", []string{"bot/careers", "bot/answers/..."}, nil},
	{"bot/picture", nil, nil},
	{"bot/inbox", []string{"bot", "bot/people"}, []string{"bot/bottest"}},
	{"bot/safety", nil, nil},
	{"bot/safety/train", []string{"bot/safety", "bot/wishes/spans"}, nil},
	{"bot/understanding/pattern", []string{"bot/language"}, nil},
	{"bot/understanding/known", []string{"bot/careers", "bot/language", "bot/understanding"}, nil},
	{"bot/understanding/own", []string{"bot", "bot/language"}, nil},
	{"bot/understanding/pasted", []string{"bot/people", "bot/language"}, nil},
	{"bot/understanding/repair", nil, nil},
	{"bot/understanding/rival", []string{"bot/language", "bot/understanding/grammar"}, nil},
	{"bot/understanding/memo", nil, nil},
	{"bot/understanding/mistake", []string{"bot", "bot/people", "bot/language", "bot/understanding/grammar", "bot/understanding/values"}, nil},
	{"bot/understanding/title", []string{"bot/language", "bot/understanding/grammar"}, nil},
	{"bot/understanding/values", []string{"bot", "bot/language"}, nil},
	{"bot/understanding", []string{"bot", "bot/people", "bot/careers", "bot/language", "bot/wishes", "bot/wishes/spans", "bot/understanding/grammar", "bot/understanding/memo", "bot/understanding/mistake", "bot/understanding/own", "bot/understanding/pasted", "bot/understanding/pattern", "bot/understanding/repair", "bot/understanding/rival", "bot/understanding/title", "bot/understanding/values"}, nil},
	{"bot/understanding/grammar", []string{"bot", "bot/people", "bot/language", "bot/understanding/pattern"}, nil},
	{"bot/wishes", []string{"bot/language"}, nil},
	{"bot/wishes/spans", nil, nil},
	{"bot/wishes/spans/train", []string{"bot", "bot/...", "reminders"}, nil},
	{"bot/wishes/train", []string{"bot", "bot/...", "reminders"}, nil},
	{"bot/people", []string{"bot/careers", "bot/language"}, nil},
	{"bot/features", []string{"bot", "bot/features/...", "bot/dialogue"}, nil},
	{"bot/features/goals", base, tested},
	{"bot/features/certs", base, tested},
	{"bot/features/schedules", base, tested},
	{"bot/features/profile", base, tested},
	{"bot/features/...", append([]string{"bot/features/goals", "bot/features/certs", "bot/features/schedules", "bot/features/profile"}, base...), tested},
	{"bot/dialogue", []string{"bot", "bot/people", "bot/language", "bot/say", "bot/zones", "bot/plainwords", "bot/answers", "bot/careers", "bot/wishes"}, tested},
	{"bot/plainwords", []string{"bot", "bot/people", "bot/say", "bot/language", "bot/answers", "bot/careers"}, tested},
	{"bot/advice", []string{"bot", "bot/people", "bot/careers", "bot/plainwords"}, []string{"bot/features/growth"}}, // pure: what is advised from what is known
	{"bot/zones", []string{"bot", "bot/people", "bot/say", "bot/careers"}, nil},
	{"bot/say", []string{"bot", "bot/people", "bot/careers"}, nil},
	{"bot", []string{"bot/people", "bot/answers", "bot/careers", "bot/language", "bot/picture", "bot/safety"}, []string{"bot/bottest", "bot/features", "reminders", "reminders/..."}},
}

// owners says who alone may import a library, so that a technology stays in
// the package that is named for it.
var owners = map[string][]string{
	"github.com/slack-go/slack":     {"adapters/slack/..."},
	"github.com/bwmarrin/discordgo": {"adapters/discord/..."},
	"database/sql":                  {"db/...", "cmd/bot (test)"}, // the scripts make databases that are wrong
	"github.com/mattn/go-sqlite3":   {"db/..."},
	"github.com/robfig/cron/v3":     {"reminders/..."},
	"github.com/ergochat/readline":  {"adapters/terminal"},
}

// TestImportsRunOneWay holds the house's plan: which package may know which.
func TestImportsRunOneWay(t *testing.T) {
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports,TestImports,XTestImports", "mentor/...").Output()
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; n++ {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		pkg := strings.TrimPrefix(p.ImportPath, "mentor/")
		rule := slices.IndexFunc(allowed, func(a struct {
			pkg  string
			may  []string
			test []string
		}) bool {
			return fits(a.pkg, pkg)
		})
		if rule < 0 {
			t.Errorf("%s stands outside of the house: add it to the plan above, or move it", pkg)
			continue
		}
		a := allowed[rule]
		for _, to := range p.Imports {
			check(t, pkg, to, a.may)
		}
		for _, to := range append(p.TestImports, p.XTestImports...) {
			check(t, pkg+" (test)", to, append(append([]string{pkg}, a.may...), a.test...))
		}
	}
	if n < 10 {
		t.Fatalf("only %d packages were listed", n)
	}
}

func check(t *testing.T, pkg, to string, may []string) {
	t.Helper()
	if own, ok := strings.CutPrefix(to, "mentor/"); ok {
		if !slices.ContainsFunc(may, func(pattern string) bool { return fits(pattern, own) }) {
			t.Errorf("%s imports %s: imports run one way", pkg, own)
		}
		return
	}
	for lib, who := range owners {
		if (to == lib || strings.HasPrefix(to, lib+"/")) && !slices.ContainsFunc(who, func(pattern string) bool { return pattern == pkg || fits(pattern, strings.TrimSuffix(pkg, " (test)")) }) {
			t.Errorf("%s imports %s, which belongs to %s alone", pkg, to, strings.Join(who, ", "))
		}
	}
}

// fits reports whether a package is the pattern, or below one that ends in "...".
func fits(pattern, pkg string) bool {
	if pattern == "..." {
		return true
	}
	if below, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == below || strings.HasPrefix(pkg, below+"/")
	}
	return path.Clean(pattern) == pkg
}

// TestPicturesAreDrawnByAdapters: what is said to be shown is data until an
// adapter shows it, so that no transaction and no words wait for a drawing.
func TestPicturesAreDrawnByAdapters(t *testing.T) {
	draws := regexp.MustCompile(`\.Draw\(\)`)
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file := strings.TrimPrefix(filepath.ToSlash(path), "../../")
		if strings.HasPrefix(file, "adapters/") || strings.HasPrefix(file, "bot/picture/") || file == "bot/reply.go" {
			return nil
		}
		source, err := os.ReadFile(path)
		if draws.Match(source) {
			t.Errorf("%s draws a picture", file)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
