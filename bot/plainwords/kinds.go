package plainwords

import (
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
)

// GoalKind is the kind of a goal by its words.
func GoalKind(c *careers.Content, text string) careers.GoalKind {
	kinds := c.GoalKinds()
	for _, k := range kinds[:len(kinds)-1] {
		if Points(text, k.Words) {
			return k
		}
	}
	return kinds[len(kinds)-1]
}

// Points reports whether a text has one of the words of a list. Long words
// may begin a longer one ("certif", "certification"); short ones stand alone,
// with a plural s at most, so that "exam" is not in "example".
func Points(text string, list careers.Lists) bool {
	folded := " " + strings.ReplaceAll(Spaced(bot.Fold(text)), "j ai ", "") + " " // "j'ai" has no AI in it
	for _, words := range [][]string{list.En, list.Fr} {
		for _, w := range words {
			w = " " + Spaced(bot.Fold(w))
			at := strings.Index(folded, w)
			for at >= 0 {
				rest := folded[at+len(w):]
				if len(w) > 5 || rest[0] == ' ' || strings.HasPrefix(rest, "s ") {
					return true
				}
				next := strings.Index(folded[at+1:], w)
				if next < 0 {
					break
				}
				at += 1 + next
			}
		}
	}
	return false
}
