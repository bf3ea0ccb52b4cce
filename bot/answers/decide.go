package answers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"mentor/bot/careers"
)

// forgotten is after how much silence a conversation starts anew.
const forgotten = 30 * time.Minute

// The thresholds. A wrong answer weighs twice a refusal; these were tuned for
// that on questions apart from the training lines.
const (
	nearWeight   = 8     // how much nearness to a line multiplies a label
	nearLong     = 9     // the same in a long message
	longMessage  = 13    // words from which one is long
	nearNeutral  = 0.30  // nearness that neither helps nor harms
	floor        = 0.004 // what nearness alone can raise, where the classifier sees nothing
	unlearned    = 0.3   // the same for topics that the classifier has never seen
	leastWeight  = 0.4   // weight below which a topic needs a message whose words are known
	wellCovered  = 0.7   // and the share of them that then is enough
	leastTopic   = 0.12  // posterior below which a topic is not answered
	leastLong    = 0.13  // the same for a story with a question
	refuseNamed  = 0.45  // share of refusals that beats a named role
	refuseOpen   = 0.5   // share of refusals that beats every topic
	commandSure  = 0.60
	smallSure    = 0.50
	leastCovered = 0.30 // share of known words below which a message is foreign
	facetNear    = 4
	facetLine    = 2
	leanLeast    = 0.35
	leastRight   = 0.40 // how often an answer to a long message must be right to be given, near or not
	named        = 15   // what a topic gains whose own term is said
	sameSubject  = 3
	outOfContext = 0.3 // what refusals count for a follow-up that follows nothing
	pronounGain  = 4   // what a follow-up gains that says "he" or "it"
)

// decision is what an answer will say and why.
type decision struct {
	kind         Kind
	lang         careers.Lang
	topics       []string // what is answered, most relevant first
	compare      []string // roles set side by side
	brief        bool     // several topics: each in a sentence or two
	short        bool     // one topic, in a sentence
	beyond       bool     // the first topic was told just before: the second goes on from it
	allTold      bool     // … and there is no more
	onward       bool     // more is asked of what was answered last
	again        bool     // the last answer is asked for again
	also         bool     // the first topic in full, the second in a sentence
	declined     string   // the wording of what is declined of another part of the message
	near         bool     // the topics are the nearest that is known, and no answer
	title        string   // the title that a near answer is about
	names        []string // names that a message uses for one role
	options      []string // topics to offer
	named        []string // the roles that the message names
	list         []string // names that the wording lists
	speech       string   // the wording to use where it is no topic
	intent       []string
	personal     string // what is asked of the person, and how likely
	personalSure float64
	bare         string // see Answer.Bare
	told         string // what the message told, where it asked nothing
	who          people
	confidence   float64
	explains     bool // steps are kept
	steps        []string
	candidates   []Candidate
}

// Candidate is a topic that was weighed.
type Candidate struct {
	Topic string  `json:"topic"`
	Score float64 `json:"score"`
}

func (d *decision) because(format string, args ...any) {
	if d.explains {
		d.steps = append(d.steps, fmt.Sprintf(format, args...))
	}
}

func (d decision) refuse(why string, sure float64) decision {
	d.kind, d.confidence, d.near = Unknown, sure, false
	switch why {
	case "noise", "unknown", "unknown-near":
		d.speech = why
	default:
		d.speech = "refuse-" + why
	}
	return d
}

func (d decision) answer(sure float64, topics ...string) decision {
	d.kind, d.topics, d.confidence = Answered, topics, min(1, sure)
	return d
}

var thingNames = map[thing]string{aRole: "role", aCertification: "certification", anAssociation: "association", aTerm: "term", aTitle: "title", anUnknownRole: "unknown role"}

// decide finds out what to say; with explains, also why.
func (e *Engine) decide(q Query, explains bool) decision {
	m := q.Memory
	if !q.At.IsZero() && !m.At.IsZero() && q.At.Sub(m.At) > forgotten {
		m = Memory{}
	}
	if d, ok := e.decideOutside(q, m, explains); ok {
		if d.kind == Unknown {
			d.options = e.offers(e.consider(q.Text, "", m.Lang, q.Lang), d, q, "language")
		}
		return d
	}
	q.Role, q.Target = cmp.Or(m.Own, q.Role), cmp.Or(m.Target, q.Target)
	whole := e.read(q.Text, "", m.Lang, q.Lang)
	tells := whole.tells()
	if longer, ok := e.afterTold(&whole, m); ok {
		whole = longer
	}
	r, d := e.decideMessage(&whole, q, m, explains)
	r, d = e.afterAsked(r, d, q, m, explains)
	if half, part, ok := e.halves(&whole, d, q, m); ok && d.declined == "" {
		r, d = part, half
	}
	d.onward = d.onward || r.content() <= saysLittleMore && (len(r.roles()) == 0 || d.repeats(m)) // "what would you do?"
	if d = e.further(r, d, q, m); tells && d.kind != SmallTalk && d.kind != Clarify {
		d.told = shorten(strings.ReplaceAll(whole.text, "\n", toldBefore), maxTold)
	}
	if d.kind == Answered && len(whole.tokens) >= longMessage && sureOf(d) < leastRight { // it would mislead more often than help
		d.because("refused: right in %.2f of such answers", sureOf(d))
		d.options = d.topics
		d = d.refuse("unknown-near", 1-d.confidence)
		d.compare = nil
	}
	d.who = whole.whoIsWho()
	r.before = whole.before
	d.personal, d.personalSure = r.personal(&whole)
	if d.bare = r.asksMore(); len(whole.tokens) > mostBareWords { // a short clause of a longer message asks what that is about
		d.bare = ""
	} else if m.Personal && d.bare != "" {
		d.personal, d.personalSure = ofPerson+"why", 1
	}
	d.because("asks of the person: %s %.2f", d.personal, d.personalSure)
	if d.kind == Unknown {
		if len(m.Topics) == 0 || r.ofContent() > 1 || len(r.mentions) > 0 { // "what does it cost?" stays with what was spoken of
			d = e.nearRefused(r, d)
		}
		d.options = e.offers(r, d, q, strings.TrimPrefix(d.speech, "refuse-"))
		if d.speech == "refuse-unknown-role" && len(e.nearRoles(r)) > 0 {
			d.speech += "-near" // only then are they what is offered
		}
	}
	return d
}

// saysLittleMore is how many words that say something a message has at most that
// asks for more of what was just told, where it gets the same answer.
const saysLittleMore = 3

// repeats reports whether a role's side that was just told is asked for again in
// other words: "and the one above?" "what about a TAM?"
func (d decision) repeats(m Memory) bool {
	return d.kind == Answered && len(m.Topics) > 0 && m.Topics[0] == d.topics[0] && m.Text != "" && strings.HasSuffix(d.topics[0], "/overview")
}

// leastRefused is how likely a topic must be, of all topics, to be told with a refusal.
const leastRefused = 0.2

// nearRefused adds to a refusal the nearest that is known.
func (e *Engine) nearRefused(r *reading, d decision) decision {
	if d.near {
		return d
	}
	if slices.Contains(topicLists["with-entry"], strings.TrimPrefix(d.speech, "refuse-")) {
		for i, y := range append(slices.Clone(r.mentions), r.background...) {
			if (y.is(aCertification) || y.is(anAssociation)) && y.score >= 0.9 && (i >= len(r.mentions) || !r.ownName(y)) {
				if strings.HasPrefix(d.speech, "unknown") {
					d.speech = "unknown-entry"
				}
				return e.nearEntry(d, entryOf(e.content, y))
			}
		}
	}
	if !slices.Contains(topicLists["with-refusal"], strings.TrimPrefix(d.speech, "refuse-")) || len(r.tokens) == 0 { // what a role does, though not how many hold it
		return d
	}
	var ids []string
	for _, role := range r.roles() {
		ids = appendNew(ids, role+"/overview")
	}
	if len(ids) == 0 {
		scores, _, _, _ := e.weighTopics(r)
		total := 0.0
		for _, s := range scores {
			total += s
		}
		for _, i := range e.weighing.heaviest(scores, 2) {
			if scores[i] > leastRefused*total {
				ids = append(ids, e.weighing.topics[i])
			}
		}
	}
	if len(ids) == 0 {
		ids = topicLists["instead/"+strings.TrimPrefix(d.speech, "refuse-")]
	}
	if len(ids) > 0 {
		d.near, d.topics = true, ids[:min(2, len(ids))]
	}
	return d
}
