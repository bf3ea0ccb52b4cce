package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"syscall"
	"time"
)

// healthCmd asks a running mentor how it is, where no other program is at hand
// that could: a container without a shell, a supervisor.
type healthCmd struct {
	URL string `arg:"" optional:"" help:"What to ask, such as http://127.0.0.1:8080/readyz; without it, /readyz at MENTOR_HTTP_ADDR."`
}

const askTimeout = 10 * time.Second // a check may take 8

// Run implements the command.
func (c *healthCmd) Run(ctx context.Context, w world, cfg config) error {
	if c.URL == "" {
		if cfg.HTTPAddr == "" {
			return usageError{errors.New("nothing to ask. Give an address such as http://127.0.0.1:8080/readyz, or set MENTOR_HTTP_ADDR")}
		}
		host, port, _ := net.SplitHostPort(cfg.HTTPAddr) // checked when it was read
		if ip := net.ParseIP(host); host == "" || ip != nil && ip.IsUnspecified() {
			host = "127.0.0.1"
		}
		c.URL = "http://" + net.JoinHostPort(host, port) + "/readyz"
	}
	if u, err := url.Parse(c.URL); err != nil || u.Host == "" {
		return usageError{fmt.Errorf("%s is no address. Give one such as http://127.0.0.1:8080/readyz", c.URL)}
	}
	ctx, cancel := context.WithTimeout(ctx, askTimeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.URL, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	switch {
	case errors.Is(err, syscall.ECONNREFUSED):
		return fmt.Errorf("no mentor answers at %s. Start it (with MENTOR_HTTP_ADDR set, else it listens nowhere); where it runs, give its own address", c.URL)
	case err != nil:
		return plainly(req.URL.Host, err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(io.LimitReader(res.Body, 1<<20))
	if err != nil {
		return plainly(req.URL.Host, err)
	}
	state := map[string]string{}
	if err := json.Unmarshal(body, &state); err != nil {
		return fmt.Errorf("%s answers %s, and no health report: is it the mentor's address?", c.URL, res.Status)
	}
	var names []string
	for name := range state {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		fmt.Fprintf(w.out, "%-16s %s\n", name, state[name])
	}
	if res.StatusCode != http.StatusOK {
		return reported{exitFailed} // the lines say what is wrong
	}
	return nil
}
