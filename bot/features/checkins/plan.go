package checkins

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/features/schedules"
	"mentor/bot/people"
	"mentor/bot/plainwords"
	"mentor/bot/say"
)

// declines are the words that leave a next action open.
var declines = map[string]bool{"no": true, "none": true, "nothing": true, "not now": true, "later": true, "skip": true, "cancel": true, "leave it": true, "leave it at that": true,
	"non": true, "rien": true, "pas maintenant": true, "plus tard": true, "passer": true, "annuler": true, "aucune": true}

var (
	// whenBegins are the words with which people begin to say when.
	whenBegins = regexp.MustCompile(`^(on |at \d|every |each |this |next |tomorrow|today|tonight|after |before |by |when |once |during |in (the|a|an|one|two|\d)|first thing|` +
		`(mon|tues|wednes|thurs|fri|satur|sun)day|(le |ce |cette )?(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|demain|aujourd'hui|ce soir|ce matin|cette semaine|` +
		`la semaine prochaine|chaque |tous les |apres |avant |des |d'ici |dans (un|une|deux|\d)|quand |lorsque |pendant |le \d|a \d|\d{1,2} ?([h:]\d{0,2}|am|pm)\b)`)
	// clause begins what stands by itself: "after lunch", "every Monday".
	clause = regexp.MustCompile(`^(when|whenever|after|before|once|every|each|if|during|as soon|by|while|quand|lorsque|apres|avant|chaque|tous|toutes|si|pendant|des|d'ici|a partir|une fois)\b`)
	// place begins where somebody is, with its preposition.
	place = map[people.Lang]*regexp.Regexp{
		careers.English: regexp.MustCompile(`^(at|in|on|from|by|with|over|near|outside|via|here|there|upstairs|downstairs)\b`),
		careers.French:  regexp.MustCompile(`^(a|au|aux|chez|dans|en|sur|avec|devant|pres|depuis|via|ici|sous|par)\b`),
	}
	// intent is how people begin what they will do; the mentor says it for them.
	intent = regexp.MustCompile(`(?i)^(i will|i'll|i’ll|i am going to|i'm going to|i’m going to|to|je vais|j'irai|de)\s+`)
	// dayWord is what "on" and "at" stand before, which "when it's" has no use for.
	dayWord = regexp.MustCompile(`(?i)^(on|at|à)\s+`)
)

// splitNext reads a next action out of one line: "draft the brief, tuesday at
// 9, at my desk". Only what begins like a time is taken for one; all else is
// what is to be done.
func splitNext(text string) (next, when, where string) {
	text = strings.Join(strings.Fields(text), " ")
	for i, r := range text {
		if r != ',' && r != ';' {
			continue
		}
		rest := strings.TrimSpace(text[i+1:])
		if !whenBegins.MatchString(bot.Fold(rest)) {
			continue
		}
		next, when = strings.TrimSpace(text[:i]), rest
		if cut := strings.IndexAny(rest, ",;"); cut >= 0 {
			when, where = strings.TrimSpace(rest[:cut]), strings.TrimSpace(rest[cut+1:])
		}
		if next == "" || utf8.RuneCountInString(when) > people.MaxWhere || utf8.RuneCountInString(where) > people.MaxWhere {
			return text, "", ""
		}
		return next, strings.TrimRight(when, ".!"), strings.TrimRight(where, ".!")
	}
	return text, "", ""
}

// nearDays are days that are named from today, and so mean another a week later.
var nearDays = []struct {
	words *regexp.Regexp
	days  int
}{
	{regexp.MustCompile(`(?i)^(?:the day after tomorrow|après-demain)\b`), 2},
	{regexp.MustCompile(`(?i)^(?:tomorrow|demain)\b`), 1},
	{regexp.MustCompile(`(?i)^(?:today|aujourd['’]hui)\b`), 0},
}

// dated says by its weekday when something is to be done.
func dated(t *bot.Turn, when string) string {
	for _, near := range nearDays {
		if said := near.words.FindString(when); said != "" {
			day := schedules.LocalDay(t).AddDate(0, 0, near.days)
			return t.Plain("weekday."+strconv.Itoa(int(day.Weekday()))) + when[len(said):]
		}
	}
	return when
}

// ifThen is a next action as a plan that ties it to a moment and a place
// ("When it's Tuesday at 9, at my desk, I will …"): the form that was measured
// to help most (Gollwitzer & Sheeran 2006).
func ifThen(t *bot.Turn, e people.Entry) bot.Markup {
	next := lowerFirst(intent.ReplaceAllString(strings.TrimRight(bot.Brief(e.Next, say.ShownGoal), ".! "), ""))
	when, where := strings.TrimRight(bot.Brief(e.When, people.MaxWhere), ".!, "), strings.TrimRight(bot.Brief(e.Where, people.MaxWhere), ".!, ")
	if !deed(t.Lang, next) || when != "" && !whenBegins.MatchString(bot.Fold(when)) && !clause.MatchString(bot.Fold(when)) { // "I will AWS exam prep" is no sentence
		said := []string{strings.TrimRight(bot.Brief(e.Next, say.ShownGoal), ".! "), when, where}
		return t.Say("checkin.plan.noted", "plan", strings.Join(slices.DeleteFunc(said, func(s string) bool { return s == "" }), ", "))
	}
	if when == "" && where == "" {
		return t.Say("checkin.plan.next", "next", next)
	}
	if at := place[t.Lang].MatchString(bot.Fold(where)); when == "" && at {
		return t.Say("checkin.plan.where", "where", upperFirst(where), "next", next)
	} else if when == "" {
		return t.Say("checkin.plan.place", "where", where, "next", next)
	} else if where != "" && at {
		where = string(t.Say("checkin.plan.there", "where", lowerFirst(where)))
	} else if where != "" {
		where = string(t.Say("checkin.plan.somewhere", "where", where))
	}
	at := bot.Markup(where)
	if clause.MatchString(bot.Fold(when)) {
		return t.Say("checkin.plan.clause", "when", bot.Escape(upperFirst(when)), "where", at, "next", next)
	}
	return t.Say("checkin.plan", "when", bot.Escape(dayWord.ReplaceAllString(when, "")), "where", at, "next", next)
}

// deed reports whether a next action begins with what somebody does: in English
// with a verb as in a dictionary, in French with an infinitive.
func deed(lang people.Lang, next string) bool {
	words := strings.Fields(strings.NewReplacer("'", " ", "’", " ").Replace(bot.Fold(next)))
	if lang != careers.French {
		return len(words) > 0 && (verbs[strings.Trim(words[0], ".,:;!")] || len(words) > 1 && adverbs[words[0]] && verbs[words[1]])
	}
	for _, w := range words {
		if !frenchBefore[w] {
			w = strings.Trim(w, ".,:;!")
			return len(w) > 3 && !noInfinitive[w] && (strings.HasSuffix(w, "er") || strings.HasSuffix(w, "ir") || strings.HasSuffix(w, "re"))
		}
	}
	return false
}

var (
	// verbs are those with which people begin what they will do.
	verbs = plainwords.Words("accept add address adjust agree align analyse analyze apply approach arrange ask assemble assess attend audit automate be begin block book brainstorm brief bring build buy call cancel catch change chase check choose clean clear close coach collect come commit compare complete confirm connect contact continue contribute cook copy correct create cut debug decide define deliver demo deploy describe design develop discuss document do download draft draw email enrol enroll escalate estimate evaluate examine explain explore extend fetch fill find finalise finalize finish fix follow gather get give go guide hand have help hire hold host identify implement improve include install interview introduce invest invite join keep launch lead learn leave let list listen log look make map measure meet mentor message migrate monitor move negotiate note observe offer open order organise organize outline pass pay perform phone pick pilot ping pitch plan post practice practise prepare present print prioritise prioritize produce propose publish push put raise reach read rebuild record redo refine register rehearse remind remove renew repeat reply report request research reserve resolve revise review rewrite run save schedule search see sell send separate set share shadow shoot show sign sit sketch skim solve sort speak spend split start stay stop study submit suggest summarise summarize support survey switch take talk teach tell test think tidy track train transfer translate try turn update upload use validate verify visit volunteer wait walk watch work wrap write")
	// adverbs may stand before a verb.
	adverbs = plainwords.Words("also finally first just quickly really only not")
	// frenchBefore are the words that may stand before an infinitive.
	frenchBefore = plainwords.Words("ne pas me m se s le la les l lui leur y en tout bien mieux enfin")
	// noInfinitive are nouns and the like that end as infinitives do.
	noInfinitive = plainwords.Words("premier dernier atelier dossier cahier papier calendrier courrier metier chantier livre lettre cadre centre titre offre chiffre autre notre votre quatre chapitre theatre entre contre faire-part hier fevrier fichier tableur loisir avenir plaisir souvenir soir affaire salaire questionnaire formulaire commentaire seminaire partenaire semestre trimestre ordre oeuvre genre")
)

// lowerFirst makes the first letter small where only that one is large, so
// that "Draft it" can stand within a sentence and "AWS" and "I" stay as they are.
func lowerFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	second, _ := utf8.DecodeRuneInString(s[n:])
	if unicode.IsUpper(first) && unicode.IsLower(second) {
		return string(unicode.ToLower(first)) + s[n:]
	}
	return s
}

func upperFirst(s string) string {
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(first)) + s[n:]
}
