// Package bench owns the comparison of the mentor's answers with a plain
// full-text index of the same texts. It is a module of its own, so that the
// program does not depend on that index.
package bench
