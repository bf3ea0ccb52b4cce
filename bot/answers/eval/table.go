package eval

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// Figures is what a run measured.
type Figures struct {
	Right       map[string]Share `json:"right"` // by all, kind and language
	FirstTopic  Share            `json:"first_topic"`
	Misleading  int              `json:"misleading"` // of messages with a class: answers to something else
	Confusions  []Confusion      `json:"confusions"`
	Calibration []Band           `json:"calibration"`
	P50         time.Duration    `json:"p50_ns"`
	P99         time.Duration    `json:"p99_ns"`
	Wrong       []Wrong          `json:"wrong"`
}

// Share is so many of so many.
type Share struct {
	Right int `json:"right"`
	Of    int `json:"of"`
}

// Percent is the share in hundredths.
func (s Share) Percent() float64 {
	if s.Of == 0 {
		return 0
	}
	return 100 * float64(s.Right) / float64(s.Of)
}

// Confusion is a topic that was answered where another was expected.
type Confusion struct {
	Want string `json:"want"`
	Got  string `json:"got"`
	N    int    `json:"n"`
}

// Band is how often answers of a confidence were right.
type Band struct {
	From  float64 `json:"from"`
	To    float64 `json:"to"`
	Mean  float64 `json:"mean"` // of the confidences in it
	Right int     `json:"right"`
	Of    int     `json:"of"`
}

// Wrong is a question that was not answered as it should.
type Wrong struct {
	ID    string   `json:"id"`
	Q     string   `json:"q"`
	Fault string   `json:"fault"`
	Got   []string `json:"got,omitempty"`
	Want  []string `json:"want,omitempty"`
}

// Measure adds up results.
func Measure(results []Result) Figures {
	f := Figures{Right: map[string]Share{}}
	add := func(key string, ok bool) {
		s := f.Right[key]
		s.Of++
		if ok {
			s.Right++
		}
		f.Right[key] = s
	}
	confused := map[[2]string]int{}
	bands := make([]Band, 5)
	for i := range bands {
		bands[i].From, bands[i].To = float64(i)/5, float64(i+1)/5
	}
	var took []time.Duration
	for _, r := range results {
		took = append(took, r.Took)
		if r.Answer == "either" && r.Class == "" {
			continue
		}
		ok := r.Fault == ""
		add("all", ok)
		if r.Class != "" {
			add("class "+r.Class, ok)
			add("words "+lengthOf(r.Text), ok)
			if r.Misleads {
				f.Misleading++
			}
		} else if r.Kind != "" {
			add("kind "+r.Kind, ok)
		}
		if r.Answer == "true" {
			add(strings.TrimSpace(r.Lang+" answerable"), ok)
		} else {
			add(strings.TrimSpace(r.Lang+" unanswerable"), ok)
		}
		if r.Answer == "true" && len(r.Topics) > 0 {
			f.FirstTopic.Of++
			if r.FirstRight {
				f.FirstTopic.Right++
			} else {
				got := string(r.Got.Kind)
				if len(r.Got.Topics) > 0 {
					got = r.Got.Topics[0]
				}
				confused[[2]string{r.Topics[0], got}]++
			}
		}
		b := &bands[min(len(bands)-1, int(r.Got.Confidence*float64(len(bands))))]
		b.Of++
		b.Mean += r.Got.Confidence
		if ok {
			b.Right++
		}
		if !ok {
			f.Wrong = append(f.Wrong, Wrong{r.ID, r.Text, r.Fault, r.Got.Topics, r.Topics})
		}
	}
	for _, b := range bands {
		if b.Of > 0 {
			b.Mean /= float64(b.Of)
			f.Calibration = append(f.Calibration, b)
		}
	}
	for pair, n := range confused {
		f.Confusions = append(f.Confusions, Confusion{pair[0], pair[1], n})
	}
	slices.SortFunc(f.Confusions, func(a, b Confusion) int {
		return cmp.Or(b.N-a.N, strings.Compare(a.Want, b.Want), strings.Compare(a.Got, b.Got))
	})
	if slices.Sort(took); len(took) > 0 {
		f.P50, f.P99 = took[len(took)/2], took[len(took)*99/100]
	}
	return f
}

// lengthOf is the band of a message's length.
func lengthOf(text string) string {
	switch n := len(strings.Fields(text)); {
	case n <= 12:
		return "1-12"
	case n < 30:
		return "13-29"
	}
	return "30+"
}

// JSON writes the figures as JSON.
func (f Figures) JSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(f)
}

// mostConfusions is how many pairs of topics the table shows.
const mostConfusions = 10

// Table writes the figures for people.
func (f Figures) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 4, 2, ' ', tabwriter.AlignRight)
	keys := make([]string, 0, len(f.Right))
	for k := range f.Right {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	row := func(name string, s Share) {
		fmt.Fprintf(t, "%s\t%d\t/ %d\t%.1f%%\t\n", name, s.Right, s.Of, s.Percent())
	}
	for _, k := range keys {
		row(k, f.Right[k])
	}
	if f.FirstTopic.Of > 0 { // some expect a topic
		row("first topic", f.FirstTopic)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if f.Misleading > 0 {
		fmt.Fprintf(w, "\nmisleading %.1f%% (%d of %d)\n", 100*float64(f.Misleading)/float64(max(1, f.Right["all"].Of)), f.Misleading, f.Right["all"].Of)
	}
	fmt.Fprintf(w, "\ntime for one: p50 %s, p99 %s\n", f.P50.Round(time.Microsecond), f.P99.Round(time.Microsecond))
	fmt.Fprintln(w, "\nright at each confidence:")
	for _, b := range f.Calibration {
		fmt.Fprintf(w, "  %.1f–%.1f (mean %.2f): %d of %d, %.0f%%\n", b.From, b.To, b.Mean, b.Right, b.Of, 100*float64(b.Right)/float64(b.Of))
	}
	if len(f.Confusions) > 0 {
		fmt.Fprintln(w, "\nfirst topic expected, and what came instead:")
		for _, c := range f.Confusions[:min(mostConfusions, len(f.Confusions))] {
			fmt.Fprintf(w, "  %d× %s: %s\n", c.N, c.Want, c.Got)
		}
	}
	if len(f.Wrong) > 0 {
		fmt.Fprintln(w, "\nwrong:")
		for _, x := range f.Wrong {
			fmt.Fprintf(w, "  %s %s — %s\n", x.ID, x.Q, x.Fault)
		}
	}
	_, err := fmt.Fprintf(w, "\nright %.1f%% (%d of %d)\n", f.Right["all"].Percent(), f.Right["all"].Right, f.Right["all"].Of)
	return err
}
