package archive

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/zstd"
)

// file is a file for an archive or a folder; more changes its header in an archive.
type file struct {
	name, content string
	more          func(header any)
}

func zipOf(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, f := range files {
		h := &zip.FileHeader{Name: f.name, Method: zip.Deflate}
		if f.more != nil {
			f.more(h)
		}
		w, err := z.CreateHeader(h)
		if err == nil {
			_, err = io.WriteString(w, f.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarOf(t testing.TB, files ...file) string {
	t.Helper()
	var b bytes.Buffer
	z := tar.NewWriter(&b)
	for _, f := range files {
		h := &tar.Header{Name: f.name, Mode: 0o600, Size: int64(len(f.content))}
		if f.more != nil {
			f.more(h)
		}
		err := z.WriteHeader(h)
		if err == nil {
			_, err = io.WriteString(z, f.content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipOf(t testing.TB, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := io.WriteString(z, content); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func zstdOf(t testing.TB, content string, options ...zstd.EOption) string {
	t.Helper()
	var b bytes.Buffer
	z, err := zstd.NewWriter(&b, options...)
	if err == nil {
		_, err = io.WriteString(z, content)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// write makes files below a new folder and gives the path of the first.
func write(t testing.TB, files ...file) string {
	t.Helper()
	folder := t.TempDir()
	for _, f := range files {
		name := filepath.Join(folder, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(f.content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(folder, files[0].name)
}

// read gives an entry's content.
func read(e Entry) (string, error) {
	r, err := e.Open()
	if err != nil {
		return "", err
	}
	content, err := io.ReadAll(r)
	return string(content), errors.Join(err, r.Close())
}

// all walks and reads everything, into one line of text per entry or error, without the beginning of the path.
func all(path string, limits Limits) (said []string) {
	base := filepath.ToSlash(filepath.Dir(path)) + "/"
	for e, err := range Walk(path, limits) {
		name := strings.TrimPrefix(e.Name, base)
		if err != nil {
			said = append(said, fmt.Sprintf("%s refused: %v", name, err))
			continue
		}
		content, err := read(e)
		if again, errAgain := read(e); fmt.Sprint(err) != fmt.Sprint(errAgain) || again != content && !errors.Is(err, ErrBomb) {
			said = append(said, fmt.Sprintf("%s, read again: %.80q, %v", name, again, errAgain))
		}
		if err != nil {
			said = append(said, fmt.Sprintf("%s: %.80q, then %v", name, content, err))
			continue
		}
		if e.Size >= 0 && e.Size != int64(len(content)) {
			said = append(said, fmt.Sprintf("%s is %d bytes, not %d", name, len(content), e.Size))
		}
		said = append(said, fmt.Sprintf("%s: %.80s", name, content))
	}
	return said
}

func method(m uint16) func(any) {
	return func(h any) { h.(*zip.FileHeader).Method = m }
}

func TestWalk(t *testing.T) {
	a, b := file{"a.csv", "1", nil}, file{"b.csv", "2", nil}
	encrypted := strings.NewReplacer("PK\x03\x04\x14\x00\x08", "PK\x03\x04\x14\x00\x09", "PK\x01\x02\x14\x00\x14\x00\x08", "PK\x01\x02\x14\x00\x14\x00\x09").
		Replace(zipOf(t, a))
	unknown := strings.NewReplacer("PK\x03\x04\x14\x00\x08\x00\x08", "PK\x03\x04\x14\x00\x08\x00\x09", "PK\x01\x02\x14\x00\x14\x00\x08\x00\x08", "PK\x01\x02\x14\x00\x14\x00\x08\x00\x09").
		Replace(zipOf(t, a))
	link := func(h any) { h.(*zip.FileHeader).SetMode(os.ModeSymlink | 0o777) }
	tarLink := func(h any) { h.(*tar.Header).Typeflag, h.(*tar.Header).Linkname = tar.TypeSymlink, "/etc/passwd" }
	nested := "x"
	for range 4 {
		nested = zipOf(t, file{"in.zip", nested, nil})
	}
	office := zipOf(t, file{"xl/workbook.xml", "<x/>", nil}, file{"[Content_Types].xml", "<x/>", nil})
	long := strings.Repeat("0123456789abcdef", rereadable/8)
	cases := map[string]struct {
		content string
		want    []string
	}{
		"plain":             {"hello", []string{"f: hello"}},
		"empty":             {"", []string{"f: "}},
		"zip":               {zipOf(t, file{"sub/", "", nil}, file{"sub/z.csv", "3", nil}, b, file{"a.csv", "1", method(zip.Store)}), []string{"f/a.csv: 1", "f/b.csv: 2", "f/sub/z.csv: 3"}},
		"zip behind bytes":  {"PK\x07\x08" + zipOf(t, a), []string{"f/a.csv: 1"}},
		"zip, empty":        {zipOf(t), []string{"f refused: the archive holds no files"}},
		"zip, hidden":       {zipOf(t, file{"__MACOSX/._a.csv", "x", nil}, file{".git/x", "x", nil}, file{"~$a.xlsx", "x", nil}, file{"l", "/etc/passwd", link}), []string{"f refused: the archive holds no files"}},
		"zip of PowerShell": {zipOf(t, file{`sub\a.csv`, "1", nil}, file{`sub\`, "", nil}), []string{"f/sub/a.csv: 1"}},
		"zip, odd names":    {zipOf(t, file{"a\x1b[2J\u202e.csv", "1", nil}, file{"\xff.csv", "2", nil}), []string{"f/a\ufffd[2J\ufffd.csv: 1", "f/\ufffd.csv: 2"}},
		"zip, same names":   {zipOf(t, a, a), []string{"f/a.csv: 1", "f/a.csv: 1"}},
		"zip, unsafe names": {zipOf(t, file{"../x", "1", nil}, file{"/x", "1", nil}, file{`C:\x`, "1", nil}, file{`\\server\x`, "1", nil}, file{`a\..\..\x`, "1", nil}, file{"c:x", "1", nil}, a), []string{
			`f refused: "../x": its name leads out of the archive: unpack it first`,
			`f refused: "/x": its name leads out of the archive: unpack it first`,
			`f refused: "C:\\x": its name leads out of the archive: unpack it first`,
			`f refused: "\\\\server\\x": its name leads out of the archive: unpack it first`,
			"f/a.csv: 1",
			`f refused: "a\\..\\..\\x": its name leads out of the archive: unpack it first`,
			`f refused: "c:x": its name leads out of the archive: unpack it first`,
		}},
		"zip, encrypted":      {encrypted, []string{"f/a.csv refused: a.csv: is encrypted: unpack it first"}},
		"zip, unknown method": {unknown, []string{"f/a.csv refused: a.csv: is compressed with method 9, which this version does not read: unpack it first"}},
		"zip, cut":            {zipOf(t, a)[:60], []string{"f refused: the zip's list of files, which is at its end, is missing or damaged: unexpected EOF: download it again"}},
		"zip, misplaced":      {misplaced(zipOf(t, a, b), 1<<20), []string{"f/a.csv: 1", "f/b.csv refused: b.csv: its place in the zip is wrong or missing: unexpected EOF"}},
		"Office":              {office, []string{"f: " + fmt.Sprintf("%.80s", office)}},
		"Office in a zip":     {zipOf(t, file{"book.xlsx", office, nil}), []string{"f/book.xlsx: " + fmt.Sprintf("%.80s", office)}},
		"gzip":                {gzipOf(t, "hello"), []string{"f: hello"}},
		"gzip of several":     {gzipOf(t, "hello ") + gzipOf(t, "") + gzipOf(t, "world"), []string{"f: hello world"}},
		"gzip, cut":           {gzipOf(t, "hello")[:18], []string{`f: "hello", then unexpected EOF`}},
		"gzip, cut at once":   {gzipOf(t, "hello")[:7], []string{`f: "", then unexpected EOF`}},
		"gzip, no more":       {"\x1f\x8b", []string{`f: "", then unexpected EOF`}},
		"gzip in a zip":       {zipOf(t, file{"PT1H.json.gz", gzipOf(t, "{}"), nil}), []string{"f/PT1H.json.gz: {}"}},
		"gzip of a zip":       {gzipOf(t, zipOf(t, a, b)), []string{"f/a.csv: 1", "f/b.csv: 2"}},
		"zstd":                {zstdOf(t, "hello"), []string{"f: hello"}},
		"zstd behind a skip":  {"\x5a\x2a\x4d\x18\x02\x00\x00\x00xx" + zstdOf(t, "hello"), []string{"f: hello"}},
		"zstd of several":     {zstdOf(t, "hello ") + zstdOf(t, "world"), []string{"f: hello world"}},
		"zstd, cut":           {zstdOf(t, "hello")[:10], []string{`f: "", then unexpected EOF`}},
		"zstd, cut at once":   {zstdOf(t, "hello")[:4], []string{`f: "", then unexpected EOF`}},
		"zstd, long window": {zstdOf(t, strings.Repeat("x", 1<<20), zstd.WithWindowSize(128<<20), zstd.WithSingleSegment(false)), []string{
			`f: "", then window size exceeded: it was compressed with a window of more than 64 MB: unpack it first`,
		}},
		"tar":                     {tarOf(t, b, file{"./sub/a.csv", "1", nil}, file{"l", "", tarLink}, file{".x", "", nil}), []string{"f/b.csv: 2", "f/sub/a.csv: 1"}},
		"tar, empty":              {tarOf(t, file{"l", "", tarLink}), []string{"f refused: the archive holds no files"}},
		"tar, unsafe":             {tarOf(t, file{"../x", "1", nil}, a), []string{`f refused: "../x": its name leads out of the archive: unpack it first`, "f/a.csv: 1"}},
		"tar, cut":                {tarOf(t, a, b)[:1024+512], []string{"f/a.csv: 1", `f/b.csv: "", then unexpected EOF`, "f refused: unexpected EOF"}},
		"tar, sparse":             {sparse(t), []string{"f/s refused: s: is a sparse file: unpack it first", "f/a.csv: 1"}},
		"tar of long files":       {tarOf(t, file{"x", long, nil}, a, file{"y", long, nil}, b), []string{"f/x: " + long[:80], "f/a.csv: 1", "f/y: " + long[:80], "f/b.csv: 2"}},
		"tar.gz":                  {gzipOf(t, tarOf(t, a, b)), []string{"f/a.csv: 1", "f/b.csv: 2"}},
		"tar.zst":                 {zstdOf(t, tarOf(t, a, file{"in.gz", gzipOf(t, "hello"), nil})), []string{"f/a.csv: 1", "f/in.gz: hello"}},
		"tar.gz in a zip":         {zipOf(t, file{"x.tgz", gzipOf(t, tarOf(t, a, b)), nil}), []string{"f/x.tgz/a.csv: 1", "f/x.tgz/b.csv: 2"}},
		"tar.gz in a zip, zip in": {zipOf(t, file{"x.tgz", gzipOf(t, tarOf(t, file{"y.zip", zipOf(t, a), nil})), nil}), []string{"f/x.tgz/y.zip/a.csv: 1"}},
		"zip in a tar":            {tarOf(t, file{"y.zip", zipOf(t, a, b), nil}, b), []string{"f/y.zip/a.csv: 1", "f/y.zip/b.csv: 2", "f/b.csv: 2"}},
		"zip in a zip, cut":       {zipOf(t, file{"y.zip", zipOf(t, a)[:50], nil}, b), []string{"f/b.csv: 2", "f/y.zip refused: y.zip: the zip's list of files, which is at its end, is missing or damaged: unexpected EOF: download it again"}},
		"too deep":                {nested, []string{"f/in.zip/in.zip/in.zip refused: in.zip/in.zip/in.zip: is an archive inside of 3 others: unpack it first"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, all(write(t, file{"f", c.content, nil}), Default)); diff != "" {
				t.Errorf("(-want +got)\n%s", diff)
			}
		})
	}
}

// misplaced moves the last file of a zip in the zip's list.
func misplaced(z string, at uint32) string {
	b := []byte(z)
	binary.LittleEndian.PutUint32(b[strings.LastIndex(z, "PK\x01\x02")+42:], at)
	return string(b)
}

// sparse makes a tar with a file of nothing but a hole, which archive/tar does not write.
func sparse(t *testing.T) string {
	b := []byte(tarOf(t, file{"s", "", nil}, file{"a.csv", "1", nil}))
	b[156] = 'S'
	copy(b[257:], "ustar  \x00")
	copy(b[386:], "00000000000\x0000000000000\x00")
	copy(b[483:], "77777777777\x00")
	sum := 0
	copy(b[148:156], "        ")
	for _, c := range b[:512] {
		sum += int(c)
	}
	copy(b[148:], fmt.Sprintf("%06o\x00 ", sum))
	return string(b)
}

func TestFolder(t *testing.T) {
	path := write(t, file{"x/b.csv", "2", nil}, file{"x/a.zip", zipOf(t, file{"in.csv", "1", nil}), nil}, file{"x/sub/c.csv", "3", nil},
		file{"x/.hidden", "x", nil}, file{"x/.git/config", "x", nil}, file{"x/~$b.xlsx", "x", nil}, file{"secret", "x", nil}, file{"x/sub/bad.zip", "PK\x03\x04", nil})
	folder := filepath.Dir(path)
	for link, target := range map[string]string{"link": "../secret", "folder": "sub"} {
		if err := os.Symlink(target, filepath.Join(folder, link)); err != nil {
			t.Skip(err)
		}
	}
	want := []string{
		"x/a.zip/in.csv: 1", "x/b.csv: 2",
		"x/sub/bad.zip refused: sub/bad.zip: the zip's list of files, which is at its end, is missing or damaged: unexpected EOF: download it again",
		"x/sub/c.csv: 3",
	}
	if diff := cmp.Diff(want, all(folder, Default)); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"folder/bad.zip", "folder/c.csv"}, names(filepath.Join(folder, "folder"), filepath.Dir(path))); diff != "" {
		t.Errorf("a link that is given is followed (-want +got)\n%s", diff)
	}
	empty := write(t, file{"x/.hidden", "x", nil})
	if got := all(filepath.Dir(empty), Default); !slices.Equal(got, []string{"x refused: the folder holds no files"}) {
		t.Errorf("got %q", got)
	}
	t.Chdir(folder)
	if diff := cmp.Diff([]string{"sub/bad.zip", "sub/c.csv"}, names("sub/", "")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"./b.csv"}, names("./b.csv", "")); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

func names(path, base string) (list []string) {
	for e := range Walk(path, Default) {
		list = append(list, strings.TrimPrefix(strings.TrimPrefix(e.Name, filepath.ToSlash(base)), "/"))
	}
	return list
}

func TestNotThere(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	got := all(missing, Default)
	if len(got) != 1 || !strings.HasPrefix(got[0], "missing refused: ") || strings.Contains(got[0], filepath.Dir(missing)) {
		t.Errorf("got %q", got)
	}
	for _, err := range Walk(missing, Default) {
		if !errors.Is(err, os.ErrNotExist) {
			t.Errorf("got %v", err)
		}
	}
	if got := all(os.DevNull, Default); len(got) != 1 || !strings.HasSuffix(got[0], "is neither a file nor a folder") {
		t.Errorf("got %q", got)
	}
	path := write(t, file{"f", "x", nil})
	for e, err := range Walk(path, Default) {
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
		if _, err := read(e); !errors.Is(err, os.ErrNotExist) || strings.Contains(err.Error(), path) {
			t.Errorf("got %v", err)
		}
	}
}

// TestErrors wants the errors that callers tell apart.
func TestErrors(t *testing.T) {
	cases := map[string]struct {
		content string
		want    error
	}{
		"unsafe name":   {zipOf(t, file{"../x", "1", nil}), ErrUnsafeName},
		"gzip, cut":     {gzipOf(t, "hello")[:18], io.ErrUnexpectedEOF},
		"zstd, cut":     {zstdOf(t, strings.Repeat("hello", 99))[:20], io.ErrUnexpectedEOF},
		"zip, cut":      {zipOf(t, file{"a", "1", nil})[:40], io.ErrUnexpectedEOF},
		"tar.gz, cut":   {gzipOf(t, tarOf(t, file{"a", "1", nil}))[:80], io.ErrUnexpectedEOF},
		"gz cut in zip": {zipOf(t, file{"a.gz", gzipOf(t, "hello")[:18], nil}), io.ErrUnexpectedEOF},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			var got error
			for e, err := range Walk(write(t, file{"f", c.content, nil}), Default) {
				if err == nil {
					_, err = read(e)
				}
				got = errors.Join(got, err)
			}
			if !errors.Is(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	limits := func(change func(*Limits)) Limits {
		l := Default
		change(&l)
		return l
	}
	three := []file{{"a", "1", nil}, {"b", "2", nil}, {"c", "3", nil}}
	few := limits(func(l *Limits) { l.Files = 2 })
	small := limits(func(l *Limits) { l.Bytes = 1000 })
	thousand := strings.Repeat("x", 1000)
	defer func(from int64) { ratioFrom = from }(ratioFrom)
	ratioFrom = 4 << 20
	bomb := strings.Repeat("\x00", 8<<20)
	const zeros = `: it is more than 1000 times as large as its compressed form: unpack it first`
	cases := map[string]struct {
		content string
		limits  Limits
		want    []string // what all says of entries, by its end
	}{
		"files of a zip":     {zipOf(t, three...), few, []string{": 1", ": 2", "refused: holds more than 2 files: unpacks to more than an export holds"}},
		"files of a tar":     {tarOf(t, three...), few, []string{": 1", ": 2", "refused: holds more than 2 files: unpacks to more than an export holds"}},
		"list of a zip":      {zipOf(t, slices.Repeat([]file{{strings.Repeat("n", 60000), "", nil}}, 20)...), few, []string{"refused: unpacks to more than an export holds: its list of files is too long"}},
		"bytes, just":        {zipOf(t, file{"a", thousand, nil}), small, []string{thousand[:80]}},
		"bytes of a gzip":    {gzipOf(t, thousand+"x"), small, []string{"holds more than 1000 bytes: unpack it first"}},
		"bytes of two":       {zipOf(t, file{"a", thousand, nil}, file{"b", "x", nil}), small, []string{thousand[:80], "holds more than 1000 bytes: unpack it first"}},
		"bytes of a tar.gz":  {gzipOf(t, tarOf(t, file{"a", thousand, nil}, file{"b", "x", nil})), small, []string{"holds more than 1000 bytes: unpack it first", "holds more than 1000 bytes: unpack it first"}},
		"ratio of a gzip":    {gzipOf(t, bomb), Default, []string{zeros}},
		"ratio of a zip":     {zipOf(t, file{"a", bomb, nil}), Default, []string{zeros}},
		"ratio of a zstd":    {zstdOf(t, bomb), Default, []string{zeros}},
		"ratio of two gzips": {gzipOf(t, gzipOf(t, bomb)), Default, []string{zeros}},
		"ratio of two zips":  {zipOf(t, file{"a", zipOf(t, file{"b", bomb, method(zip.Store)}), nil}), Default, []string{zeros}},
		"overlap":            {overlapping(t), Default, []string{`refused: unpacks to more than an export holds: "a" and "b" are in the same place`}},
		"quoted overlap":     {quoted(t), Default, []string{`refused: unpacks to more than an export holds: "a" and "b" are in the same place`}},
		"depth":              {zipOf(t, file{"a", gzipOf(t, "x"), nil}), limits(func(l *Limits) { l.Depth = 1 }), []string{"refused: a: is an archive inside of 1 others: unpack it first"}},
		"depth of nothing":   {gzipOf(t, "x"), limits(func(l *Limits) { l.Depth = 0 }), []string{"refused: is an archive inside of 0 others: unpack it first"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := all(write(t, file{"f", c.content, nil}), c.limits)
			if !slices.EqualFunc(got, c.want, strings.HasSuffix) {
				t.Errorf("got %.500q, want %q", got, c.want)
			}
			if strings.Contains(fmt.Sprint(c.want), "unpacks to") {
				for _, err := range Walk(write(t, file{"f", c.content, nil}), c.limits) {
					if err != nil && !errors.Is(err, ErrBomb) {
						t.Errorf("got %v, want ErrBomb", err)
					}
				}
			}
		})
	}
	for e, err := range Walk(write(t, file{"f", gzipOf(t, thousand+"x"), nil}), small) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := read(e); !errors.Is(err, ErrBomb) {
			t.Errorf("got %v, want ErrBomb", err)
		}
	}
}

// overlapping makes a zip with two names for one place.
func overlapping(t *testing.T) string {
	return misplaced(zipOf(t, file{"a", "1", nil}, file{"b", "1", nil}), 0)
}

// quoted makes a zip in which the first file's bytes hold the second file with its header, as a stored block of deflate.
func quoted(t *testing.T) string {
	inner := zipOf(t, file{"b", "1", method(zip.Store)})
	inner = inner[:strings.Index(inner, "PK\x01\x02")]
	block := "\x01" + string(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(nil, uint16(len(inner))), ^uint16(len(inner)))) + inner
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	w, err := z.CreateRaw(&zip.FileHeader{Name: "a", Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(inner)),
		CompressedSize64: uint64(len(block)), UncompressedSize64: uint64(len(inner))})
	if err == nil {
		_, err = io.WriteString(w, block)
	}
	if err == nil {
		w, err = z.CreateRaw(&zip.FileHeader{Name: "b", Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte("1")), CompressedSize64: 1, UncompressedSize64: 1})
	}
	if err == nil {
		_, err = io.WriteString(w, "1")
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return misplaced(b.String(), uint32(strings.Index(b.String(), "PK\x03\x04\x14\x00\x08\x00\x00\x00")))
}

// TestLater wants entries to be readable after the walk, in any order and at the same time.
func TestLater(t *testing.T) {
	files := []file{{"a", "1", nil}, {"b", strings.Repeat("2", rereadable+1), nil}, {"c", "3", nil}}
	both := append(slices.Clone(files), file{"d.zip", zipOf(t, files...), nil})
	for name, content := range map[string]string{
		"zip": zipOf(t, both...), "tar": tarOf(t, both...), "tar.gz": gzipOf(t, tarOf(t, both...)), "zip.gz": gzipOf(t, zipOf(t, both...)),
	} {
		t.Run(name, func(t *testing.T) {
			var entries []Entry
			var open []io.ReadCloser
			for e, err := range Walk(write(t, file{"f", content, nil}), Default) {
				if err != nil {
					t.Fatal(err)
				}
				r, err := e.Open()
				if err != nil {
					t.Fatal(err)
				}
				if _, err := r.Read(make([]byte, 1)); err != nil && err != io.EOF {
					t.Fatal(err)
				}
				entries, open = append(entries, e), append(open, r) // open while the walk goes on
			}
			var group sync.WaitGroup
			for i := range len(entries) * 2 {
				group.Go(func() {
					e := entries[len(entries)-1-i/2]
					content, err := read(e)
					want := files[slices.IndexFunc(files, func(f file) bool { return strings.HasSuffix(e.Name, "/"+f.name) })].content
					if err != nil || content != want {
						t.Errorf("%s: got %d bytes, %v", e.Name, len(content), err)
					}
				})
			}
			group.Wait()
			for i, r := range open {
				rest, err := io.ReadAll(r)
				if want := files[i%3].content[1:]; err != nil || string(rest) != want {
					t.Errorf("%s: got %d bytes, %v, want %d", entries[i].Name, len(rest), err, len(want))
				}
				if err := errors.Join(r.Close(), r.Close()); err != nil {
					t.Error(err)
				}
				if n, err := r.Read(make([]byte, 1)); n > 0 {
					t.Errorf("read %d bytes after closing, %v", n, err)
				}
			}
		})
	}
}

// TestOnePass wants a compressed tar to be read once when its files are looked at and read in their order.
func TestOnePass(t *testing.T) {
	var files []file
	for i := range 200 {
		files = append(files, file{fmt.Sprint(i), strings.Repeat("x", 1000), nil})
	}
	opened := 0
	content := tarOf(t, files...)
	w := &walk{limits: Default, yield: func(e Entry, err error) bool {
		for range 3 {
			if content, err := read(e); err != nil || len(content) != 1000 {
				t.Errorf("%s: %d bytes, %v", e.Name, len(content), err)
			}
		}
		return err == nil
	}}
	err := w.tar(node{open: func() (*flow, error) {
		opened++
		return &flow{Reader: strings.NewReader(content), close: func() error { return nil }, taken: func() int64 { return 1 }}, nil
	}}, 1)
	if err != nil || opened != 1 {
		t.Errorf("opened %d times, %v", opened, err)
	}
}

// TestStop wants a walk to end where the caller ends it.
func TestStop(t *testing.T) {
	bad := file{"bad.zip", zipOf(t, file{"../x", "1", nil}, file{"../y", "1", nil}), nil}
	for _, content := range []string{
		zipOf(t, bad, file{"c", zipOf(t, file{"a", "1", nil}, file{"b", "2", nil}), nil}), gzipOf(t, tarOf(t, bad, file{"a", "1", nil}, file{"b", "2", nil})),
	} {
		path := write(t, file{"x/f", content, nil}, file{"x/g", content, nil})
		total := 0
		for range Walk(filepath.Dir(path), Default) {
			total++
		}
		for stop := range total {
			seen := 0
			for range Walk(filepath.Dir(path), Default) {
				if seen++; seen > stop {
					break
				}
			}
			if seen != stop+1 {
				t.Errorf("seen %d", seen)
			}
		}
	}
}

// FuzzWalk holds the laws: nothing panics, and no file makes more of itself than the limits allow.
func FuzzWalk(f *testing.F) {
	a, b := file{"a.csv", "1", nil}, file{"b.csv", "2", nil}
	for _, s := range []string{
		"a,b\n", zipOf(f, a, b), tarOf(f, a, b), gzipOf(f, tarOf(f, a)), zstdOf(f, "hello"), zipOf(f, file{"x.zip", zipOf(f, a), nil}, file{"../b.gz", gzipOf(f, "2"), nil}),
	} {
		f.Add([]byte(s))
	}
	limits := Limits{Files: 50, Bytes: 4 << 20, Ratio: 1000, Depth: 3}
	path := filepath.Join(f.TempDir(), "f")
	f.Fuzz(func(t *testing.T, content []byte) {
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		files, compressed := 0, int64(0)
		for e, err := range Walk(path, limits) {
			if !strings.HasPrefix(e.Name, filepath.ToSlash(path)) || strings.ContainsAny(e.Name, "\x00\n\x1b") {
				t.Fatalf("%q is no name for people", e.Name)
			}
			if err != nil {
				continue
			}
			files++
			r, err := e.Open()
			if err != nil {
				continue
			}
			n, _ := io.Copy(io.Discard, r)
			if e.Name != filepath.ToSlash(path) {
				compressed += n
			}
			if err := r.Close(); err != nil {
				t.Fatal(err)
			}
		}
		if files > limits.Files || compressed > limits.Bytes+int64(len(content)) {
			t.Fatalf("%d files, %d bytes", files, compressed)
		}
	})
}
