// Command train learns the weights of bot/safety/table.bin, from the lines of
// bot/safety/testdata and, as what people write that is harmless, those of
// bot/answers/training and of the other packages' testdata. Run it at the root
// of the repository, and again after each change of the rules' classes:
//
//	go run ./bot/safety/train
//
// The same lines give the same weights. With -without NAME it leaves out
// testdata/NAME.txt, so that the set can be measured honestly.
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

	"github.com/goccy/go-yaml"
)

const (
	buckets = 1 << 16
	rounds  = 6
	rate    = 2.0
	decay   = 1e-5
	danger  = 3.0   // how much more a dangerous line counts
	bias    = -1.0  // few lines are dangerous
	alarms  = 0.001 // of the harmless lines kept apart, how many may score
)

type example struct {
	yes      bool
	features []uint16
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
	var all, half, apart []example
	for i, line := range lines {
		e := example{features: safety.Features(line)}
		all = append(all, e)
		if i%2 == 0 {
			half = append(half, e)
		} else {
			apart = append(apart, e)
		}
	}
	from := threshold(learn(append(half, found...)), apart)

	var out bytes.Buffer
	write(&out, learn(append(all, found...)), from-bias)
	write(&out, learn(work), -bias)
	if err := os.WriteFile(*to, out.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
	fmt.Printf("%d labelled lines, %d harmless ones, from %.2f\n", len(found), len(all), from)
}

// labelled reads the sets: what is dangerous at all, and which of it is work.
func labelled(without string) (found, work []example, err error) {
	files, err := filepath.Glob("bot/safety/testdata/*.txt")
	if err != nil {
		return nil, nil, err
	}
	for _, name := range files {
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
				e := example{kind != "none", safety.Features(line)}
				found = append(found, e)
				if e.yes {
					work = append(work, example{kind == "work" || kind == "abuse", e.features})
				}
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
		case strings.Contains(dir, "/testdata/"):
			file, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			s := bufio.NewScanner(bytes.NewReader(file))
			s.Buffer(nil, 1<<20)
			for s.Scan() {
				add(s.Text())
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

func score(w []float64, features []uint16) float64 {
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
				miss = danger * (1 + miss)
			}
			miss *= step / math.Sqrt(float64(len(e.features)))
			for _, f := range e.features {
				w[f] += miss - step*decay*w[f]
			}
		}
	}
	return w
}

// threshold is the score that only the given part of harmless lines reaches.
func threshold(w []float64, apart []example) float64 {
	all := make([]float64, len(apart))
	for i, e := range apart {
		all[i] = score(w, e.features)
	}
	slices.Sort(all)
	return all[len(all)-1-int(alarms*float64(len(all)))]
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
