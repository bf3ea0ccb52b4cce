package discord

import (
	"strings"
	"unicode/utf8"
)

// units counts as Discord's clients do, in UTF-16: never less than code points.
func units(s string) int {
	n := 0
	for _, r := range s {
		if n++; r > 0xFFFF {
			n++
		}
	}
	return n
}

// shorten cuts a label to what Discord takes, and says so by an ellipsis. It
// is for labels only: text is split.
func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(strings.ToValidUTF8(s, "\uFFFD")), " ")
	if units(s) <= most {
		return s
	}
	n := 1
	for i, r := range s {
		if n += utf8.RuneLen(r)/4 + 1; n > most {
			return strings.TrimRight(s[:i], " ") + "…"
		}
	}
	return s
}

// flow shows blocks as pieces of markdown, each at most limit units, and
// whether each follows the one before tightly.
func flow(blocks []block, limit int) []piece {
	var out []piece
	for _, b := range blocks {
		tight := b.tight
		prefix := b.prefix
		for _, s := range splitRuns(b.runs, limit-units(prefix)) {
			if strings.TrimSpace(s) == "" {
				continue
			}
			out = append(out, piece{prefix + s, tight})
			prefix, tight = strings.Repeat(" ", len(prefix)), true
		}
	}
	return out
}

type piece struct {
	text  string
	tight bool
}

// splitRuns writes runs in stretches of at most limit units, broken between
// words where there are any. Marks are closed and opened again at each break.
func splitRuns(runs []run, limit int) []string {
	if s := write(runs); units(s) <= limit {
		return []string{s}
	}
	var out []string
	var now []run
	used := 0 // units of now, or a little more: neighbours of one style share their marks
	flush := func() {
		out = append(out, strings.TrimSpace(write(now)))
		now, used = nil, 0
	}
	for _, r := range runs {
		for rest := r.text; rest != ""; {
			fits := fit(r, rest, limit-used, used == 0)
			if fits == "" && used > 0 {
				flush()
				continue
			}
			if fits == "" { // not even one rune with its marks: without them
				r = run{}
				if fits = fit(r, rest, limit, true); fits == "" {
					return append(out, "…")
				}
			}
			part := r
			part.text = fits
			now = append(now, part)
			used += units(styled(part, fits))
			if rest = rest[len(fits):]; rest != "" {
				flush()
				rest = strings.TrimLeft(rest, " ")
			}
		}
	}
	if len(now) > 0 {
		out = append(out, strings.TrimSpace(write(now)))
	}
	return out
}

// fit gives as much of s as has room: whole if it fits, else up to a line or
// word break, else (where it opens a piece) up to any rune.
func fit(style run, s string, room int, opens bool) string {
	ok := func(n int) bool { return units(styled(style, s[:n])) <= room }
	if room <= 0 {
		return ""
	}
	if len(s) <= 3*room && ok(len(s)) { // a unit is at most 3 bytes
		return s
	}
	lo, hi := 0, min(len(s), 3*room)
	for lo < hi {
		mid := (lo + hi + 1) / 2
		for mid < len(s) && !utf8.RuneStart(s[mid]) {
			mid--
		}
		if mid <= lo {
			break
		}
		if ok(mid) {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	if at := strings.LastIndexByte(s[:lo], '\n'); at > lo/2 {
		return s[:at+1]
	}
	if at := strings.LastIndexByte(s[:lo], ' '); at > 0 && (at > lo/2 || !opens) {
		return s[:at+1]
	}
	if !opens && lo < 40 {
		return ""
	}
	return s[:lo]
}
