package plainwords

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"mentor/bot"
)

// Where a message asks, and of whom.

var selfWords = Words("i im ive ill my me mine myself je j me m moi mon ma mes")

// Asking are the sentences of a text that ask; its last where none has a mark.
func Asking(text string) (all []string) {
	from, last := 0, ""
	text = quotedWords.ReplaceAllString(text, " ") // what somebody else asked
	for i, c := range text {
		if c != '.' && c != '?' && c != '!' && c != '\n' && c != '…' {
			continue
		}
		sentence := strings.TrimSpace(text[from:i])
		if from = i + len(string(c)); sentence == "" {
			continue
		}
		if last = sentence; c == '?' {
			all = append(all, sentence)
		}
	}
	if rest := strings.TrimSpace(text[from:]); strings.ContainsFunc(rest, unicode.IsLetter) {
		last = rest
	}
	if len(all) == 0 && last != "" {
		all = append(all, last)
	}
	for i, sentence := range all { // "I'd like something better, what do good teams do"
		if at := strings.LastIndexAny(sentence, ",:;"); at >= 0 && asksAtOnce.MatchString(sentence[at+1:]) {
			all[i] = strings.TrimSpace(sentence[at+1:])
		}
	}
	return all
}

var quotedWords = regexp.MustCompile(`«[^»]*»|“[^”]*”|"[^"]*"`)

var asksAtOnce = regexp.MustCompile(`(?i)^\s*(?:(?:and|but|so|et|mais|donc)\s+)?(?:what|which|how|where|when|who|why|quels?|quelles?|que|qu['’]|quoi|comment|où|quand|qui|pourquoi|on fait)\b`)

// listed point at some of what somebody has on their list: "which one?".
var listed = regexp.MustCompile(`\b(?:which (?:one|of)|any of|either of|lequel|laquelle|lesquels|lesquelles|un des deux|l un ou l autre|the two|both)\b`)

// OfList reports whether a sentence points at some of what somebody has.
func OfList(sentence string) bool { return listed.MatchString(Spaced(bot.Fold(sentence))) }

// OfSelf reports whether a text speaks of the one who writes it.
func OfSelf(text string) bool {
	words := " " + Spaced(bot.Fold(text)) + " "
	for _, polite := range []string{" tell me ", " explain to me ", " help me ", " dites moi ", " dis moi ", " expliquez moi ", " explique moi ", " aidez moi ", " aide moi "} {
		words = strings.ReplaceAll(words, polite, " ") // whoever is to be told asks of anybody
	}
	return slices.ContainsFunc(strings.Fields(words), func(w string) bool { return selfWords[w] })
}

// ownCase are words by which somebody asks for an answer to their own case.
var ownCase = []string{" my case ", " my situation", " someone like me", " somebody like me", " knowing me", " my place ", " my shoes ", " given my ", " mon cas ", " ma situation", " comme moi ", " me connaissant", " ma place ", " vu mon ", " vu ma ", " vu mes ", " i d planned", " i had planned", " i ve planned", " my plan", " my goals", " my list", " of mine", " mon plan", " mes objectifs", " ma liste", " mes projets", " ce que je visais", " j avais prevu", " j ai prevu"}

// OfOwnCase reports whether a text asks for an answer to one's own case.
func OfOwnCase(text string) bool {
	words := " " + Spaced(bot.Fold(text)) + " "
	return slices.ContainsFunc(ownCase, func(w string) bool { return strings.Contains(words, w) })
}
