// Command train learns the model that the mentor understands people by, from
// the training lines and the content, and writes it to bot/answers/model.bin.
// With -check it measures by cross-validation instead and writes nothing.
package main

import (
	"flag"
	"fmt"
	"os"

	"mentor/bot/answers"
	"mentor/bot/answers/training"
	"mentor/bot/careers"
)

func main() {
	out := flag.String("o", "model.bin", "file to write")
	check := flag.Bool("check", false, "measure by cross-validation and write nothing")
	flag.Parse()
	if err := run(*out, *check); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(out string, check bool) error {
	c, err := careers.Load()
	if err != nil {
		return err
	}
	set, err := training.Read(c)
	if err != nil {
		return err
	}
	if check {
		fmt.Print(answers.CrossValidate(c, set.Lines, set.Unknown))
		return nil
	}
	data, err := answers.Train(c, set.Lines, set.Unknown)
	if err != nil {
		return err
	}
	fmt.Printf("%d lines, %d bytes\n", len(set.Lines), len(data))
	return os.WriteFile(out, data, 0o644)
}
