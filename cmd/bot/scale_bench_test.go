package main

import (
	"database/sql"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"testing"
	"time"
)

// BenchmarkScale is BenchmarkAnswer of people with three goals and five years
// of weekly check-ins each, so many as MENTOR_BENCH_PEOPLE says; 1,000 where it
// says nothing. A hundred thousand take 8 GB and some minutes to write.
func BenchmarkScale(b *testing.B) {
	if b.N == 1 { // testing's own first try, for which nothing need be written
		return
	}
	n, err := strconv.Atoi(os.Getenv("MENTOR_BENCH_PEOPLE"))
	if err != nil {
		n = 1000
	}
	path := filepath.Join(b.TempDir(), "mentor.db")
	a, err := open(b.Context(), config{DB: path, Now: time.Now}, slog.New(slog.DiscardHandler))
	if err != nil {
		b.Fatal(err)
	}
	seed(b, path, n)
	if err := a.close(); err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	if a, err = open(b.Context(), config{DB: path, Now: time.Now}, slog.New(slog.DiscardHandler)); err != nil {
		b.Fatal(err)
	}
	defer a.close()
	started := time.Since(start)
	answer(b, a, min(n, 2000))
	b.ReportMetric(float64(started.Milliseconds()), "start-ms")
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(info.Size())/1e6, "file-MB")
}

// seed writes people as they are after five years, by SQL alone.
func seed(b *testing.B, path string, people int) {
	b.Helper()
	pool, err := sql.Open("sqlite3", "file:"+path+"?_synchronous=OFF&_busy_timeout=10000&_cache_size=-200000")
	if err != nil {
		b.Fatal(err)
	}
	defer pool.Close()
	const weeks = 5 * 52
	now := time.Now().UTC()
	run := func(text string, args ...any) {
		if _, err := pool.Exec(text, args...); err != nil {
			b.Fatalf("%v in %s", err, text)
		}
	}
	const step = 2000 // people in one transaction
	for from := 0; from < people; from += step {
		few := fmt.Sprintf(`WITH RECURSIVE n(i) AS (SELECT %d UNION ALL SELECT i+1 FROM n WHERE i < %d)`, from, min(from+step, people)-1)
		run(few+` INSERT INTO people (id, created_at, lang, zone, zone_asked, role, target, opted_in, stopped, paused_until_at, quiet_from, quiet_to,
			silences, slowed, nudge_platform, nudge_workspace, nudge_user, nudge_chosen, fallback_platform, fallback_workspace, fallback_channel,
			fallback_thread, last_seen_at, delivery_fault, spoke, goals_numbered, log_id)
			SELECT i+1, $1, 'en', 'Europe/Paris', 1, '', '', 1, 0, 0, 1200, 480, 0, 0, 'slack', 'T1', 'U'||i, 0, '', '', '', '', $1, '', 'en', 3, printf('%08x', i) FROM n`, now.UnixMilli())
		run(few + ` INSERT INTO identities (platform, workspace, user_id, person_id) SELECT 'slack', 'T1', 'U'||i, i+1 FROM n`)
		run(few+`, g(k, h, t) AS (VALUES (1, '0-1', 'Learn SQL for the tracking reports'), (2, '1-3', 'Lead the consent project'), (3, '3-5', 'Become Solutions Architect'))
			INSERT INTO goals (id, person_id, number, horizon, text, state, proposal, created_at, updated_at, closed_at)
			SELECT 3*i+k, i+1, k, h, t, 'open', '', $1, $1, 0 FROM n, g`, now.UnixMilli())
		run(few+` INSERT INTO schedules (person_id, horizon, cron, every_weeks, anchor, nth, zone, next_at, chosen)
			SELECT i+1, '0-1', '0 9 * * 1', 0, '', 0, 'Europe/Paris', $1, 1 FROM n`, now.Add(100*time.Hour).UnixMilli())
		run(few+`, w(k) AS (SELECT 1 UNION ALL SELECT k+1 FROM w WHERE k < $1) INSERT INTO check_ins (id, person_id, date, horizons, opened_at, answered_at, asked)
			SELECT i*$1+k, i+1, date($2, '-'||(7*k)||' days'), '0-1', $3-k*604800000, $3-k*604800000+60000, 0 FROM n, w`, weeks, now.Format(time.DateOnly), now.UnixMilli())
		run(few+`, w(k) AS (SELECT 1 UNION ALL SELECT k+1 FROM w WHERE k < $1), g(k2) AS (VALUES (1), (2))
			INSERT INTO entries (check_in_id, goal_id, person_id, place, status, confidence, next_action, next_when, next_where, said_at)
			SELECT i*$1+k, 3*i+k2, i+1, k2, 'on-track', 7, 'an hour of exercises', 'friday', 'at my desk', $2-k*604800000 FROM n, w, g`, weeks, now.UnixMilli())
	}
}
