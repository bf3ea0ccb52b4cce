package bot

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"mentor/bot/careers"
	"mentor/bot/language"
	"mentor/bot/people"
)

// Brief shortens text to n characters at a word, with an ellipsis.
func Brief(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	r := []rune(s)[:n-1]
	if i := strings.LastIndex(string(r), " "); i > len(string(r))/2 {
		return string(r)[:i] + "…"
	}
	return string(r) + "…"
}

// Markup is text for people in a subset of CommonMark: paragraphs, "- " and
// "1. " lists, **bold**, _italic_, `code`, [text](https://…). It enters from
// the mentor's own wording as it is, and from people through Escape only, so
// that nobody can make the mentor ping a channel or forge a link. Adapters
// parse it with goldmark and write their platform's own.
type Markup string

// Schemes of links that only the mentor's own words hold. Where a platform has
// nothing better, the label stands alone.
const (
	CommandScheme = "command:" // a command's path: one may press it
	TimeScheme    = "time:"    // Unix seconds: everybody's own clock may show it
)

// CommandLink names a command.
func CommandLink(label, path string) Markup {
	return "[" + Escape(label) + "](<" + CommandScheme + Markup(path) + ">)"
}

// TimeLink says an instant, which label has as the person's clock shows it.
func TimeLink(label string, at time.Time) Markup {
	return "[" + Escape(label) + "](<" + TimeScheme + Markup(strconv.FormatInt(at.Unix(), 10)) + ">)"
}

// special is what CommonMark could read as markup, and what starts a ping or
// a link on a platform.
const special = "\\`*_{}[]()<>#+-.!|~&@:$^=\"'/"

// Escape turns any text into Markup that shows exactly that text: invalid
// UTF-8 becomes U+FFFD, control characters (but line breaks) and characters
// that change the direction of what follows go, runs of line breaks become one.
func Escape(s string) Markup {
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	last := rune(0)
	for _, r := range Clean(s) {
		switch {
		case r == '\n' && last == '\\':
			// A hard break too. goldmark takes the other for text after a backslash.
			b.WriteString("  \n")
		case r == '\n':
			b.WriteString("\\\n") // a hard break: the line stays within its paragraph
		case r < utf8.RuneSelf && strings.ContainsRune(special, r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
		last = r
	}
	return Markup(b.String())
}

// spaces are the ways to write a line break, and tabs.
var spaces = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ")

// Clean makes any bytes plain text that can be stored and shown: valid UTF-8,
// no control or direction-changing characters, single line breaks, trimmed.
func Clean(s string) string {
	if language.Plain(s) {
		return strings.TrimSpace(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	last := rune(0)
	for _, r := range spaces.Replace(strings.ToValidUTF8(s, "\uFFFD")) {
		again, unseen := r == '\n' && last == '\n', unicode.IsControl(r) && r != '\n'
		if again || unseen || r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F || r == 0xFEFF {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return strings.TrimSpace(b.String())
}

// Clock is minutes after midnight as people write a time: 09:00, 9h, 9h30.
func Clock(minutes int, lang people.Lang) string {
	h, m := minutes/60%24, minutes%60
	switch {
	case lang != careers.French:
		return fmt.Sprintf("%02d:%02d", h, m)
	case m == 0:
		return strconv.Itoa(h) + "h"
	}
	return fmt.Sprintf("%dh%02d", h, m)
}
