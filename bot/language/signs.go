package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sign reads a sign of ASCII.
func (s *scanner) sign(c byte) {
	rest := s.text[s.at:]
	switch c {
	case '"':
		s.quote(1, `"`, `"`)
	case '\'':
		// A single quote opens at a word's beginning and closes at its end.
		before := s.at == 0 || s.text[s.at-1] == ' ' || s.text[s.at-1] == '\n' || s.text[s.at-1] == '('
		if before || s.lastQuote() {
			s.quote(1, "'", "'")
		} else {
			s.emit(Punct, 1)
		}
	case '`':
		n := 1
		if strings.HasPrefix(rest, "```") {
			n = 3
		}
		s.code(n)
	case '<':
		if n := angled(rest); n > 0 {
			k := Link
			if rest[1] == '@' || rest[1] == '#' || rest[1] == '!' {
				k = Mention
			}
			s.emit(k, n)
			return
		}
		s.emit(Punct, 1)
	case '@':
		if n := s.letters(s.at+1, true); n > 0 && (s.at == 0 || s.text[s.at-1] == ' ' || s.text[s.at-1] == '\n') && !isDigit(rest[1]) {
			s.emit(Mention, 1+n)
			return
		}
		s.emit(Punct, 1)
	case ':':
		if n := shortcode(rest); n > 0 {
			s.emit(Emoji, n)
			return
		}
		s.emit(Punct, 1)
	case '-', '*', '+':
		if s.lineStart() && len(rest) > 1 && rest[1] == ' ' && !(c == '-' && len(rest) > 2 && isDigit(rest[2])) {
			s.emit(Bullet, 1)
			return
		}
		s.emit(Punct, 1)
	default:
		s.emit(Punct, 1)
	}
}

// rune reads what begins with a byte outside of ASCII.
func (s *scanner) rune() {
	r, n := utf8.DecodeRuneInString(s.text[s.at:])
	switch {
	case r == utf8.RuneError && n <= 1:
		s.emitAs(Punct, 1, "?")
	case r == 0x85 || r == 0x2028 || r == 0x2029:
		s.emitAs(Break, n, "\n")
	case unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF:
		s.at += n
	case unicode.IsLetter(r):
		s.word()
	case r == '«' || r == '“' || r == '„':
		s.quote(n, `"`, `"`)
	case r == '»' || r == '”':
		s.quote(n, `"`, `"`)
	case r == '‘':
		s.quote(n, "'", "'")
	case r == '’':
		if s.lastQuote() {
			s.quote(n, "'", "'")
			return
		}
		s.emitAs(Punct, n, "'")
	case r == '–' || r == '—' || r == '‑' || r == '−':
		if s.lineStart() && r != '−' {
			s.emitAs(Bullet, n, "-")
			return
		}
		s.emitAs(Punct, n, "-")
	case r == '•' || r == '◦' || r == '▪' || r == '·' || r == '‣':
		if s.lineStart() {
			s.emit(Bullet, n)
			return
		}
		s.emit(Punct, n)
	case r == '…':
		s.emitAs(Punct, n, "...")
	case pictured(r):
		s.emit(Emoji, picture(s.text[s.at:]))
	default:
		s.emitAs(Punct, n, foldSlowly(s.text[s.at:s.at+n]))
	}
}

// quote emits a mark that closes the quotation which it can close, else opens one.
func (s *scanner) quote(n int, opens, closes string) {
	if k := len(s.open) - 1; k >= 0 && s.tokens[s.open[k]].Fold == closes && (s.tokens[s.open[k]].Text != "«" || n == 2) {
		s.tokens[s.open[k]].Close = len(s.tokens)
		s.open = s.open[:k]
		s.emitAs(QuoteClose, n, closes)
		return
	}
	if len(s.open) < maxOpenMarks {
		s.open = append(s.open, len(s.tokens))
		s.emitAs(QuoteOpen, n, opens)
		return
	}
	s.emitAs(Punct, n, opens)
}

func (s *scanner) code(n int) {
	if k := len(s.open) - 1; k >= 0 && s.tokens[s.open[k]].Kind == CodeOpen && len(s.tokens[s.open[k]].Text) == n {
		s.tokens[s.open[k]].Close = len(s.tokens)
		s.open = s.open[:k]
		s.emit(CodeClose, n)
		return
	}
	if len(s.open) < maxOpenMarks {
		s.open = append(s.open, len(s.tokens))
		s.emit(CodeOpen, n)
		return
	}
	s.emit(Punct, n)
}

// quotations marks what stands inside of quotation marks or code.
func (s *scanner) quotations() {
	until := 0
	for i := range s.tokens {
		t := &s.tokens[i]
		if i < until {
			t.Quoted = true
		}
		if (t.Kind == QuoteOpen || t.Kind == CodeOpen) && t.Close > until {
			until = t.Close
		}
	}
}

// angled is the length of "<https://…|label>" or "<@U123>", as Slack and
// Discord write them; 0 for anything else.
func angled(s string) int {
	end := strings.IndexByte(s, '>')
	if end < 3 || strings.ContainsAny(s[:end], "\n") {
		return 0
	}
	if strings.IndexByte("@#!", s[1]) >= 0 || strings.HasPrefix(s[1:], "http") || strings.HasPrefix(s[1:], "mailto:") {
		return end + 1
	}
	return 0
}

// shortcode is the length of ":tada:", 0 for anything else.
func shortcode(s string) int {
	i := 1
	for i < len(s) && (isLower(s[i]) || isDigit(s[i]) || s[i] == '_' || s[i] == '-' || s[i] == '+') {
		i++
	}
	if i < 3 || i >= len(s) || s[i] != ':' || !strings.ContainsFunc(s[1:i], unicode.IsLetter) { // "21:00-07:00" has none
		return 0
	}
	return i + 1
}

// linkLen is the length of an address at the beginning of s, 0 for none.
func linkLen(s string) int {
	if len(s) < 5 || s[0]|0x20 != 'h' && s[0]|0x20 != 'w' && s[0]|0x20 != 'm' {
		return 0
	}
	head := strings.ToLower(s[:min(len(s), 8)])
	if !strings.HasPrefix(head, "http://") && !strings.HasPrefix(head, "https://") && !strings.HasPrefix(head, "www.") && !strings.HasPrefix(head, "mailto:") {
		return 0
	}
	end := strings.IndexFunc(s, func(r rune) bool {
		return unicode.IsSpace(r) || r == '>' || r == '<' || r == '"' || r == '»' || r == '`'
	})
	if end < 0 {
		end = len(s)
	}
	return len(strings.TrimRight(s[:end], ".,;:!?)'"))
}

// pictured reports whether a rune is a picture, or part of one.
func pictured(r rune) bool {
	return r >= 0x1F000 && r <= 0x1FAFF || r >= 0x2600 && r <= 0x27BF || r >= 0x2B00 && r <= 0x2BFF || r >= 0x2190 && r <= 0x21FF || r >= 0x2300 && r <= 0x23FF
}

// picture is the length of an emoji with its modifiers and what is joined to it.
func picture(s string) int {
	i := 0
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if i > 0 && r != 0x200D && r != 0xFE0F && !(r >= 0x1F3FB && r <= 0x1F3FF) && !(r >= 0x1F1E6 && r <= 0x1F1FF) && !strings.HasSuffix(s[:i], "\u200d") {
			break
		}
		i += n
	}
	return i
}
