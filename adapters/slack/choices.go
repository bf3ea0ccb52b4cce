package slack

import (
	"cmp"
	"strconv"
	"strings"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

// Action ids of our own.
const (
	choiceAction = "choice:" // choice:<number>:<action>, the value is the button's
	menuAction   = "menu:"   // menu:<number>, the option's value holds both
	pageAction   = "page:"   // page:<number> of the home tab
	// feedbackAction is Slack's feedback buttons; the value is the pressed one's.
	feedbackAction = "feedback"
	suggestAction  = "suggest:" // suggest:<field> of a form
)

// choices renders what can be taken: a few are buttons, many are menus of a
// hundred each, so that every one is in reach without a round trip.
func (w *renderer) choices(c bot.Choices) {
	if len(c.Items) == 0 {
		w.markup(parse(c.Prompt))
		return
	}
	prompt := parse(c.Prompt)
	if len(c.Items) == 1 && w.beside(prompt, c.Items[0]) {
		return
	}
	if len(c.Items) <= mostButtons {
		w.markup(append(prompt, described(c.Items)...))
		var buttons []slackgo.BlockElement
		for _, item := range c.Items {
			buttons = append(buttons, w.button(item, flat(prompt)))
		}
		w.add("", slackgo.NewActionBlock("", buttons...))
		return
	}
	w.markup(prompt)
	var menus []slackgo.BlockElement
	for from := 0; from < len(c.Items); from += maxMenuOptions {
		to := min(from+maxMenuOptions, len(c.Items))
		menus = append(menus, w.menu(c.Items[from:to], from, len(c.Items)))
		if len(menus) == maxActionsElements || to == len(c.Items) {
			w.add("", slackgo.NewActionBlock("", menus...))
			menus = nil
		}
	}
}

// beside puts a single short choice beside its prompt; false where it has to
// stand below.
func (w *renderer) beside(prompt []para, c bot.Choice) bool {
	text := mrkdwn(prompt)
	if n := utf8.RuneCountInString(text); n == 0 || n > maxSectionRunes || c.Description != "" || utf8.RuneCountInString(c.Label) > besideRunes {
		return false
	}
	w.add(flat(prompt), &slackgo.SectionBlock{Type: slackgo.MBTSection, Text: &slackgo.TextBlockObject{Type: slackgo.MarkdownType, Text: text, Verbatim: true},
		Accessory: slackgo.NewAccessory(w.button(c, flat(prompt)))})
	return true
}

// described lists what buttons have no room for.
func described(items []bot.Choice) []para {
	var out []para
	for _, c := range items {
		if d := bot.Clean(c.Description); d != "" || utf8.RuneCountInString(c.Label) > maxButtonRunes {
			p := para{kind: bulletItem, depth: 1, spans: []span{{text: bot.Clean(c.Label) + " ", bold: true}}}
			if d != "" {
				p.spans = append(p.spans, span{text: "– " + d})
			}
			out = append(out, p)
		}
	}
	return out
}

// button is a choice; about is what it stands under.
func (w *renderer) button(c bot.Choice, about string) *slackgo.ButtonBlockElement {
	id := choiceAction + strconv.Itoa(w.taken) + ":" + c.Action
	w.taken++
	b := slackgo.NewButtonBlockElement(id, c.Value, plainText(shorten(c.Label, maxButtonRunes)))
	b.AccessibilityLabel = w.say(c, about)
	switch c.Style {
	case bot.Primary:
		b.Style = slackgo.StylePrimary
	case bot.Danger:
		b.Style = slackgo.StyleDanger
	}
	return b
}

// say is what a screen reader says of a button: never what it said of another.
func (w *renderer) say(c bot.Choice, about string) string {
	words := cmp.Or(strings.TrimSpace(c.Spoken), c.Label)
	said := shorten(words, maxButtonRunes)
	if w.spoken[said] && about != "" {
		said = shorten(c.Label+": "+about, maxButtonRunes)
	}
	for n := 2; w.spoken[said]; n++ {
		said = shorten(words, maxButtonRunes-5) + " (" + strconv.Itoa(n) + ")"
	}
	if w.spoken == nil {
		w.spoken = map[string]bool{}
	}
	w.spoken[said] = true
	return said
}

func (w *renderer) menu(items []bot.Choice, from, all int) *slackgo.SelectBlockElement {
	var options []*slackgo.OptionBlockObject
	for i, c := range items {
		var description *slackgo.TextBlockObject
		d := c.Description
		if d == "" && utf8.RuneCountInString(c.Label) > maxOptionRunes {
			_, d = cutAt(c.Label, maxOptionRunes-1) // the label goes on where there is room
		}
		if strings.TrimSpace(bot.Clean(d)) != "" {
			description = plainText(shorten(d, maxDescriptRunes))
		}
		options = append(options, slackgo.NewOptionBlockObject(writeChoice(from+i, c.Action, c.Value), plainText(shorten(c.Label, maxOptionRunes)), description))
	}
	hint := in(string(w.lang)).choose
	if all > maxMenuOptions {
		hint = strconv.Itoa(from+1) + "–" + strconv.Itoa(from+len(items)) + " …"
	}
	id := menuAction + strconv.Itoa(w.taken)
	w.taken++
	return slackgo.NewOptionsSelectBlockElement(slackgo.OptTypeStatic, plainText(hint), id, options...)
}

// writeChoice puts a choice into an option's value: its number keeps values
// apart, the length of the action lets action and value be anything.
func writeChoice(n int, action, value string) string {
	return strconv.Itoa(n) + "." + strconv.Itoa(len(action)) + ":" + action + value
}

// readChoice gives the choice that was taken.
func readChoice(a pressed) (action, value string, ok bool) {
	if rest, is := strings.CutPrefix(a.ActionID, choiceAction); is {
		_, action, ok = strings.Cut(rest, ":")
		return action, a.Value, ok
	}
	if a.ActionID == feedbackAction {
		return bot.FeedbackAction, a.Value, true
	}
	if !strings.HasPrefix(a.ActionID, menuAction) {
		return "", "", false
	}
	return splitChoice(a.Option.Value)
}

func splitChoice(s string) (action, value string, ok bool) {
	head, rest, found := strings.Cut(s, ":")
	_, length, dotted := strings.Cut(head, ".")
	n, err := strconv.Atoi(length)
	if !found || !dotted || err != nil || n < 0 || n > len(rest) {
		return "", "", false
	}
	return rest[:n], rest[n:], true
}
