package files

import (
	"regexp"
	"strings"
	"testing"

	"unbasic/inventory"

	"github.com/google/go-cmp/cmp"
)

// scriptCode is the script without comments.
func scriptCode(t *testing.T) string {
	t.Helper()
	before, after, ok := strings.Cut(ExchangeScript(), "<#")
	help, code, closed := strings.Cut(after, "#>")
	if !ok || !closed || !strings.HasPrefix(before, "#Requires -Version 5.1\n") || !strings.Contains(help, ".SYNOPSIS") {
		t.Fatal("the script does not begin with its version and its help")
	}
	return regexp.MustCompile(`(?m)^\s*#.*$`).ReplaceAllString(code, "")
}

func TestTheScriptOnlyReads(t *testing.T) {
	code := scriptCode(t)
	mayRun := map[string]bool{
		"Set-StrictMode": true, "ForEach-Object": true, "Where-Object": true, "Select-Object": true, "Join-Path": true, "Out-File": true, "Export-Csv": true,
		"Move-Item": true, "New-Item": true, "Test-Path": true, "Write-Host": true, "Connect-ExchangeOnline": true,
	}
	var ran []string
	unquoted := regexp.MustCompile(`'[^'\n]*'`).ReplaceAllString(code, "''")
	for _, cmdlet := range regexp.MustCompile(`\b[A-Za-z]+-[A-Za-z]+\b`).FindAllString(unquoted, -1) {
		if !strings.HasPrefix(cmdlet, "Get-") && !mayRun[cmdlet] {
			t.Errorf("%s is not on the list of what the script may run", cmdlet)
		}
		ran = append(ran, cmdlet)
	}
	if len(ran) < 20 {
		t.Errorf("only %q were found: the test does not see the script", ran)
	}
	if made := regexp.MustCompile(`New-Item[^}\n]*`).FindAllString(code, -1); len(made) != 1 || !strings.Contains(made[0], "-ItemType Directory -Path $OutputFolder") {
		t.Errorf("something else than the folder is made: %q", made)
	}
	if other := regexp.MustCompile(`&\s*[^$\s]|& \$[^r]|(?i)invoke|System\.IO|\biex\b|-EncodedCommand|Add-Type`).FindAllString(code, -1); len(other) > 0 {
		t.Errorf("the script may run something that this test does not see: %q", other)
	}
}

func TestTheScriptsTextIsFitForWindowsPowerShell(t *testing.T) {
	script := ExchangeScript()
	if strings.HasPrefix(script, "\ufeff") || strings.Contains(script, "\r") {
		t.Error("the mark and the line ends are the caller's to write")
	}
	if !strings.Contains(script, "日本語: ") {
		t.Error("the paragraph in Japanese is missing")
	}
	for i, c := range scriptCode(t) {
		if c >= 0x80 {
			t.Fatalf("%q at %d is no ASCII, and not in a comment", c, i)
		}
	}
}

func TestTheScriptsTablesAreRead(t *testing.T) {
	type step struct {
		format Format
		row    map[string]string
	}
	steps := map[string]step{
		"transport-config.csv": {TransportConfigTable, map[string]string{"SmtpClientAuthenticationDisabled": "True", "AllowLegacyTLSClients": ""}},
		"cas-mailboxes.csv": {MailboxTable, map[string]string{
			"ExternalDirectoryObjectId": "ID-1", "PrimarySmtpAddress": "Scan@contoso.com", "DisplayName": "Scan", "SmtpClientAuthenticationDisabled": "",
		}},
		"mailboxes.csv": {MailboxTable, map[string]string{
			"ExternalDirectoryObjectId": "ID-1", "UserPrincipalName": "scan@contoso.onmicrosoft.com", "PrimarySmtpAddress": "Scan@contoso.com", "DisplayName": "Scan",
			"RecipientTypeDetails": "SharedMailbox",
		}},
		"authentication-policies.csv": {AuthPolicyTable, map[string]string{"Name": "Block Basic", "AllowBasicAuthSmtp": "False"}},
		"user-policies.csv": {MailboxTable, map[string]string{
			"ExternalDirectoryObjectId": "ID-1", "UserPrincipalName": "scan@contoso.com", "RecipientTypeDetails": "UserMailbox", "AuthenticationPolicy": "Block Basic",
		}},
		"organization-config.csv": {OrganizationConfigTable, map[string]string{"DefaultAuthenticationPolicy": "", "RejectDirectSend": "False"}},
		"inbound-connectors.csv": {ConnectorTable, map[string]string{
			"Name": "Relay", "Enabled": "True", "ConnectorType": "OnPremises", "SenderIPAddresses": "192.0.2.1;192.0.2.128/25", "SenderDomains": "smtp:*;1",
			"TlsSenderCertificateName": "", "RequireTls": "False",
		}},
	}
	found := regexp.MustCompile(`(?s)Step '([^']+)' @\(([^)]*)\) @\(([^)]*)\)`).FindAllStringSubmatch(scriptCode(t), -1)
	if len(found) != len(steps) {
		t.Fatalf("%d steps, want %d", len(found), len(steps))
	}
	quoted := regexp.MustCompile(`'([^']+)'`)
	var settings inventory.ExchangeSettings
	for _, f := range found {
		want := steps[f[1]]
		r := record{}
		var columns, names []string
		for _, column := range quoted.FindAllStringSubmatch(f[2], -1) {
			columns = append(columns, column[1])
			names = append(names, nameOf(column[1]))
			r[nameOf(column[1])] = cell{text: want.row[column[1]]}
			if _, ok := want.row[column[1]]; !ok {
				t.Errorf("%s: column %s is not in this test", f[1], column[1])
			}
		}
		for _, required := range quoted.FindAllStringSubmatch(f[3], -1) {
			if !strings.Contains(f[2], required[0]) {
				t.Errorf("%s: required %s is no column", f[1], required[1])
			}
		}
		if format, ok := tableFormat(names); !ok || format != want.format {
			t.Errorf("%s with %q is taken for %q, %v", f[1], columns, format, ok)
		}
		var got, expected any
		var err error
		switch f[1] {
		case "transport-config.csv":
			err = decodeTransport(r, &settings)
		case "cas-mailboxes.csv":
			got, err = decodeMailboxSetting(r)
			expected = inventory.MailboxSetting{
				UserID: "id-1", Address: "scan@contoso.com", DisplayName: "Scan", SMTP: inventory.SwitchInherit, Type: inventory.MailboxUnknown,
			}
		case "mailboxes.csv":
			got, err = decodeMailboxSetting(r)
			expected = inventory.MailboxSetting{
				UserID: "id-1", Address: "scan@contoso.com", DisplayName: "Scan", SMTP: inventory.SwitchUnknown, Type: inventory.MailboxShared,
			}
		case "user-policies.csv":
			got, err = decodeMailboxSetting(r)
			expected = inventory.MailboxSetting{
				UserID: "id-1", Address: "scan@contoso.com", SMTP: inventory.SwitchUnknown, Type: inventory.MailboxUser, AuthPolicy: "Block Basic", PolicyRead: true,
			}
		case "authentication-policies.csv":
			var p inventory.AuthPolicy
			p, err = decodeAuthPolicy(r)
			settings.Policies = append(settings.Policies, p)
		case "organization-config.csv":
			err = decodeOrganization(r, &settings)
		case "inbound-connectors.csv":
			var c inventory.Connector
			c, err = decodeConnector(r)
			settings.Connectors = append(settings.Connectors, c)
		}
		if diff := cmp.Diff(expected, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", f[1], err, diff)
		}
	}
	on, off, none := true, false, ""
	want := inventory.ExchangeSettings{
		SMTPDisabled: &on, DefaultPolicy: &none, RejectDirectSend: &off, Policies: []inventory.AuthPolicy{{Name: "Block Basic", AllowBasicSMTP: &off}},
		Connectors: []inventory.Connector{{
			Name: "Relay", Enabled: &on, Type: "OnPremises", SenderIPs: []string{"192.0.2.1", "192.0.2.128/25"}, SenderDomains: []string{"*"}, RequireTLS: &off,
		}},
	}
	if diff := cmp.Diff(want, settings); diff != "" {
		t.Error(diff)
	}
}
