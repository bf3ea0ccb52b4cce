package answers

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"mentor/bot/careers"
)

// The same lines make the same bytes, so that a model that did not change makes
// no change in the repository.
func TestTrainingIsDeterministic(t *testing.T) {
	c, err := careers.Default()
	if err != nil {
		t.Fatal(err)
	}
	var lines []Line
	for _, s := range c.Subjects() {
		for _, name := range s.Order[:min(3, len(s.Order))] {
			topic, _ := c.Topic(s.ID + "/" + name)
			for _, lang := range careers.Langs {
				for _, ask := range topic.Ask.In(lang) {
					lines = append(lines, Line{Text: ask, Lang: lang, About: "topic:" + topic.ID})
				}
			}
		}
	}
	lines = lines[:min(400, len(lines))]
	var models [][]byte
	for range 2 {
		data, err := Train(c, slices.Clone(lines), nil, []string{"plumber"})
		if err != nil {
			t.Fatal(err)
		}
		models = append(models, data)
	}
	if !bytes.Equal(models[0], models[1]) {
		t.Error("two trainings on the same lines give different bytes")
	}
	if m, err := readModel(models[0]); err != nil || m.Index.size() == 0 {
		t.Errorf("the model can't be read back: %v", err)
	}
}

// A model that was cut off is said to be so.
func TestReadModelCut(t *testing.T) {
	for _, n := range []int{0, 7, 20, len(modelData) / 2, len(modelData) - 1} {
		if _, err := readModel(modelData[:n]); err == nil {
			t.Errorf("%d bytes of %d are read as a model", n, len(modelData))
		}
	}
}

// Two sources of one title are named once.
func TestASourceIsNamedOnce(t *testing.T) {
	c, err := careers.Default()
	if err != nil {
		t.Fatal(err)
	}
	e, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	topic, ok := c.Topic("head-of-analytics/overview")
	if !ok || len(topic.Source) == 0 {
		t.Fatal("no such topic, or it has no source")
	}
	id := topic.Source[0]
	source, _ := c.Source(id)
	title := source.Title.In(careers.English)
	if _, line := e.cite("An answer.", []string{id, id}, careers.English); title == "" || strings.Count(line, title) != 1 {
		t.Errorf("%q stands in %q", title, line)
	}
}
