package slack

import (
	"mentor/bot"
)

// ours is the workspace that a payload is for: named is what it says, in the
// order of belief. ok is false where it is for another one: Slack Connect and
// apps that several workspaces have bring such payloads, signed like ours.
//
// The order of names is Bolt's: the installation that a view belongs to, the
// first authorization of an event, the team on the envelope. The last may be
// the team of whoever acted, in a channel that two organisations share.
func (me identity) ours(named ...string) (team string, ok bool) {
	for _, team := range named {
		if team != "" {
			return team, me.team == "" || team == me.team
		}
	}
	return me.team, true
}

// anothers drops what is for another workspace; it is counted.
func (a *Adapter) anothers(kind string) {
	n := a.foreign.Add(1)
	if n&(n-1) == 0 { // 1, 2, 4, 8 …: it may come as often as others write
		a.log.Warn("what is for another workspace is dropped", "kind", kind, "so far", n)
	}
}

// Counts gives what the adapter has counted since it started, by name.
func (a *Adapter) Counts() map[string]int64 {
	return map[string]int64{"foreign_events": a.foreign.Load(), "crowded_events": a.jobs.Refused()}
}

var _ bot.Counter = (*Adapter)(nil)
