package growth

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// speaker gives wordings; a turn is one.
type speaker interface {
	say(id string, kv ...any) bot.Markup
	date(iso string) string      // a local date as people read it
	roleName(role string) string // a role's name, or the person's own words
}

// adviser answers personal questions from facts.
type adviser struct {
	careers *careers.Content
	speaker
	f Facts
}

// Advice is an answer: paragraphs, and what can be taken.
type Advice struct {
	Text   []bot.Markup
	Offers []Offer
	// AsksRole is true where it asks for the person's job.
	AsksRole bool
}

// Offer is a choice under an advice.
type Offer struct {
	Kind  OfferKind
	Goal  people.Goal
	Skill careers.Skill
	Role  string
}

// OfferKind is what a choice does.
type OfferKind string

// The kinds of choices.
const (
	TakeSkillGoal OfferKind = "take"    // the skill's goal becomes one of the person's
	StepsOf       OfferKind = "steps"   // break a goal down
	ChangeGoal    OfferKind = "change"  // edit it
	SplitGoal     OfferKind = "split"   // steps, for a goal that is stuck
	DropGoal      OfferKind = "drop"    // let it go, asked first
	ShowGoals     OfferKind = "goals"   // the list
	ShowWay       OfferKind = "roadmap" // the rungs to the target
	SetTarget     OfferKind = "target"  // Role becomes the target
	EditProfile   OfferKind = "profile" // the form for role and target
	TakeCheckIn   OfferKind = "checkin"
	DoneWith      OfferKind = "done" // close a goal
	Propose       OfferKind = "propose"
)

func (a *Advice) say(m bot.Markup) {
	if m != "" {
		a.Text = append(a.Text, m)
	}
}

func (a *Advice) offer(kind OfferKind, o Offer) { o.Kind = kind; a.Offers = append(a.Offers, o) }

// expiryAhead is from how many days before it runs out a certification is
// mentioned along with a next step; 60 days leave time for a renewal.
const expiryAhead = 60

// Next says what to do next: what is stuck, then what was planned, then the
// goal that serves most what the target asks for, then a first goal.
func (a adviser) Next() Advice {
	var out Advice
	open := a.f.open()
	for _, g := range open {
		if n, said := a.f.stuck(g.ID); n >= stuckLeast {
			return a.stuck(g, n, said)
		}
	}
	target, known := a.target()
	if len(open) == 0 && target == "" {
		return a.askWhere()
	}
	skills := measure(a.careers, a.f, target)
	switch g, why, ok := a.pick(open, skills); {
	case ok:
		kind := plainwords.GoalKind(a.careers, g.Text)
		if e, said := a.f.last(g.ID); said && e.Next != "" && e.Status != people.StatusStuck {
			out.say(a.say("growth.next.planned", "number", g.Number, "plan", plan(e)))
			out.say(a.say("growth.next.otherwise", "goal", trimmed(g.Text), "step", a.step(g, kind)))
		} else {
			out.say(a.say("growth.next.goal", "number", g.Number, "goal", trimmed(g.Text)) + " " + why)
			if !a.note(&out) {
				out.say(a.nextStep(g, kind))
			}
			out.say(bot.Escape(kind.Ask.In(a.f.Lang)))
		}
		out.offer(StepsOf, Offer{Goal: g})
	case !known:
		out.say(a.say("growth.next.other-target", "target", a.roleName(target)))
		a.note(&out)
	default:
		s, ok := first(skills, Unshown)
		if !ok {
			s, ok = first(skills, Growing)
		}
		if !ok {
			out.say(a.say("growth.next.reached", "target", a.roleName(target)))
			break
		}
		out.say(a.say("growth.next.skill", "skill", a.skill(s.Skill, true), "target", a.roleName(target)))
		a.note(&out)
		out.say(a.say("growth.next.skill.goal", "goal", s.Skill.Goal.In(a.f.Lang), "step", s.Skill.Step.In(a.f.Lang)))
		out.offer(TakeSkillGoal, Offer{Skill: s.Skill})
	}
	if c, _, ok := a.f.expiring(expiryAhead); ok {
		out.say(a.say("growth.date", "name", c.Name, "day", a.date(c.Expires)))
	}
	out.offer(ShowGoals, Offer{})
	return out
}

// target is the role to advise towards: the person's own target, else the next
// rung of the ladder that their role stands on. known is true for a role that
// the mentor knows.
func (a adviser) target() (role string, known bool) {
	if a.f.Target != "" {
		_, known = a.careers.Role(a.f.Target)
		return a.f.Target, known
	}
	if next, ok := nextRung(a.careers, a.f.Role); ok {
		return next, true
	}
	return "", false
}

// nextRung is the role after one on its ladder.
func nextRung(c *careers.Content, role string) (string, bool) {
	for _, l := range c.Ladders() {
		for i, id := range l.Rungs {
			switch {
			case id != role:
			case i+1 < len(l.Rungs):
				return l.Rungs[i+1], true
			case len(l.Tops) > 0:
				return l.Tops[0], true
			}
		}
	}
	return "", false
}

// dueAhead is from how many days before its date a goal comes before all others.
const dueAhead = 30

// dueFirst is the goal that is due first, within dueAhead days or overdue.
func dueFirst(today string, open []people.Goal) (first people.Goal, days int, ok bool) {
	for _, g := range open {
		if n, known := daysFrom(today, g.Due); known && n <= dueAhead && (!ok || n < days) {
			first, days, ok = g, n, true
		}
	}
	return first, days, ok
}

// pick is the goal to take up and why: one that is due soon, else of the nearest horizon the one that
// serves what the target asks for and nothing else shows, then one that serves
// anything it asks for, then the first.
func (a adviser) pick(open []people.Goal, skills []Shown) (people.Goal, bot.Markup, bool) {
	if len(open) == 0 {
		return people.Goal{}, "", false
	}
	if g, days, ok := dueFirst(a.f.Today, open); ok {
		id := "growth.why.due"
		if days < 0 {
			id = "growth.why.overdue"
		}
		return g, a.say(id, "day", a.date(g.Due)), true
	}
	target, _ := a.target()
	best, rank, why := open[0], 0, a.say("growth.why.near")
	if len(open) == 1 {
		why = a.say("growth.why.only")
	}
	for _, g := range open {
		if g.Horizon != open[0].Horizon {
			break
		}
		for _, s := range skills {
			if s.State == Strong || !plainwords.Points(g.Text, s.Skill.Words) {
				continue
			}
			n, id := 1, "growth.why.serves"
			if len(s.Proofs) == 1 {
				n, id = 2, "growth.why.open"
			}
			if n > rank {
				best, rank, why = g, n, a.say(id, "target", a.roleName(target), "skill", a.skill(s.Skill, false))
			}
		}
	}
	return best, why, true
}

// note adds what follows from something said in passing; newest first. It
// reports whether that is a step by itself.
func (a adviser) note(out *Advice) (step bool) {
	if len(a.f.Notes) == 0 {
		return false
	}
	n := a.f.Notes[len(a.f.Notes)-1]
	for _, x := range slices.Backward(a.f.Notes) { // the newest from which a step follows
		if x.Kind != NoteOther {
			n = x
			break
		}
	}
	id := "growth.note.other"
	switch n.Kind {
	case NoteAlone:
		id, step = "growth.note.alone", true
	case NoteTeam:
		id = "growth.note.team"
	case NoteTime:
		id = "growth.note.time"
	}
	out.say(a.say(id, "text", n.Text))
	return step
}

// The kinds of notes that change an advice.
const (
	NoteAlone = "alone" // nobody else does the work
	NoteTeam  = "team"  // leads, mentors or trains somebody
	NoteTime  = "time"  // has little time
	NoteOther = "other"
)

// stuck offers three ways on for a goal that does not move.
func (a adviser) stuck(g people.Goal, times int, said string) Advice {
	var out Advice
	id := "growth.stuck.head"
	if said != "" {
		id = "growth.stuck.said"
	}
	out.say(a.say(id, "number", g.Number, "goal", trimmed(g.Text), "n", times, "said", trimmed(said)))
	out.say(a.say("growth.stuck.ways"))
	out.offer(ChangeGoal, Offer{Goal: g})
	out.offer(SplitGoal, Offer{Goal: g})
	out.offer(DropGoal, Offer{Goal: g})
	return out
}

// askWhere asks for role and target where an answer hangs on them.
func (a adviser) askWhere() Advice {
	var out Advice
	if a.f.Role == "" {
		out.say(a.say("growth.ask-role"))
		out.AsksRole = true
		return out
	}
	if next, ok := nextRung(a.careers, a.f.Role); ok {
		out.say(a.say("growth.ask-target", "role", a.roleName(a.f.Role), "next", a.roleName(next)))
		out.offer(SetTarget, Offer{Role: next})
	} else {
		out.say(a.say("growth.ask-target.open", "role", a.roleName(a.f.Role)))
	}
	a.note(&out)
	out.offer(EditProfile, Offer{})
	return out
}

// skill is a skill's name within a sentence, or at its beginning.
func (a adviser) skill(s careers.Skill, begins bool) string {
	name := s.Name.In(a.f.Lang)
	if begins && a.f.Lang != careers.French { // the French stands in quotation marks
		return name
	}
	return lower(name)
}

// skillList names up to most skills as a sentence does.
func (a adviser) skillList(all []Shown, most int) bot.Markup {
	var names []string
	for i, s := range all {
		if i == most {
			break
		}
		n := a.skill(s.Skill, false)
		if a.f.Lang == careers.French {
			n = careers.Typeset("« " + n + " »")
		}
		names = append(names, string(bot.Escape(n)))
	}
	return bot.Markup(a.enumerate(names))
}

// proofs names up to most facts behind skills, each once.
func (a adviser) proofs(all []Shown, most int) bot.Markup {
	var names []string
	seen := map[string]bool{}
	for _, s := range all {
		for _, p := range s.Proofs {
			n := string(a.proof(s, p))
			if !seen[n] && len(names) < most {
				seen[n] = true
				names = append(names, n)
			}
		}
	}
	return bot.Markup(a.enumerate(names))
}

func (a adviser) proof(s Shown, p Proof) bot.Markup {
	switch p.Kind {
	case OpenGoal:
		return a.say("growth.proof.open", "number", p.Goal.Number, "goal", trimmed(p.Goal.Text))
	case DoneGoal:
		return a.say("growth.proof.done", "number", p.Goal.Number, "goal", trimmed(p.Goal.Text))
	case Certified:
		return a.say("growth.proof.cert", "name", p.Cert.Name)
	case Ticked:
		return a.say("growth.proof.ticked", "skill", a.skill(s.Skill, false))
	case Won:
		return a.say("growth.proof.won", "text", trimmed(p.Win.Text))
	}
	return a.say("growth.proof.said", "text", p.Note.Text)
}

// enumerate lists things as a sentence does.
func (a adviser) enumerate(list []string) string {
	and := " and "
	if a.f.Lang == careers.French {
		and = " et "
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + and + list[len(list)-1]
}

// step is what comes next for a goal: its own next step, else its kind's.
func (a adviser) step(g people.Goal, kind careers.GoalKind) string {
	if own := a.f.nextStep(g.ID); own != "" {
		return lower(trimmed(own))
	}
	return lower(kind.Step.In(a.f.Lang))
}

// nextStep is the same as a line.
func (a adviser) nextStep(g people.Goal, kind careers.GoalKind) bot.Markup {
	id := "growth.step"
	if a.f.nextStep(g.ID) != "" {
		id = "growth.step.next"
	}
	return a.say(id, "step", a.step(g, kind))
}

// plan is what was planned, with its when.
func plan(e people.Entry) string {
	if e.When == "" {
		return trimmed(e.Next)
	}
	return trimmed(e.Next) + ", " + trimmed(e.When)
}

// trimmed is people's text without the mark at its end, to stand in a sentence.
func trimmed(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".!?;, ") }

// lower begins a text with a small letter, unless its first word is an acronym.
func lower(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}
