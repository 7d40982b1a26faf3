package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

const module = "unbasic"

// mayImport says for every package what it may import besides the standard library and itself: paths, or prefixes that end in /.
// Tests may import more (see mayImportInTests). Data flows one way: evidence, inventory, plan, export.
var mayImport = map[string][]string{
	"cmd/unbasic": {
		"unbasic/inventory", "unbasic/inventory/evidence", "unbasic/inventory/files", "unbasic/inventory/files/archive", "unbasic/inventory/graph",
		"unbasic/inventory/kql", "unbasic/inventory/loganalytics", "unbasic/inventory/smtp", "unbasic/plan", "unbasic/plan/calendar", "unbasic/plan/journal", "unbasic/plan/progress", "unbasic/export", "unbasic/export/words",
		"unbasic/export/xlsx", "unbasic/export/flat", "unbasic/export/ics", "unbasic/export/kql", "unbasic/export/powershell", "unbasic/export/html", "unbasic/export/pseudonym", "unbasic/export/readback", "unbasic/samples",
		"github.com/spf13/cobra", "github.com/spf13/pflag", "github.com/jedib0t/go-pretty/v6/", "golang.org/x/term",
	},
	"inventory":          {},
	"inventory/evidence": {"unbasic/inventory", "github.com/klauspost/compress/zstd", "github.com/gofrs/flock"},
	"inventory/files": {
		"unbasic/inventory", "unbasic/inventory/evidence", "unbasic/inventory/files/table", "unbasic/inventory/files/jsonfile", "unbasic/inventory/files/clixml",
	},
	"inventory/files/archive":  {"github.com/klauspost/compress/zstd"},
	"inventory/files/clixml":   {},
	"inventory/files/jsonfile": {},
	"inventory/files/table":    {"golang.org/x/text/"},
	"inventory/kql":            {"unbasic/inventory"},
	"inventory/loganalytics": {
		"unbasic/inventory", "unbasic/inventory/kql", "github.com/Azure/azure-sdk-for-go/sdk/azcore", "github.com/Azure/azure-sdk-for-go/sdk/azcore/",
		"github.com/Azure/azure-sdk-for-go/sdk/monitor/azquery",
	},
	"inventory/graph": {
		"unbasic/inventory", "unbasic/inventory/kql", "unbasic/inventory/graph/scan", "github.com/microsoftgraph/", "github.com/microsoft/kiota-", "github.com/Azure/azure-sdk-for-go/sdk/azcore",
		"github.com/Azure/azure-sdk-for-go/sdk/azcore/", "github.com/Azure/azure-sdk-for-go/sdk/azidentity",
		"golang.org/x/sync/errgroup",
	},
	"inventory/graph/scan": {"unbasic/inventory/files/jsonfile"},
	"inventory/smtp":       {"unbasic/inventory"},
	"plan":                 {"unbasic/inventory", "unbasic/plan/calendar", "unbasic/plan/journal", "go.yaml.in/yaml/v3"},
	"plan/journal":         {},
	"plan/progress":        {"unbasic/inventory", "unbasic/plan", "unbasic/plan/calendar"},
	"plan/calendar":        {"github.com/rickar/cal/v2", "github.com/rickar/cal/v2/"},
	"export":               {"unbasic/inventory", "unbasic/inventory/kql", "unbasic/plan", "unbasic/plan/calendar", "unbasic/plan/journal", "unbasic/plan/progress", "unbasic/export/words"},
	"export/html":          {"unbasic/export"},
	"export/readback":      {"github.com/xuri/excelize/v2", "github.com/xuri/nfp", "unbasic/export", "unbasic/export/words", "unbasic/inventory", "unbasic/plan", "unbasic/plan/calendar", "unbasic/plan/journal", "unbasic/plan/progress", "golang.org/x/text/"},
	"export/words":         {"unbasic/inventory"},
	"export/xlsx":          {"unbasic/export", "unbasic/plan/calendar", "unbasic/inventory", "github.com/xuri/excelize/v2", "github.com/klauspost/compress/flate", "golang.org/x/text/"},
	"samples":              {"unbasic/inventory"},
	"samples/population":   {"unbasic/inventory"},
	"export/flat":          {"unbasic/export"},
	"export/ics":           {"unbasic/export", "unbasic/plan/calendar", "github.com/arran4/golang-ical"},
	"export/kql":           {"unbasic/export"},
	"export/powershell":    {"unbasic/export"},
	"export/pseudonym":     {"unbasic/inventory", "unbasic/plan", "golang.org/x/text/unicode/norm"},
}

// mayImportInTests is what every package's tests may import as well.
var mayImportInTests = []string{
	"unbasic/inventory", "unbasic/inventory/evidence", "unbasic/inventory/files", "unbasic/inventory/graph", "unbasic/inventory/kql", "unbasic/plan", "unbasic/plan/calendar", "unbasic/plan/journal", "unbasic/plan/progress",
	"unbasic/export", "unbasic/export/pseudonym", "unbasic/export/words", "unbasic/export/xlsx", "unbasic/export/html", "unbasic/export/flat", "unbasic/export/ics", "unbasic/samples",
	"unbasic/samples/population", "github.com/xuri/excelize/v2",
	"github.com/santhosh-tekuri/jsonschema/v6",
	"github.com/google/go-cmp/cmp", "github.com/google/go-cmp/cmp/cmpopts", "github.com/rogpeppe/go-internal/testscript", "github.com/klauspost/compress/zstd",
	"unbasic/inventory/files/jsonfile", "unbasic/inventory/files/table", "golang.org/x/text/", "golang.org/x/net/html",
}

// impure packages of the standard library have a clock, a file, a network or a logger in them. The stages that decide may not know them.
var (
	pure = []string{"inventory", "inventory/kql", "inventory/smtp", "plan", "plan/calendar", "plan/journal", "plan/progress", "export", "export/pseudonym", "export/readback", "export/words"}
	// seeded may have random numbers: always the same ones.
	seeded = []string{"plan"}
	impure = []string{"os", "os/", "net", "net/http", "log", "log/slog", "syscall", "io/fs", "path/filepath", "math/rand", "math/rand/v2"}
)

func TestLayers(t *testing.T) {
	root := filepath.Join("..", "..")
	seen := map[string]bool{}
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && strings.HasPrefix(entry.Name(), ".") && len(entry.Name()) > 2 || entry.Name() == "testdata" {
			return fs.SkipDir
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		rel, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		pkg := filepath.ToSlash(rel)
		allowed, ok := mayImport[pkg]
		if !ok {
			t.Errorf("%s: package %s has no rule: say in layers_test.go what it may import", name, pkg)
			return nil
		}
		seen[pkg] = true
		test := strings.HasSuffix(name, "_test.go")
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			standard := !strings.Contains(strings.Split(imported, "/")[0], ".") && !strings.HasPrefix(imported, module+"/")
			switch {
			case standard:
				if !test && matches(imported, impure) && contains(pure, pkg) && !(imported == "math/rand/v2" && contains(seeded, pkg)) {
					t.Errorf("%s imports %s: %s takes values and gives values", name, imported, pkg)
				}
			case imported == path.Join(module, pkg), matches(imported, allowed), test && matches(imported, mayImportInTests):
			default:
				t.Errorf("%s may not import %s", name, imported)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg := range mayImport {
		if !seen[pkg] {
			t.Errorf("there is a rule for %s and no such package", pkg)
		}
	}
}

// TestHeavyLibrariesHaveOneHome keeps the Graph SDK, azidentity, azquery and excelize out of every package but one each, or for excelize but one that writes and one
// that reads.
func TestHeavyLibrariesHaveOneHome(t *testing.T) {
	for library, homes := range map[string][]string{
		"github.com/microsoftgraph/": {"inventory/graph"}, "github.com/microsoft/kiota-": {"inventory/graph"},
		"github.com/Azure/azure-sdk-for-go/sdk/azidentity": {"inventory/graph"}, "github.com/xuri/excelize/v2": {"export/xlsx", "export/readback"},
		"github.com/Azure/azure-sdk-for-go/sdk/monitor/azquery": {"inventory/loganalytics"},
	} {
		for pkg, allowed := range mayImport {
			if !contains(homes, pkg) && contains(allowed, library) {
				t.Errorf("%s may import %s, which belongs to %v alone", pkg, library, homes)
			}
		}
	}
}

// TestTopLevel keeps the house as it is drawn: nothing beside the stages, the module's files and the README.
func TestTopLevel(t *testing.T) {
	allowed := []string{"cmd", "inventory", "plan", "export", "samples", "go.mod", "go.sum", "README.md"}
	entries, err := os.ReadDir(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range entries {
		// A demo that somebody ran here is git's to ignore.
		if name := entry.Name(); !strings.HasPrefix(name, ".") && !contains(allowed, name) && name != "unbasic-demo" && name != "out" {
			t.Errorf("%s does not belong on the top level", name)
		}
	}
}

func matches(imported string, patterns []string) bool {
	for _, p := range patterns {
		if imported == p || (strings.HasSuffix(p, "/") || strings.HasSuffix(p, "-")) && strings.HasPrefix(imported, p) {
			return true
		}
	}
	return false
}

func contains(list []string, s string) bool {
	for _, e := range list {
		if e == s {
			return true
		}
	}
	return false
}
