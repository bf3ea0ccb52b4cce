package bot

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// Verb is what a choice does: an action with a value of a type. T is a string,
// an integer, or a struct of them, whose fields are written one after the
// other. This is the one way in which values become text and text values: for
// choices, for undo, and for what the next words answer. The text of a verb
// never changes, since buttons outlive versions.
type Verb[T any] struct {
	Name string
	// Between is what stands between the fields of T, a character for each gap;
	// the last one stands in all further gaps. Only the last field may hold it.
	Between string
}

// Call is a verb with its value as text, as a Choice carries it.
type Call struct{ Action, Value string }

// String is the call as a conversation keeps it: "ACTION:VALUE".
func (c Call) String() string { return c.Action + ":" + c.Value }

// ParseCall reads what String wrote.
func ParseCall(s string) Call {
	action, value, _ := strings.Cut(s, ":")
	return Call{action, value}
}

// With is the call with words that a person typed after its value.
func (c Call) With(words string) Call { return Call{c.Action, c.Value + " " + words} }

// Fits reports whether a button can carry the call.
func (c Call) Fits() bool { return len(c.Action)+len(c.Value) <= MaxChoiceBytes }

// Of is the call of a verb with a value.
func (v Verb[T]) Of(arg T) Call { return Call{v.Name, v.write(arg)} }

// Choice is the verb with a value, to be taken under a label.
func (v Verb[T]) Choice(label string, arg T) Choice {
	return Choice{Label: label, Action: v.Name, Value: v.write(arg)}
}

// On answers a verb. A value that is no T comes from a version that is gone.
func On[T any](v Verb[T], f func(*Turn, T) (Reply, error)) PressFunc {
	return func(t *Turn, value string) (Reply, error) {
		arg, err := v.Read(value)
		if err != nil {
			return t.Stale(), nil
		}
		return f(t, arg)
	}
}

func (v Verb[T]) write(arg T) string {
	x := reflect.ValueOf(arg)
	if x.Kind() != reflect.Struct {
		return fmt.Sprint(arg)
	}
	n := x.NumField()
	for n > 1 && x.Field(n-1).Kind() == reflect.String && x.Field(n-1).Len() == 0 {
		n-- // what is not said yet leaves no gap behind
	}
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(v.gap(i - 1))
		}
		fmt.Fprint(&b, x.Field(i).Interface())
	}
	return b.String()
}

// Read reads a value; fields that are missing at its end are zero.
func (v Verb[T]) Read(value string) (arg T, err error) {
	x := reflect.ValueOf(&arg).Elem()
	if x.Kind() != reflect.Struct {
		return arg, set(x, value)
	}
	for i := range x.NumField() {
		field, rest := value, ""
		if i < x.NumField()-1 {
			field, rest, _ = strings.Cut(value, string(v.gap(i)))
		}
		if err := set(x.Field(i), field); err != nil {
			return arg, fmt.Errorf("%s: %w", v.Name, err)
		}
		value = rest
	}
	return arg, nil
}

func (v Verb[T]) gap(i int) byte {
	between := v.Between
	if between == "" {
		between = ":"
	}
	return between[min(i, len(between)-1)]
}

func set(x reflect.Value, s string) error {
	switch x.Kind() {
	case reflect.String:
		x.SetString(s)
	case reflect.Int, reflect.Int64:
		if s == "" {
			return nil
		}
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return err
		}
		x.SetInt(n)
	default:
		return fmt.Errorf("a verb cannot carry %s", x.Type())
	}
	return nil
}
