package advice

import (
	"cmp"
	"slices"

	"mentor/bot/careers"
	"mentor/bot/people"
	"mentor/bot/plainwords"
)

// levels are how far up a certification lies; what the mentor suggests never
// lies below what is held of the same issuer.
var levels = map[string]int{"foundational": 1, "associate": 2, "professional": 3, "expert": 4}

// nextCert is the certification to suggest for a role: one that counts for it,
// can be earned today, is not held, and does not lie below one that is held.
// One beside or above what is held comes first, else the lowest.
func nextCert(c *careers.Content, f Facts, role string) (*careers.Certification, bool) {
	held := map[string]bool{}
	top := map[string]int{} // by issuer
	for _, x := range f.Certs {
		known, ok := c.Certification(x.Catalog)
		if !ok {
			continue
		}
		held[known.ID] = true
		top[known.Issuer] = max(top[known.Issuer], levels[known.Level])
	}
	wanted := map[string]int{} // how early the role asks for what it shows
	for i, s := range c.SkillsOf(role) {
		for _, id := range s.Certifications {
			if _, ok := wanted[id]; !ok {
				wanted[id] = i + 1
			}
		}
	}
	var fit []*careers.Certification
	for _, x := range c.Certifications() {
		counts := wanted[x.ID] > 0 || slices.Contains(x.Roles, role)
		if counts && x.Status == "active" && !held[x.ID] && levels[x.Level] >= top[x.Issuer] {
			fit = append(fit, x)
		}
	}
	if len(fit) == 0 {
		return nil, false
	}
	rank := func(x *careers.Certification) int {
		n := 10 * cmp.Or(wanted[x.ID], 9)
		if _, ok := wants(f, x); ok {
			n = -100
		}
		if !slices.Contains(x.Roles, role) {
			n += 30
		}
		if top[x.Issuer] > 0 && levels[x.Level] > top[x.Issuer] {
			n -= 15 // the one above what is held
		}
		return n + 5*max(0, levels[x.Level]-2)
	}
	slices.SortStableFunc(fit, func(a, b *careers.Certification) int { return cmp.Compare(rank(a), rank(b)) })
	return fit[0], true
}

// wants is the open goal that names a certification.
func wants(f Facts, c *careers.Certification) (people.Goal, bool) {
	called := careers.Lists{En: append([]string{c.Name}, c.Aliases...), Fr: c.AliasesFr}
	for _, g := range f.Open() {
		if plainwords.Points(g.Text, called) {
			return g, true
		}
	}
	return people.Goal{}, false
}

// heldFor is the certification held that counts most for a role.
func heldFor(c *careers.Content, f Facts, role string) (people.Certification, bool) {
	var best people.Certification
	level := -1
	for _, x := range f.Certs {
		if past(f.Today, x) {
			continue
		}
		n := 0
		if known, ok := c.Certification(x.Catalog); ok {
			n = levels[known.Level]
			if slices.Contains(known.Roles, role) {
				n += 10
			}
		}
		if n > level {
			best, level = x, n
		}
	}
	return best, level >= 0
}
