package slack

import (
	"strconv"
	"strings"
	"unicode/utf8"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

// Action ids of our own.
const (
	choiceAction  = "choice:"  // choice:<number>:<action>, the value is the button's
	menuAction    = "menu:"    // menu:<number>, the option's value holds both
	pageAction    = "page:"    // page:<number> of the home tab
	suggestAction = "suggest:" // suggest:<field> of a form
)

// choices renders what can be taken: a few are buttons, many are menus of a
// hundred each, so that every one is in reach without a round trip.
func (w *renderer) choices(c bot.Choices) {
	if len(c.Items) == 0 {
		w.markup(parse(c.Prompt))
		return
	}
	prompt := parse(c.Prompt)
	if len(c.Items) <= mostButtons {
		w.markup(append(prompt, described(c.Items)...))
		var buttons []slackgo.BlockElement
		for _, item := range c.Items {
			buttons = append(buttons, w.button(item))
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

func (w *renderer) button(c bot.Choice) *slackgo.ButtonBlockElement {
	id := choiceAction + strconv.Itoa(w.taken) + ":" + c.Action
	w.taken++
	b := slackgo.NewButtonBlockElement(id, c.Value, plainText(shorten(c.Label, maxButtonRunes)))
	switch c.Style {
	case bot.Primary:
		b.Style = slackgo.StylePrimary
	case bot.Danger:
		b.Style = slackgo.StyleDanger
	}
	return b
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
