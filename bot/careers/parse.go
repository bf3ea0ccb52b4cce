package careers

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"reflect"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"
)

// read takes one file into c; its name says what is in it.
func (c *Content) read(name string, data []byte) error {
	f, err := open(name, data)
	if err != nil {
		return err
	}
	switch dir := path.Dir(name); {
	case dir == "roles":
		return c.readRole(f)
	case dir == "topics":
		return c.readSubject(f)
	case dir != ".":
		return fmt.Errorf("%s: content lies in roles/, topics/ and the top folder, not in %s/", name, dir)
	}
	switch base := path.Base(name); base {
	case "facets.yaml":
		return into(f, "facets", &c.facets, func(x *Facet) string { return x.ID }, c, "facet/")
	case "ladders.yaml":
		return into(f, "ladders", &c.ladders, func(x *Ladder) string { return x.ID }, c, "ladder/")
	case "certifications.yaml":
		return into(f, "certifications", &c.certifications, func(x *Certification) string { return x.ID }, c, "certification/")
	case "associations.yaml":
		return into(f, "associations", &c.associations, func(x *Association) string { return x.ID }, c, "association/")
	case "glossary.yaml":
		return into(f, "terms", &c.terms, func(x *Term) string { return x.ID }, c, "term/")
	case "titles.yaml":
		return into(f, "titles", &c.titles, func(x *JobTitle) string { return x.ID }, c, "title/")
	case "proposals.yaml":
		return into(f, "proposals", &c.proposals, func(x *Proposal) string { return x.ID }, c, "proposal/")
	case "skills.yaml":
		return into(f, "skills", &c.skills, func(x *Skill) string { return x.ID }, c, "skill/")
	case "skillsets.yaml":
		return into(f, "skillsets", &c.skillsets, func(x *SkillSet) string { return x.ID }, c, "skillset/")
	case "goalkinds.yaml":
		return into(f, "goalkinds", &c.goalKinds, func(x *GoalKind) string { return x.ID }, c, "goalkind/")
	case "sources.yaml":
		return into(f, "sources", &c.sources, func(x *Source) string { return x.ID }, c, "source/")
	case "quiz.yaml":
		return c.readQuiz(f)
	case "speech.yaml":
		return c.readSpeech(f)
	default:
		return fmt.Errorf("%s: no such file in the format; there are roles/ID.yaml, topics/ID.yaml, facets, ladders, certifications, associations, glossary, titles, proposals, skills, skillsets, goalkinds, sources, quiz and speech.yaml", name)
	}
}

// file is one YAML document with the lines of its nodes.
type file struct {
	name string
	data []byte
	root *yaml.Node
}

func open(name string, data []byte) (file, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return file{}, placed(name, err, nil)
	}
	if len(doc.Content) == 0 {
		return file{}, fmt.Errorf("%s:1: the file is empty", name)
	}
	return file{name, data, doc.Content[0]}, nil
}

// decode reads the whole file into v and refuses fields that v does not have.
func (f file) decode(v any) error {
	d := yaml.NewDecoder(bytes.NewReader(f.data))
	d.KnownFields(true)
	if err := d.Decode(v); err != nil && !errors.Is(err, io.EOF) {
		return placed(f.name, err, v)
	}
	return nil
}

// child finds a key of a mapping: its own node and that of its value.
func child(n *yaml.Node, key string) (k, v *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

// into reads a file that is one list of things with ids, and lays each over
// what has its id.
func into[T any](f file, key string, list *[]T, id func(*T) string, c *Content, kind string) error {
	var doc map[string][]T
	if err := f.decode(&doc); err != nil {
		return err
	}
	items, ok := doc[key]
	if !ok || len(doc) != 1 {
		return fmt.Errorf("%s:%d: the file has one key, %s", f.name, f.root.Line, key)
	}
	_, nodes := child(f.root, key)
	known := make(map[string]int, len(*list))
	for i := range *list {
		known[id(&(*list)[i])] = i
	}
	seen := map[string]bool{}
	var errs []error
	for i := range items {
		line := nodes.Content[i].Line
		name := id(&items[i])
		switch {
		case name == "":
			errs = append(errs, fmt.Errorf("%s:%d: an entry without id", f.name, line))
			continue
		case seen[name]:
			errs = append(errs, fmt.Errorf("%s:%d: %s is there twice", f.name, line, name))
			continue
		}
		seen[name] = true
		c.places[kind+name] = Place{f.name, line}
		if at, ok := known[name]; ok {
			overlay(&(*list)[at], &items[i])
		} else {
			*list = append(*list, items[i])
		}
	}
	return errors.Join(errs...)
}

func (c *Content) readRole(f file) error {
	var r Role
	if err := f.decode(&r); err != nil {
		return err
	}
	if want := trimExt(path.Base(f.name)); r.ID != want {
		return fmt.Errorf("%s:%d: id is %s, the file's name says %s", f.name, f.root.Line, strconv.Quote(r.ID), want)
	}
	c.places["role/"+r.ID] = Place{f.name, f.root.Line}
	_, facets := child(f.root, "facets")
	for facet := range r.Facets {
		k, _ := child(facets, facet)
		c.places["topic/"+r.ID+"/"+facet] = Place{f.name, k.Line}
	}
	if old, ok := c.index.roles[r.ID]; ok {
		overlay(old, &r)
		return nil
	}
	c.roles = append(c.roles, &r)
	return nil
}

func (c *Content) readSubject(f file) error {
	var s Subject
	if err := f.decode(&s); err != nil {
		return err
	}
	if want := trimExt(path.Base(f.name)); s.ID != want {
		return fmt.Errorf("%s:%d: subject is %s, the file's name says %s", f.name, f.root.Line, strconv.Quote(s.ID), want)
	}
	if _, isRole := c.index.roles[s.ID]; isRole {
		return fmt.Errorf("%s:%d: %s is a role", f.name, f.root.Line, s.ID)
	}
	_, topics := child(f.root, "topics")
	if topics != nil {
		for i := 0; i+1 < len(topics.Content); i += 2 {
			k := topics.Content[i]
			s.Order = append(s.Order, k.Value)
			c.places["topic/"+s.ID+"/"+k.Value] = Place{f.name, k.Line}
		}
	}
	old, ok := c.index.subjects[s.ID]
	if !ok {
		c.subjects = append(c.subjects, &s)
		return nil
	}
	for _, name := range s.Order {
		if !slices.Contains(old.Order, name) {
			old.Order = append(old.Order, name)
		}
	}
	order := old.Order
	s.Order = nil
	overlay(old, &s)
	old.Order = order
	return nil
}

func (c *Content) readQuiz(f file) error {
	var q Quiz
	if err := f.decode(&q); err != nil {
		return err
	}
	c.places["quiz"] = Place{f.name, f.root.Line}
	overlay(&c.quiz, &q)
	return nil
}

func (c *Content) readSpeech(f file) error {
	var s map[string]Lists
	if err := f.decode(&s); err != nil {
		return err
	}
	for key, lists := range s {
		k, _ := child(f.root, key)
		c.places["speech/"+key] = Place{f.name, k.Line}
		old := c.speech[key]
		if len(lists.En) > 0 { // wordings replace: an organisation's tone is its own
			old.En = lists.En
		}
		if len(lists.Fr) > 0 {
			old.Fr = lists.Fr
		}
		c.speech[key] = old
	}
	return nil
}

func trimExt(name string) string { return name[:len(name)-len(path.Ext(name))] }

// added are the fields whose lists grow where a layer gives more of them.
var added = map[string]bool{"Aliases": true, "AliasesFr": true, "Described": true, "Ask": true}

// overlay sets the fields of dst that src gives.
func overlay[T any](dst, src *T) {
	overlayValue(reflect.ValueOf(dst).Elem(), reflect.ValueOf(src).Elem(), false)
}

func overlayValue(dst, src reflect.Value, add bool) {
	switch {
	case src.IsZero():
	case src.Kind() == reflect.Struct:
		for i := range src.NumField() {
			overlayValue(dst.Field(i), src.Field(i), add || added[src.Type().Field(i).Name])
		}
	case src.Kind() == reflect.Map:
		if dst.IsNil() {
			dst.Set(reflect.MakeMap(dst.Type()))
		}
		for _, k := range src.MapKeys() {
			merged := reflect.New(dst.Type().Elem()).Elem()
			if old := dst.MapIndex(k); old.IsValid() {
				merged.Set(old)
			}
			overlayValue(merged, src.MapIndex(k), add)
			dst.SetMapIndex(k, merged)
		}
	case src.Kind() == reflect.Slice && add:
		dst.Set(reflect.AppendSlice(dst.Slice(0, dst.Len()), src))
	default:
		dst.Set(src)
	}
}
