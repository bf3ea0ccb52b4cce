package onboarding

import (
	"mentor/bot"
	"mentor/bot/features/profile"
)

// In a channel the first minute is the same talk for the person alone: what
// would be typed for everybody to read is a form of one line, the rest is taps
// under messages that nobody else sees.

// welcomeHere greets somebody new for everybody to see: it says nothing of them.
func welcomeHere(t *bot.Turn) bot.Reply {
	return bot.Reply{Text: t.Say("talk.channel"), Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{
		{Label: t.Plain("talk.button.private"), Action: "start.on", Style: bot.Primary}, t.Choice("help.button", "help", "")}}}}
}

// askRoleAlone asks for the job in a form, or shows the way there.
func askRoleAlone(t *bot.Turn) (bot.Reply, error) {
	if t.Event.Forms {
		return t.Open("talk.role", "")
	}
	r := welcomeHere(t) // words in a channel: a form opens in answer to a press only
	r.Private = true
	return r, nil
}

func roleForm(t *bot.Turn, _ string) (*bot.Form, error) {
	return &bot.Form{Title: t.Plain("start.form"), Submit: t.Plain("button.save"), Intro: t.Say("talk.form.intro"), Fields: []bot.Field{
		{ID: "role", Label: t.Plain("talk.form.role"), Hint: t.Plain("start.form.role.hint"), Suggest: "role", Max: profile.MaxName},
	}}, nil
}

func roleSubmit(t *bot.Turn, _ string, fields map[string]string) (bot.Reply, error) {
	said := fields["role"]
	if said == "" {
		return bot.Reply{}, t.FieldProblem("role", "talk.ask-role")
	}
	if role, known := t.Bot.Careers().Role(said); known { // taken from the list
		said = role.Name.In(t.Lang)
	} else if job, ok := jobIn(t, said); ok {
		said = job
	}
	role, title := profile.JobSaid(t, said)
	return keepRole(t, role, title)
}

func goalForm(t *bot.Turn, _ string) (*bot.Form, error) {
	return &bot.Form{Title: t.Plain("goal.form.new"), Submit: t.Plain("button.save"), Fields: []bot.Field{
		{ID: "goal", Label: t.Plain("talk.form.goal"), Hint: t.Plain("goal.form.hint"), Kind: bot.LongText, Max: 2000},
	}}, nil
}

func goalSubmit(t *bot.Turn, _ string, fields map[string]string) (bot.Reply, error) {
	if fields["goal"] == "" {
		return bot.Reply{}, t.FieldProblem("goal", "talk.words")
	}
	return added(t, fields["goal"], "")
}
