package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what a token is.
type Kind uint8

// The kinds of tokens.
const (
	Word       Kind = iota // letters, with the digits that they lead: "ga4"
	Figure                 // digits, with at most one decimal mark: "31", "1.5"
	Punct                  // one sign
	QuoteOpen              // a mark that opens a quotation; Close says where it ends
	QuoteClose             //
	CodeOpen               // one or three backquotes
	CodeClose              //
	Link                   // an address of the web or of mail
	Mention                // <@U123>, @name
	Emoji                  // a picture, or its :name:
	Bullet                 // what opens an item of a list: "-", "•", "2."
	Break                  // an end of line
)

// Token is a piece of a text. White space lies between tokens; a hyphen or an
// apostrophe inside a word is part of no token or of one beside it.
type Token struct {
	Text   string // as written
	Fold   string // as Fold makes it; "n't" is "not", "'m" is "am", "p.m." is "pm"
	Span   Span   // where in the text
	Kind   Kind
	Glued  bool // nothing stands between the token before and this one
	Joined bool // only a hyphen stands between: "check-in"
	Quoted bool // inside a quotation or code
	Close  int  // of an opening mark: the index of the token that closes it
}

// maxOpenMarks bounds how many quotations may stand in each other.
const maxOpenMarks = 8

// scanner cuts a text. Folded words are gathered in one buffer, so that a text
// costs two allocations whatever its length.
type scanner struct {
	text   string
	at     int
	end    int // of the token before
	tokens []Token
	buf    []byte
	open   []int // tokens that opened a quotation
}

// Tokenize cuts a text into tokens. Spans grow and never overlap.
func Tokenize(text string) []Token {
	s := scanner{text: text, tokens: make([]Token, 0, len(text)/4+4), end: -1}
	for s.at < len(text) {
		s.next()
	}
	for _, o := range s.open { // what nobody closed is no quotation
		s.tokens[o].Kind = Punct
	}
	s.quotations()
	return s.tokens
}

// next reads one token, or the white space before one.
func (s *scanner) next() {
	c := s.text[s.at]
	switch {
	case c == '\n':
		s.emit(Break, 1)
	case c == ' ' || c == '\t' || c == '\r':
		s.at++
	case isDigit(c):
		s.figure()
	case isLower(c | 0x20):
		s.word()
	case c < utf8.RuneSelf:
		s.sign(c)
	default:
		s.rune()
	}
}

func isDigit(c byte) bool { return c >= '0' && c <= '9' }
func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

// emit adds the next n bytes as a token that folds to itself.
func (s *scanner) emit(k Kind, n int) *Token { return s.emitAs(k, n, s.text[s.at:s.at+n]) }

func (s *scanner) emitAs(k Kind, n int, fold string) *Token {
	s.tokens = append(s.tokens, Token{Text: s.text[s.at : s.at+n], Fold: fold, Span: Span{s.at, s.at + n}, Kind: k, Glued: s.at == s.end})
	s.at += n
	s.end = s.at
	return &s.tokens[len(s.tokens)-1]
}

// emitWord adds the next n bytes as a word, folded.
func (s *scanner) emitWord(n int) *Token {
	word := s.text[s.at : s.at+n]
	for i := 0; i < n; i++ {
		if c := word[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return s.emitAs(Word, n, s.folded(word))
		}
	}
	return s.emitAs(Word, n, word)
}

// folded folds a word; words that the grammar knows cost nothing.
func (s *scanner) folded(word string) string {
	s.buf = appendFold(s.buf[:0], word)
	if known, ok := grammar().spelt[string(s.buf)]; ok {
		return known
	}
	return string(s.buf)
}

// letters counts the bytes of letters (and, after the first, digits) from at.
func (s *scanner) letters(at int, digits bool) int {
	i := at
	for i < len(s.text) {
		c := s.text[i]
		if isLower(c|0x20) || digits && i > at && isDigit(c) || c == '_' && i > at {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		r, n := utf8.DecodeRuneInString(s.text[i:])
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) || r == utf8.RuneError {
			break
		}
		i += n
	}
	return i - at
}

// lineStart reports whether only white space stands before on this line.
func (s *scanner) lineStart() bool {
	return len(s.tokens) == 0 || s.tokens[len(s.tokens)-1].Kind == Break
}

// word reads letters, cut at the apostrophes of both languages and at hyphens.
func (s *scanner) word() {
	if n := linkLen(s.text[s.at:]); n > 0 {
		s.emit(Link, n)
		return
	}
	if n := s.initials(); n > 0 {
		return
	}
	n := s.letters(s.at, true)
	if n == 0 {
		s.rune()
		return
	}
	if m := digitsAtEnd(s.text[s.at : s.at+n]); m > 0 && m <= 4 && n-m >= 3 && grammar().month(s.text[s.at:s.at+n-m]) {
		s.emitWord(n - m) // "Feb13"
		s.emit(Figure, m)
		return
	}
	if s.apostrophe(n) || s.runTogether(n) {
		return
	}
	s.emitWord(n)
	s.hyphen()
}

// longestRun is the letters of the longest word that is two.
const longestRun = 9

// runTogether cuts two words that are typed as one: "dont", "jai".
func (s *scanner) runTogether(n int) bool {
	if n > longestRun {
		return false
	}
	var b [2 * longestRun]byte
	two, ok := grammar().run[string(appendFold(b[:0], s.text[s.at:s.at+n]))]
	if !ok || two.at >= n {
		return false
	}
	s.emitAs(Word, two.at, two.first)
	s.emitAs(Word, n-two.at, two.second)
	s.hyphen()
	return true
}

func digitsAtEnd(s string) int {
	n := 0
	for n < len(s) && isDigit(s[len(s)-1-n]) {
		n++
	}
	return n
}

// initials reads "p.m." and "A.D." as one word without dots.
func (s *scanner) initials() int {
	t := s.text[s.at:]
	n, letters := 0, 0
	for n+1 < len(t) && isLower(t[n]|0x20) && t[n+1] == '.' {
		n, letters = n+2, letters+1
	}
	if n > 0 && n < len(t) && isLower(t[n]|0x20) {
		if n+1 < len(t) && (isLower(t[n+1]|0x20) || isDigit(t[n+1]) || t[n+1] >= utf8.RuneSelf) {
			return 0 // "e.g.something"
		}
		n, letters = n+1, letters+1 // "p.m"
	}
	if letters < 2 {
		return 0
	}
	s.emitAs(Word, n, s.folded(strings.ReplaceAll(t[:n], ".", "")))
	return n
}

// apostropheLen is how many bytes the apostrophe at i has, 0 for none.
func (s *scanner) apostropheLen(i int) int {
	switch {
	case i >= len(s.text):
		return 0
	case s.text[i] == '\'':
		return 1
	case strings.HasPrefix(s.text[i:], "’"), strings.HasPrefix(s.text[i:], "ʼ"):
		return len(s.text[i:]) - len(strings.TrimLeft(s.text[i:], "’ʼ"))
	}
	return 0
}

// elided reports whether the n letters from at lead an apostrophe and a word,
// as after a figure in "15d'avril": they are then read as words are.
func (s *scanner) elided(n int) bool {
	a := s.apostropheLen(s.at + n)
	return a > 0 && s.letters(s.at+n+a, true) > 0
}

// apostrophe cuts a word of n letters that an apostrophe follows: "l'équipe"
// is "l'" and "équipe", "don't" is "do" and "n't", "aujourd'hui" stays whole.
func (s *scanner) apostrophe(n int) bool {
	a := s.apostropheLen(s.at + n)
	if a == 0 {
		return false
	}
	m := s.letters(s.at+n+a, true)
	g := grammar()
	s.buf = appendFold(s.buf[:0], s.text[s.at:s.at+n])
	if m == 0 {
		if g.elisions[string(s.buf)] && s.at+n+a < len(s.text) && !s.lastQuote() { // "l' équipe"
			s.elision(n + a)
			return true
		}
		return false
	}
	head := len(s.buf)
	s.buf = append(s.buf, '\'')
	s.buf = appendFold(s.buf, s.text[s.at+n+a:s.at+n+a+m])
	clitic := g.clitics[string(s.buf[head+1:])]
	switch whole := string(s.buf); {
	case g.whole[whole]:
		s.emitAs(Word, n+a+m, whole)
		s.hyphen()
	case g.elisions[string(s.buf[:head])]:
		s.elision(n + a)
	case g.negated[whole] != "": // don't, can't, won't
		verb := n - 1
		if strings.HasSuffix(whole[:head], "n") && g.negated[whole] != whole[:head] {
			s.emitAs(Word, verb, g.negated[whole])
			s.emitAs(Word, 1+a+m, "not")
		} else { // "can't": the n belongs to both
			s.emitAs(Word, n, g.negated[whole])
			s.emitAs(Word, a+m, "not")
		}
	case clitic != "":
		s.emitWord(n)
		s.emitAs(Word, a+m, clitic)
	default:
		return false
	}
	return true
}

// lastQuote reports whether a single quote is open here.
func (s *scanner) lastQuote() bool {
	return len(s.open) > 0 && s.tokens[s.open[len(s.open)-1]].Fold == "'"
}

// elision emits "l'" with a plain apostrophe.
func (s *scanner) elision(n int) {
	s.buf = append(appendFold(s.buf[:0], s.text[s.at:s.at+s.letters(s.at, true)]), '\'')
	fold, ok := grammar().spelt[string(s.buf)]
	if !ok {
		fold = string(s.buf)
	}
	s.emitAs(Word, n, fold)
}

// hyphen steps over a hyphen inside a word, so that "check-in" is two tokens
// of which the second is Joined. Between figures it is a sign.
func (s *scanner) hyphen() {
	n := 0
	switch {
	case s.at >= len(s.text):
		return
	case s.text[s.at] == '-':
		n = 1
	case strings.HasPrefix(s.text[s.at:], "‑"), strings.HasPrefix(s.text[s.at:], "–"):
		n = 3
	}
	if n == 0 || s.at+n >= len(s.text) {
		return
	}
	after := s.text[s.at+n]
	last := s.text[s.at-1]
	if isDigit(after) && isDigit(last) || !isDigit(after) && s.letters(s.at+n, false) == 0 {
		return
	}
	if linkLen(s.text[s.at+n:]) > 0 {
		return
	}
	s.at += n
	count := len(s.tokens)
	s.next()
	if len(s.tokens) > count {
		s.tokens[count].Joined = true
		s.tokens[count].Glued = false
	}
}

// SpanOf is the stretch that tokens cover of a text of so many bytes; where there
// are none, the place where they would be.
func SpanOf(tokens []Token, from, to, size int) Span {
	switch {
	case from < to:
		return Span{From: tokens[from].Span.From, To: tokens[to-1].Span.To}
	case from < len(tokens):
		size = tokens[from].Span.From
	}
	return Span{From: size, To: size}
}

// Capital reports whether a word is written as a name is.
func Capital(w string) bool { return w[0] >= 'A' && w[0] <= 'Z' }

// Letter reports whether a rune is a letter of a word.
func Letter(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r > 0xBF }
