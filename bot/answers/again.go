package answers

import (
	"slices"
	"strings"

	"mentor/bot/answers/forms"
	"mentor/bot/careers"
)

// ordinals are words for one of several things that were offered.
var ordinals = map[string]int{
	"first": 0, "1st": 0, "1": 0, "premier": 0, "premiere": 0, "1er": 0, "1ere": 0, "former": 0,
	"second": 1, "2nd": 1, "2": 1, "deuxieme": 1, "seconde": 1, "2e": 1, "2eme": 1,
	"third": 2, "3rd": 2, "3": 2, "troisieme": 2, "3e": 2, "3eme": 2,
	"fourth": 3, "4th": 3, "4": 3, "quatrieme": 3, "4e": 3, "4eme": 3,
	"last": -1, "latter": -1, "dernier": -1, "derniere": -1,
}

// pickWords may stand beside the name of a choice.
var pickWords = listed("pick-words")

// picked is the topic that a message chooses of those that the last question
// named: "the second one", "process".
func (e *Engine) picked(r *reading, m Memory) (string, bool) {
	if len(m.Options) == 0 || len(r.tokens) > 6 {
		return "", false
	}
	chosen := ""
	for _, t := range r.tokens {
		if n, ok := ordinals[t.word]; ok {
			if n < 0 {
				n = len(m.Options) - 1
			}
			if n >= len(m.Options) || chosen != "" {
				return "", false
			}
			chosen = m.Options[n]
		} else if !pickWords[t.word] && e.optionOf(t.word, m.Options) == "" {
			return "", false
		}
	}
	for _, t := range r.tokens {
		if id := e.optionOf(t.word, m.Options); id != "" && chosen == "" {
			chosen = id
		}
	}
	return chosen, chosen != ""
}

// optionOf is the one option whose role has a word in its name.
func (e *Engine) optionOf(word string, options []string) (found string) {
	for _, form := range e.lexicon.forms(word) {
		for _, id := range options {
			subject, _, _ := strings.Cut(id, "/")
			role, ok := e.content.Role(subject)
			if !ok || pickWords[word] {
				continue
			}
			for _, w := range nameWords(role.Name.En + " " + role.Name.Fr) {
				if w == form && found != id {
					if found != "" {
						return "" // the word is in several names
					}
					found = id
				}
			}
		}
	}
	return found
}

var (
	shorterWords = words("shorter short brief briefly briefer summary summarise summarize tldr tl dr court bref resume resumer raccourci raccourcis concis nutshell")
	languageOf   = map[string]careers.Lang{"english": careers.English, "anglais": careers.English, "french": careers.French, "francais": careers.French}
	againWords   = listed("again-words")
)

// again is what a message asks of the last answer itself: shorter, or in the
// other language. Nothing else may be in it.
func (r *reading) again(m Memory) (lang careers.Lang, shorter, ok bool) {
	if len(m.Topics) == 0 || len(r.tokens) > 8 {
		return "", false, false
	}
	for _, t := range r.tokens {
		if l := languageOf[t.word]; l != "" {
			lang = l
		} else if shorterWords[t.word] {
			shorter = true
		} else if !againWords[t.word] {
			return "", false, false
		}
	}
	return lang, shorter, lang != "" || shorter
}

// ofLastTwo answers what is asked of the two that were told last: what each of
// two roles needs ("which is more technical?"), both of two terms ("what's the
// difference?").
func (e *Engine) ofLastTwo(r *reading, d decision, m Memory) (decision, bool) {
	if len(m.Topics) == 0 || r.content() > 4 || len(r.mentions) > 0 {
		return d, false
	}
	if refusal, _ := r.mass("refuse:"); refusal > refusedForm {
		return d, false
	}
	one, first := strings.CutSuffix(m.Topics[0], "/differences")
	other, second := strings.CutSuffix(m.Topics[len(m.Topics)-1], "/differences")
	switch {
	case first && second && one != other && r.says("which", "lequel", "laquelle", "two", "deux") && !r.says("senior", "above", "higher", "superieur", "haut"):
		return d.several([]string{one + "/requirements", other + "/requirements"}), true
	case len(m.Earlier) > 0 && strings.HasPrefix(m.Topics[0], "term/") && strings.HasPrefix(m.Earlier[0], "term/") && r.says("difference", "differences", "diff", "differ"):
		return d.several([]string{m.Earlier[0], m.Topics[0]}), true
	}
	return d, false
}

// further keeps an answer from being given twice in a row: it goes on to what
// follows from it and was not told yet, or says that this is all there is.
func (e *Engine) further(r *reading, d decision, q Query, m Memory) decision {
	if d.kind != Answered || !d.onward || d.again || d.near || len(d.compare) > 0 || d.brief || len(d.topics) == 0 || len(m.Topics) == 0 || m.Topics[0] != d.topics[0] {
		return d
	}
	if m.Text == shorten(q.Text, maxText) && r.asksMore() == "" { // asked again in the very words; a second "why?" asks on
		return d
	}
	t, ok := e.content.Topic(d.topics[0])
	if !ok {
		return d
	}
	told := append(slices.Clone(m.Topics), m.Earlier...)
	for _, id := range t.Next {
		if _, known := e.content.Topic(id); known && !slices.Contains(told, id) {
			d.because("told just before: goes on to %s", id)
			d.topics, d.beyond, d.also = []string{d.topics[0], id}, true, false
			return d
		}
	}
	d.because("told just before, and there is no more")
	d.topics, d.allTold, d.also = d.topics[:1], true, false
	return d
}

// oneOfTwo is the role that "the first one" or "et l'autre ?" means after two
// were compared.
func (e *Engine) oneOfTwo(r *reading, d decision, m Memory) (decision, bool) {
	told := append(slices.Clone(m.Topics), m.Earlier...)
	last, compared, _ := strings.Cut(strings.Join(told[:min(1, len(told))], ""), "/")
	if compared != "differences" && len(m.Topics) == 1 { // one of them was picked already
		told = told[1:]
	}
	if len(told) < 2 || len(r.tokens) > mostBareWords || len(r.mentions) > 0 || !forms.Of(r.tokens).Has("one-of-two") {
		return d, false
	}
	one, first := strings.CutSuffix(told[0], "/differences")
	other, second := strings.CutSuffix(told[1], "/differences")
	if !first || !second || last != one && last != other {
		return d, false
	}
	if r.says("first", "former", "premier", "premiere") || last == other && r.says("other", "autre") {
		other = one
	}
	return d.answer(0.75, other+"/overview"), true
}

// besideLast is what a short message names of the subject just told, in a word
// that stands for many roles: "and the manager?" after the archetypes.
func (e *Engine) besideLast(r *reading, d decision, m Memory) (decision, bool) {
	subject, told, ok := strings.Cut(strings.Join(m.Topics[:min(1, len(m.Topics))], ""), "/")
	if ok && !e.isRole(subject) && r.content() <= 2 && (len(r.mentions) == 0 || len(r.mentions) == 1 && len(r.mentions[0].names) > 1) {
		for _, t := range r.tokens {
			if t.word != told && e.content.Has(subject+"/"+t.word) {
				return d.answer(0.75, subject+"/"+t.word), true
			}
		}
	}
	return d, false
}

// neededFor answers why a role needs something: with what it requires.
func (e *Engine) neededFor(r *reading, d decision, m Memory) (decision, bool) {
	role, facet, ok := e.lastRole(m)
	ok = ok && len(m.Topics) > 0 && strings.Contains(m.Topics[0], role) && facet != "requirements" && len(r.roles()) == 0 && forms.Of(r.tokens).Has("needed-for")
	return d.answer(0.7, role+"/requirements"), ok && e.content.Has(role+"/requirements")
}
