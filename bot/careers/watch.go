package careers

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"
)

// Watch looks at the layers every so often and calls use with new content
// whenever a file of theirs has changed, until ctx ends. Content that cannot be
// read, or in which Check finds faults, is not used: fail is told, with file
// and line, and what was used before stays. The first look is one period from now.
func Watch(ctx context.Context, every time.Duration, use func(*Content), fail func(error), layers ...fs.FS) {
	last := sum(layers...)
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		// The files are few and small: reading them costs less than trusting
		// times that an editor or a checkout sets back.
		now := sum(layers...)
		if now == last {
			continue
		}
		last = now
		c, err := Load(layers...)
		if err == nil {
			err = faults(c)
		}
		if err != nil {
			fail(err)
			continue
		}
		use(c)
	}
}

// faults joins what Check finds into one error; nil where it finds nothing.
func faults(c *Content) error {
	var errs []error
	for _, p := range Check(c) {
		errs = append(errs, fmt.Errorf("%s:%d: %s: %s", cmp.Or(p.Place.File, "content"), p.Place.Line, p.About, p.What))
	}
	return errors.Join(errs...)
}
