package schedules

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

var (
	// quietWords open "schedule quiet 21:00-07:00".
	quietWords = regexp.MustCompile(`(?i)^(quiet hours?|quiet|silence|silent|calme|heures? calmes?|heures? de silence|nuit|night)\b\s*:?\s*`)
	// clockTime is a time of day as people write it: 21:00, 21h, 9pm, 7h30, 21.
	clockTime = regexp.MustCompile(`(?i)\b(\d{1,2})(?:\s*[:.h]\s*(\d{2}))?\s*(h\b|heures?\b|a\.?m\b|p\.?m\b)?`)
)

// takeQuiet reads the word for quiet hours off the front of a line.
func takeQuiet(line string) (rest string, ok bool) {
	m := quietWords.FindString(line)
	return line[len(m):], m != ""
}

// quietSaid sets quiet hours: "21:00-07:00", "9pm to 7am", "off". Without
// words it opens the form.
func quietSaid(t *bot.Turn, words string) (bot.Reply, error) {
	if words == "" {
		return t.Open("schedule.quiet", "")
	}
	if plainwords.OffWords[bot.Fold(words)] {
		return setQuiet(t, 0, 0)
	}
	found := clockTime.FindAllStringSubmatch(words, -1)
	if len(found) != 2 {
		return bot.Reply{}, t.FieldProblem("from", "quiet.unknown", "said", bot.Brief(words, 60))
	}
	from, ok1 := minutes(found[0])
	to, ok2 := minutes(found[1])
	if !ok1 || !ok2 {
		return bot.Reply{}, t.FieldProblem("from", "quiet.unknown", "said", bot.Brief(words, 60))
	}
	if from == to {
		return bot.Reply{}, t.FieldProblem("to", "quiet.same")
	}
	return setQuiet(t, from, to)
}

// minutes is a time of day in minutes after midnight; 24:00 is midnight.
func minutes(m []string) (int, bool) {
	h, err := strconv.Atoi(m[1])
	if err != nil {
		return 0, false
	}
	min := 0
	if m[2] != "" {
		min, _ = strconv.Atoi(m[2])
	}
	switch strings.ToLower(m[3]) {
	case "am", "a.m", "pm", "p.m":
		if h < 1 || h > 12 {
			return 0, false
		}
		h %= 12
		if strings.HasPrefix(strings.ToLower(m[3]), "p") {
			h += 12
		}
	}
	if h == 24 && min == 0 {
		h = 0
	}
	return h*60 + min, h < 24 && min < 60
}

func setQuiet(t *bot.Turn, from, to int) (bot.Reply, error) {
	t.Person.QuietFrom, t.Person.QuietTo = from, to
	if err := t.Save(); err != nil {
		return bot.Reply{}, fmt.Errorf("save quiet hours: %w", err)
	}
	if from != to {
		t.Did("schedule.quiet", bot.Args{"clocks": fmt.Sprintf("%02d:%02d-%02d:%02d", from/60, from%60, to/60, to%60)})
	}
	next, err := NextLine(t)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: quietLine(t) + "\n\n" + next, Private: !t.Event.DM, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		t.Choice("schedule.button.quiet", "schedule.quiet", ""), t.Choice("schedule.button", "schedule", "")}}}}, nil
}

// quietLine says which hours are quiet, in the person's zone.
func quietLine(t *bot.Turn) bot.Markup {
	if t.Person.QuietFrom == t.Person.QuietTo {
		return t.Say("quiet.none")
	}
	return t.Say("quiet.hours", "from", say.Clock(t, t.Person.QuietFrom), "to", say.Clock(t, t.Person.QuietTo), "zone", say.ZoneName(t))
}

// quietHere is quietLine beside words that name the zone.
func quietHere(t *bot.Turn) bot.Markup {
	if t.Person.QuietFrom == t.Person.QuietTo {
		return t.Say("quiet.none")
	}
	return t.Say("quiet.here", "from", say.Clock(t, t.Person.QuietFrom), "to", say.Clock(t, t.Person.QuietTo))
}

func quietForm(t *bot.Turn, _ string) (*bot.Form, error) {
	from, to := t.Person.QuietFrom, t.Person.QuietTo
	if from == to {
		from, to = people.DefaultQuietFrom, people.DefaultQuietTo
	}
	return &bot.Form{Title: t.Plain("quiet.form"), Intro: t.Say("quiet.form.intro"), Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "from", Label: t.Plain("quiet.form.from"), Hint: "20:00", Initial: say.Clock(t, from), Max: 20},
		{ID: "to", Label: t.Plain("quiet.form.to"), Hint: "08:00", Initial: say.Clock(t, to), Max: 20},
	}}, nil
}

func quietSubmit(t *bot.Turn, _ string, fields map[string]string) (bot.Reply, error) {
	if plainwords.OffWords[bot.Fold(fields["from"])] {
		return setQuiet(t, 0, 0)
	}
	for _, f := range []string{"from", "to"} {
		if m := clockTime.FindAllStringSubmatch(fields[f], -1); len(m) != 1 {
			return bot.Reply{}, t.FieldProblem(f, "quiet.unknown", "said", bot.Brief(fields[f], 60))
		}
	}
	return quietSaid(t, fields["from"]+" - "+fields["to"])
}
