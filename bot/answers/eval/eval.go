// Package eval owns the measure of the mentor's answers: it reads question
// files, asks an engine, and says how often it is right, by kind and language.
// It knows nothing of how an answer is found.
package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2"

	"mentor/bot/answers"
	"mentor/bot/careers"
)

// limit is how many characters an answer may have and still be one.
const limit = 1500

// Question is a line of a question file.
type Question struct {
	ID      string   `json:"id"`
	Lang    string   `json:"lang"`
	Text    string   `json:"q"`
	After   []string `json:"after,omitempty"` // what was said before, oldest first
	Kind    string   `json:"kind"`
	Class   string   `json:"class,omitempty"` // in, near or out, of messages as people write them; empty in older files
	Topics  []string `json:"topics"`          // any of them may come first
	Must    []string `json:"must"`            // expressions that the answer has to hold
	MustNot []string `json:"must_not"`
	Answer  Expected `json:"answer"`
	Why     string   `json:"why"`

	must, mustNot []*regexp2.Regexp
}

// Expected says whether a question has an answer: true, false or "either",
// which is not counted.
type Expected string

// UnmarshalJSON takes true, false and "either".
func (x *Expected) UnmarshalJSON(b []byte) error {
	switch s := strings.Trim(string(b), `"`); s {
	case "true", "false", "either", "near":
		*x = Expected(s)
		return nil
	default:
		return fmt.Errorf("answer is %s: it is true, false or \"either\"", b)
	}
}

// Read reads a question file: one JSON object a line. The error names the line.
func Read(r io.Reader) ([]Question, error) {
	var out []Question
	scan := bufio.NewScanner(r)
	scan.Buffer(nil, 1<<20)
	for n := 1; scan.Scan(); n++ {
		if strings.TrimSpace(scan.Text()) == "" {
			continue
		}
		var q Question
		if err := json.Unmarshal(scan.Bytes(), &q); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		if q.Answer == "" && q.Class == "" { // a topic is a hope for an answer
			q.Answer = Expected(strconv.FormatBool(len(q.Topics) > 0))
		}
		for _, list := range []struct {
			from []string
			to   *[]*regexp2.Regexp
		}{{q.Must, &q.must}, {q.MustNot, &q.mustNot}} {
			for _, s := range list.from {
				// Python's expressions, which may look ahead, as the graders of question files write them.
				rx, err := regexp2.Compile(s, regexp2.IgnoreCase|regexp2.Singleline)
				if err != nil {
					return nil, fmt.Errorf("line %d: %w", n, err)
				}
				*list.to = append(*list.to, rx)
			}
		}
		out = append(out, q)
	}
	return out, scan.Err()
}

// Result is one question with what the engine made of it.
type Result struct {
	Question
	Got        answers.Answer
	Fault      string // why it is wrong; empty where it is right
	Misleads   bool   // another topic is stated, or an answer where there is none
	FirstRight bool   // the first topic is one of those expected
	Took       time.Duration
}

// Answered reports whether a reply counts as an answer.
func Answered(a answers.Answer) bool {
	return a.Kind == answers.Answered || a.Kind == answers.Clarify || a.Kind == answers.Command
}

// Asker answers questions; *answers.Engine does.
type Asker interface {
	Ask(answers.Query) answers.Answer
}

// Run asks every question, each in a conversation of its own.
func Run(e Asker, qs []Question) []Result {
	out := make([]Result, 0, len(qs))
	start := time.Date(2026, 1, 5, 9, 0, 0, 0, time.UTC)
	for _, q := range qs {
		var m answers.Memory
		for i, text := range q.After {
			m = e.Ask(answers.Query{Text: text, Memory: m, At: start.Add(time.Duration(i) * time.Minute)}).Memory
		}
		began := time.Now()
		a := e.Ask(answers.Query{Text: q.Text, Memory: m, At: start.Add(time.Duration(len(q.After)) * time.Minute)})
		r := Result{Question: q, Got: a, Took: time.Since(began)}
		if q.Class == "" {
			r.Fault = fault(q, a)
		} else {
			r.Fault, r.Misleads = q.judge(a)
		}
		r.FirstRight = len(a.Topics) > 0 && slices.Contains(q.Topics, a.Topics[0])
		out = append(out, r)
	}
	return out
}

var (
	french  = regexp.MustCompile(`(?i)\b(le|la|les|des|du|une?|et|pour|vous|votre|vos|dans|avec|sur|est|sont|qui|que)\b`)
	english = regexp.MustCompile(`(?i)\b(the|of|and|you|your|with|for|is|are|that|which|from|this)\b`)
)

func inLanguage(text, lang string) bool {
	fr, en := len(french.FindAllString(text, -1)), len(english.FindAllString(text, -1))
	if fr+en < 4 {
		return true
	}
	if lang == string(careers.French) {
		return fr >= en
	}
	return en >= fr
}

func fault(q Question, a answers.Answer) string {
	for i, rx := range q.mustNot {
		if matches(rx, a.Text) {
			return "has /" + q.MustNot[i] + "/"
		}
	}
	if q.Answer == "false" {
		switch {
		case Answered(a):
			return "answered what it should not"
		case strings.TrimSpace(a.Text) == "":
			return "said nothing"
		}
		return ""
	}
	if !Answered(a) {
		return "abstained"
	}
	if n := utf8.RuneCountInString(a.Text); n > limit {
		return fmt.Sprintf("too long (%d)", n)
	}
	for i, rx := range q.must {
		if !matches(rx, a.Text) {
			return "lacks /" + q.Must[i] + "/"
		}
	}
	if !inLanguage(a.Text, q.Lang) {
		return "in the wrong language"
	}
	return ""
}

// Topics that an answer may name first, by class: a near answer is made of several.
const (
	firstOfDirect = 2
	firstOfNear   = 3
)

// judge says what is wrong with the answer to a message that has a class, and
// whether it misleads. A near answer needs no more than a fitting topic where a
// near one is expected; where a refusal is, it is no help and no harm.
func (q Question) judge(a answers.Answer) (fault string, misleads bool) {
	for i, rx := range q.mustNot {
		if matches(rx, a.Text) {
			return "has /" + q.MustNot[i] + "/", true
		}
	}
	if q.Class == "out" {
		switch {
		case a.Near && Answered(a):
			return "near, where it should refuse", false
		case Answered(a):
			return "answered what it should not", true
		}
		return "", false
	}
	if !Answered(a) && (!a.Near || q.Class != "near") {
		return "abstained", false
	}
	first := a.Topics[:min(len(a.Topics), firstOfDirect)]
	if q.Class == "near" {
		first = a.Topics[:min(len(a.Topics), firstOfNear)]
	}
	if !slices.ContainsFunc(first, q.fits) {
		return "on another topic", true
	}
	lacks := slices.IndexFunc(q.must, func(rx *regexp2.Regexp) bool { return !matches(rx, a.Text) })
	switch {
	case q.Class == "near" && a.Near:
	case lacks >= 0:
		return "lacks /" + q.Must[lacks] + "/", false
	case q.Class == "near" && len(q.must) == 0:
		return "not said to be near", false
	case q.Class == "in" && !inLanguage(a.Text, q.Lang):
		return "in the wrong language", true
	}
	return "", false
}

// fits reports whether a topic is one of those expected; a star stands for any side.
func (q Question) fits(topic string) bool {
	return slices.ContainsFunc(q.Topics, func(want string) bool {
		ok, err := path.Match(want, topic)
		return want == topic || err == nil && ok
	})
}

func matches(rx *regexp2.Regexp, text string) bool {
	ok, err := rx.MatchString(text)
	return err == nil && ok
}
