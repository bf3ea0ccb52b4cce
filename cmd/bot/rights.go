package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"mentor/db"
	"mentor/db/rights"
)

// runsAs is the user whose rights count: this one, or, where root looks after
// a service's database, that service's.
func runsAs(path string) rights.User {
	if me := rights.Self(); me != rights.Root {
		return me
	}
	return rights.OwnerOf(path)
}

// rights are those of the database, of the files beside it, and of its folder.
func (e *examination) rights(path string) {
	info, err := os.Stat(path)
	if err != nil || !info.Mode().IsRegular() {
		return // it has been said of the database
	}
	u := runsAs(path)
	var errs []error
	var foreign []string
	if info.Mode().Perm()&0o077 != 0 {
		errs = append(errs, fmt.Errorf("%s can be read by others (%v): chmod 600 it", path, info.Mode().Perm()))
	}
	folder := filepath.Dir(path)
	for _, file := range append([]string{folder}, db.Files(path)...) {
		if err := rights.Usable(file, u); errors.Is(err, fs.ErrPermission) {
			foreign = append(foreign, file)
		} else if err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", file, reason(err)))
		}
	}
	if len(foreign) > 0 {
		errs = append(errs, fmt.Errorf("the mentor runs as %s, who may not write %s (%s): %s %s", u, list(foreign), ownersOf(foreign), u.Chown(), strings.Join(foreign, " ")))
	}
	found := "only " + u.String() + " reads the database"
	if u == rights.Root {
		found += ", and a mentor that runs as somebody else could not"
	}
	e.report("rights", found, errors.Join(errs...))
}

// makeable says why user u could make no files in a folder, which may be missing
// still; nil if nothing stands in the way.
func makeable(folder string, u rights.User) error {
	above := rights.Nearest(folder)
	info, err := os.Stat(above)
	if err != nil {
		return fmt.Errorf("%s cannot be looked at: %w", above, reason(err))
	}
	if !info.IsDir() && above == folder {
		return fmt.Errorf("%s is a file, and no folder: name another", folder)
	} else if !info.IsDir() {
		return fmt.Errorf("%s cannot be a folder, because %s is a file: name another", folder, above)
	}
	switch err := rights.Usable(above, u); {
	case err == nil:
		return nil
	case u == rights.Root || !errors.Is(err, fs.ErrPermission):
		return fmt.Errorf("no file can be made in %s (%w): name another folder than %s", above, reason(err), folder)
	}
	return fmt.Errorf("%s may make no file in %s, which is %s's: make %s and give it to them ('%s %[4]s'), or name another folder",
		u, above, rights.Owner(info), folder, u.Chown())
}

// list names files by their last part, as many as can be read at a glance.
func list(files []string) string {
	var names []string
	for _, file := range files {
		names = append(names, filepath.Base(file))
	}
	return strings.Join(names, ", ")
}

// ownersOf says whose files are.
func ownersOf(files []string) string {
	var all []string
	for _, file := range files {
		if info, err := os.Stat(file); err == nil {
			all = append(all, "owned by "+rights.Owner(info).String())
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), ", ")
}
