// Package certs owns the certifications that people have completed: logging
// them, finding them in the catalogue, and the note before one expires. It must
// not know any other feature.
package certs

import (
	"embed"

	"mentor/bot"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wording embed.FS

// Feature is what a person has earned: certifications logged, found, renewed.
func Feature() bot.Feature {
	name := bot.Arg{Name: "name", Type: bot.CertArg}
	number := bot.Arg{Name: "number", Type: bot.NumberArg, Required: true}
	on := bot.Arg{Name: "on", Type: bot.DateArg, Keys: []string{"on", "earned", "earned on", "dated", "from", "since", "le", "du", "obtenue", "obtenu", "obtenue le", "obtenu le", "passée le"}}
	expires := bot.Arg{Name: "expires", Type: bot.DateArg, Keys: []string{"expires", "expires on", "expiring", "expiry", "valid until", "until", "expire", "expire le", "expiration", "valable jusqu'au", "jusqu'au"}}
	link := bot.Arg{Name: "link", Type: bot.LinkArg}
	return bot.Feature{Name: "certs", Wording: wording, Sayings: sayings(), Unclear: unclearCert,
		Commands: []*bot.Spec{
			{Path: []string{"cert", "add"}, Guarded: true, Asks: true, Own: ownLink, Mean: certMeant, Personal: true, Run: certAdd, Args: []bot.Arg{required(name), on, expires, link},
				Aliases: []string{"certs add", "cert log", "cert new", "add cert", "add certification", "log", "certif ajouter", "certifs ajouter",
					"certification add", "certification ajouter", "ajouter certification", "ajouter certif"}},
			{Path: []string{"cert", "list"}, Shows: true, Reads: true, Personal: true, Run: certList, Args: []bot.Arg{{Name: "words", Type: bot.WordsArg}},
				Aliases: []string{"cert", "certs", "certif", "certification", "certifications", "my certs", "my certifications", "list certs", "certs list", "certification list", "certifs", "mes certifs",
					"mes certifications", "certif liste", "certifs liste", "certification liste"}},
			{Path: []string{"cert", "edit"}, Guarded: true, Personal: true, Run: certEdit, Finds: certFound, Args: []bot.Arg{number, name, on, expires, link},
				Aliases: []string{"certs edit", "cert change", "cert renew", "certif modifier", "certif renouveler", "certification edit", "certification modifier"}},
			{Path: []string{"cert", "remove"}, Guarded: true, Personal: true, Run: certRemove, Args: []bot.Arg{number}, Sure: certRemoveSure,
				Aliases: []string{"certs remove", "cert delete", "cert drop", "certif supprimer", "certif retirer", "certification remove", "certification supprimer"}},
			{Path: []string{"cert", "find"}, Shows: true, Run: func(t *bot.Turn, a bot.Args) (bot.Reply, error) { return certFind(t, a["words"], 0) }, Args: []bot.Arg{{Name: "words", Type: bot.WordsArg}},
				Aliases: []string{"certs find", "cert search", "find cert", "certif trouver", "certif chercher", "certification find", "certification trouver"}},
		},
		Presses: map[string]bot.PressFunc{
			"cert.add":     func(t *bot.Turn, _ string) (bot.Reply, error) { return t.Open("cert", "") },
			"cert.log":     func(t *bot.Turn, id string) (bot.Reply, error) { return certAdd(t, bot.Args{"name": id}) },
			"cert.is":      bot.On(sayWhich, certIs),
			"cert.when":    bot.On(sayWhen, certWhen),
			"cert.list":    certs,
			"cert.edit":    func(t *bot.Turn, n string) (bot.Reply, error) { return t.Open("cert", n) },
			"cert.remove":  func(t *bot.Turn, n string) (bot.Reply, error) { return certRemove(t, bot.Args{"number": n}) },
			"cert.restore": certRestore,
			"cert.renew":   bot.On(sayRenew, certRenew),
			"cert.until":   bot.On(sayUntil, certUntil),
			"cert.find":    bot.On(find, func(t *bot.Turn, p page) (bot.Reply, error) { return certFind(t, p.Words, p.Page) }),
		},
		Nudges: map[people.Kind]bot.Nudge{people.KindExpiry: composeExpiry},
		Tells:  ranOut,
		Forms: map[string]bot.FormSpec{
			"cert": {Open: certForm, Submit: certSubmit},
			"cert.day": {Open: certDayForm, Submit: func(t *bot.Turn, v string, f map[string]string) (bot.Reply, error) {
				return certWhen(t, ofDraft{v, f["on"]})
			}},
			"cert.renew": {Open: certDayForm, Submit: func(t *bot.Turn, v string, f map[string]string) (bot.Reply, error) {
				return certRenew(t, ofCert{v, f["on"]})
			}},
			"cert.until": {Open: certUntilForm, Submit: func(t *bot.Turn, v string, f map[string]string) (bot.Reply, error) {
				return certUntil(t, ofCert{v, f["expires"]})
			}},
		},
	}
}
