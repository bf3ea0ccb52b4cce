package terminal

import (
	"strings"

	"mentor/bot/careers"
	"mentor/bot/people"
)

// words is what the terminal says of itself: how to answer with the keyboard.
// What the mentor says comes from the core.
var words = map[people.Lang]map[string]string{
	careers.English: {
		"choose":     "Type a number to choose.",
		"more":       "more ({from}–{to} of {all})",
		"unnamed":    "(no name)",
		"of":         "{done} of {total}",
		"picture":    "Picture: {path}",
		"file":       "Saved: {path}",
		"erased":     "Erased with it: {files}. Copies that you moved elsewhere stay where you put them.",
		"not-saved":  "{name} could not be saved: {why}. Make room or rights for {folder}, then ask for it again.",
		"form":       "Press Enter to keep what stands in brackets; type cancel to stop.",
		"form.plain": "Type cancel to stop.",
		"clear":      "\"-\" leaves it empty",
		"example":    "for example {hint}",
		"optional":   "optional",
		"needed":     "This one is needed. Type cancel to stop.",
		"pick":       "Please type a number from 1 to {n}.",
		"too-long":   "That is {n} characters; {most} fit here. Please shorten it.",
		"cancelled":  "Stopped; nothing was changed.",
		"cancel":     "cancel",
		"command":    "“{said}” is a command too. Which shall it be?\n\n  1. Finish this first\n  2. Leave this and do it\n  3. It is my answer",
		"goes-on":    "Then we go on here.",
		"aside":      "Put aside; what you typed is there when you open it again.",
		"fault":      "That could not be done: {why}",
		"bye":        "Until next time.",
		"database":   "Kept on this machine, in {path}. Ctrl-D ends.",
	},
	careers.French: {
		"choose":     "Tapez un numéro pour choisir.",
		"more":       "suite ({from}–{to} sur {all})",
		"unnamed":    "(sans nom)",
		"of":         "{done} sur {total}",
		"picture":    "Image : {path}",
		"file":       "Enregistré : {path}",
		"erased":     "Effacé aussi : {files}. Les copies que vous avez déplacées restent où vous les avez mises.",
		"not-saved":  "{name} n'a pas pu être enregistré : {why}. Faites de la place ou donnez les droits sur {folder}, puis redemandez-le.",
		"form":       "Entrée garde ce qui est entre crochets ; tapez annuler pour arrêter.",
		"form.plain": "Tapez annuler pour arrêter.",
		"clear":      "« - » laisse vide",
		"example":    "par exemple {hint}",
		"optional":   "facultatif",
		"needed":     "Cette réponse est nécessaire. Tapez annuler pour arrêter.",
		"pick":       "Tapez un numéro de 1 à {n}.",
		"too-long":   "Cela fait {n} caractères ; il y a place pour {most}. Raccourcissez un peu.",
		"cancelled":  "Arrêté ; rien n'a été changé.",
		"cancel":     "annuler",
		"command":    "« {said} » est aussi une commande. Que voulez-vous ?\n\n  1. Finir ceci d'abord\n  2. Laisser ceci et la faire\n  3. C'est ma réponse",
		"goes-on":    "Alors continuons ici.",
		"aside":      "Mis de côté ; ce que vous avez tapé vous attend quand vous l'ouvrirez de nouveau.",
		"fault":      "Cela n'a pas pu être fait : {why}",
		"bye":        "À bientôt.",
		"database":   "Conservé sur cette machine, dans {path}. Ctrl-D pour quitter.",
	},
}

// say gives one of the terminal's own phrases; kv is names and values in turn.
func say(lang people.Lang, id string, kv ...string) string {
	table, ok := words[lang]
	if !ok {
		table = words[careers.English]
	}
	pairs := make([]string, len(kv))
	for i, s := range kv {
		if i%2 == 0 {
			s = "{" + s + "}"
		}
		pairs[i] = s
	}
	return strings.NewReplacer(pairs...).Replace(table[id])
}

// langOf is the language of a locale; English where it is another.
func langOf(locale string) people.Lang {
	if strings.HasPrefix(strings.ToLower(locale), "fr") {
		return careers.French
	}
	return careers.English
}

// Words that end a form, and words that end the conversation, in either language.
var (
	cancelWords = map[string]bool{"cancel": true, "annuler": true, "/cancel": true, "/annuler": true}
	laterWords  = map[string]bool{"later": true, "not now": true, "plus tard": true, "pas maintenant": true}
	leaveWords  = map[string]bool{"exit": true, "quit": true, "quitter": true, "/exit": true, "/quit": true, "/quitter": true}
)
