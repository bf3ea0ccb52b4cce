// Package pasted knows a list of goals under a heading: "My goals for this
// year:" with a bullet each, or "1) … 2) …" behind it. It owns what such a
// heading may say and where its items end; it must not know what is done with
// them.
package pasted

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"mentor/bot/language"
	"mentor/bot/people"
)

// List is a list of goals as it was pasted.
type List struct {
	Heading string // the words before the items
	Items   []string
	Told    bool // the heading says what the items are, and asks for nothing

	aside bool // something in brackets stands beside the items
}

const (
	fewest      = 2 // items; one is a goal like any other
	most        = 12
	longestHead = 20 // words
	longestItem = 300
)

var (
	bullet   = regexp.MustCompile(`^\s*(?:[-*•–—·‣▪+]|\d{1,2}[.)])\s+(.+?)\s*$`)
	numbered = regexp.MustCompile(`(?:^|\s)\d{1,2}[.)]\s+`)
	word     = regexp.MustCompile(`[\pL\pN]+`)
	aside    = regexp.MustCompile(`^\s*\([^()]*\)\s*$`)
	mine     = regexp.MustCompile(`^((so|ok|right|bon|alors|donc|voici|voila|here are|these are) )?((my|our|the|mes|nos|les) )?([\d-]+ (year )?)?(new |main |big )?(goals|objectives|objectifs)\b`)
	other    = regexp.MustCompile(`\b(drop|delet\w*|remov\w*|done|finished|steps?|mov\w+|chang\w+|gave|sets? (me|us)|boss|manager|chef|team|equipe|not|no longer|last year|supprim\w*|retir\w*|fini\w*|atteint\w*|etapes?|deplac\w*|donnes?|pas|plus|derniere?)\b`)
	goals    = regexp.MustCompile(`\b(goals|objectives|objectifs)\b`)
	asks     = regexp.MustCompile(`\b(add|note|put|set|save|keep|record|log|create|track|write|ajoute[rz]?|not(e|ez|er)|mets|mettez|mettre|garde[rz]?|cree[rz]?|enregistre[rz]?|inscri\w+)\b`)
)

// courtesy may stand in a line of its own behind the items.
var courtesy = words(`thanks thank you please pls cheers merci stp svp s il te vous plait`)

// heading are the words that a heading is made of; any other makes it something
// else: "the steps for my goals", "goals my boss gave me".
var heading = words(`
	my the our new next here are is re these those following goals objectives list for this year years month months term short medium mid long
	so ok okay hi hello hey please pls can could you would add note put down set save keep record log create track write as to me i want like ve have
	got some a few main big in of on horizon and then today all now coming 12 twelve
	mes les nos nouveaux voici voila ces cet cette objectifs liste pour annee an ans prochains prochain prochaine prochaines mois court moyen terme
	alors bon bonjour salut coucou s il te vous plait stp svp tu peux pouvez pourrais pourriez ajoute ajoutez ajouter note notez noter mets mettez mettre
	garde gardez garder cree creez creer enregistre enregistrez enregistrer inscris inscrivez moi je j ai veux voudrais suivants dans ma comme de du des
	d l le la sur et premiers douze aujourd hui fixe fixes
	one two three four five six seven un deux trois quatre cinq six sept`)

func words(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		out[w] = true
	}
	return out
}

// Read takes a message apart that is a list of goals and nothing else; ok is
// false where it is anything besides.
func Read(text string) (l List, ok bool) {
	head, rest, found := strings.Cut(text, "\n")
	if !found || !strings.ContainsAny(rest, "\n") && bullet.FindString(rest) == "" { // all in one line
		head, rest, found = strings.Cut(text, ":")
		if !found || !inOneLine(&l, rest) {
			return l, false
		}
	} else if !inLines(&l, rest) {
		return l, false
	}
	l.Heading = strings.TrimSpace(strings.TrimRight(strings.TrimSpace(head), ":"))
	folded := language.Fold(l.Heading)
	l.Told = !asks.MatchString(folded)
	fits := only(heading, folded, longestHead) && !l.aside || l.Told && mine.MatchString(folded) && !other.MatchString(folded) // what asks for nothing is asked about
	return l, fits && len(l.Items) >= fewest && len(l.Items) <= most && goals.MatchString(folded) && !strings.Contains(head, "?")
}

// Year is the horizon of a year that a heading names, "My goals for 2027"; empty
// where it names none to come.
func Year(heading string, now time.Time) (h people.Horizon) {
	for _, w := range word.FindAllString(heading, -1) {
		if year, err := strconv.Atoi(w); err == nil && year >= now.Year() && year < now.Year()+10 {
			h = people.HorizonBy(strconv.Itoa(year)+"-12-31", now.Format(time.DateOnly))
		}
	}
	return h
}

// Commands are the items as the commands that add them, a line each.
func (l List) Commands(h people.Horizon, lang people.Lang) string {
	name := "goal add "
	if lang == "fr" {
		name = "objectif ajouter "
	}
	if h != "" {
		name += string(h) + " "
	}
	return name + strings.Join(l.Items, "\n"+name)
}

// inLines reads a line for each item.
func inLines(l *List, rest string) bool {
	for line := range strings.Lines(rest) {
		m := bullet.FindStringSubmatch(strings.TrimRight(line, "\n"))
		switch {
		case m != nil && len(m[1]) <= longestItem && len(l.Items) <= most:
			l.Items = append(l.Items, strings.TrimRight(m[1], ";,"))
		case aside.MatchString(line):
			l.aside = true
		case m != nil || !only(courtesy, language.Fold(line), longestHead):
			return false
		}
	}
	return true
}

// inOneLine reads items that are numbered behind a colon.
func inOneLine(l *List, rest string) bool {
	at := numbered.FindAllStringIndex(rest, most+2)
	if len(at) < fewest || strings.TrimSpace(rest[:at[0][0]]) != "" {
		return false
	}
	for i, a := range at {
		to := len(rest)
		if i+1 < len(at) {
			to = at[i+1][0]
		}
		item := strings.Trim(rest[a[1]:to], " \t\n;,")
		if item == "" || len(item) > longestItem {
			return false
		}
		l.Items = append(l.Items, item)
	}
	return true
}

// only reports whether folded words are all of some, years besides.
func only(some map[string]bool, folded string, most int) bool {
	all := word.FindAllString(folded, most+1)
	for _, w := range all {
		year := len(w) == 4 && strings.HasPrefix(w, "20")
		if !some[w] && !year && (len(w) > 1 || w < "0" || w > "9") {
			return false
		}
	}
	return len(all) <= most
}
