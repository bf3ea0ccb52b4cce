package reminders

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

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
	names     []string            // folded keys of byName, for near matches
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
	for name := range a.byName {
		a.names = append(a.names, name)
	}
	slices.Sort(a.names)
	return a
})

// place makes the names of places comparable.
func place(s string) string {
	s = strings.NewReplacer("_", " ", "-", " ", "'", " ", ".", " ", "&", "and", "/", " ").Replace(bot.Fold(s))
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
	name := placeIn(words)
	if name == "" || len(words) > maxZoneWords {
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
	for _, lead := range []string{"i am in ", "i m in ", "i live in ", "in ", "je suis a ", "je vis a ", "j habite a ", "a ", "heure de ", "the "} {
		name = strings.TrimPrefix(name, lead)
	}
	return strings.TrimSuffix(strings.TrimSuffix(name, " time"), " timezone")
}

// near offers zones whose names are a few letters away, or hold the letters in order.
func (a *atlas) near(name string) []string {
	type hit struct {
		zone string
		d    int
	}
	var hits []hit
	limit := 1 + len(name)/5
	for _, n := range a.names {
		if d := language.Distance(name, n, limit); d <= limit {
			hits = append(hits, hit{a.byName[n], d})
		}
	}
	for n, all := range a.byCountry {
		if d := language.Distance(name, n, limit); d <= limit {
			hits = append(hits, hit{all[0], d})
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
	if len(name) >= 3 {
		for _, m := range fuzzy.Find(name, a.names) {
			add(a.byName[m.Str])
		}
	}
	return out
}

// offsetKey reads "UTC+2", "gmt +02:00" and "+2" as "+2".
func offsetKey(words string) string {
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
