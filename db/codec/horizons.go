package codec

import (
	"strings"

	"mentor/bot/people"
)

// JoinHorizons writes horizons as they are stored: "0-1,1-3".
func JoinHorizons(hs []people.Horizon) string {
	parts := make([]string, len(hs))
	for i, h := range hs {
		parts[i] = string(h)
	}
	return strings.Join(parts, ",")
}

// SplitHorizons reads what JoinHorizons wrote.
func SplitHorizons(s string) []people.Horizon {
	if s == "" {
		return nil
	}
	var hs []people.Horizon
	for part := range strings.SplitSeq(s, ",") {
		hs = append(hs, people.Horizon(part))
	}
	return hs
}
