package bot

import (
	"embed"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"github.com/nicksnyder/go-i18n/v2/i18n"
	"go.yaml.in/yaml/v3"
	"golang.org/x/text/language"

	"mentor/bot/careers"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wordingFiles embed.FS

// Words is everything that the mentor says of itself, by id, in every
// language: wording/NAME.LANG.yaml in the format of go-i18n. What it says of
// careers is content.
type Words struct {
	bundle *i18n.Bundle
	by     map[people.Lang]*i18n.Localizer
}

// NewWords reads the core's and the features' wording, and over it the files
// of layers (an organisation's wording), if any.
func NewWords(features []Feature, layers ...fs.FS) (*Words, error) {
	all := []fs.FS{wordingFiles}
	for _, f := range features {
		if f.Wording != nil {
			all = append(all, f.Wording)
		}
	}
	w := &Words{bundle: i18n.NewBundle(language.English), by: map[people.Lang]*i18n.Localizer{}}
	w.bundle.RegisterUnmarshalFunc("yaml", yaml.Unmarshal)
	for _, layer := range append(all, layers...) {
		names, err := fs.Glob(layer, "*.yaml")
		if err != nil {
			return nil, err
		}
		within, err := fs.Glob(layer, "wording/*.yaml")
		if err != nil {
			return nil, err
		}
		names = append(names, within...)
		for _, name := range names {
			text, err := fs.ReadFile(layer, name)
			if err != nil {
				return nil, fmt.Errorf("wording: %w", err)
			}
			if strings.HasSuffix(name, "."+string(careers.French)+".yaml") {
				text = []byte(careers.Typeset(string(text))) // before people's words are in it
			}
			if _, err := w.bundle.ParseMessageFileBytes(text, path.Base(name)); err != nil {
				return nil, fmt.Errorf("wording: %s: %w", name, err)
			}
		}
	}
	for _, lang := range careers.Langs {
		w.by[lang] = i18n.NewLocalizer(w.bundle, string(lang))
	}
	return w, nil
}

// Say gives the wording id in lang. kv is the names of its placeholders and
// their values in turn: a string or an error is escaped, Markup and numbers go
// in as they are; the value of "n" chooses the plural form. An id that is
// missing is a bug: it comes back in brackets, and a test looks for it.
func (w *Words) Say(lang people.Lang, id string, kv ...any) Markup {
	data := make(map[string]any, len(kv)/2)
	var plural any
	for i := 0; i+1 < len(kv); i += 2 {
		name := kv[i].(string)
		switch v := kv[i+1].(type) {
		case string:
			data[name] = string(Escape(v))
		case Markup:
			data[name] = string(v)
		case int:
			data[name] = strconv.Itoa(v)
			if name == "n" {
				plural = v
			}
		default:
			data[name] = string(Escape(fmt.Sprint(v)))
		}
	}
	return Markup(w.localize(lang, id, data, plural))
}

// Plain gives the wording id as plain text, for buttons, titles and labels.
// Strings go in cleaned, not escaped.
func (w *Words) Plain(lang people.Lang, id string, kv ...any) string {
	data := make(map[string]any, len(kv)/2)
	var plural any
	for i := 0; i+1 < len(kv); i += 2 {
		name := kv[i].(string)
		if n, ok := kv[i+1].(int); ok && name == "n" {
			plural = n
		}
		data[name] = Clean(fmt.Sprint(kv[i+1]))
	}
	return w.localize(lang, id, data, plural)
}

func (w *Words) localize(lang people.Lang, id string, data map[string]any, plural any) string {
	l, ok := w.by[lang]
	if !ok {
		l = w.by[careers.English]
	}
	s, err := l.Localize(&i18n.LocalizeConfig{MessageID: id, TemplateData: data, PluralCount: plural})
	if err != nil {
		return "[" + id + "]"
	}
	return s
}

// Has reports whether lang has its own wording of id.
func (w *Words) Has(lang people.Lang, id string) bool {
	_, tag, err := w.by[lang].LocalizeWithTag(&i18n.LocalizeConfig{MessageID: id, TemplateData: map[string]any{}, PluralCount: 2})
	if err != nil {
		return false
	}
	base, _ := tag.Base()
	return base.String() == string(lang)
}
