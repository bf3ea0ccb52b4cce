package dialogue

import (
	"fmt"
	"hash/fnv"
	"regexp"
	"strings"

	"mentor/bot"
	"mentor/bot/plainwords"
)

// wishing is how people say what they want to reach.
var wishing = regexp.MustCompile(`^(?:i (?:want|hope|plan|intend|aim|wish|would like) to|i'd (?:like|love) to|my dream is to|je (?:veux|voudrais|souhaite|souhaiterais|compte|reve de|vise a)|j'(?:aimerais|espere|ambitionne de)|mon reve est d)\b`)

// longestWish is how long a wish may be, in bytes: it is kept with the conversation.
const longestWish = 240

// offerGoal puts a button under the answer to a wish with a time ("je voudrais
// devenir Head of Analytics d'ici trois ans"): it may be a goal as well.
func offerGoal(t *bot.Turn, r bot.Reply, text string) bot.Reply {
	text = plainwords.Polite(text)
	if !longsFor(text) {
		return r
	}
	t.Talk.Wish = text
	offer := t.Choice("goal.button.keep", "goal.keep", wishKey(text))
	for i, b := range r.Blocks {
		if c, ok := b.(bot.Choices); ok {
			c.Items = append([]bot.Choice{offer}, c.Items...)
			r.Blocks[i] = c
			return r
		}
	}
	r.Blocks = append(r.Blocks, bot.Choices{Items: []bot.Choice{offer}})
	return r
}

// longsFor reports whether words are a wish with a time.
func longsFor(text string) bool {
	if len(text) > longestWish || strings.HasSuffix(text, "?") || !wishing.MatchString(plainwords.Hear(plainwords.Polite(text)).Fold) {
		return false
	}
	_, _, ok := plainwords.HorizonIn(text)
	return ok
}

// keepWish makes the wish that a button is about a goal.
func keepWish(t *bot.Turn, key string) (bot.Reply, error) {
	if t.Talk.Wish == "" || wishKey(t.Talk.Wish) != key {
		return t.Stale(), nil
	}
	add := t.Bot.Spec("goal", "add")
	args := plainwords.Understand(t, add, nil, t.Talk.Wish)
	t.Talk.Wish = ""
	return add.Run(t, args)
}

func wishKey(text string) string {
	h := fnv.New32a()
	h.Write([]byte(text))
	return fmt.Sprintf("%x", h.Sum32())
}
