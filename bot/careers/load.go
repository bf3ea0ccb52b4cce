package careers

import (
	"cmp"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
)

//go:embed content
var embedded embed.FS

// Files is the content that the program carries, as an editor would see it.
func Files() fs.FS {
	sub, err := fs.Sub(embedded, "content")
	if err != nil {
		panic(err) // "content" is embedded above
	}
	return sub
}

// Default is the content that the program carries.
var Default = sync.OnceValues(func() (*Content, error) { return Load() })

// Load reads the content that the program carries and lays the layers over it,
// later ones over earlier. A layer has the same files in the same format: what
// has a new id is added, what has a known id replaces the fields that it
// gives, except that aliases, descriptions and ask lines are added to those
// there are. The error names file and line of every mistake found.
func Load(layers ...fs.FS) (*Content, error) {
	hash := sum(Files())
	c, ok := unpack(hash)
	if !ok {
		var err error
		if c, err = parse(Files()); err != nil {
			return nil, err
		}
	}
	for _, layer := range layers {
		if err := c.lay(layer); err != nil {
			return nil, err
		}
	}
	c.arrange()
	c.hash = hash
	if len(layers) > 0 {
		c.hash = hash + "+" + sum(layers...)
	}
	return c, nil
}

// parse reads one layer into an empty content.
func parse(layer fs.FS) (*Content, error) {
	c := &Content{speech: map[string]Lists{}, places: map[string]Place{}}
	if err := c.lay(layer); err != nil {
		return nil, err
	}
	c.arrange()
	return c, nil
}

// files lists the content files of a layer.
func files(layer fs.FS) ([]string, error) {
	var names []string
	err := fs.WalkDir(layer, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		hidden := strings.HasPrefix(d.Name(), ".") && name != "." // an editor's swap files, .git
		if hidden || name == "wording" {                          // the bot's own words, which the core reads
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		}
		if ext := path.Ext(name); !d.IsDir() && (ext == ".yaml" || ext == ".yml") {
			names = append(names, name)
		}
		return nil
	})
	slices.Sort(names)
	return names, err
}

// lay reads every YAML file of a layer into c.
func (c *Content) lay(layer fs.FS) error {
	c.reindex()
	names, err := files(layer)
	if err != nil {
		return fmt.Errorf("reading content: %w", err)
	}
	var errs []error
	for _, name := range names {
		data, err := fs.ReadFile(layer, name)
		if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", name, err))
			continue
		}
		if err := c.read(name, data); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

// arrange brings what was laid into its order and makes the index.
func (c *Content) arrange() {
	c.reindex()
	rank := map[string]int{}
	for _, l := range c.ladders {
		for _, id := range append(slices.Clone(l.Rungs), l.Tops...) {
			if _, ok := rank[id]; !ok {
				rank[id] = len(rank)
			}
		}
	}
	at := func(id string) int {
		if n, ok := rank[id]; ok {
			return n
		}
		return len(rank)
	}
	slices.SortStableFunc(c.roles, func(a, b *Role) int {
		return cmp.Or(at(a.ID)-at(b.ID), strings.Compare(a.ID, b.ID))
	})
	slices.SortStableFunc(c.subjects, func(a, b *Subject) int { return strings.Compare(a.ID, b.ID) })
}
