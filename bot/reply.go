package bot

import (
	"slices"

	"mentor/bot/people"
	"mentor/bot/picture"
)

// Reply is what the mentor says: intent, never widgets. Each adapter shows it
// as well as its platform can, and loses none of it.
type Reply struct {
	// Text is a complete answer by itself, required unless Form is set:
	// notifications, screen readers and plain terminals show nothing else.
	Text Markup
	// Notice is what a notification shows in place of Text, of what was sent
	// unasked: it names no goal. Empty: Text.
	Notice Markup
	// Blocks is the same answer, richer. Where it is empty, Text is shown.
	// Where it is set, Text is shown only where blocks cannot be; blocks of
	// which none is Full are shown under Text.
	Blocks []Block
	// Form is opened in answer to an event whose Forms is true.
	Form *Form
	// Fields is what is wrong, by field id, in answer to a Submit; the form stays open.
	Fields map[string]Markup
	// Private replies are for the person alone: ephemeral in a channel.
	Private bool
	// Replace is the message that this reply takes the place of.
	Replace MessageID
	// Lang is the language of Text, for the few words that an adapter adds of
	// its own ("next page"). Empty is English.
	Lang people.Lang
	// Delivery is set on what is sent from a row; zero on direct answers.
	Delivery Delivery
}

// Empty reports whether there is nothing to send.
func (r Reply) Empty() bool {
	return r.Text == "" && len(r.Blocks) == 0 && r.Form == nil && len(r.Fields) == 0
}

// Delivery names the row behind a reply, so that an adapter can keep a second
// try from becoming a second message.
type Delivery struct {
	Key string // unique, at most 25 characters: Discord's nonce, Slack's metadata
	Try int    // 1 for the first; above it, the message may already be there
}

// Block is a part of a Reply: Section, Table, Progress, Picture, File, Choices,
// Note or Feedback.
type Block interface{ block() }

// Full reports whether a block says a part of the answer, so that Text is not
// shown beside it. Choices, a Note and Feedback only stand under it.
func Full(b Block) bool {
	switch b.(type) {
	case Choices, Note, Feedback:
		return false
	}
	return true
}

// Section is a titled stretch of text. Title may be empty.
type Section struct {
	Title string // plain text
	Text  Markup
}

// Table is rows of cells under a head. Every row has as many cells as Head.
type Table struct {
	Title string // plain text, may be empty
	Head  []Markup
	Rows  [][]Markup
}

// Progress is how far something is: Done of Total, 0 ≤ Done ≤ Total.
type Progress struct {
	Label string // plain text
	Done  int
	Total int
}

// Picture is an image with words beside it for those who cannot see it. It
// says what is to be seen; whoever sends it draws it, so that no transaction
// and no words wait for a drawing.
type Picture struct {
	Name    string           // file name, ends in .png
	Alt     string           // plain text, at most 2,000 characters
	Drawing *picture.Drawing // what it shows; nil if there is nothing but words
	PNG     []byte           // the file, where it exists already: replies kept by earlier versions
}

// Draw gives the picture as a PNG file; none if there is nothing to show.
func (p Picture) Draw() ([]byte, error) {
	if p.Drawing == nil {
		return p.PNG, nil
	}
	return p.Drawing.Draw()
}

// File is a document to keep, such as an export.
type File struct {
	Name string
	MIME string
	Data []byte
}

// Choices is what can be taken with one press. Few are buttons, many are a
// menu, paged past the platform's limit; in the terminal they are numbers.
type Choices struct {
	Prompt Markup // may be empty
	Items  []Choice
}

// Note is small print at the end of an answer, such as where its facts come from.
type Note struct{ Text Markup }

// Feedback asks whether an answer helped, where the platform has a place for
// that beside the answer; elsewhere it is not shown. A press comes back as
// FeedbackAction with Yes or No before the topic.
type Feedback struct{ Topic string }

// What a press on Feedback carries.
const (
	FeedbackAction = "helped"
	FeedbackYes    = "yes "
	FeedbackNo     = "no "
)

// Choice is one thing to take. Action and Value are ids, never command text;
// together they are at most MaxChoiceBytes.
type Choice struct {
	Label       string // plain text; adapters shorten it to what a button holds
	Spoken      string // what a screen reader says in place of Label, where that is short for it
	Description string // plain text, may be empty; shown where there is room
	Action      string
	Value       string
	Style       Style
}

// MaxChoiceBytes is how long Action and Value may be together: Discord's
// custom_id holds 100 characters, of which adapters keep a few for themselves.
const MaxChoiceBytes = 90

// Style is how a Choice stands out.
type Style int

// The styles.
const (
	Plain Style = iota
	Primary
	Danger
)

// Form is fields to fill in. It comes back as one Submit with the same ID and Value.
type Form struct {
	ID     string
	Value  string // ids that the core needs back, at most MaxChoiceBytes with ID
	Title  string // plain text, at most 24 characters (Slack's limit for a view's title)
	Intro  Markup // may be empty
	Submit string // plain text of the button, at most 24 characters
	Fields []Field
}

// Field is one entry of a Form.
type Field struct {
	ID       string
	Label    string // plain text, at most 45 characters (Discord's limit)
	Hint     string // plain text, an example of what to enter
	Kind     FieldKind
	Optional bool
	Initial  string   // what stands in it at first; for Pick a Choice's Value
	Options  []Choice // for Pick: Label and Value count
	Suggest  string   // completion field for Suggest, or empty
	Max      int      // longest entry in characters; 0 is the platform's limit
}

// FieldKind says how a field is entered.
type FieldKind int

// The kinds of fields. LongText holds several lines; Date comes back as
// 2006-01-02 or as the person wrote it, the core reads both.
const (
	ShortText FieldKind = iota
	LongText
	Pick
	Date
)

func (Section) block() {}

func (Table) block() {}

func (Progress) block() {}

func (Picture) block() {}

func (File) block() {}

func (Choices) block() {}

func (Note) block() {}

func (Feedback) block() {}

// Lead puts words before a reply, wherever it is shown.
func (r *Reply) Lead(note Markup) {
	r.Text = note + "\n\n" + r.Text
	if slices.ContainsFunc(r.Blocks, Full) {
		r.Blocks = append([]Block{Section{Text: note}}, r.Blocks...)
	}
}
