package slack

import "strings"

// words that the adapter says itself, because only it knows of the occasion.
type texts struct {
	tooSlow  string // nothing was done in the time that Slack gives
	failed   string
	noForm   string // the form could not be opened any more
	thinking string // status in the assistant pane, after the app's name
	page     string
	asTyped  string
	close    string
	submit   string
	form     string
	choose   string // in a menu from which nothing was chosen yet
	noFile   string // Slack takes no file here; its name follows
	inDirect string // where the files of a private answer are; their names follow
	of       string // how many of how many
	helped   string // under an answer
	missed   string
	example  string // before an example in an empty field
	prompts  []Prompt
}

// Prompt is a first question that Slack offers: its title is shown, its message
// is what is sent.
type Prompt struct {
	Title   string `json:"title" yaml:"title"`
	Message string `json:"message" yaml:"message"`
}

var english = texts{
	tooSlow:  "That took too long, and nothing was saved. Please try again.",
	failed:   "That did not work, and nothing was saved. Please try again.",
	noForm:   "The form could not be opened in time. Please ask for it again.",
	thinking: "is thinking…",
	page:     "Page",
	asTyped:  "as typed",
	close:    "Cancel",
	submit:   "Save",
	form:     "Form",
	choose:   "Choose…",
	noFile:   "Slack would not take the file:",
	inDirect: "In our direct messages:",
	of:       "%d of %d",
	helped:   "That helped",
	missed:   "That didn't help",
	example:  "For example: ",
	prompts: []Prompt{
		{"What could my next role be?", "What could my next role be?"},
		{"What does a Head of Analytics do?", "What does a Head of Analytics do?"},
		{"Which certification first?", "Which certification should I get first?"},
	},
}

var french = texts{
	tooSlow:  "C’était trop long et rien n’a été enregistré. Veuillez réessayer.",
	failed:   "Cela n’a pas fonctionné et rien n’a été enregistré. Veuillez réessayer.",
	noForm:   "Le formulaire n’a pas pu s’ouvrir à temps. Veuillez le redemander.",
	thinking: "réfléchit…",
	page:     "Page",
	asTyped:  "tel quel",
	close:    "Annuler",
	submit:   "Enregistrer",
	form:     "Formulaire",
	choose:   "Choisir…",
	noFile:   "Slack n’a pas voulu du fichier :",
	inDirect: "Dans nos messages directs :",
	of:       "%d sur %d",
	helped:   "Cela m’aide",
	missed:   "Cela ne m’aide pas",
	example:  "Par exemple : ",
	prompts: []Prompt{
		{"Quel pourrait être mon prochain poste ?", "Quel pourrait être mon prochain poste ?"},
		{"Que fait un Head of Analytics ?", "Que fait un Head of Analytics ?"},
		{"Quelle certification d’abord ?", "Quelle certification passer en premier ?"},
	},
}

// in gives the words for a locale.
func in(locale string) texts {
	if strings.HasPrefix(strings.ToLower(locale), "fr") {
		return french
	}
	return english
}
