package language

// Unwrap takes off quotation marks and code marks around a whole message:
// somebody who pastes a command in them means it.
func Unwrap(tokens []Token) []Token {
	for len(tokens) > 2 && tokens[0].Close > 0 {
		end := len(tokens)
		for end > 1 && (tokens[end-1].Kind == Punct || tokens[end-1].Kind == Break) {
			end--
		}
		if tokens[0].Close != end-1 {
			return tokens
		}
		inner := tokens[1 : end-1]
		until := 0
		for i := range inner {
			if inner[i].Close > 0 {
				inner[i].Close--
				if inner[i].Close > until && i >= until {
					inner[i].Quoted = false
					until = inner[i].Close
					continue
				}
			}
			if i >= until {
				inner[i].Quoted = false
			}
		}
		tokens = inner
	}
	return tokens
}
