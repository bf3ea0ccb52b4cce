//go:build unix

package rights

import (
	"fmt"
	"os"
	"os/user"
	"slices"
	"strconv"
	"syscall"
)

// User is somebody of this machine.
type User struct{ id, group uint32 }

// Root may do everything.
var Root = User{}

// Self is the user who runs this process.
func Self() User {
	if os.Geteuid() == 0 {
		return Root
	}
	return User{uint32(os.Geteuid()), uint32(os.Getegid())}
}

// String returns the name, or the number of a user who has none.
func (u User) String() string {
	if known, err := user.LookupId(u.text()); err == nil {
		return known.Username
	}
	return "user " + u.text()
}

// Chown returns the command that gives files to the user.
func (u User) Chown() string {
	return fmt.Sprintf("chown %d:%d", u.id, u.group)
}

func (u User) text() string { return strconv.FormatUint(uint64(u.id), 10) }

// Owner returns whose file info is.
func Owner(info os.FileInfo) User {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok || s.Uid == 0 {
		return Root
	}
	return User{s.Uid, s.Gid}
}

func whose(path string) User {
	info, err := os.Stat(path)
	if err != nil {
		return Root
	}
	return Owner(info)
}

func (u User) ids() (id, group int) { return int(u.id), int(u.group) }

// allowed reports whether the rights let u write, and make files in a folder.
func allowed(info os.FileInfo, u User) bool {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok || u == Root {
		return true
	}
	need := os.FileMode(0o6)
	if info.IsDir() {
		need = 0o3
	}
	switch mode := info.Mode().Perm(); {
	case s.Uid == u.id:
		return mode>>6&need == need
	case slices.Contains(u.groups(), strconv.FormatUint(uint64(s.Gid), 10)):
		return mode>>3&need == need
	default:
		return mode&need == need
	}
}

func (u User) groups() []string {
	own := []string{strconv.FormatUint(uint64(u.group), 10)}
	known, err := user.LookupId(u.text())
	if err != nil {
		return own
	}
	others, _ := known.GroupIds() // without them the first one counts
	return append(own, others...)
}
