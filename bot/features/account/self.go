package account

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"mentor/bot"
	"mentor/bot/people"
	"mentor/bot/say"
	"mentor/bot/zones"
)

// sayings is what can be said of what is kept.
func sayings() map[string]bot.Saying {
	return map[string]bot.Saying{
		"export": {Do: say.Passes("export"), Confirms: true},
		"forget": {Do: say.Passes("forget"), Confirms: true},
		"link":   {Do: say.Passes("link", "code")},
		"unlink": {Do: say.Passes("unlink"), Confirms: true},
	}
}

// linkLife is how long a one-time code joins two identities: long enough to
// change to the other chat, short enough that a code seen later is worthless.
const linkLife = 15 * time.Minute

// export gives everything that is stored about the person: a page to read, and
// every row for a program.
func export(t *bot.Turn) (bot.Reply, error) {
	if err := t.Later(); err != nil {
		return bot.Reply{}, err
	}
	tables, err := t.Tx.Export(t.Person.ID)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("export: %w", err)
	}
	data, err := json.MarshalIndent(map[string]any{"exported": t.Now.Format(time.RFC3339), "tables": tables}, "", "  ")
	if err != nil {
		return bot.Reply{}, fmt.Errorf("export: %w", err)
	}
	read, err := readable(t)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("export: %w", err)
	}
	table, err := sheet(t)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("export: %w", err)
	}
	days, err := calendar(t)
	if err != nil {
		return bot.Reply{}, fmt.Errorf("export: %w", err)
	}
	text := t.Say("export.done")
	if table != nil || days != nil {
		text += " " + t.Say("export.more")
	}
	r := bot.Reply{Text: text, Private: true, Blocks: []bot.Block{bot.Section{Text: text}}}
	for _, f := range []bot.File{
		{Name: ".md", MIME: "text/markdown", Data: read}, {Name: ".json", MIME: "application/json", Data: data},
		{Name: "-certifications.csv", MIME: "text/csv", Data: table}, {Name: ".ics", MIME: "text/calendar", Data: days},
	} {
		if f.Name = "mentor-" + t.Today() + f.Name; f.Data != nil {
			r.Blocks = append(r.Blocks, f)
		}
	}
	return r, nil
}

// forgetAsked asks once more: what is erased does not come back.
func forgetAsked(t *bot.Turn) (bot.Reply, error) {
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	certs, err := t.Tx.Certs(t.Person.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	yes := t.Choice("forget.button.yes", "forget.yes", "")
	yes.Style = bot.Danger
	return bot.Reply{Text: t.Say("forget.ask", "goals", len(goals), "certs", len(certs)), Private: !t.Event.DM,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{yes, t.Choice("forget.button.export", "export", ""), t.Choice("forget.button.no", "forget.no", "")}}}}, nil
}

func forget(t *bot.Turn) (bot.Reply, error) {
	if err := t.Tx.Forget(t.Person.ID); err != nil {
		return bot.Reply{}, fmt.Errorf("forget: %w", err)
	}
	t.Forgotten = true
	text := t.Say("forget.done")
	if t.Bot.Aside != nil {
		switch files := t.Bot.Aside(); {
		case len(files) == 0:
		case t.Event.From.Platform == people.Terminal:
			text += "\n\n" + t.Say("forget.aside.here", "files", strings.Join(files, ", "), "n", len(files))
		default:
			text += "\n\n" + t.Say("forget.aside.there")
			t.Bot.Log.Warn("who was forgotten is still in what was set aside: delete it once all is well", "files", files)
		}
	}
	return bot.Reply{Text: text, Private: !t.Event.DM}, nil
}

// link gives a code, or joins this identity to the person who got the code elsewhere.
func link(t *bot.Turn, a bot.Args) (bot.Reply, error) {
	if a["code"] == "" {
		code, err := linkCode(t.Bot.Random)
		if err != nil {
			return bot.Reply{}, err
		}
		if err := t.Tx.PutLinkCode(t.Person.ID, hashCode(code), t.Now.Add(linkLife)); err != nil {
			return bot.Reply{}, fmt.Errorf("keep link code: %w", err)
		}
		return bot.Reply{Text: t.Say("link.code", "code", code, "minutes", int(linkLife.Minutes())), Private: true}, nil
	}
	if !t.Event.DM && t.Event.From.Platform != people.Terminal {
		if _, typed := t.Event.Body.(bot.Message); typed { // others may have read the code
			return bot.Reply{}, t.Problem("link.in-public")
		}
	}
	other, err := t.Tx.TakeLinkCode(hashCode(a["code"]), t.Now)
	if errors.Is(err, bot.ErrNotFound) {
		return bot.Reply{}, t.Problem("link.unknown")
	}
	if err != nil {
		return bot.Reply{}, fmt.Errorf("take link code: %w", err)
	}
	if other == t.Person.ID {
		return bot.Reply{}, t.Problem("link.same")
	}
	if err := t.Tx.Merge(other, t.Person.ID); err != nil {
		return bot.Reply{}, fmt.Errorf("link: %w", err)
	}
	if t.Person, err = t.Tx.Person(other); err != nil {
		return bot.Reply{}, fmt.Errorf("link: %w", err)
	}
	if t.Person.Zone != "" { // one of the two may have had another, or none
		if err := zones.Rezone(t); err != nil {
			return bot.Reply{}, err
		}
	}
	t.Changed = true
	goals, err := t.Tx.Goals(t.Person.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	return bot.Reply{Text: t.Say("link.done", "goals", len(goals)), Private: true,
		Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{t.Choice("goal.button.list", "goal.list", "")}}}}, nil
}

func unlinkAsked(t *bot.Turn) (bot.Reply, error) {
	all, err := t.Tx.Identities(t.Person.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) < 2 {
		return bot.Reply{}, t.Problem("unlink.alone")
	}
	yes := t.Choice("unlink.button", "unlink.yes", "")
	yes.Style = bot.Danger
	return bot.Reply{Text: t.Say("unlink.ask", "platform", say.PlatformName(t, t.Event.From.Platform)), Private: true, Blocks: []bot.Block{bot.Choices{Items: []bot.Choice{yes}}}}, nil
}

// unlink makes this identity a person of its own again; what was shared stays with the others.
func unlink(t *bot.Turn) (bot.Reply, error) {
	all, err := t.Tx.Identities(t.Person.ID)
	if err != nil {
		return bot.Reply{}, err
	}
	if len(all) < 2 {
		return bot.Reply{}, t.Problem("unlink.alone")
	}
	if t.Person, err = t.Tx.Split(t.Event.User, t.Now); err != nil {
		return bot.Reply{}, fmt.Errorf("unlink: %w", err)
	}
	t.Changed = true
	return bot.Reply{Text: t.Say("unlink.done"), Private: true}, nil
}

// linkCode is ten characters that are read out easily (RFC 4648 base32 without
// the padding): 50 bits, of which nobody guesses one in fifteen minutes.
func linkCode(random io.Reader) (string, error) {
	var b [7]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		return "", fmt.Errorf("make link code: %w", err)
	}
	c := base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(b[:])[:10]
	return c[:5] + "-" + c[5:], nil
}

func hashCode(code string) string {
	plain := strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(code))
	sum := sha256.Sum256([]byte(plain))
	return hex.EncodeToString(sum[:])
}
