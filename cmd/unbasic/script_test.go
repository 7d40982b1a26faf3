package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"unbasic/inventory/evidence"
	"unbasic/samples"

	"github.com/klauspost/compress/zstd"
	"github.com/rogpeppe/go-internal/testscript"
	"github.com/xuri/excelize/v2"
)

var update = flag.Bool("update", false, "rewrite expected files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"unbasic": func() { os.Exit(run(time.Millisecond)) }})
}

// scriptClock is the time of all scripts.
var scriptClock = time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)

// scriptTenant is the tenant of all scripts.
var scriptTenant = sync.OnceValue(func() *samples.Tenant { return samples.New(1, scriptClock) })

// TestScript runs testdata/script: what can be typed, what is seen, what is written, and what is not.
func TestScript(t *testing.T) {
	testscript.Run(t, scriptParams("testdata/script"))
}

func scriptParams(dir string) testscript.Params {
	return testscript.Params{
		Dir: dir, UpdateScripts: *update, RequireExplicitExec: true, RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("TZ", "Asia/Tokyo") // output must not depend on it
			env.Setenv("LANG", "C.UTF-8")
			env.Setenv("NO_COLOR", "1")
			env.Setenv("UNBASIC_AS_OF", scriptClock.Format(time.RFC3339))
			env.Values[askedKey{}] = &askedLogs{named: map[string][]string{}}
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exit": cmdExit, "graph": cmdGraph, "signins": cmdSignIns, "hold": cmdHold, "cells": cmdCells, "gz": cmdGzip, "cut": cmdCut,
			"kill9": cmdKill, "asked": cmdAsked, "asked-since": cmdAskedSince, "zipfolder": cmdZip, "unzipfolder": cmdUnzip, "flip": cmdFlip, "token": cmdToken,
			"nowhere": cmdNowhere, "senders": cmdSenders, "full": cmdFull, "engine": cmdEngine, "hostilezip": cmdHostileZip, "bigcell": cmdBigCell,
			"hidden": cmdHidden, "mode": cmdMode, "write": cmdWrite,
		},
	}
}

// cmdExit runs a command and wants one exact exit code: exit 3 unbasic inventory.
func cmdExit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exit CODE COMMAND [ARGUMENT...]")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	var failed *exec.ExitError
	if errors.As(err, &failed) {
		got = failed.ExitCode()
	} else {
		ts.Check(err)
	}
	if got != want {
		ts.Fatalf("exit code is %d, want %d", got, want)
	}
}

// cmdWrite writes into a workbook as people do: write BOOK SHEET SENDER HEADER VALUE. A header that the sheet does not have is added behind the others.
func cmdWrite(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 5 {
		ts.Fatalf("usage: write BOOK SHEET SENDER HEADER VALUE")
	}
	book, sheet, sender, header, value := ts.MkAbs(args[0]), args[1], args[2], args[3], args[4]
	f, err := excelize.OpenFile(book)
	ts.Check(err)
	defer f.Close()
	rows, err := f.GetRows(sheet)
	ts.Check(err)
	const head = 4
	column := slices.Index(rows[head-1], header) + 1
	if column == 0 {
		column = len(rows[head-1]) + 1
		at, err := excelize.CoordinatesToCellName(column, head)
		ts.Check(err)
		ts.Check(f.SetCellStr(sheet, at, header))
	}
	for i := head; i < len(rows); i++ {
		if !slices.Contains(rows[i], sender) {
			continue
		}
		at, err := excelize.CoordinatesToCellName(column, i+1)
		ts.Check(err)
		ts.Check(f.SetCellStr(sheet, at, value))
		ts.Check(f.Save())
		return
	}
	ts.Fatalf("%s of %s has no row with %s", sheet, book, sender)
}

// faults are ways in which a Graph can disappoint, by name.
var faults = map[string]func(http.Handler) http.Handler{
	"": func(h http.Handler) http.Handler { return h },
	"no-premium": answer("auditLogs/signIns", http.StatusForbidden, "application/json",
		`{"error":{"code":"Authentication_RequestFromNonPremiumTenantOrB2CTenant","message":"Neither tenant is B2C or tenant doesn't have premium license","innerError":{"request-id":"11111111-0000-0000-0000-000000000001"}}}`),
	"no-consent": answer("", http.StatusForbidden, "application/json",
		`{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation.","innerError":{"request-id":"11111111-0000-0000-0000-000000000002"}}}`),
	"no-sign-ins": answer("auditLogs/signIns", http.StatusForbidden, "application/json",
		`{"error":{"code":"Authorization_RequestDenied","message":"Insufficient privileges to complete the operation.","innerError":{"request-id":"11111111-0000-0000-0000-000000000003"}}}`),
	"expired": answer("", http.StatusUnauthorized, "application/json",
		`{"error":{"code":"InvalidAuthenticationToken","message":"Lifetime validation failed, the token is expired.","innerError":{"request-id":"11111111-0000-0000-0000-000000000004"}}}`),
	"html":       answer("", http.StatusOK, "text/html", "<!DOCTYPE html><html><body>Sign in to the proxy</body></html>"),
	"html-error": answer("auditLogs/signIns", http.StatusBadGateway, "text/html", "<html><body>Bad gateway</body></html>"),
	"slow": func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			time.Sleep(120 * time.Millisecond)
			next.ServeHTTP(w, r)
		})
	},
	"other-tenant": func(http.Handler) http.Handler { return samples.New(2, scriptClock).Handler(samples.HandlerOptions{}) },
	// Every answer about sign-ins is a failure that repeats the request's headers, and sets a cookie.
	"echo": func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.HasSuffix(r.URL.Path, "/signIns") {
				next.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Set-Cookie", "session=sekrit-cookie")
			w.Header().Set("request-id", r.Header.Get("Authorization"))
			w.WriteHeader(http.StatusForbidden)
			_, _ = fmt.Fprintf(w, `{"error":{"code":"Echo","message":"you sent %s"}}`, r.Header.Get("Authorization"))
		})
	},
	// One hour of the log can't be had.
	"poisoned": func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			words := strings.Fields(r.URL.Query().Get("$filter"))
			if strings.HasSuffix(r.URL.Path, "/signIns") && len(words) > 6 && words[2] < "2026-11-10T01" && words[6] > "2026-11-10T00:00:00Z" {
				http.Error(w, `{"error":{"code":"InternalServerError","message":"x"}}`, http.StatusInternalServerError)
				return
			}
			next.ServeHTTP(w, r)
		})
	},
	"stuck": func(http.Handler) http.Handler {
		return http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() })
	},
}

// answer gives one answer to every request whose path contains part.
func answer(part string, status int, contentType, body string) func(http.Handler) http.Handler {
	return func(next http.Handler) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			if !strings.Contains(r.URL.Path, part) {
				next.ServeHTTP(w, r)
				return
			}
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			_, _ = io.WriteString(w, body)
		})
	}
}

// cmdGraph serves the sample tenant, with a fault if one is named, and points the program to it.
func cmdGraph(ts *testscript.TestScript, neg bool, args []string) {
	fault := strings.Join(args, "")
	wrap, ok := faults[fault]
	if neg || !ok {
		ts.Fatalf("usage: graph [FAULT]")
	}
	log := &askedLog{next: wrap(scriptTenant().Handler(samples.HandlerOptions{PageSize: 700}))}
	ts.Value(askedKey{}).(*askedLogs).current = log
	server := httptest.NewServer(log)
	ts.Defer(func() {
		server.CloseClientConnections()
		server.Close()
	})
	ts.Setenv("UNBASIC_GRAPH_URL", server.URL)
	ts.Setenv("UNBASIC_ACCESS_TOKEN", "sekrit-token-of-the-test")
}

// askedLog remembers the filters of queries for sign-ins.
type askedLog struct {
	next    http.Handler
	mu      sync.Mutex
	filters []string
}

func (l *askedLog) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if strings.HasSuffix(r.URL.Path, "/signIns") {
		l.mu.Lock()
		l.filters = append(l.filters, r.URL.Query().Get("$filter"))
		l.mu.Unlock()
	}
	l.next.ServeHTTP(w, r)
}

type askedKey struct{}

type askedLogs struct {
	current *askedLog
	named   map[string][]string
}

// cmdAsked names what the server was asked for since it began: asked NAME.
func cmdAsked(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: asked NAME")
	}
	logs := ts.Value(askedKey{}).(*askedLogs)
	logs.current.mu.Lock()
	defer logs.current.mu.Unlock()
	logs.named[args[0]] = append([]string{}, logs.current.filters...)
}

// cmdAskedSince looks for a query of a part that begins before a day: asked-since NAME PART DAY.
func cmdAskedSince(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: asked-since NAME PART DAY")
	}
	found := ""
	for _, filter := range ts.Value(askedKey{}).(*askedLogs).named[args[0]] {
		words := strings.Fields(filter)
		if strings.Contains(filter, "any(t: t eq '"+args[1]+"')") && len(words) > 2 && words[2] < args[2] {
			found = filter
		}
	}
	if (found != "") == neg {
		ts.Fatalf("query that begins before %s: %q", args[2], found)
	}
}

// cmdKill runs a command and kills it so that it can't clean up: kill9 DELAY COMMAND [ARGUMENT...].
func cmdKill(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: kill9 DELAY COMMAND [ARGUMENT...]")
	}
	delay, err := time.ParseDuration(args[0])
	ts.Check(err)
	path, err := exec.LookPath(args[1])
	if err != nil {
		path = filepath.Join(strings.Split(ts.Getenv("PATH"), string(os.PathListSeparator))[0], args[1])
	}
	cmd := exec.Command(path, args[2:]...)
	cmd.Dir = ts.MkAbs(".")
	for _, name := range []string{"PATH", "TZ", "LANG", "NO_COLOR", "HOME", "TMPDIR", "UNBASIC_AS_OF", "UNBASIC_GRAPH_URL", "UNBASIC_ACCESS_TOKEN", "SYSTEMROOT"} {
		cmd.Env = append(cmd.Env, name+"="+ts.Getenv(name))
	}
	ts.Check(cmd.Start())
	time.Sleep(delay)
	ts.Check(cmd.Process.Kill())
	if err := cmd.Wait(); err == nil {
		ts.Fatalf("%s ended before it was killed", args[1])
	}
}

// cmdFull runs a command where no file may grow over a size, as on a full disk, and wants it to fail: full BYTES COMMAND [ARGUMENT...].
func cmdFull(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: full BYTES COMMAND [ARGUMENT...]")
	}
	bytes, err := strconv.Atoi(args[0])
	ts.Check(err)
	// A blocked SIGXFSZ makes the write fail with EFBIG.
	script := fmt.Sprintf("trap '' XFSZ; ulimit -f %d; exec \"$@\"", bytes/512)
	if err := ts.Exec("sh", append([]string{"-c", script, "sh"}, args[1:]...)...); err == nil {
		ts.Fatalf("%s came through", args[1])
	}
}

// cmdNowhere makes sure that a word is in no file below a folder, whether it is compressed or not: nowhere WORD DIR.
func cmdNowhere(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: nowhere WORD DIR")
	}
	files := 0
	ts.Check(filepath.WalkDir(ts.MkAbs(args[1]), func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasSuffix(path, ".zst") {
			decoder, err := zstd.NewReader(bytes.NewReader(data))
			if err != nil {
				return err
			}
			defer decoder.Close()
			if data, err = io.ReadAll(decoder); err != nil {
				return err
			}
		}
		if files++; bytes.Contains(data, []byte(args[0])) {
			return fmt.Errorf("%s holds %q", path, args[0])
		}
		return nil
	}))
	if files == 0 {
		ts.Fatalf("%s holds no files", args[1])
	}
}

// cmdZip packs a folder as a mail program would: zipfolder DIR FILE.
func cmdZip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: zipfolder DIR FILE")
	}
	f, err := os.Create(ts.MkAbs(args[1]))
	ts.Check(err)
	w := zip.NewWriter(f)
	ts.Check(w.AddFS(os.DirFS(ts.MkAbs(args[0]))))
	ts.Check(errors.Join(w.Close(), f.Close()))
}

// cmdUnzip unpacks it: unzipfolder FILE DIR.
func cmdUnzip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: unzipfolder FILE DIR")
	}
	r, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	ts.Check(errors.Join(os.CopyFS(ts.MkAbs(args[1]), r), r.Close()))
}

// cmdHostileZip makes an archive that is no export: one that leads out of its folder (escape FILE), or one that unpacks to far too much (bomb FILE). A good table
// lies in both.
func cmdHostileZip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: hostilezip escape|bomb FILE")
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	put := func(name string, content io.Reader) {
		f, err := w.Create(name)
		ts.Check(err)
		_, err = io.Copy(f, content)
		ts.Check(err)
	}
	put("good.csv", strings.NewReader("Identity,SmtpClientAuthenticationDisabled,PrimarySmtpAddress\nscan,True,scan@contoso.com\n"))
	switch args[0] {
	case "escape":
		put("../../etc/cron.d/x.csv", strings.NewReader("a,b,c\n"))
	case "bomb":
		header := "Date (UTC),Request ID,Username,Client app,IP address,Status\n"
		put("zeros.csv", io.MultiReader(strings.NewReader(header), io.LimitReader(zeros{}, 300<<20)))
	}
	ts.Check(w.Close())
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

// zeros is text of one digit without end.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = '0'
	}
	return len(p), nil
}

// cmdBigCell writes a portal table of three rows whose middle one has a cell of 100 MB.
func cmdBigCell(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: bigcell FILE")
	}
	row := func(id string) string {
		return "2026-11-20T08:00:00Z," + id + ",scan@contoso.com,Authenticated SMTP,203.0.113.7,Success,"
	}
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	_, err = io.Copy(f, io.MultiReader(
		strings.NewReader("Date (UTC),Request ID,Username,Client app,IP address,Status,Latency\n"+row("a")+"1\n"+row("b")), io.LimitReader(zeros{}, 100<<20),
		strings.NewReader("\n"+row("c")+"1\n"),
	))
	ts.Check(errors.Join(err, f.Close()))
}

// cmdFlip changes one bit in the middle of a file; done twice, nothing has changed.
func cmdFlip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: flip FILE")
	}
	data := []byte(ts.ReadFile(args[0]))
	data[len(data)/2] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), data, 0o600))
}

// cmdToken makes a token with claims and no signature: token application|person PERMISSION...
func cmdToken(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: token application|person PERMISSION...")
	}
	claims := map[string]any{"appid": "00000000-0000-0000-0000-000000000001", "tid": "22222222-0000-4000-8000-000000000002", "exp": 4000000000}
	if args[0] == "application" {
		claims["idtyp"], claims["roles"] = "app", args[1:]
	} else {
		claims["idtyp"], claims["scp"] = "user", strings.Join(args[1:], " ")
		claims["wids"] = []string{"4a5d8f65-41da-4de4-8968-e035b65339cf", "b79fbf4d-3ef9-4689-8143-76b194e85509"}
	}
	text, err := json.Marshal(claims)
	ts.Check(err)
	ts.Setenv("UNBASIC_ACCESS_TOKEN", "h."+base64.RawURLEncoding.EncodeToString(text)+".sekrit-signature")
}

// cmdSenders takes the senders out of inventory.json: senders FILE OUT.
func cmdSenders(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: senders FILE OUT")
	}
	var inv map[string]any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &inv))
	text, err := json.MarshalIndent(inv["senders"], "", " ")
	ts.Check(err)
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), text, 0o600))
}

// cmdSignIns writes the sample tenant's sign-ins as a file: signins FORM FILE.
func cmdSignIns(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: signins FORM FILE")
	}
	var b bytes.Buffer
	ts.Check(scriptTenant().WriteSignIns(&b, samples.Form(args[0])))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

// cmdHold holds a workspace as another run would, to the end of the script.
func cmdHold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: hold DIR")
	}
	lock, err := evidence.Acquire(ts.MkAbs(args[0]), "the other run")
	ts.Check(err)
	ts.Defer(func() { ts.Check(lock.Release()) })
}

// cmdCells prints a workbook's sheets, one row a line, for stdout to match: cells FILE. It reads the file with nothing but the standard library,
// so that the workbook is seen by other eyes than those that wrote it.
func cmdCells(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: cells FILE")
	}
	book, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer func() { ts.Check(book.Close()) }()
	part := func(name string, into any) {
		f, err := book.Open(name)
		ts.Check(err)
		ts.Check(errors.Join(xml.NewDecoder(f).Decode(into), f.Close()))
	}
	type text struct {
		Plain string   `xml:"t"`
		Runs  []string `xml:"r>t"`
	}
	var sheets struct {
		Names []struct {
			Name string `xml:"name,attr"`
		} `xml:"sheets>sheet"`
	}
	part("xl/workbook.xml", &sheets)
	for i, sheet := range sheets.Names {
		_, err := fmt.Fprintf(ts.Stdout(), "sheet %s\n", sheet.Name)
		ts.Check(err)
		var data struct {
			Rows []struct {
				Cells []struct {
					Type   string `xml:"t,attr"`
					Value  string `xml:"v"`
					Inline text   `xml:"is"`
				} `xml:"c"`
			} `xml:"sheetData>row"`
		}
		part(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), &data)
		for _, row := range data.Rows {
			var cells []string
			for _, c := range row.Cells {
				switch c.Type {
				case "inlineStr":
					cells = append(cells, c.Inline.Plain+strings.Join(c.Inline.Runs, ""))
				default:
					cells = append(cells, c.Value)
				}
			}
			_, err := fmt.Fprintf(ts.Stdout(), "%s: %s\n", sheet.Name, strings.Join(cells, "\t"))
			ts.Check(err)
		}
	}
}

// cmdGzip compresses a file: gz FILE OUT.
func cmdGzip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: gz FILE OUT")
	}
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := io.WriteString(w, ts.ReadFile(args[0]))
	ts.Check(errors.Join(err, w.Close()))
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), b.Bytes(), 0o600))
}

// cmdCut takes bytes off the end of a file: cut BYTES FILE.
func cmdCut(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: cut BYTES FILE")
	}
	n, err := strconv.Atoi(args[0])
	ts.Check(err)
	text := ts.ReadFile(args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(text[:len(text)-n]), 0o600))
}

// TestReadmeCommandsWork runs every command that the README shows in a console block, as it stands there, against the sample tenant.
func TestReadmeCommandsWork(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	script := "# commands of the README\ngraph\nsignins value InteractiveSignIns.json\nsignins portal-csv InteractiveSignIns.csv\n"
	commands := 0
	for _, block := range strings.Split(string(readme), "```console\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		for _, line := range strings.Split(block, "\n") {
			command, ok := strings.CutPrefix(line, "$ ")
			if !ok {
				continue
			}
			switch {
			case strings.HasPrefix(command, "go run ./cmd/unbasic "):
				command = "unbasic " + strings.TrimPrefix(command, "go run ./cmd/unbasic ")
			case strings.HasPrefix(command, "unbasic "):
			case command == "go test ./...", strings.HasPrefix(command, "go install "), strings.HasPrefix(command, "go build "):
				continue // this is that test, and the module is built for it
			default:
				t.Errorf("README shows %q, which this test can't run", command)
				continue
			}
			commands++
			// Commands that read an exported file alone know no directory, and say so with 3.
			code := "0"
			if strings.HasSuffix(command, "# exits with 3") {
				command, code = strings.TrimSpace(strings.TrimSuffix(command, "# exits with 3")), "3"
			}
			script += "exit " + code + " " + command + "\n"
		}
	}
	if commands < 5 {
		t.Fatalf("found %d commands in the README: are its console blocks still marked ```console?", commands)
	}
	dir := t.TempDir()
	script += "-- faster.yaml --\nwaves: {soakDays: 0}\n"
	if err := os.WriteFile(filepath.Join(dir, "readme.txtar"), []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, scriptParams(dir))
}
