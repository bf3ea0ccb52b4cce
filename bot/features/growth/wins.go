package growth

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/advice"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// addWin logs an achievement; one that is logged already stays as it is.
func addWin(t *bot.Turn, w *people.Win) error {
	w.Text = strings.Join(strings.Fields(w.Text), " ")
	if !plainwords.Wordy(w.Text) { // a bare number is a button that was meant
		return t.FieldProblem("text", "growth.win.empty")
	}
	if n := utf8.RuneCountInString(w.Text); n > people.MaxWin {
		return t.FieldProblem("text", "growth.win.too-long", "n", n, "most", people.MaxWin)
	}
	all, err := t.Tx.Wins(t.Person.ID)
	if err != nil {
		return fmt.Errorf("read wins: %w", err)
	}
	for _, old := range all {
		if bot.Fold(old.Text) == bot.Fold(w.Text) {
			if w.Skill != "" && old.Skill != w.Skill { // told again as an example of another skill
				old.Skill = w.Skill
				if err := t.Tx.SaveWin(t.Person.ID, old); err != nil {
					return fmt.Errorf("save win: %w", err)
				}
			}
			*w = old
			return nil
		}
	}
	if *w, err = t.Tx.AddWin(t.Person.ID, *w); err != nil {
		return fmt.Errorf("log win: %w", err)
	}
	t.Changed = true
	return nil
}

// skillFor guesses the skill that an achievement shows: of those that the
// target asks for, then of one's own role's, then of all.
func (a adviser) skillFor(text string) (careers.Skill, bool) {
	target, _ := a.Target()
	for _, list := range [][]careers.Skill{a.Careers.SkillsOf(target), a.Careers.SkillsOf(a.Facts.Role), a.Careers.Skills()} {
		for _, s := range list {
			if plainwords.Points(text, s.Words) {
				return s, true
			}
		}
	}
	return careers.Skill{}, false
}

// minShared is how many words of substance a goal and an achievement share
// where the one is taken to serve the other.
const minShared = 2

// goalFor guesses the goal that an achievement serves: the one with which it
// shares most words.
func (a adviser) goalFor(text string) (best people.Goal, ok bool) {
	most := minShared - 1
	said := " " + plainwords.Spaced(bot.Fold(text)) + " "
	for _, g := range a.Facts.Goals {
		if g.State == people.Dropped {
			continue
		}
		n := 0
		seen := map[string]bool{}
		for _, w := range strings.Fields(plainwords.Spaced(bot.Fold(g.Text))) {
			if len(w) > 3 && !seen[w] && strings.Contains(said, " "+w+" ") {
				seen[w] = true
				n++
			}
		}
		if n > most {
			best, most, ok = g, n, true
		}
	}
	return best, ok
}

// toldWin logs an achievement that was told as a sentence of its own.
func toldWin(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	return winAdd(t, bot.Args{"result": cmp.Or(a["result"], strings.TrimRight(a["clause"], ".! "))})
}

// leadWords is how many words may lead to an achievement before a colon.
const leadWords = 8

// filing is words that only say where an achievement goes: "log it as a win",
// "à garder dans mes réussites". What it is stands beside them.
var filing = regexp.MustCompile(`(?i)\b(log|note|keep|put|count|save|write|file|stick|garde[rz]?|note[rz]?|mets|mette[rz]|mettre|compte[rz]?|inscri\w+|range[rz]?|ajoute[rz]?)\b.{0,40}\b(wins?|achievements?|r[ée]ussites?|record|somewhere|quelque part)\b`)

// beside is what a message says besides some of its words.
func beside(t *bot.Turn, words string) string {
	m, ok := t.Event.Body.(bot.Message)
	if !ok {
		return ""
	}
	before, after, _ := strings.Cut(m.Asked(), words)
	return strings.TrimFunc(before+" "+strings.TrimSpace(after), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '"' && r != '«' })
}

// fewest is how many words an achievement has at least where it stands beside
// the words for it.
const fewest = 4

// toWin offers to keep a message as an achievement.
func toWin(t *bot.Turn, text string, a bot.Args) (bot.Reply, bool, error) {
	if said := strings.TrimSpace(text); filing.MatchString(said) && len(strings.Fields(said)) <= leadWords+2*fewest && !strings.Contains(said, ":") {
		if rest := beside(t, said); len(strings.Fields(rest)) >= fewest {
			text, a["result"] = rest, ""
		}
	}
	if at := strings.Index(text, a["result"]); a["result"] != "" && at >= 0 { // another sentence is no part of it
		if strings.ContainsAny(text[:at], ".!?\n") && len(strings.Fields(a["result"])) >= fewest {
			text, at = text[at:], 0
		}
		if end := at + len(a["result"]); strings.ContainsAny(text[end:], ".!?;\n") {
			text = text[:end]
		}
	}
	text = strings.TrimRight(plainwords.Polite(text), ".,;! ")
	if head, rest, ok := strings.Cut(text, ":"); ok && len(strings.Fields(head)) <= leadWords && len(strings.Fields(rest)) > 2 { // "one for the wins: …"
		text = strings.TrimSpace(rest)
	}
	if text == "" || utf8.RuneCountInString(text) > people.MaxWin {
		return bot.Reply{}, false, nil
	}
	key := t.KeepOffer("achievement", bot.Args{"result": text})
	return bot.Reply{Text: t.Say("growth.win.keep", "text", bot.Brief(text, people.MaxWin)), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("growth.button.win-keep"), Action: "offer.yes", Value: key}, t.Choice("button.keep", "keep", "")}}}}, true, nil
}

// winAdd logs an achievement, and says what it is taken to show.
func winAdd(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["result"] == "" {
		return t.Open("win", "")
	}
	x, err := adviserOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	w := people.Win{Date: t.Today(), Text: a["result"], At: t.Now}
	if s, ok := x.skillFor(w.Text); ok {
		w.Skill = s.ID
	}
	if g, ok := x.goalFor(w.Text); ok {
		w.Goal = g.ID
	}
	if err := addWin(t, &w); err != nil {
		return bot.Reply{}, err
	}
	t.Talk.Undo = "win.drop:" + strconv.FormatInt(w.ID, 10)
	t.Did("achievement", bot.Args{"result": w.Text})
	return x.win(t, "growth.win.kept", w), nil
}

// win shows an achievement with what it counts for, which can be changed.
func (a adviser) win(t *bot.Turn, head string, w people.Win) bot.Reply {
	id := strconv.FormatInt(w.ID, 10)
	text := t.Say(head, "text", advice.Trimmed(w.Text)) + " "
	g, served := a.goalByID(w.Goal)
	s, shows := a.Careers.Skill(w.Skill)
	switch {
	case shows && served:
		text += t.Say("growth.win.both", "skill", a.Skill(s, false), "number", g.Number, "goal", advice.Trimmed(g.Text))
	case shows:
		text += t.Say("growth.win.skill", "skill", a.Skill(s, false))
	case served:
		text += t.Say("growth.win.goal", "number", g.Number, "goal", advice.Trimmed(g.Text))
	default:
		text += t.Say("growth.win.none")
	}
	return bot.Reply{Text: text, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("growth.win.button.skill", "win.skill", id), t.Choice("growth.win.button.goal", "win.goal", id),
		t.Choice("growth.win.button.drop", "win.drop", id), t.Choice("growth.win.button.list", "wins", "")}}}}
}

func (a adviser) goalByID(id int64) (people.Goal, bool) {
	i := slices.IndexFunc(a.Facts.Goals, func(g people.Goal) bool { return g.ID == id && g.State != people.Dropped })
	if i < 0 {
		return people.Goal{}, false
	}
	return a.Facts.Goals[i], true
}

// onWin runs f on the achievement that a button names, with what follows its id.
func onWin(f func(t *bot.Turn, x adviser, w people.Win, rest string) (bot.Reply, error)) bot.PressFunc {
	return func(t *bot.Turn, value string) (bot.Reply, error) {
		first, rest, _ := strings.Cut(value, " ")
		id, _ := strconv.ParseInt(first, 10, 64)
		x, err := adviserOf(t)
		if err != nil {
			return bot.Reply{}, err
		}
		i := slices.IndexFunc(x.Facts.Wins, func(w people.Win) bool { return w.ID == id })
		if i < 0 {
			return t.Stale(), nil
		}
		return f(t, x, x.Facts.Wins[i], rest)
	}
}

// none is the choice of no skill or goal, in a button.
const none = "-"

// winSkill offers the skills that an achievement may show, or takes one.
func winSkill(t *bot.Turn, x adviser, w people.Win, skill string) (bot.Reply, error) {
	if skill != "" {
		if _, ok := x.Careers.Skill(skill); !ok && skill != none {
			return t.Stale(), nil
		}
		w.Skill = strings.TrimPrefix(skill, none)
		return x.changeWin(t, w)
	}
	role, _ := x.Target()
	list := x.Careers.SkillsOf(role)
	if len(list) == 0 {
		list = x.Careers.Skills()
	}
	c := bot.Choices{}
	for _, s := range list {
		c.Items = append(c.Items, bot.Choice{Label: s.Name.In(t.Lang), Action: "win.skill", Value: fmt.Sprint(w.ID, " ", s.ID)})
	}
	c.Items = append(c.Items, t.Choice("growth.win.button.no-skill", "win.skill", fmt.Sprint(w.ID, " ", none)))
	return bot.Reply{Text: t.Say("growth.win.which-skill"), Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

// winGoal offers the goals that an achievement may serve, or takes one.
func winGoal(t *bot.Turn, x adviser, w people.Win, number string) (bot.Reply, error) {
	if number != "" {
		w.Goal = 0
		for _, g := range x.Facts.Goals {
			if strconv.Itoa(g.Number) == number {
				w.Goal = g.ID
			}
		}
		return x.changeWin(t, w)
	}
	c := bot.Choices{}
	for _, g := range x.Facts.Open() {
		c.Items = append(c.Items, bot.Choice{Label: fmt.Sprint(g.Number, "  ", bot.Brief(g.Text, 60)), Action: "win.goal", Value: fmt.Sprint(w.ID, " ", g.Number)})
	}
	c.Items = append(c.Items, t.Choice("growth.win.button.no-goal", "win.goal", fmt.Sprint(w.ID, " ", none)))
	return bot.Reply{Text: t.Say("growth.win.which-goal"), Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

func (a adviser) changeWin(t *bot.Turn, w people.Win) (bot.Reply, error) {
	if err := t.Tx.SaveWin(t.Person.ID, w); err != nil {
		return bot.Reply{}, fmt.Errorf("save win: %w", err)
	}
	t.Changed = true
	return a.win(t, "growth.win.changed", w), nil
}

func winDrop(t *bot.Turn, _ adviser, w people.Win, _ string) (bot.Reply, error) {
	if err := t.Tx.DropWin(t.Person.ID, w.ID); err != nil {
		return bot.Reply{}, fmt.Errorf("drop win: %w", err)
	}
	t.Changed = true
	return bot.Reply{Text: t.Say("growth.win.dropped", "text", advice.Trimmed(w.Text)), Private: !t.Event.DM}, nil
}

// winsListed and winsOffered are how many achievements a list shows, and how
// many of them have a button.
const (
	winsListed  = 20
	winsOffered = 4
)

// winList is what was achieved, newest first.
func winList(t *bot.Turn) (bot.Reply, error) {
	x, err := adviserOf(t)
	if err != nil {
		return bot.Reply{}, err
	}
	all := slices.Clone(x.Facts.Wins)
	if len(all) == 0 {
		return bot.Reply{Text: t.Say("growth.wins.none"), Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("growth.skills.button.write", "form", "win")}}}}, nil
	}
	slices.Reverse(all)
	var lines []string
	c := bot.Choices{}
	for i, w := range all[:min(winsListed, len(all))] {
		var counts []string
		if s, ok := x.Careers.Skill(w.Skill); ok {
			counts = append(counts, x.Skill(s, false))
		}
		if g, ok := x.goalByID(w.Goal); ok {
			counts = append(counts, t.Plain("growth.wins.goal", "number", g.Number))
		}
		line := "- " + string(t.Say("growth.wins.line", "day", x.Date(w.Date), "text", advice.Trimmed(w.Text)))
		if len(counts) > 0 {
			line += " (" + string(bot.Escape(strings.Join(counts, ", "))) + ")"
		}
		lines = append(lines, line)
		if i < winsOffered {
			c.Items = append(c.Items, bot.Choice{Label: t.Plain("growth.wins.button", "text", bot.Brief(w.Text, 50)), Action: "win.show", Value: strconv.FormatInt(w.ID, 10)})
		}
	}
	c.Items = append(c.Items, t.Choice("growth.wins.button.bullets", "bullets", ""))
	return bot.Reply{Text: t.Say("growth.wins.head", "n", len(all)) + bot.Markup("\n\n"+strings.Join(lines, "\n")), Private: !t.Event.DM, Blocks: []bot.Block{c}}, nil
}

// winForm is a line about an achievement.
var winForm = bot.FormSpec{
	Open: func(t *bot.Turn, _ string) (*bot.Form, error) {
		return &bot.Form{Title: t.Plain("growth.win.form.title"), Submit: t.Plain("button.save"), Fields: []bot.Field{
			{ID: "text", Label: t.Plain("growth.win.form.text"), Hint: t.Plain("growth.win.form.hint"), Kind: bot.LongText, Max: people.MaxWin}}}, nil
	},
	Submit: func(t *bot.Turn, _ string, fields map[string]string) (bot.Reply, error) {
		if fields["text"] == "" {
			return bot.Reply{}, t.FieldProblem("text", "growth.win.empty")
		}
		return winAdd(t, bot.Args{"result": fields["text"]})
	},
}

// noWin begins what is no achievement: "win back my manager", "win over a client".
var noWin = plainwords.Words("back over against more a an the win or and ou et de du")

// ownWin reports whether what follows "win" is an achievement.
func ownWin(rest string, _ bot.Understood) bool {
	first, _, _ := strings.Cut(bot.Fold(rest), " ")
	return first != "" && !strings.HasSuffix(rest, "?") && !noWin[first]
}
