package plainwords

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
)

var (
	courtesyBefore = regexp.MustCompile(`^(?:please|pls|plz|hi|hello|hey|ok|okay|so|well|right|bonjour|salut|alors|bon|mentor|svp|stp|s'il (?:te|vous) plait)\b[,!.:]*\s*|^(?:can|could|would|will) (?:you|we) (?:please |kindly )?|^(?:peux-tu|tu peux|pourrais-tu|pouvez-vous|vous pouvez|pourriez-vous|est-ce que tu peux|tu pourrais|veuillez|merci de)\s+`)
	courtesyAfter  = regexp.MustCompile(`[,;.!?]*\s*\b(?:please|pls|plz|thanks|thank you|thx|svp|stp|s'il (?:te|vous) plait|merci)\s*[.!?]*$`)

	goalVerb = `(?:add|create|set(?: up)?|save|note(?: down)?|write down|jot down|track|put(?: down)?|remember|record|make|log|keep|define|register)`
	goalNoun = `(?:goals?|objectives?)`
	between0 = `(?:(?:me|us|myself|down|also|too|a|an|the|my|this|that|one|another|more|new|next|following|first|career|professional|personal|further)[ :]+)*`
	verbFr   = `(?:(?:r?ajoute|cree|note|enregistre|fixe|garde|inscri[st])[rz]?|inscrire|mets|mettez|mettre|me fixer|m'ajouter|retiens|retenez|retenir|suis|definis|definir)`
	nounFr   = `(?:objectifs?|buts?)`
	betwFr   = `(?:(?:-?moi|nous|aussi|donc|bien|un|une|le|cet|ce|mon|mes|autre|nouvel|nouveau|encore|pro|de carriere)[ :]+|l')*`

	// goalLead is the ways in which people begin before they say the goal; the
	// first that fits is cut off, so that a goal which itself begins with
	// "create" keeps its verb.
	goalLead = compile(
		`^(?:i'd like to |i would like to |i want to )?`+goalVerb+`[ :]+`+between0+goalNoun+`\b(?: (?:for me|for myself|add))?`,
		`^(?:je (?:veux|voudrais|souhaite)|j'aimerais)?\s*`+verbFr+`[- :]+`+betwFr+nounFr+`\b`,
		`^(?:(?:my|a|an|the|one|another|new|more|next|career|main|first|second|third|also|it's) )+`+goalNoun+`\b`,
		`^(?:(?:mon|un|une|mes|nouvel|nouveau|encore|autre|prochain|premier) )+`+nounFr+`\b(?: de poste)?|^l'`+nounFr+`\b`,
		`^`+goalNoun+`\b(?: (?:add?|new))?`,
		`^`+nounFr+`\b(?: (?:ajouter|nouveau))?`,
		`^(?:please )?(?:note(?: down)?|remember|save|write down|record) that (?:i (?:want|would like|plan|intend|hope|aim|wish) (?:to )?|i'd like (?:to )?|i'll |i will )`,
		`^(?:note[rz]?|retiens|retenez|enregistre[rz]?)(?: bien)? qu(?:e |')(?:je |j')(?:veux|voudrais|souhaite|compte|vise|aimerais) `,
		`^(?:i want to|i'd like to|i would like to|i'd love to|i plan to|i intend to|i hope to|i aim to|i wish to|i will|i'll|i'm going to|i am going to|i'm planning to|i am planning to|i aspire to|i need to|i'm aiming to)\b`,
		`^(?:je (?:veux|voudrais|souhaite(?:rais)?|compte|vais|dois|desire|prevois de|projette de|envisage de|reve de|cherche a|vise a|me fixe(?: (?:de|pour (?:but|objectif) de))?)|j'(?:aimerais(?: bien)?|ai envie de|ai (?:pour|comme) (?:but|objectif) de|espere|envisage de|ambitionne de|ai l'intention de))\b`,
		`^(?:also |then )?(?:add|put|track|note|save)\b`,
		`^(?:ajoute[rz]?|mets|note[rz]?|suis)(?: aussi)?\b`,
	)
	goalLink  = regexp.MustCompile(`^(?:(?:is|are|was|would be|will be|to|for|of|that|which is|called|named|about|est|c'est|ce serait|serait|sera|de|que|pour)\b|d'|qu'|[:,;.>-]|\s)+`)
	goalTrail = compile(
		`[,;.]*\s+(?:to|on|in|into|onto) (?:my|the) (?:goals? list|goals?|list(?: of goals)?|objectives)[.!]*$`,
		`\s+as (?:a|an|my) (?:new )?(?:goal|objective)[.!]*$`,
		`[,;.]+\s*(?:please )?(?:add|save|note|log|track|keep|remember)(?: (?:it|that|this))?[.!]*$`,
		`[,;.]*\s+(?:a|dans|sur|parmi) (?:mes objectifs|ma liste(?: d'objectifs)?|mes buts|la liste)[.!]*$`,
		`\s+comme (?:nouvel )?objectif[.!]*$`,
		`[,;.]+\s*(?:ajoute|note|enregistre|garde|retiens)(?:[- ](?:ca|le|la|moi ca|cela))?[.!]*$`,
	)
	// noGoal is what is left where no goal was named.
	noGoal = Words("a an one another new goal goals un une objectif but please me for for: set add moi")

	dropLead  = Words("drop delete remove get rid of forget cancel scrap abandon erase strike kill bin throw out let go ditch take i i've no longer don't dont do not want to give up on changed my mind about the goal goals a supprime supprimer efface effacer enleve enlever retire retirer oublie oublier annule annuler laisse tomber abandonne abandonner j'abandonne vire virer jette degage bazarde barre sors je ne veux plus de l'objectif objectif but mon ma mes le la l' sur cet that")
	dropTrail = Words("remove it delete drop off from my list goals anymore any more out can go is no longer relevant please enleve le de ma liste supprime n'est plus d'actualite tu peux l'enlever peut partir")
)

func compile(patterns ...string) []*regexp.Regexp {
	out := make([]*regexp.Regexp, len(patterns))
	for i, p := range patterns {
		out[i] = regexp.MustCompile(p)
	}
	return out
}

// goalAdd reads a goal and its horizon: "add a goal for the next year: lead a
// project", "je voudrais devenir head of analytics d'ici trois ans".
func (u *hearing) goalAdd() {
	text := u.text
	trail := func() {
		for _, re := range goalTrail {
			text, _ = strip(text, re)
		}
		text = Polite(text)
	}
	trail()
	if h, rest, ok := HorizonIn(text); ok {
		u.args["horizon"], text = string(h), rest
		trail()
	}
	for _, re := range goalLead {
		if rest, hit := strip(text, re); hit {
			text, _ = strip(rest, goalLink)
			break
		}
	}
	text = strings.Trim(text, " ,;:-")
	if TrimWords(text, noGoal, nil) == "" {
		return
	}
	u.args["text"] = Capital(text)
}

// onlyHorizon reads the horizon that a message is about, if any.
func (u *hearing) onlyHorizon() {
	if h, _, ok := HorizonIn(u.text); ok {
		u.set(bot.HorizonArg, string(h))
	} else if h, _, ok := rhythmIn(u.text); ok {
		u.set(bot.HorizonArg, string(h))
	}
}

// goalNumber reads which goal is meant: its number, its place in the list, or its words.
func (u *hearing) goalNumber(lead, trail map[string]bool) {
	if n, _, ok := u.number(u.text); ok {
		u.args["number"] = n
		return
	}
	u.args["number"] = TrimName(TrimWords(u.text, lead, trail))
}

var (
	countPattern = `(\d{1,3}|a|an|one|two|three|four|five|six|ten|un|une|deux|trois|quatre|cinq|dix|eighteen|dix-huit)`
	aheadIn      = `(?:(?:within|in|over|for|during|inside|by|dans|d'ici|sous|en|pour|sur)\s+)(?:(?:the|about|around|les|environ|a peu pres|la|l')\s*)?(?:(?:next|coming|following|prochaine?s?)\s+)?`
	horizonRange = regexp.MustCompile(`(?:\b(?:for|in|within|over|to|into|under|on|at|pour|dans|sur|en|vers|d'ici|a|sous|from|de)\s+)?(?:(?:the|l'|les|le|next|coming|prochaine?s?|horizon)\s*)*(?:de\s+)?\b(0|1|3|zero|one|un|three|trois)\s?(?:-|to|a|et)\s?(1|3|5|one|un|three|trois|five|cinq)\b(?:[ -]?(?:years?|yrs?|y|ans?|annees?)\b)?(?:\s+(?:horizon|bucket|range|case|thing))?`)
	horizonTerm  = regexp.MustCompile(`(?:\b(?:for|in|on|to|into|under|from|over|pour|dans|sur|en|a|au|vers|du)\s+)?(?:(?:the|le|l'|a|my|horizon|du)\s*)*\b(short|court|medium|mid|middle|moyen|long)(?:er)?[ -]?(?:term|terme|run)\b(?:\s+(?:horizon|bucket|thing))?`)
	horizonYear  = regexp.MustCompile(`(?:\b(?:by|before|for|in|within|over|during|pour|dans|d'ici|avant|sur)\s+)?(?:la fin de l'annee|fin d'annee|the end of (?:the|this) year|end of (?:the |this )?year|the (?:next|coming) year|this (?:coming )?year|next year|the year|this quarter|next quarter|cette annee|l'annee prochaine|l'annee(?: a venir)?|ce trimestre|le trimestre prochain)\b`)
	HorizonAhead = regexp.MustCompile(`\b` + aheadIn + countPattern + `\s+(years?|ans?|annees?|months?|mois)\b(?:'? time| from now)?`)
	rhythms      = []struct {
		h  people.Horizon
		re *regexp.Regexp
	}{
		{people.Year1, regexp.MustCompile(`\b(?:my |mon |the |le |la )?(?:weekly|hebdo(?:madaire)?)\b(?: (?:check-?ins?|reviews?|points?|bilans?|one))?`)},
		{people.Years3, regexp.MustCompile(`\b(?:my |mon |the |le |la )?(?:monthly|mensuel(?:le)?)\b(?: (?:check-?ins?|reviews?|points?|bilans?|one))?`)},
		{people.Years5, regexp.MustCompile(`\b(?:my |mon |the |le |la )?(?:quarterly|trimestriel(?:le)?)\b(?: (?:check-?ins?|reviews?|points?|bilans?|one))?`)},
	}
)

// HorizonIn finds a horizon anywhere in words; rest is the words without it.
func HorizonIn(text string) (h people.Horizon, rest string, ok bool) {
	w := Hear(text)
	for at := 0; at < len(w.Fold); {
		m := horizonRange.FindStringSubmatchIndex(w.Fold[at:])
		if m == nil {
			break
		}
		for i := range m {
			m[i] += at
		}
		h := people.Horizon(figureOf(w.Fold[m[2]:m[3]]) + "-" + figureOf(w.Fold[m[4]:m[5]]))
		// "lead 1-3 projects" is no horizon: years, a word before it, or an end of the words make one.
		alone := m[2] == m[0] && m[5] == m[1] && m[0] > 0 && m[1] < len(w.Fold) && !strings.HasPrefix(w.Fold[m[1]:], ":")
		if slices.Contains(people.Horizons, h) && !alone {
			return h, w.without(m[0], m[1]), true
		}
		at = m[3] // in "3 to 1-3" the second figure begins the range
	}
	if m := horizonTerm.FindStringSubmatchIndex(w.Fold); m != nil && aside(w.Fold, m[0], m[1], m[2]) {
		h := map[byte]people.Horizon{'s': people.Year1, 'c': people.Year1, 'm': people.Years3, 'l': people.Years5}[w.Fold[m[2]]]
		return h, w.without(m[0], m[1]), true
	}
	if m := HorizonAhead.FindStringSubmatchIndex(w.Fold); m != nil {
		n, _ := strconv.Atoi(figureOf(w.Fold[m[2]:m[3]]))
		if w.Fold[m[4]] != 'm' {
			n *= 12
		}
		return horizonOf(n), w.without(m[0], m[1]), true
	}
	if m := horizonYear.FindStringIndex(w.Fold); m != nil {
		return people.Year1, w.without(m[0], m[1]), true
	}
	return "", text, false
}

// besideTerm are the words next to which "long term" is a horizon.
var besideTerm = Words("goal goals objective objectives objectif objectifs horizon but buts : my mes the les set")

// aside tells a horizon ("long term: …", "a long-term goal", "… in the long
// run") from words of the goal ("build long-term relations").
func aside(s string, from, to, word int) bool {
	before, after := strings.Fields(s[:from]), strings.Fields(s[to:])
	if len(before) == 0 || len(after) == 0 || strings.HasPrefix(after[0], ":") || besideTerm[bare(after[0])] || besideTerm[bare(before[len(before)-1])] {
		return true
	}
	lead := strings.Fields(s[from:word]) // "in the long run", "à court terme"
	return len(lead) > 0 && lead[0] != "the" && lead[0] != "le" && lead[0] != "my" && (lead[0] != "a" || strings.Contains(s[word:to], "terme"))
}

// horizonOf is where a goal lies that is so many months ahead.
func horizonOf(months int) people.Horizon {
	switch {
	case months <= 12:
		return people.Year1
	case months <= 36:
		return people.Years3
	}
	return people.Years5
}

// rhythmIn finds the horizon that people mean by how often it is looked at.
func rhythmIn(text string) (people.Horizon, string, bool) {
	w := Hear(text)
	for _, r := range rhythms {
		if m := r.re.FindStringIndex(w.Fold); m != nil {
			return r.h, w.without(m[0], m[1]), true
		}
	}
	return "", text, false
}

func figureOf(word string) string {
	switch word {
	case "zero":
		return "0"
	case "eighteen", "dix-huit":
		return "18"
	}
	if n, ok := counts[word]; ok {
		return strconv.Itoa(n)
	}
	return word
}
