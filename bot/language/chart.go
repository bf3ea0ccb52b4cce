package language

import (
	"slices"
	"strings"
	"sync"
)

// The chart reads a text from its last token to its first. At each token it
// notes what the token is (the lexicon), then what begins with that: for a rule
// whose first symbol has been found, the rest is looked for among what has been
// found further on, which is complete. So nothing is read twice and nothing is
// tried in vain: the work grows with what there is to read, not with the ways
// to read it.

// Limits that bound the work on any text.
const (
	maxItems  = 300 // found at one token
	maxSame   = 4   // of one symbol that end at one place
	maxSymbol = 16  // in one rule
	maxTokens = 32  // in anything that is found
)

// item is something found: a symbol from a token up to another.
type item struct {
	sym   sym
	cost  uint8
	end   int32
	value int32 // in chart.values
}

// chart is one text's reading.
type chart struct {
	*rules
	tokens []Token
	Context
	today      Date
	items      []item
	first      []int32 // where the items of a token begin; they end where those of the token before begin
	last       []int32
	values     []val
	path       [maxSymbol]int32
	begin, end int // the tokens of the rule that is applied
	leans      bool
}

var charts = sync.Pool{New: func() any { return new(chart) }}

// newChart reads all tokens.
func newChart(tokens []Token, context Context) *chart {
	c := charts.Get().(*chart)
	c.rules, c.tokens, c.Context = grammar(), tokens, context
	c.today, c.leans = DateOf(context.Now), false
	c.items, c.values = c.items[:0], append(c.values[:0], val{})
	c.first, c.last = c.first[:0], c.last[:0]
	for range len(tokens) + 1 {
		c.first, c.last = append(c.first, 0), append(c.last, 0)
	}
	for i := len(tokens) - 1; i >= 0; i-- {
		c.first[i] = int32(len(c.items))
		c.last[i] = c.first[i]
		c.lex(i)
		for j := int(c.first[i]); j < len(c.items) && j < int(c.first[i])+maxItems; j++ {
			it := c.items[j]
			if root := c.roots[it.sym]; root != nil {
				c.path[0] = it.value
				c.walk(root, i, int(it.end), 1, int(it.cost))
			}
		}
		c.last[i] = int32(len(c.items))
	}
	return c
}

// leaning is the Lean, on which something hangs.
func (c *chart) leaning() Lean {
	c.leans = true
	return c.Lean
}

// free gives the chart's memory back.
func (c *chart) free() {
	c.tokens = nil
	charts.Put(c)
}

// walk follows a rule's symbols from the token at pos.
func (c *chart) walk(n *node, from, pos, depth, cost int) {
	for i := range n.done {
		c.apply(&n.done[i], from, pos, cost)
	}
	if pos >= len(c.tokens) || pos-from >= maxTokens {
		return
	}
	for i := range n.kids {
		e := &n.kids[i]
		switch e.sym {
		case symDash:
			if t := &c.tokens[pos]; t.Joined {
				c.walk(e.to, from, pos, depth, cost)
			} else if t.Kind == Punct && t.Fold == "-" {
				c.walk(e.to, from, pos+1, depth, cost)
			}
		case symGlued:
			if c.tokens[pos].Glued {
				c.walk(e.to, from, pos, depth, cost)
			}
		default:
			for j := c.first[pos]; j < c.last[pos]; j++ {
				if it := &c.items[j]; it.sym == e.sym {
					c.path[depth] = it.value
					c.walk(e.to, from, int(it.end), depth+1, cost+int(it.cost))
				}
			}
		}
	}
}

// apply makes a rule's value of what was found.
func (c *chart) apply(r *rule, from, end, cost int) {
	nothing := &c.constants[0]
	a := [4]*val{nothing, nothing, nothing, nothing}
	for i, p := range r.args {
		if p >= 0 {
			a[i] = &c.values[c.path[p]]
		} else {
			a[i] = &c.rules.constants[-p-1]
		}
	}
	v, ok := *a[0], true
	inexact := false
	for i := range r.symbols {
		inexact = inexact || c.values[c.path[i]].inexact
	}
	if r.op != nil {
		c.begin, c.end = from, end
		v, ok = r.op(c, a)
	}
	if !ok {
		return
	}
	v.inexact = inexact
	cost += int(r.cost)
	if r.lang != "" && c.Lang != "" && r.lang != c.Lang {
		cost++
	}
	c.add(from, r.lhs, end, v, min(cost, 250))
}

// add notes what was found at a token, once.
func (c *chart) add(from int, s sym, end int, v val, cost int) {
	if end-from > maxTokens {
		return
	}
	same := 0
	items := c.items[c.first[from]:]
	if len(items) >= maxItems {
		return
	}
	for j := range items {
		it := &items[j]
		if it.sym != s || int(it.end) != end {
			continue
		}
		if equal(&c.values[it.value], &v) {
			it.cost = min(it.cost, uint8(cost))
			return
		}
		if same++; same >= maxSame {
			return
		}
	}
	c.items = append(c.items, item{sym: s, cost: uint8(cost), end: int32(end), value: int32(len(c.values))})
	c.values = append(c.values, v)
}

// equal reports whether two values mean the same.
func equal(a, b *val) bool {
	if a.rec == nil || b.rec == nil || a.rec == b.rec {
		return *a == *b
	}
	same := *b
	same.rec = a.rec
	x, y := a.rec, b.rec
	return *a == same && x.Every == y.Every && x.Interval == y.Interval && x.Workday == y.Workday && x.Weeks == y.Weeks && x.Aligned == y.Aligned &&
		x.From == y.From && x.Until == y.Until && x.Count == y.Count &&
		slices.Equal(x.On, y.On) && slices.Equal(x.Days, y.Days) && slices.Equal(x.Months, y.Months) && slices.Equal(x.Except, y.Except)
}

// lex notes what a token is by itself.
func (c *chart) lex(i int) {
	t := &c.tokens[i]
	switch t.Kind {
	case Figure:
		c.figure(i, t)
	case Word, Punct:
		entries, known := c.lexicon[t.Fold]
		inexact := false
		if !known && t.Kind == Word && len(t.Fold) >= minMended && !c.known[t.Fold] {
			entries, inexact = c.mend(t.Fold)
		}
		for _, e := range entries {
			cost := int(e.cost)
			if e.lang != "" && c.Lang != "" && e.lang != c.Lang {
				cost++
			}
			v := e.value
			v.inexact = inexact
			if inexact {
				cost += 3
			}
			c.add(i, e.sym, i+1, v, cost)
			if e.abbreviation && i+1 < len(c.tokens) && c.tokens[i+1].Glued && c.tokens[i+1].Fold == "." {
				c.add(i, e.sym, i+2, v, cost)
			}
		}
		if t.Kind == Word {
			c.add(i, symAny, i+1, val{n: int32(i)}, 0)
		}
	}
}

// figure notes digits: "31" with how many there are, "1.5", "2015.3".
func (c *chart) figure(i int, t *Token) {
	if mark := strings.IndexAny(t.Text, ".,"); mark >= 0 {
		a, b := t.Text[:mark], t.Text[mark+1:]
		if day, dot := strings.CutSuffix(b, "."); dot {
			c.add(i, symDayDot, i+1, val{n: integer(a), m: int32(len(a)), d: integer(day), y: int32(len(day))}, 0)
			return
		}
		c.add(i, symDecimal, i+1, val{f: decimal(a, b)}, 0)
		if t.Text[mark] == '.' {
			c.add(i, symDotted, i+1, val{n: integer(a), m: int32(len(a)), d: integer(b), y: int32(len(b))}, 0)
		}
		if len(b) == 3 && len(a) <= 3 && a != "0" { // 1,000
			c.add(i, symInt, i+1, val{n: integer(a + b), f: float64(integer(a + b))}, 0)
		}
		return
	}
	n := integer(t.Text)
	c.add(i, symDigits, i+1, val{n: n, f: float64(n), m: int32(len(t.Text))}, 0)
}

// integer is the number that digits say, with what is too long as the largest.
func integer(s string) int32 {
	n := int32(0)
	for i := range len(s) {
		if n > 99_999_999 {
			return 999_999_999
		}
		n = 10*n + int32(s[i]-'0')
	}
	return n
}

func decimal(a, b string) float64 {
	f, scale := float64(integer(a)), 1.0
	for i := range min(len(b), 6) {
		scale /= 10
		f += float64(b[i]-'0') * scale
	}
	return f
}
