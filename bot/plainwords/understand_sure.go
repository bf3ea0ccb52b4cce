package plainwords

import (
	"regexp"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
)

// wishes are words that can only ask for a command, whatever else is in them.
// The answers learn what words mean from examples, and may take a goal about
// solutions architects for a question about them; who says "my goal is to" has
// asked nothing. Each is over folded words.
var wishes = []struct {
	command string
	re      *regexp.Regexp
}{
	{"goal.add", regexp.MustCompile(`^(?:my (?:new |next )?goal is(?: now)? to|mon (?:nouvel |prochain )?objectif (?:est|c'est|serait)(?: maintenant)? (?:de |d'))`)},
	{"goal.add", regexp.MustCompile(`^(?:add|create|set|note(?: down)?|write down|save|remember|track) (?:me )?(?:a|an|another|one more|my|this|the following)(?: new| next| short[- ]term| mid[- ]term| medium[- ]term| long[- ]term)* (?:goal|objective)s?(?: for me)?\b`)},
	{"goal.add", regexp.MustCompile(`^(?:r?ajoute|cree|note|enregistre|fixe|retiens|m'ajouter|mets)[rz]?(?:[- ]moi)? (?:(?:un|l'|cet|mon)\s?)(?:nouvel |autre )?objectif\b`)},
	{"goal.add", regexp.MustCompile(`^(?:new |next |short[- ]term |mid[- ]term |medium[- ]term |long[- ]term |nouvel )*(?:goal|objectif)(?: (?:a )?(?:court|moyen|long) terme| (?:for|pour) [^:]{1,24})?\s?:\s?\S`)},
	{"goal.add", regexp.MustCompile(`^(?:short|mid|medium|long)[- ]term\s?:\s?\S|^(?:court|moyen|long) terme\s?:\s?\S`)},
	{"goal.add", regexp.MustCompile(`^(?:add|put|save|note|track|ajoute|mets|note|suis)\b.*\s(?:(?:to|on|in) my (?:goals?|goals? list|list of goals|objectives)|as a goal|(?:a|dans|sur) (?:mes objectifs|ma liste(?: d'objectifs)?)|comme objectif)$`)},
	{"goal.add", regexp.MustCompile(`^(?:note|remember|retiens|enregistre)[rz]? (?:that i (?:want|would like|plan|aim) to|que je (?:veux|voudrais|souhaite|compte)) `)},
	{"goal.add", regexp.MustCompile(`\b(?:i|je|j')\s?(?:want to|plan to|will|'ll|would like to|veux|voudrais|compte|vais|aimerais)\b.*, (?:please add(?: (?:it|that|this))?|add (?:it|that|this)|ajoute(?: (?:ca|cela|le))?)$`)},
	{"cert.add", regexp.MustCompile(`^(?:add|put|log|save|note|ajoute|mets|note|enregistre)\b.*\s(?:(?:to|in|on|into) my (?:certs|certifications|certificates|list of certs)|(?:a|dans) (?:mes certifs|mes certifications|ma liste de certifs))$`)},
	{"cert.add", regexp.MustCompile(`^(?:i |i've |i have |j'ai )(?:just |finally |enfin )?(?:passed|renewed|recertified|obtained|renouvele|reussi|decroche|obtenu)(?: my| the| ma| mon| la| le)? .*\b(?:cert|certs|certif|certification|certificate|exam|examen|certificat)\b`)},
	{"schedule.set", regexp.MustCompile(`^(?:move|reschedule|change|shift|decale|deplace|change)[rz]? (?:my|mon|mes) (?:weekly|monthly|quarterly|hebdo|mensuel|trimestriel|point|points|rappels?|check-?ins?|reminders?)\b.*\b(?:to|at|on|au|a|pour|en|vers)\b`)},
	{"profile.set", regexp.MustCompile(`^(?:set|change|update|correct|mets|change|corrige|mets a jour)[rz]? (?:my|mon|ma) (?:current |actuel )?(?:role|target|time ?zone|language|poste|cible|fuseau|langue)\b`)},
	{"profile.set", FallbackWish},
	{"help", regexp.MustCompile(`^(?:explain|explique|describe)[rz]?(?:[- ]moi)? (?:the |la |le )?(?:command|commande) \S|^(?:explain|explique) (?:the |la )?\S+(?: \S+)? (?:command|commande)$`)},
}

// FallbackWish asks for a word in a channel where direct messages are closed:
// "use this channel when my DMs are closed", "no fallback any more".
var FallbackWish = func() *regexp.Regexp {
	const (
		here   = `\b(?:here|this (?:channel|thread)|ici|ce (?:canal|salon|fil))\b`
		spare  = `\b(?:fallback|(?:canal|solution) de secours)\b`
		none   = noneWords
		direct = `\b(?:if|when|while|where|si|quand|lorsque|tant que)\b.*\b(?:dms?|direct messages?|private messages?|mps?|messages? prives?)\b`
	)
	return regexp.MustCompile(here + `.*` + spare + `|` + spare + `.*` + here + `|` + none + `.*` + spare + `|` + spare + `.*` + none +
		`|` + here + `.*` + direct + `|` + direct + `.*` + here)
}()

// noFallback is the wish that ends it.
var noFallback = regexp.MustCompile(noneWords)

const noneWords = `\b(?:no|off|none|remove|stop|without|pas de|plus de|aucun|sans|supprime[rz]?)\b`

// absence is a word for not being there; with two days it can only be an absence.
var absence = regexp.MustCompile(`\b(?:away|holidays?|vacation|on leave|annual leave|parental leave|out of office|ooo|pto|off work|gone|absent|absente|absence|vacances|conges?|rtt|je pars|indisponible)\b`)

// Plainly is the command that words can only ask for; nil where they may be a question.
func Plainly(t *bot.Turn, text string) (s *bot.Spec, intent []string) {
	if strings.HasSuffix(text, "?") || len(text) > 2*people.MaxGoal {
		return nil, nil
	}
	folded := Hear(strings.Trim(Polite(text), " .!")).Fold
	for _, w := range wishes {
		if w.re.MatchString(folded) {
			intent = strings.Split(w.command, ".")
			if s = t.Bot.Spec(intent...); s == nil {
				s = t.Bot.Spec(intent[0])
			}
			return s, intent
		}
	}
	if away := t.Bot.Spec("away"); away != nil && len(text) < 200 && absence.MatchString(folded) {
		u := hearing{t: t, s: away, text: Polite(text), args: bot.Args{}}
		if from, to := u.absence(); from != to {
			return away, away.Path
		}
	}
	return nil, nil
}
