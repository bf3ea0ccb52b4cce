package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// figure reads digits: "31", "1.5", "1,5", and what letters are glued to them.
func (s *scanner) figure() {
	start := s.at
	n := digits(s.text[start:])
	if s.lineStart() && start+n+1 < len(s.text) && n <= 2 && (s.text[start+n] == '.' || s.text[start+n] == ')') && s.text[start+n+1] == ' ' {
		s.emit(Bullet, n+1)
		return
	}
	if m := s.decimal(start, n); m > 0 {
		s.emit(Figure, m+s.dayDot(start, m))
		return
	}
	s.emit(Figure, n)
	// "31st", "9am", "9h30", "14april": the letters are a token of their own.
	if m := s.letters(s.at, false); m > 0 && !s.elided(m) {
		s.emitWord(m)
		return
	}
	s.hyphen()
}

// dayDot is 1 where a full stop right behind "12.06" belongs to it, as the day of
// a month is written from Berlin to Bern, and no sentence ends there: what follows
// is no capital.
func (s *scanner) dayDot(at, n int) int {
	day, month, ok := strings.Cut(s.text[at:at+n], ".")
	rest := s.text[at+n:]
	if !ok || len(day) > 2 || len(month) != 2 || integer(day) < 1 || integer(day) > 31 || integer(month) < 1 || integer(month) > 12 || !strings.HasPrefix(rest, ".") {
		return 0
	}
	after := strings.TrimLeft(rest[1:], " ")
	if next, _ := utf8.DecodeRuneInString(after); rest != "." && (strings.IndexByte(" ,;)", rest[1]) < 0 || unicode.IsUpper(next) && !strings.HasPrefix(after, "I ")) {
		return 0
	}
	return 1
}

// decimal gives the length of "1.5" or "1,5" from at, whose first part has n
// bytes; 0 where more parts follow ("13.5.2015") or one went before.
func (s *scanner) decimal(at, n int) int {
	i := at + n
	if i+1 >= len(s.text) || s.text[i] != '.' && s.text[i] != ',' || !isDigit(s.text[i+1]) {
		return 0
	}
	if at > 0 && strings.IndexByte("./-,", s.text[at-1]) >= 0 && at > 1 && isDigit(s.text[at-2]) {
		return 0
	}
	m := digits(s.text[i+1:])
	end := i + 1 + m
	if end+1 < len(s.text) && strings.IndexByte("./-", s.text[end]) >= 0 && isDigit(s.text[end+1]) {
		return 0
	}
	return end - at
}

func digits(s string) int {
	n := 0
	for n < len(s) && isDigit(s[n]) {
		n++
	}
	return n
}
