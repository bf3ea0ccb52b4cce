package memory

import (
	"context"
	"strconv"
)

const slotPrefix = "slot "

// Instance takes the smallest free slot for this handle, once, and gives back
// what the slot's former owner had leased and claimed.
func (s *Store) Instance(ctx context.Context) (owner string, err error) {
	if s.owns() != "" {
		return s.owns(), nil
	}
	s.mu.Lock()
	for n := 1; owner == "" || s.slots[owner]; n++ {
		owner = slotPrefix + strconv.Itoa(n)
	}
	s.slots[owner] = true
	s.mu.Unlock()
	s.owner.Store(&owner)
	return owner, s.Release(ctx, owner)
}

// owns is this handle's slot; empty if it has taken none.
func (s *Store) owns() string {
	if p := s.owner.Load(); p != nil {
		return *p
	}
	return ""
}

// dead reports whether an owner is a slot that nobody has.
func (s *Store) dead(owner string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(owner) > len(slotPrefix) && owner[:len(slotPrefix)] == slotPrefix && !s.slots[owner]
}

// Reap gives back what dead handles had leased and claimed.
func (s *Store) Reap(ctx context.Context) (dead int, err error) {
	err = s.update(ctx, func(t *tx) error {
		owners := map[string]bool{}
		for _, d := range t.Deliveries {
			owners[d.Owner] = true
		}
		for _, l := range t.Leases {
			owners[l.Owner] = true
		}
		for owner := range owners {
			if s.dead(owner) {
				t.release(owner)
				dead++
			}
		}
		return nil
	})
	return dead, err
}

// Alone reports whether no other handle has a slot.
func (s *Store) Alone() (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for owner, taken := range s.slots {
		if taken && owner != s.owns() {
			return false, nil
		}
	}
	return true, nil
}
