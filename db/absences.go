package db

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"mentor/bot/people"
)

// absences reads a person's absences out of one column: FROM/TO FROM/TO.
type absences struct{ into *[]people.Absence }

// Scan implements sql.Scanner.
func (a absences) Scan(v any) error {
	text, ok := v.(string)
	if !ok {
		return fmt.Errorf("absences are %T", v)
	}
	*a.into = nil
	for _, one := range strings.Fields(text) {
		from, to, _ := strings.Cut(one, "/")
		*a.into = append(*a.into, people.Absence{From: from, To: to})
	}
	slices.SortFunc(*a.into, func(x, y people.Absence) int { return cmp.Compare(x.From, y.From) })
	return nil
}

// putAbsences keeps the absences of a person, and no others.
func (t *tx) putAbsences(p people.Person) error {
	if _, err := t.exec(dropAbsences, int64(p.ID)); err != nil {
		return err
	}
	for _, a := range p.Absences {
		if _, err := t.exec(addAbsence, int64(p.ID), a.From, a.To); err != nil {
			return err
		}
	}
	return nil
}
