package smtp

import (
	"strings"
	"testing"
	"unicode"

	"unbasic/inventory"
)

const host = " [TY2PR0101CA0012.apcprd01.prod.exchangelabs.com 2026-11-20T08:01:02.345Z 08DE12AB34CD56EF]"

// seen are replies as servers, devices and libraries show them. Every entry of the table is here.
var seen = []struct{ text, id string }{
	{"550 5.7.30 Basic authentication is not supported for Client Submission.", "basic-retired"},
	{"535 5.7.30 Basic authentication is not supported" + host, "basic-retired"},
	{"Basic authentication is not supported for Client Submission", "basic-retired"},
	{"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information." + host, "disabled-tenant"},
	{"SmtpClientAuthentication is disabled for the Tenant", "disabled-tenant"},
	{"535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox. Visit https://aka.ms/smtp_auth_disabled for more information." + host, "disabled-mailbox"},
	{"535 5.7.139 Authentication unsuccessful, basic authentication is disabled." + host, "basic-disabled"},
	{"535 5.7.139 Authentication unsuccessful, the user credentials were incorrect." + host, "wrong-password"},
	{"535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator." + host, "criteria"},
	{"535 5.7.139 Authentication unsuccessful, user is locked by your organization's security defaults policy. Contact your administrator." + host, "security-defaults"},
	{"535 5.7.139 Authentication unsuccessful, user is locked by your organization’s security defaults policy.", "security-defaults"},
	{"535 5.7.139 Authentication unsuccessful, the organization configuration does not allow this authentication request.", "hve-policy"},
	{"535 5.7.139 Authentication unsuccessful, federated STS service was unreachable.", "federation-unreachable"},
	{"535 5.7.139 Authentication unsuccessful, the federated STS URL does not support HTTPS.", "federation-no-https"},
	{"501 5.5.121", "hve-malformed-token"},
	{"501 5.5.124 malformed", "hve-malformed-token"},
	{"501 5.5.126", "hve-malformed-token"},
	{"535 5.7.142", "hve-token-expiring"},
	{"535 5.7.143 token", "hve-token-expired"},
	{"535 5.7.144", "hve-permissions"},
	{"550 5.7.240", "hve-app-not-allowed"},
	{"550 5.7.60 SMTP; Client does not have permissions to send as this sender" + host, "send-as-denied"},
	{"5.7.60", "send-as-denied"},
	{"554 5.7.60 SMTP; STOREDRV.Submission.Exception:SendAsDeniedException.MapiExceptionSendAsDenied; Failed to process message", "send-as-denied"},
	{"554 5.2.252 SendAsDenied; scan@contoso.com not allowed to send as info@contoso.com; STOREDRV.Submission.Exception", "send-as-denied"},
	{"550 5.1.8 Access denied, bad outbound sender. For more information please go to http://go.microsoft.com/fwlink/?LinkId=875724" + host, "bad-outbound-sender"},
	{"550 5.7.64 TenantAttribution; Relay Access Denied [ValidationStatus of '' is EmptyCertificate]", "no-connector"},
	{"4.4.62 Mail sent to the wrong Office 365 region. ATTR35", "no-connector"},
	{"550 5.7.68 TenantInboundAttribution; Direct Send not allowed for this organization from unauthorized sources", "direct-send-rejected"},
	{"421 4.7.66 TLS 1.0 and 1.1 are not supported. Please upgrade/update your client to support TLS 1.2. Visit https://aka.ms/smtp_auth_tls." + host, "old-tls"},
	{"432 4.3.2 STOREDRV.ClientSubmit; sender thread limit exceeded" + host, "too-many-at-once"},
	{"432 4.3.2 Concurrent connections limit exceeded. Visit https://aka.ms/concurrent_sending for more information." + host, "too-many-at-once"},
	{"554 5.2.0 STOREDRV.Submission.Exception:SubmissionQuotaExceededException; Failed to process message due to a permanent exception", "daily-quota"},
	{"530 5.7.57 SMTP; Client was not authenticated to send anonymous mail during MAIL FROM" + host, "not-authenticated"},
	{"5.7.57 Client not authenticated to send mail.", "not-authenticated"},
	{"535 5.7.3 Authentication unsuccessful" + host, "unsuccessful"},
	{"235 2.7.0 Authentication successful", "success"},
}

// pasted are texts as people paste them.
var pasted = map[string]struct{ text, id, outer string }{
	"wrapper":              {"530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, basic authentication is disabled." + host, "basic-disabled", "5.7.57"},
	"wrapper of generic":   {"5.7.57 Client not authenticated to send mail. Error: 535 5.7.3 Authentication unsuccessful", "unsuccessful", "5.7.57"},
	"several lines":        {"535-5.7.139 Authentication unsuccessful, SmtpClientAuthentication is\r\n535-5.7.139 disabled for the Tenant. Visit\r\n535 5.7.139 https://aka.ms/smtp_auth_disabled for more information.", "disabled-tenant", ""},
	"lines of a device":    {"Nov 20 08:01:02 mfp3 smtpc[587]: <- 535-5.7.139 Authentication unsuccessful, the user\nNov 20 08:01:02 mfp3 smtpc[587]: <- 535 5.7.139 credentials were incorrect.", "wrong-password", ""},
	"broken in a word":     {"535 5.7.139 Authentication unsuccess\nful, SmtpClientAuthentica\ntion is disabled for the Mail\nbox.", "disabled-mailbox", ""},
	"broken in the code":   {"535 5.7.1\n39 Authentication unsuccessful, basic authentication is disabled.", "basic-disabled", ""},
	"Python":               {`smtplib.SMTPAuthenticationError: (535, b'5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant. Visit https://aka.ms/smtp_auth_disabled for more information. [TYCP286CA0187.JPNP286.PROD.OUTLOOK.COM 2026-11-20T08:01:02.345Z 08DE]')`, "disabled-tenant", ""},
	".NET":                 {"System.Net.Mail.SmtpException: The SMTP server requires a secure connection or the client was not authenticated. The server response was: 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, the request did not meet the criteria to be authenticated successfully. Contact your administrator.", "criteria", "5.7.57"},
	"Node":                 {"Error: Invalid login: 535 5.7.139 Authentication unsuccessful, the user credentials were incorrect. [x]\n    at SMTPConnection._formatError (/srv/app/node_modules/nodemailer/lib/smtp-connection/index.js:790:19) {\n  code: 'EAUTH',\n  responseCode: 535", "wrong-password", ""},
	"PHP":                  {"2026-11-20 08:01:02\tSMTP ERROR: Password command failed: 535 5.7.139 Authentication unsuccessful, basic authentication is disabled. [x]\nSMTP Error: Could not authenticate.", "basic-disabled", ""},
	"Postfix":              {"Nov 20 08:01:02 relay postfix/smtp[1234]: 4AB: to=<a@example.com>, relay=smtp.office365.com[203.0.113.9]:587, delay=1.2, delays=0.1/0/1.1/0, dsn=5.7.60, status=bounced (host smtp.office365.com[203.0.113.9] said: 550 5.7.60 SMTP; Client does not have permissions to send as this sender (in reply to end of DATA command))", "send-as-denied", ""},
	"JSON":                 {`{"error":"535 5.7.139 Authentication unsuccessful,\r\n the user credentials were incorrect."}`, "wrong-password", ""},
	"wide letters":         {"５３５　５．７．１３９　Authentication unsuccessful, basic authentication is disabled", "basic-disabled", ""},
	"Japanese device":      {"送信エラー: SMTP 認証に失敗しました (535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Mailbox.) 2026/11/20 17:01", "disabled-mailbox", ""},
	"transcript":           {"C: AUTH LOGIN\nS: 535 5.7.139 Authentication unsuccessful, the user credentials were incorrect.\nC: MAIL FROM:<a@b.c>\nS: 530 5.7.57 Client not authenticated to send mail.", "wrong-password", ""},
	"success, then refuse": {"235 2.7.0 Authentication successful\n250 2.1.0 Sender OK\n550 5.7.60 SMTP; Client does not have permissions to send as this sender", "send-as-denied", ""},
	"underscores":          {"SMTP432_4.3.2 sender thread limit exceeded", "too-many-at-once", ""},
}

func TestEveryReplyIsRecognised(t *testing.T) {
	known := map[string]bool{}
	for _, tc := range seen {
		known[tc.id] = true
		if got := idOf(Recognise(tc.text)); got != tc.id {
			t.Errorf("Recognise(%q) = %s, want %s", tc.text, got, tc.id)
		}
	}
	for _, r := range replies {
		if !known[r.ID] {
			t.Errorf("%s is in the table and in no test", r.ID)
		}
		if len(r.patterns) == 1 || r.patterns[0].words != "" {
			if got := idOf(Recognise(r.Seen)); got != r.ID {
				t.Errorf("%s is shown as %q, which is recognised as %s", r.ID, r.Seen, got)
			}
		}
	}
}

func TestDirtyTextIsRecognised(t *testing.T) {
	for name, tc := range pasted {
		got := Recognise(tc.text)
		if idOf(got) != tc.id || got.Outer != tc.outer {
			t.Errorf("%s: %s in %q, want %s in %q", name, idOf(got), got.Outer, tc.id, tc.outer)
		}
	}
}

// dirt are the ways in which a text is changed on its way from the server to whoever asks. None of them changes what it is.
var dirt = map[string]func(string) string{
	"upper case": strings.ToUpper, "lower case": strings.ToLower,
	"blanks":  func(s string) string { return "  " + strings.ReplaceAll(s, " ", "   ") + "\t\r\n" },
	"wrapped": func(s string) string { return strings.ReplaceAll(s, " ", "\n") },
	"wrapped as in Windows, indented": func(s string) string {
		return strings.ReplaceAll(s, " ", "\r\n    ")
	},
	"escaped":         func(s string) string { return strings.ReplaceAll(s, " ", `\r\n`) },
	"no-break blanks": func(s string) string { return strings.ReplaceAll(s, " ", "\u00a0") },
	"quoted":          func(s string) string { return `"` + s + `"` },
	"in guillemets":   func(s string) string { return "Message: «" + s + "»" },
	"time stamp":      func(s string) string { return "2026-11-20T08:01:02.535+09:00 [ERROR] " + s },
	"log of a device": func(s string) string { return "Nov 20 08:01:02 mfp-3f smtpc[2587]: job 535421 10.5.7.30 <- " + s },
	"Japanese":        func(s string) string { return "エラー内容：" + s + "（コード 1102）" },
	"behind":          func(s string) string { return s + " (in reply to MAIL FROM command) #SMTP#" },
	"zero width":      func(s string) string { return strings.ReplaceAll(s, "e", "e\u200b") },
	"bytes":           func(s string) string { return "\xff\xfe" + s + "\x00\x1b[31m" },
}

func TestDirtDoesNotChangeTheReply(t *testing.T) {
	for _, tc := range seen {
		for name, change := range dirt {
			if got := idOf(Recognise(change(tc.text))); got != tc.id {
				t.Errorf("%s: %q is %s, want %s", name, change(tc.text), got, tc.id)
			}
		}
	}
}

func TestUnknownIsSaid(t *testing.T) {
	for text, want := range map[string]struct{ basic, enhanced, class string }{
		"":                       {},
		"hello":                  {},
		"smtp.office365.com:587": {},
		"10.5.7.30":              {},
		"5.7.300 x":              {"", "5.7.300", "permanent"},
		"535 5.7.139":            {"535", "5.7.139", "permanent"},
		"535 5.7.139 Authentication unsuccessful, a reason of tomorrow": {"535", "5.7.139", "permanent"},
		"5.7.57":                           {"", "5.7.57", "permanent"},
		"535 5.7.3 no":                     {"535", "5.7.3", "permanent"},
		"451 4.7.0 Temporary server error": {"451", "4.7.0", "temporary"},
		"452":                              {"452", "", "temporary"},
		"250 2.1.5 Recipient OK":           {"250", "2.1.5", "success"},
		"550 5.1.1 basic authentication is disabled": {"550", "5.1.1", "permanent"},
		"535 Authentication unsuccessful":            {"535", "", "permanent"},
	} {
		got := Recognise(text)
		if got.Reply != nil || got.Basic != want.basic || got.Enhanced != want.enhanced || !strings.Contains(got.Class().En, want.class) || (want.class == "") != (got.Class().En == "") {
			t.Errorf("Recognise(%q) = %s, %q %q, %q; want %+v", text, idOf(got), got.Basic, got.Enhanced, got.Class().En, want)
		}
	}
	if got := Recognise("535 5.7.139 Authentication unsuccessful, a reason of tomorrow"); len(got.Similar) < 5 {
		t.Errorf("5.7.139 has %d known replies", len(got.Similar))
	}
	// The wrapper's own words must not answer for a cause that is not known.
	got := Recognise("530 5.7.57 Client not authenticated to send mail. Error: 535 5.7.139 Authentication unsuccessful, a reason of tomorrow")
	if got.Reply != nil || got.Outer != "5.7.57" || got.Enhanced != "5.7.139" {
		t.Errorf("an unknown cause is %s in %q, %s", idOf(got), got.Outer, got.Enhanced)
	}
}

func TestEveryReplyHasAdviceInBothLanguages(t *testing.T) {
	ids := map[string]bool{}
	for _, r := range replies {
		if ids[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		ids[r.ID] = true
		if len(r.Fixers) == 0 || len(r.Steps) == 0 || r.Certainty.In(inventory.English) == string(r.Certainty) {
			t.Errorf("%s lacks fixers, steps or how sure it is: %+v", r.ID, r)
		}
		phrases := []inventory.Phrase{r.Meaning, r.Undo, r.Source}
		changed := false
		for _, s := range r.Steps {
			phrases = append(phrases, s.What)
			reads := s.Command == "" || strings.HasPrefix(s.Command, "Get-") || strings.HasPrefix(s.Command, "unbasic ")
			if reads && changed && strings.HasPrefix(s.Command, "Get-") {
				t.Errorf("%s looks after it has changed something: %s", r.ID, s.Command)
			}
			changed = changed || !reads
			if !reads && !strings.HasPrefix(r.Steps[0].Command, "Get-") {
				t.Errorf("%s changes something before it looks: %s", r.ID, s.Command)
			}
		}
		for _, p := range phrases {
			if p.En == "" || !strings.ContainsFunc(p.Ja, isJapanese) || strings.ContainsFunc(p.En, isJapanese) || strings.HasSuffix(p.En, ".") || strings.HasSuffix(p.Ja, "。") {
				t.Errorf("%s: %+v", r.ID, p)
			}
		}
	}
}

func isJapanese(r rune) bool { return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) }

func idOf(a Answer) string {
	if a.Reply == nil {
		return "unknown"
	}
	return a.Reply.ID
}

func FuzzRecognise(f *testing.F) {
	for _, tc := range seen {
		f.Add(tc.text)
	}
	for _, tc := range pasted {
		f.Add(tc.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := Recognise(text)
		a, b := Recognise(text), got
		if idOf(a) != idOf(b) || a.Enhanced != b.Enhanced || a.Basic != b.Basic {
			t.Errorf("%q is %+v once and %+v then", text, a, b)
		}
		// What goes back to a terminal from the text is digits and dots.
		for _, s := range []string{got.Basic, got.Enhanced, got.Outer} {
			if strings.Trim(s, "0123456789.") != "" {
				t.Errorf("%q gives the code %q", text, s)
			}
		}
		if got.Reply != nil && len(got.Similar) > 0 {
			t.Errorf("%q is known and similar", text)
		}
		// Without a line's end there are no lines to put together: the case of letters says nothing then, nor anywhere else.
		if upper := Recognise(strings.ToUpper(text)); isASCII(text) && !strings.Contains(text, `\`) && idOf(upper) != idOf(got) {
			t.Errorf("%q is %s, and %s in capitals", text, idOf(got), idOf(upper))
		}
	})
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}
