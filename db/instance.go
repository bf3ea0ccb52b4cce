package db

import "errors"

func (d *DB) owner() string {
	d.slot.Lock()
	defer d.slot.Unlock()
	return d.slot.owner
}

func (d *DB) leaveSlot() error {
	d.slot.Lock()
	defer d.slot.Unlock()
	if d.slot.lock == nil {
		return nil
	}
	return errors.Join(d.slot.lock.Close())
}
