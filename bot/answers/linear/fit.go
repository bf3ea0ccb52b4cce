package linear

import (
	"math"
	"math/rand/v2"
	"slices"
)

// Example is what a classifier learns from. One without a label teaches nothing.
type Example struct {
	Traits []Trait
	Label  string
}

// Settings of the training, chosen by cross-validation over the lines.
const (
	epochs     = 14
	rate       = 0.15
	starts     = 3 // from which the lines are learned anew, each in another order, and
	averaged   = 7 // the last turns of each that are averaged, so that the order matters less
	ridge      = 2e-6
	leastWrong = 0.01 // an error of a likelihood that is too small to mend
)

// Fit learns one classifier: stochastic gradient descent with AdaGrad steps. A
// trait of fewer lines than least teaches little and makes the model larger.
// The order of the lines is drawn from a fixed seed, so that the same lines
// make the same model.
func Fit(examples []Example, least int) Model {
	count := map[uint32]int{}
	byLabel := map[string]int{}
	var use []int
	for i, x := range examples {
		l := x.Label
		if l == "" {
			continue
		}
		use = append(use, i)
		byLabel[l]++
		for _, f := range x.Traits {
			count[f.Key]++
		}
	}
	var m Model
	for l := range byLabel {
		m.Labels = append(m.Labels, l)
	}
	slices.Sort(m.Labels)
	for k, n := range count {
		if n >= least {
			m.Keys = append(m.Keys, k)
		}
	}
	slices.Sort(m.Keys)
	m.Ready()
	n := len(m.Labels)
	rows := make([]example, 0, len(use))
	for _, i := range use {
		r := example{y: m.byID[examples[i].Label]}
		for _, f := range examples[i].Traits {
			if at, ok := m.places.Of(f.Key); ok {
				r.at = append(r.at, int32(at))
				r.x = append(r.x, f.Weight)
			}
		}
		rows = append(rows, r)
	}
	mean, bias := make([]float32, len(m.Keys)*n), make([]float32, n)
	for start := range starts {
		descend(rows, mean, bias, uint64(start))
	}
	m.Bias = bias
	m.quantise(mean)
	return m
}

// example is one as the descent sees it: its traits' places and weights,
// and its label.
type example struct {
	at []int32
	x  []float32
	y  int
}

// descend goes over the rows in an order of its own and adds its share of the
// weights that it ends with to the mean of all starts.
func descend(rows []example, mean, meanBias []float32, seed uint64) {
	n := len(meanBias)
	w, g := make([]float32, len(mean)), make([]float32, len(mean))
	bias, gb := make([]float32, n), make([]float32, n)
	logits := make([]float32, n)
	wrong := make([]int32, 0, n) // labels whose likelihood is to be mended
	rows = slices.Clone(rows)
	rnd := rand.New(rand.NewPCG(1, 2+seed))
	const share = 1.0 / (starts * averaged)
	for epoch := range epochs {
		rnd.Shuffle(len(rows), func(i, j int) { rows[i], rows[j] = rows[j], rows[i] })
		for _, r := range rows {
			copy(logits, bias)
			for k, at := range r.at {
				x := r.x[k]
				for j, v := range w[int(at)*n : int(at)*n+n] {
					logits[j] += x * v
				}
			}
			p := Probabilities(logits)
			p[r.y]--
			wrong = wrong[:0]
			for j, d := range p {
				if d*d < leastWrong*leastWrong {
					continue
				}
				wrong = append(wrong, int32(j))
				gb[j] += d * d
				bias[j] -= rate * 0.3 * d / (1e-3 + sqrt(gb[j]))
			}
			for k, at := range r.at {
				x := r.x[k]
				ws, gs := w[int(at)*n:int(at)*n+n], g[int(at)*n:int(at)*n+n]
				for _, j := range wrong {
					step := p[j]*x + ridge*ws[j]
					gs[j] += step * step
					ws[j] -= rate * step / (1e-3 + sqrt(gs[j]))
				}
			}
		}
		if epoch >= epochs-averaged {
			for i, v := range w {
				mean[i] += v * share
			}
			for i, v := range bias {
				meanBias[i] += v * share
			}
		}
	}
}

func sqrt(x float32) float32 { return float32(math.Sqrt(float64(x))) }

// Weights below these shares of a trait's largest, and of all, are dropped:
// chosen so that cross-validation loses nothing.
const (
	leastShare  = 0.28
	leastWeigh  = 0.03
	leastOfRow  = 0.12
	mostOfTrait = 1 << 12
)

// quantise keeps each weight that counts in a byte and drops the others.
func (m *Model) quantise(w []float32) {
	n := len(m.Labels)
	keys := m.Keys
	m.Keys, m.weights, m.Scale, m.Counts = nil, nil, nil, nil
	for i, k := range keys {
		row := w[i*n : i*n+n]
		var top float32
		for _, v := range row {
			top = max(top, v, -v)
		}
		if top < leastOfRow {
			continue
		}
		count := uint16(0)
		for j, v := range row {
			if abs := max(v, -v); abs < leastShare*top || abs < leastWeigh || count == mostOfTrait {
				continue
			}
			m.weights = append(m.weights, byte(j), byte(int8(math.Round(float64(v/top*127)))))
			count++
		}
		m.Keys = append(m.Keys, k)
		m.Counts = append(m.Counts, count)
		m.Scale = append(m.Scale, top/127)
	}
	m.Size = len(m.weights)
	m.Ready()
}
