package bot

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"mentor/bot/answers"
)

// plainRoom is what commands in plain words need beside the commands.
func plainRoom() room {
	return room{presses: map[string]pressFunc{
		"goal.keep": (*Turn).keepWish,
		"keep":      func(t *Turn, _ string) (Reply, error) { return Reply{Text: t.say("keep.done")}, nil },
	}}
}

// undoing is what people type to take the last thing back.
var undoing = map[string]bool{"undo": true, "undo that": true, "undo it": true, "take it back": true, "take that back": true,
	"annuler": true, "annule": true, "annule ca": true, "annuler ca": true, "defaire": true, "revenir en arriere": true}

// undo takes back the last thing that can be.
func (t *Turn) undo() (Reply, error) {
	if t.talk.Undo == "" && t.talk.Before != nil {
		return t.takeBack()
	}
	if t.talk.Undo == "" {
		return Reply{}, t.problem("undo.nothing")
	}
	action, value, _ := strings.Cut(t.talk.Undo, ":")
	t.talk.Undo = ""
	return t.press(action, value)
}

// intended is the command that an answer took words for; nil where it is none.
func (b *Bot) intended(a answers.Answer) *Spec {
	if a.Kind != answers.Command {
		return nil
	}
	path := strings.Fields(strings.Join(a.Intent, " "))
	for n := len(path); n > 0; n-- { // "profile show" is the command profile
		if s := b.Spec(path[:n]...); s != nil {
			return s
		}
	}
	return nil
}

// act runs a command that was asked for in plain words.
func (t *Turn) act(s *Spec, a answers.Answer, text string) (Reply, error) {
	t.lang = orLang(t.p.Lang, a.Lang, t.lang)
	if other, path := t.plainly(text); other != nil && a.Confidence < 0.9 {
		s, a.Intent = other, path
	}
	if s.Name() == "cert.add" && renewing.MatchString(Fold(text)) { // "I renewed my PMP": one that is there changes
		edit := t.b.Spec("cert", "edit")
		args := t.understand(edit, a.Intent, text)
		if _, err := t.certNamed(args["number"]); err == nil {
			return t.does(edit, args)
		}
	}
	return t.does(s, t.understand(s, a.Intent, text))
}

var renewing = regexp.MustCompile(`\b(?:renew(?:ed)?|recertified|renouvele+e?|repassee?)\b`)

// does runs a command with arguments read out of plain words, or asks first
// where it cannot be taken back easily.
func (t *Turn) does(s *Spec, args Args) (Reply, error) {
	if s.sure != nil {
		return t.private(s)(s.sure(t, args))
	}
	return t.private(s)(s.run(t, args))
}

// clearer chooses between two readings of words that begin with a command's
// name: args is what follows the name taken as it stands ("schedule 0 9 * * 1"),
// the other is read as a sentence ("schedule my check-ins every friday").
func (t *Turn) clearer(s *Spec, intent []string, text string, args Args) Args {
	read := t.understand(s, intent, text)
	when, keyed := s.has(WhenArg), slices.ContainsFunc(s.Args, func(a Arg) bool { return len(a.Keys) > 0 })
	switch {
	case len(read) == 0 && (strings.Contains(args[s.has(CodeArg)], " ") || idle(args[s.has(DurationArg)])):
		return read // "link my slack", "pause my reminders"
	case len(read) == 0, s.Name() == "ask", keyed && len(args) > 0:
		return args
	case when != "" && args[when] != "":
		if _, err := t.b.Schedules.Parse(read[when], t.lang, t.p.Zone, t.now); err != nil || read[when] == "" {
			return args
		}
		if _, err := t.b.Schedules.Parse(args[when], t.lang, t.p.Zone, t.now); err == nil {
			return args
		}
	}
	return read
}

// idle reports whether words after a command's name say nothing more.
func idle(said string) bool {
	return said != "" && trimWords(said, words("my the all every reminder reminders check-in check-ins checkins nudges messages notifications everything it this please now for a while bit some time you mes les mon le la tout tous rappels rappel points point relances messages un une peu moment de du temps quelque pendant svp stp maintenant"), nil) == ""
}

// understand reads a command's arguments out of plain words. intent is what
// the answers took the words for: it tells "show my profile" from "set it".
// What cannot be read is left out, and the command asks for it.
func (t *Turn) understand(s *Spec, intent []string, text string) Args {
	show := len(intent) > 0 && strings.HasSuffix(intent[len(intent)-1], "show")
	if show && s.Name() == "profile" {
		return Args{}
	}
	u := hearing{t: t, s: s, show: show, text: polite(text), args: Args{}}
	if read, ok := readers[s.Name()]; ok {
		read(&u)
	} else if len(s.Args) > 0 {
		u.args = s.parse(u.text)
	}
	for name, v := range u.args {
		if v = strings.TrimSpace(v); v == "" {
			delete(u.args, name)
		} else {
			u.args[name] = v
		}
	}
	return u.args
}

// hearing is one message being read for one command.
type hearing struct {
	t    *Turn
	s    *Spec
	show bool
	text string
	args Args
}

// readers read the arguments of commands whose words are not just their line.
// Commands without arguments need none.
var readers map[string]func(*hearing)

func init() {
	none := func(*hearing) {}
	readers = map[string]func(*hearing){
		"ask":         func(u *hearing) { u.args["question"] = u.text },
		"goal.add":    (*hearing).goalAdd,
		"goal.list":   (*hearing).onlyHorizon,
		"goal.done":   func(u *hearing) { u.goalNumber(doneLead, doneTrail) },
		"goal.drop":   func(u *hearing) { u.goalNumber(dropLead, dropTrail) },
		"goal.edit":   (*hearing).goalEdit,
		"goal.move":   (*hearing).goalMove,
		"cert.add":    (*hearing).certAdd,
		"cert.list":   none,
		"cert.edit":   (*hearing).certEdit,
		"cert.remove": (*hearing).certRemove,
		"cert.find":   func(u *hearing) { u.args["words"] = trimName(trimWords(u.text, findLead, findTrail)) },
		"checkin":     (*hearing).onlyHorizon,
		"progress":    (*hearing).onlyHorizon,
		"schedule":    (*hearing).schedule,
		"pause":       (*hearing).pause,
		"resume":      none,
		"stop":        none,
		"away":        (*hearing).away,
		"profile":     (*hearing).profile,
		"compare":     (*hearing).compare,
		"roadmap":     (*hearing).roadmap,
		"interview":   (*hearing).interview,
		"link":        (*hearing).link,
		"help":        (*hearing).help,
		"start":       none, "quiz": none, "export": none, "forget": none, "unlink": none,
	}
}

// set gives an argument by its type, whatever the command calls it.
func (u *hearing) set(t ArgType, value string) {
	if name := u.s.has(t); name != "" && value != "" {
		u.args[name] = value
	}
}

// heard is words with a folded twin to search in, whose places lead back to
// the words as they were written.
type heard struct {
	text string
	fold string
	at   []int // for each byte of fold its place in text, and the end
}

func hear(text string) heard {
	var b strings.Builder
	h := heard{text: text, at: make([]int, 0, len(text)+1)}
	for i, r := range text {
		f := foldRune(r)
		b.WriteString(f)
		for range len(f) {
			h.at = append(h.at, i)
		}
	}
	h.at = append(h.at, len(text))
	h.fold = b.String()
	return h
}

// foldRune is Fold for one character. What people type in the two languages is
// folded beforehand: doing it anew for each character of a long message takes seconds.
func foldRune(r rune) string {
	switch {
	case unicode.IsSpace(r):
		return " "
	case r < rune(len(latin)):
		return latin[r]
	case r >= punctuationFrom && r < punctuationFrom+rune(len(punctuation)):
		return punctuation[r-punctuationFrom]
	}
	return string(unicode.ToLower(r))
}

const punctuationFrom = 0x2000 // Unicode's General Punctuation: quotes and dashes

var latin, punctuation = func() (l [0x250]string, p [0x70]string) {
	for r := range l {
		l[r] = Fold(string(rune(r)))
	}
	for i := range p {
		p[i] = Fold(string(rune(punctuationFrom + i)))
	}
	return l, p
}()

// cut is the words between two places of the folded twin.
func (h heard) cut(from, to int) string { return strings.TrimSpace(h.text[h.at[from]:h.at[to]]) }

// without is the words with a stretch taken out.
func (h heard) without(from, to int) string {
	return strings.Join(strings.Fields(h.text[:h.at[from]]+" "+h.text[h.at[to]:]), " ")
}

// matcher is a regexp over folded words.
type matcher interface {
	FindStringSubmatchIndex(string) []int
}

// match gives what the groups of re hold, as it was written; nil: no match.
func match(re matcher, text string) []string {
	h := hear(text)
	m := re.FindStringSubmatchIndex(h.fold)
	if m == nil {
		return nil
	}
	out := make([]string, len(m)/2)
	for i := range out {
		if m[2*i] >= 0 {
			out[i] = h.cut(m[2*i], m[2*i+1])
		}
	}
	return out
}

// strip cuts the first match of each of res off text; hit tells whether any did.
func strip(text string, res ...matcher) (rest string, hit bool) {
	for _, re := range res {
		h := hear(text)
		if m := re.FindStringSubmatchIndex(h.fold); m != nil && m[1] > m[0] {
			text, hit = h.without(m[0], m[1]), true
		}
	}
	return text, hit
}

// polite takes away what is said for courtesy before and after a wish.
func polite(text string) string {
	text = strings.TrimSpace(text)
	for range 4 {
		rest, hit := strip(text, courtesyBefore, courtesyAfter)
		if !hit || strings.TrimSpace(rest) == "" {
			break
		}
		text = rest
	}
	return text
}

// capital begins a sentence of plain words with a capital letter, for lists.
func capital(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(r)) + s[size:]
}
