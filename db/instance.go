package db

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/gofrs/flock"

	"mentor/db/rights"
)

// A running process holds the lock of a slot: the file lock, unlike a lease,
// goes with the process, also with one that is killed. Its successor takes
// the same slot and with it what it had claimed; until then any other process
// can see that the slot's owner is dead.

// maxSlots is how many processes can share one database.
const maxSlots = 64

var claimOwners = register(`SELECT owner FROM deliveries WHERE state = 'claimed' UNION SELECT owner FROM senders`)

// Instance takes the smallest free slot for this process, once, and gives
// back what the slot's former owner had leased and claimed. The owner is what
// Lease, Claim and Release are to be called with.
func (d *DB) Instance(ctx context.Context) (owner string, err error) {
	d.slotMu.Lock()
	defer d.slotMu.Unlock()
	if d.slot != nil {
		return d.owner(), nil
	}
	for n := 1; n <= maxSlots; n++ {
		if err := rights.Make(slotPath(d.path, n), rights.OwnerOf(d.path)); err != nil {
			return "", fault(slotPath(d.path, n), err)
		}
		lock := d.slotLock(n)
		ok, err := lock.TryLock()
		if err != nil {
			return "", fault(d.path, err)
		}
		if !ok {
			lock.Close()
			continue
		}
		owner := slotOwner(n)
		if err := d.Release(ctx, owner); err != nil {
			lock.Close()
			return "", err
		}
		d.slot = lock
		d.slotName.Store(&owner)
		return owner, nil
	}
	return "", fmt.Errorf("%d processes share %s already", maxSlots, d.path)
}

// Reap gives back what dead processes had leased and claimed, and says how
// many there were.
func (d *DB) Reap(ctx context.Context) (dead int, err error) {
	var owners []string
	err = d.view(ctx, func(t *tx) error {
		owners, err = all(t, claimOwners, func(scan scan) (s string, err error) {
			err = scan(&s)
			return s, err
		})
		return err
	})
	if err != nil {
		return 0, err
	}
	for _, owner := range owners {
		reaped, err := d.reap(ctx, owner)
		if err != nil {
			return dead, err
		}
		if reaped {
			dead++
		}
	}
	return dead, nil
}

// reap releases owner if its process is dead. It holds the slot meanwhile, so
// that nobody takes it and is robbed.
func (d *DB) reap(ctx context.Context, owner string) (bool, error) {
	n, err := strconv.Atoi(strings.TrimPrefix(owner, slotPrefix))
	if err != nil || owner == d.owner() || owner != slotOwner(n) {
		return false, nil // not a slot: its time alone counts
	}
	lock := d.slotLock(n)
	defer lock.Close()
	if ok, err := lock.TryLock(); err != nil || !ok {
		return false, err
	}
	d.log.Info("a process has ended without giving back its work", "owner", owner)
	return true, d.Release(ctx, owner)
}

// Alone reports whether no other process has a slot.
func (d *DB) Alone() (bool, error) {
	for n := 1; n <= maxSlots; n++ {
		if _, err := os.Stat(slotPath(d.path, n)); slotOwner(n) == d.owner() || errors.Is(err, fs.ErrNotExist) {
			continue
		}
		lock := d.slotLock(n)
		free, err := lock.TryLock()
		lock.Close()
		if err != nil || !free {
			return false, err
		}
	}
	return true, nil
}

const slotPrefix = "slot "

func slotOwner(n int) string { return slotPrefix + strconv.Itoa(n) }

func (d *DB) slotLock(n int) *flock.Flock {
	return flock.New(slotPath(d.path, n), flock.SetPermissions(0o600))
}

func slotPath(path string, n int) string { return fmt.Sprintf("%s.%d.lock", path, n) }

// owner is this process's slot; empty if it has taken none.
func (d *DB) owner() string {
	if p := d.slotName.Load(); p != nil {
		return *p
	}
	return ""
}

// leaveSlot lets the slot go; what it claimed stays until someone reaps it.
func (d *DB) leaveSlot() error {
	d.slotMu.Lock()
	defer d.slotMu.Unlock()
	if d.slot == nil {
		return nil
	}
	return d.slot.Close()
}
