package answers

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"mentor/bot/answers/foreign"
	"mentor/bot/careers"
)

// What can be told to lie outside before anything is weighed: other languages,
// facts of companies and people, and words that no entry explains.

// spoken is the language in which a person hears that the mentor speaks two.
func spoken(q Query, m Memory) careers.Lang { return cmp.Or(m.Lang, q.Lang, careers.English) }

// isForeign reports whether a text is in a language that the mentor does not speak.
func isForeign(text string) bool {
	ts := split(text)
	said := make([]foreign.Word, len(ts))
	for i, t := range ts {
		said[i] = foreign.Word{Raw: t.raw, Folded: t.word, Small: smallWords[t.word]}
	}
	return foreign.Is(text, said)
}

// decideOutside decides on what needs no reading: a wave, another language.
func (e *Engine) decideOutside(q Query, m Memory, explains bool) (decision, bool) {
	d := decision{lang: spoken(q, m), explains: explains}
	switch {
	case foreign.Waved(q.Text):
		d.because("a wave")
		d.kind, d.speech, d.confidence = SmallTalk, "small-greeting", 0.9
	case isForeign(clean(q.Text)):
		d.because("another language")
		d = d.refuse("language", 0.9)
	default:
		return d, false
	}
	return d, true
}

// deeds and posts are what companies and people of the trade are asked about;
// of none of it is anything known.
var (
	deeds   = listed("deeds")
	posts   = words(`founder founders cofounder author inventor ceo chairman chairwoman chair president sponsor sponsors headquarters creator fondateur fondatrice auteur inventeur pdg createur siege presidente`)
	chiefs  = words("cmo cto cfo coo cio")
	askWhom = words("who whos whose qui quel quelle when quand where")
	ours    = words("i me my mine we us our you your je j me m moi mon ma mes nous notre vous votre tu te toi ton ta archetype archetypes model modele roadmap principle principe feuille")
)

// trivia reports whether a message asks who founded, bought or runs something.
func (r *reading) trivia() bool {
	if len(r.tokens) < 3 || len(r.roles()) > 0 || !askWhom[r.tokens[0].word] && !(len(r.tokens) > 1 && (r.says("company", "year", "entreprise", "annee") && (r.tokens[0].word == "which" || r.tokens[0].word == "what" || r.tokens[0].word == "quelle" || r.tokens[0].word == "en"))) {
		return false
	}
	found := false
	for i, t := range r.tokens {
		if ours[t.word] {
			return false
		}
		holder := chiefs[t.word] && i+1 < len(r.tokens) && skipped[r.tokens[i+1].word] && i+2 < len(r.tokens) // "the CMO of …"
		found = found || i > 0 && (deeds[t.word] || posts[t.word] || holder)
	}
	return found
}

// defining are the words around what a message wants explained.
var defining = listed("defining")

// asksForTerm gives the words that a message wants explained, where it is a
// question of that form; of another it gives none.
func (r *reading) asksForTerm() (asked []token) {
	text := Fold(r.text)
	form := false
	for _, f := range []string{"what is", "what are", "what's", "whats", "what does", "what do", "define", "explain", "meaning of", "definition of", "what that is", "what this is", "what it is", "that even mean", "word for", "est-ce qu", "c'est quoi", "cest quoi", "veut dire", "signifie", "definition d"} {
		form = form || strings.Contains(text, f)
	}
	if does := strings.Contains(text, "what does") || strings.Contains(text, "what do "); does && !r.says("mean", "stand") {
		return nil
	}
	for _, t := range r.tokens {
		if defining[t.word] {
			continue
		}
		if smallWords[t.word] || noTerm[t.word] { // "what is wrong with my plan" wants no word explained
			return nil
		}
		asked = append(asked, t)
	}
	if len(r.tokens) == len(asked) && len(asked) == 1 && abbreviated(asked[0]) {
		return asked // "SEO?"
	}
	if !form || len(asked) > maxTerm || len(asked) == 0 {
		return nil
	}
	return asked
}

// noTerm are words of questions that only look like those for a term.
var noTerm = listed("no-term")

// maxTerm is how many words a term has.
const maxTerm = 4

// abbreviated reports whether a word is written as abbreviations are, or is
// one of those that people write small.
func abbreviated(t token) bool {
	upper, digits, letters := 0, 0, 0
	for _, r := range t.raw {
		switch {
		case unicode.IsUpper(r):
			upper++
			letters++
		case unicode.IsLetter(r):
			letters++
		case unicode.IsDigit(r):
			digits++
		}
	}
	return letters > 1 && letters < 6 && upper == letters || letters > 1 && letters < 4 && digits == 1 || shortened[t.word]
}

// shortened are abbreviations of the trade that people write small.
var shortened = words(`seo sea sem smo b2b b2c d2c plg okr okrs nps ctr cpc cpa cpl cac ltv clv arr mrr roi ppc ugc gtin sdk html css json xml http ott ctv pmax llm rag mcp aeo geo smb`)

// decideTerm refuses to explain a term that no entry explains, and offers what
// is near to it.
func (e *Engine) decideTerm(r *reading, d decision) (decision, bool) {
	asked := r.asksForTerm()
	if len(asked) == 0 {
		return d, false
	}
	unheard := false
	for _, t := range asked {
		if slices.ContainsFunc(r.mentions, func(x mention) bool { return r.tokens[x.from].at <= t.at && t.at <= r.tokens[x.to-1].at }) {
			if !slices.ContainsFunc(r.mentions, func(x mention) bool { return x.is(aTerm) }) {
				return d, false // a role or a certification, known or not
			}
			continue
		}
		unheard = unheard || abbreviated(t) || len(t.word) > 3 && !e.index.explains(term(wordTerm, "w:", t.stem))
	}
	if !unheard {
		return d, false
	}
	d.because("asks for a term that has no entry")
	for _, x := range r.mentions {
		if x.is(aTerm) {
			d.options = append(d.options, "term/"+x.names[0].id)
		}
	}
	words := make([]string, 0, len(asked))
	for _, t := range asked {
		words = append(words, t.word)
	}
	d.options = append(d.options, e.nearTopics(strings.Join(words, " "), d.lang)...)
	return d.refuse("unknown-term", 0.9), true
}

// nearTopics are the topics whose lines are near to some words.
func (e *Engine) nearTopics(text string, lang careers.Lang) (ids []string) {
	x := e.consider(text, lang)
	scores := make([]float64, len(e.weighing.topics))
	for i, id := range e.weighing.topics {
		if near := x.nearTo("topic:" + id); near >= nearEnough {
			scores[i] = near
		}
	}
	for _, i := range e.weighing.heaviest(scores, 2) {
		ids = append(ids, e.weighing.topics[i])
	}
	return ids
}

// explains reports whether a word is in a line of some topic.
func (x *index) explains(t uint32) bool {
	topic := func(label int) bool { return strings.HasPrefix(x.Labels[label], "topic:") }
	if i, ok := slices.BinarySearch(x.Terms, t); ok {
		for line := range x.lines.Of(i) {
			label, _ := slices.BinarySearch(x.Ends, line+1)
			if topic(label) {
				return true
			}
		}
	}
	for _, line := range x.late[t] {
		if topic(int(x.marks[line].label)) {
			return true
		}
	}
	return false
}

// doesItsName reports whether a message asks what the holders of a role do
// with the very verb of its name: "what do makers make".
func (r *reading) doesItsName(id string) bool {
	for _, x := range r.mentions {
		if !x.is(aRole) || x.names[0].id != id {
			continue
		}
		last := strings.TrimSuffix(r.tokens[x.to-1].word, "s")
		for i, t := range r.tokens {
			if i >= x.to && len(t.word) > 2 && (last == t.word+"r" || last == t.word+"er") && r.says("what", "things", "stuff") && !r.says("much", "money", "year", "month") {
				return true
			}
		}
	}
	return false
}

var leavingOut = words("skip skipping bypass sauter saute zapper bruler")

// skips reports whether a message asks to leave a role out: "can I skip the TAM?"
func (r *reading) skips(id string) bool {
	for _, x := range r.mentions {
		if !x.is(aRole) || x.names[0].id != id {
			continue
		}
		for _, t := range r.tokens[max(0, x.from-4):x.from] {
			if leavingOut[t.word] {
				return true
			}
		}
	}
	return false
}
