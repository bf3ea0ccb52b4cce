package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"strings"
	"time"

	"mentor/adapters/terminal"
	"mentor/bot"
	"mentor/bot/answers"
	"mentor/bot/careers"
	"mentor/bot/features"
)

// askCmd answers without a conversation and without a database.
type askCmd struct {
	Question []string `arg:"" optional:"" help:"The question, in your own words."`
	JSON     bool     `name:"json" help:"Print one JSON object: answered, text, topics, lang, took_us."`
	JSONL    bool     `name:"jsonl" help:"Read {\"id\",\"q\",\"after\":[…]} a line from standard input, and print an answer a line."`
	Explain  bool     `help:"Say how the answer came about."`
}

// Run implements the command.
func (c *askCmd) Run(w world, cfg config) error {
	question := strings.TrimSpace(strings.Join(c.Question, " "))
	switch {
	case c.JSONL && (question != "" || c.JSON || c.Explain):
		return usageError{errors.New("--jsonl reads its questions from standard input: give nothing else with it")}
	case !c.JSONL && question == "":
		return usageError{errors.New("ask what? For example: mentor ask what does a solutions architect do")}
	}
	known, err := know(cfg.Content)
	if err != nil {
		return err
	}
	words, err := bot.NewWords(features.All())
	if err != nil {
		return err
	}
	asker := &asker{engine: known.engine, words: words, now: cfg.Now()}
	switch {
	case c.JSONL:
		return asker.lines(w.in, w.out)
	case c.JSON:
		return json.NewEncoder(w.out).Encode(asker.ask(request{Q: question}))
	case c.Explain:
		return asker.explain(w.out, question)
	}
	return asker.print(w, question)
}

// request is one line of --jsonl.
type request struct {
	ID    string   `json:"id"`
	Q     string   `json:"q"`
	After []string `json:"after"` // what was asked before, in order
}

// result is one line of what --jsonl and --json print.
type result struct {
	ID       string       `json:"id,omitempty"`
	Answered bool         `json:"answered"`
	Near     bool         `json:"near,omitempty"` // no direct answer: the nearest that is known, and said to be that
	Text     string       `json:"text"`
	Topics   []string     `json:"topics"`
	Lang     careers.Lang `json:"lang"`
	TookUS   int64        `json:"took_us"`
	Sure     float64      `json:"sure,omitempty"` // how often such an answer is right
}

type asker struct {
	engine *answers.Engine
	words  *bot.Words
	now    time.Time
}

// query is a question as the engine takes it: text from outside is cleaned as
// in a conversation.
func (a *asker) query(text string, m answers.Memory) answers.Query {
	return answers.Query{Text: bot.Clean(text), Memory: m, At: a.now}
}

// ask answers one request; earlier messages only build the memory.
func (a *asker) ask(r request) result {
	var memory answers.Memory
	for _, earlier := range r.After {
		memory = a.engine.Ask(a.query(earlier, memory)).Memory
	}
	began := time.Now()
	if met, ok := a.words.Danger(r.Q); ok {
		return result{ID: r.ID, Answered: true, Text: string(met.Text), Topics: []string{}, Lang: met.Lang, TookUS: time.Since(began).Microseconds()}
	}
	answer := a.engine.Ask(a.query(r.Q, memory))
	took := time.Since(began)
	topics := answer.Topics
	if topics == nil {
		topics = []string{}
	}
	return result{ID: r.ID, Answered: answer.Kind != answers.Unknown, Near: answer.Near, Text: answer.Text, Topics: topics,
		Lang: answer.Lang, TookUS: took.Microseconds(), Sure: math.Round(1000*answer.Confidence) / 1000}
}

// lines answers a request a line, in order.
func (a *asker) lines(in io.Reader, out io.Writer) error {
	scan := bufio.NewScanner(in)
	scan.Buffer(nil, 8<<20)
	w := bufio.NewWriter(out)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for n := 1; scan.Scan(); n++ {
		if strings.TrimSpace(scan.Text()) == "" {
			continue
		}
		var r request
		if err := json.Unmarshal(scan.Bytes(), &r); err != nil {
			w.Flush()
			return usageError{fmt.Errorf("line %d of standard input is no JSON object with id and q: %w", n, err)}
		}
		if err := enc.Encode(a.ask(r)); err != nil {
			return err
		}
	}
	return errors.Join(scan.Err(), w.Flush())
}

// print shows an answer as the terminal does.
func (a *asker) print(w world, question string) error {
	columns := 0
	if o := terminalOptions(w, config{}, nil); o.Columns != nil {
		columns = o.Columns()
	}
	if met, ok := a.words.Danger(question); ok {
		return terminal.Write(w.out, met, columns, styled(w))
	}
	answer := a.engine.Ask(a.query(question, answers.Memory{}))
	r := bot.Reply{Text: bot.Markup(answer.Text), Lang: answer.Lang}
	if len(answer.Options) > 0 {
		c := bot.Choices{}
		for _, o := range answer.Options {
			c.Items = append(c.Items, bot.Choice{Label: o.Label})
		}
		r.Blocks = []bot.Block{c}
	}
	return terminal.Write(w.out, r, columns, styled(w))
}

// explain shows the answer's way.
func (a *asker) explain(out io.Writer, question string) error {
	x := a.engine.Explain(a.query(question, answers.Memory{}))
	for _, step := range x.Steps {
		fmt.Fprintln(out, step)
	}
	_, err := fmt.Fprintf(out, "\n%s (%s, confidence %.2f)\n\n%s\n", strings.Join(x.Answer.Topics, ", "), x.Answer.Kind, x.Answer.Confidence, x.Answer.Text)
	return err
}
