// Package training owns the lines from which the mentor learns to understand:
// the YAML files beside this one and the ask lines of the content, filled in
// and labelled. Only the generator of the model and tests import it; the
// program carries what was learned, not the lines.
package training

import (
	"embed"
	"fmt"
	"hash/fnv"
	"io/fs"
	"path"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"mentor/bot/answers"
	"mentor/bot/careers"
)

//go:embed *.yaml voices/*.yaml person/*.yaml
var files embed.FS

// entry is the lines under one key of a file.
type entry struct {
	careers.Lists `yaml:",inline"`
	Elliptical    careers.Lists `yaml:"elliptical"`
}

// Set is what there is to learn from.
type Set struct {
	Lines   []answers.Line
	Unknown []string // names of jobs that are not known
}

// Read labels every line of the training files and of the content.
func Read(c *careers.Content) (Set, error) {
	var s Set
	names, err := fs.Glob(files, "*.yaml")
	if err != nil {
		return s, err
	}
	parsed := map[string]map[string]entry{}
	for _, name := range names {
		data, err := files.ReadFile(name)
		if err != nil {
			return s, err
		}
		var entries map[string]entry
		if err := yaml.Unmarshal(data, &entries); err != nil {
			return s, fmt.Errorf("%s: %w", name, err)
		}
		parsed[name] = entries
		for _, list := range [][]string{entries["unknown_roles"].En, entries["unknown_roles"].Fr} {
			s.Unknown = append(s.Unknown, list...)
		}
	}
	f := newFiller(c, parsed)
	for _, name := range names {
		for _, key := range sorted(parsed[name]) {
			if key == "unknown_roles" {
				continue
			}
			e := parsed[name][key]
			for _, lang := range careers.Langs {
				for _, text := range e.In(lang) {
					for _, l := range label(strings.TrimSuffix(name, ".yaml"), key, text) {
						l.Lang = lang
						s.Lines = append(s.Lines, f.fill(l)...)
					}
				}
				for _, text := range e.Elliptical.In(lang) {
					s.Lines = append(s.Lines, f.fill(answers.Line{Text: text, Lang: lang, About: "ellipsis", Facet: key})...)
				}
			}
		}
	}
	if err := s.readVoices(c, f); err != nil {
		return s, err
	}
	s.Lines = append(s.Lines, contentLines(c)...)
	known := map[string]bool{}
	for _, x := range c.JobTitles() {
		for _, lang := range careers.Langs {
			for _, name := range append([]string{x.Name.In(lang)}, x.Aliases.In(lang)...) {
				known[answers.Fold(name)] = true
			}
		}
	}
	s.Unknown = slices.DeleteFunc(s.Unknown, func(name string) bool { return known[answers.Fold(name)] })
	return s, nil
}

// readVoices reads the messages of voices/: whole ones, as people write them.
func (s *Set) readVoices(c *careers.Content, f *filler) error {
	names, err := fs.Glob(files, "voices/*.yaml")
	if err != nil {
		return err
	}
	person, err := fs.Glob(files, "person/*.yaml")
	if err != nil {
		return err
	}
	for _, name := range append(names, person...) {
		data, err := files.ReadFile(name)
		if err != nil {
			return err
		}
		var entries map[string]careers.Lists
		if err := yaml.Unmarshal(data, &entries); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, key := range sorted(entries) {
			label, err := voiceLabel(c, path.Base(name), key)
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			for _, lang := range careers.Langs {
				for _, text := range entries[key].In(lang) {
					l := label
					l.Text, l.Lang = text, lang
					s.Lines = append(s.Lines, f.fill(l)...)
				}
			}
		}
	}
	return nil
}

// voiceLabel says what the messages under a key of voices/ are examples of: in
// LANG-facets-WHO.yaml of a side of the role that they name, in
// LANG-refusals-WHO.yaml of a reason to refuse, elsewhere of what the key says;
// in person/ of what is asked of the person.
func voiceLabel(c *careers.Content, file, key string) (answers.Line, error) {
	subject, rest, _ := strings.Cut(key, "/")
	_, role := c.Role(subject)
	_, topic := c.Topic(key)
	switch {
	case strings.HasPrefix(key, "me."):
		return answers.Line{About: key}, nil
	case strings.Contains(file, "-facets-"):
		if key == "next-role" {
			return answers.Line{About: "next", Facet: key}, nil
		}
		return answers.Line{About: "facet", Facet: key}, nil
	case strings.Contains(file, "-refusals-"):
		return answers.Line{About: "refuse:" + key}, nil
	case subject == "refuse", subject == "small":
		return answers.Line{About: subject + ":" + rest}, nil
	case subject == "paths":
		return answers.Line{About: "path", Facet: "path"}, nil
	case subject == "certification" && topic:
		return answers.Line{About: "cert"}, nil
	case (subject == "association" || subject == "term") && topic:
		return answers.Line{About: subject}, nil
	case !topic:
		return answers.Line{}, fmt.Errorf("%s is no topic", key)
	case role:
		return answers.Line{About: "role:" + subject, Facet: rest, Role: subject}, nil
	}
	return answers.Line{About: "topic:" + key}, nil
}

// label says what a line of a file is an example of.
func label(file, key, text string) []answers.Line {
	one := func(about, facet string) []answers.Line {
		return []answers.Line{{Text: text, About: about, Facet: facet}}
	}
	switch file {
	case "roles-chat":
		role, facet, _ := strings.Cut(key, "/")
		return []answers.Line{{Text: text, About: "role:" + role, Facet: facet, Role: role}}
	case "facets", "facets-more", "facets-chat":
		if file == "facets-more" && key == "next-role" {
			return one("next", key)
		}
		return one("facet", key)
	case "compare":
		return one("compare", "compare")
	case "paths", "compare-more":
		switch key {
		case "compare":
			return one("compare", "compare")
		case "paths", "path":
			return one("path", "path")
		case "next":
			return one("next", "next-role")
		}
		return one(key, "")
	case "followups", "followups-more", "followups-chat":
		return one("follow:"+key, "")
	case "smalltalk":
		return one("small:"+key, "")
	case "commands":
		switch key {
		case "compare":
			return one("compare", "compare")
		case "not_commands":
			return one("question", "")
		case "interview":
			if strings.Contains(text, "{role}") {
				return one("facet", "interview")
			}
			return one("command:interview", "")
		case "roadmap":
			switch {
			case strings.Contains(text, "{from}"):
				return one("path", "path")
			case strings.Contains(text, "{"):
				return one("roadmap-to", "")
			}
		}
		return one("command:"+key, "")
	case "topics-extra", "topics-more", "topics-chat":
		return one("topic:"+key, "")
	case "catalogue":
		return one(key, "")
	}
	return one("refuse:"+key, "")
}

// contentLines are the ask lines and descriptions of the content.
func contentLines(c *careers.Content) []answers.Line {
	var lines []answers.Line
	for _, r := range c.Roles() {
		for _, lang := range careers.Langs {
			for _, text := range r.Described.In(lang) {
				lines = append(lines, answers.Line{Text: text, Lang: lang, About: "role:" + r.ID, Facet: "overview", Role: r.ID})
			}
			for _, f := range c.Facets() {
				for _, text := range r.Facets[f.ID].Ask.In(lang) {
					lines = append(lines, answers.Line{Text: text, Lang: lang, About: "role:" + r.ID, Facet: f.ID, Role: r.ID})
				}
			}
		}
	}
	for _, s := range c.Subjects() {
		for _, name := range s.Order {
			for _, lang := range careers.Langs {
				for _, text := range s.Topics[name].Ask.In(lang) {
					lines = append(lines, answers.Line{Text: text, Lang: lang, About: "topic:" + s.ID + "/" + name})
				}
			}
		}
	}
	return lines
}

// filler puts names and values in the place of slots, the same ones every time
// for the same line.
type filler struct {
	roles, unknown, certs, terms, associations map[careers.Lang][]string
}

func newFiller(c *careers.Content, parsed map[string]map[string]entry) *filler {
	f := &filler{
		roles: map[careers.Lang][]string{}, unknown: map[careers.Lang][]string{}, certs: map[careers.Lang][]string{},
		terms: map[careers.Lang][]string{}, associations: map[careers.Lang][]string{},
	}
	for _, lang := range careers.Langs {
		for _, r := range c.Roles() {
			f.roles[lang] = append(f.roles[lang], strings.ToLower(r.Name.In(lang)))
			for i, a := range r.Aliases.In(lang) {
				if i < 6 {
					f.roles[lang] = append(f.roles[lang], a)
				}
			}
		}
		for _, x := range c.Certifications() {
			f.certs[lang] = append(f.certs[lang], strings.ToLower(x.Name))
			f.certs[lang] = append(f.certs[lang], x.Aliases...)
			if lang == careers.French {
				f.certs[lang] = append(f.certs[lang], x.AliasesFr...)
			}
		}
		for _, x := range c.Terms() {
			f.terms[lang] = append(f.terms[lang], strings.ToLower(x.Term))
			f.terms[lang] = append(f.terms[lang], x.Aliases...)
			if lang == careers.French {
				f.terms[lang] = append(f.terms[lang], x.AliasesFr...)
			}
		}
		for _, x := range c.Associations() {
			f.associations[lang] = append(f.associations[lang], strings.ToLower(x.Name))
			f.associations[lang] = append(f.associations[lang], x.Aliases...)
			if lang == careers.French {
				f.associations[lang] = append(f.associations[lang], x.AliasesFr...)
			}
		}
		for _, name := range sorted(parsed) {
			f.unknown[lang] = append(f.unknown[lang], parsed[name]["unknown_roles"].In(lang)...)
		}
	}
	return f
}

var values = map[string]map[careers.Lang][]string{
	"{goal}": {
		careers.English: {"finish the ga4 course", "get the aws cert", "speak at a meetup", "learn sql", "lead one project", "find a mentor", "write two articles", "join the iab"},
		careers.French:  {"finir la formation ga4", "passer la certif aws", "parler à un meetup", "apprendre sql", "piloter un projet", "trouver un mentor", "écrire deux articles", "rejoindre l'iab"},
	},
	"{n}": {careers.English: {"1", "2", "3", "4", "12"}, careers.French: {"1", "2", "3", "4", "12"}},
	"{horizon}": {
		careers.English: {"0-1", "1-3", "3-5", "this year", "the 1-3 year horizon", "five years"},
		careers.French:  {"0-1", "1-3", "3-5", "cette année", "l'horizon 1-3 ans", "cinq ans"},
	},
	"{date}": {
		careers.English: {"3 march 2026", "last friday", "yesterday", "2026-03-03", "june 4", "today"},
		careers.French:  {"3 mars 2026", "vendredi dernier", "hier", "03/03/2026", "4 juin", "aujourd'hui"},
	},
	"{date2}": {
		careers.English: {"10 april 2026", "next monday", "in two weeks", "2026-05-01"},
		careers.French:  {"10 avril 2026", "lundi prochain", "dans deux semaines", "01/05/2026"},
	},
	"{url}":      {careers.English: {"https://example.com/badge/1"}, careers.French: {"https://example.com/badge/1"}},
	"{when}":     {careers.English: {"every monday 9am", "monthly", "fridays at 16:00", "the first tuesday"}, careers.French: {"tous les lundis à 9h", "chaque mois", "le vendredi à 16h", "le premier mardi"}},
	"{duration}": {careers.English: {"two weeks", "a month", "3 days"}, careers.French: {"deux semaines", "un mois", "3 jours"}},
	"{zone}":     {careers.English: {"europe/paris", "new york", "utc"}, careers.French: {"europe/paris", "montréal", "utc"}},
	"{language}": {careers.English: {"english", "french"}, careers.French: {"anglais", "français"}},
	"{words}":    {careers.English: {"google cloud", "privacy", "tableau"}, careers.French: {"google cloud", "vie privée", "tableau"}},
	"{code}":     {careers.English: {"k7xq2p"}, careers.French: {"k7xq2p"}},
	"{command}":  {careers.English: {"goal", "schedule", "cert", "quiz"}, careers.French: {"goal", "schedule", "cert", "quiz"}},
}

// fill makes lines of one template: two where it has slots, one where not.
func (f *filler) fill(l answers.Line) []answers.Line {
	if !strings.Contains(l.Text, "{") {
		return []answers.Line{l}
	}
	var out []answers.Line
	turns := 2
	if l.About == "facet" {
		turns = 1 // there are enough of these
	}
	for turn := range turns {
		h := fnv.New32a()
		fmt.Fprintf(h, "%s %d", l.Text, turn)
		n := int(h.Sum32() >> 1)
		next := func(list []string, step int) string {
			if len(list) == 0 {
				return ""
			}
			return list[(n+step*7919)%len(list)]
		}
		filled := l
		for i, slot := range []string{"{role}", "{a}", "{b}", "{c}", "{from}", "{to}"} {
			filled.Text = strings.ReplaceAll(filled.Text, slot, next(f.roles[l.Lang], i))
		}
		for i, slot := range []string{"{x}", "{y}"} {
			filled.Text = strings.ReplaceAll(filled.Text, slot, next(f.unknown[l.Lang], i))
		}
		filled.Text = strings.ReplaceAll(filled.Text, "{cert}", next(f.certs[l.Lang], 0))
		filled.Text = strings.ReplaceAll(filled.Text, "{term}", next(f.terms[l.Lang], 0))
		filled.Text = strings.ReplaceAll(filled.Text, "{association}", next(f.associations[l.Lang], 0))
		for slot, by := range values {
			if strings.Contains(filled.Text, slot) {
				filled.Text = strings.ReplaceAll(filled.Text, slot, next(by[l.Lang], 0))
			}
		}
		filled.Group = l.Text
		out = append(out, filled)
	}
	return out
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
