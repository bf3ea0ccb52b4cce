package db

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var placeholder = regexp.MustCompile(`\$(\d+)`)

// The driver binds arguments in the order in which placeholders first appear,
// whatever their numbers say: `SET a = $2 WHERE id = $1` would change nothing,
// without an error.
func TestPlaceholdersAreInOrder(t *testing.T) {
	for _, s := range texts(t) {
		next := 1
		for _, m := range placeholder.FindAllStringSubmatch(s, -1) {
			n, _ := strconv.Atoi(m[1])
			if n > next {
				t.Errorf("$%d comes before $%d in:\n%s", n, next, s)
			}
			next = max(next, n+1)
		}
		if strings.Contains(s, "?") {
			t.Errorf("a placeholder without a number in:\n%s", s)
		}
	}
}

// What only SQLite takes would keep a store on PostgreSQL from sharing the
// texts; reading the schema is each database's own.
func TestStatementsArePortable(t *testing.T) {
	sqliteOnly := regexp.MustCompile(`(?i)INSERT OR|REPLACE INTO|IFNULL|GROUP_CONCAT|DATETIME\(|STRFTIME|\bGLOB\b|\bROWID\b|==|AUTOINCREMENT|LAST_INSERT|"`)
	for _, s := range statements {
		if m := sqliteOnly.FindString(s); m != "" && !strings.Contains(s, "sqlite_master") {
			t.Errorf("%s is SQLite's own in:\n%s", m, s)
		}
	}
}

// Every statement runs on the schema as it is, and none that returns rows is
// given to exec: the driver would leave it running.
func TestStatementsFitTheSchema(t *testing.T) {
	d := open(t)
	c := <-d.readers
	defer func() { d.readers <- c }()
	c, err := d.connect(false)
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range statements {
		if strings.Contains(s, "SAVEPOINT") {
			continue
		}
		if _, err := c.prepared(statement{n: i, text: s}); err != nil {
			t.Errorf("%v in:\n%s", err, s)
		}
	}
}

// texts gives every SQL text of the package: those that are registered, and
// those that its source has otherwise.
func texts(t *testing.T) []string {
	list := slices.Clone(statements)
	verb := regexp.MustCompile(`^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\s`)
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				if fn, ok := call.Fun.(*ast.Ident); ok && fn.Name == "register" {
					return false // counted already, with its columns put in
				}
			}
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if s, _ := strconv.Unquote(lit.Value); verb.MatchString(s) {
					list = append(list, s)
				}
			}
			return true
		})
	}
	if len(list) == len(statements) {
		t.Error("no text found in the source: the test reads the wrong files")
	}
	return list
}

// exec must not be given a statement that returns rows.
func TestExecReturnsNoRows(t *testing.T) {
	returning := map[string]bool{}
	files, _ := os.ReadDir(".")
	var trees []*ast.File
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		trees = append(trees, tree)
		ast.Inspect(tree, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				if call, ok := spec.Values[0].(*ast.CallExpr); ok {
					returning[spec.Names[0].Name] = rows(call)
				}
			}
			return true
		})
	}
	calls := 0
	for _, tree := range trees {
		ast.Inspect(tree, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			arg, isName := call.Args[0].(*ast.Ident)
			if ok && isName && slices.Contains([]string{"exec", "must", "insert"}, method.Sel.Name) {
				calls++
				if returning[arg.Name] {
					t.Errorf("exec is given %s, which returns rows", arg.Name)
				}
			}
			return true
		})
	}
	if calls < 20 {
		t.Errorf("only %d calls found: the test reads the wrong files", calls)
	}
}

// rows reports whether a registered text returns rows.
func rows(call *ast.CallExpr) (yes bool) {
	if fn, ok := call.Fun.(*ast.Ident); !ok || fn.Name != "register" {
		return false
	}
	ast.Inspect(call, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			s, _ := strconv.Unquote(lit.Value)
			yes = yes || strings.HasPrefix(s, "SELECT") || strings.Contains(s, "RETURNING")
		}
		return true
	})
	return yes
}
