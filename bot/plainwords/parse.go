package plainwords

import (
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
)

// Parse splits a line into a command's arguments.
func Parse(s *bot.Spec, line string) bot.Args {
	args, _ := Read(s, line)
	return args
}

// maxDateWords is how many words a date can have: "le deuxième vendredi" has
// fewer than "on the third of march in 2026".
const maxDateWords = 8

// maxKeyed is how many words a line may have in which keys and days are looked
// for: what is longer is prose, and taking it apart would take long.
const maxKeyed = 100

// Read splits a line into a command's arguments. The link and what keys
// introduce are taken out first, then a range of days; numbers and horizons
// come off the front; the first argument of words takes what is left. rest is
// what no argument took.
func Read(s *bot.Spec, line string) (args bot.Args, rest string) {
	args = bot.Args{}
	line = strings.TrimSpace(strings.TrimPrefix(strings.TrimSpace(line), ":")) // "goal add: learn SQL"
	if name := s.Has(bot.LinkArg); name != "" {
		if link, rest, ok := takeLink(line); ok {
			args[name] = link
			line = rest
		}
	}
	if from, to, ok := span(s); ok {
		if a, b, ok := TakeRange(line); ok {
			args[from], args[to] = a, b
			return args, ""
		}
	}
	line = takeKeys(s, line, args)
	line = takeLastDate(s, line, args)
	for _, a := range s.Args {
		if line == "" {
			break
		}
		if _, given := args[a.Name]; given || (len(a.Keys) > 0 && a.Type != bot.HorizonArg) {
			continue
		}
		first, rest, _ := strings.Cut(line, " ")
		switch a.Type {
		case bot.LinkArg:
		case bot.NumberArg:
			if n := strings.Trim(strings.TrimPrefix(first, "n°"), "#.:,"); bot.IsNumber(n) {
				args[a.Name], line = n, strings.TrimSpace(rest)
			} else if a.Required {
				args[a.Name], line = line, ""
			}
		case bot.HorizonArg:
			if h, rest, ok := TakeHorizon(line); ok {
				args[a.Name], line = string(h), rest
			} else if a.Required {
				args[a.Name], line = line, ""
			}
		default:
			args[a.Name], line = line, ""
		}
	}
	return args, line
}

// span names the two days of a command that takes a range of them.
func span(s *bot.Spec) (from, to string, ok bool) {
	var days []string
	for _, a := range s.Args {
		if a.Type != bot.DateArg && a.Type != bot.HorizonArg {
			return "", "", false
		}
		if a.Type == bot.DateArg {
			days = append(days, a.Name)
		}
	}
	if len(days) != 2 {
		return "", "", false
	}
	return days[0], days[1], true
}

// takeKeys cuts "KEY value" pieces out of a line. A value ends where another
// key begins; that of a date, where the date does. A key whose value cannot be
// one ("hands on labs" is no day) stays a word of the line.
func takeKeys(s *bot.Spec, line string, args bot.Args) string {
	keyed := false
	for _, a := range s.Args {
		keyed = keyed || len(a.Keys) > 0
	}
	if !keyed {
		return line
	}
	f := strings.Fields(line)
	if len(f) > maxKeyed {
		return line
	}
	var left []string
	for i := 0; i < len(f); {
		a, n := key(s, f[i:], args)
		if n == 0 {
			left = append(left, f[i])
			i++
			continue
		}
		end := i + n
		for end < len(f) {
			if next, m := key(s, f[end:], args); m > 0 && next != a && end > i+n {
				break
			}
			end++
		}
		value := f[i+n : end]
		switch a.Type {
		case bot.DateArg:
			value = dateIn(value)
		case bot.HorizonArg:
			if _, rest, ok := TakeHorizon(strings.Join(value, " ")); ok {
				value = value[:len(value)-len(strings.Fields(rest))]
			} else {
				value = nil
			}
		}
		if len(value) == 0 {
			left = append(left, f[i])
			i++
			continue
		}
		args[a.Name] = strings.Trim(strings.Join(value, " "), " ,;")
		i += n + len(value)
	}
	return strings.Trim(strings.Join(left, " "), " ,;")
}

// key finds the argument whose key f begins with, the longest key first, and
// how many words the key has; 0: none that is not given yet.
func key(s *bot.Spec, f []string, args bot.Args) (arg *bot.Arg, n int) {
	for i, a := range s.Args {
		if _, given := args[a.Name]; given {
			continue
		}
		for _, k := range a.Keys {
			words := strings.Fields(bot.Fold(k))
			if len(words) <= n || len(words) >= len(f) {
				continue
			}
			same := true
			for j, w := range words {
				same = same && strings.TrimSuffix(bot.Fold(f[j]), ":") == w
			}
			if same {
				arg, n = &s.Args[i], len(words)
			}
		}
	}
	return arg, n
}

// dateIn is the words at the front of f that are a date, or want to be one
// and are not (so that the command can say what is wrong); none where f
// begins like no date.
func dateIn(f []string) []string {
	for n := min(maxDateWords, len(f)); n > 0; n-- {
		if Never[bare(strings.Join(f[:n], " "))] || isDate(strings.Join(f[:n], " ")) {
			return f[:n]
		}
	}
	for n := 0; n < min(3, len(f)); n++ { // "on the 31st of february"
		if w := bare(f[n]); LooksLikeDate(w) {
			return f
		} else if !filler.MatchString(w) {
			return nil
		}
	}
	return nil
}

// someToday stands for today where only the form of a date matters.
var someToday = time.Date(2026, 6, 15, 0, 0, 0, 0, time.UTC)

// isDate reports whether words can be read as a day, whatever day it is.
func isDate(s string) bool {
	if len(s) > 80 || strings.HasSuffix(s, ",") {
		return false
	}
	for _, lean := range []Lean{Past, Future} {
		if _, _, err := ParseDate(s, someToday, careers.French, lean); err == nil {
			return true
		}
	}
	return false
}

// takeLastDate takes a day at the end of a line without a key: "cert add gtm
// yesterday". Short words alone (SAT, MAR, May) may be part of a name.
func takeLastDate(s *bot.Spec, line string, args bot.Args) string {
	name := ""
	for _, a := range s.Args {
		if a.Type == bot.DateArg && name == "" {
			name = a.Name
		}
	}
	if name == "" || args[name] != "" || s.Has(bot.CertArg) == "" {
		return line
	}
	f := strings.Fields(line)
	for n := min(maxDateWords, len(f)-1); n > 0; n-- {
		said := strings.Join(f[len(f)-n:], " ")
		if n == 1 && (len(said) < 4 || bot.IsNumber(said)) {
			break
		}
		if isDate(said) {
			args[name] = said
			return strings.Trim(strings.Join(f[:len(f)-n], " "), " ,;:")
		}
	}
	return line
}

// between are the words that stand between the two days of a range, and
// opening those that stand before the first.
var (
	between = Words("to until till til through thru - and back return returning au jusqu'au jusqu'a a et reviens retour")
	opening = Words("from between du entre des le starting on leaving")
)

// TakeRange splits words into the two days of a range: "3 august to 10
// august", "from 3 to 10 august", "du 3 au 10 août", "2026-08-03 2026-08-10",
// "until friday". A day that leaves out its month gets the other's.
func TakeRange(line string) (from, to string, ok bool) {
	f := strings.Fields(strings.NewReplacer("–", " - ", "—", " - ", "→", " - ", "..", " - ", ",", " ").Replace(line))
	for len(f) > 1 && opening[bare(f[0])] {
		f = f[1:]
	}
	if len(f) > 3*maxDateWords {
		return "", "", false
	}
	if len(f) > 1 && (bare(f[0]) == "until" || bare(f[0]) == "till" || strings.HasPrefix(bot.Fold(f[0]), "jusqu'")) {
		if said := strings.Join(f[1:], " "); isDate(said) {
			return "today", said, true
		}
	}
	for i, w := range f { // 3-10 august
		if a, b, two := strings.Cut(w, "-"); two && bot.IsNumber(a) && bot.IsNumber(b) && len(a) <= 2 && len(b) <= 2 && i+1 < len(f) {
			if month := strings.Join(f[i+1:], " "); isDate(b + " " + month) {
				return a + " " + month, b + " " + month, true
			}
		}
	}
	for i := 1; i+1 < len(f); i++ {
		if !between[bare(f[i])] && f[i] != "-" {
			continue
		}
		right := f[i+1:]
		for len(right) > 1 && (between[bare(right[0])] || opening[bare(right[0])] || bare(right[0]) == "le") {
			right = right[1:]
		}
		if a, b, ok := completed(strings.Join(f[:i], " "), strings.Join(right, " ")); ok {
			return a, b, true
		}
	}
	for i := 1; i < len(f); i++ {
		a, b := strings.Join(f[:i], " "), strings.Join(f[i:], " ")
		if isDate(a) && isDate(b) {
			return a, b, true
		}
	}
	return "", "", false
}

// completed gives a day without a month ("3", "le 3", "monday 3") that of the other.
func completed(a, b string) (from, to string, ok bool) {
	switch dayA, dayB := isDate(a), isDate(b); {
	case dayA && dayB:
		return a, b, true
	case dayB:
		if month := monthOf(b); month != "" && isDate(a+" "+month) {
			return a + " " + month, b, true
		}
	case dayA:
		if month := monthOf(a); month != "" && isDate(b+" "+month) {
			return a, b + " " + month, true
		}
	}
	return "", "", false
}

// monthOf is the words of a date from its month's name on: "august 2026".
func monthOf(date string) string {
	f := strings.Fields(date)
	for i, w := range f {
		if _, ok := months[bare(w)]; ok {
			if i+1 < len(f) && len(f[i+1]) == 4 {
				return w + " " + f[i+1]
			}
			return w
		}
	}
	return ""
}

// takeLink finds the first address in a line.
func takeLink(line string) (link, rest string, ok bool) {
	for _, w := range strings.Fields(line) {
		bare := strings.TrimRight(strings.Trim(w, "<>"), ".,;")
		if low := strings.ToLower(bare); strings.HasPrefix(low, "https://") || strings.HasPrefix(low, "http://") {
			return bare, strings.Trim(strings.Replace(line, w, "", 1), " ,;:"), true
		}
	}
	return "", line, false
}
