package answers

import (
	"cmp"
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"mentor/bot/answers/calibration"
	"mentor/bot/answers/concepts"
	"mentor/bot/answers/langid"
	"mentor/bot/answers/spelling"
	"mentor/bot/careers"
)

//go:generate go run ./train -o model.bin

//go:embed model.bin
var modelData []byte

// Engine answers questions from one Content. It does not change once made, so
// many goroutines can ask it at once; the same question gets the same answer.
type Engine struct {
	content  *careers.Content
	model    *model
	langs    *langid.Langs
	lexicon  *lexicon
	concepts *concepts.Concepts
	index    *index
	speller  *spelling.Speller
	titles   map[string]bool // the words of the names of roles
	parts    map[string][]string
	houses   []string // the first words of those who issue certifications, in their order
	weighing weighing
}

// New makes an engine that answers from c.
func New(c *careers.Content) (*Engine, error) {
	m, err := readModel(modelData)
	if err != nil {
		return nil, err
	}
	e := &Engine{content: c, model: m, langs: &m.Langs, concepts: concepts.Read(concepts.Text, foldWord, stem)}
	e.buildLexicon()
	e.buildParts()
	e.index = &m.Index
	if c.Hash() != m.Content { // made from other files: an organisation's, or an editor's
		for _, l := range e.contentLines(e.index.has) {
			e.index.add(l)
		}
	}
	e.buildWeighing()
	return e, nil
}

// Content is what the engine answers from.
func (e *Engine) Content() *careers.Content { return e.content }

// Ask answers a question.
func (e *Engine) Ask(q Query) Answer { return e.tell(e.decide(q, false), q) }

// Explanation says how an answer came about.
type Explanation struct {
	Answer     Answer
	Candidates []Candidate
	Steps      []string
}

// Explain answers and says why.
func (e *Engine) Explain(q Query) Explanation {
	d := e.decide(q, true)
	return Explanation{Answer: e.tell(d, q), Candidates: d.candidates, Steps: d.steps}
}

// maxAnswer is how many characters an answer may have.
const maxAnswer = 1500

// tell puts a decision into words.
func (e *Engine) tell(d decision, q Query) Answer {
	a := Answer{Kind: d.kind, Lang: d.lang, Topics: d.topics, Confidence: d.confidence, Near: d.near || d.declined != "", Intent: d.intent, Personal: d.personal, PersonalSure: d.personalSure, Bare: d.bare, Memory: q.Memory,
		Vague: d.kind == Unknown && strings.HasPrefix(d.speech, "unknown")}
	offered := d.options
	if d.kind == Answered {
		d = e.besides(d)
		if d.also && len(d.topics) > 1 && comforts(d.topics[0]) && !ofWork[strings.Split(d.topics[1], "/")[0]] { // a feeling is met, and no career told
			d.topics, d.also = d.topics[:1], false
		}
		a.Topics = d.topics
	}
	switch d.kind {
	case Answered:
		id := d.topics[0]
		if len(d.compare) > 1 {
			id = "compare/" + strings.Join(d.compare, "..")
		}
		t, ok := e.content.Topic(id)
		if !ok {
			return e.tell(d.refuse("unknown", 0.5), q)
		}
		a.Text = t.Text.In(d.lang)
		a.Sources = t.Source
		offered = append(offered, t.Next...)
		if brief := t.Brief.In(d.lang); d.short && brief != "" {
			a.Text = brief
		}
		switch {
		case d.near && len(d.compare) == 0:
			a.Text, a.Sources = e.nearText(d, q)
		case d.allTold:
			a.Text, a.Sources = e.speak("told-all", d.lang, q), nil
		case d.beyond:
			next, _ := e.content.Topic(d.topics[1])
			opening := strings.ReplaceAll(e.speak("told-before", d.lang, q), "{topic}", "**"+next.Title.In(d.lang)+"**")
			a.Text, a.Sources = opening+"\n\n"+paragraphs(next.Text.In(d.lang), maxNear), next.Source
		case d.also && len(d.topics) > 1:
			a.Text, a.Sources = e.withSecond(d.topics, d.lang)
		case d.brief:
			a.Text, a.Sources = e.briefly(d.topics, d.lang)
		}
		if d.declined != "" {
			a.Text = firstSentence(e.speak(d.declined, d.lang, q)) + "\n\n" + a.Text
		}
		a.Text, a.Cited = e.cite(a.Text, a.Sources, d.lang)
	case Unknown, SmallTalk, Clarify:
		a.Text = e.speak(d.speech, d.lang, q)
		join := either
		if d.kind == SmallTalk {
			join = all
		}
		if d.speech == "unknown-near" && len(d.options) > 0 {
			a.Text = strings.NewReplacer("{topic}", "**"+e.content.Title(d.options[0], d.lang)+"**", "{about}", e.content.About(d.options[0], d.lang)).Replace(a.Text)
		}
		a.Text = strings.ReplaceAll(a.Text, "{list}", enumerate(d.list, join[d.lang]))
		if d.kind == Unknown && d.near {
			text, _ := e.briefly(d.topics[:1], d.lang)
			a.Text = strings.ReplaceAll(a.Text, "{about}", e.content.About(d.topics[0], d.lang)) + "\n\n" + text
		}
	case Command:
	}
	for _, id := range offered {
		if len(a.Options) < 3 || d.kind == Clarify && len(a.Options) < maxAsked {
			a.Options = append(a.Options, Option{Topic: id, Label: e.content.Title(id, d.lang)})
		}
	}
	if d.kind == Clarify {
		a.Topics = d.options
	}
	a.Confidence = calibrated(a)
	a.Memory = remember(q, d, a)
	return a
}

// ofWork are the subjects that may be told beside what meets a feeling.
var ofWork = words("work-life promotion job choice transition change analyst")

// roomForAll is how many characters the answers to several questions may have together.
const roomForAll = 1300

// briefly answers several topics: in full where that is short, else with its beginning.
func (e *Engine) briefly(ids []string, lang careers.Lang) (text string, sources []string) {
	var parts []string
	for _, id := range ids {
		t, ok := e.content.Topic(id)
		if !ok {
			continue
		}
		body := strings.TrimSpace(t.Text.In(lang))
		if room := roomForAll / len(ids); utf8.RuneCountInString(body) > room {
			if body = paragraphs(body, room-utf8.RuneCountInString(t.Title.In(lang))-5); body == "" {
				body = strings.TrimSpace(t.Brief.In(lang))
			}
			body = "**" + t.Title.In(lang) + "**\n\n" + body
		}
		parts = append(parts, body)
		for _, s := range t.Source {
			if !slices.Contains(sources, s) {
				sources = append(sources, s)
			}
		}
	}
	return strings.Join(parts, "\n\n"), sources
}

// roomForBeside is how many characters a text may have for another's brief to
// stand under it.
const roomForBeside = 950

// besides tells with a topic what the documents say on the same thing, where
// there is room: what is the mentor's own reading is not all that is known.
func (e *Engine) besides(d decision) decision {
	if d.brief || d.short || d.beyond || d.allTold || len(d.compare) > 0 || len(d.topics) == 0 || d.title != "" {
		return d
	}
	t, ok := e.content.Topic(d.topics[0])
	if !ok || t.Beside == "" {
		return d
	}
	i := slices.Index(d.topics, t.Beside)
	switch {
	case d.near && i < 0:
		if len(d.topics) > 1 {
			if second, ok := e.content.Topic(d.topics[1]); ok && second.Beside == "" { // told by the documents already
				return d
			}
		}
		d.topics = slices.Insert(slices.Clone(d.topics), 1, t.Beside)
	case d.near || i == 1 && d.also:
	case len(d.topics) == 1 && utf8.RuneCountInString(t.Text.In(d.lang)) <= roomForBeside:
		d.topics, d.also = []string{d.topics[0], t.Beside}, true
	}
	return d
}

// withSecond answers the first topic in full and the second in a sentence.
func (e *Engine) withSecond(ids []string, lang careers.Lang) (text string, sources []string) {
	first, _ := e.content.Topic(ids[0])
	text, sources = strings.TrimSpace(first.Text.In(lang)), slices.Clone(first.Source)
	second, ok := e.content.Topic(ids[1])
	more := strings.TrimSpace(second.Brief.In(lang))
	if !ok || more == "" {
		return text, sources
	}
	for _, s := range second.Source {
		if !slices.Contains(sources, s) {
			sources = append(sources, s)
		}
	}
	return text + "\n\n**" + second.Title.In(lang) + "**\n\n" + more, sources
}

// cite adds where an answer comes from, where there is room.
func (e *Engine) cite(text string, sources []string, lang careers.Lang) (cited, line string) {
	wording := e.content.Speech("source", lang)
	if len(sources) == 0 || len(wording) == 0 {
		return text, ""
	}
	var titles []string
	for _, id := range sources {
		if s, ok := e.content.Source(id); ok && !slices.Contains(titles, s.Title.In(lang)) {
			titles = append(titles, s.Title.In(lang))
		}
	}
	line = strings.ReplaceAll(wording[0], "{title}", strings.Join(titles, semicolon[lang]))
	if utf8.RuneCountInString(text)+utf8.RuneCountInString(line)+2 > maxAnswer {
		return text, ""
	}
	return strings.TrimRight(text, "\n") + "\n\n" + line, line
}

// What joins the last of several names, where one is to be picked and where all are meant.
var (
	either = map[careers.Lang]string{careers.English: " or ", careers.French: " ou "}
	all    = map[careers.Lang]string{careers.English: " and ", careers.French: " et "}
)

// semicolon stands between the titles of sources: the French put a space before it.
var semicolon = map[careers.Lang]string{careers.English: "; ", careers.French: careers.Typeset(" ; ")}

// enumerate lists names as a sentence does.
func enumerate(list []string, join string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + join + list[len(list)-1]
}

// speak takes one of the wordings under a key, the same for the same words.
func (e *Engine) speak(key string, lang careers.Lang, q Query) string {
	list := e.content.Speech(key, lang)
	if len(list) == 0 {
		list = e.content.Speech("unknown", lang)
	}
	if len(list) == 0 {
		return "…"
	}
	text := list[int(hash(q.Text))%len(list)]
	return strings.ReplaceAll(text, "{count}", strconv.Itoa(len(e.content.Roles())))
}

// remember is what the next question can lean on.
func remember(q Query, d decision, a Answer) Memory {
	m := q.Memory
	if !q.At.IsZero() && !m.At.IsZero() && q.At.Sub(m.At) > forgotten {
		m = Memory{}
	}
	m.At, m.Lang, m.Personal = q.At, d.lang, false
	if d.kind == Answered {
		if len(m.Topics) > 0 && (m.Topics[0] != a.Topics[0] || d.beyond) {
			was := m.Topics[:1]
			if len(m.Topics) == 2 && d.beyond || len(m.Topics) == 2 && strings.HasSuffix(m.Topics[1], "/differences") { // "and the other one?"
				was = m.Topics
			}
			m.Earlier = slices.Concat(was, m.Earlier[:min(len(m.Earlier), 4-len(was))])
		}
		m.Topics = a.Topics
		m.Options = nil
	}
	if d.kind == Unknown && d.near {
		m.Topics = a.Topics
	}
	if d.kind != Answered && len(d.named) > 0 { // what it is about stays known, answered or not
		m.Topics = []string{d.named[0] + "/overview"}
	}
	if d.kind == Clarify {
		m.Options = nil
		for _, o := range a.Options {
			m.Options = append(m.Options, o.Topic)
		}
	}
	m.Text, m.Told = shorten(q.Text, maxText), d.told
	m.Own, m.Target = cmp.Or(d.who.own, m.Own), cmp.Or(d.who.target, m.Target)
	return m
}

func shorten(s string, n int) string {
	r := []rune(s)
	if len(r) <= n {
		return s
	}
	return string(r[:n])
}

// Topic answers a choice that was picked: SUBJECT/FACET, paths/FROM..TO or
// compare/A..B. ok is false where there is no such topic.
func (e *Engine) Topic(id string, lang careers.Lang, m Memory) (Answer, bool) {
	if !e.content.Has(id) {
		return Answer{}, false
	}
	d := decision{kind: Answered, lang: lang, topics: []string{id}, confidence: 1}
	if list, ok := strings.CutPrefix(id, "compare/"); ok {
		d.compare = strings.Split(list, "..")
		d.topics = nil
		for _, r := range d.compare {
			d.topics = append(d.topics, r+"/differences")
		}
	}
	return e.tell(d, Query{Lang: lang, Memory: m, At: m.At}), true
}

// Compare sets two or three roles side by side.
func (e *Engine) Compare(ids []string, lang careers.Lang) (Answer, bool) {
	return e.Topic("compare/"+strings.Join(ids, ".."), lang, Memory{})
}

// Path is the way from one role to another.
func (e *Engine) Path(from, to string, lang careers.Lang) (Answer, bool) {
	return e.Topic("paths/"+from+".."+to, lang, Memory{})
}

// calibrated is how often an answer such as this one is right.
func calibrated(a Answer) float64 {
	switch a.Kind {
	case Answered:
		return calibration.Answers.Of(a.Confidence)
	case Unknown:
		return calibration.Refusals.Of(a.Confidence)
	}
	return a.Confidence
}
