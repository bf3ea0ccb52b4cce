package language

import (
	"slices"
	"strings"
)

// Name is a thing that has names: a role, a certification.
type Name struct {
	ID, Name string
	Forms    []string
}

// Names finds names in tokens, word by word.
type Names struct {
	next []branch // by word
	ids  []string
	// first has the branches of the root, where most words are looked for in vain.
	first map[string]*Names
}

// branch leads to the names that go on with a word. Most have one: a map for
// each word of each name would be most of what the names take.
type branch struct {
	word string
	to   *Names
}

// along gives what a word leads to, nil for nothing.
func (t *Names) along(word string) *Names {
	if t.first != nil {
		return t.first[word]
	}
	if i, ok := t.place(word); ok {
		return t.next[i].to
	}
	return nil
}

// Begin reports whether a name begins with a word.
func (t *Names) Begin(word string) bool { return t.first[word] != nil }

func (t *Names) place(word string) (int, bool) {
	return slices.BinarySearchFunc(t.next, word, func(b branch, w string) int { return strings.Compare(b.word, w) })
}

func NewNames(names []Name) *Names {
	root := &Names{}
	for _, n := range names {
		for _, form := range append([]string{n.Name}, n.Forms...) {
			at := root
			for _, t := range Tokenize(form) {
				if t.Kind == Punct {
					continue
				}
				i, ok := at.place(t.Fold)
				if !ok {
					at.next = slices.Insert(at.next, i, branch{strings.Clone(t.Fold), &Names{}})
				}
				at = at.next[i].to
			}
			if at != root && !slices.Contains(at.ids, n.ID) {
				at.ids = append(at.ids, n.ID)
			}
		}
	}
	root.first = make(map[string]*Names, len(root.next))
	for _, b := range root.next {
		root.first[b.word] = b.to
	}
	return root
}

// Find gives the ends of all names that begin at a place, with their ids.
func (t *Names) Find(tokens []Token, at, to int, found func(end int, ids []string)) {
	for i := at; i < to && t != nil; i++ {
		if tok := &tokens[i]; tok.Kind == Punct {
			if i == at || tok.Fold == "," || tok.Fold == "." && !tok.Glued {
				return
			}
			continue
		}
		if t = t.along(tokens[i].Fold); t != nil && len(t.ids) > 0 {
			found(i+1, t.ids)
		}
	}
}
