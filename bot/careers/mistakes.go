package careers

import (
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
	"go.yaml.in/yaml/v3"
)

// What the parser says of a mistake, in Go's words.
var (
	yamlLine     = regexp.MustCompile(`^(?:yaml: )?line (\d+): (.*)$`)
	unknownField = regexp.MustCompile(`^field (.+) not found in type (\S+)$`)
	wrongKind    = regexp.MustCompile("(?s)^cannot unmarshal !!(\\w+)(?: `(.*)`)? into (\\S+)$")
	givenTwice   = regexp.MustCompile(`^mapping key "(.+)" already defined at line (\d+)$`)
)

// placed turns the parser's "line 5: …" into "file:5: …", and Go's words into an
// editor's. into is what the file was read into; nil: it is no YAML yet.
func placed(name string, err error, into any) error {
	lines := []string{err.Error()}
	var several *yaml.TypeError
	if errors.As(err, &several) {
		lines = several.Errors
	}
	known := map[string]reflect.Type{}
	if into != nil {
		typesIn(reflect.TypeOf(into), known)
	}
	var errs []error
	for _, l := range lines {
		line, said := "1", strings.TrimPrefix(l, "yaml: ")
		if m := yamlLine.FindStringSubmatch(l); m != nil {
			line, said = m[1], m[2]
		}
		errs = append(errs, fmt.Errorf("%s:%s: %s", name, line, plainly(said, known)))
	}
	return errors.Join(errs...)
}

// typesIn gathers the types that a file can be read into, by Go's names of them.
func typesIn(t reflect.Type, known map[string]reflect.Type) {
	if _, ok := known[t.String()]; ok {
		return
	}
	known[t.String()] = t
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Map:
		typesIn(t.Elem(), known)
	case reflect.Struct:
		for i := range t.NumField() {
			typesIn(t.Field(i).Type, known)
		}
	}
}

// fieldsOf is the names under which a struct's fields stand in a file.
func fieldsOf(t reflect.Type) (names []string) {
	if t == nil || t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		if name, _, _ := strings.Cut(t.Field(i).Tag.Get("yaml"), ","); name != "" && name != "-" {
			names = append(names, name)
		}
	}
	return names
}

// plainly says a mistake of the parser's as somebody who edits content needs it.
func plainly(said string, known map[string]reflect.Type) string {
	if m := unknownField.FindStringSubmatch(said); m != nil {
		fields := fieldsOf(known[m[2]])
		if len(fields) == 0 {
			return fmt.Sprintf("there is no field %q here", m[1])
		}
		near := slices.MinFunc(fields, func(a, b string) int {
			return levenshtein.ComputeDistance(m[1], a) - levenshtein.ComputeDistance(m[1], b)
		})
		if 2*levenshtein.ComputeDistance(m[1], near) <= len(near)+1 {
			return fmt.Sprintf("there is no field %q here; did you mean %q? There are: %s", m[1], near, strings.Join(fields, ", "))
		}
		return fmt.Sprintf("there is no field %q here; there are: %s", m[1], strings.Join(fields, ", "))
	}
	if m := wrongKind.FindStringSubmatch(said); m != nil {
		is := map[string]string{"seq": "a list", "map": "fields", "null": "nothing"}[m[1]]
		if is == "" {
			is = fmt.Sprintf("%q", m[2])
		}
		return fmt.Sprintf("%s is wanted here, not %s", wanted(known[m[3]]), is)
	}
	if m := givenTwice.FindStringSubmatch(said); m != nil {
		return fmt.Sprintf("%s stands here twice, first in line %s", m[1], m[2])
	}
	return said
}

// wanted says what a place in a file takes.
func wanted(t reflect.Type) string {
	if t == nil {
		return "something else"
	}
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Int64, reflect.Float64:
		return "a number"
	case reflect.Slice:
		return "a list"
	case reflect.Map:
		return "names with something under each"
	case reflect.Pointer:
		return wanted(t.Elem())
	}
	return fmt.Sprintf("a block with %s", strings.Join(fieldsOf(t), ", "))
}
