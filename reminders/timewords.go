package reminders

import (
	"slices"
	"strings"
)

// readTimes reads times of day.
func (w *said) readTimes() {
	add := func(h, min int, half string) {
		if half == "pm" && h < 12 {
			h += 12
		}
		if half == "am" && h == 12 {
			h = 0
		}
		if h == 24 {
			h = 0
		}
		if h > 23 || min < 0 || min > 59 {
			w.err = refuse("time")
			return
		}
		w.times = append(w.times, h*60+min)
	}
	w.take(rePart, func(m []string) { w.part = m[1][:2] })
	w.take(reNoon, func([]string) { add(12, 0, "") })
	w.take(reMidnight, func([]string) { add(0, 0, "") })
	w.take(rePast, func(m []string) {
		h, min := number(m[3]), map[string]int{"half": 30, "quarter": 15}[m[1]]
		if m[2] == "to" {
			h, min = h-1, 60-min
		}
		add(w.likely(h, m[3]), min, m[4])
	})
	w.take(reEt, func(m []string) {
		h, min := number(m[1]), 30
		switch m[2] {
		case "et quart":
			min = 15
		case "moins le quart":
			h, min = h-1, 45
		}
		add(h, min, "")
	})
	w.take(reClock, func(m []string) {
		h := number(m[1])
		if m[3] == "" && !strings.ContainsAny(m[0], "h") {
			h = w.likely(h, m[1])
		}
		add(h, number(m[2]), m[3])
	})
	w.take(reAmPm, func(m []string) {
		if h := number(m[1]); h > 12 {
			add(h, 0, "")
		} else {
			add(h, 0, m[2])
		}
	})
	w.take(reHour, func(m []string) { add(number(m[1]), 0, "") })
	w.take(reAt, func(m []string) { add(w.likely(number(m[1]), m[1]), 0, "") })
	// What was said in halves ("4" … "pm") belongs together.
	w.take(re(`(am|pm)`), func(m []string) { w.part = m[1] })
	for i, t := range w.times {
		if slices.Contains([]string{"pm", "af", "ap", "ev", "so"}, w.part) && t < 12*60 {
			w.times[i] = t + 12*60
		}
		if slices.Contains([]string{"am", "mo", "ma"}, w.part) && t >= 13*60 && t < 19*60 {
			w.times[i] = t - 12*60 // "4" was taken for the afternoon, "in the morning" came later
		}
	}
	slices.Sort(w.times)
	if w.times = slices.Compact(w.times); len(w.times) > 1 && w.err == nil {
		w.err = refuse("several-a-day")
	}
}

// likely makes "at 4" the afternoon: nobody means the night, and the preview
// shows what was understood. "04" is four in the morning.
func (w *said) likely(h int, written string) int {
	if h >= 1 && h <= 6 && !strings.HasPrefix(written, "0") {
		return h + 12
	}
	return h
}
