package terminal

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"

	"mentor/bot"
	"mentor/bot/people"
)

// sheet is one reply being written, and what came of it.
type sheet struct {
	page
	lang   people.Lang
	parts  []string
	number int // of the next choice
	// choices are those that the reply offers, in the order of their numbers.
	choices []bot.Choice
	// keep stores a picture or file and gives its path.
	keep func(name string, data []byte, picture bool) (string, error)
	// folder is where keep stores, for the words when it cannot.
	folder string
}

func (s *sheet) add(part string) {
	if part = strings.Trim(part, "\n"); part != "" {
		s.parts = append(s.parts, part)
	}
}

func (s *sheet) say(id string, kv ...string) string { return say(s.lang, id, kv...) }

// String is everything written, an empty line between the parts.
func (s *sheet) String() string { return strings.Join(s.parts, "\n\n") }

// reply writes r. A form is not part of it: it is asked afterwards.
func (s *sheet) reply(r bot.Reply) {
	rich := slices.ContainsFunc(r.Blocks, bot.Full)
	// A form says by itself what Text says where none can be opened.
	if !rich && (r.Form == nil || r.Form.Intro == "") {
		s.add(s.markup(r.Text))
	}
	for _, b := range r.Blocks {
		s.block(b)
	}
	for _, field := range slices.Sorted(maps.Keys(r.Fields)) {
		s.add(s.markup(r.Fields[field]))
	}
}

func (s *sheet) block(b bot.Block) {
	switch b := b.(type) {
	case bot.Section:
		s.add(s.title(b.Title) + s.markup(b.Text))
	case bot.Table:
		s.table(b)
	case bot.Progress:
		s.progress(b)
	case bot.Picture:
		s.add(s.wrap(visible(b.Alt), "", ""))
		if data, err := b.Draw(); err == nil {
			s.saved("picture", b.Name, data, true)
		}
	case bot.File:
		s.saved("file", b.Name, b.Data, false)
	case bot.Note:
		s.add(s.markup("_" + b.Text + "_"))
	case bot.Choices:
		s.menu(b)
	}
}

func (s *sheet) title(t string) string {
	if t = label(t); t == "" {
		return ""
	}
	return s.wrap(s.style(bold, t), "", "") + "\n"
}

// saved stores something and says where, or why it could not be stored.
func (s *sheet) saved(word, name string, data []byte, picture bool) {
	path, err := s.keep(name, data, picture)
	if err != nil {
		s.add(s.wrap(s.say("not-saved", "name", label(name), "why", label(err.Error()), "folder", label(s.folder)), "", ""))
		return
	}
	// Not wrapped: a path is for copying.
	s.add(s.style(faint, s.say(word, "path", label(path))))
}

func (s *sheet) progress(b bot.Progress) {
	total := max(b.Total, 0)
	done := min(max(b.Done, 0), total)
	filled := 0
	if total > 0 {
		filled = done * barColumns / total
	}
	bar := strings.Repeat("█", filled) + strings.Repeat("░", barColumns-filled)
	s.add(s.wrap(strings.TrimSpace(label(b.Label)+"  "+bar+"  "+s.say("of", "done", fmt.Sprint(b.Done), "total", fmt.Sprint(b.Total))), "", ""))
}

// menu numbers choices. Those past a page come with "0"; their numbers count
// at once for who knows them.
func (s *sheet) menu(c bot.Choices) {
	var b strings.Builder
	if c.Prompt != "" {
		b.WriteString(s.markup(c.Prompt) + "\n")
	}
	for _, item := range c.Items {
		s.choices = append(s.choices, item)
		if len(s.choices) <= choicesAPage {
			b.WriteString(s.choice(s.number, item) + "\n")
		}
		s.number++
	}
	s.add(b.String())
}

// choice is one numbered line.
func (s *sheet) choice(number int, c bot.Choice) string {
	name := label(c.Label)
	if name == "" {
		name = s.say("unnamed")
	}
	if c.Style == bot.Primary {
		name = s.style(bold, name)
	}
	if d := label(c.Description); d != "" {
		name += s.style(faint, " — "+d)
	}
	mark := fmt.Sprintf("%3d. ", number)
	return s.wrap(name, mark, "     ")
}

// more is the line that "0" answers.
func (s *sheet) more(from, to, all int) string {
	return s.wrap(s.say("more", "from", fmt.Sprint(from), "to", fmt.Sprint(to), "all", fmt.Sprint(all)), "  0. ", "     ")
}

// table aligns columns where they fit, and else writes one record after the other.
func (s *sheet) table(t bot.Table) {
	rows := make([][]string, 0, len(t.Rows)+1)
	for i, row := range append([][]bot.Markup{t.Head}, t.Rows...) {
		cells := make([]string, len(row))
		for j, c := range row {
			cells[j] = s.inline(c)
			if i == 0 {
				cells[j] = s.style(bold, cells[j])
			}
		}
		rows = append(rows, cells)
	}
	if widths, ok := s.widths(rows); ok {
		s.add(s.title(t.Title) + s.columnsOf(rows, widths))
		return
	}
	s.add(s.title(t.Title) + s.records(rows))
}

// gap stands between two columns.
const gap = "  "

// widths shares the screen among the columns; ok is false if they would be
// too narrow to read.
func (s *sheet) widths(rows [][]string) (widths []int, ok bool) {
	for _, row := range rows {
		for j, c := range row {
			if j == len(widths) {
				widths = append(widths, 0)
			}
			widths[j] = max(widths[j], ansi.StringWidth(c))
		}
	}
	if len(widths) == 0 {
		return nil, false
	}
	room := s.columns
	if room == 0 {
		room = widestColumns
	}
	room -= len(gap) * (len(widths) - 1)
	// The widest give way until all fit.
	for total(widths) > room {
		widest := 0
		for j, w := range widths {
			if w > widths[widest] {
				widest = j
			}
		}
		if widths[widest] <= cellColumns {
			return nil, false
		}
		widths[widest]--
	}
	return widths, true
}

func total(widths []int) (n int) {
	for _, w := range widths {
		n += w
	}
	return n
}

func (s *sheet) columnsOf(rows [][]string, widths []int) string {
	var b strings.Builder
	tall := false
	for i, row := range rows {
		cells, height := make([][]string, len(row)), 1
		for j, c := range row {
			cells[j] = strings.Split(fill(c, widths[j]), "\n")
			height = max(height, len(cells[j]))
		}
		tall = tall || height > 1
		if i > 1 && tall {
			b.WriteByte('\n') // rows of several lines need air
		}
		for line := range height {
			text := ""
			for j := range row {
				cell := ""
				if line < len(cells[j]) {
					cell = cells[j][line]
				}
				text += cell + strings.Repeat(" ", max(0, widths[j]-ansi.StringWidth(cell))) + gap
			}
			b.WriteString(strings.TrimRight(text, " ") + "\n")
		}
		if i == 0 && len(rows) > 1 {
			b.WriteString(strings.Repeat("─", total(widths)+len(gap)*(len(widths)-1)) + "\n")
		}
	}
	return b.String()
}

// records writes each row as "head: cell" lines under its first cell.
func (s *sheet) records(rows [][]string) string {
	var out []string
	for _, row := range rows[1:] {
		var b strings.Builder
		for j, c := range row {
			head := ""
			if j < len(rows[0]) {
				head = rows[0][j]
			}
			switch {
			case j == 0 && head != "":
				b.WriteString(s.wrap(head+": "+c, "", "  ") + "\n")
			case j == 0:
				b.WriteString(s.wrap(s.style(bold, c), "", "  ") + "\n")
			default:
				b.WriteString(s.wrap(head+": "+c, "  ", "    ") + "\n")
			}
		}
		out = append(out, strings.TrimRight(b.String(), "\n"))
	}
	if len(out) == 0 { // a head without rows still says something
		return strings.Join(rows[0], gap)
	}
	return strings.Join(out, "\n\n")
}

// Write writes a reply for somebody who reads and goes: its choices are listed
// without numbers, and nothing is stored.
func Write(out io.Writer, r bot.Reply, columns int, styled bool) error {
	s := &sheet{page: page{columns: columns, ansi: styled}, lang: r.Lang}
	var after []bot.Block
	for _, b := range r.Blocks {
		c, ok := b.(bot.Choices)
		if !ok {
			after = append(after, b)
			continue
		}
		var m strings.Builder
		if c.Prompt != "" {
			m.WriteString(string(c.Prompt) + "\n\n")
		}
		for _, item := range c.Items {
			m.WriteString("- " + string(bot.Escape(item.Label)) + "\n")
		}
		r.Text += bot.Markup("\n\n" + m.String())
	}
	r.Blocks = after
	s.keep = func(string, []byte, bool) (string, error) { return "", errors.New("nothing is stored here") }
	s.reply(r)
	_, err := io.WriteString(out, s.String()+"\n")
	return err
}
