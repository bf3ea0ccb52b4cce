package language

// Times is what the words of a text mean, token by token.
type Times struct{ at [][]Reading }

// At gives the readings that begin with a token, longest first.
func (t *Times) At(i int) []Reading {
	if t == nil || i < 0 || i >= len(t.at) {
		return nil
	}
	return t.at[i]
}

// ReadTimes reads all that tokens say of time, once for all positions.
func ReadTimes(tokens []Token, c Context) *Times {
	return &Times{}
}

// Whole reads a text that is nothing but words of time; ok is false where any
// word is left over. It also takes what means a date only where one is asked
// for: "15", "17 2".
func Whole(text string, c Context) (r Reading, ok bool) {
	return Reading{}, false
}
