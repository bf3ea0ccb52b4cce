package slack

import (
	"testing"

	"mentor/adapters/slack/slackfake"
	"mentor/bot"
	"mentor/bot/bottest"
)

// A slash command of the app's that has the name of one of the mentor's, in
// either language, is that one; any other has what is typed behind it.
func TestSlashCommandsOfOtherNames(t *testing.T) {
	fake := slackfake.New(slackfake.Options{Record: record(t)})
	t.Cleanup(fake.Close)
	b := &bench{t: t, fake: fake, core: newCore(say("done"))}
	b.a = New(Options{BotToken: fake.BotToken(), AppToken: fake.AppToken(), APIURL: fake.URL(), Known: bottest.New(t).Bot.Known})
	b.run()
	<-fake.Connected()
	for _, c := range []struct{ command, text, want string }{
		{"/mentor", "goal add learn Go", "goal add learn Go"},
		{"/goal", "add learn Go & more", "goal add learn Go & more"},
		{"/goal", "", "goal"},
		{"/objectif", "ajouter apprendre Go", "objectif ajouter apprendre Go"},
		{"/cert", "list", "cert list"},
		{"/demander", "qui est un product owner ?", "demander qui est un product owner ?"},
		{"/coach", "goal list", "goal list"},
	} {
		sent, err := fake.Inject(slackfake.Event{Kind: "command", User: "U1", Command: c.command, Text: c.text})
		if err != nil {
			t.Fatal(err)
		}
		b.acked(sent)
		all := b.core.had()
		if got := all[len(all)-1].Body.(bot.Command).Line; got != c.want {
			t.Errorf("%s %s is %q; want %q", c.command, c.text, got, c.want)
		}
	}
	for range b.core.had() {
		if shown := <-b.core.shown; shown.err != nil {
			t.Error(shown.err)
		}
	}
}
