package slack

import (
	"context"
	"strings"
	"sync"
	"time"

	slackgo "github.com/slack-go/slack"

	"mentor/bot"
)

const (
	profileLife = 6 * time.Hour // user_change says sooner, where we are told
	profilesMax = 20000
)

// profiles remembers what Slack says of people: zone, language, name.
type profiles struct {
	a  *Adapter
	mu sync.Mutex
	of map[string]known
}

type known struct {
	hints bot.Hints
	name  string
	at    time.Time
}

func newProfiles(a *Adapter) *profiles { return &profiles{a: a, of: map[string]known{}} }

func (p *profiles) get(id string) (known, bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	k, is := p.of[id]
	return k, is && p.a.now().Sub(k.at) < profileLife
}

func (p *profiles) put(id string, k known) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if len(p.of) >= profilesMax {
		clear(p.of) // they are asked for again
	}
	p.of[id] = k
}

// learn takes what a user_change event tells. It has no locale at times; then
// the one that is known stays.
func (p *profiles) learn(u slackUser) {
	was, is := p.get(u.ID)
	if !is && u.Locale == "" {
		return // nobody has asked, and half a profile would keep us from asking
	}
	k := known{hints: bot.Hints{Locale: u.Locale, Zone: u.TZ}, name: u.Profile.DisplayName, at: p.a.now()}
	if k.hints.Locale == "" {
		k.hints.Locale = was.hints.Locale
	}
	if k.hints.Zone == "" {
		k.hints.Zone = was.hints.Zone
	}
	if k.name == "" {
		k.name = u.Name
	}
	p.put(u.ID, k)
}

// find gives what Slack says of somebody, asking once. It is a hint: where
// Slack is slow or busy nothing waits for it.
func (p *profiles) find(ctx context.Context, id string) known {
	if k, is := p.get(id); is {
		return k
	}
	if id == "" || !p.a.pace.try("users.info") {
		return known{}
	}
	ctx, cancel := context.WithTimeout(ctx, profileTimeout)
	defer cancel()
	u, err := p.a.api().GetUserInfoContext(ctx, id)
	if err != nil {
		if fault := sendError(err); fault.Code == "ratelimited" {
			p.a.pace.hold("users.info", fault.After)
		}
		return known{}
	}
	k := known{hints: bot.Hints{Locale: u.Locale, Zone: u.TZ}, name: nameOf(u), at: p.a.now()}
	p.put(id, k)
	return k
}

func nameOf(u *slackgo.User) string {
	for _, n := range []string{u.Profile.DisplayName, u.RealName, u.Name} {
		if n = strings.TrimSpace(n); n != "" {
			return n
		}
	}
	return ""
}

// named writes the names of those who are mentioned.
func (p *profiles) named(ctx context.Context, text string, mentions []string) string {
	for _, id := range mentions {
		if k := p.find(ctx, id); k.name != "" {
			text = strings.ReplaceAll(text, "@"+id, "@"+k.name)
		}
	}
	return text
}
