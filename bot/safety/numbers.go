package safety

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
)

//go:embed numbers.yaml
var numbersFile []byte

// defaults is how many entries of numbers.yaml everybody is given.
const defaults = 3

// entry is a country's numbers.
type entry struct {
	Countries []string
	Place     map[string]string
	Line      string            // who listens, at any hour unless the note says when
	Who       map[string]string // their name, before the number
	Note      map[string]string // what is said of the number, after it
	Emergency string
	Region    map[string]string // where the emergency number works
	Zones     []string
	Source    string
	Confirmed string // 2006-01-02
}

var numbers = sync.OnceValue(func() (all []entry) {
	if err := strict(numbersFile, &all); err != nil {
		panic(fmt.Errorf("safety numbers: %w", err)) // the file is part of the program, and a test loads it
	}
	return all
})

// Numbers gives whom to call, and the number in danger right now, as they
// stand in a sentence of lang, plain text. The person's country comes first:
// that of their zone (IANA), else that of their locale (fr-BE); either may be
// empty or unknown.
func Numbers(lang, zone, locale string) (lines, emergency string) {
	all := numbers()
	own := country(zone, locale)
	order := slices.Clone(all[:defaults])
	if own >= 0 {
		order = slices.DeleteFunc(order, func(e entry) bool { return e.Line == all[own].Line && e.Countries[0] == all[own].Countries[0] })
		order = slices.Insert(order, 0, all[own])
	}
	if lang == "fr" {
		return french(order, own)
	}
	// One who calls 911 in Canada needs no other country's 911 beside it.
	told := map[string]bool{}
	var call, danger []string
	for _, e := range order {
		call = append(call, e.Place["en"]+": "+e.Who["en"]+e.Line+e.Note["en"]+".")
		if !told[e.Emergency] {
			told[e.Emergency] = true
			danger = append(danger, e.Emergency+" ("+e.Region["en"]+")")
		}
	}
	return strings.Join(call, " "), strings.Join(danger, ", ")
}

// french is shorter: it names the person's country, and France's number, which
// is also what is said where the country is not known.
func french(order []entry, own int) (lines, emergency string) {
	i := slices.IndexFunc(order, func(e entry) bool { return e.Countries[0] == "FR" })
	home := order[i]
	if own < 0 || order[0].Countries[0] == "FR" {
		return "le " + home.Line + home.Note["fr"] + ".", "le " + home.Emergency
	}
	e := order[0]
	said := func(e entry) string { return e.Place["fr"] + ", " + e.Who["fr"] + "le " + e.Line + e.Note["fr"] }
	danger := "le " + e.Emergency
	if e.Emergency != home.Emergency {
		danger += " (" + e.Region["fr"] + "), le " + home.Emergency + " (" + home.Region["fr"] + ")"
	}
	return said(e) + " ; " + said(home) + ".", danger
}

// country finds the entry of a zone or a locale; -1: none.
func country(zone, locale string) int {
	all := numbers()
	if i := slices.IndexFunc(all, func(e entry) bool { return slices.Contains(e.Zones, zone) }); i >= 0 || zone != "" && zone != "UTC" {
		return i // somebody elsewhere is not where their client's locale says
	}
	_, region, _ := strings.Cut(strings.ReplaceAll(locale, "_", "-"), "-")
	return slices.IndexFunc(all, func(e entry) bool { return slices.Contains(e.Countries, strings.ToUpper(region)) })
}
