package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"unbasic/inventory"
	"unbasic/plan"
	"unbasic/plan/calendar"
	"unbasic/plan/progress"

	"github.com/spf13/pflag"
)

func entriesNamed(names ...string) []tenantEntry {
	var entries []tenantEntry
	for _, name := range names {
		entries = append(entries, tenantEntry{Tenant: plan.Tenant{Name: name, Workspace: name}})
	}
	return entries
}

func TestEachTenantKeepsTheLimitAndTheOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		entries := entriesNamed("a", "b", "c", "d", "e")
		var now, most atomic.Int32
		ended := eachTenant(t.Context(), entries, 2, func(_ context.Context, entry tenantEntry, _ *sync.Mutex) tenantEnd {
			most.Store(max(most.Load(), now.Add(1)))
			time.Sleep(time.Duration('f'-rune(entry.Name[0])) * time.Second) // the first take longest
			now.Add(-1)
			return tenantEnd{tenant: progress.Tenant{Name: entry.Name}}
		})
		if most.Load() != 2 {
			t.Errorf("%d at a time, want 2", most.Load())
		}
		for i, end := range ended {
			if end.tenant.Name != entries[i].Name {
				t.Errorf("end %d is of %s", i, end.tenant.Name)
			}
		}
	})
}

func TestEachTenantBeginsNoneAfterAnInterrupt(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	begun := 0
	ended := eachTenant(ctx, entriesNamed("a", "b", "c"), 1, func(context.Context, tenantEntry, *sync.Mutex) tenantEnd {
		begun++
		stop()
		return tenantEnd{}
	})
	if begun != 1 || ended[0].err != nil || isDone(ended[1].err) || isDone(ended[2].err) {
		t.Errorf("%d began, and they ended with %v", begun, ended)
	}
}

func TestLinesOfTenantsNeverMix(t *testing.T) {
	var out bytes.Buffer
	var lock sync.Mutex
	var all sync.WaitGroup
	for _, name := range []string{"A", "B", "C"} {
		all.Add(1)
		go func() {
			defer all.Done()
			w := &prefixed{to: &out, prefix: "[" + name + "] ", lock: &lock}
			for i := range 200 {
				text := fmt.Sprintf("%s says %d\n%s again", name, i, name)
				for _, part := range []string{text[:4], text[4:], "\n"} { // a line comes in pieces
					if _, err := w.Write([]byte(part)); err != nil {
						t.Error(err)
					}
				}
			}
			_, _ = w.Write([]byte(name + " ends"))
			w.end()
		}()
	}
	all.Wait()
	lines := strings.Split(strings.TrimSuffix(out.String(), "\n"), "\n")
	if len(lines) != 3*401 {
		t.Errorf("%d lines, want %d", len(lines), 3*401)
	}
	for _, line := range lines {
		name := line[1:2]
		if !strings.HasPrefix(line, "["+name+"] "+name+" ") || strings.Count(line, "[") != 1 {
			t.Fatalf("a line is %q", line)
		}
	}
}

func TestSecretsOfTenantsComeFromWhereTheFileSays(t *testing.T) {
	outer := map[string]string{"UNBASIC_CLIENT_SECRET": "of all", "CONTOSO_SECRET": "of Contoso", "EMPTY": "", "OTHER": "other"}
	getenv := func(name string) string { return outer[name] }
	home := t.TempDir()
	for name, c := range map[string]struct {
		tenant plan.Tenant
		want   map[string]string
		fails  string
	}{
		"nothing said":  {plan.Tenant{Auth: "client-secret"}, map[string]string{"UNBASIC_CLIENT_SECRET": "of all", "UNBASIC_CLIENT_SECRET_FILE": "", "OTHER": "other"}, ""},
		"a variable":    {plan.Tenant{Auth: "client-secret", SecretFrom: "CONTOSO_SECRET"}, map[string]string{"UNBASIC_CLIENT_SECRET": "of Contoso", "OTHER": "other"}, ""},
		"an empty one":  {plan.Tenant{Auth: "client-secret", SecretFrom: "EMPTY"}, nil, "secret-from names EMPTY, and there is nothing in it"},
		"a file":        {plan.Tenant{Auth: "client-secret", SecretFile: "keys/contoso"}, map[string]string{"UNBASIC_CLIENT_SECRET": "", "UNBASIC_CLIENT_SECRET_FILE": filepath.Join(home, "keys", "contoso")}, ""},
		"a certificate": {plan.Tenant{Auth: "certificate", CertificateFile: "c.pem", SecretFrom: "CONTOSO_SECRET"}, map[string]string{"UNBASIC_CLIENT_CERTIFICATE_FILE": filepath.Join(home, "c.pem"), "UNBASIC_CLIENT_CERTIFICATE_PASSWORD": "of Contoso", "UNBASIC_CLIENT_SECRET": "of all"}, ""},
	} {
		got, err := tenantEntry{Tenant: c.tenant, home: home}.getenv(getenv)
		if (err != nil) != (c.fails != "") || err != nil && !strings.Contains(err.Error(), c.fails) {
			t.Errorf("%s: %v, want %q", name, err, c.fails)
			continue
		}
		for variable, want := range c.want {
			if value := got(variable); value != want {
				t.Errorf("%s: %s is %q, want %q", name, variable, value, want)
			}
		}
	}
}

func TestTenantsFileGoesBeforeTheEnvironment(t *testing.T) {
	variables := map[string]string{"UNBASIC_TENANT": "of-all.example.com", "UNBASIC_CLIENT_ID": "of all", "UNBASIC_AUTH": "certificate", "UNBASIC_CLOUD": "china"}
	fallback, err := collectFromEnvironment(func(name string) string { return variables[name] })
	if err != nil {
		t.Fatal(err)
	}
	got := tenantEntry{Tenant: plan.Tenant{Auth: "client-secret", GraphURL: "https://graph.example.com"}}.signIn(fallback.signIn)
	if want := (signInOptions{clientID: "of all", auth: "client-secret", cloud: "china", graphURL: "https://graph.example.com"}); got != want {
		t.Errorf("signIn = %+v, want %+v", got, want)
	}
}

// What is read of a tenant: what was typed goes before the file, an entry before the file's own keys, and both before the environment.
func TestHowTenantsAreRead(t *testing.T) {
	home := t.TempDir()
	file := filepath.Join(home, "tenants.yaml")
	const text = "since: 20d\nrate: 5\ntenants:\n- {name: A, workspace: a}\n- {name: B, workspace: b, since: 2026-11-01, rate: 0.5}\n"
	for name, c := range map[string]struct {
		file, variables, typed string
		want                   string // since, rate and full of each
	}{
		"nothing said":              {"tenants:\n- {name: A, workspace: a}\n", "", "", " 0 false"},
		"the environment":           {"tenants:\n- {name: A, workspace: a}\n", "SINCE=7d RATE=2 FULL=true", "", "7d 2 true"},
		"the file":                  {text, "", "", "20d 5 false; 2026-11-01 0.5 false"},
		"the file goes before":      {text, "SINCE=7d RATE=2", "", "20d 5 false; 2026-11-01 0.5 false"},
		"what was typed goes first": {text, "RATE=2", "--rate=1 --full", "20d 1 true; 2026-11-01 1 true"},
		"as fast as Graph allows":   {text, "", "--rate=0", "20d 0 false; 2026-11-01 0 false"},
	} {
		getenv := func(variable string) string {
			for _, set := range strings.Fields(c.variables) {
				if key, value, _ := strings.Cut(set, "="); variable == "UNBASIC_"+key {
					return value
				}
			}
			return ""
		}
		if err := os.WriteFile(file, []byte(c.file), 0o600); err != nil {
			t.Fatal(err)
		}
		entries, _, err := readTenants(file)
		if err != nil {
			t.Fatal(err)
		}
		fallback, err := collectFromEnvironment(getenv)
		if err != nil {
			t.Fatal(err)
		}
		var o tenantsOptions
		flags := pflag.NewFlagSet("track", pflag.ContinueOnError)
		o.addFlags(flags)
		if err := flags.Parse(strings.Fields(c.typed)); err != nil {
			t.Fatal(err)
		}
		o.rateTyped = flags.Changed("rate")
		var got []string
		for _, entry := range entries {
			read := entry.collect(fallback, globalOptions{workspace: entry.dir}, o, "")
			got = append(got, fmt.Sprintf("%s %v %v", read.window.since.text, read.rate, read.full))
			if read.workspace != entry.dir || read.kind != collectKind || !read.partOfRun {
				t.Errorf("%s: %+v", name, read)
			}
		}
		if strings.Join(got, "; ") != c.want {
			t.Errorf("%s: %s, want %s", name, strings.Join(got, "; "), c.want)
		}
	}
	for text, want := range map[string]string{
		"since: 2026-13-01\ntenants:\n- {name: A, workspace: a}": `line 3: since of "A": "2026-13-01" is neither a date`,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := readTenants(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

// A variable that is always there does not stand in the way of one workspace.
func TestManyTenantsAreChosen(t *testing.T) {
	for _, c := range []struct {
		typed, file string
		workbooks   int
		want        bool
	}{
		{"", "", 0, false},
		{"tenants", "", 0, true}, // and refused
		{"tenants", "tenants.yaml", 0, true},
		{"", "tenants.yaml", 0, true},
		{"format jobs no-collect", "tenants.yaml", 0, true},
		{"", "tenants.yaml", 1, false},
		{"workspace", "tenants.yaml", 0, false},
		{"since", "tenants.yaml", 0, false},
		{"all", "tenants.yaml", 0, false},
		{"tenants workspace", "tenants.yaml", 0, true}, // and refused
	} {
		o := tenantsOptions{file: c.file}
		typed := func(flag string) bool { return slices.Contains(strings.Fields(c.typed), flag) }
		if got := o.chosen(typed, make([]string, c.workbooks)); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// Each warning is told once, with its tenants in the order of the file.
func TestWarningsOfTenantsAreToldOnce(t *testing.T) {
	var lock sync.Mutex
	var live, told bytes.Buffer
	var entries []tenantEntry
	var ended []tenantEnd
	for i := range 14 {
		name := fmt.Sprintf("T%d", i)
		lines := &prefixed{to: &live, prefix: "[" + name + "] ", lock: &lock}
		u := newUI(&environment{stderr: lines, getenv: func(string) string { return "" }}, globalOptions{})
		u.warn("everybody's")
		u.line("", "%s", name+" goes on")
		if u.warn("everybody's"); i%2 == 1 && i < 5 {
			u.warn("odd")
		}
		lines.end()
		entries, ended = append(entries, tenantEntry{Tenant: plan.Tenant{Name: name}}), append(ended, tenantEnd{warned: lines.warned})
	}
	newUI(&environment{stderr: &told, getenv: func(string) string { return "" }}, globalOptions{}).warnedTenants(entries, ended)
	want := "[T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, 4 more] unbasic: warning: everybody's\n[T1, T3] unbasic: warning: odd\n"
	if told.String() != want {
		t.Errorf("told is %s, want %s", told.String(), want)
	}
	if got := live.String(); strings.Count(got, "\n") != 14 || strings.Contains(got, "warning") || !strings.Contains(got, "[T13] unbasic: T13 goes on\n") {
		t.Errorf("meanwhile %s", got)
	}
}

func TestTwoNamesOfOneWorkspaceAreRefused(t *testing.T) {
	home := t.TempDir()
	if err := os.Mkdir(filepath.Join(home, "a"), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(home, "a"), filepath.Join(home, "b")); err != nil {
		t.Skip("no links here:", err)
	}
	file := filepath.Join(home, "tenants.yaml")
	for text, want := range map[string]string{
		"tenants:\n- {name: A, workspace: a}\n- {name: B, workspace: b}":                     `line 3: the workspace of "B" is that of "A" in line 2 too`,
		"tenants:\n- {name: A, workspace: b}\n- {name: B, workspace: " + home + "/x/../b/.}": `line 3: the workspace of "B" is that of "A"`,
		"tenants:\n- {name: A, workspace: a/..}":                                             `line 2: the workspace of "A" is the folder of the file itself`,
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, _, err := readTenants(file); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestRollUpFitsATerminal(t *testing.T) {
	asOf, slack := time.Date(2026, 12, 7, 0, 0, 0, 0, time.UTC), -14
	rollUp := progress.Together([]progress.Tenant{
		{Name: "Fabrikam", State: progress.TenantDone, AsOf: &asOf, Figures: &progress.Figures{Items: 32, Verified: 9, Regressions: 3, Late: 2}, Forecast: &progress.Forecast{End: calendar.On(2027, 1, 14), SlackDays: &slack}},
		{Name: "Wood\x1b[31mgrove", State: progress.TenantFailed, Reason: "signing in failed: AADSTS7000222: the client secret is expired, which is told at length"},
	}, asOf, inventory.Tool{})
	for _, lang := range []string{"en", "ja"} {
		for _, width := range []int{80, 100, 160} {
			var out bytes.Buffer
			u := newUI(&environment{stdout: &out, stderr: &out, stdoutTerminal: true, width: width, getenv: func(string) string { return "" }}, globalOptions{lang: language(lang), noColor: true})
			if err := u.rollUp(rollUp, tenantsOptions{}); err != nil {
				t.Fatal(err)
			}
			text := out.String()
			if !strings.Contains(text, "Fabrikam") || strings.Contains(text, "\x1b") || width == 160 && !strings.Contains(text, "AADSTS7000222") {
				t.Errorf("%s, %d columns:\n%s", lang, width, text)
			}
			if lang == "en" {
				for _, line := range strings.Split(text, "\n") {
					if n := len([]rune(line)); n > width {
						t.Errorf("a line has %d columns of %d:\n%s", n, width, text)
					}
				}
			}
		}
	}
}
