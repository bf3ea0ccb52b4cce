package discord

import (
	"fmt"
	"sort"
	"strconv"
	"strings"

	"github.com/bwmarrin/discordgo"

	"mentor/bot"
)

// The first character of a custom_id says whose it is: a choice's button, a
// menu of choices (the choice is the option's value), a form's.
const (
	choicePrefix = "c"
	menuPrefix   = "m"
)

// buttonsAtMost is how many choices are still buttons; more are a menu.
const buttonsAtMost = 10

// choiceID carries a choice in a custom_id or an option's value: no state is
// kept here, so buttons work for ever. copy tells equal choices apart, which
// Discord refuses in one message.
func choiceID(c bot.Choice, copy int) string {
	n := strconv.Itoa(len(c.Action))
	if copy > 0 {
		n += "." + strconv.Itoa(copy)
	}
	return choicePrefix + n + ":" + c.Action + c.Value
}

func parseChoiceID(id string) (action, value string, ok bool) {
	head, rest, found := strings.Cut(strings.TrimPrefix(id, choicePrefix), ":")
	head, _, _ = strings.Cut(head, ".")
	n, err := strconv.Atoi(head)
	if !found || err != nil || n < 0 || n > len(rest) || !strings.HasPrefix(id, choicePrefix) {
		return "", "", false
	}
	return rest[:n], rest[n:], true
}

// choices adds the rows of every Choices: buttons where they are few, else
// menus of 25. Rows beyond a message's five come in further messages.
func (b *builder) choices(all []bot.Choices) {
	used := map[string]int{}
	id := func(c bot.Choice) string {
		key := c.Action + "\x00" + c.Value
		used[key]++
		return choiceID(c, used[key]-1)
	}
	marks := numbered(all)
	var rows []row
	for n, c := range all {
		mark := ""
		if marks {
			mark = strconv.Itoa(n+1) + " · "
		}
		if strings.TrimSpace(string(c.Prompt)) != "" {
			if marks {
				c.Prompt = bot.Markup(strconv.Itoa(n+1)+" · ") + c.Prompt
			}
			b.markup(c.Prompt, false)
		}
		var items []bot.Choice
		for _, x := range c.Items {
			if strings.TrimSpace(x.Label) == "" {
				x.Label = x.Value
			}
			// What an id cannot carry is still said.
			if units(choiceID(x, 99)) > maxCustomIDRunes {
				b.markup("- "+bot.Escape(x.Label), true)
				continue
			}
			items = append(items, x)
		}
		if asButtons(items) {
			for _, x := range items { // a button has no room for it
				if strings.TrimSpace(x.Description) != "" {
					b.markup("- **"+bot.Escape(x.Label)+"**: "+bot.Escape(x.Description), true)
				}
			}
			rows = append(rows, buttons(items, mark, id)...)
		} else {
			what := ""
			if len(all) > 1 { // menus stand below all words: each says which it belongs to
				what = strings.TrimRight(plainMarkup(c.Prompt), " :")
			}
			rows = append(rows, b.menus(items, what, len(rows), id)...)
		}
	}
	for len(rows) > 0 {
		n := min(len(rows), maxRows)
		b.now().Components = rows[:n:n]
		if rows = rows[n:]; len(rows) > 0 {
			b.next()
			b.put(piece{text: b.words.more})
		}
	}
}

// numbered tells whether several Choices offer the same words, as the goals of
// a check-in do: then numbers say which row is whose.
func numbered(all []bot.Choices) bool {
	seen := map[string]int{}
	for n, c := range all {
		for _, x := range c.Items {
			if m, ok := seen[x.Label]; ok && m != n {
				return true
			}
			seen[x.Label] = n
		}
	}
	return false
}

func asButtons(items []bot.Choice) bool {
	if len(items) > buttonsAtMost {
		return false
	}
	for _, x := range items {
		if x.Description != "" && len(items) > maxButtonsARow {
			return false
		}
		if units(x.Label) > maxButtonRunes-8 && len(items) > 1 {
			return false // a menu shows more of it
		}
	}
	return true
}

func buttons(items []bot.Choice, mark string, id func(bot.Choice) string) []row {
	var out []row
	for len(items) > 0 {
		n := min(len(items), maxButtonsARow)
		r := row{}
		for _, x := range items[:n] {
			style := discordgo.SecondaryButton
			switch x.Style {
			case bot.Primary:
				style = discordgo.PrimaryButton
			case bot.Danger:
				style = discordgo.DangerButton
			}
			r.Components = append(r.Components, discordgo.Button{Label: label(mark+x.Label, maxButtonRunes), Style: style, CustomID: id(x)})
		}
		out = append(out, r)
		items = items[n:]
	}
	return out
}

// label is never empty: Discord refuses that.
func label(s string, most int) string {
	if s = shorten(s, most); s == "" {
		return "…"
	}
	return s
}

// menus shows choices in menus of at most 25, each of which says which part of
// the whole it holds, and what it is about. first numbers them within the reply.
func (b *builder) menus(items []bot.Choice, what string, first int, id func(bot.Choice) string) []row {
	var out []row
	total := len(items)
	for from := 0; from < total; from += maxOptions {
		part := items[from:min(from+maxOptions, total)]
		m := discordgo.SelectMenu{MenuType: discordgo.StringSelectMenu, CustomID: menuPrefix + strconv.Itoa(first+len(out)), Placeholder: b.words.choose}
		if total > maxOptions {
			m.Placeholder = fmt.Sprintf(b.words.page, from+1, from+len(part), total)
		}
		if what != "" {
			m.Placeholder = label(what+" · "+m.Placeholder, maxPlaceholderRunes)
		}
		for _, x := range part {
			m.Options = append(m.Options, discordgo.SelectMenuOption{Label: label(x.Label, maxOptionRunes), Value: id(x), Description: optionNote(x)})
		}
		out = append(out, row{Components: []discordgo.MessageComponent{m}})
	}
	return out
}

// optionNote is what stands under an option: its description, or the rest of a
// label that is too long for one line.
func optionNote(x bot.Choice) string {
	l := plainLine(x.Label)
	if x.Description == "" && units(l) > maxOptionRunes {
		head := strings.TrimSuffix(shorten(l, maxOptionRunes), "…")
		return shorten("…"+strings.TrimPrefix(l, head), maxOptionRunes)
	}
	return shorten(x.Description, maxOptionRunes)
}

func sortedFields(fields map[string]bot.Markup) []string {
	out := make([]string, 0, len(fields))
	for id := range fields {
		out = append(out, id)
	}
	sort.Strings(out)
	return out
}
