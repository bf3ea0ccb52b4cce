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
	frPronouns = words("je tu il elle on nous vous ils elles ce t")
	frVerbs    = words("dois doit devrais devrait faut faudrait puis peut peux pourrait pourrais pouvez peuvent ai as a avez ont est sont suis etes vaut vais va fait font sert existe devrions pouvons seriez serait avons allez savez auriez feriez conseillez pensez recommandez connaissez aurait")
	joiners    = words("and but so or then et mais donc ou puis alors")
)

// indirect are the openings of questions that are no questions by their form.
var indirect = phrases(
	"wondering", "i wonder", "any advice", "any tips", "any tip", "any idea", "any ideas", "any thoughts", "any suggestions", "any suggestion", "any recommendations", "any pointers",
	"any book", "any books", "any way", "any chance", "any point", "any experience", "help me", "tell me", "explain", "advice on", "advice for", "advice about", "advise me", "i dont know how", "i dont know what",
	"i dont know whether", "i dont know if", "i dont know which", "i dont know where", "i dont know who", "dont know where", "dont know how", "dont know what", "not sure how", "not sure what", "not sure whether", "not sure if", "not sure which",
	"not sure where", "no idea how", "no idea what", "no idea where", "no idea whether", "no idea if", "no idea which", "no clue", "i want to know", "id like to know", "would like to know", "i need to know", "need advice", "need help", "need some advice",
	"looking for", "curious", "trying to decide", "trying to figure", "trying to understand", "cant decide", "torn between", "thoughts on", "what if", "how to", "can anyone", "does anyone", "has anyone", "would love to know",
	"please tell", "give me", "list", "recommend", "suggest", "compare", "describe", "id love to hear", "want your opinion", "need your opinion", "id like advice", "make the case",
	"je me demande", "je ne sais pas si", "je ne sais pas comment", "je ne sais pas quoi", "je ne sais pas quel", "je ne sais pas quelle", "je ne sais pas par ou", "je ne sais plus", "je sais pas si", "je sais pas comment", "je sais pas quoi",
	"je sais pas par ou", "j hesite", "jhesite", "des conseils", "un conseil", "des idees", "une idee", "des pistes", "une piste", "aidez moi", "aide moi", "dites moi", "dis moi", "expliquez", "explique", "je voudrais savoir", "j aimerais savoir",
	"je cherche", "besoin de conseils", "besoin d un conseil", "besoin d aide", "besoin de savoir", "conseillez", "est ce que", "est ce qu", "est ce", "y a t il", "qu est ce", "c est quoi", "cest quoi", "ca veut dire quoi", "par ou commencer", "par quoi commencer", "votre avis",
	"vous conseillez", "donnez moi", "donne moi", "j aimerais comprendre", "je voudrais comprendre", "quid", "vous auriez", "vous avez", "t as", "tu as",
)

// tags ask only what one thinks of what was said just before.
var tags = phrases(
	"is that true", "is this true", "is it true", "true", "is that right", "is this right", "is he right", "is she right", "are they right", "am i wrong", "am i right", "am i crazy", "am i mad", "am i being naive", "am i missing something", "right",
	"does that make sense", "does this make sense", "makes sense", "what would you do", "what would you advise", "what would you say", "what would you answer", "what would you answer him", "what would you answer her", "what would you answer to him", "what would you answer to her", "what do i say", "what do i answer", "what do i tell him", "what do i tell her", "what do i tell them", "what should i say", "what should i answer", "what to say", "how do i respond", "does it stop", "does it get better", "does it pass", "what do you think", "what do you say", "what should i do", "what do i do", "what can i do", "what now", "now what", "so what do i do", "thoughts", "your thoughts", "any thoughts",
	"any advice", "any ideas", "any idea", "any tips", "opinions", "is that normal", "is this normal", "is it normal", "is that fair", "is that so", "is that realistic", "is this realistic", "is it realistic", "is that crazy", "is that a good idea", "is this a good idea", "good idea", "bad idea", "good idea or not", "yes or no", "or not", "or am i dreaming",
	"is that possible", "is it possible", "is this possible", "possible", "realistic", "worth it", "is it worth it", "is that worth it", "help", "what do you reckon", "do you agree", "agree", "no", "isnt it", "doesnt it", "dont you think", "is that enough", "can you help", "can you help me", "could you help me", "is that all", "why is that", "how come", "is that bad", "is this bad", "does it matter", "how do i start", "where do i start", "where should i start", "where to start",
	"c est vrai", "cest vrai", "est ce vrai", "vrai", "vrai ou faux", "qu en pensez vous", "quen pensez vous", "vous en pensez quoi", "tu en penses quoi", "ton avis", "votre avis", "un avis", "des avis", "que feriez vous", "que ferais tu", "que me conseillez vous", "que conseillez vous", "vous me conseillez quoi", "que faire", "je fais quoi", "je fais comment", "je reponds quoi", "que repondre", "quoi repondre", "je lui dis quoi", "que lui dire", "ca passe", "ca s arrete", "on fait quoi", "quoi faire", "j ai tort", "ai je tort",
	"ai je raison", "a t il raison", "a t elle raison", "il a raison", "elle a raison", "est ce normal", "c est normal", "normal", "est ce realiste", "c est realiste", "realiste", "est ce possible", "c est possible", "possible", "est ce une bonne idee", "c est une bonne idee", "bonne idee", "une idee", "des idees", "un conseil", "des conseils", "non", "ou pas", "oui ou non", "d accord", "vous croyez", "vous pensez", "tu crois", "ca vaut le coup", "ca vaut la peine", "je me trompe", "me trompe je", "par ou commencer", "je commence par ou", "ca se tient", "est ce grave", "c est grave", "pourquoi", "why", "how", "comment", "ca existe", "does that exist", "et vous",
)

// phrases are runs of words, by their first.
func phrases(list ...string) map[string][][]string {
	out := map[string][][]string{}
	for _, p := range list {
		f := strings.Fields(p)
		out[f[0]] = append(out[f[0]], f)
	}
	return out
}

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
	next := ""
	if i+1 < to {
		next = ts[i+1].word
	}
	w := ts[i].word
	switch {
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
