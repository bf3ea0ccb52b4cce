//go:build unix

package main

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// service is a user of a number that nobody has.
const service = 61999

// as runs the program as a user of this machine.
func as(t *testing.T, uid uint32, env []string, stdin string, args ...string) (int, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	program, err := exec.LookPath("bot")
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env, cmd.Stdin = append(os.Environ(), env...), strings.NewReader(stdin)
	if uid != 0 {
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uid, Gid: uid}}
	}
	out, err := cmd.CombinedOutput()
	if cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(out)
}

// TestRootLeavesTheServiceItsFiles: after whatever root does with a service's
// database the service starts, and every file beside it is the service's. Run
// by somebody else, who can be nobody else, there is nothing to see.
func TestRootLeavesTheServiceItsFiles(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("only root makes files for others")
		return
	}
	dir, err := os.MkdirTemp("/var/tmp", "mentor-rights-") // t.TempDir is root's alone
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	give := func(path string, mode os.FileMode) {
		t.Helper()
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if err := os.Chown(path, service, service); err != nil {
			t.Fatal(err)
		}
	}
	program, err := exec.LookPath("bot") // the test's folder is root's too
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(program)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "bot"), text, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+":"+os.Getenv("PATH"))

	home := filepath.Join(dir, "lib")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	give(home, 0o700)
	path, copied := filepath.Join(home, "mentor.db"), filepath.Join(dir, "copy.db")
	env := []string{"MENTOR_DB=" + path, "HOME=" + home, "XDG_DATA_HOME=" + filepath.Join(home, "share")}

	starts := func(after string) {
		t.Helper()
		err := filepath.WalkDir(home, func(path string, d os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err == nil && info.Sys().(*syscall.Stat_t).Uid != service {
				t.Errorf("after %s: %s is user %d's", after, path, info.Sys().(*syscall.Stat_t).Uid)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		if code, out := as(t, service, env, "goal list\n", "chat"); code != exitOK {
			t.Errorf("after %s the service ends with %d:\n%s", after, code, out)
		}
	}
	fresh := func(t *testing.T) {
		t.Helper()
		files, err := filepath.Glob(path + "*")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			os.RemoveAll(file)
		}
	}

	if code, out := as(t, 0, env, "goal add 0-1 Learn SQL\n", "chat"); code != exitOK { // root makes the database itself
		t.Fatalf("%d\n%s", code, out)
	}
	if code, out := as(t, 0, env, "", "backup", copied); code != exitOK {
		t.Fatalf("%d\n%s", code, out)
	}
	starts("root's own start")
	for _, args := range [][]string{
		{"restore", copied}, {"backup", filepath.Join(home, "second.db")}, {"outbox", "list"}, {"admin", "pause"}, {"admin", "resume"},
		{"admin", "stats"}, {"vacuum"}, {"doctor"},
	} {
		for _, file := range []string{".lock", ".turn", ".era", "-wal", "-shm"} {
			os.Remove(path + file) // what is there already would stay the service's
		}
		if code, out := as(t, 0, env, "", args...); code != exitOK {
			t.Errorf("%v: %d\n%s", args, code, out)
		}
		starts(strings.Join(args, " "))
	}
	for _, file := range []string{".lock", ".turn"} { // as older programs left them
		if err := os.Chown(path+file, 0, 0); err != nil {
			t.Fatal(err)
		}
	}
	for _, uid := range []uint32{0, service} {
		code, out := as(t, uid, env, "", "doctor")
		if want := "chown 61999:61999 " + path + ".lock " + path + ".turn"; code != exitFailed || !strings.Contains(out, want) {
			t.Errorf("doctor run by user %d ends with %d and does not say %q:\n%s", uid, code, want, out)
		}
	}
	if code, out := as(t, 0, append(env, "MENTOR_BACKUP_DIR="+filepath.Join(dir, "copies")), "", "doctor"); code != exitFailed || !strings.Contains(out, "may make no file in "+dir) {
		t.Errorf("a folder for copies that the service cannot make: %d\n%s", code, out)
	}
	if code, out := as(t, service, []string{"MENTOR_DB=" + filepath.Join(dir, "new", "m.db")}, "", "doctor"); code != exitFailed || !strings.Contains(out, "may make no file in "+dir) {
		t.Errorf("a database that the service cannot make: %d\n%s", code, out)
	}
	fresh(t)
	if code, out := as(t, 0, env, "", "restore", copied); code != exitOK {
		t.Fatalf("%d\n%s", code, out)
	}
	starts("restore into an empty folder")
}

// TestRootFollowsNoLink: what a service put in the place of a file that root
// would make stays root's.
func TestRootFollowsNoLink(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Log("only root makes files for others")
		return
	}
	dir := t.TempDir()
	secret, home := filepath.Join(dir, "secret"), filepath.Join(dir, "lib")
	if err := os.WriteFile(secret, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(home, service, service); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(home, "mentor.db")
	if err := os.Symlink(secret, path+".lock"); err != nil {
		t.Fatal(err)
	}
	as(t, 0, []string{"MENTOR_DB=" + path, "XDG_DATA_HOME=" + home}, "goal list\n", "chat")
	info, err := os.Stat(secret)
	if err != nil {
		t.Fatal(err)
	}
	if uid := info.Sys().(*syscall.Stat_t).Uid; uid != 0 {
		t.Errorf("the file behind the link is user %d's", uid)
	}
}
