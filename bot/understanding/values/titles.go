package values

import (
	"maps"
	"slices"
	"strings"

	"mentor/bot"
)

// SureTitle is how likely a wish is that a title was found for.
const SureTitle = 0.95

// ofJobs are the families of wishes that a title outweighs.
var ofJobs = []string{"role", "target", "fact", "profile"}

// Untitled reports whether a part is news of a job without its title.
func Untitled(p bot.Part) bool { return p.Name == "role.new" && len(p.Slots) == 0 }

// Entitle makes the titles that a message names, the job and the one that is
// aimed at, its first guesses.
func Entitle(u *bot.Understood, titles []bot.Guess) {
	if len(titles) == 0 {
		return
	}
	if i := slices.IndexFunc(u.Parts, heldRole); i >= 0 && len(titles) == 1 && titles[0].Name == "target.set" { // "I work as …, and I'm heading for …"
		titles = []bot.Guess{{Part: u.Parts[i], Likely: SureTitle}, titles[0]}
	}
	all := titles[:1:1]
	for _, g := range u.Guesses {
		if !ofJob(g) && !strings.HasPrefix(g.Name, "cert.") {
			all = append(all, g)
		}
	}
	u.Guesses, u.Wants = all, max(u.Wants, SureTitle)
	u.Parts = slices.DeleteFunc(u.Parts, func(p bot.Part) bool { return Untitled(p) || p.Name == "profile.show" && p.Acts() }) // "…, update my profile"
	if len(titles) > 1 {
		u.Each = append(titles, slices.DeleteFunc(u.Each, ofJob)...)
		return
	}
	for i, g := range u.Each {
		if p := all[0].Part; g.Name == p.Name && g.Clause.Overlaps(p.Clause) {
			maps.Copy(u.Each[i].Slots, p.Slots)
			return
		}
	}
}

func heldRole(p bot.Part) bool {
	_, named := p.Slots["role"]
	return named && p.Name == "fact.role" && p.Mood == bot.PlainMood
}

func ofJob(g bot.Guess) bool {
	about, _, _ := strings.Cut(g.Name, ".")
	return slices.Contains(ofJobs, about)
}

// Sure makes guesses of parts, to be asked about.
func Sure(parts []bot.Part) (all []bot.Guess) {
	for _, p := range parts {
		all = append(all, bot.Guess{Part: p, Likely: 1})
	}
	return all
}
