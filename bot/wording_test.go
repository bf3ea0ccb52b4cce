package bot_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sort"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"mentor/bot/bottest"
)

// wordings reads every wording of a language: its forms (one, other), by id.
func wordings(t *testing.T, lang string) map[string][]string {
	t.Helper()
	var files []string
	for _, pattern := range []string{"wording/*.", "features/*/wording/*.", "dialogue/wording/*."} {
		some, err := filepath.Glob(pattern + lang + ".yaml")
		if err != nil || len(some) == 0 {
			t.Fatal("no wording in ", lang, pattern, err)
		}
		files = append(files, some...)
	}
	all := map[string][]string{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var entries map[string]any
		if err := yaml.Unmarshal(text, &entries); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		for id, v := range entries {
			if all[id] != nil {
				t.Errorf("%s: %s is worded twice", file, id)
			}
			switch v := v.(type) {
			case string:
				all[id] = []string{v}
			case map[string]any:
				for _, form := range v {
					all[id] = append(all[id], form.(string))
				}
			default:
				t.Errorf("%s: %s is %T", file, id, v)
			}
		}
	}
	return all
}

var placeholder = regexp.MustCompile(`\{\{\s*\.(\w+)\s*\}\}`)

// slots are the placeholders of a wording. n may be missing from a form that says it in words.
func slots(forms []string) string {
	set := map[string]bool{}
	for _, f := range forms {
		for _, m := range placeholder.FindAllStringSubmatch(f, -1) {
			set[m[1]] = true
		}
	}
	var names []string
	for n := range set {
		if n != "n" || len(forms) == 1 {
			names = append(names, n)
		}
	}
	sort.Strings(names)
	return strings.Join(names, " ")
}

// use is a call that says a wording, with the placeholders it fills where they are written out.
type use struct {
	id, at string
	keys   []string
	all    bool // keys is all that is given
}

// saying is the functions that say a wording, and which argument its id is.
// Words takes the language first, and so do functions that take the turn.
var saying = map[string]int{"Say": 0, "Plain": 0, "plainIf": 1, "Problem": 0, "problem": 0, "Choice": 0, "choice": 0, "propose": 1, "FieldProblem": 1, "fieldProblem": 1}

// source reads which wordings the program says, and every string in it: ids
// that are put together begin with one that ends in a dot.
func source(t *testing.T) (uses []use, literals map[string]bool) {
	t.Helper()
	literals = map[string]bool{}
	set := token.NewFileSet()
	read := func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(set, path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					literals[s] = true
				}
			case *ast.CallExpr:
				name := ""
				switch f := n.Fun.(type) {
				case *ast.SelectorExpr:
					name = f.Sel.Name
					if words, ok := f.X.(*ast.SelectorExpr); ok && words.Sel.Name == "Words" {
						name = "" // asked for a language: checked by the literals alone
					}
				case *ast.Ident:
					name = f.Name
				}
				at, ok := saying[name]
				if !ok || len(n.Args) <= at {
					return true
				}
				id, ok := text(n.Args[at])
				if !ok || strings.HasPrefix(path, "..") || strings.HasPrefix(path, "answers") || strings.HasPrefix(path, "bottest") {
					return true
				}
				u := use{id: id, at: set.Position(n.Pos()).String(), all: !strings.EqualFold(name, "choice") && n.Ellipsis == token.NoPos}
				for i := at + 1; u.all && i < len(n.Args); i += 2 {
					key, ok := text(n.Args[i])
					u.all = ok
					u.keys = append(u.keys, key)
				}
				uses = append(uses, u)
			}
			return true
		})
		return nil
	}
	for _, dir := range []string{".", "../reminders", "../adapters", "../cmd"} {
		if err := filepath.WalkDir(dir, read); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return uses, literals
}

func text(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

// Everything the mentor says of itself is there in both languages, with the
// same placeholders, all of which are filled; and nothing is there for nobody.
func TestWording(t *testing.T) {
	en, fr := wordings(t, "en"), wordings(t, "fr")
	name := regexp.MustCompile(`^(?:command\.[a-z.]+|arg\.[a-z]+)\.name$`) // French names: the English one is the command or argument itself
	for id, forms := range en {
		switch {
		case fr[id] == nil:
			t.Errorf("%s is not worded in French", id)
		case slots(forms) != slots(fr[id]):
			t.Errorf("%s has the placeholders [%s] in English and [%s] in French", id, slots(forms), slots(fr[id]))
		}
	}
	for id := range fr {
		if en[id] == nil && !name.MatchString(id) {
			t.Errorf("%s is not worded in English", id)
		}
	}
	uses, literals := source(t)
	if len(uses) < 100 {
		t.Fatalf("only %d uses found", len(uses))
	}
	for _, u := range uses {
		if en[u.id] == nil {
			if !strings.HasSuffix(u.id, ".") {
				t.Errorf("%s: nobody worded %s", u.at, u.id)
			}
			continue
		}
		for _, slot := range strings.Fields(slots(en[u.id])) {
			if u.all && !slices.Contains(u.keys, slot) {
				t.Errorf("%s: %s is said without its %s", u.at, u.id, slot)
			}
		}
	}
	for id := range en {
		used := literals[id]
		for cut := id; !used && strings.Contains(cut, "."); {
			cut = cut[:strings.LastIndex(cut, ".")]
			used = literals[cut+"."]
		}
		if !used {
			t.Errorf("%s is worded and never said", id)
		}
	}
}

// Every command has its line of help and every argument its words, in both languages.
func TestCommandsAreWorded(t *testing.T) {
	x := bottest.NewTalker(t)
	en := wordings(t, "en")
	known := map[string]bool{}
	for _, s := range x.Bot.Specs() {
		for _, part := range []string{"short", "args", "examples", "name"} {
			known["command."+s.Name()+"."+part] = true
		}
		known["command."+s.Path[0]+".family"] = len(s.Path) > 1
		for _, part := range []string{"short", "examples"} {
			if en["command."+s.Name()+"."+part] == nil {
				t.Errorf("command.%s.%s is not worded", s.Name(), part)
			}
		}
		for _, a := range s.Args {
			known["arg."+a.Name] = true
			if en["arg."+a.Name] == nil {
				t.Errorf("arg.%s of %s is not worded", a.Name, s.Name())
			}
		}
		if len(s.Args) > 0 && en["command."+s.Name()+".args"] == nil {
			t.Errorf("command.%s.args is not worded", s.Name())
		}
	}
	for id := range en {
		if (strings.HasPrefix(id, "command.") && id != "command.unknown" || strings.HasPrefix(id, "arg.")) && !known[id] {
			t.Errorf("%s is worded for no command", id)
		}
	}
	// The examples of help are lines that the command itself understands.
	for _, lang := range []string{"en", "fr"} {
		for id, forms := range wordings(t, lang) {
			path, ok := strings.CutSuffix(strings.TrimPrefix(id, "command."), ".examples")
			if !ok {
				continue
			}
			for _, line := range strings.Split(forms[0], "\n") {
				if got, _, ok := x.Bot.LookUp(line); !ok || got.Name() != path {
					t.Errorf("%s: the example %q is the command %v", id, line, got)
				}
			}
		}
	}
}
