package people

import "time"

// Outcome is what came of a goal whose time is over, in the person's view.
type Outcome string

// The outcomes. They are counted of nobody.
const (
	OutcomeReached  Outcome = "reached"
	OutcomePartly   Outcome = "partly"
	OutcomeMissed   Outcome = "missed"
	OutcomeUnwanted Outcome = "unwanted" // no longer wanted
)

// Outcomes lists them as they are asked for.
var Outcomes = []Outcome{OutcomeReached, OutcomePartly, OutcomeMissed, OutcomeUnwanted}

// MaxReached is how long a sentence "reached when" may be, in characters.
const MaxReached = 200

// EndOf is the local date on which a goal's time is over: the day that it is
// due, else the end of its horizon, seen from the day it was set.
func EndOf(g Goal, zone string) string {
	if g.Due != "" {
		return g.Due
	}
	years := map[Horizon]int{Year1: 1, Years3: 3, Years5: 5}[g.Horizon]
	return g.Created.In(Location(zone)).AddDate(years, 0, 0).Format(time.DateOnly)
}

// AsksOutcome reports whether what came of a goal is to be asked: its time is
// over, and nobody has answered for that end yet.
func AsksOutcome(g Goal, zone, today string) bool {
	end := EndOf(g, zone)
	return g.State == Open && end <= today && g.Ended != end
}
