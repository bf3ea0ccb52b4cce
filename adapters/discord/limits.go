package discord

// Limits of what Discord takes, from its reference.
const (
	maxContentRunes     = 2000 // a message's content
	maxLayoutRunes      = 4000 // all texts of a message's components together
	maxParts            = 39   // components of a message, less the container around them
	maxTitleRunes       = 256  // longer ones are no headings
	maxRows             = 5
	maxButtonsARow      = 5
	maxOptions          = 25  // of a select menu, and of a completion
	maxOptionRunes      = 100 // an option's label, value, description; a completion's name and value
	maxCustomIDRunes    = 100
	maxButtonRunes      = 80
	maxPlaceholderRunes = 150
	maxModalTitleRunes  = 45
	maxInputLabelRunes  = 45
	maxInputHintRunes   = 100
	maxInputRunes       = 4000
	maxInputs           = 5    // text inputs of a modal
	maxFiles            = 10   // attachments of a message
	maxAltRunes         = 1024 // an attachment's description
	maxNonceRunes       = 25
	maxFileBytes        = 10 << 20 // without boosts, since 2024
)
