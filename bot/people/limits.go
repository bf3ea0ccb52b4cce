package people

// Limits of what is said at a check-in, in characters: a next action is a
// sentence, not a plan.
const (
	MaxNext  = 1000
	MaxWhere = 200 // and when
)

// MaxGoal is how long a goal may be, in characters: it stands in lists, and a
// plan of several pages belongs elsewhere.
const MaxGoal = 10_000
