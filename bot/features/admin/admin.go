// Package admin owns what those who run the mentor may do in a chat: look at
// figures, erase somebody who left, and hold back what is sent unasked. Its
// commands are listed nowhere and work for the people whom the installation
// names. It must not show anybody what somebody else said.
package admin

import (
	"embed"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/careers"
	"mentor/bot/people"
)

//go:embed wording/*.yaml
var wording embed.FS

// Feature is the commands of those who run the mentor.
func Feature() bot.Feature {
	command := func(run func(*bot.Turn, bot.Args) (bot.Reply, error), args []bot.Arg, path ...string) *bot.Spec {
		return &bot.Spec{Path: path, Hidden: true, Reads: true, Args: args, Run: only(run)}
	}
	person := []bot.Arg{{Name: "person", Type: bot.WordsArg}}
	return bot.Feature{Name: "admin", Wording: wording,
		Commands: []*bot.Spec{
			command(stats, nil, "admin", "stats"),
			command(forgetAsked, person, "admin", "forget"),
			command(pause, nil, "admin", "pause"),
			command(resume, nil, "admin", "resume"),
		},
		Presses: map[string]bot.PressFunc{
			"admin.forget": func(t *bot.Turn, ref string) (bot.Reply, error) {
				return only(forget)(t, bot.Args{"person": ref})
			},
		},
	}
}

// only lets admins through, in private.
func only(run func(*bot.Turn, bot.Args) (bot.Reply, error)) func(*bot.Turn, bot.Args) (bot.Reply, error) {
	return func(t *bot.Turn, a bot.Args) (bot.Reply, error) {
		me := t.Event.User
		if !slices.ContainsFunc(t.Bot.Admins, func(u people.UserRef) bool { return u.Platform == me.Platform && u.ID == me.ID }) {
			return bot.Reply{}, t.Problem("admin.not-you", "you", string(me.Platform)+":"+me.ID)
		}
		r, err := run(t, a)
		r.Private = !t.Event.DM
		return r, err
	}
}

func stats(t *bot.Turn, _ bot.Args) (bot.Reply, error) {
	s, err := t.Tx.Stats(t.Now)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("count: %w", err)
	}
	paused, err := t.Tx.Paused()
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: Report(t.Bot.Words, t.Lang, s, paused, t.Bot.Careers())}, nil
}

// Report is figures in words. Below ten people it has none about them.
func Report(w *bot.Words, lang people.Lang, s bot.Stats, paused time.Time, known *careers.Content) bot.Markup {
	var lines []string
	line := func(id string, kv ...any) { lines = append(lines, string(w.Say(lang, "admin."+id, kv...))) }
	if !paused.IsZero() {
		line("stats.paused", "since", paused.Format("2006-01-02 15:04 MST"))
	}
	line("stats.people", "n", s.People)
	if s.People >= bot.Discreet {
		line("stats.active", "active", s.Active, "met", s.Met, "on", s.CheckInsOn, "stopped", s.Stopped)
		line("stats.answers", "answered", s.Answers["answered"], "near", s.Answers["near"], "unanswered", s.Answers["unanswered"])
		topics := func(id string, counts []bot.Count) {
			var named []string
			for _, c := range counts {
				named = append(named, fmt.Sprintf("%s (%d)", known.Title(c.Name, lang), c.N))
			}
			if len(named) > 0 {
				line(id, "topics", strings.Join(named, ", "))
			}
		}
		topics("stats.unanswered", s.Unanswered)
		if s.Answers["helped"]+s.Answers["missed"] > 0 {
			line("stats.helped", "helped", s.Answers["helped"], "missed", s.Answers["missed"])
			topics("stats.missed", s.Missed)
		}
		line("stats.checkins", "sent", s.CheckIns, "answered", s.Replied, "goals", s.GoalsReached)
		if n := s.Answers["outcome-reached"] + s.Answers["outcome-partly"] + s.Answers["outcome-missed"] + s.Answers["outcome-unwanted"]; n > 0 {
			line("stats.outcomes", "n", n, "reached", s.Answers["outcome-reached"], "partly", s.Answers["outcome-partly"], "missed", s.Answers["outcome-missed"], "unwanted", s.Answers["outcome-unwanted"])
		}
		if sent := s.Deliveries[bot.Sent]; sent > 0 {
			line("stats.optouts", "share", strconv.FormatFloat(100*float64(s.Answers["optout"])/float64(sent), 'f', 1, 64), "stopped", s.Answers["optout"], "sent", sent)
		}
		if s.Started >= bot.Discreet {
			line("stats.steady", "steady", s.Steady, "started", s.Started)
		}
	} else {
		line("stats.few", "least", bot.Discreet)
	}
	line("stats.deliveries", "sent", s.Deliveries[bot.Sent], "waiting", s.Deliveries[bot.Pending]+s.Deliveries[bot.Claimed],
		"parked", s.Deliveries[bot.Parked], "skipped", s.Deliveries[bot.Skipped])
	return bot.Markup(strings.Join(lines, "\n"))
}

// find is the person whom an admin names; a problem where there is not one.
func find(t *bot.Turn, named string) (id people.PersonID, ref people.UserRef, err error) {
	ref, err = people.ParseUserRef(named)
	if err != nil {
		return 0, ref, t.Problem("admin.forget.whom", "example", string(t.Event.User.Platform)+":"+t.Event.User.ID)
	}
	all, err := t.Tx.PeopleOf(ref.Platform, ref.ID)
	switch {
	case err != nil:
		return 0, ref, fmt.Errorf("find person: %w", err)
	case len(all) != 1:
		return 0, ref, t.Problem("admin.forget.unknown", "person", named, "n", len(all))
	case all[0] == t.Person.ID:
		return 0, ref, t.Problem("admin.forget.self")
	}
	return all[0], ref, nil
}

func forgetAsked(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	_, ref, err := find(t, a["person"])
	if err != nil {
		return bot.Reply{}, err
	}
	name := string(ref.Platform) + ":" + ref.ID
	yes := t.Choice("admin.forget.yes", "admin.forget", name)
	yes.Style = bot.Danger
	return bot.Reply{Text: t.Say("admin.forget.ask", "person", name),
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{yes, t.Choice("forget.button.no", "forget.no", "")}}}}, nil
}

func forget(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	id, ref, err := find(t, a["person"])
	if err != nil {
		return bot.Reply{}, err
	}
	whose, err := t.Tx.Person(id)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("read person: %w", err)
	}
	if err := t.Tx.Forget(id); err != nil && !errors.Is(err, bot.ErrNotFound) {
		return bot.Reply{}, fmt.Errorf("forget: %w", err)
	}
	t.Bot.Log.Warn("an admin had somebody forgotten", "admin", t.Person.LogID, "person", whose.LogID)
	text := t.Say("admin.forget.done", "person", string(ref.Platform)+":"+ref.ID)
	if t.Bot.Aside != nil {
		if files := t.Bot.Aside(); len(files) > 0 {
			text += "\n\n" + t.Say("forget.aside.here", "files", strings.Join(files, ", "), "n", len(files))
		}
	}
	return bot.Reply{Text: text}, nil
}

func pause(t *bot.Turn, _ bot.Args) (bot.Reply, error)  { return hold(t, true, "admin.paused") }
func resume(t *bot.Turn, _ bot.Args) (bot.Reply, error) { return hold(t, false, "admin.resumed") }

func hold(t *bot.Turn, on bool, id string) (bot.Reply, error) {
	if err := t.Tx.Pause(on, t.Now); err != nil {
		return bot.Reply{}, fmt.Errorf("pause: %w", err)
	}
	t.Bot.Log.Warn("an admin switched what is sent unasked", "admin", t.Person.LogID, "paused", on)
	return bot.Reply{Text: t.Say(id)}, nil
}
