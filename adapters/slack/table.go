package slack

import (
	"strings"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

// table shows rows as Slack's own table, in parts where it is long; on a view,
// or where a cell is too long to read in a column, as a list of its rows.
func (w *renderer) table(t bot.Table) {
	columns := len(t.Head)
	for _, row := range t.Rows {
		columns = max(columns, len(row))
	}
	if columns == 0 {
		w.title(t.Title)
		return
	}
	head := cells(t.Head, columns)
	rows := make([][][]para, len(t.Rows))
	native := w.where == inMessage && !w.plain && columns <= maxTableColumns && len(rows) > 0
	widest := 0
	for i, row := range t.Rows {
		rows[i] = cells(row, columns)
		for _, c := range rows[i] {
			widest = max(widest, count(c))
		}
	}
	for _, c := range head {
		widest = max(widest, count(c))
	}
	w.title(t.Title)
	if !native || widest > maxCellRunes {
		w.list(head, rows)
		return
	}
	headRunes := 0
	for _, c := range head {
		headRunes += count(c) + 1
	}
	for len(rows) > 0 {
		block := slackgo.NewTableBlock("")
		block.AddRow(tableCells(head, true)...)
		runes, n := headRunes, 0
		var words []string
		for n < len(rows) && n < maxTableRows-1 {
			size := 0
			for _, c := range rows[n] {
				size += count(c) + 1
			}
			if n > 0 && runes+size > messageRunes-100 {
				break
			}
			runes += size
			block.AddRow(tableCells(rows[n], false)...)
			words = append(words, flatRow(rows[n]))
			n++
		}
		settings := make([]slackgo.ColumnSetting, columns)
		for i := range settings {
			settings[i] = slackgo.ColumnSetting{Align: slackgo.ColumnAlignmentLeft, IsWrapped: true}
		}
		block.WithColumnSettings(settings...)
		w.pieces = append(w.pieces, piece{blocks: []slackgo.Block{block}, words: flatRow(head) + "\n" + strings.Join(words, "\n"),
			runes: runes, table: true})
		rows = rows[n:]
	}
}

// cells parses a row and fills it up to the number of columns.
func cells(row []bot.Markup, columns int) [][]para {
	out := make([][]para, columns)
	for i, c := range row {
		out[i] = parse(c)
	}
	return out
}

func count(paras []para) int {
	n := 0
	for _, p := range paras {
		n += p.runes() + 1
	}
	return n
}

func flatRow(row [][]para) string {
	words := make([]string, len(row))
	for i, c := range row {
		words[i] = strings.ReplaceAll(flat(c), "\n", " ")
	}
	return strings.Join(words, " · ")
}

func tableCells(row [][]para, head bool) []slackgo.TableCell {
	out := make([]slackgo.TableCell, len(row))
	for i, paras := range row {
		words := flat(paras)
		switch {
		case strings.TrimSpace(words) == "":
			out[i] = slackgo.NewTableRawTextCell("\u00a0") // a cell may not be empty
		case head:
			out[i] = slackgo.NewTableRichTextCell(slackgo.NewRichTextSection(styled(strings.ReplaceAll(words, "\n", " "), span{bold: true})))
		case len(paras) == 1 && len(paras[0].spans) == 1 && paras[0].spans[0].style() == (span{}) && paras[0].kind == plainPara:
			out[i] = slackgo.NewTableRawTextCell(words)
		default:
			out[i] = slackgo.NewTableRichTextCell(rich(paras).Elements...)
		}
	}
	return out
}

// list shows a table's rows one under the other, each cell under its head.
func (w *renderer) list(head [][]para, rows [][][]para) {
	if len(rows) == 0 {
		rows, head = [][][]para{head}, make([][]para, len(head))
	}
	var paras []para
	for _, row := range rows {
		p := para{kind: bulletItem, depth: 1}
		for i, cell := range row {
			if count(cell) == 0 {
				continue
			}
			if len(p.spans) > 0 {
				p.spans = append(p.spans, span{text: " · "})
			}
			if h := strings.TrimSpace(strings.ReplaceAll(flat(head[i]), "\n", " ")); h != "" && i > 0 {
				p.spans = append(p.spans, span{text: h + ": "})
			}
			for n, q := range cell {
				if n > 0 {
					p.spans = append(p.spans, span{text: "\n"})
				}
				if i == 0 && len(row) > 1 && utf8.RuneCountInString(flat(cell)) <= maxHeaderRunes {
					for _, s := range q.spans {
						s.bold = !s.code
						p.spans = append(p.spans, s)
					}
					continue
				}
				p.spans = append(p.spans, q.spans...)
			}
		}
		if p.runes() > 0 {
			paras = append(paras, p)
		}
	}
	w.markup(paras)
}
