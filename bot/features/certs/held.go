package certs

import (
	"slices"
	"strings"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// certName is a certification's name, by its id or as it was said.
func certName(t *bot.Turn, said string) string {
	if c, ok := t.Bot.Careers().Certification(said); ok {
		return c.Name
	}
	return said
}

// held finds the certification of one's own that a name means; ok is false
// where there is none.
func held(t *bot.Turn, said string) (people.Certification, bool, error) {
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return people.Certification{}, false, err
	}
	for _, c := range all {
		if c.Catalog != "" && c.Catalog == said || bot.Fold(c.Name) == bot.Fold(said) {
			return c, true, nil
		}
	}
	return people.Certification{}, false, nil
}

// heldBy is held for a name as people say it.
func heldBy(t *bot.Turn, said string) (people.Certification, bool, error) {
	if c, ok, err := held(t, said); ok || err != nil {
		return c, ok, err
	}
	if found := certMatches(t, said); clearly(t, said, found) {
		return held(t, found[0].ID)
	}
	return people.Certification{}, false, nil
}

// heldAs is held for one that is spoken of as there: some words of its name are
// enough where they are of no other, "my Tealium certificate".
func heldAs(t *bot.Turn, said string) (people.Certification, bool, error) {
	if c, ok, err := held(t, said); ok || err != nil {
		return c, ok, err
	}
	all, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return people.Certification{}, false, err
	}
	words := strings.Join(slices.DeleteFunc(strings.Fields(bot.Fold(said)), func(w string) bool { return examWords[w] }), " ")
	all = slices.DeleteFunc(all, func(c people.Certification) bool {
		return words == "" || !strings.Contains(" "+bot.Fold(c.Name)+" ", " "+words+" ")
	})
	if len(all) != 1 {
		return people.Certification{}, false, nil
	}
	return all[0], true, nil
}

// examWords say that something is a certification, and not which.
var examWords = plainwords.Words("certificate certification cert certif certificat exam examen badge diploma diplome licence license the my le la mon ma")
