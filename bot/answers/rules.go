package answers

import (
	"slices"
	"strings"

	"mentor/bot/answers/forms"
)

// A message is decided on by the first rule that applies. What no rule is sure
// of is weighed (decideRead for short messages, decideStory for questions with
// a story). The rules know forms of questions; the words they know them by are
// in forms/forms.txt.

// asked is a question, with the message in which it stands.
type asked struct {
	e     *Engine
	r     *reading // what asks
	whole *message
	in    span // where it stands in the whole
	q     Query
	m     Memory
	who   people
	cues  forms.Names
}

// rule is one way to decide.
type rule struct {
	name   string
	decide func(x *asked, d decision) (decision, bool)
}

// rules are asked in this order.
var rules = []rule{
	{"several terms that are set against each other", (*asked).ofTerms},
	{"two jobs that are set against each other", (*asked).ofPair},
	{"good news of somebody else", (*asked).ofNews},
	{"what an entry costs", (*asked).ofPrice},
	{"what the mentor declines", (*asked).declines},
	{"a feeling, which is met first", (*asked).ofFeeling},
	{"so many rungs from a role", (*asked).ofPosition},
	{"the whole plan", (*asked).ofPlan},
	{"what if they say no", (*asked).ofNo},
	{"a form that one topic answers", (*asked).ofForm},
	{"a name that is to be explained", (*asked).explains},
	{"who does what between departments", (*asked).ofDepartments},
	{"an entry of the catalogue", (*asked).ofEntry},
	{"one of several entries", (*asked).ofEntries},
	{"the entry that was spoken of", (*asked).ofHeld},
	{"a certification that is not known", (*asked).ofOtherCert},
	{"a subject beside a role", (*asked).ofSubject},
	{"the way from what somebody is to what they want", (*asked).ofWay},
	{"two roles of which one asks whether they are two", (*asked).ofTwo},
	{"the step after what somebody is", (*asked).ofStep},
	{"what the rung above does otherwise", (*asked).ofAbove},
	{"which one somebody is", (*asked).ofSelf},
	{"whether something belongs to what somebody is", (*asked).ofDuty},
	{"two names of one role", (*asked).ofNames},
	{"the role nearest to a title", (*asked).ofTitle},
	{"the job whose title was told", (*asked).ofToldTitle},
	{"who stands above whom", (*asked).ofRank},
	{"who stands below a role", (*asked).ofBelow},
	{"a job that is described", (*asked).ofCalling},
	{"which role one should take", (*asked).ofChoice},
	{"what one could be instead", (*asked).ofOptions},
	{"what those ask for who decide", (*asked).ofAsking},
	{"what comes after what was told", (*asked).ofNext},
	{"what the story is about", (*asked).ofStory},
	{"how long a way takes", (*asked).ofDuration},
	{"which of several", (*asked).ofSeveral},
	{"something else than what was told", (*asked).ofOthers},
}

// byRule gives the decision of the first rule that applies.
func (x *asked) byRule(d decision) (decision, bool) {
	for _, rule := range rules {
		if out, ok := rule.decide(x, d); ok {
			out.because("rule: %s", rule.name)
			return out, true
		}
	}
	return d, false
}

// declines refuses where the very form of a question is one that is declined.
func (x *asked) declines(d decision) (decision, bool) {
	why := x.cues.First("decline:")
	if why == "" && x.r.ofContent() <= 3 && forms.Of(x.whole.tokens).Has("decline:far") {
		why = "far"
	}
	if why == "" {
		return d, false
	}
	if len(d.named) > 0 {
		d.options = []string{d.named[0] + "/overview", d.named[0] + "/requirements"}
	}
	return d.refuse(why, 0.95), true
}

// ofNews shares somebody's joy over another's success.
func (x *asked) ofNews(d decision) (decision, bool) {
	if !x.cues.Has("news") || strings.Contains(x.whole.text, "?") || len(x.whole.tokens) >= oneSentence || len(x.e.content.Speech("small-news", d.lang)) == 0 {
		return d, false
	}
	d.kind, d.speech, d.confidence = SmallTalk, "small-news", 0.8
	return d, true
}

// farFeeling is how many words before a question a feeling is still what it
// is about: who tells much after it has gone on to something else.
const farFeeling = 30

// opensWith is within how many words a message opens with what it is about.
const opensWith = 6

// ofFeeling meets what somebody says they feel, or were hit by, where the
// question itself says little ("where do I begin?").
func (x *asked) ofFeeling(d decision) (decision, bool) {
	ts := x.whole.tokens
	for i := range ts {
		for _, name := range forms.At(ts, i) {
			id, ok := strings.CutPrefix(name, "feeling:")
			if !ok || x.whole.ofOther(i) || x.in.from-i > farFeeling && i > opensWith || i < x.whole.before && slices.Contains(x.m.Topics, id) { // met already
				continue
			}
			if !x.e.content.Has(id) || !x.in.tag && x.r.ofContent() > 3 || x.r.bestTopic() > toldBeaten {
				return d, false
			}
			return d.answer(0.8, id), true
		}
	}
	return d, false
}

// ofForm answers a question of a form that one topic answers: who is to speak
// to the board asks for that, whatever it is about.
func (x *asked) ofForm(d decision) (decision, bool) {
	id := x.cues.First("topic:")
	if !x.e.content.Has(id) || len(x.r.roles()) > 0 && !x.r.brought || x.r.count(aCertification) > 0 {
		return d, false
	}
	if x.r.ofContent() > mostOfWord && forms.Bare("topic:"+id, x.r.tokens) {
		return d, false
	}
	if refusal, why := x.r.mass("refuse:"); refusal > refusedForm && !overruled(why, id) {
		return d, false
	}
	if best := x.r.bestTopic(); best > surelyOther && !comforts(id) && x.r.p("topic:"+id) < best {
		return d, false
	}
	return d.answer(0.8, id), true
}

// mostOfWord is how many words that say something a question has at most to be
// known by one of them.
const mostOfWord = 4

// overruled reports whether a refusal is of the very words of a form: a fee
// that an employer pays, an offer that is judged, the lawyers of the house,
// whether an event is worth the train.
func overruled(refusal, topic string) bool {
	list, only := topicLists["overrules/"+refusal]
	return slices.Contains(list, topic) || !only && (refusal == "price" || refusal == "salary")
}

// refusedForm is how likely a refusal must be for a form to say nothing.
const refusedForm = 0.35

// surelyOther is how likely another topic must be for a form to say nothing.
const surelyOther = 0.6

// ofStory answers a question that says little by itself with what its story is
// plainly about: "They said no to the exam fee. Worth a second try?"
func (x *asked) ofStory(d decision) (decision, bool) {
	if len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 || x.r.ofContent() > 4 || x.r.bestTopic() > toldBeaten || !x.whole.tellsStory() {
		return d, false
	}
	id := forms.Of(x.whole.tokens).First("story:")
	if !x.e.content.Has(id) {
		return d, false
	}
	return d.answer(0.7, id), true
}

// ofPlan answers what the plan sets for every horizon.
func (x *asked) ofPlan(d decision) (decision, bool) {
	whole := x.e.wholePlan()
	if len(whole) < 2 || !x.cues.Has("wholeplan") || len(x.r.roles()) > 0 || len(x.r.tokens) >= oneSentence {
		return d, false
	}
	return d.several(whole), true
}

// departments are the words by which a message names each department.
var departments = listsOf("department/")

// inDepartments lists the departments that a run of words names, in order.
func inDepartments(ts []token) (ids []string) {
	for _, t := range ts {
		if t.raw == "IT" {
			ids = appendNew(ids, topicOf("raw/it"))
		}
		for id, list := range departments {
			if list[t.word] {
				ids = appendNew(ids, "departments/"+id)
			}
		}
	}
	return ids
}

// ofDepartments answers who does what between two departments with both.
func (x *asked) ofDepartments(d decision) (decision, bool) {
	if id, ok := x.withDepartment(); ok {
		return d.answer(0.6, id), true
	}
	if !x.cues.Has("split") || len(x.r.roles()) > 0 && !x.r.brought {
		return d, false
	}
	ids := inDepartments(x.r.tokens)
	if len(ids) < 2 {
		for _, id := range inDepartments(x.whole.tokens) {
			ids = appendNew(ids, id)
		}
	}
	if len(ids) > 2 { // ours is on every side
		ids = slices.DeleteFunc(ids, func(id string) bool { return id == topicOf("own-department") })
	}
	for _, id := range ids {
		if !x.e.content.Has(id) {
			return d, false
		}
	}
	if len(ids) < 2 {
		return d, false
	}
	return d.several(ids[:2]), true
}

// withDepartment is the one department that a question names as the one to get
// on with, where it says little else: "how do others sort this out with IT?"
func (x *asked) withDepartment() (id string, ok bool) {
	ids := inDepartments(x.r.tokens)
	if len(ids) != 1 || !x.r.says("how", "comment") || ids[0] == topicOf("own-department") || len(x.r.roles()) > 0 || x.r.ofContent() > 3 || x.r.bestTopic() > toldBeaten {
		return "", false
	}
	for i, t := range x.r.tokens[1:] {
		if with := x.r.tokens[i].word; (with == "with" || with == "avec") && len(inDepartments([]token{t})) > 0 {
			_, ok = x.e.content.Topic(ids[0])
			return ids[0], ok
		}
	}
	return "", false
}

// ofSubject answers a question about a subject that names a role beside it
// with both: "does a head of analytics need an MBA?"
func (x *asked) ofSubject(d decision) (decision, bool) {
	id := x.cues.First("about:")
	roles := x.r.roles()
	role := x.who.target
	if len(roles) == 1 {
		role = roles[0]
	}
	if !x.e.content.Has(id) || len(roles) > 1 || role == "" || x.r.says("many", "much", "combien") {
		return d, false
	}
	var side decision
	facet, _ := x.r.facetOf(role, &side)
	if facet == "overview" || facet == "interview" {
		facet = "requirements"
	}
	d.also, d.named = true, []string{role}
	return d.answer(0.75, id, role+"/"+facet), true
}

func appendNew(list []string, id string) []string {
	if slices.Contains(list, id) {
		return list
	}
	return append(list, id)
}
