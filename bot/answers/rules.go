package answers

import (
	"cmp"
	"slices"
	"strings"
)

// A message is decided on by the first rule that applies. What no rule is sure
// of is weighed (decideRead for short messages, decideStory for questions with
// a story). The rules know forms of questions; the words they know them by are
// in patterns.txt.

// asked is a question, with the message in which it stands.
type asked struct {
	e     *Engine
	r     *reading // what asks
	whole *message
	in    span // where it stands in the whole
	q     Query
	m     Memory
	who   people
	cues  cues
}

// rule is one way to decide.
type rule struct {
	name   string
	decide func(x *asked, d decision) (decision, bool)
}

// rules are asked in this order.
var rules = []rule{
	{"what the mentor declines", (*asked).declines},
	{"a feeling, which is met first", (*asked).ofFeeling},
	{"the whole plan", (*asked).ofPlan},
	{"a name that is to be explained", (*asked).explains},
	{"who does what between departments", (*asked).ofDepartments},
	{"an entry of the catalogue", (*asked).ofEntry},
	{"a subject beside a role", (*asked).ofSubject},
	{"the way from what somebody is to what they want", (*asked).ofWay},
	{"the step after what somebody is", (*asked).ofStep},
	{"two names of one role", (*asked).ofNames},
	{"the role nearest to a title", (*asked).ofTitle},
	{"who stands above whom", (*asked).ofRank},
	{"a job that is described", (*asked).ofCalling},
	{"which role one should take", (*asked).ofChoice},
	{"what one could be instead", (*asked).ofOptions},
	{"what those ask for who decide", (*asked).ofAsking},
	{"what comes after what was told", (*asked).ofNext},
	{"what if they say no", (*asked).ofNo},
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
	why := x.cues.first("decline:")
	if why == "" {
		return d, false
	}
	if len(d.named) > 0 {
		d.options = []string{d.named[0] + "/overview", d.named[0] + "/requirements"}
	}
	return d.refuse(why, 0.95), true
}

// ofFeeling meets what somebody says they feel, or were hit by, where the
// question itself says little ("where do I begin?").
func (x *asked) ofFeeling(d decision) (decision, bool) {
	ts := x.whole.tokens
	for i, t := range ts {
		for _, p := range patterns[t.word] {
			id, ok := strings.CutPrefix(p.name, "feeling:")
			if !ok || !p.at(ts, i) || x.whole.ofOther(i) {
				continue
			}
			if _, ok := x.e.content.Topic(id); !ok || !x.in.tag && x.r.ofContent() > 3 || x.r.bestTopic() > toldBeaten {
				return d, false
			}
			return d.answer(0.8, id), true
		}
	}
	return d, false
}

// ofPlan answers what the plan sets for every horizon.
func (x *asked) ofPlan(d decision) (decision, bool) {
	whole := x.e.wholePlan()
	if len(whole) < 2 || !x.cues.has("wholeplan") || len(x.r.roles()) > 0 || len(x.r.tokens) >= oneSentence {
		return d, false
	}
	return d.several(whole), true
}

// explains answers "what is X" with X, whatever else is named beside it.
func (x *asked) explains(d decision) (decision, bool) {
	var ids []string
	if x.r.says("difference", "differences", "vs", "versus", "diff") && x.r.count(aTerm) > 1 { // of both
		return d, false
	}
	for _, y := range x.r.mentions {
		if x.r.explained(y) {
			ids = appendNew(ids, entryOf(x.e.content, y))
		}
	}
	if len(ids) == 0 {
		y, ok := x.meantBefore()
		if !ok {
			return x.explainsRole(d)
		}
		ids = []string{entryOf(x.e.content, y)}
	}
	if x.r.count(aRole) > 0 && len(x.r.roles()) > 0 && x.r.p("compare") > 0.5 {
		return d, false
	}
	ids = ids[:min(2, len(ids))]
	if id, ok := x.besideName(); ok && len(ids) == 1 {
		ids = appendNew(ids, id)
	}
	return d.several(ids), true
}

// explainsRole answers what a role is, or does, that the story names: "I'm to
// be the process owner. Nobody could say what that is."
func (x *asked) explainsRole(d decision) (decision, bool) {
	roles := x.whole.roles()
	if len(roles) != 1 || x.whole.count(aTitle) > 0 || !x.whole.tellsStory() || x.r.ofContent() > 3 || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	for _, y := range x.whole.mentions {
		if isEntry(y) && y.score > 0.9 {
			return d, false
		}
	}
	d.named = roles
	switch {
	case x.cues.has("define"):
		return d.answer(0.8, roles[0]+"/overview"), true
	case x.cues.has("does"):
		return d.answer(0.8, roles[0]+"/responsibilities"), true
	}
	return d, false
}

// besideName is what a question asks beside the meaning of a name: "what is a
// CDP, and do I have to learn it?"
func (x *asked) besideName() (id string, ok bool) {
	ts := x.r.tokens
	for i := 2; i+3 < len(ts); i++ {
		if !joiners[ts[i].word] || contentOf(ts[i:]) < 2 || !asksAt(ts, i+1, len(ts), true) {
			continue
		}
		r := x.e.weighed(x.e.part(&x.r.message, span{from: i + 1, to: len(ts)}, nearStory))
		d := x.e.decideStory(r, x.q, x.m, false)
		if d.kind == Answered && d.confidence > leastOfTwo {
			return d.topics[0], true
		}
		return "", false
	}
	return "", false
}

// departments are the words by which a message names a department.
var departments = map[string]string{
	"dsi": "it", "informatique": "it", "legal": "legal", "lawyer": "legal", "lawyers": "legal", "juridique": "legal", "juristes": "legal", "avocat": "legal",
	"procurement": "procurement", "purchasing": "procurement", "achats": "procurement", "pr": "pr", "rp": "pr", "marketing": "marketing",
}

// inDepartments lists the departments that a run of words names, in order.
func inDepartments(ts []token) (ids []string) {
	for _, t := range ts {
		id := departments[t.word]
		if t.raw == "IT" {
			id = "it"
		}
		if id != "" {
			ids = appendNew(ids, "departments/"+id)
		}
	}
	return ids
}

// ofDepartments answers who does what between two departments with both.
func (x *asked) ofDepartments(d decision) (decision, bool) {
	if !x.cues.has("split") || len(x.r.roles()) > 0 && !x.r.brought {
		return d, false
	}
	ids := inDepartments(x.r.tokens)
	if len(ids) < 2 {
		for _, id := range inDepartments(x.whole.tokens) {
			ids = appendNew(ids, id)
		}
	}
	if len(ids) > 2 { // ours is on every side
		ids = slices.DeleteFunc(ids, func(id string) bool { return id == "departments/marketing" })
	}
	for _, id := range ids {
		if _, ok := x.e.content.Topic(id); !ok {
			return d, false
		}
	}
	if len(ids) < 2 {
		return d, false
	}
	return d.several(ids[:2]), true
}

// ofSubject answers a question about a subject that names a role beside it
// with both: "does a head of analytics need an MBA?"
func (x *asked) ofSubject(d decision) (decision, bool) {
	id := x.cues.first("about:")
	roles := x.r.roles()
	role := x.who.target
	if len(roles) == 1 {
		role = roles[0]
	}
	if _, ok := x.e.content.Topic(id); !ok || len(roles) > 1 || role == "" || x.r.says("many", "much", "combien") {
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

// meantBefore is the name before a question that asks what something means and
// does not say what: "they want a QBR. No idea what they mean."
func (x *asked) meantBefore() (mention, bool) {
	entries := 0
	for _, y := range x.whole.mentions {
		if isEntry(y) {
			entries++
		}
	}
	// A story that asks by no question: "no idea what they mean".
	all := x.in.to-x.in.from == len(x.whole.tokens) && x.whole.tellsStory() && entries == 1
	if !x.cues.has("define") || x.r.ofContent() > 2 && !all {
		return mention{}, false
	}
	for _, y := range x.r.mentions {
		if !y.is(anUnknownRole) && !x.r.brought && !all {
			return mention{}, false
		}
	}
	var best mention
	found := false
	for _, y := range x.whole.mentions { // the last before, else the first after
		if !isEntry(y) || !all && y.from >= x.in.from && y.to <= x.in.to {
			continue
		}
		if y.to <= x.in.from || !found {
			best, found = y, true
		}
	}
	return best, found
}

// ofEntry answers what is asked about a certification or an association that
// is named: how long it lasts, whether it is worth it.
func (x *asked) ofEntry(d decision) (decision, bool) {
	y, ok := x.entryMeant()
	if !ok {
		return d, false
	}
	ids := []string{entryOf(x.e.content, y)}
	if y.is(aCertification) {
		if beside, ok := x.likeliestOf("certification-choice/", "education/certifications"); ok {
			ids = append(ids, beside)
			d.also = true
		}
	}
	return d.answer(0.85, ids...), true
}

// entryMeant is the one certification or association that a question is about.
func (x *asked) entryMeant() (mention, bool) {
	var found []mention
	for _, y := range x.r.mentions {
		switch {
		case y.is(aRole) || y.is(aTitle):
			if !x.r.brought {
				return mention{}, false
			}
		case y.is(aCertification) || y.is(anAssociation):
			if !x.r.ownName(y) && !slices.ContainsFunc(found, func(z mention) bool { return z.names[0].id == y.names[0].id }) {
				found = append(found, y)
			}
		}
	}
	cues := x.cues
	if len(found) == 0 && cues.has("entry") && x.r.ofContent() <= 4 {
		for _, y := range x.r.background {
			if (y.is(aCertification) || y.is(anAssociation)) && !x.whole.ownName(y) && !slices.ContainsFunc(found, func(z mention) bool { return z.names[0].id == y.names[0].id }) {
				found = append(found, y)
			}
		}
	}
	if len(found) != 1 {
		return mention{}, false
	}
	y := found[0]
	rest := 0
	for i, t := range x.r.tokens {
		if (i < y.from || i >= y.to) && !smallWords[t.word] && !askWords[t.word] && !saysLittle[t.word] {
			rest++
		}
	}
	kind := "cert"
	if y.is(anAssociation) {
		kind = "association"
	}
	return y, cues.has("entry") && rest <= 5 || rest <= 1 && x.r.p(kind) > 0.1
}

// likeliestOf is the topic that the classifier finds likeliest of those that
// start so, where it is likely at all.
func (x *asked) likeliestOf(prefixes ...string) (id string, ok bool) {
	best := 0.08
	for _, l := range x.e.weighing.learned {
		if p := float64(x.r.about[l.label]); p > best && slices.ContainsFunc(prefixes, func(s string) bool { return strings.HasPrefix(x.e.weighing.topics[l.topic], s) }) {
			best, id = p, x.e.weighing.topics[l.topic]
		}
	}
	return id, id != ""
}

// ofWay answers "how do I get there" and "how far am I" with the way from what
// somebody says they are to what they say they want, or was spoken of last.
func (x *asked) ofWay(d decision) (decision, bool) {
	cues := x.cues
	named := x.r.roles()
	if _, up := x.e.content.Rungs(x.who.own, x.who.target); !cues.has("way") && !cues.has("distance") && !(up && cues.has("become")) {
		return d, false
	}
	last, facet, talked := x.e.lastRole(x.m)
	from, to := x.who.own, x.who.target
	switch {
	case to != "":
	case talked && len(named) == 1 && x.r.startsFrom(named[0]):
		from, to = named[0], last
	case talked && len(named) == 0:
		to = last
		if facet == "next-role" { // the way to where it leads
			if above := x.e.content.Above(last); len(above) == 1 {
				to = above[0].ID
			}
		}
	case len(named) == 1 && !x.r.startsFrom(named[0]) && (x.who.own != "" || x.q.Role != ""):
		to = named[0]
	case len(named) == 0 && x.onlyOther() != "":
		to = x.onlyOther()
	case x.q.Target != "" && len(named) == 0:
		to = x.q.Target
	default:
		return d, false
	}
	from = cmp.Or(from, x.q.Role)
	if from == to || x.r.p("compare") > 0.6 {
		return d, false
	}
	d.named = []string{to}
	if _, up := x.e.content.Rungs(from, to); from != "" && up {
		return d.answer(0.85, "paths/"+from+".."+to, to+"/requirements"), true
	}
	if _, ok := x.e.content.Topic(to + "/action-plan"); !ok {
		return d, false
	}
	d.also = true
	return d.answer(0.75, to+"/action-plan", to+"/requirements"), true
}

// ofStep answers what the next step is with what follows the role that
// somebody says they hold.
func (x *asked) ofStep(d decision) (decision, bool) {
	role := x.who.own
	if role == "" || x.who.target != "" || !x.cues.has("nextstep") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	if _, ok := x.e.content.Topic(role + "/next-role"); !ok {
		return d, false
	}
	d.named = []string{role}
	return d.answer(0.75, role+"/next-role"), true
}

// onlyOther is the one role that a message names beside the person's own.
func (x *asked) onlyOther() (other string) {
	for _, id := range x.whole.roles() {
		if id == x.who.own {
			continue
		}
		if other != "" {
			return ""
		}
		other = id
	}
	return other
}

// startsFrom reports whether a question says that it starts from a role.
func (r *reading) startsFrom(role string) bool {
	for _, x := range r.mentions {
		if x.is(aRole) && x.names[0].id == role {
			for i := max(0, x.from-3); i < x.from; i++ {
				if fromCues[r.tokens[i].word] {
					return true
				}
			}
		}
	}
	return false
}

// ofNames answers whether two names are of one role, or a title that is no
// role here is the same as one.
func (x *asked) ofNames(d decision) (decision, bool) {
	if !x.cues.has("same") {
		return d, false
	}
	var said []string
	role := ""
	if roles := x.r.roles(); len(roles) != 1 {
		return d, false
	} else {
		role = roles[0]
	}
	for _, y := range x.whole.mentions {
		if y.is(aRole) && y.names[0].id == role {
			said = appendNew(said, x.e.calls(x.whole, y))
		}
	}
	d.named, d.near = []string{role}, true
	if len(said) > 1 {
		d.names = said
		return d.answer(0.7, role+"/titles", role+"/overview"), true
	}
	for _, y := range x.whole.mentions {
		t, ok := x.e.content.JobTitle(y.names[0].id)
		if ok && y.is(aTitle) && slices.Contains(t.Nearest, role) {
			d.title = t.ID
			return d.answer(0.7, role+"/overview", role+"/differences"), true
		}
	}
	return d, false
}

// calls is the name of the content's by which a message calls a role.
func (e *Engine) calls(m *message, x mention) string {
	var said []string
	for _, t := range m.tokens[x.from:x.to] {
		said = append(said, canonical(t.word)...)
	}
	key := strings.Join(said, " ")
	r, _ := e.content.Role(x.names[0].id)
	for _, name := range append(append([]string{r.Name.En, r.Name.Fr}, r.Aliases.In(m.lang)...), r.Aliases.En...) {
		if strings.Join(nameWords(name), " ") == key {
			return name
		}
	}
	return r.Name.In(m.lang)
}

// ofTitle answers which role is nearest to the title that somebody holds.
func (x *asked) ofTitle(d decision) (decision, bool) {
	if !x.r.titleOwn || !x.cues.has("nearest") || len(x.whole.roles()) > 0 {
		return d, false
	}
	for _, y := range x.whole.mentions {
		if !y.is(aTitle) {
			continue
		}
		t, ok := x.e.content.JobTitle(y.names[0].id)
		if !ok {
			continue
		}
		for _, id := range t.Nearest {
			if x.e.isRole(id) {
				d.near, d.title, d.named = true, t.ID, []string{id}
				return d.answer(0.7, id+"/overview"), true
			}
		}
	}
	return d, false
}

// ofRank answers who stands above whom: what the archetypes say of that, and
// the role that is named.
func (x *asked) ofRank(d decision) (decision, bool) {
	if _, ok := x.e.content.Topic("archetypes/manager"); !ok || !x.cues.has("rank") {
		return d, false
	}
	jobs := x.r.count(aTitle) + x.r.count(anUnknownRole) + len(x.r.roles())
	if roles := x.r.roles(); len(roles) > 1 {
		for _, to := range roles[1:] {
			if _, up := x.e.content.Rungs(roles[0], to); up {
				return d.answer(0.8, "paths/"+roles[0]+".."+to, to+"/overview"), true
			}
			if _, down := x.e.content.Rungs(to, roles[0]); down {
				return d.answer(0.8, "paths/"+to+".."+roles[0], roles[0]+"/overview"), true
			}
		}
	}
	if jobs == 0 {
		return d, false
	}
	d.also = true
	ids := []string{"archetypes/manager"}
	if roles := x.r.roles(); len(roles) > 0 {
		ids = append(ids, roles[0]+"/differences")
	}
	return d.answer(0.6, ids...), true
}

// leastCalled is how likely a role must be for a description to be read as
// one of it.
const leastCalled = 0.25

// ofCalling answers what the job is called that somebody describes.
func (x *asked) ofCalling(d decision) (decision, bool) {
	if !x.cues.has("called") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 {
		return d, false
	}
	for _, role := range x.e.content.Roles() {
		if x.r.p("role:"+role.ID) > leastCalled { // the classifier knows
			return d, false
		}
	}
	whole, ok := x.r.inFull()
	if !ok {
		whole = x.r.message
	}
	r := x.e.weighed(whole)
	best, first, second := "", 0.0, 0.0
	for _, role := range x.e.content.Roles() {
		if s := x.e.saysOf(r, role.ID); s > first {
			best, first, second = role.ID, s, first
		} else {
			second = max(second, s)
		}
	}
	if best == "" || first < 0.12 {
		return d, false
	}
	d.also, d.near = true, first < 1.2*second
	return d.answer(0.6, best+"/overview", best+"/titles"), true
}

// ofChoice answers which role fits with the map of the roles.
func (x *asked) ofChoice(d decision) (decision, bool) {
	if _, ok := x.e.content.Topic("archetypes/model"); !ok || !x.cues.has("pick") || len(x.r.roles()) > 0 || x.r.count(aTitle)+x.r.count(anUnknownRole) > 0 || x.r.bestTopic() > toldBeaten {
		return d, false
	}
	return d.answer(0.6, "archetypes/model"), true
}

// ofOptions answers what else somebody could be with where their role leads
// and the map of the others.
func (x *asked) ofOptions(d decision) (decision, bool) {
	if !x.cues.has("options") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 {
		return d, false
	}
	role := cmp.Or(x.who.own, x.q.Role)
	if last, _, ok := x.e.lastRole(x.m); role == "" && ok {
		role = last
	}
	if role == "" || !x.e.isRole(role) {
		return d, false
	}
	d.named, d.also, d.near = []string{role}, true, true
	return d.answer(0.6, role+"/next-role", "archetypes/model"), true
}

// ofAsking answers what "they" ask for with the requirements of the role that
// is wanted, or was spoken of last.
func (x *asked) ofAsking(d decision) (decision, bool) {
	role, _, ok := x.e.lastRole(x.m)
	role = cmp.Or(x.who.target, x.onlyOther(), role)
	if !ok && role == "" || !x.e.isRole(role) || !x.cues.has("requires") || len(x.r.roles()) > 0 || x.r.count(aTitle) > 0 || len(x.m.Topics) == 0 && x.who.target == "" && x.onlyOther() == "" {
		return d, false
	}
	if x.r.bestTopic() > toldBeaten {
		return d, false
	}
	d.named, d.also = []string{role}, true
	return d.answer(0.75, role+"/requirements", role+"/differences"), true
}

// ofNext answers "what comes after?" with what follows the role that was
// spoken of last.
func (x *asked) ofNext(d decision) (decision, bool) {
	if !x.cues.has("after") || x.r.ofContent() > 1 || len(x.r.roles()) > 0 || len(x.m.Topics) == 0 {
		return d, false
	}
	subject, ends, _ := strings.Cut(x.m.Topics[0], "/")
	if subject != "paths" {
		return d, false
	}
	_, to, _ := strings.Cut(ends, "..")
	if _, ok := x.e.content.Topic(to + "/next-role"); !ok {
		return d, false
	}
	return d.answer(0.85, to+"/next-role"), true
}

// afterNo is what follows where what was advised is refused.
var afterNo = map[string]string{
	"transition/internal": "transition/external", "promotion/making-the-case": "promotion/not-yet", "promotion/asking-for-projects": "promotion/not-yet",
	"certification-choice/employer-pays": "certification-choice/worth-it", "job/negotiation-basis": "work-life/stay-or-go", "tips/proactive": "promotion/not-yet",
	"mentors/asking": "mentors/finding", "networking/mentoring": "mentors/finding", "work-life/stuck": "transition/external", "promotion/not-yet": "transition/external",
}

// ofNo answers "and if they say no?".
func (x *asked) ofNo(d decision) (decision, bool) {
	if !x.cues.has("refused") || x.r.ofContent() > 3 {
		return d, false
	}
	for _, id := range x.m.Topics {
		if next, ok := afterNo[id]; ok {
			if _, ok := x.e.content.Topic(next); ok {
				return d.answer(0.7, next), true
			}
		}
	}
	return d, false
}

// ofSeveral answers "which of these talks to clients" after the archetypes were told,
// with the one of which that is said.
func (x *asked) ofSeveral(d decision) (decision, bool) {
	if len(x.m.Topics) == 0 || !x.cues.has("which") || len(x.r.roles()) > 0 {
		return d, false
	}
	var of []string
	if strings.HasPrefix(x.m.Topics[0], "archetypes/") {
		for _, role := range x.e.content.Roles() {
			if !x.e.onLadder(role.ID) {
				of = append(of, role.ID)
			}
		}
	} else {
		for _, id := range x.m.Topics {
			if subject, _, _ := strings.Cut(id, "/"); x.e.isRole(subject) {
				of = appendNew(of, subject)
			}
		}
	}
	if len(of) < 3 { // of two, their comparison says it
		return d, false
	}
	best, first, second := "", 0.0, 0.0
	for _, id := range of {
		if s := x.e.saysOf(x.r, id); s > first {
			best, first, second = id, s, first
		} else {
			second = max(second, s)
		}
	}
	if best == "" || first < 1.15*second {
		return d, false
	}
	return d.answer(0.7, best+"/overview", best+"/responsibilities"), true
}

// saysOf is how near a question is to what is said of a role.
func (e *Engine) saysOf(r *reading, role string) float64 {
	near := 0.02 + r.p("role:"+role)
	for _, f := range e.content.Facets() {
		near += r.nearTo("topic:" + role + "/" + f.ID)
	}
	return near
}

func (e *Engine) isRole(id string) bool {
	_, ok := e.content.Role(id)
	return ok
}

// insteadOf are the topics that list the others of a kind.
var insteadOf = map[string]string{"association": "networking/associations", "certification": "education/certifications"}

// ofOthers answers "what else then?" after an entry of a catalogue with its
// list, and with what leads on from where the conversation is.
func (x *asked) ofOthers(d decision) (decision, bool) {
	if len(x.m.Topics) == 0 || !x.cues.has("else") || x.r.ofContent() > 0 || len(x.r.mentions) > 0 {
		return d, false
	}
	subject, _, _ := strings.Cut(x.m.Topics[0], "/")
	if id, ok := insteadOf[subject]; ok {
		return d.answer(0.85, id), true
	}
	if len(x.m.Options) > 0 || x.e.isRole(subject) {
		return d, false
	}
	if last, ok := x.e.content.Topic(x.m.Topics[0]); ok {
		for _, id := range last.Next {
			if _, ok := x.e.content.Topic(id); ok && !slices.Contains(x.m.Topics, id) && !slices.Contains(x.m.Earlier, id) {
				return d.answer(0.6, id), true
			}
		}
	}
	return d, false
}

func appendNew(list []string, id string) []string {
	if slices.Contains(list, id) {
		return list
	}
	return append(list, id)
}

// isEntry reports whether a name is one of the catalogue: no job.
func isEntry(x mention) bool {
	return x.is(aCertification) || x.is(anAssociation) || x.is(aTerm)
}

// ofContent counts the words of a question that say what it is about, names aside.
func (r *reading) ofContent() (n int) {
	for i, t := range r.tokens {
		if !smallWords[t.word] && !saysLittle[t.word] && !askWords[t.word] &&
			!slices.ContainsFunc(r.mentions, func(x mention) bool { return isEntry(x) && x.from <= i && i < x.to }) {
			n++
		}
	}
	return n
}

// explained reports whether a question wants a name explained.
func (r *reading) explained(x mention) bool {
	if !isEntry(x) || x.score < 0.85 {
		return false
	}
	if r.defines(x) {
		next := x.to
		return next >= len(r.tokens) || r.tokens[next].broken || smallWords[r.tokens[next].word] || joiners[r.tokens[next].word] || saysLittle[r.tokens[next].word] || askWords[r.tokens[next].word]
	}
	if x.to < len(r.tokens) { // "CDP, what is that"
		_, ok := opens(definesAfter, r.tokens, x.to)
		return ok
	}
	return false
}

// definesAfter are words behind a name by which it is to be explained.
var definesAfter = phrases("c est quoi", "cest quoi", "ca veut dire quoi", "veut dire quoi", "is what", "what is that", "what is it", "what s that", "whats that", "what does that mean", "what does it mean", "means what",
	"kesako", "quesaco", "stands for what", "what does it stand for", "qu est ce", "signifie quoi", "sert a quoi", "ca sert a quoi")
