// Command train learns the weights of bot/wishes/table.bin and any.bin, from the
// lines of bot/wishes/training and those of bot/answers/training, most of which
// want nothing done; of checkin.bin, from what people answer a check-in; and of
// own.bin, from what asks for one's own facts. Run it at the root of the repository:
//
//	go run ./bot/wishes/train
//
// The same lines give the same weights. With -try it learns from four fifths of
// the lines and says how many of the others it guesses, five times.
package main

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"flag"
	"fmt"
	"log"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/answers/training"
	"mentor/bot/careers"
	"mentor/bot/understanding"
	knowledge "mentor/bot/understanding/known"
	"mentor/bot/wishes"
	"mentor/reminders"
)

const (
	buckets = 1 << 16
	rounds  = 12
	rate    = 0.2
	decay   = 1e-4
	common  = 100.0 // lines of a wish that count once each; of one with fewer they count more
	rare    = 3
	least   = 9  // steps of the 127 that a largest weight of a name has: smaller ones are dropped
	most    = 75 // weights that a feature keeps, the largest
	seen    = 6  // lines that a feature stands in to be learned
	folds   = 5
	share   = 4
)

// about is what the lines are read in: goals that they may point at by words.
var about = bot.Context{
	Now: time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC),
	Goals: []bot.GoalName{{Number: 1, Text: "Learn SQL"}, {Number: 2, Text: "Earn a cloud certification"}, {Number: 3, Text: "Speak at a conference"},
		{Number: 4, Text: "Mentor a junior analyst"}, {Number: 5, Text: "Prendre la parole en conférence"}, {Number: 6, Text: "Lead the CDP project"}},
	Certifications: []bot.CertName{{Number: 1, Name: "Google Analytics Certification"}, {Number: 2, Name: "Adobe Analytics Developer"}},
}

type example struct {
	name, line string
	label      int
	features   []uint32
	kept       []uint32 // those that are learned
	skip       bool     // it only tells whether anything is wanted
}

func main() {
	log.SetFlags(0)
	try := flag.Bool("try", false, "say how well lines are guessed that were left out")
	only := flag.String("only", "", "with -try: leave out lines of `files` with this in their name")
	show := flag.Bool("v", false, "with -try: print what is guessed wrongly")
	own := flag.Bool("own", false, "learn own.bin alone")
	flag.Parse()

	lines, files, err := wanted()
	if err != nil {
		log.Fatal(err)
	}
	c, err := careers.Load()
	if err != nil {
		log.Fatal(err)
	}
	facts, kinds, err := ownLines(c, lines)
	if err != nil {
		log.Fatal(err)
	}
	if !*try {
		if err := os.WriteFile("bot/wishes/own.bin", write(kinds, learn(len(kinds), facts)), 0o644); err != nil {
			log.Fatal(err)
		}
	}
	if *own {
		return
	}
	more, others, err := known(c)
	if err != nil {
		log.Fatal(err)
	}
	clauses, wholes, talk, err := marked()
	if err != nil {
		log.Fatal(err)
	}
	more = append(more, clauses...)
	for _, e := range more {
		lines, files = append(lines, e), append(files, "commands")
	}
	reader := understanding.New(knowledge.From(c, new(reminders.Schedules)))
	names := []string{wishes.None}
	for _, e := range lines {
		if !slices.Contains(names, e.name) {
			names = append(names, e.name)
		}
	}
	slices.Sort(names)
	for _, all := range [][]example{lines, wholes, others, talk} {
		for i := range all {
			all[i].label = slices.Index(names, all[i].name)
			all[i].features = reader.Features(all[i].line, about)
		}
	}
	every := slices.Concat(lines, wholes, others, talk)
	others = slices.Concat(slices.DeleteFunc(others, func(e example) bool { return e.skip }), talk)
	if *try {
		tryOut(names, lines, others, files, *only, *show)
		return
	}
	answers, replies, err := toCheckIn(reader, slices.Concat(lines, others))
	if err != nil {
		log.Fatal(err)
	}
	for i, e := range every {
		every[i].label = 0
		if e.name == wishes.None {
			every[i].label = 1
		}
	}
	for file, data := range map[string][]byte{
		"table.bin":   write(names, learn(len(names), append(others, lines...))),
		"any.bin":     write([]string{"any", wishes.None}, learn(2, every)),
		"checkin.bin": write(replies, learn(len(replies), answers)),
	} {
		if err := os.WriteFile("bot/wishes/"+file, data, 0o644); err != nil {
			log.Fatal(err)
		}
	}
	fmt.Printf("%d lines of %d wishes, %d others; %d lines of which any wants something or none\n", len(lines), len(names)-1, len(others), len(every))
}

// wanted reads the lines by what they want: "## name", then a line each.
func wanted() (all []example, from []string, err error) {
	files, _ := filepath.Glob("bot/wishes/training/*.txt") // the pattern is well formed
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		wish := ""
		for line := range strings.Lines(string(text)) {
			line = strings.TrimSpace(line)
			if head, is := strings.CutPrefix(line, "## "); is {
				wish = head
			} else if line != "" && line[0] != '#' {
				all = append(all, example{name: wish, line: line})
				from = append(from, filepath.Base(name))
			}
		}
	}
	return all, from, nil
}

// byCommand says which wish a command's lines of the answers have; of others
// (the roles between which a way leads, say) the answers know more.
var byCommand = map[string]string{
	"start": "start", "profile show": "profile.show", "quiz": "quiz", "goal add": "goal.add", "goal list": "goal.list", "goal done": "goal.done",
	"goal edit": "goal.edit", "goal drop": "goal.drop", "goal move": "goal.move", "checkin": "checkin", "schedule show": "schedule.show",
	"schedule set": "schedule", "pause": "pause", "resume": "resume", "away": "away", "stop": "stop", "cert add": "cert.passed", "cert list": "cert.list",
	"cert edit": "cert.edit", "cert remove": "cert.remove", "cert find": "cert.find", "progress": "progress", "export": "export", "forget": "forget",
	"link": "link", "unlink": "unlink", "help": "help",
}

// known gives the lines from which the answers learn: those that ask for a
// command, and a share of the others, which want nothing.
func known(c *careers.Content) (lines, others []example, err error) {
	set, err := training.Read(c)
	if err != nil {
		return nil, nil, err
	}
	n := 0
	for _, l := range set.Lines {
		about, command := strings.CutPrefix(l.About, "command:")
		switch name := byCommand[about]; {
		case command && name != "":
			lines = append(lines, example{name: name, line: l.Text})
		case command, l.About == "compare", l.About == "path", l.About == "roadmap-to", l.About == "ellipsis":
		default:
			n++
			others = append(others, example{name: wishes.None, line: l.Text, skip: n%share != 0})
		}
	}
	return lines, others, nil
}

// learn goes down the gradient of the softmax's loss, line by line in an order
// that is the same each time; a weight that moved much moves less (AdaGrad).
// Row f of the weights is w[f*n:(f+1)*n].
func learn(n int, lines []example) []float32 {
	w, moved := make([]float32, buckets*n), make([]float32, buckets*n)
	count := make([]float64, n)
	for _, e := range lines {
		count[e.label]++
	}
	in := make([]int, buckets)
	for _, e := range lines {
		for _, f := range e.features {
			in[f]++
		}
	}
	for i, e := range lines {
		lines[i].kept = nil
		for _, f := range e.features {
			if in[f] >= seen {
				lines[i].kept = append(lines[i].kept, f)
			}
		}
	}
	order := rand.New(rand.NewSource(1))
	p := make([]float64, n)
	for range rounds {
		for _, i := range order.Perm(len(lines)) {
			e := lines[i]
			norm := math.Sqrt(float64(max(1, len(e.features))))
			softmax(w, n, e.kept, norm, p)
			much := min(rare, math.Sqrt(common/count[e.label]))
			for l := range p {
				miss := -p[l]
				if l == e.label {
					miss++
				}
				if math.Abs(miss) < 1e-3 {
					continue
				}
				g := float32(miss * much / norm)
				for _, f := range e.kept {
					at := int(f)*n + l
					d := g - decay*w[at]
					moved[at] += d * d
					w[at] += rate * d / float32(math.Sqrt(float64(moved[at]))+1e-3)
				}
			}
		}
	}
	return w
}

func softmax(w []float32, n int, features []uint32, norm float64, p []float64) {
	clear(p)
	for _, f := range features {
		for l, x := range w[int(f)*n : int(f)*n+n] {
			p[l] += float64(x)
		}
	}
	top, sum := math.Inf(-1), 0.0
	for l := range p {
		p[l] /= norm
		top = max(top, p[l])
	}
	for l := range p {
		p[l] = math.Exp(p[l] - top)
		sum += p[l]
	}
	for l := range p {
		p[l] /= sum
	}
}

// tryOut learns without a fifth of the lines, or without some files, and says
// how many of these it guesses.
func tryOut(names []string, lines, others []example, files []string, only string, show bool) {
	type tally struct{ n, right int }
	by := map[string]*tally{}
	all, none := 0, 0
	cuts := []float64{0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9}
	right, wrong, taken := make([]int, len(cuts)), make([]int, len(cuts)), make([]int, len(cuts))
	times := folds
	if only != "" {
		times = 1
	}
	for fold := range times {
		var in, out []example
		for i, e := range others {
			if i%folds == fold {
				out = append(out, e)
			} else {
				in = append(in, e)
			}
		}
		for i, e := range lines {
			if only == "" && i%folds == fold || only != "" && strings.Contains(files[i], only) {
				out = append(out, e)
			} else {
				in = append(in, e)
			}
		}
		w := wishes.Open(write(names, learn(len(names), in)))
		for _, e := range out {
			g := w.Best(e.features)
			t := by[e.name]
			if t == nil {
				t = &tally{}
				by[e.name] = t
			}
			t.n++
			for i, from := range cuts {
				switch took := g.Any >= from; {
				case e.name == wishes.None && took:
					taken[i]++
				case e.name != wishes.None && took && g.Names[0].Name == e.name:
					right[i]++
				case e.name != wishes.None && took:
					wrong[i]++
				}
			}
			if e.name == wishes.None {
				none++
			} else if all++; g.Names[0].Name == e.name {
				t.right++
			} else if show {
				fmt.Printf("%-16s %-16s %.2f %.2f %s\n", e.name, g.Names[0].Name, g.Names[0].P, g.Any, e.line)
			}
		}
	}
	for _, name := range names {
		if t := by[name]; t != nil {
			fmt.Printf("%-18s %3d/%-3d\n", name, t.right, t.n)
		}
	}
	for i, from := range cuts {
		fmt.Printf("from %.1f: right %.1f%%, another %.1f%% of %d; of %d that want nothing %.1f%% taken\n", from, 100*float64(right[i])/float64(all), 100*float64(wrong[i])/float64(all), all, none, 100*float64(taken[i])/float64(max(1, none)))
	}
}

// step is one weight of a feature.
type step struct{ label, n int }

// write writes the table as package wishes reads it.
func write(names []string, w []float32) []byte {
	var out bytes.Buffer
	out.WriteByte(byte(len(names)))
	for _, name := range names {
		out.WriteByte(byte(len(name)))
		out.WriteString(name)
	}
	n := len(names)
	steps := make([]float64, n)
	for i, x := range w {
		steps[i%n] = max(steps[i%n], math.Abs(float64(x))/127)
	}
	for _, s := range steps {
		binary.Write(&out, binary.LittleEndian, float32(s)) //nolint:errcheck // a buffer takes everything
	}
	for f := range buckets {
		var row []step
		for l, x := range w[f*n : f*n+n] {
			if x := int(math.Round(float64(x) / steps[l])); x >= least || x <= -least {
				row = append(row, step{l, x})
			}
		}
		slices.SortFunc(row, func(a, b step) int {
			return cmp.Or(cmp.Compare(b.n*b.n, a.n*a.n), cmp.Compare(a.label, b.label))
		})
		row = row[:min(most, len(row))]
		all := bytes.Repeat([]byte{128}, wishes.RowLen(n))
		for _, x := range row {
			all[x.label] = byte(x.n + 128)
		}
		out.Write(all)
	}
	return out.Bytes()
}
