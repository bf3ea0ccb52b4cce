package discord

import (
	"fmt"
	"regexp"
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

// ids gives each choice of a reply an id of its own.
type ids map[string]int

func (used ids) of(c bot.Choice) string {
	key := c.Action + "\x00" + c.Value
	used[key]++
	return choiceID(c, used[key]-1)
}

// choices adds what can be taken under its prompt: buttons where they are few,
// one that is short beside it, else menus of 25. mark tells its labels from
// those of others.
func (b *builder) choices(c bot.Choices, mark string, last bool, ids ids) {
	prompt := c.Prompt
	if strings.TrimSpace(string(prompt)) != "" && mark != "" && !numberedPrompt.MatchString(string(prompt)) {
		prompt = bot.Markup(mark+" · ") + prompt
	}
	if mark != "" {
		mark += " · "
	}
	var items []bot.Choice
	var lost []bot.Choice
	for _, x := range c.Items {
		if strings.TrimSpace(x.Label) == "" {
			x.Label = x.Value
		}
		if units(choiceID(x, 99)) > maxCustomIDRunes { // what an id cannot carry is still said
			lost = append(lost, x)
			continue
		}
		items = append(items, x)
	}
	var rows []row
	if asButtons(items) {
		rows = buttons(items, mark, ids.of)
	} else {
		what := ""
		if !last || mark != "" { // a menu says which words it belongs to
			what = strings.TrimRight(plainMarkup(c.Prompt), " :")
		}
		rows = b.menus(items, what, b.menued, ids.of)
		b.menued += len(rows)
	}
	if b.rich { // words and what is pressed under them are not torn apart
		need := 1
		for _, r := range rows {
			need += 1 + len(r.Components)
		}
		if b.close(); b.parts+need > maxParts || b.used+units(string(prompt)) > maxLayoutRunes {
			b.next()
		}
	}
	if b.beside(prompt, items, lost, rows) {
		return
	}
	b.markup(prompt, false)
	for _, x := range lost {
		b.markup("- "+bot.Escape(x.Label), true)
	}
	if asButtons(items) {
		for _, x := range items { // a button has no room for it
			if strings.TrimSpace(x.Description) != "" {
				b.markup("- **"+bot.Escape(x.Label)+"**: "+bot.Escape(x.Description), true)
			}
		}
	}
	for _, r := range rows {
		b.row(r)
	}
}

// besideRunes is how long a label is that fits beside its words on a phone.
const besideRunes = 20

// beside puts a single short choice beside its prompt; false where it has to
// stand below.
func (b *builder) beside(prompt bot.Markup, items, lost []bot.Choice, rows []row) bool {
	text := flow(parseMarkup(prompt), maxLayoutRunes)
	if !b.rich || len(items) != 1 || len(lost) > 0 || len(text) == 0 || items[0].Description != "" || units(items[0].Label) > besideRunes {
		return false
	}
	button, is := rows[0].Components[0].(discordgo.Button)
	var whole strings.Builder
	for i, p := range text {
		if i > 0 {
			whole.WriteString("\n")
		}
		whole.WriteString(p.text)
	}
	if !is || b.used+units(whole.String()) > maxLayoutRunes {
		return false
	}
	b.place(discordgo.Section{Components: []discordgo.MessageComponent{&discordgo.TextDisplay{Content: whole.String()}}, Accessory: button}, 3)
	b.used += units(whole.String())
	return true
}

// numberedPrompt is words that begin with a number of their own, as a goal's do.
var numberedPrompt = regexp.MustCompile(`^\*\*(\d+)\*\*`)

// choiceMarks gives each of several Choices a number where they offer the same words,
// as the goals of a check-in do: no two buttons of a message say the same.
func choiceMarks(all []bot.Choices) []string {
	out := make([]string, len(all))
	seen, alike := map[string]int{}, false
	for n, c := range all {
		for _, x := range c.Items {
			if m, ok := seen[x.Label]; ok && m != n {
				alike = true
			}
			seen[x.Label] = n
		}
	}
	if !alike {
		return out
	}
	taken := map[string]bool{}
	for n, c := range all {
		if m := numberedPrompt.FindStringSubmatch(string(c.Prompt)); m != nil && !taken[m[1]] {
			out[n], taken[m[1]] = m[1], true
		}
	}
	for n, i := 0, 1; n < len(all); n++ {
		if out[n] != "" || all[n].Prompt == "" {
			continue
		}
		for taken[strconv.Itoa(i)] {
			i++
		}
		out[n] = strconv.Itoa(i)
		taken[out[n]] = true
	}
	return out
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
