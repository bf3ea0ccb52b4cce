package answers

import (
	"strings"
	"unicode"
)

// A message is often a story with a question somewhere in it. What is asked
// decides the answer; the story says for whom.

// stop is what stands between two words.
type stop byte

const (
	noStop       stop = iota
	clauseStop        // a comma, a colon, a bracket, a dash
	sentenceStop      // a full stop, a semicolon, a new line
	questionStop      // a question mark
)

// notEnds are abbreviations whose full stop ends no sentence.
var notEnds = words("vs eg ie etc mr mrs ms dr sr jr st no approx resp ex mme mlle min max dept inc ltd tel cf")

// stops gives what stands before each token, and after the last one.
func stops(text string, ts []token) []stop {
	out := make([]stop, len(ts)+1)
	for i := range ts {
		end := len(text)
		if i+1 < len(ts) {
			end = ts[i+1].at
		}
		out[i+1] = between(text[ts[i].at:end], ts[i].word)
	}
	return out
}

// between is the strongest stop in a text that begins with a word.
func between(text, word string) stop {
	strongest := noStop
	for i, r := range text {
		s := noStop
		switch r {
		case '?':
			s = questionStop
		case '!', ';', '…', '\n', '•':
			s = sentenceStop
		case ',', ':', '(', ')', '—', '–', '|', '"', '«', '»', '“', '”':
			s = clauseStop
		case '-':
			if i > 0 && text[i-1] == ' ' {
				s = clauseStop
			}
		case '.':
			rest := text[i+1:]
			if len(word) > 1 && !notEnds[word] && (rest == "" || unicode.IsSpace(rune(rest[0])) || rest[0] == '.' || rest[0] == '"' || rest[0] == ')') {
				s = sentenceStop
			}
		}
		strongest = max(strongest, s)
	}
	return strongest
}

// clause is a part of a message that asks something.
type clause struct {
	from, to int  // tokens
	start    int  // of its sentence
	marked   bool // a question mark ends it
	tag      bool // asks only what one thinks of what was said before
	plainly  bool // opens as questions do
}

// Words that open a question, by what has to follow them.
var (
	askWh      = words("what how which who whom whose where when why whats hows wheres whos whens whatre howd whatd comment pourquoi combien quel quelle quels quelles lequel laquelle lesquels lesquelles quoi qui quand ou que qu")
	auxiliary  = words("is are am was were do does did can could should would will have has had may might must shall isnt arent dont doesnt didnt cant couldnt shouldnt wont wouldnt havent hasnt")
	afterAux   = words("i we you it that this there they he she the a an my our your their his her these those any anyone anybody someone somebody people one not")
	afterWh    = words("to kind sort type much many long often soon far else exactly about if skills title titles certs certification certifications certificate role roles job jobs course courses book books steps step way ways path questions things tools part est sont faut faire puis dois peut peux pourrait devrais faudrait vaut serait etes suis a ai avez sont font fait")
	openers    = words("so but and or then well ok okay anyway anyways also honestly realistically basically actually now just plus hi hello hey please because et mais ou donc alors puis sinon bref bon enfin du coup franchement concretement bonjour salut question quick hmm um also maybe peut etre")
	beforeWh   = words("a de d pour en avec sur for to in at with on from")
	frPronouns = words("je tu il elle on nous vous ils elles ce t")
	frVerbs    = words("dois doit devrais devrait faut faudrait puis peut peux pourrait pourrais pouvez peuvent ai as a avez ont est sont suis etes vaut vais va fait font sert existe devrions pouvons seriez serait avons allez savez auriez feriez conseillez pensez recommandez connaissez aurait")
	conceding  = words("soit soient fut vous tu ce l je il elle on ils elles")
	joiners    = words("and but so or then et mais donc ou puis alors")
)

// indirect are the openings of questions that are no questions by their form.
var indirect = phrases("indirect")

// tags ask only what one thinks of what was said just before.
var tags = phrases("tags")

// opens reports whether one of some phrases stands at i, and where it ends.
func opens(ps map[string][][]string, ts []token, i int) (end int, ok bool) {
	for _, p := range ps[ts[i].word] {
		if i+len(p) > len(ts) {
			continue
		}
		same := true
		for k, w := range p {
			same = same && ts[i+k].word == w
		}
		if same && i+len(p) > end {
			end, ok = i+len(p), true
		}
	}
	return end, ok
}

// asksAt reports whether a question opens at token i of a sentence that ends
// at to; marked says that a question mark ends it.
func asksAt(ts []token, i, to int, marked bool) bool {
	ts = ts[:to]
	for i < to && openers[ts[i].word] && !(askWh[ts[i].word] && i+1 < to && (auxiliary[ts[i+1].word] || frVerbs[ts[i+1].word])) {
		if _, ok := opens(indirect, ts, i); ok {
			return true
		}
		i++
	}
	if i >= to {
		return false
	}
	if _, ok := opens(indirect, ts, i); ok {
		return true
	}
	if marked && i+1 < to && beforeWh[ts[i].word] && askWh[ts[i+1].word] && !conceding[ts[i+1].word] { // "à combien", "in which"
		i++
	}
	next := ""
	if i+1 < to {
		next = ts[i+1].word
	}
	w := ts[i].word
	switch {
	case askWh[w] && next == "que" && i+2 < to && conceding[ts[i+2].word]: // "quelle que soit la maison"
		return false
	case askWh[w] && (auxiliary[next] || afterWh[next] || frVerbs[next]):
		return true
	case askWh[w] && marked:
		return true
	case strings.HasPrefix(w, "what") && len(w) > 4, w == "hows", w == "wheres", w == "whos":
		return true
	case askWh[w]: // "which of these two should I take"
		for j := i + 1; j+1 < min(to, i+6); j++ {
			if auxiliary[ts[j].word] && afterAux[ts[j+1].word] {
				return true
			}
		}
		return false
	case auxiliary[w] && (afterAux[next] || marked):
		return true
	case frVerbs[w] && frPronouns[next] && (marked || w == "dois" || w == "faut" || w == "puis" || w == "vaut" || w == "peut"):
		return true
	case marked && (w == "vous" || w == "tu" || w == "on" || w == "je" || w == "il") && (frVerbs[next] || next == "fais"):
		return true
	}
	return false
}

// asking finds the clauses of a message that ask something, in order.
func asking(ts []token, st []stop) []clause {
	var out []clause
	for from := 0; from < len(ts); {
		to := from + 1
		for to < len(ts) && st[to] < sentenceStop {
			to++
		}
		out = append(out, sentenceAsks(ts, st, from, to, st[to] == questionStop)...)
		from = to
	}
	return out
}

// sentenceAsks finds the clauses of one sentence that ask something.
func sentenceAsks(ts []token, st []stop, from, to int, marked bool) (out []clause) {
	for i := from; i < to; i++ {
		opensHere := i == from || st[i] == clauseStop || joiners[ts[i].word]
		if i > from && orWords[ts[i].word] && !strings.HasPrefix(ts[i].raw, "où") && (len(out) > 0 || ts[i].word == "ou") { // "is it marketing or is it engineering"
			opensHere = false
		}
		if !opensHere && i > from+2 && auxiliary[ts[i].word] && i+1 < to && (ts[i+1].word == "i" || ts[i+1].word == "we" || ts[i+1].word == "you" || ts[i+1].word == "there") {
			before := ts[i-1].word // "as a web analyst should I", but not "how should I"
			opensHere = !askWh[before] && !smallWords[before] && !wordBefore(ts, from, i)
		}
		if !opensHere || !asksAt(ts, i, to, marked) {
			continue
		}
		if n := len(out); n > 0 {
			if i-out[n-1].from < 3 {
				continue
			}
			out[n-1].to = i
		}
		out = append(out, clause{from: i, to: to, start: from, plainly: true})
	}
	if len(out) == 0 && !marked && to-from > 3 && (ts[to-1].word == "not" || ts[to-1].word == "pas" || ts[to-1].word == "non") && orWords[ts[to-2].word] {
		out = append(out, clause{from: from, to: to, start: from, plainly: true}) // "il y a un certificat ou pas"
	}
	if len(out) == 0 && marked {
		at := from
		for i := from + 1; i < to; i++ { // the last clause, where it says something
			if st[i] == clauseStop && contentOf(ts[i:to]) >= 2 {
				at = i
			}
		}
		out = append(out, clause{from: at, to: to, start: from})
	}
	for i := range out {
		c := &out[i]
		c.marked = marked
		at := c.from
		for at < c.to-1 && openers[ts[at].word] {
			if end, ok := opens(tags, ts[:c.to], at); ok && end == c.to {
				break
			}
			at++
		}
		end, ok := opens(tags, ts[:c.to], at)
		c.tag = ok && end == c.to
	}
	return out
}

// orWords join two sides of one question.
var orWords = words("or ou")

// wordBefore reports whether a question word stands shortly before i, or
// further back with nothing between that joins, so that its question has begun
// already: "how many of those credit hours do I need".
func wordBefore(ts []token, from, i int) bool {
	for j := i - 1; j >= max(from, i-10); j-- {
		if askWh[ts[j].word] && ts[j].word != "ou" && ts[j].word != "que" && ts[j].word != "qu" {
			return true
		}
		if j <= i-5 && (joiners[ts[j].word] || ts[j].broken) {
			return false
		}
	}
	return false
}

// contentOf counts the words that say something.
func contentOf(ts []token) (n int) {
	for _, t := range ts {
		if !smallWords[t.word] {
			n++
		}
	}
	return n
}
