package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"
)

// envFile reads settings as NAME=VALUE lines, of which systemd's EnvironmentFile
// and compose's env_file read the same: a value may stand in quotes, a line that
// begins with # or ; is a remark.
func envFile(path string) (map[string]string, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("--env-file %s cannot be read: %w. Check the path and its rights", path, reason(err))
	}
	defer f.Close()
	all := map[string]string{}
	lines := bufio.NewScanner(f)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSpace(lines.Text())
		if line == "" || line[0] == '#' || line[0] == ';' {
			continue
		}
		name, value, found := strings.Cut(line, "=")
		if name = strings.TrimSpace(name); !found || strings.ContainsAny(name, " \t") {
			// The line may hold a token: it is not repeated.
			return nil, fmt.Errorf("%s:%d is no setting. Write NAME=VALUE, or # before a remark", path, n)
		}
		value = strings.TrimSpace(value)
		if n := len(value); n >= 2 && (value[0] == '"' || value[0] == '\'') && value[n-1] == value[0] {
			value = value[1 : n-1]
		}
		all[name] = value
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("--env-file %s cannot be read: %w", path, err)
	}
	return all, nil
}

// file lays the settings of a file under those of the environment.
func (r *reader) file(path string) {
	if path == "" {
		return
	}
	all, err := envFile(path)
	if err != nil {
		r.errs = append(r.errs, err)
		return
	}
	r.envFile = path
	getenv, environ := r.getenv, r.environ
	r.filed = func(name string) bool { return getenv(name) == "" && all[name] != "" }
	r.getenv = func(name string) string {
		if value := getenv(name); value != "" {
			return value
		}
		return all[name]
	}
	r.environ = func() []string {
		both := environ()
		for name, value := range all {
			both = append(both, name+"="+value)
		}
		return both
	}
}
