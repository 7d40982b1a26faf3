package words

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"unbasic/inventory"
)

// sources parses the Go files of a folder, tests apart.
func sources(t *testing.T, folder string) []*ast.File {
	t.Helper()
	files, _ := parsed(t, folder)
	return files
}

// parsed is sources with the places in them.
func parsed(t *testing.T, folder string) ([]*ast.File, *token.FileSet) {
	t.Helper()
	positions := token.NewFileSet()
	names, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var files []*ast.File
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		source, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(positions, name, source, 0)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	return files, positions
}

// pairs finds every call of word with the text of both languages.
func pairs(t *testing.T) [][2]string {
	t.Helper()
	var found [][2]string
	for _, file := range sources(t, ".") {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			if name, ok := call.Fun.(*ast.Ident); !ok || name.Name != "word" {
				return true
			}
			var pair [2]string
			for i, arg := range call.Args {
				literal, ok := arg.(*ast.BasicLit)
				if !ok {
					t.Errorf("a word is made of %T, not of plain text", arg)
					return true
				}
				text, err := strconv.Unquote(literal.Value)
				if err != nil {
					t.Fatal(err)
				}
				pair[i] = text
			}
			found = append(found, pair)
			return true
		})
	}
	if len(found) < 300 {
		t.Fatalf("found %d words, want all of them: the test looks in the wrong place", len(found))
	}
	return found
}

func values(text string) []string {
	var names []string
	for {
		_, rest, found := strings.Cut(text, "{")
		if !found {
			slices.Sort(names)
			return slices.Compact(names)
		}
		name, after, _ := strings.Cut(rest, "}")
		names = append(names, inventory.ValueName(name))
		text = after
	}
}

func TestEveryWordIsThereInBothLanguages(t *testing.T) {
	for _, pair := range pairs(t) {
		for i, text := range pair {
			if strings.TrimSpace(text) == "" {
				t.Errorf("word %q / %q lacks language %d", pair[0], pair[1], i)
			}
			if text != strings.TrimSpace(text) && text != ", " && text != "; " {
				t.Errorf("word %q has a blank at an end", text)
			}
		}
		if !slices.Equal(values(pair[0]), values(pair[1])) {
			t.Errorf("word %q has the values %v, and %q has %v", pair[0], values(pair[0]), pair[1], values(pair[1]))
		}
	}
}

func TestEveryWordIsUsed(t *testing.T) {
	used := map[string]bool{}
	for _, file := range slices.Concat(sources(t, ".."), sources(t, filepath.Join("..", "readback"))) {
		ast.Inspect(file, func(n ast.Node) bool {
			if s, ok := n.(*ast.SelectorExpr); ok {
				if x, ok := s.X.(*ast.Ident); ok && x.Name == "words" {
					used[s.Sel.Name] = true
				}
			}
			return true
		})
	}
	for _, file := range sources(t, ".") { // by the package itself, in functions and among the values of other variables
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				ast.Inspect(n.Body, func(n ast.Node) bool {
					if name, ok := n.(*ast.Ident); ok {
						used[name.Name] = true
					}
					return true
				})
			case *ast.ValueSpec:
				for _, value := range n.Values {
					ast.Inspect(value, func(n ast.Node) bool {
						if name, ok := n.(*ast.Ident); ok {
							used[name.Name] = true
						}
						return true
					})
				}
			}
			return true
		})
	}
	for _, file := range sources(t, ".") {
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok || general.Tok != token.VAR {
				continue
			}
			for _, spec := range general.Specs {
				for _, name := range spec.(*ast.ValueSpec).Names {
					if !used[name.Name] {
						t.Errorf("%s is not used", name.Name)
					}
				}
			}
		}
	}
}

func TestCodesAreDifferentAndSoAreTheirLabels(t *testing.T) {
	for name, codes := range map[string]Codes{
		"Verdicts": Verdicts, "Findings": Findings, "LicenseStates": LicenseStates, "Routes": Routes, "Statuses": Statuses,
		"WaveTypes": WaveTypes, "Risks": Risks, "Kinds": Kinds, "Mailboxes": Mailboxes, "Auths": Auths, "Protocols": Protocols,
		"Switches": Switches, "CoverageStatuses": CoverageStatuses, "ErrorClasses": ErrorClasses, "Sources": Sources,
		"SignInParts": SignInParts, "SubscriptionStatuses": SubscriptionStatuses, "Clouds": Clouds, "WarningCodes": WarningCodes,
		"Decisions": Decisions, "Checks": Checks, "Audiences": Audiences, "MilestoneNames": MilestoneNames, "Criteria": Criteria,
	} {
		for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
			seen := map[string]string{}
			for _, code := range codes {
				label := codes.Label(code.Code, lang)
				if other, twice := seen[label]; twice {
					t.Errorf("%s in %s: %q and %q are both called %q", name, lang, other, code.Code, label)
				}
				seen[label] = code.Code
			}
		}
	}
}

// The lists of a spreadsheet are one text with commas of at most 255 characters.
func TestChoicesFitADropDownList(t *testing.T) {
	for name, codes := range map[string]Codes{"Routes": Routes, "Statuses": Statuses, "Decisions": Decisions, "Checks": Checks} {
		for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
			var labels []string
			for _, code := range codes {
				label := code.Label.In(lang)
				labels = append(labels, label)
				if strings.ContainsAny(label, `,"=`) {
					t.Errorf("%s in %s: %q can't stand in a list", name, lang, label)
				}
			}
			if n := len([]rune(strings.Join(labels, ","))); n > 255 {
				t.Errorf("%s in %s take %d characters, more than 255", name, lang, n)
			}
		}
	}
}

func TestSheetNamesAreValidForAWorkbook(t *testing.T) {
	for _, lang := range []inventory.Language{inventory.English, inventory.Japanese} {
		seen := map[string]bool{}
		for _, w := range []Word{
			SheetSummary, SheetWaves, SheetPlan, SheetRollback, SheetSenders, SheetClients, SheetLicences, SheetLicenceFindings,
			SheetExcluded, SheetUnplanned, SheetCoverage, SheetEvidence, SheetAbout, SheetLists,
			SheetGantt, SheetRunbook, SheetGoNoGo, SheetComms, SheetChanges, SheetIncidents, SheetGovernance,
		} {
			name := w.In(lang)
			if len([]rune(name)) > 31 || strings.ContainsAny(name, `:\/?*[]'`) || seen[strings.ToLower(name)] {
				t.Errorf("%q is no valid sheet name in %s, or is there twice", name, lang)
			}
			seen[strings.ToLower(name)] = true
		}
	}
}

func TestUnknownCodeStaysAsItIs(t *testing.T) {
	if got := Verdicts.Label("of-tomorrow", inventory.Japanese); got != "of-tomorrow" {
		t.Errorf("Label(of-tomorrow) = %q", got)
	}
	if got, want := Verdicts.Rank("of-tomorrow"), len(Verdicts); got != want {
		t.Errorf("Rank(of-tomorrow) = %d, want %d: after all others", got, want)
	}
}

func TestValuesAreFilledInOnce(t *testing.T) {
	w := word("{a} and {b}", "{a} と {b}")
	if got, want := w.In(inventory.English, "a", "{b}", "b", "x"), "{b} and x"; got != want {
		t.Errorf("In = %q, want %q", got, want)
	}
}
