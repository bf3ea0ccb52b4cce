package loadtest

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"time"
)

// sample gives the most memory that a process held.
func sample(pid int, stop <-chan struct{}, most chan<- int) {
	high := 0
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for {
		high = max(high, memory(pid))
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

// memory is what a process holds, in bytes (VmRSS).
func memory(pid int) int {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		if rest, is := strings.CutPrefix(line, "VmRSS:"); is {
			kb, _ := strconv.Atoi(strings.Fields(rest)[0])
			return kb << 10
		}
	}
	return 0
}
