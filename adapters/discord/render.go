package discord

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
)

// message is one message of Discord: content or embeds, never both.
type message struct {
	Content    string
	Embeds     []*discordgo.MessageEmbed
	Components []row
	Files      []file
}

// row is a row of buttons, a menu, or a text input of a modal.
type row = discordgo.ActionsRow

// messageBody is what is posted. allowed_mentions is always there and empty:
// its default pings everybody who is named.
type messageBody struct {
	Content      string                    `json:"content"`
	Embeds       []*discordgo.MessageEmbed `json:"embeds"`
	Components   []row                     `json:"components"`
	Mentions     mentionsBody              `json:"allowed_mentions"`
	Attachments  []attachment              `json:"attachments,omitempty"`
	Flags        int                       `json:"flags,omitempty"`
	Nonce        string                    `json:"nonce,omitempty"`
	EnforceNonce bool                      `json:"enforce_nonce,omitempty"`
	Reference    *reference                `json:"message_reference,omitempty"`
}

type mentionsBody struct {
	Parse []string `json:"parse"`
}

type attachment struct {
	ID          string `json:"id"` // its place among the files, as text: the document wants snowflakes so
	Filename    string `json:"filename"`
	Description string `json:"description,omitempty"`
}

type reference struct {
	MessageID       string `json:"message_id"`
	FailIfNotExists *bool  `json:"fail_if_not_exists,omitempty"`
}

// editBody is messageBody for changing a message: what it lacks goes away.
type editBody struct {
	messageBody
	Attachments []attachment `json:"attachments"`
}

func (m message) body() messageBody {
	b := messageBody{Content: m.Content, Embeds: m.Embeds, Components: m.Components, Mentions: mentionsBody{Parse: []string{}}}
	if b.Embeds == nil {
		b.Embeds = []*discordgo.MessageEmbed{}
	}
	if b.Components == nil {
		b.Components = []row{}
	}
	for i, f := range m.Files {
		b.Attachments = append(b.Attachments, attachment{ID: strconv.Itoa(i), Filename: f.name, Description: shorten(f.alt, maxAltRunes)})
	}
	return b
}

func (m message) edit() editBody {
	b := editBody{messageBody: m.body(), Attachments: []attachment{}}
	b.Attachments = append(b.Attachments, b.messageBody.Attachments...)
	return b
}

// address names whom a message in a channel is for, where there is room.
func (m *message) address(user string) {
	name := "<@" + user + "> "
	if m.Content != "" && units(m.Content)+units(name) <= maxContentRunes {
		m.Content = name + m.Content
	} else if len(m.Embeds) == 1 && units(m.Embeds[0].Description)+units(name) < maxDescriptionRunes {
		m.Embeds[0].Description = name + m.Embeds[0].Description
	}
}

// colour is the stripe beside an embed.
const colour = 0x2f7d6b

// builder fills messages from left to right and begins a new one where a
// limit is reached: nothing is cut.
type builder struct {
	words adapterWords
	rich  bool // embeds, else content
	out   []message
	text  strings.Builder // of the message's content or its last embed
	title string          // of the last embed
	total int             // units in the message's embeds before the last one
	bytes int             // of files in the message
}

// render shows a reply as one or more messages.
func (a *Adapter) render(r bot.Reply) []message {
	out := render(r)
	for i := range out {
		out[i].Content = a.mentions(out[i].Content)
		for _, e := range out[i].Embeds {
			e.Description = a.mentions(e.Description)
		}
	}
	return out
}

func render(r bot.Reply) []message {
	b := &builder{words: words(r.Lang), out: []message{{}}}
	said := false
	for _, x := range r.Blocks {
		switch x.(type) {
		case bot.Choices, formPage, bot.Note, bot.Feedback:
		case bot.Picture, bot.File:
			b.rich = true
		default:
			b.rich, said = true, true
		}
	}
	if !said {
		b.markup(r.Text, false)
	}
	for _, id := range sortedFields(r.Fields) {
		b.markup(r.Fields[id], false)
	}
	var choices []bot.Choices
	var pages []formPage
	for _, x := range r.Blocks {
		switch x := x.(type) {
		case bot.Section:
			b.section(x)
		case bot.Table:
			b.table(x)
		case bot.Progress:
			b.put(piece{text: progressLine(x)})
		case bot.Picture:
			b.picture(x)
		case bot.File:
			b.file(x)
		case bot.Note:
			b.note(x)
		case bot.Choices:
			choices = append(choices, x)
		case formPage:
			pages = append(pages, x)
		}
	}
	b.choices(choices)
	for _, p := range pages {
		b.now().Components = p.rows()
	}
	b.close()
	if last := b.now(); last.empty() && len(b.out) > 1 {
		b.out = b.out[:len(b.out)-1]
	}
	for i := range b.out { // menus alone are no message
		if m := &b.out[i]; m.Content == "" && len(m.Embeds) == 0 && len(m.Files) == 0 {
			m.Content = "…"
		}
	}
	return b.out
}

func (m *message) empty() bool {
	return m.Content == "" && len(m.Embeds) == 0 && len(m.Components) == 0 && len(m.Files) == 0
}

func (b *builder) now() *message { return &b.out[len(b.out)-1] }

// room is how much the text may still grow to.
func (b *builder) room() int {
	if !b.rich {
		return maxContentRunes
	}
	return min(maxDescriptionRunes, maxEmbedsRunes-b.total-units(b.title))
}

// pieceRunes bounds one piece, so that it fits any message that it opens.
func (b *builder) pieceRunes() int {
	if !b.rich {
		return maxContentRunes
	}
	return maxDescriptionRunes - 1
}

// put adds a piece of text, in a new message where it does not fit.
func (b *builder) put(p piece) {
	sep := ""
	if b.text.Len() > 0 {
		if sep = "\n\n"; p.tight {
			sep = "\n"
		}
	}
	if units(b.text.String())+units(sep)+units(p.text) > b.room() {
		b.next()
		sep = ""
	}
	b.text.WriteString(sep + p.text)
}

func (b *builder) markup(m bot.Markup, tight bool) {
	for i, p := range flow(parseMarkup(m), b.pieceRunes()) {
		p.tight = p.tight || tight && i == 0
		b.put(p)
	}
}

// close ends the content or the last embed.
func (b *builder) close() {
	m := b.now()
	text := b.text.String()
	b.text.Reset()
	if text == "" && b.title == "" {
		return
	}
	if !b.rich {
		m.Content = text
		return
	}
	m.Embeds = append(m.Embeds, &discordgo.MessageEmbed{Title: b.title, Description: text, Color: colour})
	b.total += units(b.title) + units(text)
	b.title = ""
}

// next begins another message.
func (b *builder) next() {
	b.close()
	if b.now().empty() {
		return
	}
	b.out = append(b.out, message{})
	b.total, b.bytes = 0, 0
}

func (b *builder) section(s bot.Section) {
	if title := plainLine(s.Title); title != "" {
		if b.text.Len() == 0 && b.title == "" && units(title) <= maxTitleRunes && len(b.now().Embeds) == 0 {
			b.title = escapePlain(title)
			if units(b.title) > maxTitleRunes {
				b.title = ""
				b.heading(title)
			}
		} else {
			b.heading(title)
		}
		b.markup(s.Text, true)
		return
	}
	b.markup(s.Text, false)
}

// heading is a title within the text.
func (b *builder) heading(title string) {
	for _, p := range flow([]block{{runs: []run{{text: title, bold: true}}}}, b.pieceRunes()) {
		b.put(p)
	}
}

// note is small print.
func (b *builder) note(n bot.Note) {
	for _, p := range flow(parseMarkup(n.Text), b.pieceRunes()-3) {
		p.text = "-# " + strings.ReplaceAll(p.text, "\n", " ")
		b.put(p)
	}
}

func plainLine(s string) string {
	return strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
}

// barCells is how many cells a progress bar has.
const barCells = 10

func progressLine(p bot.Progress) string {
	total := max(p.Total, 0)
	done := min(max(p.Done, 0), total)
	full := 0
	if total > 0 {
		full = done * barCells / total
	}
	line := strings.Repeat("▰", full) + strings.Repeat("▱", barCells-full) + " " + strconv.Itoa(done) + "/" + strconv.Itoa(total)
	if label := plainLine(p.Label); label != "" {
		line = escape(shorten(label, 500)) + "\n" + line
	}
	return line
}

// unsafeName is what Discord would replace in a file's name; embeds find their
// picture by it.
var unsafeName = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

func (b *builder) attach(name, mime, alt string, data []byte) string {
	if len(b.now().Files) >= maxFiles || b.bytes+len(data) > maxFileBytes && len(b.now().Files) > 0 {
		b.next()
	}
	name = strings.Trim(unsafeName.ReplaceAllString(name, "_"), "._")
	if name == "" {
		name = "file"
	}
	if len(name) > 100 {
		name = name[len(name)-100:]
	}
	for _, f := range b.now().Files {
		if f.name == name {
			name = strconv.Itoa(len(b.now().Files)) + "-" + name
		}
	}
	if mime == "" || strings.ContainsAny(mime, "\r\n") {
		mime = "application/octet-stream"
	}
	b.bytes += len(data)
	b.now().Files = append(b.now().Files, file{name: name, mime: mime, alt: alt, data: data})
	return name
}

// picture puts an image under the text before it, its words beside it.
func (b *builder) picture(p bot.Picture) {
	alt := plainLine(p.Alt)
	if units(alt) > maxFooterRunes {
		b.put(piece{text: ""})
		for _, x := range flow([]block{{runs: []run{{text: alt}}}}, b.pieceRunes()) {
			b.put(x)
		}
		alt = ""
	}
	data, err := p.Draw()
	if err != nil || len(data) == 0 { // nothing to show: the words stay
		if alt != "" {
			b.heading(alt)
		}
		return
	}
	if b.total+units(b.title)+units(b.text.String())+units(alt) > maxEmbedsRunes || len(b.now().Embeds) >= maxEmbeds-1 {
		b.next()
	}
	name := b.attach(p.Name, "image/png", p.Alt, data)
	b.close()
	m := b.now()
	if len(m.Embeds) == 0 || m.Embeds[len(m.Embeds)-1].Image != nil {
		m.Embeds = append(m.Embeds, &discordgo.MessageEmbed{Color: colour})
	}
	e := m.Embeds[len(m.Embeds)-1]
	e.Image = &discordgo.MessageEmbedImage{URL: "attachment://" + name}
	if alt != "" {
		e.Footer = &discordgo.MessageEmbedFooter{Text: alt}
		b.total += units(alt)
	}
}

// file attaches a document; one that is larger than Discord takes comes in
// parts that can be put together again.
func (b *builder) file(f bot.File) {
	if len(f.Data) <= maxFileBytes {
		b.attach(f.Name, f.MIME, "", f.Data)
		return
	}
	b.put(piece{text: fmt.Sprintf(b.words.tooLarge, escape(shorten(f.Name, 200)))})
	for i, rest := 1, f.Data; len(rest) > 0; i++ {
		n := min(len(rest), maxFileBytes-1<<16)
		b.attach(fmt.Sprintf("%s.%03d", f.Name, i), "application/octet-stream", "", rest[:n])
		rest = rest[n:]
	}
}
