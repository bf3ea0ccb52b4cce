package answers

import "slices"

// people are the roles of a message by whose they are: what the person is, and
// what they want to be. Whoever else is named is scenery.
type people struct{ own, target string }

// Words before a role that say whose it is. Between them and the role there
// are only small words.
var (
	ownCues    = words("im am suis as moment currently actuellement come coming came viens venant hired became devenu devenue promoted promu promue nomme nommee been working travaille jsuis jsui tant job")
	targetCues = words("become becoming devenir deviens devient want wants vise viser visons aim aims aiming target targeting goal objectif cible dream reve towards toward reach reaching hope hoping veux voudrais aimerais eyeing ambition")
	moveCues   = words("move moving grow growing get getting go going promoted make made step stepping transition transitioning switch switching passer evoluer aller change climb")
	toward     = words("to into towards toward vers a au")
	speechCues = words("me m asks asked says said told tells thinks thought wants keeps calls called demande demandent dit disent veut pense propose trouve m'a thinks gave gives sent insists suggested explained")
	thirdCues  = words("my mon ma mes our notre nos his her their son sa leur ex ancien ancienne old former another colleague friend boss husband wife sister brother")
)

// whoIsWho finds out whose the roles are that a message names.
func (m *message) whoIsWho() (p people) {
	for _, x := range m.mentions {
		id := x.names[0].id
		if field := stands(x); field != "" && m.whose(x) == target && p.target == "" { // "towards pre-sales"
			p.target = field
		}
		if !x.is(aRole) {
			continue
		}
		switch m.whose(x) {
		case own:
			if p.own == "" {
				p.own = id
			}
		case target:
			p.target = id
		}
	}
	if p.own == "" {
		p.own = m.inDomain()
	}
	return p
}

// stands is the role that a field of work stands for; empty for other names.
func stands(x mention) string {
	if list := topicLists["stands/"+x.names[0].id]; x.is(aTerm) && len(list) > 0 {
		return list[0]
	}
	return ""
}

// holder is whose a role is.
type holder byte

const (
	nobody holder = iota // it is what is asked about
	own
	target
	third
)

// whose says whose role a name is, by the words before and behind it.
func (m *message) whose(x mention) holder {
	ts := m.tokens
	if x.to < len(ts) && speechCues[ts[x.to].word] && !ts[x.to].broken {
		return third
	}
	for i := x.to; i < min(len(ts), x.to+4) && !ts[i].broken; i++ { // "head of data strategy as my goal"
		if aims[ts[i].word] {
			return target
		}
	}
	for i := x.from - 1; i >= max(0, x.from-6); i-- {
		w := ts[i].word
		switch {
		case thirdCues[w] && i >= x.from-2:
			return third
		case w == "used" || w == "etais":
			return third
		case targetCues[w] || offers[w]:
			return target
		case moveCues[w] && slices.ContainsFunc(ts[i+1:x.from], func(t token) bool { return toward[t.word] }):
			return target
		case (w == "be" || w == "etre") && i > 0 && (ts[i-1].word == "to" || ts[i-1].word == "be" || frVerbs[ts[i-1].word]):
			if i > 1 && (ts[i-2].word == "used") {
				return third
			}
			return target
		case ownCues[w]:
			if w == "as" && i+1 < len(ts) && i > 0 && (ts[i-1].word == "same" || ts[i-1].word == "such" || ts[i-1].word == "known") {
				return nobody
			}
			if m.ofOther(i) {
				return third
			}
			return own
		case !smallWords[w] && !titleWords[w] && !saysLittle[w]:
			return m.atStart(x)
		}
		if ts[i].broken { // "my old boss, a head of analytics"
			if slices.ContainsFunc(ts[max(0, i-4):i], func(t token) bool { return thirdCues[t.word] }) {
				return third
			}
			break
		}
	}
	return m.atStart(x)
}

// ofOther reports whether what is said before a token is said of somebody
// else: "my sister was hired as …".
func (m *message) ofOther(i int) bool {
	for j := i; j >= max(0, i-6); j-- {
		switch w := m.tokens[j].word; {
		case w == "i" || w == "im" || w == "ive" || w == "je" || w == "j" || w == "me" || w == "suis":
			return false
		case w == "he" || w == "she" || w == "elle" || w == "il" || w == "they" || w == "who" || w == "qui" || w == "hes" || w == "shes" || thirdCues[w] && j < i:
			return true
		}
		if m.tokens[j].broken {
			return false
		}
	}
	return false
}

// insideCues stand behind the job with which somebody begins to tell.
var insideCues = words("at in for here chez dans depuis since with en ici of")

// offers are words by which somebody says that a job was offered, or applied for.
var offers = words("offer offered offering offre offert opening applied apply applying postule postuler candidate candidature interview entretien propose proposed proposent vacancy recruiter recruteur")

// aims are words behind a role by which it is what somebody wants.
var aims = words("goal target objectif cible dream reve")

// atStart takes a role with which a message begins for the person's own:
// "Product owner in a bank here. …"
func (m *message) atStart(x mention) holder {
	if x.from > 1 || x.to >= len(m.tokens) || len(m.tokens) < twoSentences && (len(m.tokens) <= leastTold || !m.asksNothing()) {
		return nobody
	}
	if next := m.tokens[x.to]; insideCues[next.word] || next.broken && len(m.tokens) >= oneSentence {
		return own
	}
	return nobody
}

// ownName reports whether a name is what somebody says they are: "I'm a
// Salesforce admin" speaks of a job and of no certification.
func (m *message) ownName(x mention) bool {
	switch m.whose(x) {
	case own, third:
		for i := x.from; i < x.to; i++ {
			if heads[m.tokens[i].word] || canonicalHead(m.tokens[i].word) {
				return true
			}
		}
	}
	return false
}

func canonicalHead(word string) bool {
	return sameAs[word] == "admin" || sameAs[word] == "consultant" || sameAs[word] == "architect" || sameAs[word] == "developer" || sameAs[word] == "engineer"
}

// ownTitle reports whether the first title that a message names, of those that
// are no role here, is the person's own or the one they want.
func (m *message) ownTitle() bool {
	for _, x := range m.mentions {
		if x.is(aTitle) {
			w := m.whose(x)
			return w == own || w == target
		}
	}
	return false
}

// domains are fields of work that say which role somebody has who says "I've
// been in tracking for ten years".
var domains = map[string]string{"tag": "digital-tracking-manager", "tags": "digital-tracking-manager", "tracking": "digital-tracking-manager", "tagging": "digital-tracking-manager", "taggage": "digital-tracking-manager"}

// keeping are verbs by which somebody says that they run a system.
var keeping = words("administre administer admin")

var doing = words("doing does do done did fais fait faisais faire")

// field is the role of the field that a message says its writer works in,
// anywhere in it: enough for what is asked about the rung above.
func (m *message) field() string {
	for _, t := range m.tokens {
		if role := domains[t.word]; role != "" && slices.ContainsFunc(m.tokens, func(t token) bool { return ours[t.word] }) {
			return role
		}
	}
	return ""
}

// inDomain is the role of somebody who says in which field they are.
func (m *message) inDomain() string {
	ts := m.tokens
	for i, t := range ts[:min(len(ts), 8)] {
		if keeping[t.word] && i > 0 && (ts[i-1].word == "j" || ts[i-1].word == "i" || ts[i-1].word == "je") {
			return "technical-analyst"
		}
	}
	for i, t := range ts {
		if i < 2 || i > 9 || domains[t.word] == "" {
			continue
		}
		if doing[ts[i-1].word] || t.word == "tagging" && i+1 < len(ts) && !ts[i+1].broken {
			return domains[t.word]
		}
		for j := i - 1; j >= max(0, i-4); j-- {
			if ts[j].word == "from" && j > 0 && (ts[j-1].word == "coming" || ts[j-1].word == "come") {
				return domains[t.word]
			}
			if (ts[j].word == "in" || ts[j].word == "dans" || ts[j].word == "en") && slices.ContainsFunc(ts[max(0, j-4):j], func(t token) bool {
				return t.word == "ive" || t.word == "im" || t.word == "i" || t.word == "suis" || t.word == "travaille" || t.word == "bosse" || t.word == "work"
			}) {
				return domains[t.word]
			}
		}
	}
	return ""
}
