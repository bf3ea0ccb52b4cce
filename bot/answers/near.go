package answers

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"mentor/bot/careers"
)

// maxNear is how many characters a near answer has at most.
const maxNear = 900

// nearText is a near answer: it says first that there is no direct one, then
// what is nearest.
func (e *Engine) nearText(d decision, q Query) (text string, sources []string) {
	var names []string
	for _, id := range d.topics[:min(2, len(d.topics))] {
		names = append(names, "**"+e.content.Title(id, d.lang)+"**")
	}
	list := enumerate(names, all[d.lang])
	var b strings.Builder
	if len(d.names) > 1 {
		list := enumerate(d.names, all[d.lang])
		role, _, _ := strings.Cut(d.topics[0], "/")
		r, _ := e.content.Role(role)
		opening := strings.ReplaceAll(e.speak("near-names", d.lang, q), "{list}", list)
		b.WriteString(strings.ReplaceAll(opening, "{topic}", "**"+r.Name.In(d.lang)+"**"))
	} else if id, called, _ := strings.Cut(d.title, "|"); id != "" {
		x, ok := e.content.JobTitle(id)
		if !ok {
			return "", nil
		}
		called = cmp.Or(called, x.Name.In(d.lang))
		role := strings.Split(d.topics[0], "/")[0]
		if r, ok := e.content.Role(role); ok {
			list = "**" + r.Name.In(d.lang) + "**"
		}
		opening := strings.ReplaceAll(e.speak("near-title", d.lang, q), "{title}", called)
		b.WriteString(strings.ReplaceAll(opening, "{topic}", list) + " " + x.Differs.In(d.lang))
	} else {
		b.WriteString(strings.NewReplacer("{topic}", list, "{about}", e.content.About(d.topics[0], d.lang)).Replace(e.speak("near", d.lang, q)))
	}
	room := maxNear - utf8.RuneCountInString(b.String())
	for i, id := range d.topics[:min(2, len(d.topics))] {
		t, ok := e.content.Topic(id)
		if !ok {
			continue
		}
		body := strings.TrimSpace(t.Brief.In(d.lang))
		if i == 0 {
			rest := 0
			if len(d.topics) > 1 {
				rest = 260
			}
			if long := paragraphs(t.Text.In(d.lang), room-rest); long != "" {
				body = long
			}
		}
		n := utf8.RuneCountInString(body) + 2
		if body == "" || n > room {
			continue
		}
		b.WriteString("\n\n" + body)
		room -= n
		sources = append(sources, t.Source...)
	}
	return b.String(), sources
}

// paragraphs is the beginning of a text that fits into so many characters, cut
// between its paragraphs and bullets.
func paragraphs(text string, room int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	n, kept := 0, 0
	for i, l := range lines {
		n += utf8.RuneCountInString(l) + 1
		if n > room {
			break
		}
		kept = i + 1
	}
	out := strings.TrimSpace(strings.Join(lines[:kept], "\n"))
	if strings.HasSuffix(out, ":") || strings.HasSuffix(out, careers.Typeset(" :")) { // what it announces is cut off
		if at := strings.LastIndexAny(out, ".\n"); at > 0 {
			return strings.TrimSpace(out[:at+1])
		}
		return ""
	}
	return out
}
