package slack

import (
	"strconv"
	"strings"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
	"mentor/bot/people"
)

// outgoing is a reply as Slack gets it: one or more messages, and files.
type outgoing struct {
	messages []post
	files    []upload
}

// post is one message.
type post struct {
	text   string // beside the blocks: notifications and screen readers
	words  string // what the blocks say, as text
	blocks []slackgo.Block
}

// upload is a picture or a document.
type upload struct {
	name, title, alt string
	data             []byte
	draw             func() ([]byte, error) // of a picture, in place of data
}

// surface is where blocks are shown: what they may be differs.
type surface int

const (
	inMessage surface = iota
	inView            // no tables there
)

// renderer turns a reply into pieces: blocks that belong together.
type renderer struct {
	where  surface
	plain  bool   // older blocks only
	text   []para // of the reply itself
	pieces []piece
	files  []upload
	lang   people.Lang
	taken  int // choices so far: numbers make action ids unique in a message
}

// piece is blocks that are not torn apart.
type piece struct {
	blocks []slackgo.Block
	words  string // as text
	runes  int
	table  bool
}

// render gives the messages that show r.
func render(r bot.Reply, plain bool) outgoing {
	w := &renderer{where: inMessage, plain: plain}
	w.reply(r)
	out := outgoing{files: w.files, messages: pack(w.pieces, maxMessageBlocks, messageRunes)}
	if len(out.messages) > mostMessages {
		// Nobody reads more than that in a chat. What is left is not lost: it
		// goes along as a file, from the first word on.
		var all strings.Builder
		for _, m := range out.messages {
			all.WriteString(m.text)
			all.WriteString("\n\n")
		}
		out.files = append(out.files, upload{name: "mentor.md", title: "mentor.md", data: []byte(all.String())})
		out.messages = keepEnds(out.messages)
	}
	for i := range out.messages {
		m := &out.messages[i]
		if i == 0 && r.Text != "" {
			if t := flat(w.text); len(out.messages) == 1 || len(r.Blocks) > 0 {
				m.text = t
			}
		}
		if r.Notice != "" { // also of further messages: each notifies
			m.text = flat(parse(r.Notice))
		}
		m.text = fallback(m.text)
	}
	return out
}

// keepEnds keeps the first messages and the last one, which holds the choices.
func keepEnds(all []post) []post {
	last := all[len(all)-1]
	kept := append([]post{}, all[:mostMessages-2]...)
	more := "… " + "mentor.md"
	kept = append(kept, post{text: more, words: more, blocks: []slackgo.Block{
		rich([]para{{spans: []span{{text: "… "}, {text: "mentor.md", code: true}}}})}})
	return append(kept, last)
}

// fallback fits a message's text into its limit: the blocks hold it all.
func fallback(s string) string {
	t := safe(strings.ToValidUTF8(s, "\uFFFD"))
	if strings.TrimSpace(t) == "" {
		return "…"
	}
	if utf8.RuneCountInString(t) <= maxFallbackRunes {
		return t
	}
	head, _ := cutAt(t, maxFallbackRunes-8) // a cut entity would show as half of one
	if i := strings.LastIndexByte(head, '&'); i >= 0 && !strings.Contains(head[i:], ";") {
		head = head[:i]
	}
	return strings.TrimRight(head, " \n") + "…"
}

// reply renders what is shown of r: Text where there are no blocks but
// choices, else the blocks.
func (w *renderer) reply(r bot.Reply) {
	w.lang = r.Lang
	w.text = parse(r.Text)
	onlyChoices := true
	for _, b := range r.Blocks {
		if _, is := b.(bot.Choices); !is {
			onlyChoices = false
		}
	}
	if onlyChoices {
		w.markup(w.text)
	}
	for i := 0; i < len(r.Blocks); i++ {
		switch b := r.Blocks[i].(type) {
		case bot.Section:
			w.title(b.Title)
			w.markup(parse(b.Text))
		case bot.Table:
			w.table(b)
		case bot.Progress:
			run := []bot.Progress{b}
			for i+1 < len(r.Blocks) {
				next, is := r.Blocks[i+1].(bot.Progress)
				if !is {
					break
				}
				run = append(run, next)
				i++
			}
			w.progress(run)
		case bot.Picture:
			w.picture(b)
		case bot.File:
			if len(b.Data) > 0 {
				w.files = append(w.files, upload{name: fileName(b.Name, "mentor.txt"), title: shorten(b.Name, maxHeaderRunes), data: b.Data})
			}
		case bot.Choices:
			w.choices(b)
		}
	}
	if len(w.pieces) == 0 && (r.Text != "" || len(w.files) == 0) {
		w.markup(parse(r.Text))
		if len(w.pieces) == 0 {
			w.markup([]para{{spans: []span{{text: "…"}}}})
		}
	}
}

func (w *renderer) title(title string) {
	t := strings.TrimSpace(bot.Clean(title))
	if t == "" {
		return
	}
	if n := utf8.RuneCountInString(t); n > maxHeaderRunes || strings.Contains(t, "\n") {
		w.markup([]para{{spans: []span{{text: t, bold: true}}}}) // too long for a header, but not cut
		return
	}
	w.add(t, slackgo.NewHeaderBlock(plainText(t)))
}

// markup adds paragraphs, in as many blocks as they need.
func (w *renderer) markup(paras []para) {
	for _, group := range stretches(paras, stretchRunes) {
		words := flat(group)
		if w.plain {
			for _, part := range cutAll(mrkdwn(group), maxSectionRunes) {
				w.add(words, slackgo.NewSectionBlock(&slackgo.TextBlockObject{Type: slackgo.MarkdownType, Text: part, Verbatim: true}, nil, nil))
				words = ""
			}
			continue
		}
		w.add(words, rich(group))
	}
}

// cutAll cuts text into parts of at most n characters.
func cutAll(s string, n int) []string {
	var out []string
	for s != "" {
		var head string
		head, s = cutAt(s, n)
		if strings.TrimSpace(head) != "" {
			out = append(out, head)
		}
	}
	return out
}

func (w *renderer) add(words string, blocks ...slackgo.Block) {
	w.pieces = append(w.pieces, piece{blocks: blocks, words: words, runes: utf8.RuneCountInString(words) + 20})
}

const barCells = 10

// progress shows how far things are, as bars of text: they read aloud well
// and fit every surface. Pictures come from the core.
func (w *renderer) progress(run []bot.Progress) {
	var paras []para
	for _, p := range run {
		total, done := max(p.Total, 0), max(0, min(p.Done, p.Total))
		full := 0
		if total > 0 {
			full = done * barCells / total
		}
		bar := strings.Repeat("▰", full) + strings.Repeat("▱", barCells-full)
		label := strings.TrimSpace(bot.Clean(p.Label))
		spans := []span{{text: bar, code: true}, {text: " " + strconv.Itoa(done) + "/" + strconv.Itoa(total)}}
		if label != "" {
			spans = append(spans, span{text: " " + label})
		}
		paras = append(paras, para{kind: bulletItem, depth: 1, spans: spans})
	}
	w.markup(paras)
}

func (w *renderer) picture(p bot.Picture) {
	if p.Drawing == nil && len(p.PNG) == 0 || w.where == inView { // the words say it all
		w.markup([]para{{spans: []span{{text: bot.Clean(p.Alt), italic: true}}}})
		return
	}
	w.files = append(w.files, upload{name: fileName(p.Name, "picture.png"), title: shorten(strings.TrimSuffix(p.Name, ".png"), maxHeaderRunes),
		alt: shorten(p.Alt, maxAltRunes), draw: p.Draw})
}

func fileName(name, otherwise string) string {
	name = strings.Map(func(r rune) rune {
		if r == '/' || r == '\\' || r < ' ' {
			return '-'
		}
		return r
	}, strings.ToValidUTF8(name, "-"))
	if strings.TrimSpace(name) == "" {
		return otherwise
	}
	return shorten(name, 200)
}

// pack puts pieces into as few messages (or pages) as they fit.
func pack(pieces []piece, mostBlocks, mostRunes int) []post {
	var out []post
	var now post
	runes, table := 0, false
	var words []string
	flush := func() {
		if len(now.blocks) > 0 {
			now.words = strings.Join(words, "\n")
			now.text = now.words
			out = append(out, now)
		}
		now, runes, table, words = post{}, 0, false, nil
	}
	for i, p := range pieces {
		need := p.runes
		blocks := len(p.blocks)
		if title(p) && i+1 < len(pieces) { // a title stays with what it is over
			need += pieces[i+1].runes
			blocks += len(pieces[i+1].blocks)
		}
		if len(now.blocks)+blocks > mostBlocks || runes+need > mostRunes || table && p.table {
			flush()
		}
		now.blocks = append(now.blocks, p.blocks...)
		runes += p.runes
		table = table || p.table
		if p.words != "" {
			words = append(words, p.words)
		}
	}
	flush()
	return out
}

func title(p piece) bool {
	_, is := p.blocks[0].(*slackgo.HeaderBlock)
	return is && len(p.blocks) == 1
}

func plainText(s string) *slackgo.TextBlockObject {
	return slackgo.NewTextBlockObject(slackgo.PlainTextType, s, false, false)
}
