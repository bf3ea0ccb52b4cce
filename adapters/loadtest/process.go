package loadtest

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// held is what a process holds, in bytes: all of it, and what is its own. The
// rest is the program's file, which the system drops where it needs the room.
type held struct{ all, own int }

// sample gives the most memory that a process held.
func sample(pid int, stop <-chan struct{}, most chan<- held) {
	high := held{}
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		now := memory(pid)
		high = held{max(high.all, now.all), max(high.own, now.own)}
		select {
		case <-tick.C:
		case <-stop:
			most <- high
			return
		}
	}
}

const ticksPerSecond = 100 // USER_HZ, on every Linux that Go runs on

// processor is the time that a process has had of the processors.
func processor(pid int) time.Duration {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return 0
	}
	_, rest, _ := strings.Cut(string(stat), ") ") // the name before may hold anything
	fields := strings.Fields(rest)
	if len(fields) < 13 {
		return 0
	}
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * time.Second / ticksPerSecond
}

// memory is what a process holds (VmRSS and RssAnon).
func memory(pid int) (h held) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return h
	}
	for line := range strings.Lines(string(status)) {
		name, rest, _ := strings.Cut(line, ":")
		to := map[string]*int{"VmRSS": &h.all, "RssAnon": &h.own}[name]
		if to == nil {
			continue
		}
		kb, _ := strconv.Atoi(strings.Fields(rest)[0])
		*to = kb << 10
	}
	return h
}
