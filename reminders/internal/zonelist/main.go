// Zonelist writes zones.txt: the IANA zones that Go's own copy of the time
// zone database holds, each with its country where zone.tab names one.
package main

import (
	"archive/zip"
	"bufio"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

func main() {
	if err := run("/usr/share/zoneinfo/zone.tab", "zones.txt"); err != nil {
		log.Fatal(err)
	}
}

func run(tab, out string) error {
	country, err := countries(tab)
	if err != nil {
		return err
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return err
	}
	z, err := zip.OpenReader(filepath.Join(strings.TrimSpace(string(root)), "lib", "time", "zoneinfo.zip"))
	if err != nil {
		return err
	}
	defer z.Close()
	var lines []string
	for _, f := range z.File {
		if strings.HasSuffix(f.Name, "/") || f.Name == "Factory" {
			continue
		}
		lines = append(lines, strings.TrimRight(f.Name+"\t"+country[f.Name], "\t"))
	}
	slices.Sort(lines)
	return os.WriteFile(out, []byte(strings.Join(lines, "\n")+"\n"), 0o644)
}

func countries(tab string) (map[string]string, error) {
	f, err := os.Open(tab)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	by := map[string]string{}
	for s := bufio.NewScanner(f); s.Scan(); {
		if parts := strings.Split(s.Text(), "\t"); len(parts) >= 3 && !strings.HasPrefix(parts[0], "#") {
			by[parts[2]] = parts[0]
		}
	}
	if len(by) == 0 {
		return nil, fmt.Errorf("%s names no zones", tab)
	}
	return by, nil
}
