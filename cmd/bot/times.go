package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"time"

	"mentor/bot/language"
)

// timesCmd answers test cases of dates: what an expression means when it is
// said at a moment.
type timesCmd struct {
	JSONL bool `name:"jsonl" help:"Read id, lang, text, now and lean, a case a line; write id, kind, start, end and iso."`
}

type timesCase struct {
	ID   string        `json:"id"`
	Lang language.Lang `json:"lang"`
	Text string        `json:"text"`
	Now  string        `json:"now"`
	Lean string        `json:"lean"`
}

type timesAnswer struct {
	ID    string `json:"id"`
	Kind  string `json:"kind"` // date, range, duration or none
	Start string `json:"start,omitempty"`
	End   string `json:"end,omitempty"`
	ISO   string `json:"iso,omitempty"`
}

// Run implements the command.
func (c *timesCmd) Run(w world) error {
	if !c.JSONL {
		return usageError{fmt.Errorf("say --jsonl: cases are read from standard input, a JSON object a line")}
	}
	in, out := bufio.NewScanner(w.in), json.NewEncoder(w.out)
	for in.Scan() {
		if len(in.Bytes()) == 0 {
			continue
		}
		var q timesCase
		if err := json.Unmarshal(in.Bytes(), &q); err != nil {
			return usageError{err}
		}
		now, err := moment(q.Now)
		if err != nil {
			return usageError{err}
		}
		lean := map[string]language.Lean{"future": language.Future, "past": language.Past}[q.Lean]
		if err := out.Encode(answerTime(q.ID, q.Text, language.Context{Now: now, Lang: q.Lang, Lean: lean})); err != nil {
			return err
		}
	}
	return in.Err()
}

func answerTime(id, text string, c language.Context) timesAnswer {
	a := timesAnswer{ID: id, Kind: "none"}
	r, ok := language.Whole(text, c)
	if !ok {
		return a
	}
	switch v := r.Value.(type) {
	case language.Date:
		a.Kind, a.Start, a.End = "date", v.String(), v.String()
	case language.Range:
		a.Kind, a.Start, a.End = "range", v.From.String(), v.To.String()
	case language.Duration:
		a.Kind, a.ISO = "duration", v.String()
	}
	return a
}

// moment reads a local time as the cases write it.
func moment(s string) (time.Time, error) {
	for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02T15:04", time.DateOnly} {
		if t, err := time.Parse(layout, s); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is no moment: write 2006-01-02T15:04", s)
}
