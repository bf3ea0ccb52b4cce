package values

import (
	"cmp"
	"strings"

	"mentor/bot"
)

// like says which wish has its values marked as another's are.
var like = map[string]string{"step.add": "goal.steps", "cert.add": "cert.passed", "cert.renew": "cert.passed", "cert.renewed": "cert.passed", "cert.expired": "cert.expires",
	"goal.postpone": "goal.due", "target.within": "target.set", "fact.role": "role.new", "moved": "zone", "profile.language": "language", "schedule.quiet": "quiet"}

// marksOf says which marked words hold the values of a type of slot.
var marksOf = map[string]string{"goal": "goal", "goals": "goal", "mycert": "cert", "cert": "cert", "certs": "cert", "role": "title", "job": "title",
	"date": "when", "span": "when", "when": "when", "clock": "when", "clocks": "when", "duration": "when", "horizon": "horizon", "zone": "place",
	"link": "link", "tongue": "lang", "text": "text", "name": "text"}

// MarkOf says which marked words hold the values of a slot: of two days of a certification one is when it
// runs out, and of the words that are kept as they are only those that say what.
func MarkOf(name, kind string) string {
	base := strings.TrimRight(kind, "+-")
	switch {
	case name == "expires" || name == "valid":
		return "expires"
	case base == "name" && name != "what" && name != "text":
		return ""
	}
	return marksOf[base]
}

// MarkedAs is the wish whose values are marked as those of another are.
func MarkedAs(name string) string { return cmp.Or(like[name], name) }

// Correctable are the kinds of values that a correction of a verb may hold, by
// the argument that they stand for.
var Correctable = map[string][]string{
	"goal.done": {"number"}, "goal.drop": {"number"}, "goal.due": {"day", "number"}, "goal.move": {"horizon", "number"}, "goal.edit": {"number"},
	"goal.add": {"day", "horizon"}, "remind": {"day", "clock"}, "schedule": {"when", "clock", "day"}, "pause": {"span"}, "away": {"span"},
	"schedule.quiet": {"clocks"}, "cert.add": {"past", "cert"}, "profile.set": {"role", "target", "zone", "language"},
}

// SameAs reports whether a value is the one of the last change.
func SameAs(was bot.Args, key, value string) bool {
	switch key {
	case "span":
		return strings.HasPrefix(value, was["from"]+"/"+was["to"]+"|")
	case "cert", "role", "target":
		return bot.Fold(value) == bot.Fold(was[key])
	}
	return was[key] == value
}
