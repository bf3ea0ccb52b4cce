package answers

import (
	"bytes"
	"encoding/binary"
	"encoding/gob"
	"errors"
	"fmt"
	"slices"

	"mentor/bot/answers/langid"
	"mentor/bot/answers/linear"
)

// model is what is learned from the training lines and the content's ask lines.
type model struct {
	Format  int
	Content string       // the content that it was learned from, as a hash
	Lines   uint32       // and the lines
	About   linear.Model // what a message is about
	Facet   linear.Model // which side of a role it asks for
	Person  linear.Model // what it asks of the person, who has told of themselves
	Unknown []string     // names of jobs that are not known
	Words   [][]string   // of the lines, the most used first, in the order of careers.Langs: a map would be written in any order
	Known   []string     // every word of the lines: no typo
	Langs   langid.Langs
	Index   index
}

const modelFormat = 5

// write gives the model as the program carries it: the length of what gob
// knows, that, and then the weights. These are most of it; they are read where
// they lie, so that only what questions touch is ever in memory.
func (m *model) write() ([]byte, error) {
	var head bytes.Buffer
	if err := gob.NewEncoder(&head).Encode(m); err != nil {
		return nil, err
	}
	out := binary.LittleEndian.AppendUint64(nil, uint64(head.Len()))
	return slices.Concat(out, head.Bytes(), m.About.Weights(), m.Facet.Weights(), m.Person.Weights()), nil
}

// readModel reads what write gives; the model keeps data.
func readModel(data []byte) (*model, error) {
	const length = 8
	if len(data) < length || binary.LittleEndian.Uint64(data) > uint64(len(data)-length) {
		return nil, errModelCut
	}
	head, weights := data[length:], data[length+int(binary.LittleEndian.Uint64(data)):]
	var m model
	if err := gob.NewDecoder(bytes.NewReader(head)).Decode(&m); err != nil {
		return nil, fmt.Errorf("reading the model: %w", err)
	}
	if m.Format != modelFormat {
		return nil, fmt.Errorf("the model has format %d, this program reads %d", m.Format, modelFormat)
	}
	for _, l := range []*linear.Model{&m.About, &m.Facet, &m.Person} {
		rest, ok := l.Take(weights)
		if !ok {
			return nil, errModelCut
		}
		weights = rest
		l.Ready()
	}
	m.Langs.Ready()
	return &m, m.Index.ready()
}

var errModelCut = errors.New("reading the model: it is shorter than it says")
