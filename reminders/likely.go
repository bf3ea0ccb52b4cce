package reminders

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sahilm/fuzzy"
	"golang.org/x/text/language"

	"mentor/bot"
	"mentor/bot/people"
)

// up is how many of a hundred who write at the busiest hour write at each hour
// of their own day. Only its shape counts: people at work write by day, some
// write in the evening, hardly anybody at three in the morning.
var up = [24]int{18, 10, 6, 4, 4, 6, 15, 35, 60, 85, 100, 100, 90, 90, 100, 100, 100, 90, 80, 80, 80, 75, 60, 40}

// homes is where speakers of a language live whose client says no country, or
// one that says little: en-US is what Discord's client starts with everywhere.
// The weights are rough; the hour and the person correct them.
var homes = map[string]map[string]int{
	"en": {"America/New_York": 34, "America/Chicago": 19, "America/Los_Angeles": 18, "America/Denver": 5, "America/Toronto": 4,
		"Europe/London": 9, "Europe/Berlin": 7, "Asia/Kolkata": 6, "Asia/Singapore": 3, "Australia/Sydney": 3, "Africa/Lagos": 1,
		"Africa/Johannesburg": 1, "America/Vancouver": 1, "Pacific/Auckland": 1, "Asia/Dubai": 1},
	"fr": {"Europe/Paris": 60, "America/Toronto": 13, "Europe/Brussels": 7, "Europe/Zurich": 4, "Africa/Casablanca": 4, "Africa/Tunis": 3,
		"Africa/Algiers": 3, "Africa/Abidjan": 3, "Africa/Dakar": 2, "Africa/Douala": 2, "Indian/Reunion": 1, "America/Guadeloupe": 1, "Pacific/Noumea": 1},
	"es-419": {"America/Mexico_City": 40, "America/Bogota": 18, "America/Argentina/Buenos_Aires": 18, "America/Lima": 10, "America/Santiago": 10},
}

// What weights count for: at home; a language's where its client names a
// country; English, as everybody's second one; and any zone at all. They are
// whole numbers, so that the order in which they are added up shows nowhere.
const (
	home      = 10_000
	abroad    = 1_000
	elsewhere = 200
	anywhere  = 1
)

// Likely implements bot.Schedules.
func (s *Schedules) Likely(locale string, now time.Time, said string) []people.LikelyZone {
	weights := weigh(locale)
	var minutes []int
	if said != "" {
		if minutes = clockSaid(said); minutes == nil {
			return nil
		}
		// Nobody's home so far, but the clock decides; where most live comes first.
		for _, zones := range readAtlas().byCode {
			for _, zone := range zones {
				weights[zone] += anywhere
			}
		}
		for _, zones := range offsets {
			for i, zone := range zones {
				weights[zone] += anywhere * (len(zones) - i)
			}
		}
	}
	sum := 0
	out := make([]people.LikelyZone, 0, len(weights))
	for zone, w := range weights {
		loc, err := people.Zone(zone)
		if err != nil {
			continue
		}
		local := now.In(loc)
		if minutes != nil && !shows(local, minutes) {
			continue
		}
		if !now.IsZero() {
			w *= up[local.Hour()]
		}
		sum += w
		out = append(out, people.LikelyZone{Zone: zone, Chance: float64(w)})
	}
	slices.SortFunc(out, func(x, y people.LikelyZone) int {
		return cmp.Or(cmp.Compare(y.Chance, x.Chance), strings.Compare(x.Zone, y.Zone))
	})
	for i := range out {
		out[i].Chance /= float64(sum)
	}
	return out
}

// weigh says where those live whose client speaks locale.
func weigh(locale string) map[string]int {
	weights := map[string]int{}
	add := func(from map[string]int, share int) {
		for zone, w := range from {
			weights[zone] += w * share
		}
	}
	tag, err := language.Parse(locale)
	if err != nil {
		tag = language.English
	}
	base, _ := tag.Base()
	region, sure := tag.Region()
	speakers := homes[base.String()]
	if region.String() == "419" { // Latin America
		speakers = homes["es-419"]
	}
	if speakers != nil && (sure != language.Exact || !region.IsCountry() || region.String() == "US") {
		add(speakers, home)
	} else {
		w := 100 * home
		for _, zone := range readAtlas().byCode[region.String()] {
			weights[zone] += w // the likeliest first
			w /= 2
		}
		add(speakers, abroad)
	}
	add(homes["en"], elsewhere)
	return weights
}

// clockWords is a time of day as people say it of now: "15:20", "15h20", "3 pm",
// "it's 3:20 pm here", "il est 15h chez moi".
var clockWords = regexp.MustCompile(`^(?:(?:for me |here |ici |chez moi )?(?:it s |it is |il est |now |maintenant )+)?(?:about |around |environ |vers )?` +
	`(\d{1,2})(?: ?(?:[:.h]|heures?) ?(\d{2})?)? ?(am|pm)?(?: (?:here|ici|now|for me|chez moi|maintenant|o clock))*$`)

// clockSaid reads a time of day, in minutes; two where it may be before or
// after noon, none if the words say something else.
func clockSaid(words string) []int {
	if len(words) > maxZoneWords {
		return nil
	}
	text := strings.NewReplacer("a.m.", "am", "p.m.", "pm", "'", " ", "’", " ", ",", " ").Replace(bot.Fold(bot.Clean(words)))
	text = strings.Join(strings.Fields(strings.Trim(text, " .!?")), " ")
	m := clockWords.FindStringSubmatch(text)
	if m == nil || isDigits(text) {
		return nil // a bare number is a choice, or half of something
	}
	hour, _ := strconv.Atoi(m[1])
	minute, _ := strconv.Atoi(m[2])
	half := m[3]
	if hour > 24 || minute > 59 || half != "" && (hour == 0 || hour > 12) {
		return nil
	}
	at := hour%24*60 + minute
	switch {
	case half == "am":
		return []int{hour%12*60 + minute}
	case half == "pm":
		return []int{(hour%12+12)*60 + minute}
	case hour >= 1 && hour <= 12 && !hourMark.MatchString(text):
		return []int{at, (hour%12+12)*60 + minute}
	}
	return []int{at}
}

// hourMark is the French way, which counts to 24.
var hourMark = regexp.MustCompile(`\d ?h`)

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// clockAbout is how far a time that somebody says may be from their clock:
// people round to the quarter, and take a minute to write.
const clockAbout = 8

// shows reports whether a clock shows one of the times, about.
func shows(local time.Time, minutes []int) bool {
	const day = 24 * 60
	for _, m := range minutes {
		off := (local.Hour()*60 + local.Minute() - m + day) % day
		if min(off, day-off) <= clockAbout {
			return true
		}
	}
	return false
}

// Named implements bot.Schedules: what begins with the words, then what holds
// their letters in order, then what is spelt nearly so.
func (s *Schedules) Named(typed string, most int) []string {
	a := readAtlas()
	name := place(strings.Trim(bot.Clean(typed), " .!?\"`"))
	if name == "" || len(typed) > maxZoneWords {
		return nil
	}
	var out []string
	add := func(zones ...string) {
		for _, zone := range zones {
			if len(out) < most && zone != "" && !slices.Contains(out, zone) {
				out = append(out, zone)
			}
		}
	}
	zone, near := s.Zone(typed)
	add(zone)
	if zone == "" && a.byCountry[name] != nil {
		add(near...)
	}
	var begun []string
	for _, n := range a.names {
		if strings.HasPrefix(n.text, name) {
			begun = append(begun, n.text)
		}
	}
	// The less is left to type the likelier it is meant: Paris before Paramaribo.
	slices.SortStableFunc(begun, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	for _, n := range begun {
		add(a.byName[n])
	}
	for _, country := range slices.Sorted(maps.Keys(a.byCountry)) {
		if len(name) >= 3 && strings.HasPrefix(country, name) {
			add(a.byCountry[country]...)
		}
	}
	if len(name) >= 2 {
		for _, m := range fuzzy.Find(name, a.holding(name)) {
			add(a.byName[m.Str])
		}
	}
	add(near...)
	return out
}
