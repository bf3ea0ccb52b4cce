package reminders

import (
	_ "embed"
	"iter"
	"maps"
	"math/bits"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"
	tag "golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"mentor/bot"
	"mentor/bot/language"
)

//go:generate go run ./internal/zonelist

// zoneList is every IANA zone, a line each, with its country where it has one.
//
//go:embed zones.txt
var zoneList string

// atlas finds zones by what people call them.
type atlas struct {
	byName    map[string]string   // folded IANA name or city → zone
	byCountry map[string][]string // folded country, English or French → zones, the likeliest first
	byCode    map[string][]string // the same by the country's code
	names     []name              // folded keys of byName, for near matches
	countries []name              // those of byCountry
	firsts    map[string]bool     // what any name begins with, in letters
}

// name is what a place is called, with the letters that it has.
type name struct {
	text    string
	letters letters
}

// letters is a set of the bytes of a name: each has one of 64 places.
type letters uint64

func lettersOf(s string) (l letters) {
	for i := range len(s) {
		l |= 1 << (s[i] % 64)
	}
	return l
}

// apart reports whether names with these letters are surely more than limit
// letters away from each other: a change, an addition or a swap brings one
// missing letter at most.
func (l letters) apart(other letters, limit int) bool {
	return bits.OnesCount64(uint64(l&^other)) > limit || bits.OnesCount64(uint64(other&^l)) > limit
}

var readAtlas = sync.OnceValue(func() *atlas {
	a := &atlas{byName: map[string]string{}, byCountry: map[string][]string{}, byCode: map[string][]string{}}
	for _, line := range strings.Split(strings.TrimSpace(zoneList), "\n") {
		zone, code, _ := strings.Cut(line, "\t")
		a.byName[bot.Fold(zone)] = zone
		a.byName[place(zone)] = zone
		city := place(zone[strings.LastIndexByte(zone, '/')+1:])
		// Zones of a country win their city over links to them.
		if area, _, _ := strings.Cut(zone, "/"); area != "Etc" && (code != "" || a.byName[city] == "") {
			a.byName[city] = zone
		}
		if code != "" {
			a.byCode[code] = append(a.byCode[code], zone)
		}
	}
	for city, zone := range cities {
		a.byName[city] = zone
	}
	for code, all := range a.byCode {
		if main, ok := mainZones[code]; ok {
			all = main
			a.byCode[code] = main
		}
		region, err := tag.ParseRegion(code)
		if err != nil {
			continue
		}
		for _, lang := range []tag.Tag{tag.English, tag.French} {
			a.byCountry[place(display.Regions(lang).Name(region))] = all
		}
	}
	for other, code := range countryNames {
		if a.byCountry[other] = mainZones[code]; a.byCountry[other] == nil {
			a.byCountry[other] = a.byCode[code]
		}
	}
	a.names, a.countries = named(a.byName), named(a.byCountry)
	a.firsts = map[string]bool{}
	for _, all := range []iter.Seq[string]{maps.Keys(a.byName), maps.Keys(a.byCountry), maps.Keys(abbreviations)} {
		for text := range all {
			for _, n := range []string{place(text), placeIn(text)} {
				a.firsts[n[:lettersFrom(n, 0)]] = true
			}
		}
	}
	return a
})

// named is the keys of a table, sorted.
func named[T any](of map[string]T) []name {
	var all []name
	for _, text := range slices.Sorted(maps.Keys(of)) {
		all = append(all, name{text, lettersOf(text)})
	}
	return all
}

// parts are what stands between the words of a name.
var parts = strings.NewReplacer("_", " ", "-", " ", "'", " ", ".", " ", "&", "and", "/", " ")

// place makes the names of places comparable.
func place(s string) string {
	if s = bot.Fold(s); strings.ContainsAny(s, "_-'.&/") {
		s = parts.Replace(s)
	}
	return strings.Join(strings.Fields(s), " ")
}

// maxZoneWords is how long the name of a place may be.
const maxZoneWords = 80

// nearest is how many zones are offered where none was found.
const nearest = 5

// Zone implements bot.Schedules. Abbreviations come first: a person in "EST"
// means New York, not the zone of that name, which knows no summer.
func (s *Schedules) Zone(words string) (string, []string) {
	zone, near := s.Place(words)
	if name := placeIn(words); zone == "" && len(near) == 0 && name != "" && len(words) <= maxZoneWords {
		near = readAtlas().near(name)
	}
	return zone, near
}

// Place is Zone for what is written as it should be: words that are none cost
// little, so that every word of a message can be tried.
func (s *Schedules) Place(words string) (string, []string) {
	a := readAtlas()
	if len(words) > maxZoneWords || !a.begins(words) {
		return "", nil
	}
	name := placeIn(words)
	if name == "" {
		return "", nil
	}
	if zone, ok := abbreviations[name]; ok {
		return zone, nil
	}
	if near, ok := offsets[offsetKey(words)]; ok {
		return "", near
	}
	if all := a.byCountry[name]; len(all) == 1 { // before the database's old names of countries
		return all[0], nil
	}
	if zone, ok := a.byName[bot.Fold(strings.TrimSpace(words))]; ok {
		return zone, nil
	}
	if zone, ok := a.byName[name]; ok {
		return zone, nil
	}
	if all := a.byCountry[name]; len(all) > 1 {
		return "", all[:min(nearest, len(all))]
	}
	// "Lyon, France": a city that is known, or else the country.
	if parts := strings.Split(words, ","); len(parts) > 1 {
		for _, part := range parts {
			if zone, near := s.Place(part); zone != "" || len(near) > 0 && a.byCountry[place(part)] != nil {
				return zone, near
			}
		}
	}
	return "", nil
}

// placeIn is the name in words that say where somebody is; empty where there is none.
func placeIn(words string) string {
	name := place(strings.Trim(bot.Clean(words), " .!?\"`"))
	for _, lead := range leads {
		name = strings.TrimPrefix(name, lead)
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, " time"), " timezone")
}

// leads are what people say before a place.
var leads = []string{"i am in ", "i m in ", "i live in ", "in ", "je suis a ", "je vis a ", "j habite a ", "a ", "heure de ", "the "}

// leading are their words.
var leading = func() map[string]bool {
	words := map[string]bool{}
	for _, lead := range leads {
		for _, w := range strings.Fields(lead) {
			words[w] = true
		}
	}
	return words
}()

// begins reports whether words may be a place by how they begin: nearly all
// that are tried are none, and need not be folded for that. What is not plain
// letters may be one.
func (a *atlas) begins(words string) bool {
	if strings.IndexByte(words, ',') >= 0 {
		return true
	}
	var room [maxZoneWords]byte
	for i := 0; i < len(words); {
		if strings.IndexByte(" _-'./", words[i]) >= 0 {
			i++
			continue
		}
		end := lettersFrom(words, i)
		if end == i || end < len(words) && (words[end] < ' ' || words[end] >= utf8.RuneSelf) {
			return true
		}
		first := room[:0]
		for ; i < end; i++ {
			first = append(first, words[i]|0x20)
		}
		if a.firsts[string(first)] {
			return true
		}
		if !leading[string(first)] {
			return false
		}
	}
	return false
}

// lettersFrom is where the plain letters end that begin at a place.
func lettersFrom(s string, at int) int {
	for at < len(s) && (s[at]|0x20) >= 'a' && (s[at]|0x20) <= 'z' {
		at++
	}
	return at
}

// holding is the names that have all the letters of a word, in their order.
func (a *atlas) holding(said string) (all []string) {
	theirs := lettersOf(said)
	for _, n := range a.names {
		if theirs&^n.letters == 0 && n.holds(said) {
			all = append(all, n.text)
		}
	}
	return all
}

// holds reports whether a name has the letters of a word, in their order.
func (n name) holds(said string) bool {
	at := 0
	for i := range len(said) {
		next := strings.IndexByte(n.text[at:], said[i])
		if next < 0 {
			return false
		}
		at += next + 1
	}
	return true
}

// near offers zones whose names are a few letters away, or hold the letters in order.
func (a *atlas) near(said string) []string {
	type hit struct {
		zone string
		d    int
	}
	var hits []hit
	limit, theirs := 1+len(said)/5, lettersOf(said)
	for _, n := range a.names {
		if n.letters.apart(theirs, limit) {
			continue
		}
		if d := language.Distance(said, n.text, limit); d <= limit {
			hits = append(hits, hit{a.byName[n.text], d})
		}
	}
	for _, n := range a.countries {
		if n.letters.apart(theirs, limit) {
			continue
		}
		if d := language.Distance(said, n.text, limit); d <= limit {
			hits = append(hits, hit{a.byCountry[n.text][0], d})
		}
	}
	slices.SortStableFunc(hits, func(x, y hit) int {
		if x.d != y.d {
			return x.d - y.d
		}
		return strings.Compare(x.zone, y.zone)
	})
	var out []string
	add := func(zone string) {
		if len(out) < nearest && !slices.Contains(out, zone) {
			out = append(out, zone)
		}
	}
	for _, h := range hits {
		add(h.zone)
	}
	if len(said) < 3 || len(out) == nearest {
		return out
	}
	all := fuzzy.FindNoSort(said, a.holding(said))
	for len(out) < nearest && len(all) > 0 { // the best few of many: sorting all takes longer
		best := 0
		for i := range all {
			if all[i].Score > all[best].Score {
				best = i
			}
		}
		add(a.byName[all[best].Str])
		all = slices.Delete(all, best, best+1)
	}
	return out
}

// offsetKey reads "UTC+2", "gmt +02:00" and "+2" as "+2".
func offsetKey(words string) string {
	if !strings.ContainsFunc(words, func(r rune) bool { return r == '+' || r == '-' || r >= utf8.RuneSelf }) {
		return ""
	}
	s := strings.ReplaceAll(bot.Fold(words), " ", "")
	s = strings.TrimPrefix(strings.TrimPrefix(s, "utc"), "gmt")
	if s == "" || s[0] != '+' && s[0] != '-' {
		return ""
	}
	sign, rest := s[:1], strings.TrimLeft(s[1:], "0")
	rest = strings.TrimSuffix(rest, ":00")
	return sign + rest
}

// Zones lists every IANA zone.
func Zones() []string {
	var all []string
	for _, line := range strings.Split(strings.TrimSpace(zoneList), "\n") {
		zone, _, _ := strings.Cut(line, "\t")
		all = append(all, zone)
	}
	return all
}
