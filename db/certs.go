package db

import (
	"time"

	"mentor/bot/people"
)

const certColumns = `id, person_id, number, catalog, name, earned, expires, no_expiry, link, created_at, removed_at, told`

var (
	numberCert = register(`UPDATE people SET certs_numbered = certs_numbered + 1 WHERE id = $1 RETURNING certs_numbered`)
	addCert    = register(`INSERT INTO certifications (person_id, number, catalog, name, earned, expires, no_expiry, link,
		created_at, removed_at, remind_on, told) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) RETURNING id`)
	saveCert = register(`UPDATE certifications SET catalog = $1, name = $2, earned = $3, no_expiry = $4, link = $5,
		created_at = $6, removed_at = $7,
		remind_on = CASE WHEN expires = $8 THEN remind_on ELSE $9 END, expires = $8
		WHERE id = $10 AND person_id = $11`)
	certByNumber = register(`SELECT ` + certColumns + ` FROM certifications WHERE person_id = $1 AND number = $2`)
	expired      = register(`SELECT ` + certColumns + ` FROM certifications WHERE person_id = $1 AND removed_at = 0
		AND expires <> '' AND expires < $2 AND told <> expires ORDER BY number`)
	tellExpired = register(`UPDATE certifications SET told = expires WHERE person_id = $1 AND id = $2`)
	certs       = register(`SELECT ` + certColumns + ` FROM certifications WHERE person_id = $1 AND removed_at = 0 ORDER BY number`)
)

func readCert(scan scan) (c people.Certification, err error) {
	err = scan(&c.ID, &c.Person, &c.Number, &c.Catalog, &c.Name, &c.Earned, &c.Expires, &c.NoExpiry, &c.Link,
		instant{&c.Created}, instant{&c.Removed}, &c.Told)
	return c, err
}

func (t *tx) TellExpired(person people.PersonID, today string) ([]people.Certification, error) {
	list, err := all(t, expired, readCert, int64(person), today)
	if err != nil {
		return nil, err
	}
	for i, c := range list { // nearly always none
		if err := t.must(tellExpired, int64(person), c.ID); err != nil {
			return nil, err
		}
		list[i].Told = c.Expires
	}
	return list, nil
}

func (t *tx) AddCert(c people.Certification) (people.Certification, error) {
	if err := t.one(numberCert, []any{int64(c.Person)}, &c.Number); err != nil {
		return people.Certification{}, err
	}
	day := c.Created.UTC().Format(time.DateOnly)
	if c.Expires != "" && c.Expires < day {
		c.Told = c.Expires // they have just said so
	}
	err := t.one(addCert, []any{int64(c.Person), c.Number, c.Catalog, c.Name, c.Earned, c.Expires, c.NoExpiry, c.Link,
		ms(c.Created), ms(c.Removed), people.NextExpiryNote(c.Expires, day), c.Told}, &c.ID)
	return c, err
}

// SaveCert starts the notes about expiry anew where the date has changed.
func (t *tx) SaveCert(c people.Certification) error {
	return t.must(saveCert, c.Catalog, c.Name, c.Earned, c.NoExpiry, c.Link, ms(c.Created), ms(c.Removed),
		c.Expires, people.NextExpiryNote(c.Expires, c.Created.UTC().Format(time.DateOnly)), c.ID, int64(c.Person))
}

func (t *tx) Cert(person people.PersonID, number int) (people.Certification, error) {
	return first(t, certByNumber, readCert, int64(person), number)
}

func (t *tx) Certs(person people.PersonID) ([]people.Certification, error) {
	return all(t, certs, readCert, int64(person))
}
