package bot

// rooms is every command, press and form of the mentor, in the order of help.
// It is filled in init, since help lists the very table that it stands in.
var rooms []room

func init() {
	rooms = []room{
		startRoom(),
		askRoom(),
		profileRoom(),
		pathRoom(),
		quizRoom(),
		goalRoom(),
		certRoom(),
		checkInRoom(),
		nudgeRoom(),
		scheduleRoom(),
		pauseRoom(),
		progressRoom(),
		homeRoom(),
		selfRoom(),
		plainRoom(),
		heardRoom(),
		growthRoom(),
		helpRoom(),
	}
}
