package main

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/testscript"

	"unbasic/inventory"
)

// cmdHidden makes sure that nobody of an inventory is in any file below a folder: hidden INVENTORY DIR.
func cmdHidden(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 2 {
		ts.Fatalf("usage: hidden INVENTORY DIR")
	}
	var inv inventory.Inventory
	data, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(json.Unmarshal(data, &inv))
	var who []string
	for _, s := range inv.Senders {
		who = append(who, s.UPN, s.ID, string(s.UserID))
		if name := string(s.DisplayName); utf8.RuneCountInString(name) > 5 && strings.ContainsFunc(name, unicode.IsSpace) {
			who = append(who, name)
		}
		for _, c := range s.Clients {
			who = append(who, c.ID, string(c.IP), string(c.Network))
		}
	}
	all := 0
	var found []string
	ts.Check(filepath.WalkDir(ts.MkAbs(args[1]), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		all++
		text := strings.ToLower(string(data))
		for _, w := range who {
			if w != "" && strings.Contains(text, strings.ToLower(w)) {
				found = append(found, filepath.Base(path)+": "+w)
			}
		}
		return nil
	}))
	if all == 0 || len(who) < 20 {
		ts.Fatalf("%d files and %d names prove nothing", all, len(who))
	}
	if (len(found) > 0) != neg {
		ts.Fatalf("found %d: %q", len(found), found[:min(len(found), 10)])
	}
}

// cmdMode makes sure that a file can be used by exactly these: mode 0600 FILE.
func cmdMode(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: mode OCTAL FILE")
	}
	want, err := strconv.ParseUint(args[0], 8, 32)
	ts.Check(err)
	info, err := os.Stat(ts.MkAbs(args[1]))
	ts.Check(err)
	if got := info.Mode().Perm(); got != fs.FileMode(want) {
		ts.Fatalf("%s has mode %o, want %o", args[1], got, want)
	}
}
