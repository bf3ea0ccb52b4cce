package linear

import "math/bits"

// Places finds sorted hashes: those with the same first bits lie side by side,
// so that one look tells where. A map takes ten times as much memory.
type Places struct {
	keys  []uint32
	from  []uint32 // by first bits, where their keys begin, and the end
	shift int
}

// PlacesOf prepares sorted hashes.
func PlacesOf(keys []uint32) Places {
	n := min(bits.Len(uint(len(keys))), 31) // about one key for each
	p := Places{keys: keys, from: make([]uint32, 1<<n+1), shift: 32 - n}
	for _, k := range keys {
		p.from[k>>p.shift+1]++
	}
	for i := range 1 << n {
		p.from[i+1] += p.from[i]
	}
	return p
}

// Of is the place of a key among all.
func (p *Places) Of(key uint32) (place int, ok bool) {
	from, to := p.near(key)
	for i := from; i < to; i++ {
		if p.keys[i] == key {
			return int(i), true
		}
	}
	return 0, false
}

// near is between which places a key is, if it is anywhere.
func (p *Places) near(key uint32) (from, to uint32) {
	first := key >> p.shift
	return p.from[first], p.from[first+1]
}
