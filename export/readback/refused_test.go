package readback

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"maps"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"unbasic/export"
	"unbasic/export/xlsx"
	"unbasic/inventory"
	"unbasic/plan/journal"
)

// rezipped writes a workbook again, with each part as change gives it; false leaves one out.
func rezipped(t testing.TB, book []byte, change func(name string, data []byte) ([]byte, bool)) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	must(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, f := range in.File {
		r, err := f.Open()
		must(t, err)
		data, err := io.ReadAll(r)
		must(t, err)
		data, keep := change(f.Name, data)
		if !keep {
			continue
		}
		w, err := z.Create(f.Name)
		must(t, err)
		_, err = w.Write(data)
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

func archive(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for name, data := range parts {
		w, err := z.Create(name)
		must(t, err)
		_, err = io.WriteString(w, data)
		must(t, err)
	}
	must(t, z.Close())
	return out.Bytes()
}

func wide(text string) string {
	var b strings.Builder
	for _, c := range []byte(text) {
		b.WriteByte(c)
		b.WriteByte(0)
	}
	return b.String()
}

// TestNothingIsReadOf names the files and workbooks of which nothing may be read, and what is said of each.
func TestNothingIsReadOf(t *testing.T) {
	w := sample(t, inventory.English)
	book := w.export(t)
	compound := "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 1<<20)
	redacted := func() []byte {
		r := export.NewReport(w.inv, w.plan, export.Options{Language: inventory.English, Hide: func(string) string { return "person-1" }})
		var out bytes.Buffer
		must(t, xlsx.Write(&out, r, t.TempDir()))
		return out.Bytes()
	}
	for _, c := range []struct {
		name   string
		file   []byte
		change func(o *Options)
		code   Code
		says   []string
	}{
		{"another tenant's", book, func(o *Options) { o.Tenant = "other.example" }, CodeTenant, []string{"other.example", w.options().Tenant, "--workspace"}},
		{"a later journal's", (&workspace{inv: w.inv, plan: w.plan, lang: w.lang, journal: make12()}).export(t), nil, CodeLater, []string{"12 decisions", "are 0", "use the workspace"}},
		{"a redacted one", redacted(), func(o *Options) { o.Tenant = "" }, CodeRedacted, []string{"pseudonyms", "without --redact"}},
		{"one behind a password", encrypted(t, book), nil, CodeEncrypted, []string{"password", "save it again"}},
		{"a large one behind a password", []byte(compound + wide("EncryptedPackage") + strings.Repeat("\x00", 512)), nil, CodeEncrypted, []string{"password", "save it again"}},
		{"an old one", []byte(compound + wide("Workbook")), nil, CodeFormat, []string{".xls", "save it as .xlsx"}},
		{"a truncated one", book[:len(book)/2], nil, CodeBroken, []string{"damaged", "copy or download it again"}},
		{"an empty file", nil, nil, CodeEmptyFile, []string{"empty"}},
		{"zeros", make([]byte, 1000), nil, CodeBroken, []string{"zeros"}},
		{"a CSV", []byte("Sender,Status\nscan@contoso.com,Done\n"), nil, CodeFormat, []string{"CSV"}},
		{"a CSV in Shift_JIS", []byte("\x91\x97\x90M\x8c\xb3,\x8f\xf3\x91\xd4\r\nscan@contoso.com,\x8a\xae\x97\xb9\r\n"), nil, CodeFormat, []string{"CSV"}},
		{"a CSV in UTF-16", []byte("\xff\xfe" + wide("Sender,Status\n")), nil, CodeFormat, []string{"CSV"}},
		{"a web page", []byte("\xef\xbb\xbf<html><table>"), nil, CodeFormat, []string{"HTML"}},
		{"a PDF", []byte("%PDF-1.7\n"), nil, CodeFormat, []string{"PDF"}},
		{"JSON", []byte(" {\"a\": 1}"), nil, CodeFormat, []string{"JSON"}},
		{"noise", []byte("\x00\x01\x02\x03noise"), nil, CodeFormat, []string{"something else"}},
		{"an OpenDocument", archive(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>"}), nil, CodeFormat, []string{".ods"}},
		{"a binary workbook", archive(t, map[string]string{"xl/workbook.bin": "x"}), nil, CodeFormat, []string{".xlsb"}},
		{"another archive", archive(t, map[string]string{"a.txt": "x"}), nil, CodeFormat, []string{"ZIP"}},
		{"one whose list of sheets is damaged", rezipped(t, book, func(name string, data []byte) ([]byte, bool) {
			if name == "xl/workbook.xml" {
				return data[:len(data)/2], true
			}
			return data, true
		}), nil, CodeBroken, []string{"unexpected EOF"}},
		{"one without a sheet of the plan", archive(t, map[string]string{
			"xl/workbook.xml":            `<workbook xmlns:r="r"><sheets><sheet name="Mine &#x1;" r:id="a"/></sheets></workbook>`,
			"xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
			"xl/worksheets/sheet1.xml":   `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
		}), nil, CodeBroken, nil},
		{"one of people's own", ownBook(t), nil, CodeNoSheet, []string{"its sheets are Mine"}},
		{"one of another plan and an older version", withoutExported(t, book), func(o *Options) {
			o.Known = func(string, string) bool { return false }
			o.IDOf = nil
		}, CodeOtherPlan, []string{"knows none of them", "--workspace"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := w.options()
			if c.change != nil {
				c.change(&o)
			}
			result, err := Read(bytes.NewReader(c.file), int64(len(c.file)), "plan\u202e.xlsx", o)
			var refusal *Error
			if !errors.As(err, &refusal) || refusal.Code != c.code {
				t.Fatalf("it is read: %v, want %s", err, c.code)
			}
			if len(result.Workbook.Said) > 0 || result.Rows > 0 {
				t.Errorf("%d rows of it are read", result.Rows)
			}
			for _, lang := range languages {
				text := refusal.In(lang)
				if strings.Contains(text, "\n") || strings.Contains(text, "\u202e") || strings.Contains(text, "{") || !strings.Contains(text, "plan[U+202E].xlsx") {
					t.Errorf("%s: %q", lang, text)
				}
			}
			for _, part := range c.says {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q does not say %q", err, part)
				}
			}
		})
	}
}

// make12 is a journal of 12 entries.
func make12() []journal.Entry {
	entries := make([]journal.Entry, 12)
	for i := range entries {
		entries[i] = journal.Entry{Kind: journal.KindRead, SHA256: strings.Repeat("0", i+1)}
	}
	return entries
}

func ownBook(t testing.TB) []byte {
	const kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	return archive(t, map[string]string{
		"_rels/.rels":                `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + kind + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
		"xl/workbook.xml":            `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Mine" r:id="a"/></sheets></workbook>`,
		"xl/_rels/workbook.xml.rels": `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="` + kind + `/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml":   `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>`,
	})
}

func encrypted(t testing.TB, book []byte) []byte {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(book))
	must(t, err)
	var out bytes.Buffer
	must(t, f.Write(&out, excelize.Options{Password: "a password"}))
	return out.Bytes()
}

// withoutExported is a workbook as an older version wrote it.
func withoutExported(t testing.TB, book []byte) []byte {
	t.Helper()
	f := edit(t, sample(t, inventory.English), book)
	for _, s := range f.r.Sheets {
		if s.Exported != nil {
			must(t, f.RemoveCol(s.Name, letters(len(s.Columns)+1)))
		}
	}
	return f.save()
}

func TestAWorkbookOfAnOlderVersionIsReadByIDsAndAccounts(t *testing.T) {
	w := sample(t, inventory.English)
	f := edit(t, w, withoutExported(t, w.export(t)))
	f.set("Plan", f.at("plan", "status", 2), "Done")
	f.set("Plan", f.at("plan", "owner", 2), nil)
	f.set("Plan", f.at("plan", "item", 3), nil)
	f.set("Plan", f.at("plan", "notes", 3), "by its account")
	result := w.read(t, f.save())
	got := said(result)
	for at, want := range map[field]string{{"plan", 2, "status"}: "done", {"plan", 3, "notes"}: "by its account"} {
		if value := got[journal.Field{Sheet: at.sheet, Row: f.id(at.sheet, at.row), Column: at.column}]; value != want {
			t.Errorf("%v is %q, want %q", at, value, want)
		}
	}
	for _, s := range result.Workbook.Said {
		if s.Base != nil || s.Seen != 0 || s.Value == "" {
			t.Errorf("%s: %q is said with a base, or of an empty cell", s.Cell, s.Value)
		}
	}
	if list := codes(result); !strings.Contains(list, "not-as-exported") || strings.Contains(list, "damaged") {
		t.Errorf("its problems are %s", list)
		show(t, result)
	}
}

func TestAWorkbookSaysWhenItWasSavedAndWhichItIs(t *testing.T) {
	w := sample(t, inventory.English)
	book := w.export(t)
	result := w.read(t, book)
	sum := sha256.Sum256(book)
	if b := result.Workbook; b.SHA256 != hex.EncodeToString(sum[:]) || b.Name != "plan.xlsx" || !b.Saved.IsZero() {
		t.Errorf("%s %s, saved %v", b.Name, b.SHA256, b.Saved)
	}
	for value, want := range map[string]time.Time{
		"2026-12-24T10:00:00Z": time.Date(2026, 12, 24, 10, 0, 0, 0, time.UTC), "2026-12-24T10:00:00+09:00": time.Date(2026, 12, 24, 1, 0, 0, 0, time.UTC),
		"1980-01-01T00:00:00Z": {}, "2026-01-01T00:00:00Z": {}, "yesterday": {}, "9999-12-31T00:00:00Z": {}, "": {},
	} {
		saved := rezipped(t, book, func(name string, data []byte) ([]byte, bool) {
			if name == "docProps/core.xml" {
				return []byte(`<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dcterms="http://purl.org/dc/terms/"><dcterms:modified>` + value + `</dcterms:modified><cp:lastModifiedBy>Iris</cp:lastModifiedBy></cp:coreProperties>`), true
			}
			return data, true
		})
		if got := w.read(t, saved).Workbook.Saved; !got.Equal(want) {
			t.Errorf("saved %q is %v, want %v", value, got, want)
		}
	}
	without := rezipped(t, book, func(name string, data []byte) ([]byte, bool) { return data, !strings.HasPrefix(name, "docProps/") })
	if got := w.read(t, without); !got.Workbook.Saved.IsZero() || got.Rows != result.Rows {
		t.Errorf("without properties it was saved %v, and has %d rows", got.Workbook.Saved, got.Rows)
	}
}

// A file that unpacks to more than it may is refused before the memory is full: a bomb in any part, also where a text or a row has no end.
func TestAFileThatUnpacksToTooMuchIsRefused(t *testing.T) {
	w := sample(t, inventory.English)
	book := w.export(t)
	_, err := read(bytes.NewReader(book), int64(len(book)), "plan.xlsx", w.options(), 100<<10)
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Code != CodeTooLarge || !strings.Contains(err.Error(), "0 MiB") {
		t.Errorf("%v", err)
	}
	blanks := strings.Repeat(" ", 80<<20)
	for _, part := range []string{"xl/styles.xml", "xl/sharedStrings.xml", "xl/worksheets/sheet3.xml", "docProps/core.xml"} {
		bomb := rezipped(t, book, func(name string, data []byte) ([]byte, bool) {
			if name != part {
				return data, true
			}
			at := bytes.IndexByte(data, '>') + 1
			return append(append(append([]byte{}, data[:at]...), blanks...), data[at:]...), true
		})
		peak := highest(func() { _, err = Read(bytes.NewReader(bomb), int64(len(bomb)), "plan.xlsx", w.options()) })
		if peak > 40<<20 {
			t.Errorf("%s: %d MiB were held", part, peak>>20)
		}
	}
}

// A sheet that ends in the middle is not read, and one that is damaged there up to that row; the others are read whole.
func TestADamagedSheetIsReadAsFarAsItGoes(t *testing.T) {
	w := sample(t, inventory.English)
	f := edit(t, w, w.export(t))
	f.set("Plan", f.at("plan", "status", 1), "Done")
	f.set("Runbook", f.at("runbook", "by", 0), "Iris")
	for _, c := range []struct {
		what   string
		change func(data []byte, row int) []byte
		want   changes
		says   string
	}{
		{"cut off", func(data []byte, row int) []byte { return data[:row+90] }, changes{}, "nothing on it is read"},
		{"no XML", func(data []byte, row int) []byte { return append(append(data[:row:row], "<c <<<"...), data[row:]...) }, changes{{"plan", 1, "status"}: "done"}, "after row"},
		{"a row of another world", func(data []byte, row int) []byte {
			return append(append(data[:row:row], `<row r="99999999"><c r="A1"><v>1</v></c></row>`...), data[row:]...)
		}, changes{{"plan", 1, "status"}: "done"}, "after row"},
	} {
		damaged := rezipped(t, f.save(), func(name string, data []byte) ([]byte, bool) {
			if at := bytes.Index(data, []byte(`<row r="9"`)); name == "xl/worksheets/sheet3.xml" && at > 0 {
				return c.change(data, at), true
			}
			return data, true
		})
		result := w.read(t, damaged)
		c.want[field{"runbook", 0, "by"}] = "Iris"
		if got := said(result); !maps.Equal(got, c.want.of(f)) || codes(result) != "sheet-damaged" || result.Problems[0].Sheet != "Plan" || !strings.Contains(result.Problems[0].In(inventory.English), c.says) {
			t.Errorf("%s: it says %v, want %v", c.what, got, c.want)
			show(t, result)
		}
	}
}

// A file whose bytes are not those that were written says so, even where it still reads well.
func TestAChangedByteIsNoticed(t *testing.T) {
	w := sample(t, inventory.English)
	saved := edit(t, w, w.export(t)).save()
	in, err := zip.NewReader(bytes.NewReader(saved), int64(len(saved)))
	must(t, err)
	var out bytes.Buffer
	z := zip.NewWriter(&out)
	for _, part := range in.File {
		r, err := part.Open()
		must(t, err)
		data, err := io.ReadAll(r)
		must(t, err)
		if part.Name == "xl/worksheets/sheet3.xml" {
			data = bytes.Replace(data, []byte("<v>46357</v>"), []byte("<v>46444</v>"), 1)
		}
		to, err := z.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Store})
		must(t, err)
		_, err = to.Write(data)
		must(t, err)
	}
	must(t, z.Close())
	flipped := bytes.Replace(out.Bytes(), []byte("<v>46444</v>"), []byte("<v>46445</v>"), 1)
	if bytes.Equal(flipped, out.Bytes()) {
		t.Fatal("nothing was changed: the test looks in the wrong place")
	}
	_, err = Read(bytes.NewReader(flipped), int64(len(flipped)), "plan.xlsx", w.options())
	var refusal *Error
	if !errors.As(err, &refusal) || refusal.Code != CodeBroken || !strings.Contains(err.Error(), "xl/worksheets/sheet3.xml") {
		t.Errorf("%v", err)
	}
}
