package careers

// Problem is a fault in the content, for an editor to mend.
type Problem struct {
	Place Place
	About string // what it is about, as topic/solutions-architect/overview
	What  string
}

// Check finds what is wrong with the content.
func Check(c *Content) []Problem { return nil }
