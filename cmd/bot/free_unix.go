//go:build unix

package main

import "golang.org/x/sys/unix"

// free is the room that is left for us on the disk of a folder, in bytes.
func free(dir string) (int64, error) {
	var s unix.Statfs_t
	if err := unix.Statfs(dir, &s); err != nil {
		return 0, err
	}
	return int64(s.Bavail) * int64(s.Bsize), nil
}
