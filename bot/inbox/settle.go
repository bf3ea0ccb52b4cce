package inbox

import (
	"context"
	"errors"
	"sync"
	"time"

	"mentor/bot"
)

// What was sent is written down together: where few write, a transaction for
// each would be a commit for each.
const (
	settleWithin = 20 * time.Millisecond
	settleMost   = 64
)

// settled is a row and how sending it went.
type settled struct {
	row bot.Outgoing
	how bot.Outcome
}

// settler gathers outcomes for one transaction.
type settler struct {
	write func([]settled)

	mu    sync.Mutex
	all   []settled
	timer *time.Timer
	// writing is held while outcomes are written, so that flush waits for those of others.
	writing sync.Mutex
}

// add has an outcome written down within settleWithin.
func (s *settler) add(row bot.Outgoing, how bot.Outcome) {
	s.mu.Lock()
	s.all = append(s.all, settled{row, how})
	n := len(s.all)
	if n == 1 {
		s.timer = time.AfterFunc(settleWithin, s.flush)
	}
	s.mu.Unlock()
	if n == settleMost {
		s.flush()
	}
}

// flush writes down what has been gathered, and returns when that and what
// was gathered before is written.
func (s *settler) flush() {
	s.writing.Lock()
	defer s.writing.Unlock()
	s.mu.Lock()
	all := s.all
	s.all = nil
	if s.timer != nil {
		s.timer.Stop()
	}
	s.mu.Unlock()
	if len(all) > 0 {
		s.write(all)
	}
}

// finish settles rows; one whose person has been forgotten meanwhile is gone.
func (m *Inbox) finish(all []settled) {
	err := m.bot.Store.Update(context.Background(), func(tx bot.Tx) error {
		for _, s := range all {
			if err := tx.FinishDelivery(s.row.ID, s.how); err != nil && !errors.Is(err, bot.ErrNotFound) {
				return err
			}
		}
		return nil
	})
	if err != nil {
		m.log.Error("replies were sent, and their rows could not be settled: the runner asks the platform for them", "deliveries", len(all), "first", all[0].row.Key, "err", err)
	}
}
