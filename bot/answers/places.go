package answers

import "math/bits"

// places finds sorted hashes: those with the same first bits lie side by side,
// so that one look tells where. A map takes ten times as much memory.
type places struct {
	keys  []uint32
	from  []uint32 // by first bits, where their keys begin, and the end
	shift int
}

func placesOf(keys []uint32) places {
	n := min(bits.Len(uint(len(keys))), 31) // about one key for each
	p := places{keys: keys, from: make([]uint32, 1<<n+1), shift: 32 - n}
	for _, k := range keys {
		p.from[k>>p.shift+1]++
	}
	for i := range 1 << n {
		p.from[i+1] += p.from[i]
	}
	return p
}

// of is the place of a key among all.
func (p *places) of(key uint32) (place int, ok bool) {
	first := key >> p.shift
	for i := p.from[first]; i < p.from[first+1]; i++ {
		if p.keys[i] == key {
			return int(i), true
		}
	}
	return 0, false
}
