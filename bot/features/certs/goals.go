package certs

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// goalsMet are the open goals that a certification fits, the best first: those
// whose proposal names it, then those whose words name it, its issuer, or just
// some certification.
func goalsMet(t *bot.Turn, c people.Certification) ([]people.Goal, error) {
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return nil, fmt.Errorf("read goals: %w", err)
	}
	proposed := map[string]bool{}
	for _, p := range t.Bot.Careers().Proposals() {
		if c.Catalog != "" && slices.Contains(p.Certifications, c.Catalog) {
			proposed[p.ID] = true
		}
	}
	known, _ := t.Bot.Careers().Certification(c.Catalog)
	rank := map[int64]int{}
	var met []people.Goal
	for _, g := range goals {
		if g.State != people.Open {
			continue
		}
		r := fits(t, g.Text, c.Name, known)
		if proposed[g.Proposal] && g.Proposal != "" && asksForCert(g.Text) {
			r = 1
		}
		if r > 0 {
			rank[g.ID] = r
			met = append(met, g)
		}
	}
	slices.SortStableFunc(met, func(a, b people.Goal) int { return cmp.Compare(rank[a.ID], rank[b.ID]) })
	return met[:min(3, len(met))], nil
}

// fits says how well a goal's words fit a certification: 1 its name, 2 its
// issuer with a word for certification, 3 only such a word; 0 not at all.
func fits(t *bot.Turn, goal, name string, known *careers.Certification) int {
	text := " " + squeezeWords(goal) + " "
	names, issuers := []string{name}, []string{}
	if known != nil {
		names = slices.Concat(names, known.Aliases, known.AliasesFr, []string{known.ExamCode})
		issuers = []string{known.Issuer, strings.Fields(known.Name)[0]}
	}
	for _, n := range names {
		if n = squeezeWords(n); len(n) > 2 && strings.Contains(text, " "+n+" ") && (asksForCert(goal) || earns(text) || strings.TrimSpace(text) == n) {
			return 1 // named as what is to be earned: "lead the AWS migration" is another matter
		}
	}
	if !asksForCert(goal) {
		return 0
	}
	for _, n := range issuers {
		if n = squeezeWords(n); strings.Contains(text, " "+n+" ") {
			return 2
		}
	}
	// A goal that names some certification fits where nothing else in it speaks against this one.
	about := plainwords.Words(squeezeWords(name))
	if known != nil {
		about = plainwords.Words(squeezeWords(strings.Join(slices.Concat([]string{name, known.Issuer, known.Level}, known.Aliases, known.AliasesFr, known.Skills), " ")))
	}
	for _, w := range strings.Fields(text) {
		if !about[w] && !anyCert[w] {
			return 0
		}
	}
	return 3
}

// asksForCert reports whether a goal's words ask for a certification.
func asksForCert(goal string) bool {
	text := " " + squeezeWords(goal) + " "
	return slices.ContainsFunc([]string{" certif", " cert ", " certs ", " badge ", " exam ", " examen "}, func(w string) bool { return strings.Contains(text, w) })
}

// earning is the words for earning a certification that a goal names without
// saying that it is one.
var earning = plainwords.Words("earn get pass obtain complete gain take sit prepare renew study become obtenir passer reussir avoir decrocher valider preparer renouveler")

func earns(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(w string) bool { return earning[w] })
}

// anyCert is the words of a goal to earn some certification, whichever.
var anyCert = plainwords.Words("earn get pass obtain complete finish gain take do have become be a an one my the first another new next relevant recognised recognized certification certifications certificate cert certs certified badge exam in on of for to and with this year" +
	" at least that counts count useful role job i want" +
	" obtenir passer reussir avoir decrocher valider terminer une un ma la le mon premiere autre nouvelle certification certifications certificat certif certifs certifie certifiee examen reconnue en de d'une cette annee du sur pour" +
	" au moins utile qui compte poste metier que je vise")
