// Package rights makes the files of a database belong to the user who runs the
// mentor. Root looks after a service's database too, and what root makes in its
// folder the service could not open. It must not know what is in a file.
package rights

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// OwnerOf returns the user whose files lie at path and beside it: the owner of the
// folder, else, if that is root, of the file. Of what is not there yet it is
// the owner of the nearest folder that is.
func OwnerOf(path string) User {
	dir := Nearest(filepath.Dir(path))
	if u := whose(dir); u != Root {
		return u
	}
	if _, err := os.Stat(path); err == nil {
		return whose(path)
	}
	return Root
}

// Nearest returns path, or the nearest part of it that exists.
func Nearest(path string) string {
	for {
		if _, err := os.Lstat(path); err == nil || filepath.Dir(path) == path {
			return path
		}
		path = filepath.Dir(path)
	}
}

// OpenFile is os.OpenFile for a file that only its owner may read. What root
// makes is made for u; what is there stays whose it is: somebody may have put a
// link to another file there.
func OpenFile(path string, flag int, u User) (*os.File, error) {
	if Self() != Root || u == Root || flag&os.O_CREATE == 0 {
		return os.OpenFile(path, flag, 0o600)
	}
	f, err := os.OpenFile(path, flag|os.O_EXCL, 0o600)
	if errors.Is(err, fs.ErrExist) && flag&os.O_EXCL == 0 {
		return os.OpenFile(path, flag&^os.O_CREATE, 0o600)
	}
	if err != nil {
		return nil, err
	}
	if err := f.Chown(u.ids()); err != nil {
		return nil, errors.Join(err, f.Close(), os.Remove(path))
	}
	return f, nil
}

// Make makes a file that is missing, as OpenFile does.
func Make(path string, u User) error {
	f, err := OpenFile(path, os.O_RDWR|os.O_CREATE, u)
	if err != nil {
		return err
	}
	return f.Close()
}

// MkdirAll makes a folder that only its owner may read, with those above it
// that are missing, for the owner of the one that is not.
func MkdirAll(dir string) error {
	above := Nearest(dir)
	u := whose(above)
	if Self() != Root || u == Root || above == dir {
		return os.MkdirAll(dir, 0o700)
	}
	root, err := os.OpenRoot(above) // no link leads out of it
	if err != nil {
		return err
	}
	defer root.Close()
	below, err := filepath.Rel(above, dir)
	if err != nil {
		return err
	}
	if err := root.MkdirAll(below, 0o700); err != nil {
		return err
	}
	id, group := u.ids()
	for ; below != "."; below = filepath.Dir(below) {
		if err := root.Lchown(below, id, group); err != nil {
			return err
		}
	}
	return nil
}

// Usable returns what keeps user u from writing the file at path, or from
// making files in it where it is a folder; nil if nothing does. Of another user
// than this process's it is told from the rights alone.
func Usable(path string, u User) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	if u != Self() {
		if !allowed(info, u) {
			return fs.ErrPermission
		}
		return nil
	}
	var probe *os.File
	if info.IsDir() {
		if probe, err = os.CreateTemp(path, ".mentor-probe-*"); err == nil {
			defer os.Remove(probe.Name())
		}
	} else {
		probe, err = os.OpenFile(path, os.O_RDWR, 0)
	}
	if err != nil {
		return err
	}
	return probe.Close()
}
