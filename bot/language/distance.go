package language

import "math/bits"

// maxMeasured is how long a word may be, in bytes, to be measured.
const maxMeasured = 32

// Distance counts the letters to change, add, drop or swap with a neighbour to
// make a of b. What is above limit, or too long to tell, comes back as limit+1.
func Distance(a, b string, limit int) int {
	if a == b {
		return 0
	}
	if len(a)-len(b) > limit || len(b)-len(a) > limit || len(a) > maxMeasured || len(b) > maxMeasured {
		return limit + 1
	}
	if missing, added := lettersOf(a), lettersOf(b); bits.OnesCount32(missing&^added) > limit || bits.OnesCount32(added&^missing) > limit {
		return limit + 1 // a change, an addition or a swap brings one missing letter at most
	}
	var rows [3][maxMeasured + 1]uint8
	before, row, next := &rows[0], &rows[1], &rows[2]
	for j := 0; j <= len(b); j++ {
		row[j] = uint8(j)
	}
	over := uint8(limit + 1)
	for i := 1; i <= len(a); i++ {
		next[0] = uint8(i)
		least := next[0]
		// What is further from the diagonal than limit is above it.
		lo, hi := max(1, i-limit), min(len(b), i+limit)
		if lo > 1 {
			next[lo-1], least = over, over
		}
		if hi < len(b) {
			next[hi+1] = over
		}
		for j := lo; j <= hi; j++ {
			cost := uint8(1)
			if a[i-1] == b[j-1] {
				cost = 0
			}
			d := min(row[j]+1, next[j-1]+1, row[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			next[j] = d
			least = min(least, d)
		}
		if int(least) > limit {
			return limit + 1
		}
		before, row, next = row, next, before
	}
	return min(int(row[len(b)]), limit+1)
}

// lettersOf is a set of the bytes of a word: each has one of 32 places.
func lettersOf(s string) (set uint32) {
	for i := range len(s) {
		set |= 1 << (s[i] % 32)
	}
	return set
}
