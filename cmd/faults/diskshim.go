package main

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// diskShim stands before SQLite's calls; it is C, because the database is.
//
//go:embed shim/disk.c
var diskShim []byte

// The kinds of call that a disk can refuse.
const (
	diskWrites = 1 << iota
	diskSyncs
	diskSizes
	diskNames
	diskAll = diskWrites | diskSyncs | diskSizes | diskNames
)

// failing orders which calls fail; the layout is the shim's.
type failing struct {
	Which, Errno     uint32
	From, Many, Torn uint64
	Calls, Failed    uint64
}

// disk is a disk that fails on demand.
type disk struct{ shim, control, prefix string }

// failingDisk builds the shim, once a room; the files whose names begin with
// prefix are on that disk.
func (l *lab) failingDisk(ctx context.Context, name, prefix string) (*disk, error) {
	d := &disk{shim: filepath.Join(l.dir, "disk.so"), control: filepath.Join(l.dir, name+".control"), prefix: prefix}
	if _, err := os.Stat(d.shim); err != nil {
		source := filepath.Join(l.dir, "disk.c")
		if err := os.WriteFile(source, diskShim, 0o600); err != nil {
			return nil, err
		}
		if out, err := exec.CommandContext(ctx, "cc", "-O2", "-shared", "-fPIC", "-o", d.shim, source, "-ldl").CombinedOutput(); err != nil {
			return nil, fmt.Errorf("build the shim: %w\n%s", err, out)
		}
	}
	return d, d.order(failing{})
}

func (d *disk) env() []string {
	return []string{"LD_PRELOAD=" + d.shim, "FAULT_CONTROL=" + d.control, "FAULT_PREFIX=" + d.prefix}
}

// order says what fails from now on, and begins to count anew.
func (d *disk) order(f failing) error {
	var b bytes.Buffer
	if err := binary.Write(&b, binary.NativeEndian, f); err != nil {
		return err
	}
	file, err := os.OpenFile(d.control, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return err
	}
	_, err = file.WriteAt(b.Bytes(), 0) // in place: the program has it mapped
	return errors.Join(err, file.Close())
}

func (d *disk) read() (f failing, err error) {
	b, err := os.ReadFile(d.control)
	if err != nil {
		return f, err
	}
	return f, binary.Read(bytes.NewReader(b), binary.NativeEndian, &f)
}
