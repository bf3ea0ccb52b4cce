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
	things       = `(?:goals?|objectifs?|certs?|certifs?|certifications?|certificates?|certificats?|number|numero|n°|nr|no\.|item)`
	numberAfter  = regexp.MustCompile(`\b` + things + `\s*(?:number|numero|n°|#)?\s*#?(\d{1,6})\b`)
	numberWord   = regexp.MustCompile(`\b` + things + `\s+(?:number |numero )?(one|two|three|four|five|six|seven|eight|nine|ten|un|deux|trois|quatre|cinq|sept|huit|neuf|dix)\b`)
	numberSharp  = regexp.MustCompile(`#\s?(\d{1,6})\b`)
	numberAlone  = regexp.MustCompile(`(?:^|\s)(\d{1,4})(?:$|[\s,.:!?])`)
	ordinal      = regexp.MustCompile(`\b(first|second|third|fourth|fifth|last|latest|premiere?|deuxieme|seconde?|troisieme|quatrieme|cinquieme|derniere?)\s+(?:(?:open|one|of my)\s+)?` + things + `\b`)
	ordinalPlace = map[string]int{"first": 1, "premier": 1, "premiere": 1, "second": 2, "deuxieme": 2, "seconde": 2, "third": 3, "troisieme": 3, "fourth": 4, "quatrieme": 4, "fifth": 5, "cinquieme": 5}
)

// number finds the number of a goal or certification in words, and where it
// ends: after its noun, as "the second goal", or alone.
func (u *hearing) number(text string) (n string, end int, ok bool) {
	h := Hear(text)
	for _, re := range []*regexp.Regexp{numberAfter, numberWord, numberSharp} {
		if m := re.FindStringSubmatchIndex(h.Fold); m != nil {
			return figureOf(h.Fold[m[2]:m[3]]), h.at[m[3]], true
		}
	}
	if m := ordinal.FindStringSubmatchIndex(h.Fold); m != nil {
		if n, ok := u.nth(ordinalPlace[h.Fold[m[2]:m[3]]]); ok {
			return n, h.at[m[1]], true
		}
	}
	if all := numberAlone.FindAllStringSubmatchIndex(h.Fold, -1); len(all) == 1 {
		return h.Fold[all[0][2]:all[0][3]], h.at[all[0][3]], true
	}
	return "", 0, false
}

// nth is the number of the nth thing of the list that the command is about; 0
// is the one added last.
func (u *hearing) nth(place int) (string, bool) {
	if u.t.Tx == nil {
		return "", false
	}
	var numbers []int
	if u.s.Path[0] == "cert" {
		all, err := u.t.Tx.Certs(u.t.Person.ID)
		if err != nil {
			return "", false
		}
		for _, c := range all {
			numbers = append(numbers, c.Number)
		}
	} else {
		all, err := u.t.Tx.Goals(u.t.Person.ID)
		if err != nil {
			return "", false
		}
		for _, h := range people.Horizons {
			for _, g := range all {
				if g.State == people.Open && g.Horizon == h {
					numbers = append(numbers, g.Number)
				}
			}
		}
	}
	switch {
	case place > len(numbers), len(numbers) == 0:
		return "", false
	case place == 0:
		return strconv.Itoa(slices.Max(numbers)), true
	}
	return strconv.Itoa(numbers[place-1]), true
}

var (
	addLead = Words("log add record register save note track put remember store enter new also that i i've i'm ive im have just finally now today passed got earned completed finished obtained received cleared achieved hold did renewed renew am want to would like a an my the here's heres here is this badge certificate certification cert certs for of called named down in as" +
		" enregistre enregistrer note noter ajoute ajouter ajoutee j'ai jai eu obtenu obtenue reussi passe termine fini valide decroche renouvele renouvelee viens d'avoir d'obtenir de je ma mon la le une un l' certif certificat que possede maintenant suis garde mets voici retiens nouveau nouvelle nouvel formation surveille l'expiration enfin veux voudrais reussir valider passer decrocher d'etre")
	addTrail = Words("done in certified now today! as list fait faite faites comme please course date dated datee du le passed exam examen svp stp")
	addEnd   = compile(
		`[,;.]*\s+(?:to|in|on|into|from|a|dans|sur) (?:my|mes|ma|the|la) (?:list of (?:certs|certifications|certificates)|certs?|certifications?|certifs?|certificates?|list|liste(?: de (?:certifs|certifications))?|cv)[.!]*$`,
		`[,;.]*\s*(?:please )?(?:put|add|log|save|note|remember|record)(?: (?:it|that|this))?(?: in| down)?[.!]*$`,
		`[,;.]+\s*(?:ajoute|note|enregistre|garde|retiens)(?:[- ](?:la|le|ca|cela))?[.!]*$`,
		`\s+(?:as done|comme (?:fait|faite|obtenue))[.!]*$`,
	)
	certifiedIn = regexp.MustCompile(`\b(?:got |am |i'm |been |suis |ete )?(?:now |maintenant )?certifi(?:ed|ee?)(?: in| on| as| en| sur)\b|^certifiee?\b|^(?:i'm|i am|je suis)(?: now| maintenant)? certifi(?:ed|ee?)\b`)
	expiryOf    = regexp.MustCompile(`\b(?:l'expiration|expiry|the expiry|expiration)\b.*\b(?:de|of)\b|\bexpiry\b`)
)

// certAdd reads what was earned, when, until when, and the link.
func (u *hearing) certAdd() {
	text := u.text
	if link, rest, ok := takeLink(text); ok {
		u.args["link"], text = link, rest
	}
	for _, re := range addEnd {
		if rest, hit := strip(text, re); hit && rest != "" {
			text = rest
		}
	}
	text, _ = strip(text, certifiedIn)
	expiry := expiryOf.MatchString(bot.Fold(text))
	text = TrimWords(strings.Trim(text, " ,;:!"), addLead, nil)
	said, left := Read(u.s, text)
	for name, v := range said {
		u.args[name] = v
	}
	if u.args["name"] == "" {
		u.args["name"] = left
	}
	if expiry && u.args["expires"] == "" { // "track the expiry of my PMP: 3 march 2028"
		u.args["expires"], u.args["on"] = u.args["on"], ""
	}
	if name := TrimName(TrimWords(u.args["name"], addLead, addTrail)); name != "" {
		u.args["name"] = name
	} else {
		delete(u.args, "name")
	}
}

// dateAnywhere finds the longest day in words, the last one where several are
// as long.
func dateAnywhere(text string) (day, rest string, ok bool) {
	f := strings.Fields(text)
	if len(f) > maxKeyed {
		return "", text, false
	}
	for n := min(maxDateWords, len(f)); n > 0; n-- {
		for i := len(f) - n; i >= 0; i-- {
			said := strings.Trim(strings.Join(f[i:i+n], " "), ",;.!?")
			first := bare(f[i])
			if n == 1 && (len(said) < 4 || bot.IsNumber(said)) || n > 1 && filler.MatchString(first) && first != "the" && first != "le" && first != "in" && first != "this" {
				continue // "on" and "from" are not part of the day
			}
			if n > 2 && slices.ContainsFunc(f[i+1:i+n], func(w string) bool { w = bare(w); return filler.MatchString(w) && !ofDay[w] }) {
				continue // "august 2028 for 2"
			}
			if isDate(said) {
				return said, strings.Join(append(slices.Clone(f[:i]), f[i+n:]...), " "), true
			}
		}
	}
	return "", text, false
}

// ofDay are the fillers within a day: the third of march, 3 days ago.
var ofDay = map[string]bool{"of": true, "the": true, "de": true, "du": true, "": true}

var (
	removeLead  = Words("remove delete take erase drop cancel scratch strike wipe clear forget get rid of unlog i never passed don't dont do not hold logged have the my a cert certs certification certificate certif entry duplicate badge number supprime supprimer efface effacer retire retirer enleve enlever vire virer raye annule oublie desenregistre nettoie je n'ai plus jamais eu note j'ai ma mon la le l' l'entree certificat doublon de du sors degage ce cette cet that this")
	removeTrail = Words("off my list from certs certifications was a mistake delete it by accident remove entry has lapsed any more anymore out take the is wrong that de ma liste mes certifs dans c'etait une erreur supprime par enleve expire retire la le a certificate certification cert certif stp sors")
	findLead    = Words("find search look looking up lookup for show me browse filter do you have what which is there any every all know certs cert certification certifications certificate certificates badge badges exam exams exist catalogue catalog of the a an in on about something like to matching your list by with trouve trouver cherche chercher recherche rechercher montre parcourir quelles quelle certif certifs certificat certificats existent sur pour les des une un la le l' dans ton ta catalogue de tu as t'as quoi comme y a-t-il toutes moi truc filtre par correspondant en formation certifiante")
	findTrail   = Words("certs cert certification certifications certificate certificates badge badges exam exams do you have know listed in the your list catalogue that there are certif certifs certificats dans ta liste le les que tu connais ?")
)

// certRemove reads which certification goes: its number, or its name.
func (u *hearing) certRemove() {
	if n, _, ok := u.number(u.text); ok {
		u.args["number"] = n
		return
	}
	u.args["number"] = TrimName(TrimWords(u.text, removeLead, removeTrail))
}
