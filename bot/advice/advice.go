// Package advice owns what is advised to a person from what is known of them:
// what to do next, whether they are ready for a role, what they lack, what moves
// a goal on. Its functions are pure. It must not know turns, stores, or how a
// message is read.
package advice

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

// Speaker gives wordings; a turn is one.
type Speaker interface {
	Say(id string, kv ...any) bot.Markup
	Date(iso string) string      // a local date as people read it
	RoleName(role string) string // a role's name, or the person's own words
}

// Adviser answers personal questions from facts.
type Adviser struct {
	Careers *careers.Content
	Speaker
	Facts Facts
}

// Advice is an answer: paragraphs, and what can be taken.
type Advice struct {
	Text   []bot.Markup
	Offers []Offer
	// AsksRole is true where it asks for the person's job.
	AsksRole bool
	// Note is the note that it speaks of, if any.
	Note int64
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
func (a Adviser) Next() Advice {
	var out Advice
	open := a.Facts.Open()
	for _, g := range open {
		if n, said := a.Facts.stuck(g.ID); n >= stuckLeast {
			return a.stuck(g, n, said)
		}
	}
	target, known := a.Target()
	if len(open) == 0 && target == "" {
		return a.AskWhere()
	}
	skills := Measure(a.Careers, a.Facts, target)
	switch g, why, ok := a.pick(open, skills); {
	case ok:
		kind := plainwords.GoalKind(a.Careers, g.Text)
		if e, said := a.Facts.last(g.ID); said && e.Next != "" && e.Status != people.StatusStuck {
			out.say(a.Say("growth.next.planned", "number", g.Number, "plan", plan(e)))
			out.say(a.Say("growth.next.otherwise", "goal", Trimmed(g.Text), "step", a.step(g, kind)))
		} else {
			out.say(a.Say("growth.next.goal", "number", g.Number, "goal", Trimmed(g.Text)) + " " + why + a.due(g))
			if !a.note(&out) {
				out.say(a.nextStep(g, kind))
			}
			out.say(bot.Escape(kind.Ask.In(a.Facts.Lang)))
		}
		out.offer(StepsOf, Offer{Goal: g})
	case !known:
		out.say(a.Say("growth.next.other-target", "target", a.RoleName(target)))
		a.note(&out)
	default:
		s, ok := First(skills, Unshown)
		if !ok {
			s, ok = First(skills, Growing)
		}
		if !ok {
			out.say(a.Say("growth.next.reached", "target", a.RoleName(target)))
			break
		}
		out.say(a.Say("growth.next.skill", "skill", a.Skill(s.Skill, true), "target", a.RoleName(target)))
		a.note(&out)
		out.say(a.Say("growth.next.skill.goal", "goal", s.Skill.Goal.In(a.Facts.Lang), "step", s.Skill.Step.In(a.Facts.Lang)))
		out.say(a.Say("growth.ask.more"))
		out.offer(TakeSkillGoal, Offer{Skill: s.Skill})
	}
	if c, _, ok := a.Facts.expiring(expiryAhead); ok {
		out.say(a.Say("growth.date", "name", c.Name, "day", a.Date(c.Expires)))
	}
	out.offer(ShowGoals, Offer{})
	return out
}

// Target is the role to advise towards: the person's own target, else the next
// rung of the ladder that their role stands on. known is true for a role that
// the mentor knows.
func (a Adviser) Target() (role string, known bool) {
	if a.Facts.Target != "" {
		_, known = a.Careers.Role(a.Facts.Target)
		return a.Facts.Target, known
	}
	if next, ok := nextRung(a.Careers, a.Facts.Role); ok {
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
func (a Adviser) pick(open []people.Goal, skills []Shown) (people.Goal, bot.Markup, bool) {
	if len(open) == 0 {
		return people.Goal{}, "", false
	}
	if g, days, ok := dueFirst(a.Facts.Today, open); ok {
		id := "growth.why.due"
		if days < 0 {
			id = "growth.why.overdue"
		}
		return g, a.Say(id, "day", a.Date(g.Due)), true
	}
	target, _ := a.Target()
	best, rank, why := open[0], 0, a.Say("growth.why.near")
	if len(open) == 1 {
		why = a.Say("growth.why.only")
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
				best, rank, why = g, n, a.Say(id, "target", a.RoleName(target), "skill", a.Skill(s.Skill, false))
			}
		}
	}
	if rank == 0 { // none serves more: the day decides
		best = a.firstByDay(open[0].Horizon)
	}
	return best, why, true
}

// note adds what follows from something said in passing; newest first. It
// reports whether that is a step by itself.
func (a Adviser) note(out *Advice) (step bool) {
	if len(a.Facts.Notes) == 0 {
		return false
	}
	n := a.Facts.Notes[len(a.Facts.Notes)-1]
	for _, x := range slices.Backward(a.Facts.Notes) { // the newest from which a step follows
		if x.Kind != NoteOther {
			n = x
			break
		}
	}
	if n.ID != 0 && n.ID == a.Facts.Advised {
		return false
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
	out.say(a.Say(id, "text", n.Text))
	out.Note = n.ID
	return step
}

// stuck offers three ways on for a goal that does not move.
func (a Adviser) stuck(g people.Goal, times int, said string) Advice {
	var out Advice
	id := "growth.stuck.head"
	if said != "" {
		id = "growth.stuck.said"
	}
	out.say(a.Say(id, "number", g.Number, "goal", Trimmed(g.Text), "n", times, "said", Trimmed(said)))
	out.say(a.Say("growth.stuck.ways"))
	out.offer(ChangeGoal, Offer{Goal: g})
	out.offer(SplitGoal, Offer{Goal: g})
	out.offer(DropGoal, Offer{Goal: g})
	return out
}

// AskWhere asks for role and target where an answer hangs on them.
func (a Adviser) AskWhere() Advice {
	var out Advice
	if a.Facts.Role == "" {
		out.say(a.Say("growth.ask-role"))
		out.AsksRole = true
		return out
	}
	if next, ok := nextRung(a.Careers, a.Facts.Role); ok {
		out.say(a.Say("growth.ask-target", "role", a.RoleName(a.Facts.Role), "next", a.RoleName(next)))
		out.offer(SetTarget, Offer{Role: next})
	} else {
		out.say(a.Say("growth.ask-target.open", "role", a.RoleName(a.Facts.Role)))
	}
	a.note(&out)
	out.offer(EditProfile, Offer{})
	return out
}

// Skill is a skill's name within a sentence, or at its beginning.
func (a Adviser) Skill(s careers.Skill, begins bool) string {
	name := s.Name.In(a.Facts.Lang)
	if begins && a.Facts.Lang != careers.French { // the French stands in quotation marks
		return name
	}
	name = Lower(name)
	if a.Facts.Lang != careers.French { // "asks for from data to decisions" reads badly
		first, _, _ := strings.Cut(name, " ")
		return withinVerbs[first] + name
	}
	return name
}

// withinVerbs lead, within a sentence, to names of skills that begin so.
var withinVerbs = map[string]string{"from": "getting ", "across": "working "}

// skillList names up to most skills as a sentence does.
func (a Adviser) skillList(all []Shown, most int) bot.Markup {
	var names []string
	for i, s := range all {
		if i == most {
			break
		}
		n := a.Skill(s.Skill, false)
		if a.Facts.Lang == careers.French {
			n = careers.Typeset("« " + n + " »")
		}
		names = append(names, string(bot.Escape(n)))
	}
	return bot.Markup(a.enumerate(names))
}

// proofs names up to most facts behind skills, each once.
func (a Adviser) proofs(all []Shown, most int) bot.Markup {
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

func (a Adviser) proof(s Shown, p Proof) bot.Markup {
	switch p.Kind {
	case OpenGoal:
		return a.Say("growth.proof.open", "number", p.Goal.Number, "goal", Trimmed(p.Goal.Text))
	case DoneGoal:
		return a.Say("growth.proof.done", "number", p.Goal.Number, "goal", Trimmed(p.Goal.Text))
	case Certified:
		return a.Say("growth.proof.cert", "name", p.Cert.Name)
	case Ticked:
		return a.Say("growth.proof.ticked", "skill", a.Skill(s.Skill, false))
	case Won:
		return a.Say("growth.proof.won", "text", Trimmed(p.Win.Text))
	}
	return a.Say("growth.proof.said", "text", p.Note.Text)
}

// enumerate lists things as a sentence does.
func (a Adviser) enumerate(list []string) string {
	and := " and "
	if a.Facts.Lang == careers.French {
		and = " et "
	}
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + and + list[len(list)-1]
}

// step is what comes next for a goal: its own next step, else its kind's.
func (a Adviser) step(g people.Goal, kind careers.GoalKind) string {
	if own := a.Facts.nextStep(g.ID); own != "" {
		return Lower(Trimmed(own))
	}
	return Lower(kind.Step.In(a.Facts.Lang))
}

// nextStep is the same as a line.
func (a Adviser) nextStep(g people.Goal, kind careers.GoalKind) bot.Markup {
	id := "growth.step"
	if a.Facts.nextStep(g.ID) != "" {
		id = "growth.step.next"
	}
	return a.Say(id, "step", a.step(g, kind))
}

// plan is what was planned, with its when.
func plan(e people.Entry) string {
	if e.When == "" {
		return Trimmed(e.Next)
	}
	return Trimmed(e.Next) + ", " + Trimmed(e.When)
}

// Trimmed is people's text without the mark at its end, to stand in a sentence.
func Trimmed(s string) string { return strings.TrimRight(strings.TrimSpace(s), ".!?;, ") }

// Lower begins a text with a small letter, unless its first word is an acronym.
func Lower(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	if next, _ := utf8.DecodeRuneInString(s[size:]); unicode.IsUpper(next) {
		return s
	}
	return string(unicode.ToLower(r)) + s[size:]
}
