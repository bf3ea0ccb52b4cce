package answers_test

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"go.yaml.in/yaml/v3"

	"mentor/bot/answers"
)

// normal brings a question to its words, so that spelling it a little
// differently does not hide it.
func normal(s string) string {
	return strings.Join(strings.FieldsFunc(answers.Fold(s), func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

func digest(s string) string {
	h := sha256.Sum256([]byte(normal(s)))
	return hex.EncodeToString(h[:])[:16]
}

// The development questions are for measuring. None of them may be in what the
// mentor learns from, nor in its code: only their hashes are kept here.
func TestNoDevelopmentQuestionIsLearned(t *testing.T) {
	data, err := os.ReadFile("testdata/development.sha256")
	if err != nil {
		t.Fatal(err)
	}
	held := map[string]bool{}
	for _, h := range strings.Fields(string(data)) {
		held[h] = true
	}
	if len(held) < 100 {
		t.Fatalf("only %d hashes", len(held))
	}
	looked := 0
	look := func(where, s string) {
		looked++
		if held[digest(s)] {
			t.Errorf("%s holds a development question: %q", where, s)
		}
	}
	for _, root := range []string{"training", "../careers/content"} {
		walk(t, root, ".yaml", func(path string, data []byte) {
			var doc yaml.Node
			if err := yaml.Unmarshal(data, &doc); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			scalars(&doc, func(n *yaml.Node) { look(path+":"+strconv.Itoa(n.Line), n.Value) })
		})
	}
	walk(t, "..", ".go", func(path string, data []byte) {
		f, err := parser.ParseFile(token.NewFileSet(), path, data, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, err := strconv.Unquote(lit.Value); err == nil {
					for _, l := range strings.Split(s, "\n") {
						look(path, l)
					}
				}
			}
			return true
		})
		for _, g := range f.Comments {
			look(path, g.Text())
		}
	})
	walk(t, "testdata", ".jsonl", func(path string, data []byte) {
		for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			var q struct {
				Q     string   `json:"q"`
				After []string `json:"after"`
			}
			if err := json.Unmarshal([]byte(l), &q); err != nil {
				t.Fatal(err)
			}
			look(path, q.Q)
		}
	})
	if looked < 10_000 {
		t.Fatalf("looked at %d strings only", looked)
	}
}

// The questions that are measured must not be learned from either, or their
// figures say nothing. Up to three words ("et les certifs ?") are anybody's.
func TestNoMeasuredQuestionIsLearned(t *testing.T) {
	from := map[string]string{}
	walk(t, "testdata", ".jsonl", func(path string, data []byte) {
		for _, l := range strings.Split(strings.TrimSpace(string(data)), "\n") {
			var q struct {
				Q string `json:"q"`
			}
			if err := json.Unmarshal([]byte(l), &q); err != nil {
				t.Fatal(err)
			}
			from[digest(q.Q)] = path
		}
	})
	if len(from) < 600 {
		t.Fatalf("only %d questions", len(from))
	}
	for _, root := range []string{"training", "../careers/content"} {
		walk(t, root, ".yaml", func(path string, data []byte) {
			var doc yaml.Node
			if err := yaml.Unmarshal(data, &doc); err != nil {
				t.Fatalf("%s: %v", path, err)
			}
			scalars(&doc, func(n *yaml.Node) {
				if set := from[digest(n.Value)]; set != "" && len(strings.Fields(normal(n.Value))) > 3 {
					t.Errorf("%s:%d is a question of %s: %q", path, n.Line, set, n.Value)
				}
			})
		})
	}
}

func walk(t *testing.T, root, ext string, visit func(path string, data []byte)) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ext {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		visit(path, data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func scalars(n *yaml.Node, visit func(*yaml.Node)) {
	if n.Kind == yaml.ScalarNode {
		visit(n)
	}
	for _, c := range n.Content {
		scalars(c, visit)
	}
}
