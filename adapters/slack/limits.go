package slack

// Slack's limits, in characters unless the name says otherwise
// (docs.slack.dev, Block Kit reference; text is counted in Unicode characters).
const (
	maxMessageBlocks   = 50
	maxViewBlocks      = 100
	maxFallbackRunes   = 4000 // a message's text: recommended, cut by Slack far beyond
	maxSectionRunes    = 3000
	maxHeaderRunes     = 150
	maxContextRunes    = 2000
	maxValueRunes      = 1900 // a button's value, less what stands before a topic
	maxButtonRunes     = 75
	maxOptionRunes     = 75
	maxDescriptRunes   = 75
	maxOptionValueLen  = 150
	maxMenuOptions     = 100
	maxActionsElements = 25
	maxPlaceholder     = 150
	maxLinkRunes       = 3000
	maxActionIDLen     = 255
	maxViewTitleRunes  = 24
	maxLabelRunes      = 2000
	maxHintRunes       = 150 // it is the placeholder; hints may hold 2,000
	maxInputRunes      = 3000
	maxErrorRunes      = 2000
	maxTableRows       = 100
	maxTableColumns    = 20
	maxTableRunes      = 10000 // all cells of a table together
	maxPrompts         = 4     // suggested prompts of an assistant pane
	maxThreadTitle     = 100
	maxAltRunes        = 2000
	maxSuggestions     = 100
)

// Limits of our own making.
const (
	// Slack refuses a message whose blocks hold more than about 13,200
	// characters, counting more than the text itself (bolt-js#2509, #2867:
	// 11,341 characters of rich text were refused); 8,000 have been fine.
	messageRunes = 8000
	// A stretch of rich text in one block; more is hard to read, and as a
	// plain section it has to fit maxSectionRunes once escaped.
	stretchRunes = 2500
	// Choices up to this many are buttons, more are a menu.
	mostButtons = 8
	// A label up to this fits beside its text on a phone.
	besideRunes = 20
	// A table's cell beyond this makes the table a list.
	maxCellRunes = 500
	// A reply longer than this many messages goes on as a file.
	mostMessages = 5
	// A home tab's text a page; a view may hold 250 KB of JSON.
	homeRunes = 30000
)
