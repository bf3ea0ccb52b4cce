// Command train learns the weights of bot/safety/table.bin, from the lines of
// bot/safety/training and testdata and, as what people write that is harmless,
// those of bot/answers/training, bot/wishes/training, bot/wishes/spans/training and the other packages' testdata. Run it at
// the root of the repository, and again after each change of the rules' classes:
//
//	go run ./bot/safety/train
//
// The same lines give the same weights. The score that is enough is chosen on
// lines that are left out, a fifth at a time. With -without NAME a set of that
// name is left out altogether, so that it can be measured honestly.
package main

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"math"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mentor/bot/safety"
	"mentor/bot/wishes/spans"

	"go.yaml.in/yaml/v3"
)

const (
	buckets = 1 << 17
	rounds  = 12
	rate    = 2.0
	decay   = 1e-5
	danger  = 3.0    // how much more a dangerous line counts
	twin    = 6.0    // how much more a harmless line counts that was written to sound dangerous
	storied = 25     // words from which a harmless line tells a story
	story   = 3.0    // how much more it counts: few of them are written
	bias    = -1.0   // few lines are dangerous
	folds   = 5      // parts of the labelled lines, each left out once
	block   = 12     // lines one after the other are alike, so they are left out together
	alarms  = 0.0225 // of the harmless lines left out, how many may score
)

type example struct {
	yes       bool
	counts    float64 // how much
	features  []uint32
	sentences [][]uint32
}

func main() {
	log.SetFlags(0)
	without := flag.String("without", "", "leave out a `set` of testdata")
	to := flag.String("o", "bot/safety/table.bin", "the `file` to write")
	flag.Parse()

	found, work, err := labelled(*without)
	if err != nil {
		log.Fatal(err)
	}
	lines, err := harmless()
	if err != nil {
		log.Fatal(err)
	}
	var all []example
	for _, line := range lines {
		counts := 1.0
		if len(strings.Fields(line)) >= storied {
			counts = story
		}
		all = append(all, example{counts: counts, features: safety.Features(line)})
		for _, sentence := range safety.Sentences(line) {
			all = append(all, example{counts: 1, features: sentence})
		}
	}
	from := threshold(all, found)

	var out bytes.Buffer
	for _, e := range found {
		if !e.yes {
			for _, sentence := range e.sentences {
				all = append(all, example{counts: 1, features: sentence})
			}
		}
	}
	write(&out, learn(append(all, found...)), from-bias)
	write(&out, learn(work), -bias)
	if err := os.WriteFile(*to, out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d labelled lines, %d harmless ones\n", len(found), len(all))
}

// labelled reads the sets: what is dangerous at all, and which of it is work.
func labelled(without string) (found, work []example, err error) {
	files, _ := filepath.Glob("bot/safety/testdata/*.txt") // the patterns are well formed
	more, _ := filepath.Glob("bot/safety/training/*.txt")
	for _, name := range append(files, more...) {
		if filepath.Base(name) == without+".txt" {
			continue
		}
		file, err := os.ReadFile(name)
		if err != nil {
			return nil, nil, err
		}
		kind := ""
		for line := range strings.Lines(string(file)) {
			line = strings.TrimSpace(line)
			if head, is := strings.CutPrefix(line, "## "); is {
				kind = strings.Fields(head)[0]
			} else if line != "" && line[0] != '#' {
				e := example{kind != "none", twin, safety.Features(line), safety.Sentences(line)}
				if e.yes {
					e.counts = danger
					if kind == "work" || kind == "abuse" {
						work = append(work, example{yes: true, counts: danger, features: e.features})
					} else {
						work = append(work, example{counts: 1, features: e.features})
					}
				}
				found = append(found, e)
			}
		}
	}
	return found, work, nil
}

// harmless gives the lines in which the rules find nothing, each once.
func harmless() ([]string, error) {
	seen := map[string]bool{}
	add := func(line string) {
		if line = strings.Join(strings.Fields(line), " "); len(line) > 3 && !safety.ByRules(line).Found() {
			seen[line] = true
		}
	}
	err := filepath.WalkDir("bot", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		dir := filepath.ToSlash(filepath.Dir(name)) + "/"
		switch {
		case strings.HasPrefix(dir, "bot/safety/"):
		case strings.HasPrefix(dir, "bot/answers/training/") && filepath.Ext(name) == ".yaml":
			file, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			var tree any
			if err := yaml.Unmarshal(file, &tree); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			walk(tree, add)
		case strings.Contains(dir, "/testdata/"), dir == "bot/wishes/training/", dir == spanned:
			file, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			s := bufio.NewScanner(bytes.NewReader(file))
			s.Buffer(nil, 1<<20)
			for s.Scan() {
				if l, err := spans.ParseLine(s.Text()); dir == spanned && err == nil {
					add(l.Text)
				} else if dir != spanned {
					add(s.Text())
				}
			}
			return s.Err()
		}
		return nil
	})
	all := make([]string, 0, len(seen))
	for line := range seen {
		all = append(all, line)
	}
	slices.Sort(all)
	return all, err
}

// spanned has lines in which wishes are marked.
const spanned = "bot/wishes/spans/training/"

func walk(tree any, add func(string)) {
	switch t := tree.(type) {
	case string:
		add(t)
	case []any:
		for _, x := range t {
			walk(x, add)
		}
	case map[string]any:
		for _, x := range t {
			walk(x, add)
		}
	}
}

func score(w []float64, features []uint32) float64 {
	sum := 0.0
	for _, f := range features {
		sum += w[f]
	}
	return sum/math.Sqrt(float64(len(features))) + bias
}

// learn goes down the gradient of the logistic loss, line by line in an order
// that is the same each time.
func learn(lines []example) []float64 {
	w := make([]float64, buckets)
	order := rand.New(rand.NewSource(1))
	for round := range rounds {
		step := rate / float64(1+round)
		for _, i := range order.Perm(len(lines)) {
			e := lines[i]
			miss := -1 / (1 + math.Exp(-score(w, e.features)))
			if e.yes {
				miss++
			}
			miss *= e.counts * step / math.Sqrt(float64(len(e.features)))
			for _, f := range e.features {
				w[f] += miss - step*decay*w[f]
			}
		}
	}
	return w
}

// threshold is the score that of the labelled lines only the given part of the
// harmless ones reaches, when they are left out.
func threshold(harmless, labelled []example) float64 {
	var yes, no []float64
	for fold := range folds {
		in := harmless[:len(harmless):len(harmless)]
		for i, e := range labelled {
			if i/block%folds != fold {
				in = append(in, e)
			}
		}
		w := learn(in)
		for i, e := range labelled {
			if i/block%folds != fold {
				continue
			}
			s := score(w, e.features)
			if e.yes {
				yes = append(yes, s)
			} else {
				no = append(no, s)
			}
		}
	}
	slices.Sort(yes)
	slices.Sort(no)
	from := no[len(no)-1-int(alarms*float64(len(no)))]
	missed, _ := slices.BinarySearch(yes, from)
	fmt.Printf("left out, %d of %d are found without a rule from %.2f, with %g of the harmless ones\n", len(yes)-missed, len(yes), from, alarms)
	return from
}

// write writes weights as steps of one size.
func write(out *bytes.Buffer, w []float64, from float64) {
	most := 0.0
	for _, x := range w {
		most = max(most, math.Abs(x))
	}
	step := most / 127
	for _, x := range []float64{step, from} {
		binary.Write(out, binary.LittleEndian, float32(x)) //nolint:errcheck // a buffer takes everything
	}
	for _, x := range w {
		out.WriteByte(byte(int8(math.Round(x / step))))
	}
}
