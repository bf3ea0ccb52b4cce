package answers

import (
	"strings"
)

// decideFollow decides on a message that makes sense only after the one before.
func (e *Engine) decideFollow(r *reading, d decision, m Memory, how string, sure float64) (decision, bool) {
	last := m.Topics[0]
	subject, facet, _ := strings.Cut(last, "/")
	role, _, hasRole := lastRole(m)
	if _, ok := e.content.Role(role); !ok {
		hasRole = false
	}
	ellipsis := r.p("ellipsis")
	top, _ := r.mass("follow:")
	d.because("follow-up: %s after %s (ellipsis %.2f)", how, last, ellipsis)
	if how == "same-role-other-facet" || ellipsis > top {
		if hasRole {
			f, p := r.facetOf(e, role, &d)
			if f == "path" {
				f = "action-plan"
			}
			if f == "compare" {
				f = "differences"
			}
			return d.answer(0.5*sure+0.5*p, role+"/"+f), true
		}
		return d, false
	}
	switch how {
	case "next", "previous":
		if subject == "plan" {
			if n, ok := neighbour([]string{"0-1", "1-3", "3-5"}, facet, how); ok {
				return d.answer(0.9, "plan/"+n), true
			}
		}
		if hasRole {
			if how == "next" {
				if facet == "next-role" {
					if above := e.content.Above(role); len(above) > 0 {
						role = above[0].ID
					}
				}
				above := e.content.Above(role)
				if len(above) == 1 {
					return d.answer(0.85, above[0].ID+"/overview"), true
				}
				return d.answer(0.85, role+"/next-role"), true
			}
			if below, ok := e.content.Below(role); ok {
				return d.answer(0.85, below.ID+"/overview"), true
			}
			return d.answer(0.7, role+"/next-role"), true
		}
	case "place":
		return d.refuse("place", sure), true
	case "more", "example", "other", "why":
		if t, ok := e.content.Topic(last); ok {
			for _, n := range t.Next {
				seen := false
				for _, old := range append(m.Topics, m.Earlier...) {
					seen = seen || old == n
				}
				s, _, _ := strings.Cut(n, "/")
				if !seen && (s == subject || !hasRole) {
					return d.answer(0.7, n), true
				}
			}
		}
	case "how-to-start":
		if hasRole && subject == role {
			return d.answer(0.75, role+"/action-plan"), true
		}
		if t, ok := e.content.Topic(last); ok && len(t.Next) > 0 {
			return d.answer(0.6, t.Next[0]), true
		}
	}
	return d, false
}

func neighbour(list []string, at, how string) (string, bool) {
	for i, x := range list {
		if x != at {
			continue
		}
		if how == "next" && i+1 < len(list) {
			return list[i+1], true
		}
		if how == "previous" && i > 0 {
			return list[i-1], true
		}
	}
	return "", false
}
