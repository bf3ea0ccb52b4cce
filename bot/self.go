package bot

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

	"mentor/bot/people"
)

// linkLife is how long a one-time code joins two identities: long enough to
// change to the other chat, short enough that a code seen later is worthless.
const linkLife = 15 * time.Minute

// selfRoom is what belongs to a person as such: taking everything along,
// erasing it, and being one person on several platforms.
func selfRoom() room {
	return room{
		specs: []*Spec{
			{Path: []string{"export"}, Personal: true, Aliases: []string{"exporter", "my data", "mes données"}, run: func(t *Turn, _ Args) (Reply, error) { return t.export() }},
			{Path: []string{"forget"}, Personal: true, Aliases: []string{"forget me", "oublier", "oubliez-moi", "delete my data", "erase me"},
				run: func(t *Turn, _ Args) (Reply, error) { return t.forgetAsked() }},
			{Path: []string{"link"}, Personal: true, Aliases: []string{"lier", "relier"}, Args: []Arg{{Name: "code", Type: CodeArg}}, run: (*Turn).link},
			{Path: []string{"unlink"}, Personal: true, Aliases: []string{"délier", "dissocier"}, run: func(t *Turn, _ Args) (Reply, error) { return t.unlinkAsked() }},
		},
		presses: map[string]pressFunc{
			"export":     func(t *Turn, _ string) (Reply, error) { return t.export() },
			"forget.yes": func(t *Turn, _ string) (Reply, error) { return t.forget() },
			"forget.no": func(t *Turn, _ string) (Reply, error) {
				return Reply{Text: t.say("forget.kept"), Private: !t.ev.DM}, nil
			},
			"unlink.yes": func(t *Turn, _ string) (Reply, error) { return t.unlink() },
		},
	}
}

// export gives everything that is stored about the person, as a file.
func (t *Turn) export() (Reply, error) {
	tables, err := t.tx.Export(t.p.ID)
	if err != nil {
		return Reply{}, fmt.Errorf("export: %w", err)
	}
	data, err := json.MarshalIndent(map[string]any{"exported": t.now.Format(time.RFC3339), "tables": tables}, "", "  ")
	if err != nil {
		return Reply{}, fmt.Errorf("export: %w", err)
	}
	text := t.say("export.done")
	return Reply{Text: text, Private: true, Blocks: []Block{Section{Text: text},
		File{Name: "mentor-" + t.today() + ".json", MIME: "application/json", Data: data}}}, nil
}

// forgetAsked asks once more: what is erased does not come back.
func (t *Turn) forgetAsked() (Reply, error) {
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, err
	}
	certs, err := t.tx.Certs(t.p.ID)
	if err != nil {
		return Reply{}, err
	}
	yes := t.choice("forget.button.yes", "forget.yes", "")
	yes.Style = Danger
	return Reply{Text: t.say("forget.ask", "goals", len(goals), "certs", len(certs)), Private: !t.ev.DM,
		Blocks: []Block{Choices{Items: []Choice{yes, t.choice("forget.button.export", "export", ""), t.choice("forget.button.no", "forget.no", "")}}}}, nil
}

func (t *Turn) forget() (Reply, error) {
	if err := t.tx.Forget(t.p.ID); err != nil {
		return Reply{}, fmt.Errorf("forget: %w", err)
	}
	t.forgotten = true
	return Reply{Text: t.say("forget.done"), Private: !t.ev.DM}, nil
}

// link gives a code, or joins this identity to the person who got the code elsewhere.
func (t *Turn) link(a Args) (Reply, error) {
	if a["code"] == "" {
		code, err := linkCode(t.b.Random)
		if err != nil {
			return Reply{}, err
		}
		if err := t.tx.PutLinkCode(t.p.ID, hashCode(code), t.now.Add(linkLife)); err != nil {
			return Reply{}, fmt.Errorf("keep link code: %w", err)
		}
		return Reply{Text: t.say("link.code", "code", code, "minutes", int(linkLife.Minutes())), Private: true}, nil
	}
	if !t.ev.DM && t.ev.From.Platform != people.Terminal {
		if _, typed := t.ev.Body.(Message); typed { // others may have read the code
			return Reply{}, t.problem("link.in-public")
		}
	}
	other, err := t.tx.TakeLinkCode(hashCode(a["code"]), t.now)
	if errors.Is(err, ErrNotFound) {
		return Reply{}, t.problem("link.unknown")
	}
	if err != nil {
		return Reply{}, fmt.Errorf("take link code: %w", err)
	}
	if other == t.p.ID {
		return Reply{}, t.problem("link.same")
	}
	if err := t.tx.Merge(other, t.p.ID); err != nil {
		return Reply{}, fmt.Errorf("link: %w", err)
	}
	if t.p, err = t.tx.Person(other); err != nil {
		return Reply{}, fmt.Errorf("link: %w", err)
	}
	if t.p.Zone != "" { // one of the two may have had another, or none
		if err := t.rezone(); err != nil {
			return Reply{}, err
		}
	}
	t.changed = true
	goals, err := t.tx.Goals(t.p.ID)
	if err != nil {
		return Reply{}, err
	}
	return Reply{Text: t.say("link.done", "goals", len(goals)), Private: true,
		Blocks: []Block{Choices{Items: []Choice{t.choice("goal.button.list", "goal.list", "")}}}}, nil
}

func (t *Turn) unlinkAsked() (Reply, error) {
	all, err := t.tx.Identities(t.p.ID)
	if err != nil {
		return Reply{}, err
	}
	if len(all) < 2 {
		return Reply{}, t.problem("unlink.alone")
	}
	yes := t.choice("unlink.button", "unlink.yes", "")
	yes.Style = Danger
	return Reply{Text: t.say("unlink.ask", "platform", t.platformName(t.ev.From.Platform)), Private: true, Blocks: []Block{Choices{Items: []Choice{yes}}}}, nil
}

// unlink makes this identity a person of its own again; what was shared stays with the others.
func (t *Turn) unlink() (Reply, error) {
	all, err := t.tx.Identities(t.p.ID)
	if err != nil {
		return Reply{}, err
	}
	if len(all) < 2 {
		return Reply{}, t.problem("unlink.alone")
	}
	if t.p, err = t.tx.Split(t.ev.User, t.now); err != nil {
		return Reply{}, fmt.Errorf("unlink: %w", err)
	}
	t.changed = true
	return Reply{Text: t.say("unlink.done"), Private: true}, nil
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
