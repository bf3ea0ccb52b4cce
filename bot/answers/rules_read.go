package answers

import "strings"

// ofRead is a message without a story.
type ofRead struct {
	e              *Engine
	r              *reading
	q              Query
	m              Memory
	small, command float64 // how likely it is small talk, and a command
	talk, path     string  // and which
}

// readRule decides on such a message, where it applies; nil: to any.
type readRule struct {
	name    string
	applies func(x *ofRead) bool
	decide  func(x *ofRead, d decision) (decision, bool)
}

// readRules are asked in this order; the last always decides.
var readRules = func() []readRule {
	refusal := func(why string) func(*ofRead, decision) (decision, bool) {
		return func(_ *ofRead, d decision) (decision, bool) { return d.refuse(why, 0.9), true }
	}
	return []readRule{
		{"no words", func(x *ofRead) bool { return len(x.r.tokens) == 0 }, refusal("noise")},
		{"one of those that were named", nil, (*ofRead).picked},
		{"what is asked of the last two", nil, func(x *ofRead, d decision) (decision, bool) { return x.e.ofLastTwo(x.r, d, x.m) }},
		{"one of the last two", nil, func(x *ofRead, d decision) (decision, bool) { return x.e.oneOfTwo(x.r, d, x.m) }},
		{"another side of what was told", nil, func(x *ofRead, d decision) (decision, bool) { return x.e.besideLast(x.r, d, x.m) }},
		{"why it is needed", nil, func(x *ofRead, d decision) (decision, bool) { return x.e.neededFor(x.r, d, x.m) }},
		{"the last answer again", nil, (*ofRead).lastAgain},
		{"a command", func(x *ofRead) bool { return x.command > commandSure && x.r.p("question") < 0.2 }, (*ofRead).commanded},
		{"small talk", (*ofRead).isTalk, (*ofRead).talks},
		{"a head count", func(x *ofRead) bool { return x.r.counts() }, refusal("statistics")},
		{"a role", func(x *ofRead) bool { return len(x.r.roles()) > 0 }, func(x *ofRead, d decision) (decision, bool) { return x.e.decideNamed(x.r, d, x.m, d.named), true }},
		{"a fact of companies or people", func(x *ofRead) bool { return x.r.trivia() }, refusal("trivia")},
		{"a term", nil, func(x *ofRead, d decision) (decision, bool) { return x.e.decideTerm(x.r, d) }},
		{"a title", nil, func(x *ofRead, d decision) (decision, bool) { return x.e.decideTitle(x.r, d, x.m) }},
		{"no role", nil, func(x *ofRead, d decision) (decision, bool) { return x.e.decideOpen(x.r, d, x.q, x.m), true }},
	}
}()

func (e *Engine) decideRead(r *reading, q Query, m Memory, explains bool) decision {
	d := decision{lang: r.lang, explains: explains, named: r.roles()}
	if explains && len(r.tokens) > 0 {
		d.because("language %s (%.2f), about: %s", r.lang, r.sure, strings.Join(r.likeliest(5), ", "))
	}
	for _, x := range r.mentions {
		d.because("names %s %q (%.2f)", thingNames[x.names[0].thing], x.names[0].id, x.score)
	}
	x := &ofRead{e: e, r: r, q: q, m: m}
	x.small, x.talk = r.mass("small:")
	x.command, x.path = r.mass("command:")
	d.because("small talk %.2f (%s), command %.2f (%s), leans %.2f, covered %.2f", x.small, x.talk, x.command, x.path, r.leans(), r.covered)
	for _, rule := range readRules {
		if rule.applies != nil && !rule.applies(x) {
			continue
		}
		if out, ok := rule.decide(x, d); ok {
			out.because("read as %s", rule.name)
			return out
		}
	}
	return d.refuse("unknown", 0.5)
}

func (x *ofRead) picked(d decision) (decision, bool) {
	id, ok := x.e.picked(x.r, x.m)
	return d.answer(0.95, id), ok
}

func (x *ofRead) lastAgain(d decision) (decision, bool) {
	lang, shorter, ok := x.r.again(x.m)
	if !ok {
		return d, false
	}
	d.again = true
	if d.short = shorter; x.m.Lang != "" {
		d.lang = x.m.Lang
	}
	if lang != "" {
		d.lang = lang
	}
	if c, ok := x.e.compareAgain(d, x.m); ok && len(x.m.Topics) > 1 && strings.HasSuffix(x.m.Topics[1], "/differences") {
		return c, true
	}
	return d.answer(0.9, x.m.Topics[0]), true
}

func (x *ofRead) commanded(d decision) (decision, bool) {
	d.kind, d.intent, d.confidence = Command, strings.Fields(x.path), x.command
	return d, true
}

func (x *ofRead) isTalk() bool {
	_, term := x.r.first(aTerm)
	return x.small > smallSure && len(x.r.roles()) == 0 && (len(x.m.Topics) == 0 || !x.r.onlyAsks()) && !term
}

// aboutRoles is the small talk that a part of a role's name looks like.
var aboutRoles = words("roles complaint what-can-you-do")

func (x *ofRead) talks(d decision) (decision, bool) {
	if out, ok := x.e.decidePartly(x.r, d, x.m); ok && aboutRoles[x.talk] {
		return out, true // "manager job"
	}
	d.kind, d.speech, d.confidence = SmallTalk, "small-"+x.talk, x.small
	if x.talk == "roles" {
		for _, role := range x.e.content.Roles() {
			d.list = append(d.list, role.Name.In(d.lang))
		}
		d.options = x.e.offers(x.r, d, Query{}, "")
	}
	return d, true
}
