package terminal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"

	"mentor/bot/people"
)

// folders below the data folder.
const (
	pictures = "pictures"
	files    = "files"
)

// maxNameBytes keeps names, and the same with a number, below the 255 bytes
// that file systems hold.
const maxNameBytes = 120

// keep stores what a terminal cannot show. A picture takes the place of the
// one of its name from an earlier reply, since it can be asked for again; a
// file never takes the place of another. taken holds the names of this reply.
func keep(folder, name string, data []byte, picture bool, taken map[string]bool) (string, error) {
	sub := files
	if picture {
		sub = pictures
	}
	dir := filepath.Join(folder, sub)
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", cause(err)
	}
	name = fileName(name)
	ext := filepath.Ext(name)
	for n := 1; ; n++ {
		path := filepath.Join(dir, name)
		if n > 1 {
			path = filepath.Join(dir, fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), n, ext))
		}
		if taken[path] {
			continue
		}
		if !picture {
			if there, err := os.ReadFile(path); err == nil && !bytes.Equal(there, data) {
				continue
			}
		}
		if err := write(path, data); err != nil {
			return "", cause(err)
		}
		taken[path] = true
		return path, nil
	}
}

// exportName is how exports are called: the only documents that the mentor
// gives, and all that they hold is of the person.
var exportName = regexp.MustCompile(`^mentor-\d{4}-\d{2}-\d{2}(-certifications)?(-\d+)?\.(json|md|csv|ics)$`)

// Forget implements bot.Forgetter: what was typed, the pictures of somebody's
// road, and the exports that still lie where they were saved. What the person
// has moved or renamed is theirs, and stays. The person is told what went.
func (t *Terminal) Forget(user people.UserRef) error {
	if user != t.User() {
		return nil
	}
	t.lines.forget()
	err := os.Truncate(t.history(), 0)
	if errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	gone, exports := forgetExports(filepath.Join(t.o.Folder, files))
	t.mu.Lock()
	t.erased = gone
	t.mu.Unlock()
	return errors.Join(err, exports, os.RemoveAll(filepath.Join(t.o.Folder, pictures)))
}

// forgetExports removes the exports in a folder, and says which.
func forgetExports(folder string) (gone []string, err error) {
	all, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, f := range all {
		if !f.Type().IsRegular() || !exportName.MatchString(f.Name()) {
			continue
		}
		path := filepath.Join(folder, f.Name())
		if e := os.Remove(path); e != nil {
			err = errors.Join(err, e)
			continue
		}
		gone = append(gone, path)
	}
	return gone, err
}

// write puts a whole file in place or none: a full disk leaves no half one.
func write(path string, data []byte) error {
	tmp, err := os.CreateTemp(filepath.Dir(path), ".part-*") // readable by its owner only
	if err != nil {
		return err
	}
	defer os.Remove(tmp.Name())
	_, err = tmp.Write(data)
	if err = errors.Join(err, tmp.Close()); err != nil {
		return err
	}
	return os.Rename(tmp.Name(), path)
}

// fileName makes any name one that stays in its folder, on any system.
func fileName(name string) string {
	clean := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("-_. ", r) {
			return r
		}
		return '-'
	}, label(name))
	clean = strings.Trim(clean, ". ")
	if ext := filepath.Ext(clean); len(clean) > maxNameBytes {
		if len(ext) > 10 {
			ext = ""
		}
		clean = strings.ToValidUTF8(clean[:maxNameBytes-len(ext)], "") + ext
	}
	if clean == "" {
		return "mentor"
	}
	return clean
}

// history is the file of what was typed.
func (t *Terminal) history() string { return filepath.Join(t.o.Folder, "history") }
