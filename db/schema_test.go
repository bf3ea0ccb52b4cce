package db

import (
	"slices"
	"strings"
	"testing"
)

// The conventions that migrations/0001 states, and that export, forget and
// merge rely on.
func TestSchemaKeepsItsConventions(t *testing.T) {
	d := open(t)
	err := d.view(t.Context(), func(tx *tx) error {
		rows, err := tx.rows(`SELECT m.name AS "table", c.name AS "column", c.type, c."notnull" AS required,
			(SELECT f."table" || ' ' || f.on_delete FROM pragma_foreign_key_list(m.name) f WHERE f."from" = c.name) AS refers
			FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'`)
		if err != nil {
			return err
		}
		var personal []string
		for _, r := range rows {
			table, column := r["table"].(string), r["column"].(string)
			if strings.HasPrefix(table, "goose_") || strings.HasPrefix(table, "sqlite_") {
				continue
			}
			if instant := strings.HasSuffix(column, "_at"); instant != (r["type"] == "BIGINT") {
				t.Errorf("%s.%s is %v: an instant is a BIGINT, and is called _at", table, column, r["type"])
			}
			if column == "person_id" {
				personal = append(personal, table)
				if r["refers"] != "people CASCADE" {
					t.Errorf("%s.person_id refers to %v: forget would leave its rows", table, r["refers"])
				}
			}
			optional := column == "payload" || table+"."+column == "deliveries.person_id" || column == "id" || r["required"] == int64(1) ||
				slices.Contains([]string{"ledger.day", "audits.day", "link_codes.person_id", "former_people.former_id"}, table+"."+column)
			if !optional {
				t.Errorf("%s.%s can be NULL", table, column)
			}
		}
		for _, table := range personal {
			if _, ok := mergeSteps[table]; !ok {
				t.Errorf("merge.go does not say what becomes of %s", table)
			}
		}
		for table := range mergeSteps {
			if !slices.Contains(personal, table) {
				t.Errorf("merge.go moves %s, which knows no people", table)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What every tick asks must be found through an index, however many rows wait.
func TestTicksUseIndexes(t *testing.T) {
	d := open(t)
	err := d.view(t.Context(), func(tx *tx) error {
		for name, q := range map[string]struct {
			s    statement
			args []any
		}{
			"planning":   {duePeople, []any{1, 2}},
			"next plan":  {nextPlan, nil},
			"next claim": {nextClaim, nil},
			"senders":    {nextSender, []any{"a", "b"}},
			"next of":    {nextOf, []any{"a", "b", true}},
			"held":       {heldUntil, []any{"a", "b"}},
			"claimable":  {claimable, []any{"a", "b", true, 1}},
			"claim":      {claim, []any{"a", 1, "a", "b", true, 1, 2}},
			"follow":     {nextFollow, nil},
			"followable": {followable, []any{"a", 1, 2}},
			"reminders":  {dueReminders, []any{1, 2}},
			"next one":   {nextReminder, nil},
			"expiring":   {expiring, []any{"a", 1}},
			"waiting":    {waitingEvents, []any{"a", 1}},
			"release":    {unclaim, []any{"a"}},
			"old":        {oldRows, []any{"a", true, 1, 2}},
			"answered":   {oldReplies, []any{1, 2}},
			"entries":    {pruneEntries, []any{1, 2}},
			"old marks":  {pruneMarks, []any{1, 2}},
			"audit":      {statesOn, []any{1, 2}},
			"list":       {listState, []any{"a", 2}},
		} {
			rows, err := tx.rows("EXPLAIN QUERY PLAN "+q.s.text, q.args...)
			if err != nil {
				return err
			}
			for _, r := range rows {
				step := r["detail"].(string)
				scans := strings.HasPrefix(step, "SCAN") && !strings.Contains(step, "INDEX") && step != "SCAN d" && step != "SCAN one" ||
					strings.Contains(step, "TEMP B-TREE FOR ORDER BY") && name != "planning" && name != "expiring"
				if scans {
					t.Errorf("%s: %s", name, step)
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
