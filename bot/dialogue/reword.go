package dialogue

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"mentor/bot"
	"mentor/bot/plainwords"
)

// How long a message is that puts words right, and the words that it puts in
// their place.
const (
	mostReworded = 16
	mostMeant    = 7
)

var (
	// notThat stands before the words that were wrong.
	notThat = []string{"not", "pas", "non", "instead of", "rather than", "au lieu de", "au lieu du", "plutot que"}
	// puts begins what is asked for and no words that are meant: "not Braze, please correct it".
	puts = plainwords.Words("please pls stp svp s'il can could would you tu vous peux peux-tu pouvez pouvez-vous pourriez-vous correct fix change update edit amend corrige corrigez corriger change changez modifie modifiez rectifie rectifiez thanks thank merci")
	// leading is what may stand before the words that are meant, and says nothing.
	leading = plainwords.Words("but mais it its it's is i meant mean c'est c est je voulais veux dire plutot rather sorry pardon no non nope nah and et oops oups desole desolee excuse excusez moi should be read say actually en fait wait attends erreur the typo my bad")
)

// word is one of a text, with where it stands and whether a sign follows it.
type word struct {
	fold     string
	from, to int
	ends     bool
}

func wordsOf(text string) (out []word) {
	for at := 0; at < len(text); {
		from := at + strings.IndexFunc(text[at:], func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
		if from < at {
			break
		}
		to := from + strings.IndexFunc(text[from:], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(",;:!?()\"«»", r) })
		if to < from {
			to = len(text)
		}
		bare := strings.TrimRight(text[from:to], ".…")
		out = append(out, word{bot.Fold(bare), from, from + len(bare), from+len(bare) < len(text) && !unicode.IsSpace(rune(text[from+len(bare)]))})
		at = to
	}
	return out
}

// reworded is a text in which the words that a message calls wrong are those
// that it gives in their place: "not Braze, Iterable", "230 leads, pas 300".
func reworded(message, text string) (string, bool) {
	wrong, right, ok := mistaken(message, text)
	return strings.Replace(text, wrong, right, 1), ok
}

// mistaken are the words of a text that a message calls wrong, and those that
// it gives in their place.
func mistaken(message, text string) (wrong, right string, ok bool) {
	said, kept := wordsOf(message), wordsOf(text)
	if len(said) < 2 || len(said) > mostReworded {
		return "", "", false
	}
	for i := range said {
		n := negation(said, i)
		if n == 0 {
			continue
		}
		at, from, to := longestCommon(said[i+n:], kept)
		if to == 0 {
			continue
		}
		after := said[i+n+at+to-from:]
		var meant []word
		switch {
		case to-from == 1 && figured(kept[from]): // a figure stands for a figure
			meant = nearestFigure(said[:i], after, kept[from])
		default:
			if meant = stretch(after); len(meant) == 0 || puts[meant[0].fold] {
				meant = lastStretch(said[:i])
			}
		}
		if len(meant) == 0 || len(meant) > mostMeant {
			continue
		}
		return text[kept[from].from:kept[to-1].to], message[meant[0].from:meant[len(meant)-1].to], true
	}
	return longer(message, said, kept, text)
}

// inFull says that words before are meant with more beside them.
var inFull = regexp.MustCompile(`\b(i mean|i meant|je veux dire|je voulais dire)\b`)

// longer are words of a text that a message says in full: "Looker Studio I mean".
func longer(message string, said, kept []word, text string) (wrong, right string, ok bool) {
	if !inFull.MatchString(bot.Fold(message)) {
		return "", "", false
	}
	for len(said) > 0 && leading[said[0].fold] {
		said = said[1:]
	}
	for len(said) > 0 && leading[said[len(said)-1].fold] {
		said = said[:len(said)-1]
	}
	if len(said) < 2 || len(said) > 4 {
		return "", "", false
	}
	_, from, to := longestCommon(said, kept)
	if to == 0 || to-from >= len(said) {
		return "", "", false
	}
	return text[kept[from].from:kept[to-1].to], message[said[0].from:said[len(said)-1].to], true
}

func figured(w word) bool { return strings.ContainsFunc(w.fold, unicode.IsDigit) }

// nearestFigure is the figure that stands nearest to another, before it first:
// "by 15 teams and not 12, can you correct that?"
func nearestFigure(before, after []word, than word) []word {
	for i := len(before) - 1; i >= 0; i-- {
		if figured(before[i]) && before[i].fold != than.fold {
			return before[i : i+1]
		}
	}
	if i := slices.IndexFunc(after, func(w word) bool { return figured(w) && w.fold != than.fold }); i >= 0 {
		return after[i : i+1]
	}
	return nil
}

// negation is how many words at a place say that what follows was wrong.
func negation(said []word, i int) int {
	for _, n := range notThat {
		f := strings.Fields(n)
		if i+len(f) < len(said) && slices.EqualFunc(said[i:i+len(f)], f, func(w word, s string) bool { return w.fold == s }) {
			return len(f)
		}
	}
	return 0
}

// longestCommon is the run of words at the beginning of what is said, behind an
// article at most, that stands in a text: where it begins in what is said, and
// from where to where it goes in the text. to is 0 where there is none.
func longestCommon(said, kept []word) (at, from, to int) {
	for skip := 0; skip < min(2, len(said)); skip++ {
		if skip == 1 && len(said[0].fold) > 3 {
			break
		}
		for k := range kept {
			n := 0
			for skip+n < len(said) && k+n < len(kept) && said[skip+n].fold == kept[k+n].fold {
				n++
				if said[skip+n-1].ends {
					break
				}
			}
			if n > to-from && (n > 1 || len(kept[k].fold) > 2 || unicode.IsDigit(rune(kept[k].fold[0]))) {
				at, from, to = skip, k, k+n
			}
		}
	}
	return at, from, to
}

// stretch is what is meant at the beginning of some words, up to a sign.
func stretch(after []word) []word {
	for len(after) > 0 && leading[after[0].fold] {
		after = after[1:]
	}
	for i, w := range after {
		if w.ends {
			return after[:i+1]
		}
	}
	return after
}

// lastStretch is what is meant in front of some words: behind the last sign.
func lastStretch(before []word) []word {
	for len(before) > 0 && leading[before[len(before)-1].fold] {
		before = before[:len(before)-1]
	}
	for i := len(before) - 2; i >= 0; i-- {
		if before[i].ends {
			before = before[i+1:]
			break
		}
	}
	for len(before) > 0 && leading[before[0].fold] {
		before = before[1:]
	}
	return before
}

// wordsCorrected asks whether words that were kept were meant as a message says; ok is false where it says nothing of the kind.
func wordsCorrected(t *bot.Turn, message string) (bot.Reply, bool, error) {
	last := t.Talk.Last.Correctable(t.Now)
	if last == nil || last.Asked {
		return bot.Reply{}, false, nil
	}
	args, verb := bot.Args{}, last.Verb
	name := map[string]string{"goal.add": "text", "goal.edit": "text", "remind": "text", "achievement": "result", "profile.set": "role"}[verb]
	right, ok := reworded(message, last.Args[name])
	if !ok || name == "" {
		return bot.Reply{}, false, nil
	}
	args[name] = right
	switch verb {
	case "goal.add":
		verb, args["number"] = "goal.edit", last.Args["number"]
	case "goal.edit":
		args["number"] = last.Args["number"]
	case "remind":
		args["when"], args["back"] = strings.TrimSpace(last.Args["day"]+" "+last.Args["clock"]), "yes"
		if last.Args["number"] != "" { // the goal's own words
			return bot.Reply{}, false, nil
		}
	case "achievement":
		args["back"] = "yes"
	}
	return askRight(t, *last, verb, args, t.Say("correct.words", "text", bot.Brief(right, longestNamed))), true, nil
}
