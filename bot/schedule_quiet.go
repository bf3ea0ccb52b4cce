package bot

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"mentor/bot/people"
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
func (t *Turn) quietSaid(words string) (Reply, error) {
	if words == "" {
		return t.open("schedule.quiet", "")
	}
	if offWords[Fold(words)] {
		return t.setQuiet(0, 0)
	}
	found := clockTime.FindAllStringSubmatch(words, -1)
	if len(found) != 2 {
		return Reply{}, t.fieldProblem("from", "quiet.unknown", "said", brief(words, 60))
	}
	from, ok1 := minutes(found[0])
	to, ok2 := minutes(found[1])
	if !ok1 || !ok2 {
		return Reply{}, t.fieldProblem("from", "quiet.unknown", "said", brief(words, 60))
	}
	if from == to {
		return Reply{}, t.fieldProblem("to", "quiet.same")
	}
	return t.setQuiet(from, to)
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

func (t *Turn) setQuiet(from, to int) (Reply, error) {
	t.p.QuietFrom, t.p.QuietTo = from, to
	if err := t.save(); err != nil {
		return Reply{}, fmt.Errorf("save quiet hours: %w", err)
	}
	next, err := t.nextLine()
	if err != nil {
		return Reply{}, err
	}
	return Reply{Text: t.quietLine() + "\n\n" + next, Private: !t.ev.DM, Blocks: []Block{Choices{Items: []Choice{
		t.choice("schedule.button.quiet", "schedule.quiet", ""), t.choice("schedule.button", "schedule", "")}}}}, nil
}

// quietLine says which hours are quiet, in the person's zone.
func (t *Turn) quietLine() Markup {
	if t.p.QuietFrom == t.p.QuietTo {
		return t.say("quiet.none")
	}
	return t.say("quiet.hours", "from", t.clock(t.p.QuietFrom), "to", t.clock(t.p.QuietTo), "zone", t.zoneName())
}

// clock is minutes after midnight as the person writes a time.
func (t *Turn) clock(minutes int) string { return clock(minutes, t.lang) }

// zoneName is the zone whose clock the mentor goes by.
func (t *Turn) zoneName() string { return t.p.ClockZone() }

func (t *Turn) quietForm(string) (*Form, error) {
	from, to := t.p.QuietFrom, t.p.QuietTo
	if from == to {
		from, to = people.DefaultQuietFrom, people.DefaultQuietTo
	}
	return &Form{Title: t.plain("quiet.form"), Intro: t.say("quiet.form.intro"), Submit: t.plain("button.save"), Fields: []Field{
		{ID: "from", Label: t.plain("quiet.form.from"), Hint: "20:00", Initial: t.clock(from), Max: 20},
		{ID: "to", Label: t.plain("quiet.form.to"), Hint: "08:00", Initial: t.clock(to), Max: 20},
	}}, nil
}

func (t *Turn) quietSubmit(_ string, fields map[string]string) (Reply, error) {
	if offWords[Fold(fields["from"])] {
		return t.setQuiet(0, 0)
	}
	for _, f := range []string{"from", "to"} {
		if m := clockTime.FindAllStringSubmatch(fields[f], -1); len(m) != 1 {
			return Reply{}, t.fieldProblem(f, "quiet.unknown", "said", brief(fields[f], 60))
		}
	}
	return t.quietSaid(fields["from"] + " - " + fields["to"])
}
