package people

import "time"

// Tick is what a person said of one skill: how many of its deeds they have
// done, or that there was no chance to.
type Tick struct {
	Skill    string // its id in careers
	Deeds    int    // 0 to 2
	NoChance bool
	At       time.Time
}

// Win is something that a person achieved, in their own words.
type Win struct {
	ID    int64
	Date  string // local date 2006-01-02
	Text  string
	Skill string // the id of the skill that it shows; empty: none
	Goal  int64  // Goal.ID of the goal that it serves; 0: none
	At    time.Time
}

// MaxWin is how long an achievement may be, in characters: a line of a CV is
// below 200, and one may write down how it came about.
const MaxWin = 500

// GrowthTx keeps what people said of themselves.
type GrowthTx interface {
	NoteTx
	// PutTick keeps what is said of a skill in place of what was said before.
	PutTick(person PersonID, t Tick) error
	Ticks(person PersonID) ([]Tick, error)
	AddWin(person PersonID, w Win) (Win, error) // sets ID
	SaveWin(person PersonID, w Win) error
	DropWin(person PersonID, id int64) error
	Wins(person PersonID) ([]Win, error) // by their dates
}
