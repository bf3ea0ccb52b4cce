package advice

import (
	"slices"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// The answers in which somebody sees themselves: what they can show, whether
// goals and target fit, what happened of late.

// Strengths says what a person can show, and for what it counts.
func (a Adviser) Strengths() Advice {
	var out Advice
	target, _ := a.Target()
	role := target
	if role == "" {
		role = a.Facts.Role
	}
	skills := Measure(a.Careers, a.Facts, role)
	strong, growing := In(skills, Strong), In(skills, Growing)
	shown := slices.Concat(strong, growing)
	names := a.evidence(shown, mostShown)
	switch {
	case len(names) > 0:
		out.say(a.Say("growth.strong", "proofs", a.enumerate(names)))
		if len(shown) > 0 {
			out.say(a.Say("growth.strong.for", "target", a.RoleName(role), "skills", a.skillList(shown, 3)))
		}
	case a.Facts.Role != "":
		out.say(a.Say("growth.strong.role", "role", a.RoleName(a.Facts.Role)))
	default:
		return a.AskWhere()
	}
	best, ok := First(skills, Strong)
	if !ok {
		best, ok = First(skills, Growing)
	}
	if ok {
		out.say(a.Say("growth.strong.step", "evidence", best.Skill.Evidence.In(a.Facts.Lang), "skill", a.Skill(best.Skill, false)))
	} else {
		out.say(a.Say("growth.strong.step.any"))
	}
	out.say(a.Say("growth.strong.ask"))
	return out
}

// mostShown is how many facts an answer names.
const mostShown = 4

// evidence names facts that show something, what was achieved first, then what
// was reached and earned, then what is going on.
func (a Adviser) evidence(shown []Shown, most int) (names []string) {
	add := func(n string) {
		if len(names) < most && n != "" && !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	for _, w := range slices.Backward(a.Facts.Wins) {
		add(string(a.Say("growth.proof.won", "text", Trimmed(w.Text))))
	}
	for _, kind := range []ProofKind{DoneGoal, Certified, Said, Ticked, OpenGoal} {
		if kind == Certified { // what is held counts, whichever skill it is for
			for _, c := range a.Facts.Certs {
				if !past(a.Facts.Today, c) {
					add(string(a.Say("growth.proof.cert", "name", c.Name)))
				}
			}
		}
		if kind == DoneGoal {
			for _, g := range a.Facts.Goals {
				if g.State == people.Done {
					add(string(a.Say("growth.proof.done", "number", g.Number, "goal", Trimmed(g.Text))))
				}
			}
		}
		for _, s := range shown {
			for _, p := range s.Proofs {
				if p.Kind == kind {
					add(string(a.proof(s, p)))
				}
			}
		}
	}
	return names
}

// Fit says which goals serve the target, which do not, and what none works on.
func (a Adviser) Fit() Advice {
	var out Advice
	target, known := a.Target()
	open := a.Facts.Open()
	switch {
	case target == "":
		return a.AskWhere()
	case len(open) == 0:
		return a.Next()
	}
	skills := Measure(a.Careers, a.Facts, target)
	if !known || len(skills) == 0 {
		out.say(a.Say("growth.next.other-target", "target", a.RoleName(target)))
		return out
	}
	var fits, apart []string
	for _, g := range open {
		name := string(a.Say("growth.proof.open", "number", g.Number, "goal", Trimmed(g.Text)))
		_, _, serving := a.serves(g, skills)
		if _, _, counts := a.countsFor(g, target); serving || counts {
			fits = append(fits, name)
		} else {
			apart = append(apart, name)
		}
	}
	switch {
	case len(apart) == 0:
		out.say(a.Say("growth.fit.all", "target", a.RoleName(target), "goals", bot.Markup(a.enumerate(fits[:min(3, len(fits))]))))
	case len(fits) == 0:
		out.say(a.Say("growth.fit.none", "target", a.RoleName(target), "goals", bot.Markup(a.enumerate(apart[:min(2, len(apart))]))))
	default:
		out.say(a.Say("growth.fit.some", "target", a.RoleName(target), "goals", bot.Markup(a.enumerate(fits[:min(3, len(fits))])), "n", len(fits)))
		out.say(a.Say("growth.fit.apart", "goals", bot.Markup(a.enumerate(apart[:min(2, len(apart))])), "n", len(apart)))
	}
	if s, ok := First(skills, Unshown); ok {
		out.say(a.Say("growth.fit.open", "skill", a.Skill(s.Skill, false)))
	}
	a.firstGoal(&out, skills)
	out.say(a.Say("growth.fit.ask"))
	out.offer(ShowGoals, Offer{})
	return out
}

// Aim holds a target against what is known: what speaks for it, what it would
// ask, and how to try it before deciding. The empty role is the target.
func (a Adviser) Aim(role string) Advice {
	var out Advice
	if role == "" {
		role, _ = a.Target()
	}
	if role == "" {
		return a.AskWhere()
	}
	skills := Measure(a.Careers, a.Facts, role)
	if len(skills) == 0 {
		out.say(a.Say("growth.ready.unknown", "target", a.RoleName(role)))
		out.offer(EditProfile, Offer{})
		return out
	}
	shown := append(In(skills, Strong), In(skills, Growing)...)
	if len(shown) > 0 {
		out.say(a.Say("growth.aim.for", "target", a.RoleName(role), "proofs", a.proofs(shown, 3)))
	} else {
		out.say(a.Say("growth.aim.open", "target", a.RoleName(role), "role", a.RoleName(a.Facts.Role)))
	}
	if unshown := In(skills, Unshown); len(unshown) > 0 {
		out.say(a.Say("growth.aim.asks", "skills", a.skillList(unshown, 3)))
	}
	out.say(a.Say("growth.aim.test", "target", a.RoleName(role)))
	out.say(a.Say("growth.aim.ask"))
	out.offer(ShowWay, Offer{})
	out.offer(EditProfile, Offer{})
	return out
}

// latelyMonths is how far back "lately" reaches: a quarter, as a review does.
const latelyMonths = 3

// Lately says what was done in the last months, and what goes on from it.
func (a Adviser) Lately() Advice {
	var out Advice
	from := ""
	if day, err := time.Parse(time.DateOnly, a.Facts.Today); err == nil {
		from = day.AddDate(0, -latelyMonths, 0).Format(time.DateOnly)
	}
	var did []string
	add := func(m bot.Markup) {
		if len(did) < mostShown && !slices.Contains(did, string(m)) {
			did = append(did, string(m))
		}
	}
	for _, w := range slices.Backward(a.Facts.Wins) {
		if w.Date >= from {
			add(a.Say("growth.proof.won", "text", Trimmed(w.Text)))
		}
	}
	for _, g := range a.Facts.Goals {
		if g.State == people.Done && people.Today(g.Closed, "") >= from {
			add(a.Say("growth.proof.done", "number", g.Number, "goal", Trimmed(g.Text)))
		}
	}
	for _, c := range a.Facts.Certs {
		if c.Earned >= from && c.Earned <= a.Facts.Today {
			add(a.Say("growth.proof.cert", "name", c.Name))
		}
	}
	for _, s := range a.Facts.Steps {
		if !s.Done.IsZero() && people.Today(s.Done, "") >= from {
			add(a.Say("growth.lately.step", "text", Trimmed(s.Text)))
		}
	}
	if len(did) > 0 {
		out.say(a.Say("growth.lately", "day", a.Date(from), "proofs", bot.Markup(a.enumerate(did))))
	} else {
		out.say(a.Say("growth.lately.nothing", "day", a.Date(from)))
	}
	target, _ := a.Target()
	if g, _, ok := a.pick(a.Facts.Open(), Measure(a.Careers, a.Facts, target)); ok {
		if e, said := a.Facts.last(g.ID); said && e.Next != "" {
			out.say(a.Say("growth.lately.planned", "number", g.Number, "goal", Trimmed(g.Text), "plan", plan(e)))
		} else {
			out.say(a.Say("growth.lately.goal", "number", g.Number, "goal", Trimmed(g.Text)))
		}
		out.say(a.nextStep(g, plainwords.GoalKind(a.Careers, g.Text)))
		out.offer(StepsOf, Offer{Goal: g})
	} else {
		out.say(a.Say("growth.strong.step.any"))
	}
	out.say(a.Say("growth.lately.ask"))
	out.offer(ShowGoals, Offer{})
	return out
}

// Planned says what was planned last.
func (a Adviser) Planned() Advice {
	open := a.Facts.Open()
	for _, c := range a.Facts.CheckIns {
		for _, e := range c.Entries {
			i := slices.IndexFunc(open, func(g people.Goal) bool { return g.ID == e.Goal })
			if i < 0 || e.Next == "" || e.Status == people.StatusStuck {
				continue
			}
			var out Advice
			g := open[i]
			out.say(a.Say("growth.planned", "day", a.Date(c.Date), "number", g.Number, "goal", Trimmed(g.Text), "plan", plan(e)))
			out.say(a.Say("growth.next.otherwise", "goal", Trimmed(g.Text), "step", a.step(g, plainwords.GoalKind(a.Careers, g.Text))))
			out.say(a.Say("growth.planned.ask"))
			out.offer(StepsOf, Offer{Goal: g})
			out.offer(TakeCheckIn, Offer{Goal: g})
			return out
		}
	}
	return a.Next()
}

// SkillSaid is the skill that words name, of those that the target asks for,
// then of the person's role's.
func (a Adviser) SkillSaid(text string) (s Shown, role string, ok bool) {
	target, _ := a.Target()
	for _, role := range []string{target, a.Facts.Role} {
		for _, x := range Measure(a.Careers, a.Facts, role) {
			named := careers.Lists{En: append([]string{x.Skill.Name.In(careers.English)}, x.Skill.Words.En...), Fr: append([]string{x.Skill.Name.In(careers.French)}, x.Skill.Words.Fr...)}
			if plainwords.Points(text, named) {
				return x, role, true
			}
		}
	}
	return Shown{}, "", false
}

// OfSkill says how one skill stands, what would show it, and the first step.
func (a Adviser) OfSkill(s Shown, role string) Advice {
	var out Advice
	kv := []any{"skill", s.Skill.Name.In(a.Facts.Lang), "target", a.RoleName(role), "proofs", a.proofs([]Shown{s}, 2)}
	id := "growth.skill.open"
	switch {
	case s.State == Strong:
		id = "growth.skill.strong"
	case s.State == Growing:
		id = "growth.skill.growing"
	}
	out.say(a.Say(id, kv...))
	out.say(a.Say("growth.skill.counts", "evidence", s.Skill.Evidence.In(a.Facts.Lang)))
	a.firstGoal(&out, []Shown{s})
	out.say(a.Say("growth.ask.more"))
	return out
}

// CertSaid is the certification of the person's own that words name.
func (a Adviser) CertSaid(text string) (people.Certification, bool) {
	said := tellingWords(text, nil)
	best, most := people.Certification{}, 0
	for _, c := range a.Facts.Certs {
		hits := 0
		names := []string{c.Name}
		if known, ok := a.Careers.Certification(c.Catalog); ok {
			names = append(append(names, known.Aliases...), known.AliasesFr...)
		}
		for _, n := range names {
			got := 0
			for _, w := range tellingWords(n, plainCertWords) {
				if slices.ContainsFunc(said, func(s string) bool { return s == w }) {
					got++
				}
			}
			hits = max(hits, got)
		}
		if hits > most {
			best, most = c, hits
		}
	}
	return best, most > 0
}

// plainCertWords stand in many certifications.
var plainCertWords = plainwords.Words("certification certifications certificate certified certif certificat professional associate foundation foundations level expert cloud data exam examen badge your avec pour with project projects projet projets management manager owner product administrator master masters")

// Held says of a certification that is held how long it counts, for what, and
// what renewal asks.
func (a Adviser) Held(c people.Certification) Advice {
	var out Advice
	_, dated := daysFrom(a.Facts.Today, c.Expires)
	out.say(a.standing(c))
	if x, ok := a.Careers.Certification(c.Catalog); ok && dated {
		out.say(bot.Escape(x.Renewal.In(a.Facts.Lang)))
	}
	target, known := a.Target()
	if !known {
		target = a.Facts.Role
	}
	if x, ok := a.Careers.Certification(c.Catalog); ok && target != "" {
		id, skill := "growth.held.not", careers.Skill{}
		if slices.Contains(x.Roles, target) {
			id = "growth.held.counts"
		}
		for _, s := range a.Careers.SkillsOf(target) {
			if has(s.Certifications, x.ID) {
				id, skill = "growth.held.shows", s
				break
			}
		}
		out.say(a.Say(id, "target", a.RoleName(target), "skill", a.Skill(skill, false)))
	}
	switch days, ok := daysFrom(a.Facts.Today, c.Expires); {
	case ok && days < 0:
		out.say(a.Say("growth.held.step.past"))
	case ok:
		out.say(a.Say("growth.held.step", "day", a.Date(c.Expires)))
	default:
		out.say(a.Say("growth.held.step.never"))
	}
	out.say(a.Say("growth.held.ask"))
	return out
}

// standing is since when a certification is held, and until when.
func (a Adviser) standing(c people.Certification) bot.Markup {
	id := "growth.held.until"
	days, dated := daysFrom(a.Facts.Today, c.Expires)
	kv := []any{"name", c.Name, "earned", a.Date(c.Earned)}
	switch {
	case c.NoExpiry:
		id = "growth.held.never"
	case !dated:
		id = "growth.held.unknown"
	case days < 0:
		id, kv = "growth.held.past", append(kv, "day", a.Date(c.Expires))
	default:
		kv = append(kv, "day", a.Date(c.Expires), "in", a.Say("growth.valid.in", "n", days))
	}
	return a.Say(id, kv...)
}

// Renewals says which certification runs out next, and what its renewal asks.
func (a Adviser) Renewals() (Advice, bool) {
	var next people.Certification
	for _, c := range a.Facts.Certs {
		if c.Expires != "" && c.Expires >= a.Facts.Today && (next.Expires == "" || c.Expires < next.Expires) {
			next = c
		}
	}
	for _, c := range a.Facts.Certs { // what has run out comes first
		if past(a.Facts.Today, c) {
			next = c
		}
	}
	if next.Name == "" {
		return Advice{}, false
	}
	return a.Held(next), true
}
