package slack

import (
	"cmp"
	"fmt"
	"slices"
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

// all is every file: where messages cannot be changed later, pictures are files too.
func (o outgoing) all() (files []upload) {
	for _, m := range o.messages {
		files = append(files, m.pictures...)
	}
	return append(files, o.files...)
}

// post is one message.
type post struct {
	text     string // beside the blocks: notifications and screen readers
	words    string // what the blocks say, as text
	blocks   []slackgo.Block
	pictures []upload // those whose blocks are among them, without a file yet
}

// shown is the blocks that can be shown now: a picture stands in the message
// once Slack has its file.
func (m post) shown() []slackgo.Block {
	blocks := make([]slackgo.Block, 0, len(m.blocks))
	for _, b := range m.blocks {
		if image, is := b.(*slackgo.ImageBlock); !is || image.SlackFile != nil {
			blocks = append(blocks, b)
		}
	}
	return blocks
}

// upload is a picture or a document.
type upload struct {
	name, title, alt string
	data             []byte
	draw             func() ([]byte, error) // of a picture, in place of data
	block            *slackgo.ImageBlock    // where a picture stands in its message
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
	taken  int             // choices so far: numbers make action ids unique in a message
	spoken map[string]bool // what screen readers say of buttons: no two alike
}

// piece is blocks that are not torn apart.
type piece struct {
	blocks []slackgo.Block
	words  string // as text
	runes  int
	table  bool
	file   *upload // of a picture
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
	if !slices.ContainsFunc(r.Blocks, bot.Full) {
		w.markup(w.text)
	}
	for _, b := range r.Blocks {
		switch b := b.(type) {
		case bot.Section:
			w.title(b.Title)
			w.markup(parse(b.Text))
		case bot.Table:
			w.table(b)
		case bot.Progress:
			w.progress(b)
		case bot.Picture:
			w.picture(b)
		case bot.File:
			if len(b.Data) > 0 {
				w.files = append(w.files, upload{name: fileName(b.Name, "mentor.txt"), title: shorten(b.Name, maxHeaderRunes), data: b.Data})
			}
		case bot.Choices:
			w.choices(b)
		case bot.Note:
			w.note(b)
		case bot.Feedback:
			w.feedback(b)
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

// progress says how far something is in words: a bar of signs is read out sign
// by sign, and looks like an error in code.
func (w *renderer) progress(p bot.Progress) {
	total := max(p.Total, 0)
	words := fmt.Sprintf(in(string(w.lang)).of, max(0, min(p.Done, total)), total)
	var spans []span
	if label := strings.TrimSpace(bot.Clean(p.Label)); label != "" {
		spans = append(spans, span{text: label, bold: true}, span{text: " · "})
	}
	w.markup([]para{{spans: append(spans, span{text: words})}})
}

// note is small print: a context block, or plain words where it is too long for one.
func (w *renderer) note(n bot.Note) {
	paras := parse(n.Text)
	text := mrkdwn(paras)
	if size := utf8.RuneCountInString(text); w.plain || size == 0 || size > maxContextRunes {
		w.markup(paras)
		return
	}
	w.add(flat(paras), slackgo.NewContextBlock("", &slackgo.TextBlockObject{Type: slackgo.MarkdownType, Text: text, Verbatim: true}))
}

// feedback asks whether an answer helped, in Slack's own place for that.
func (w *renderer) feedback(f bot.Feedback) {
	if w.plain || w.where == inView || utf8.RuneCountInString(f.Topic) > maxValueRunes {
		return
	}
	t := in(string(w.lang))
	w.add("", slackgo.NewContextActionsBlock("", slackgo.NewFeedbackButtonsBlockElement(feedbackAction,
		slackgo.NewFeedbackButton(plainText(t.helped), bot.FeedbackYes+f.Topic).WithAccessibilityLabel(t.helped),
		slackgo.NewFeedbackButton(plainText(t.missed), bot.FeedbackNo+f.Topic).WithAccessibilityLabel(t.missed))))
}

// picture keeps the place of an image, which stands there once it is drawn and sent.
func (w *renderer) picture(p bot.Picture) {
	if p.Drawing == nil && len(p.PNG) == 0 || w.where == inView || w.plain { // the words say it all
		w.markup([]para{{spans: []span{{text: bot.Clean(p.Alt), italic: true}}}})
		return
	}
	name := fileName(p.Name, "picture.png")
	title := shorten(cmp.Or(p.Drawing.Title(), strings.TrimSuffix(name, ".png")), maxHeaderRunes)
	f := &upload{name: name, title: title, alt: shorten(cmp.Or(strings.TrimSpace(bot.Clean(p.Alt)), title), maxAltRunes), draw: p.Draw}
	f.block = &slackgo.ImageBlock{Type: slackgo.MBTImage, AltText: f.alt, Title: plainText(title)}
	w.pieces = append(w.pieces, piece{blocks: []slackgo.Block{f.block}, file: f})
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
		if p.file != nil {
			now.pictures = append(now.pictures, *p.file)
		}
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
