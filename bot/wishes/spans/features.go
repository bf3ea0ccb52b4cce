package spans

import "strconv"

// Features are those of each word: itself and its neighbours, its ends, what is
// known of them, and each of the nearest together with the wish of the clause.
func Features(words []Word, wish string) [][]uint32 {
	out := make([][]uint32, len(words))
	for i := range words {
		add := func(f uint32) { out[i] = append(out[i], f) }
		plain(words, i, add)
		wished(wish)(words, i, add)
	}
	return out
}

// seen is how far from a word its neighbours count.
const seen = 3

// The beginnings of the features that have a place in them: of a neighbour's
// word, and of what is known of it.
var placed, marked = func() (words, marks [2*seen + 1]uint32) {
	for d := -seen; d <= seen; d++ {
		words[d+seen], marks[d+seen] = hash(strconv.Itoa(d)), hash("m"+strconv.Itoa(d))
	}
	return words, marks
}()

// around gives a word by its index, and what stands beyond the ends.
func around(words []Word, i int) *Word {
	switch {
	case i < 0:
		return &first
	case i >= len(words):
		return &last
	}
	return &words[i]
}

var first, last = Word{Fold: "^"}, Word{Fold: "$"}

// plain tells the features of a word that do not hang on the wish.
func plain(words []Word, i int, add func(uint32)) {
	for d := -seen; d <= seen; d++ {
		o := around(words, i+d)
		add(row(more(placed[d+seen], o.Fold)))
		if d >= -2 && d <= 2 {
			for _, mark := range o.Marks {
				add(row(more(marked[d+seen], mark)))
			}
		}
	}
	w, before, after := around(words, i), around(words, i-1), around(words, i+1)
	add(row(hash("-1,0", before.Fold, w.Fold)))
	add(row(hash("0,1", w.Fold, after.Fold)))
	add(row(hash("-2,-1", around(words, i-2).Fold, before.Fold)))
	add(row(hash("1,2", after.Fold, around(words, i+2).Fold)))
	if n := len(w.Fold); n > 3 {
		add(row(hash("pre", w.Fold[:3])))
		add(row(hash("suf", w.Fold[n-3:])))
	}
	for _, mark := range w.Marks {
		for _, other := range before.Marks {
			add(row(hash("m-1,0", other, mark)))
		}
	}
}

// wished tells those that do.
func wished(wish string) func(words []Word, i int, add func(uint32)) {
	return func(words []Word, i int, add func(uint32)) { withWish(words, i, wish, add) }
}

func withWish(words []Word, i int, wish string, add func(uint32)) {
	add(row(hash("bias", wish)))
	for d := -2; d <= 2; d++ {
		o := around(words, i+d)
		add(row(more(more(placed[d+seen], o.Fold), wish)))
		if d >= -1 && d <= 1 {
			for _, mark := range o.Marks {
				add(row(more(more(marked[d+seen], mark), wish)))
			}
		}
	}
	if i == 0 {
		add(row(hash("first", wish)))
	}
}

// hash is FNV-1a over words, a space behind each.
func hash(parts ...string) uint32 {
	h := uint32(2166136261)
	for _, s := range parts {
		h = more(h, s)
	}
	return h
}

// more goes on with a hash.
func more(h uint32, s string) uint32 {
	for i := range len(s) {
		h = (h ^ uint32(s[i])) * 16777619
	}
	return (h ^ ' ') * 16777619
}

// row is the row of a hash.
func row(h uint32) uint32 { return (h ^ h>>15) % rows }
