// Command pack parses the content of bot/careers ahead and writes it to
// content.pack, from which a start reads it faster than from YAML.
package main

import (
	"flag"
	"fmt"
	"os"

	"mentor/bot/careers"
)

func main() {
	out := flag.String("o", "content.pack", "file to write")
	flag.Parse()
	data, err := careers.Pack()
	if err == nil {
		err = os.WriteFile(*out, data, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
