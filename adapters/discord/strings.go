package discord

import (
	"strings"

	"mentor/bot/careers"
)

// adapterWords are the few words that the adapter adds of its own.
type adapterWords struct {
	notKept, busy, stale, lostForm      string
	more, page, choose, next, edit, say string
	missing, wrong, tooLong, tooLarge   string
	about, closed, of, written, example string
}

var english = adapterWords{
	notKept:  "I could not keep that just now, so nothing has changed. Please try again in a minute.",
	busy:     "I am still busy with what you asked before. Please try again in a moment.",
	stale:    "This button or menu is from before, and I no longer know what it was for. Please ask again.",
	lostForm: "This form has been open for too long. Please start it again.",
	more:     "More to choose from:",
	page:     "%d–%d of %d",
	choose:   "Choose…",
	next:     "Continue",
	edit:     "Change the form",
	say:      "Fill in the form:",
	missing:  "Please choose first: %s",
	wrong:    "Please look at this again:",
	tooLong:  "What stands there now is too long to be shown here; leave this empty to keep it.",
	tooLarge: "The file %s is larger than Discord takes, so it comes in parts.",
	of:       "%d of %d",
	written:  "I've written to you: that stays between us.",
	example:  "For example: ",
	about:    "Ask the mentor about this",
	closed: "My answer is for you alone, and your direct messages are closed to me. Use my slash commands here, whose answers only you see, " +
		"or open your direct messages: the server's name, then **Privacy Settings → Direct Messages**.",
}

var french = adapterWords{
	notKept:  "Je n'ai pas pu enregistrer cela, donc rien n'a changé. Réessayez dans une minute.",
	busy:     "Je m'occupe encore de votre demande précédente. Réessayez dans un instant.",
	stale:    "Ce bouton ou ce menu est ancien et je ne sais plus à quoi il servait. Posez votre question à nouveau.",
	lostForm: "Ce formulaire est resté ouvert trop longtemps. Recommencez-le, s'il vous plaît.",
	more:     "Autres choix :",
	page:     "%d–%d sur %d",
	choose:   "Choisir…",
	next:     "Continuer",
	edit:     "Modifier le formulaire",
	say:      "Remplissez le formulaire :",
	missing:  "Choisissez d'abord : %s",
	wrong:    "Vérifiez ceci, s'il vous plaît :",
	tooLong:  "Le texte actuel est trop long pour être affiché ici ; laissez vide pour le garder.",
	tooLarge: "Le fichier %s est plus gros que ce que Discord accepte ; il arrive en plusieurs parties.",
	of:       "%d sur %d",
	written:  "Je vous ai écrit : cela reste entre nous.",
	example:  "Par exemple : ",
	about:    "Demander au mentor",
	closed: "Ma réponse n'est que pour vous, et vos messages privés me sont fermés. Utilisez ici mes commandes slash, dont vous seul voyez " +
		"les réponses, ou ouvrez vos messages privés : le nom du serveur, puis **Paramètres de confidentialité → Messages privés**.",
}

// words gives them in the language of a locale or of a reply.
func words[S ~string](locale S) adapterWords {
	if strings.HasPrefix(strings.ToLower(string(locale)), string(careers.French)) {
		return french
	}
	return english
}
