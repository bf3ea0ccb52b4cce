package db

import (
	"time"

	"mentor/bot/people"
)

const certColumns = `id, person_id, number, catalog, name, earned, expires, no_expiry, link, created_at, removed_at`

var (
	numberCert = register(`UPDATE people SET certs_numbered = certs_numbered + 1 WHERE id = $1 RETURNING certs_numbered`)
	addCert    = register(`INSERT INTO certifications (person_id, number, catalog, name, earned, expires, no_expiry, link,
		created_at, removed_at, remind_on) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id`)
	saveCert = register(`UPDATE certifications SET catalog = $1, name = $2, earned = $3, no_expiry = $4, link = $5,
		created_at = $6, removed_at = $7,
		remind_on = CASE WHEN expires = $8 THEN remind_on ELSE $9 END, expires = $8
		WHERE id = $10 AND person_id = $11`)
	certByNumber = register(`SELECT ` + certColumns + ` FROM certifications WHERE person_id = $1 AND number = $2`)
	certs        = register(`SELECT ` + certColumns + ` FROM certifications WHERE person_id = $1 AND removed_at = 0 ORDER BY number`)
)

func readCert(scan scan) (c people.Certification, err error) {
	err = scan(&c.ID, &c.Person, &c.Number, &c.Catalog, &c.Name, &c.Earned, &c.Expires, &c.NoExpiry, &c.Link,
		instant{&c.Created}, instant{&c.Removed})
	return c, err
}

// expiryLeadDays are how many days before a certification runs out its person
// is told: once with time to study for the renewal, once to book it.
var expiryLeadDays = []int{60, 14}

// remindOn is the first day after the local date day on which a note about
// expiry is due; empty where none is left.
func remindOn(expires, day string) string {
	end, err := time.Parse(time.DateOnly, expires)
	if err != nil {
		return ""
	}
	for _, lead := range expiryLeadDays {
		if on := end.AddDate(0, 0, -lead).Format(time.DateOnly); on > day {
			return on
		}
	}
	return ""
}

func (t *tx) AddCert(c people.Certification) (people.Certification, error) {
	if err := t.one(numberCert, []any{int64(c.Person)}, &c.Number); err != nil {
		return people.Certification{}, err
	}
	err := t.one(addCert, []any{int64(c.Person), c.Number, c.Catalog, c.Name, c.Earned, c.Expires, c.NoExpiry, c.Link,
		ms(c.Created), ms(c.Removed), remindOn(c.Expires, c.Created.UTC().Format(time.DateOnly))}, &c.ID)
	return c, err
}

// SaveCert starts the notes about expiry anew where the date has changed.
func (t *tx) SaveCert(c people.Certification) error {
	return t.must(saveCert, c.Catalog, c.Name, c.Earned, c.NoExpiry, c.Link, ms(c.Created), ms(c.Removed),
		c.Expires, remindOn(c.Expires, c.Created.UTC().Format(time.DateOnly)), c.ID, int64(c.Person))
}

func (t *tx) Cert(person people.PersonID, number int) (people.Certification, error) {
	return first(t, certByNumber, readCert, int64(person), number)
}

func (t *tx) Certs(person people.PersonID) ([]people.Certification, error) {
	return all(t, certs, readCert, int64(person))
}
