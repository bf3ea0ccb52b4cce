package terminal

// A terminal has no limits of its own; these keep a conversation readable and
// the program within its memory.
const (
	// maxLineBytes is how much of one line is taken. The core refuses messages
	// far shorter than this with a clear word; what is beyond is dropped with
	// the line, so that a piped file cannot fill the memory.
	maxLineBytes = 1 << 20
	// widestColumns is how wide text runs on a wide screen: beyond about a
	// hundred characters the eye loses the line.
	widestColumns = 100
	// narrowestColumns is what is assumed of a window too small to read.
	narrowestColumns = 24
	// choicesAPage is how many choices are listed before "0" shows more: the
	// usual 24 lines of a window, less the question above them.
	choicesAPage = 20
	// cellColumns is the least width of a table's column; a table that would
	// need less is shown as one record after the other.
	cellColumns = 18
	// barColumns is the length of a progress bar.
	barColumns = 20
	// teachings is how often in a conversation it is said that choices are
	// numbers: who has read it twice knows.
	teachings = 2
	// historyLines is how many messages the history file keeps.
	historyLines = 500
)
