package main

import (
	"regexp"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"
)

// ownPrefixes begin the names of environment variables that are ours to read:
// one that we do not know is a slip that would have no effect.
var ownPrefixes = []string{"MENTOR_", "SLACK_", "DISCORD_"}

// Kubernetes puts the addresses of a namespace's services into every
// container: MENTOR_PORT=tcp://… for a service called mentor.
var serviceName = regexp.MustCompile(`_(SERVICE_HOST|SERVICE_PORT(_[A-Z0-9_]+)?|PORT(_\d+_(TCP|UDP|SCTP)(_[A-Z]+)?)?)$`)

// unknown reports every variable of environ that looks like one of ours and is
// none that has been asked for, with the nearest that is.
func (r *reader) unknown(environ []string) {
	slices.Sort(environ)
	for _, pair := range environ {
		name, value, _ := strings.Cut(pair, "=")
		ours := slices.ContainsFunc(ownPrefixes, func(p string) bool { return strings.HasPrefix(name, p) })
		if !ours || value == "" || slices.Contains(r.asked, strings.TrimSuffix(name, "_FILE")) {
			continue
		}
		if serviceName.MatchString(name) && (strings.Contains(value, "://") || !strings.HasSuffix(name, "_PORT")) {
			continue
		}
		r.wrong("%s is no setting of the mentor's. The nearest is %s; docs/install.md lists them all. Rename it, or take it out of the mentor's environment.",
			name, r.nearest(name))
	}
}

// nearest is the name that takes the fewest letters to change.
func (r *reader) nearest(name string) string {
	file := strings.HasSuffix(name, "_FILE")
	name = strings.TrimSuffix(name, "_FILE")
	near := slices.MinFunc(r.asked, func(a, b string) int {
		return levenshtein.ComputeDistance(name, a) - levenshtein.ComputeDistance(name, b)
	})
	if file {
		near += "_FILE"
	}
	return near
}
