package files

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"

	"github.com/google/go-cmp/cmp"
)

// auditRow makes a row of the audit log's table.
func auditRow(data string) record {
	return record{"creationdate": {text: "x"}, "auditdata": {text: data}}
}

func TestDecodeAudit(t *testing.T) {
	want := inventory.Use{
		Address: "scan@contoso.com", Auth: inventory.AuthBasic, Messages: -1, LegacyTLS: -1, IP: "203.0.113.7", UserAgent: "BAV2ROPC",
		Since: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), Until: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), Last: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC),
	}
	change := func(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(auditOfBasic) }
	for name, data := range map[string]string{
		"as it is":                  auditOfBasic,
		"other case":                change("CreationTime", "creationtime", "UserLoggedIn", "USERLOGGEDIN", "scan@contoso.com", " Scan@Contoso.COM "),
		"fields of a future":        change(`{"CreationTime"`, `{"New":{"deep":[1,null]},"CreationTime"`),
		"nulls":                     change(`"Workload":"AzureActiveDirectory"`, `"DeviceProperties":null,"UserKey":null,"ActorIpAddress":null`),
		"with a zone":               change("2026-11-20T08:00:00", "2026-11-20T17:00:00+09:00"),
		"the actor's address first": change(`"ClientIP":"203.0.113.7"`, `"ActorIpAddress":"203.0.113.7","ClientIP":"192.0.2.1"`),
		"properties in plenty":      change(`[{"Name":"UserAgent"`, `[{"Name":"ResultStatusDetail","Value":"Success"},{"Name":"RequestType","Value":null},{"Name":"useragent"`),
	} {
		for form, r := range map[string]record{"a table": auditRow(data), "JSON": {wholeRecord: {text: data}}} {
			got, err := decodeAudit(r)
			if diff := cmp.Diff(want, got); diff != "" || err != nil {
				t.Errorf("%s, %s: %v\n%s", name, form, err, diff)
			}
		}
	}
	for name, test := range map[string]struct {
		data, want string
		reason     AsideReason
	}{
		"no mark":              {change("BAV2ROPC", "Mozilla/5.0"), "no sign-in that carries the mark of Basic", AsideNoUse},
		"no user agent":        {change("UserAgent", "Other"), "no sign-in that carries the mark of Basic", AsideNoUse},
		"no properties":        {`{"CreationTime":"2026-11-20T08:00:00","Operation":"UserLoggedIn","UserId":"scan@contoso.com"}`, "no sign-in that carries", AsideNoUse},
		"another operation":    {change("UserLoggedIn", "MailItemsAccessed"), "no sign-in that carries", AsideNoUse},
		"a failed sign-in":     {change("UserLoggedIn", "UserLoginFailed"), "the record is a failed sign-in", AsideNoUse},
		"an empty object":      {"{}", "no sign-in that carries", AsideNoUse},
		"no time":              {change(`"CreationTime":"2026-11-20T08:00:00",`, ""), "CreationTime: the time is missing", AsideUnreadable},
		"a time of a locale":   {change("2026-11-20T08:00:00", "11/20/2026 8:00:00 AM"), "CreationTime: the time", AsideUnreadable},
		"a time that is none":  {change("2026-11-20T08:00:00", "0001-01-01T00:00:00"), "CreationTime: the time 0001-01-01T00:00:00Z is none", AsideUnreadable},
		"nobody":               {change("scan@contoso.com", ""), `UserId "" is no account`, AsideUnreadable},
		"an id for a name":     {change("scan@contoso.com", "Not Available"), `UserId "Not Available" is no account`, AsideUnreadable},
		"cut":                  {auditOfBasic[:len(auditOfBasic)-10], "AuditData is no JSON: unexpected end", AsideUnreadable},
		"cut by a spreadsheet": {auditOfBasic[:60], "AuditData is no JSON: unexpected end", AsideUnreadable},
		"a number for a word":  {change(`"scan@contoso.com"`, "5"), "AuditData is no JSON: json: cannot unmarshal number", AsideUnreadable},
		"a list":               {"[]", "AuditData is no JSON", AsideUnreadable},
		"a word":               {"scan", "AuditData is no JSON", AsideUnreadable},
		"empty":                {" ", "AuditData is missing", AsideUnreadable},
	} {
		if got, err := decodeAudit(auditRow(test.data)); err == nil || !strings.Contains(err.Error(), test.want) || got != (inventory.Use{}) {
			t.Errorf("%s: %+v, %v, want %q", name, got, err, test.want)
		}
		// Beside a row that is used, it is counted for its reason and located.
		content := "RecordId,CreationDate,Operation,UserId,AuditData,AssociatedAdminUnits\n1,x,y,z," + quotedCell(auditOfBasic) + ",\n2,x,y,z," + quotedCell(test.data) + ",\n"
		result := scanned(t, AuditLog, []byte(content))
		if len(result.Aside) != 1 || result.Used != 1 || result.Aside[0].Reason != test.reason || result.Aside[0].Rows != 1 || !strings.HasPrefix(result.Aside[0].First, "row 2: ") {
			t.Errorf("%s: %+v, want one row left aside as %s", name, result, test.reason)
		}
	}
}

// TestTheAuditLogsForms: the portal's search, Search-UnifiedAuditLog as CSV and JSON, and the records alone, in a list or in lines.
func TestTheAuditLogsForms(t *testing.T) {
	other := strings.NewReplacer("scan@contoso.com", "print@contoso.com", "T08", "T09").Replace(auditOfBasic)
	object := func(data string) string {
		return `{"PSComputerName":"x","RecordType":15,"CreationDate":"\/Date(1795161600000)\/","UserIds":"x","Operations":"UserLoggedIn","AuditData":` + data + `,"ResultIndex":1}`
	}
	for name, content := range map[string]string{
		"the portal's":          "RecordId,CreationDate,RecordType,Operation,UserId,AuditData\n1,2026-11-20T08:00:00.0000000Z,15,UserLoggedIn,x," + quotedCell(auditOfBasic) + "\n2,x,15,y,z," + quotedCell(other) + "\n",
		"an older portal's":     "CreationDate,UserIds,Operations,AuditData\n11/20/2026 8:00:00 AM,x,UserLoggedIn," + quotedCell(auditOfBasic) + "\nx,y,z," + quotedCell(other) + "\n",
		"PowerShell's table":    "#TYPE Deserialized.Microsoft.Exchange.Data.ApplicationLogic.UnifiedAuditLogEvent\r\n\"RunspaceId\",\"CreationDate\",\"UserIds\",\"AuditData\"\r\n\"r\",\"11/20/2026 8:00:00 AM\",\"x\"," + quotedCell(auditOfBasic) + "\r\n\"r\",\"x\",\"y\"," + quotedCell(other) + "\r\n",
		"PowerShell's JSON":     "[" + object(strconv.Quote(auditOfBasic)) + "," + object(strconv.Quote(other)) + "]",
		"JSON with objects":     "[" + object(auditOfBasic) + "," + object(other) + "]",
		"the records in a list": "[" + auditOfBasic + "," + other + "]",
		"the records in lines":  auditOfBasic + "\n" + other + "\n",
		"semicolons":            "CreationDate;UserIds;Operations;AuditData\nx;y;z;" + quotedCell(auditOfBasic) + "\nx;y;z;" + quotedCell(other) + "\n",
	} {
		format, err := Recognise(strings.NewReader(content))
		if format != AuditLog || err != nil {
			t.Errorf("%s: recognised as %q, %v", name, format, err)
			continue
		}
		got := scanned(t, format, []byte(content))
		if span := fmt.Sprint(got.First.Format(time.RFC3339), " ", got.Last.Format(time.RFC3339)); got.Rows != 2 || got.Used != 2 || span != "2026-11-20T08:00:00Z 2026-11-20T09:00:00Z" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

// TestUsesOfOneAccountAreOne: an account's many sign-ins are one use of each address, from the first to the last.
func TestUsesOfOneAccountAreOne(t *testing.T) {
	content := ""
	for hour, ip := range []string{"203.0.113.7", "203.0.113.8", "203.0.113.7"} {
		content += strings.NewReplacer("T08", fmt.Sprintf("T%02d", 10-hour), "203.0.113.7", ip).Replace(auditOfBasic) + "\n"
	}
	ws := t.TempDir()
	importSnapshot(t, ws, part{"audit.jsonl", AuditLog, content})
	var got []string
	for _, u := range mustLoad(t, ws).Uses {
		got = append(got, fmt.Sprint(u.Address, " ", u.IP, " ", u.Since.Format("15"), " ", u.Until.Format("15"), " ", u.Last.Format("15"), " ", u.Source == inventory.SourceAuditLog))
	}
	if diff := cmp.Diff([]string{"scan@contoso.com 203.0.113.7 08 10 10 true", "scan@contoso.com 203.0.113.8 09 09 09 true"}, got); diff != "" {
		t.Error(diff)
	}
}

// FuzzDecodeAudit: a use of somebody at a time, or an error and none; as a cell and as a record of its own it is the same.
func FuzzDecodeAudit(f *testing.F) {
	for _, seed := range []string{auditOfBasic, "{}", "[]", `{"ExtendedProperties":[{"Name":"UserAgent","Value":"BAV2ROPC"}],"Operation":"UserLoggedIn","UserId":"@","CreationTime":"2026-11-20"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		got, err := decodeAudit(auditRow(data))
		if err != nil && got != (inventory.Use{}) || err == nil && (!strings.Contains(got.Address, "@") || got.Last.IsZero() || got.Since.After(got.Until) || got.Auth != inventory.AuthBasic) {
			t.Fatalf("%+v, %v", got, err)
		}
		if own, ownErr := decodeAudit(record{wholeRecord: {text: data}}); own != got || (ownErr == nil) != (err == nil) {
			t.Fatalf("%+v, %v, and as a record %+v, %v", got, err, own, ownErr)
		}
	})
}
