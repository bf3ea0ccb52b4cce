package codec

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"mentor/bot"
)

// Every type behind bot.Body and bot.Block can be stored, also one added later.
func TestSealedTypesAreKnown(t *testing.T) {
	files, err := filepath.Glob("../../bot/*.go")
	if err != nil {
		t.Fatal(err)
	}
	found := 0
	for _, name := range files {
		f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || (fn.Name.Name != "body" && fn.Name.Name != "block") {
				continue
			}
			found++
			name := fn.Recv.List[0].Type.(*ast.Ident).Name
			if bodies[name] == nil && blocks[name] == nil {
				t.Errorf("bot.%s cannot be stored: add it in codec.go", name)
			}
		}
	}
	if found != len(bodies)+len(blocks) {
		t.Errorf("bot has %d sealed types, codec.go %d", found, len(bodies)+len(blocks))
	}
}

// invent fills a value with anything that can stand in it.
func invent(r *rand.Rand, v reflect.Value, depth int) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(time.UnixMilli(r.Int64N(4e12)).UTC()))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(text(r))
	case reflect.Bool:
		v.SetBool(r.IntN(2) == 0)
	case reflect.Int, reflect.Int64:
		v.SetInt(r.Int64() >> r.IntN(64))
	case reflect.Float64:
		v.SetFloat(r.NormFloat64())
	case reflect.Uint8:
		v.SetUint(uint64(r.IntN(256)))
	case reflect.Slice:
		if n := r.IntN(4); n > 0 && depth < 8 {
			v.Set(reflect.MakeSlice(v.Type(), n, n))
			for i := range n {
				invent(r, v.Index(i), depth+1)
			}
		}
	case reflect.Array:
		for i := range v.Len() {
			invent(r, v.Index(i), depth+1)
		}
	case reflect.Map:
		if n := r.IntN(4); n > 0 {
			v.Set(reflect.MakeMap(v.Type()))
			for range n {
				key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
				invent(r, key, depth+1)
				invent(r, value, depth+1)
				v.SetMapIndex(key, value)
			}
		}
	case reflect.Pointer:
		if r.IntN(2) == 0 {
			v.Set(reflect.New(v.Type().Elem()))
			invent(r, v.Elem(), depth+1)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			invent(r, v.Field(i), depth+1)
		}
	case reflect.Interface:
		var types []reflect.Type
		if v.Type() == reflect.TypeFor[bot.Body]() {
			types = list(bodies)
		} else {
			types = list(blocks)
		}
		one := reflect.New(types[r.IntN(len(types))]).Elem()
		invent(r, one, depth+1)
		v.Set(one)
	default:
		panic("no way to invent " + v.Type().String())
	}
}

func list[I any](s sealed[I]) (types []reflect.Type) {
	for _, name := range slices.Sorted(maps.Keys(s)) { // so that a seed gives the same each time
		types = append(types, s[name])
	}
	return types
}

func text(r *rand.Rand) string {
	pieces := []string{"", "a", "é", "\x00", "\"", "\\", "<@U1>", "\u202e", "🚀", "\n", "&", "\u2028", "$1", "'; --", "\ufffd"}
	var b strings.Builder
	for range r.IntN(5) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

// What is stored comes back as it was.
func FuzzRoundTrip(f *testing.F) {
	for seed := range uint64(200) {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, seed uint64) {
		r := rand.New(rand.NewPCG(seed, 1))
		var ev bot.Event
		invent(r, reflect.ValueOf(&ev).Elem(), 0)
		raw, err := EncodeEvent(ev)
		if err != nil {
			t.Fatal(err)
		}
		back, err := DecodeEvent(raw)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(ev, back); diff != "" {
			t.Fatalf("event (- before, + after):\n%s", diff)
		}
		var reply bot.Reply
		invent(r, reflect.ValueOf(&reply).Elem(), 0)
		if raw, err = EncodeReply(reply); err != nil {
			t.Fatal(err)
		}
		backReply, err := DecodeReply(raw)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(reply, backReply); diff != "" {
			t.Fatalf("reply (- before, + after):\n%s", diff)
		}
	})
}

// No bytes in a row bring the program down.
func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"Body":{"type":"Message","value":{"Text":"x"}}}`))
	f.Add([]byte(`{"Blocks":[{"type":"Nothing"}]}`))
	f.Add([]byte(`{"Body":{"type":"Press","value":7}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		DecodeEvent(raw)
		DecodeReply(raw)
	})
}

func TestInvalidTextIsMadeValid(t *testing.T) {
	raw, err := EncodeEvent(bot.Event{Body: bot.Message{Text: "a\xffb"}})
	if err != nil {
		t.Fatal(err)
	}
	ev, err := DecodeEvent(raw)
	if err != nil {
		t.Fatal(err)
	}
	if got := ev.Body.(bot.Message).Text; got != "a\ufffdb" {
		t.Errorf("got %q", got)
	}
}
