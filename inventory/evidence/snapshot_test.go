package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

var asOf = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

var collected = Manifest{
	Tool: inventory.Tool{Version: "1.2.3"}, Kind: "collect", AsOf: asOf,
	Coverage: []inventory.Coverage{{Source: inventory.SourceUsers, Status: inventory.CoverageComplete, Records: 2}},
}

func as(m Manifest, kind string, at time.Time) Manifest {
	m.Kind, m.AsOf = kind, at
	return m
}

// keep commits a snapshot with the given records in users.jsonl, and gives its name.
func keep(t *testing.T, ws string, m Manifest, records ...string) string {
	t.Helper()
	w, err := Create(ws)
	if err != nil {
		t.Fatal(err)
	}
	f, err := w.File("users.jsonl", "graph-users", "/v1.0/users")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range records {
		if err := f.Record([]byte(r)); err != nil {
			t.Fatal(err)
		}
	}
	f.Request("11111111-0000-0000-0000-000000000001")
	f.Request("")
	name, err := w.Commit(m)
	if err != nil {
		t.Fatal(err)
	}
	w.Abort() // does nothing by now
	return name
}

func list(t *testing.T, ws string) []Snapshot {
	t.Helper()
	snapshots, err := List(ws)
	if err != nil {
		t.Fatal(err)
	}
	return snapshots
}

func names(snapshots []Snapshot) []string {
	var list []string
	for _, s := range snapshots {
		list = append(list, s.Name)
	}
	return list
}

func read(s Snapshot, f File) (string, error) {
	r, err := s.Open(f)
	if err != nil {
		return "", err
	}
	b, err := io.ReadAll(r)
	return string(b), errors.Join(err, r.Close())
}

func TestASnapshotGivesBackItsRecordsAndManifest(t *testing.T) {
	ws := filepath.Join(t.TempDir(), "ws")
	window := inventory.Window{Since: asOf.AddDate(0, 0, -30), Until: asOf}
	m := collected
	m.Window = &window
	m.Tenant = inventory.Tenant{ID: "t", Name: `<見本 & "Söhne">`}
	name := keep(t, ws, m, `{"id":"1"}`, `{"id":"2"}`)
	if name != "20261123T000000Z-collect" {
		t.Errorf("name = %s", name)
	}
	snapshots := list(t, ws)
	if len(snapshots) != 1 || snapshots[0].Name != name {
		t.Fatalf("List = %v", names(snapshots))
	}
	s := snapshots[0]
	onDisk, err := os.ReadFile(filepath.Join(ws, "evidence", name, "users.jsonl.zst"))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(onDisk)
	m.Schema = Schema
	m.Files = []File{{
		Name: "users.jsonl.zst", Format: "graph-users", Origin: "/v1.0/users", SHA256: hex.EncodeToString(sum[:]), Bytes: int64(len(onDisk)),
		Records: 2, RequestIDs: []string{"11111111-0000-0000-0000-000000000001"},
	}}
	if diff := cmp.Diff(m, s.Manifest); diff != "" {
		t.Errorf("manifest (-want +got):\n%s", diff)
	}
	if got, err := read(s, s.Manifest.Files[0]); got != "{\"id\":\"1\"}\n{\"id\":\"2\"}\n" || err != nil {
		t.Errorf("records = %q, %v", got, err)
	}
	if runtime.GOOS == "windows" {
		return
	}
	err = filepath.WalkDir(ws, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s has mode %v: others can read it", path, info.Mode())
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestBytesThatAreKeptWholeComeBackWhole(t *testing.T) {
	ws := t.TempDir()
	w, err := Create(ws)
	if err != nil {
		t.Fatal(err)
	}
	f, err := w.File("import-1.csv", "portal-sign-ins-csv", "InteractiveSignIns.csv")
	if err != nil {
		t.Fatal(err)
	}
	want := "\xef\xbb\xbfa,b\r\n" + string(noise(300<<10)) + "no line end"
	if n, err := f.Write([]byte(want)); n != len(want) || err != nil {
		t.Fatalf("Write = %d, %v, want %d", n, err, len(want))
	}
	f.CountRecords(3)
	if _, err := w.File("empty", "graph-users", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Commit(as(collected, "import", asOf)); err != nil {
		t.Fatal(err)
	}
	s := list(t, ws)[0]
	got := map[string]int{}
	for _, f := range s.Manifest.Files {
		got[f.Name] = f.Records
	}
	if diff := cmp.Diff(map[string]int{"empty.zst": 0, "import-1.csv.zst": 3}, got); diff != "" {
		t.Error(diff)
	}
	if got, err := read(s, s.Manifest.Files[0]); got != "" || err != nil {
		t.Errorf("empty file = %q, %v", got, err)
	}
	if got, err := read(s, s.Manifest.Files[1]); got != want || err != nil {
		t.Errorf("%d bytes came back of %d, %v", len(got), len(want), err)
	}
}

func TestOneNameIsOneFile(t *testing.T) {
	w, err := Create(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer w.Abort()
	if _, err := w.File("users.jsonl", "graph-users", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := w.File("users.jsonl", "graph-users", ""); !errors.Is(err, fs.ErrExist) {
		t.Errorf("second file of a name: %v, want an error", err)
	}
}

func TestSnapshotsOfOneMomentAreNumbered(t *testing.T) {
	ws := t.TempDir()
	var got []string
	for range 3 {
		got = append(got, keep(t, ws, collected, "{}"))
	}
	got = append(got, keep(t, ws, as(collected, "import", asOf), "{}"))
	want := []string{"20261123T000000Z-collect", "20261123T000000Z-collect-0002", "20261123T000000Z-collect-0003", "20261123T000000Z-import"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestListIsNewestFirst(t *testing.T) {
	ws := t.TempDir()
	hour := asOf.Add(time.Hour)
	for _, m := range []Manifest{
		as(collected, "import", asOf), as(collected, "collect", hour), as(collected, "collect", asOf.AddDate(-1, 0, 0)),
		as(collected, "collect", hour), // made after the other one of this moment
		as(collected, "import", hour.In(time.FixedZone("JST", 9*3600)).Add(time.Minute)),
	} {
		keep(t, ws, m, "{}")
	}
	want := []string{
		"20261123T010100Z-import", "20261123T010000Z-collect-0002", "20261123T010000Z-collect", "20261123T000000Z-import",
		"20251123T000000Z-collect",
	}
	if diff := cmp.Diff(want, names(list(t, ws))); diff != "" {
		t.Error(diff)
	}
}

func TestListPassesOverWhatIsNoSnapshot(t *testing.T) {
	ws := t.TempDir()
	if got := list(t, ws); len(got) != 0 {
		t.Errorf("List of nothing = %v", names(got))
	}
	unfinished, err := Create(ws)
	if err != nil {
		t.Fatal(err)
	}
	f, err := unfinished.File("users.jsonl", "graph-users", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Record([]byte("{}")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(ws, "evidence", "README.txt"), "x")
	name := keep(t, ws, collected, "{}")
	if diff := cmp.Diff([]string{name}, names(list(t, ws))); diff != "" {
		t.Error(diff)
	}
	unfinished.Abort()
	if diff := cmp.Diff([]string{name}, names(list(t, ws))); diff != "" {
		t.Error(diff)
	}
}

func TestListFollowsLinks(t *testing.T) {
	ws, elsewhere := t.TempDir(), t.TempDir()
	name := keep(t, elsewhere, collected, `{"id":"1"}`)
	root := filepath.Join(ws, "evidence")
	if err := os.MkdirAll(root, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(elsewhere, "evidence", name), filepath.Join(root, name)); err != nil {
		t.Skip("no links here:", err)
	}
	if got := list(t, ws); len(got) != 1 || got[0].Name != name {
		t.Errorf("List = %v, want the linked snapshot", names(got))
	}
	if err := os.Rename(filepath.Join(elsewhere, "evidence", name), filepath.Join(elsewhere, "gone")); err != nil {
		t.Fatal(err)
	}
	if got, err := List(ws); err == nil {
		t.Errorf("List = %v, want an error for a link to nothing", names(got))
	}
}

func TestAnUnreadableManifestIsAnError(t *testing.T) {
	const name = "20261123T000000Z-collect"
	tests := map[string]func(t *testing.T, path string){
		"it is missing": func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
		},
		"it is empty":               func(t *testing.T, path string) { put(t, path, "") },
		"it was cut":                func(t *testing.T, path string) { put(t, path, content(t, path)[:100]) },
		"it is a list":              func(t *testing.T, path string) { put(t, path, "[]") },
		"it is of another schema":   func(t *testing.T, path string) { put(t, path, `{"schema":"unbasic/evidence/2"}`) },
		"it says nothing of itself": func(t *testing.T, path string) { put(t, path, `{}`) },
		"a time in it is none":      func(t *testing.T, path string) { put(t, path, `{"schema":"unbasic/evidence/1","asOf":"yesterday"}`) },
		"it is a folder": func(t *testing.T, path string) {
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			put(t, filepath.Join(path, "x"), "")
		},
	}
	for claim, spoil := range tests {
		t.Run(claim, func(t *testing.T) {
			ws := t.TempDir()
			keep(t, ws, as(collected, "import", asOf.Add(time.Hour)), "{}")
			keep(t, ws, collected, "{}")
			spoil(t, filepath.Join(ws, "evidence", name, "manifest.json"))
			got, err := List(ws)
			if err == nil {
				t.Fatalf("List = %v without an error", names(got))
			}
			if !strings.HasPrefix(err.Error(), "reading snapshot "+name+": ") || strings.Contains(err.Error(), "\n") {
				t.Errorf("error = %q, want one line that names the snapshot", err)
			}
		})
	}
	ws := t.TempDir()
	put(t, filepath.Join(ws, "evidence"), "a file")
	if _, err := List(ws); err == nil {
		t.Error("List of a file has no error")
	}
}

func TestAbortLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	ws := filepath.Join(dir, "a", "ws")
	w, err := Create(ws)
	if err != nil {
		t.Fatal(err)
	}
	f, err := w.File("users.jsonl", "graph-users", "")
	if err != nil {
		t.Fatal(err)
	}
	if err := f.Record(noise(1 << 20)); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	w.Abort()
	if left := tree(t, dir); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	name := keep(t, ws, collected, "{}")
	before := tree(t, dir)
	if w, err = Create(ws); err != nil {
		t.Fatal(err)
	}
	w.Abort()
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Errorf("beside %s:\n%s", name, diff)
	}
}

func TestCreateFailsWithoutATrace(t *testing.T) {
	dir := t.TempDir()
	put(t, filepath.Join(dir, "evidence"), "a file")
	before := tree(t, dir)
	if _, err := Create(dir); err == nil {
		t.Error("Create in a file has no error")
	}
	if diff := cmp.Diff(before, tree(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestTheSameRecordsGiveTheSameBytes(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	var records []string
	for i := range 5000 {
		records = append(records, fmt.Sprintf(`{"id":"%d","userAgent":"BAV2ROPC","at":%d}`, i, r.Uint64()))
	}
	a, b, c := t.TempDir(), t.TempDir(), t.TempDir()
	keep(t, a, collected, records...)
	keep(t, b, collected, records...)
	// The same text in other portions.
	w, err := Create(c)
	if err != nil {
		t.Fatal(err)
	}
	f, err := w.File("users.jsonl", "graph-users", "/v1.0/users")
	if err != nil {
		t.Fatal(err)
	}
	for text := []byte(strings.Join(records, "\n") + "\n"); len(text) > 0; {
		n := min(len(text), 1+r.IntN(70_000))
		if _, err := f.Write(text[:n]); err != nil {
			t.Fatal(err)
		}
		text = text[n:]
	}
	f.CountRecords(len(records))
	f.Request("11111111-0000-0000-0000-000000000001")
	if _, err := w.Commit(collected); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"users.jsonl.zst", "manifest.json"} {
		path := filepath.Join("evidence", "20261123T000000Z-collect", name)
		want := content(t, filepath.Join(a, path))
		for _, other := range []string{b, c} {
			if content(t, filepath.Join(other, path)) != want {
				t.Errorf("%s differs between two runs over the same records", name)
			}
		}
	}
}

// compressed is text as another program would compress it, whole and in order.
func compressed(t *testing.T, text string) string {
	t.Helper()
	var b bytes.Buffer
	w, err := zstd.NewWriter(&b, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderCRC(false))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(w, text); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestAFileThatWasChangedIsFoundOutByTheEndOfReading(t *testing.T) {
	var records []string
	for i := range 2000 {
		records = append(records, fmt.Sprintf(`{"id":"%d"}`, i))
	}
	text := strings.Join(records, "\n") + "\n"
	tests := map[string]func(kept string) string{
		"emptied":                         func(string) string { return "" },
		"cut in half":                     func(kept string) string { return kept[:len(kept)/2] },
		"cut by one byte":                 func(kept string) string { return kept[:len(kept)-1] },
		"one bit in the middle":           func(kept string) string { return flip(kept, len(kept)/2) },
		"one bit at the start":            func(kept string) string { return flip(kept, 0) },
		"one bit at the end":              func(kept string) string { return flip(kept, len(kept)-1) },
		"a byte behind it":                func(kept string) string { return kept + "x" },
		"a frame behind it":               func(kept string) string { return kept + compressed(t, `{"id":"forged"}`) },
		"an empty frame behind it":        func(kept string) string { return kept + compressed(t, "") },
		"a frame to skip behind it":       func(kept string) string { return kept + "\x50\x2a\x4d\x18\x04\x00\x00\x00abcd" },
		"another file":                    func(string) string { return compressed(t, `{"id":"forged"}`+"\n") },
		"the same text, compressed again": func(string) string { return compressed(t, text) },
		"text":                            func(string) string { return text },
	}
	for claim, change := range tests {
		t.Run(claim, func(t *testing.T) {
			ws := t.TempDir()
			name := keep(t, ws, collected, records...)
			path := filepath.Join(ws, "evidence", name, "users.jsonl.zst")
			put(t, path, change(content(t, path)))
			s := list(t, ws)[0]
			_, err := read(s, s.Manifest.Files[0])
			if !errors.Is(err, ErrChanged) {
				t.Fatalf("read = %v, want ErrChanged", err)
			}
			if errors.Is(err, io.ErrUnexpectedEOF) || errors.Is(err, io.EOF) {
				t.Errorf("error %v looks like the end of a file", err)
			}
			if want := "reading " + name + "/users.jsonl.zst: "; !strings.HasPrefix(err.Error(), want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("error = %q, want one line that begins with %q", err, want)
			}
		})
	}
}

func TestAFileCannotAskForMuchMemory(t *testing.T) {
	ws := t.TempDir()
	name := keep(t, ws, collected, "{}")
	// A frame with a window of 256 MiB, in 10 bytes: its one block says "A" eight times.
	put(t, filepath.Join(ws, "evidence", name, "users.jsonl.zst"), "\x28\xb5\x2f\xfd\x00\x90\x43\x00\x00A")
	s := list(t, ws)[0]
	if got, err := read(s, s.Manifest.Files[0]); !errors.Is(err, ErrChanged) || got != "" || !strings.Contains(err.Error(), "window size") {
		t.Errorf("read = %q, %v, want it to be refused for its window size", got, err)
	}
}

func flip(s string, i int) string {
	b := []byte(s)
	b[i] ^= 4
	return string(b)
}

func TestAChangedFileIsFoundOutInAnyPortions(t *testing.T) {
	ws := t.TempDir()
	name := keep(t, ws, collected, `{"id":"1"}`)
	path := filepath.Join(ws, "evidence", name, "users.jsonl.zst")
	put(t, path, compressed(t, `{"id":"2"}`+"\n"))
	s := list(t, ws)[0]
	r, err := s.Open(s.Manifest.Files[0])
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	one := make([]byte, 1)
	for err == nil {
		_, err = r.Read(one)
	}
	if !errors.Is(err, ErrChanged) {
		t.Errorf("reading byte by byte ends with %v", err)
	}
	if _, err := r.Read(one); !errors.Is(err, ErrChanged) {
		t.Errorf("reading on ends with %v", err)
	}
}

func TestAFileThatIsMissingOrNoFileIsAnError(t *testing.T) {
	ws := t.TempDir()
	name := keep(t, ws, collected, "{}")
	path := filepath.Join(ws, "evidence", name, "users.jsonl.zst")
	s := list(t, ws)[0]
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if _, err := read(s, s.Manifest.Files[0]); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing file: %v", err)
	}
	put(t, filepath.Join(path, "x"), "")
	if got, err := read(s, s.Manifest.Files[0]); err == nil {
		t.Errorf("a folder reads as %q", got)
	}
}

func TestAManifestCannotNameAFileOutsideOfItsSnapshot(t *testing.T) {
	ws := t.TempDir()
	name := keep(t, ws, collected, `{"id":"1"}`)
	s := list(t, ws)[0]
	good := s.Manifest.Files[0]
	other := content(t, filepath.Join(ws, "evidence", name, good.Name))
	put(t, filepath.Join(ws, "evidence", "x"), other)
	put(t, filepath.Join(ws, "evidence", name, "sub", "x"), other)
	for _, outside := range []string{
		"../x", "..", ".", "", "/", "/etc/hostname", "sub/x", "sub/../" + good.Name, "./" + good.Name, "../" + name + "/" + good.Name,
		filepath.Join(ws, "evidence", "x"),
	} {
		f := good
		f.Name = outside
		manifest := s.Manifest
		manifest.Files = []File{f}
		b, err := json.Marshal(manifest)
		if err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(ws, "evidence", name, "manifest.json"), string(b))
		forged := list(t, ws)[0]
		if got, err := read(forged, forged.Manifest.Files[0]); err == nil || got != "" {
			t.Errorf("manifest with %q reads %q, %v", outside, got, err)
		}
	}
}

// FuzzOpen: a file that is not byte for byte the one of the manifest is never read to the end without an error.
func FuzzOpen(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte("\x28\xb5\x2f\xfd\x00\x90\x43\x00\x00A"))
	f.Fuzz(func(t *testing.T, changed []byte) {
		ws := t.TempDir()
		name := keep(t, ws, collected, `{"id":"1"}`)
		path := filepath.Join(ws, "evidence", name, "users.jsonl.zst")
		same := content(t, path) == string(changed)
		put(t, path, string(changed))
		s := list(t, ws)[0]
		if _, err := read(s, s.Manifest.Files[0]); (err == nil) != same || err != nil && !errors.Is(err, ErrChanged) {
			t.Fatalf("read = %v", err)
		}
	})
}

// FuzzList: whatever a manifest holds, it is read or refused, and nothing outside of its snapshot is opened.
func FuzzList(f *testing.F) {
	f.Add([]byte(`{"schema":"unbasic/evidence/1","files":[{"name":"../../secret"},{"name":""}],"asOf":"2026-11-23T00:00:00Z","window":null}`))
	f.Add([]byte(`{"schema":"unbasic/evidence/1","files":[{"name":"..\\x"},{"name":"secret\u0000"}],"coverage":[{"since":null}]}`))
	f.Fuzz(func(t *testing.T, manifest []byte) {
		ws := t.TempDir()
		put(t, filepath.Join(ws, "secret"), compressed(t, "secret"))
		put(t, filepath.Join(ws, "evidence", "s", "manifest.json"), string(manifest))
		snapshots, err := List(ws)
		if (err == nil) != (len(snapshots) == 1) {
			t.Fatalf("List = %v, %v", names(snapshots), err)
		}
		for _, s := range snapshots {
			for _, file := range s.Manifest.Files {
				if got, err := read(s, file); err == nil || strings.Contains(got, "secret") {
					t.Fatalf("%q reads %q, %v", file.Name, got, err)
				}
			}
		}
	})
}
