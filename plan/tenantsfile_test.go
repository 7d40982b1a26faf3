package plan

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var (
	testAuths  = []string{"default", "device-code", "client-secret", "certificate"}
	testClouds = []string{"global", "china"}
)

func TestReadTenantsReadsEveryKey(t *testing.T) {
	const file = `# of the group
since: 30d
rate: 5
tenants:
  - name: Contoso
    workspace: contoso
    tenant: contoso.com
    client-id: 00000000-0000-0000-0000-000000000001
    auth: client-secret
    cloud: global
    graph-url: https://graph.example.com
    secret-from: CONTOSO_SECRET
    workbooks: [plan-anna.xlsx, plan-ben.xlsx]
    since: 2026-11-01
    rate: 0.5
  - {name: 日本支社, workspace: ../japan, auth: certificate, certificate-file: japan.pem, secret-from: JAPAN_PASSWORD}
  - {name: '=1+1', workspace: c, auth: client-secret, secret-file: secret.txt}
  - {name: 2027, workspace: d, token-from: D_TOKEN, workbooks: }
`
	got, err := ReadTenants([]byte(file), testAuths, testClouds)
	if err != nil {
		t.Fatal(err)
	}
	want := []Tenant{
		{
			Name: "Contoso", Workspace: "contoso", Domain: "contoso.com", ClientID: "00000000-0000-0000-0000-000000000001", Auth: "client-secret", Cloud: "global",
			GraphURL: "https://graph.example.com", SecretFrom: "CONTOSO_SECRET", Workbooks: []string{"plan-anna.xlsx", "plan-ben.xlsx"}, Line: 6,
			Since: "2026-11-01", Rate: 0.5,
		},
		{Name: "日本支社", Workspace: "../japan", Auth: "certificate", CertificateFile: "japan.pem", SecretFrom: "JAPAN_PASSWORD", Line: 16, Since: "30d", Rate: 5},
		{Name: "=1+1", Workspace: "c", Auth: "client-secret", SecretFile: "secret.txt", Line: 17, Since: "30d", Rate: 5},
		{Name: "2027", Workspace: "d", TokenFrom: "D_TOKEN", Line: 18, Since: "30d", Rate: 5},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("tenants differ (-want +got):\n%s", diff)
	}
}

func TestReadTenantsErrorsNameLineColumnAndKey(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"", "line 1, column 1: the file names no tenant"},
		{"tenants: []", "line 1, column 10: tenants: the file names no tenant"},
		{"tenants:", "line 1, column 1: tenants: the file names no tenant"},
		{"tenant:\n  - {name: a, workspace: a}", `line 1, column 1: tenant: unknown key, did you mean tenants?`},
		{"- {name: a, workspace: a}", "line 1, column 1: the file: a list where keys and values are needed"},
		{"tenants:\n  - a", `line 2, column 5: tenants[1]: "a" where keys and values are needed`},
		{"tenants:\n  - name: a\n    workspce: a", "line 3, column 5: tenants[1].workspce: unknown key, did you mean workspace?"},
		{"tenants:\n  - name: a\n    client_id: a", "line 3, column 5: tenants[1].client_id: unknown key, did you mean client-id?"},
		{"tenants:\n  - name: a", "line 2, column 5: tenants[1].workspace: the key is missing"},
		{"tenants:\n  - workspace: a", "line 2, column 5: tenants[1].name: the key is missing"},
		{"tenants:\n  - {name: a, workspace: }", "tenants[1].workspace: a path is needed"},
		{"tenants:\n  - {name: a, workspace: a}\n  - {name: A, workspace: b}", `line 3, column 12: tenants[2].name: "A" is there twice`},
		{"tenants:\n  - {name: a, workspace: a, tenant: contoso.com}\n  - {name: b, workspace: b, tenant: CONTOSO.com}", `line 3, column 37: tenants[2].tenant: "CONTOSO.com" is the tenant of "a" too`},
		{"tenants:\n  - {name: a, workspace: a, auth: client-secert}", `tenants[1].auth: "client-secert" is none of default, device-code, client-secret, certificate, did you mean client-secret?`},
		{"tenants:\n  - {name: a, workspace: a, cloud: [global]}", "tenants[1].cloud: a list is none of global, china"},
		{"tenants:\n  - {name: a, workspace: a, client-id: me}", `tenants[1].client-id: "me" is not an id of an application`},
		{"tenants:\n  - {name: a, workspace: a, graph-url: file:///etc}", `tenants[1].graph-url: "file:///etc" is not`},
		{"tenants:\n  - {name: a, workspace: a, workbooks: a.xlsx}", `tenants[1].workbooks: "a.xlsx" where a list is needed`},
		{"tenants:\n  - {name: a, workspace: a, workbooks: [a.xlsx, a.xlsx]}", "tenants[1].workbooks[2]"},
		{"tenants:\n  - {name: a, workspace: a, auth: client-secret, secret-from: A, secret-file: b}", "tenants[1].secret-file: the secret has two places"},
		{"tenants:\n  - {name: a, workspace: a, secret-from: A}", `tenants[1].secret-from: it goes with "auth: client-secret"`},
		{"tenants:\n  - {name: a, workspace: a, auth: certificate, secret-file: A}", `tenants[1].secret-file: it goes with "auth: client-secret"`},
		{"tenants:\n  - {name: a, workspace: a, certificate-file: A}", `tenants[1].certificate-file: it goes with "auth: certificate"`},
		{"tenants:\n  - {name: a, workspace: a, auth: default, token-from: A}", "tenants[1].token-from: a token is used in place of signing in"},
		{"tenants:\n  - {name: a, workspace: a, since: soon}", `tenants[1].since: "soon" is not a begin of a window, such as 30d`},
		{"since: 0d\ntenants:\n  - {name: a, workspace: a}", `line 1, column 8: since: "0d" is not`},
		{"rate: -1\ntenants:\n  - {name: a, workspace: a}", "line 1, column 7: rate: "},
		{"tenants:\n  - {name: a, workspace: a, rate: fast}", "tenants[1].rate: "},
		{"tenants:\n  - {name: a, workspace: a, full: true}", "tenants[1].full: unknown key"},
		// Names that would drive a terminal, or that nobody could tell apart.
		{"tenants:\n  - {name: \"a\\x1b[31m\", workspace: a}", "tenants[1].name: \"a\\x1b[31m\" holds the character U+001B"},
		{"tenants:\n  - {name: \"a\\nb\", workspace: a}", `tenants[1].name: "a\nb" holds the character U+000A`},
		{"tenants:\n  - {name: \"a\\u202eb\", workspace: a}", "holds the character U+202E"},
		{"tenants:\n  - {name: a, workspace: a}\n  - {name: \"a\\u200b\", workspace: b}", "holds the character U+200B, which can't be seen"},
		{"tenants:\n  - {name: ' a', workspace: a}", `tenants[1].name: " a" has a blank at an end`},
		{"tenants:\n  - {name: " + strings.Repeat("x", 101) + ", workspace: a}", "the name has 101 characters, and 100 is the most"},
		{"tenants:\n  - &a {name: a, workspace: a}\n  - *a", "tenants[2]: a reference (*), which is not supported"},
		{"tenants:\n\t- a", "line 2"},
		{"tenants: [}", "line 1"},
	} {
		got, err := ReadTenants([]byte(c.file), testAuths, testClouds)
		switch {
		case err == nil:
			t.Errorf("ReadTenants(%q) = %v, want an error", c.file, got)
		case !strings.Contains(err.Error(), c.want):
			t.Errorf("ReadTenants(%q): %v, want %s", c.file, err, c.want)
		case strings.Contains(err.Error(), "\n"):
			t.Errorf("ReadTenants(%q): the error has several lines: %q", c.file, err)
		}
	}
}

func TestReadTenantsRefusesSecretsAndNeverRepeatsThem(t *testing.T) {
	const secret = "Hb98Q~sekrit-Value_0"
	for _, c := range []struct{ line, want string }{
		{"client-secret: " + secret, "line 4, column 5: tenants[1].client-secret: no secret stands in this file: put it into an environment variable and name that one"},
		{"clientSecret: " + secret, "tenants[1].clientSecret: no secret stands in this file"},
		{"secret: " + secret, "no secret stands in this file"},
		{"Client_Secret: {value: " + secret + "}", "no secret stands in this file"},
		{"password: " + secret, "no secret stands in this file"},
		{"certificate-password: [" + secret + "]", "no secret stands in this file"},
		{"access-token: " + secret, "no token stands in this file: put it into an environment variable"},
		{"secret-from: " + secret, "tenants[1].secret-from: it holds no name of an environment variable in capitals"},
		{"token-from: " + secret, "tenants[1].token-from: it holds no name of an environment variable in capitals"},
		{"secret-from: [" + secret + "]", "it holds no name of an environment variable"},
		{"secret-form: " + secret, "tenants[1].secret-form: unknown key, did you mean secret-from?"},
	} {
		_, err := ReadTenants([]byte("tenants:\n  - name: a\n    workspace: a\n    "+c.line+"\n"), testAuths, testClouds)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.line, err, c.want)
		}
		if err != nil && strings.Contains(err.Error(), "sekrit") {
			t.Errorf("%s: the error repeats the secret: %v", c.line, err)
		}
	}
	if _, err := ReadTenants([]byte("tenants:\n  - {name: a, workspace: a}\nsecret: "+secret), testAuths, testClouds); err == nil || !strings.Contains(err.Error(), "line 3, column 1: secret: no secret stands in this file") {
		t.Errorf("beside the tenants: %v", err)
	}
}

func FuzzReadTenants(f *testing.F) {
	f.Add([]byte("tenants:\n  - {name: a, workspace: a, auth: client-secret, secret-from: A}\n"))
	f.Add([]byte("tenants: [{name: a, workspace: [a]}]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		tenants, err := ReadTenants(data, testAuths, testClouds)
		if (err == nil) == (len(tenants) == 0) {
			t.Errorf("%d tenants and the error %v", len(tenants), err)
		}
		if err != nil && strings.Contains(err.Error(), "\n") {
			t.Errorf("the error has several lines: %q", err)
		}
	})
}
