package files

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"unbasic/inventory"

	"github.com/google/go-cmp/cmp"
)

// rec makes a record of "Name=value" pairs; "Name=null" is null, "Name=[a|b]" a list.
func rec(pairs ...string) record {
	r := record{}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		c := cell{text: value}
		if list, ok := strings.CutPrefix(value, "["); ok && strings.HasSuffix(list, "]") {
			c = cell{list: []string{}}
			if list = strings.TrimSuffix(list, "]"); list != "" {
				c.list = strings.Split(list, "|")
			}
		}
		if value == "null" {
			c = cell{null: true}
		}
		r[nameOf(name)] = c
	}
	return r
}

func truth(b bool) *bool { return &b }

func utcDay(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05", s)
	if err != nil {
		t, err = time.Parse("2006-01-02", s)
	}
	if err != nil {
		panic(err)
	}
	return t
}

func TestExchangeTableFormats(t *testing.T) {
	for header, want := range map[string]Format{
		// Exchange, as selected and as cmdlets give them whole
		"SmtpClientAuthenticationDisabled,AllowLegacyTLSClients": TransportConfigTable,
		"SmtpClientAuthenticationDisabled":                       TransportConfigTable,
		"AdminDisplayName,AllowLegacyTLSClients,ExternalPostmasterAddress,SmtpClientAuthenticationDisabled,Name,Identity,Guid": TransportConfigTable,
		"ExternalDirectoryObjectId,PrimarySmtpAddress,DisplayName,SmtpClientAuthenticationDisabled,PopEnabled,ImapEnabled":     MailboxTable,
		"Name,SmtpClientAuthenticationDisabled": MailboxTable,
		"ActiveSyncEnabled,DisplayName,EmailAddresses,Guid,Identity,ImapEnabled,Name,OWAEnabled,PopEnabled,PrimarySmtpAddress":               MailboxTable,
		"ExternalDirectoryObjectId,UserPrincipalName,Alias,DisplayName,EmailAddresses,PrimarySmtpAddress,RecipientType,RecipientTypeDetails": MailboxTable,
		"ExternalDirectoryObjectId,UserPrincipalName,AuthenticationPolicy":                                                                   MailboxTable,
		"Name,AllowBasicAuthActiveSync,AllowBasicAuthImap,AllowBasicAuthSmtp,Identity,Guid":                                                  AuthPolicyTable,
		"Name,AllowBasicAuthImap,AllowBasicAuthPop":                                                                                          AuthPolicyTable,
		"DefaultAuthenticationPolicy,RejectDirectSend,EwsEnabled":                                                                            OrganizationConfigTable,
		"RejectDirectSend": OrganizationConfigTable,
		"Name,Enabled,ConnectorType,SenderIPAddresses,SenderDomains,TlsSenderCertificateName": ConnectorTable,
		// usage reports, as documented
		"Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Mail For Mac,Outlook For Mac,Outlook For Windows,Outlook For Mobile,Other For Mobile,Outlook For Web,POP3 App,IMAP4 App,SMTP App,Report Period": EmailAppUsageCSV,
		"reportRefreshDate,userPrincipalName,displayName,smtpApp": EmailAppUsageCSV,
		"Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,Last Activity Date,Item Count,Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),Prohibit Send/Receive Quota (Byte),Deleted Item Count,Deleted Item Size (Byte),Report Period": MailboxUsageCSV,
		"Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Assigned Products,Report Period":                                                                                                                            EmailActivityCSV,
		"Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Has Exchange License,Has OneDrive License,Exchange Last Activity Date,Assigned Products":                                                                                                                           ActiveUserTable,
		// the admin centre
		"Display name,DirSyncEnabled,User principal name,Object Id,First name,Last name,When created,Soft deletion time stamp,Title,Department,Block credential,Licenses,Proxy addresses": AdminUserTable,
		"表示名,ユーザー プリンシパル名,オブジェクト ID,ライセンス,資格情報のブロック":                                                                                                                                      AdminUserTable,
		"Product Title,Total Licenses,Expired Licenses,Assigned licenses,Status message":                                                                                                  LicenceTable,
		"製品名,合計ライセンス,割り当て済みライセンス":                                                                                                                                                         LicenceTable,
		"SkuId,SkuPartNumber,ConsumedUnits,PrepaidUnits,CapabilityStatus":                                                                                                                 LicenceTable,
		// message traces
		"Organization,MessageId,Received,SenderAddress,RecipientAddress,Subject,Status,ToIP,FromIP,Size,MessageTraceId":                                                                   MessageTraceTable,
		"id,messageId,senderAddress,recipientAddress,subject,status,fromIP,toIP,size,receivedDateTime":                                                                                    MessageTraceTable,
		"origin_timestamp_utc,sender_address,recipient_status,message_subject,total_bytes,message_id,network_message_id,original_client_ip,directionality,connector_id,delivery_priority": MessageTraceTable,
		"date_time_utc,client_ip,client_hostname,server_ip,source,event_id,message_id,network_message_id,recipient_address,sender_address,directionality":                                 MessageTraceTable,
		"Date,Sender,Recipient,Subject,Status": MessageTraceTable,
		// SMTP AUTH
		"Sender address,Domain,TLS 1.0,TLS 1.1,TLS 1.2,Messages sent":                                                SMTPReportTable,
		"Sender address,Domain,Authentication Protocol,TLS 1.0 (%),TLS 1.1 (%),TLS 1.2 (%),Messages sent":            SMTPReportTable,
		"Sender Address,TLS1.0%,TLS1.1%,TLS1.2%,Message count":                                                       SMTPReportTable,
		"date,senderName,senderDomain,authMethod,original_client_ip,tls_version,tls_cipher,message_count,message_id": SMTPReportTable,
		"送信者のアドレス,ドメイン,認証プロトコル,TLS 1.0,TLS 1.1,TLS 1.2,送信されたメッセージ":                                                   SMTPReportTable,
		// others
		"Date (UTC),Request ID,User ID,User,Username,User type,Authentication protocol,Application,IP address,Status,Client app,Home tenant name": "",
		"CreatedDateTime,UserPrincipalName,ClientAppUsed,AuthenticationProtocol,ResultType":                                                       "",
		"Request ID,Authentication method,Authentication method detail,Succeeded,Result detail":                                                   "",
		"Report Refresh Date,User Principal Name,Last Activity Date,Report Period":                                                                "",
		"Name,ConnectorType,RecipientDomains,SmartHosts,TlsDomain,UseMXRecord":                                                                    "",
		"User,Domain,Role":         "",
		"Sender,Recipient,Subject": "",
		"id,userPrincipalName,displayName,accountEnabled,assignedPlans": "",
		"": "",
	} {
		var names []string
		for _, name := range strings.Split(header, ",") {
			names = append(names, nameOf(name))
		}
		got, ok := tableFormat(names)
		if got != want || ok != (want != "") {
			t.Errorf("%s: got %q, want %q", header, got, want)
		}
	}
	wide := strings.Split("ユーザー,ドメイン,認証プロトコル"+strings.Repeat(",x", widestReport), ",")
	if got, ok := tableFormat(wide); ok {
		t.Errorf("a wide table that has the words is taken for %q", got)
	}
}

func TestExchangeMailboxSettings(t *testing.T) {
	const guid = "0b1c2d3e-0000-4000-8000-000000000001"
	for name, test := range map[string]struct {
		record record
		want   inventory.MailboxSetting
	}{
		"CAS, the cell is empty": {
			rec("ExternalDirectoryObjectId="+strings.ToUpper(guid), "PrimarySmtpAddress=Scan@Contoso.com", "DisplayName=Scan", "SmtpClientAuthenticationDisabled="),
			inventory.MailboxSetting{UserID: guid, Address: "scan@contoso.com", DisplayName: "Scan", SMTP: inventory.SwitchInherit, Type: inventory.MailboxUnknown},
		},
		"CAS, null": {
			rec("PrimarySmtpAddress=a@b", "SmtpClientAuthenticationDisabled=null"),
			inventory.MailboxSetting{Address: "a@b", SMTP: inventory.SwitchInherit, Type: inventory.MailboxUnknown},
		},
		"CAS, no such column": {
			rec("PrimarySmtpAddress=a@b", "PopEnabled=True"),
			inventory.MailboxSetting{Address: "a@b", SMTP: inventory.SwitchUnknown, Type: inventory.MailboxUnknown},
		},
		"CAS, off": {
			rec("PrimarySmtpAddress=a@b", "SmtpClientAuthenticationDisabled=True"),
			inventory.MailboxSetting{Address: "a@b", SMTP: inventory.SwitchDisabled, Type: inventory.MailboxUnknown},
		},
		"CAS, on, as JSON has it": {
			rec("PrimarySmtpAddress=a@b", "SmtpClientAuthenticationDisabled=false"),
			inventory.MailboxSetting{Address: "a@b", SMTP: inventory.SwitchEnabled, Type: inventory.MailboxUnknown},
		},
		"the type as a number, a secondary address first": {
			rec("EmailAddresses=[smtp:x@b|SIP:y@b|SMTP:A@b]", "RecipientTypeDetails=4"),
			inventory.MailboxSetting{Address: "a@b", SMTP: inventory.SwitchUnknown, Type: inventory.MailboxShared},
		},
		"addresses joined to a text": {
			rec("EmailAddresses=smtp:x@b SMTP:a@b", "RecipientTypeDetails=RoomMailbox"),
			inventory.MailboxSetting{Address: "a@b", SMTP: inventory.SwitchUnknown, Type: inventory.MailboxRoom},
		},
		"a user with a policy by its distinguished name": {
			rec("UserPrincipalName=A@b", "WindowsEmailAddress=", "RecipientTypeDetails=UserMailbox",
				`AuthenticationPolicy=CN=Block\, Basic,CN=Auth Policies,CN=Configuration,DC=x`),
			inventory.MailboxSetting{Address: "a@b", SMTP: inventory.SwitchUnknown, Type: inventory.MailboxUser, AuthPolicy: "Block, Basic", PolicyRead: true},
		},
		"a policy behind the tenant's name": {
			rec("UserPrincipalName=u@b", "WindowsEmailAddress=w@b", `AuthenticationPolicy=contoso.onmicrosoft.com\Block Basic`),
			inventory.MailboxSetting{Address: "w@b", SMTP: inventory.SwitchUnknown, Type: inventory.MailboxUnknown, AuthPolicy: "Block Basic", PolicyRead: true},
		},
		"no policy is not policies unread": {
			rec("UserPrincipalName=u@b", "AuthenticationPolicy=", "RecipientTypeDetails=User"),
			inventory.MailboxSetting{Address: "u@b", SMTP: inventory.SwitchUnknown, Type: inventory.MailboxNone, PolicyRead: true},
		},
		"an id alone": {
			rec("ExternalDirectoryObjectId=" + guid),
			inventory.MailboxSetting{UserID: guid, SMTP: inventory.SwitchUnknown, Type: inventory.MailboxUnknown},
		},
		"an identity that is an address": {
			rec("Identity=A@b", "SmtpClientAuthenticationDisabled=False"),
			inventory.MailboxSetting{Address: "a@b", SMTP: inventory.SwitchEnabled, Type: inventory.MailboxUnknown},
		},
	} {
		got, err := decodeMailboxSetting(test.record)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
	for problem, r := range map[string]record{
		"neither ExternalDirectoryObjectId nor an address": rec("Name=Scan", "SmtpClientAuthenticationDisabled=True", "EmailAddresses=[smtp:x@b]"),
		`smtpclientauthenticationdisabled "Maybe"`:         rec("PrimarySmtpAddress=a@b", "SmtpClientAuthenticationDisabled=Maybe"),
		"smtpclientauthenticationdisabled is a list":       rec("PrimarySmtpAddress=a@b", "SmtpClientAuthenticationDisabled=[True]"),
	} {
		if _, err := decodeMailboxSetting(r); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("got %v, want %s", err, problem)
		}
	}
}

func TestExchangeMailboxTypes(t *testing.T) {
	for details, want := range map[string]inventory.Mailbox{
		"UserMailbox": inventory.MailboxUser, "LinkedMailbox": inventory.MailboxUser, "1": inventory.MailboxUser, "8": inventory.MailboxUser,
		"sharedmailbox": inventory.MailboxShared, "LinkedRoomMailbox": inventory.MailboxRoom, "16": inventory.MailboxRoom,
		"EquipmentMailbox": inventory.MailboxEquipment, "32": inventory.MailboxEquipment, "MailUser": inventory.MailboxNone, "GuestMailUser": inventory.MailboxNone,
		"DiscoveryMailbox": inventory.MailboxUnknown, "GroupMailbox": inventory.MailboxUnknown, "": inventory.MailboxUnknown, "3": inventory.MailboxUnknown,
	} {
		if got := mailboxType(details); got != want {
			t.Errorf("%q: got %s, want %s", details, got, want)
		}
	}
}

func TestExchangeOrganisationSettings(t *testing.T) {
	empty, name := "", "Block Basic"
	for title, test := range map[string]struct {
		transport, organisation record
		want                    inventory.ExchangeSettings
	}{
		"both": {rec("SmtpClientAuthenticationDisabled=True", "AllowLegacyTLSClients=False"), rec("DefaultAuthenticationPolicy=Block Basic", "RejectDirectSend=True"),
			inventory.ExchangeSettings{SMTPDisabled: truth(true), LegacyTLS: truth(false), DefaultPolicy: &name, RejectDirectSend: truth(true)}},
		"missing columns": {rec("SmtpClientAuthenticationDisabled=False"), rec("RejectDirectSend=False"),
			inventory.ExchangeSettings{SMTPDisabled: truth(false), RejectDirectSend: truth(false)}},
		"nulls": {rec("SmtpClientAuthenticationDisabled=null", "AllowLegacyTLSClients=true"), rec("DefaultAuthenticationPolicy=null", "RejectDirectSend=null"),
			inventory.ExchangeSettings{LegacyTLS: truth(true), DefaultPolicy: &empty}},
	} {
		var got inventory.ExchangeSettings
		if err := errors.Join(decodeTransport(test.transport, &got), decodeOrganization(test.organisation, &got)); err != nil {
			t.Errorf("%s: %v", title, err)
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s:\n%s", title, diff)
		}
	}
	var s inventory.ExchangeSettings
	for _, err := range []error{
		decodeTransport(rec("SmtpClientAuthenticationDisabled=", "AllowLegacyTLSClients="), &s), decodeTransport(rec("AllowLegacyTLSClients=perhaps"), &s),
		decodeTransport(rec("SmtpClientAuthenticationDisabled=2"), &s), decodeOrganization(rec("RejectDirectSend=perhaps"), &s),
	} {
		if err == nil {
			t.Error("no error")
		}
	}
	if diff := cmp.Diff(inventory.ExchangeSettings{}, s); diff != "" {
		t.Errorf("an error leaves something behind:\n%s", diff)
	}
}

func TestExchangePolicies(t *testing.T) {
	for title, test := range map[string]struct {
		record record
		want   inventory.AuthPolicy
	}{
		"blocks":     {rec("Name=Block Basic", "AllowBasicAuthSmtp=False"), inventory.AuthPolicy{Name: "Block Basic", AllowBasicSMTP: truth(false)}},
		"allows":     {rec(`Identity=contoso.onmicrosoft.com\Legacy`, "AllowBasicAuthSmtp=true"), inventory.AuthPolicy{Name: "Legacy", AllowBasicSMTP: truth(true)}},
		"no column":  {rec("Name=P", "AllowBasicAuthImap=False"), inventory.AuthPolicy{Name: "P"}},
		"empty cell": {rec("Name=P", "AllowBasicAuthSmtp="), inventory.AuthPolicy{Name: "P"}},
	} {
		got, err := decodeAuthPolicy(test.record)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", title, err, diff)
		}
	}
	for _, r := range []record{rec("AllowBasicAuthSmtp=True"), rec("Name=P", "AllowBasicAuthSmtp=x")} {
		if _, err := decodeAuthPolicy(r); err == nil {
			t.Errorf("%v: no error", r)
		}
	}
}

func TestExchangeConnectors(t *testing.T) {
	for title, test := range map[string]struct {
		record record
		want   inventory.Connector
	}{
		"lists": {
			rec("Name=C", "Enabled=true", "ConnectorType=Partner", "SenderIPAddresses=[192.0.2.1|2001:db8::/64]", "SenderDomains=[smtp:*;1|SMTP:contoso.com;10]",
				"TlsSenderCertificateName=*.contoso.com", "RequireTls=true"),
			inventory.Connector{Name: "C", Enabled: truth(true), Type: "Partner", SenderIPs: []string{"192.0.2.1", "2001:db8::/64"},
				SenderDomains: []string{"*", "contoso.com"}, Certificate: "*.contoso.com", RequireTLS: truth(true)},
		},
		"joined lists": {
			rec("Name=C", "SenderIPAddresses={192.0.2.1, 192.0.2.2}", "SenderDomains=contoso.com"),
			inventory.Connector{Name: "C", SenderIPs: []string{"192.0.2.1", "192.0.2.2"}, SenderDomains: []string{"contoso.com"}},
		},
		"lists that were not written": {
			rec("Name=C", "ConnectorType=onpremises", "SenderIPAddresses=System.Object[]", "SenderDomains=Microsoft.Exchange.Data.MultiValuedProperty`1[AddressSpace]"),
			inventory.Connector{Name: "C", Type: "OnPremises"},
		},
		"empty lists": {
			rec("Name=C", "SenderIPAddresses=", "SenderDomains=null"),
			inventory.Connector{Name: "C", SenderIPs: []string{}, SenderDomains: []string{}},
		},
		"a type by its number": {rec("Name=C", "ConnectorType=1"), inventory.Connector{Name: "C"}},
	} {
		got, err := decodeConnector(test.record)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", title, err, diff)
		}
	}
	for _, r := range []record{rec("Enabled=True"), rec("Name=C", "ConnectorType=Cloud"), rec("Name=C", "Enabled=x"), rec("Name=C", "RequireTls=x")} {
		if _, err := decodeConnector(r); err == nil {
			t.Errorf("%v: no error", r)
		}
	}
}

func TestExchangeSMTPReport(t *testing.T) {
	use := func(address string, auth inventory.Auth, messages int, legacy float64) inventory.Use {
		return inventory.Use{Address: address, Auth: auth, Messages: messages, LegacyTLS: legacy}
	}
	mailed := use("erp@contoso.com", inventory.AuthBasic, 3, 100)
	mailed.IP, mailed.Last = "203.0.113.9", utcDay("2026-11-20")
	dated := use("a@b.c", inventory.AuthUnknown, 1, 0)
	dated.Since, dated.Until, dated.Last = utcDay("2026-08-01"), utcDay("2026-10-31"), utcDay("2026-10-30")
	none := use("a@b.c", inventory.AuthUnknown, 0, 0)
	none.Denied = true
	for title, test := range map[string]struct {
		record record
		want   inventory.Use
	}{
		"as documented, before there was a protocol": {
			rec("Sender address=Scan@contoso.com", "Domain=contoso.com", "TLS 1.0=12.5", "TLS 1.1=0", "TLS 1.2=87.5", "Messages sent=1,234"),
			use("scan@contoso.com", inventory.AuthUnknown, 1234, 12.5),
		},
		"with a protocol": {
			rec("Sender address=scan@contoso.com", "Domain=contoso.com", "Authentication Protocol=BasicAuth", "TLS 1.0=0%", "TLS 1.1=0,5 %", "TLS 1.2=99,5%", "Messages sent=12"),
			use("scan@contoso.com", inventory.AuthBasic, 12, 0.5),
		},
		"the older report, with counts behind the shares": {
			rec("Sender Address=a@b.c", "TLS1.0%=10% (3)", "TLS1.1%=0% (0)", "TLS1.2%=90% (27)", "Message count=30"), use("a@b.c", inventory.AuthUnknown, 30, 10),
		},
		"the mailed report": {
			rec("date=2026-11-20", "senderName=ERP", "senderDomain=Contoso.com", "authMethod=LOGIN", "original_client_ip=203.0.113.9", "tls_version=TLS1_0",
				"tls_cipher=TLS_RSA", "message_count=3", "message_id=<x@y>"), mailed,
		},
		"in Japanese": {
			rec("送信者のアドレス=a@b.c", "ドメイン=b.c", "認証プロトコル=基本認証", "TLS 1.0=0", "TLS 1.1=0", "TLS 1.2=100", "送信されたメッセージ=5"),
			use("a@b.c", inventory.AuthBasic, 5, 0),
		},
		"no messages": {rec("Sender address=a@b.c", "TLS 1.0=0", "Domain=b.c", "Messages sent=0"), none},
		"empty cells": {rec("Sender address=a@b.c", "Domain=", "Auth=", "TLS 1.0=", "Messages sent="), use("a@b.c", inventory.AuthUnknown, -1, -1)},
		"dates": {
			rec("Mailbox=a@b.c", "TLS 1.0=0", "Message count=1", "Start date=2026-08-01", "End date=2026/10/31", "Last date=10/30/2026"), dated,
		},
		"a column without a name": {rec("=Basic", "Sender address=a@b.c", "TLS 1.2=100", "Messages=1"), use("a@b.c", inventory.AuthUnknown, 1, -1)},
	} {
		got, err := decodeSMTPReport(test.record)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", title, err, diff)
		}
	}
	for problem, r := range map[string]record{
		"columns of a report":             rec("Sender address=a@b.c", "Messages sent=1"),
		`sender address "Scan"`:           rec("Sender address=Scan", "Domain=contoso", "TLS 1.0=0", "Messages sent=1"),
		`messages sent "many"`:            rec("Sender address=a@b.c", "TLS 1.0=0", "Messages sent=many"),
		`tls 1.0 "120"`:                   rec("Sender address=a@b.c", "TLS 1.0=120", "Messages sent=200"),
		"tls 1.0 and tls 1.1 make up 140": rec("Sender address=a@b.c", "TLS 1.0=70", "TLS 1.1=70", "Messages sent=200"),
		`tls 1.0 "NaN"`:                   rec("Sender address=a@b.c", "TLS 1.0=NaN", "Messages sent=200"),
		`last date "soon"`:                rec("Sender address=a@b.c", "TLS 1.0=0", "Messages sent=1", "Last date=soon"),
	} {
		if _, err := decodeSMTPReport(r); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("got %v, want %s", err, problem)
		}
	}
}

func TestExchangeAuthWords(t *testing.T) {
	for word, want := range map[string]inventory.Auth{
		"Basic": inventory.AuthBasic, "BasicAuth": inventory.AuthBasic, "Basic auth": inventory.AuthBasic, "LOGIN": inventory.AuthBasic, "基本認証": inventory.AuthBasic,
		"OAuth": inventory.AuthOAuth, "XOAUTH2": inventory.AuthOAuth, "Modern": inventory.AuthOAuth, "先進認証": inventory.AuthOAuth,
		"Basic, OAuth": inventory.AuthMixed, "OAuth;BasicAuth": inventory.AuthMixed, "Mixed": inventory.AuthMixed,
		"": inventory.AuthUnknown, "N/A": inventory.AuthUnknown, "Kerberos": inventory.AuthUnknown,
	} {
		if got := authOf(cell{text: word}); got != want {
			t.Errorf("%q: got %s, want %s", word, got, want)
		}
	}
	if got := authOf(cell{list: []string{"Basic", "OAuth"}}); got != inventory.AuthMixed {
		t.Errorf("a list: got %s", got)
	}
}

func TestExchangeTLSVersions(t *testing.T) {
	c := smtpColumns{version: "tls_version"}
	for version, want := range map[string]float64{
		"TLS1_0": 100, "TLS 1.0": 100, "TLSv1": 100, "TLS1_1": 100, "TLS10": 100, "SP_PROT_TLS1_0_SERVER": 100, "SP_PROT_TLS1_SERVER": 100, "SSL3": 100,
		"TLS1_2": 0, "TLS 1.3": 0, "TLSv1.2": 0, "TLS12": 0, "SP_PROT_TLS1_2_SERVER": 0, "": -1, "none": -1,
	} {
		if got, err := legacyShare(rec("tls_version="+version), c); got != want || err != nil {
			t.Errorf("%q: got %g, want %g; %v", version, got, want, err)
		}
	}
}

func TestExchangeEmailAppUsage(t *testing.T) {
	row := func(app string) record {
		return rec("Report Refresh Date=2026-11-20", "User Principal Name=Scan@contoso.com", "Display Name=Scan", "Is Deleted=False", "Deleted Date=",
			"Last Activity Date=2026-11-18", "SMTP App="+app, "Report Period=180")
	}
	want := inventory.Use{
		Address: "scan@contoso.com", DisplayName: "Scan", Auth: inventory.AuthUnknown, Messages: -1, LegacyTLS: -1,
		Since: utcDay("2026-05-25"), Until: utcDay("2026-11-20"),
	}
	for app, used := range map[string]bool{
		"Yes": true, "True": true, "1": true, "Undetermined": true, "[Undetermined]": true, "2026-11-18": true,
		"": false, "No": false, "False": false, "0": false, "[]": false, "null": false,
	} {
		want.Denied, want.Last = !used, time.Time{}
		if used {
			want.Last = utcDay("2026-11-18")
		}
		got, err := decodeEmailAppUsage(row(app))
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", app, err, diff)
		}
	}
	text := row("x")
	text["smtp app"] = cell{text: "[]"} // a list that a table wrote as JSON
	if got, err := decodeEmailAppUsage(text); !got.Denied || err != nil {
		t.Errorf("an empty list as text: %+v, %v", got, err)
	}
	bare, err := decodeEmailAppUsage(rec("userPrincipalName=a@b", "smtpApp=[x]"))
	if diff := cmp.Diff(inventory.Use{Address: "a@b", Auth: inventory.AuthUnknown, Messages: -1, LegacyTLS: -1}, bare); diff != "" || err != nil {
		t.Errorf("without dates: %v\n%s", err, diff)
	}
	for problem, r := range map[string]record{
		"User Principal Name is empty":            rec("User Principal Name=", "SMTP App=Yes"),
		"SMTP App is missing":                     rec("User Principal Name=a@b"),
		`report refresh date "yesterday"`:         rec("User Principal Name=a@b", "SMTP App=Yes", "Report Refresh Date=yesterday"),
		`Report Period "long" is no number`:       rec("User Principal Name=a@b", "SMTP App=Yes", "Report Refresh Date=2026-11-20", "Report Period=long"),
		`last activity date "yesterday" is no da`: rec("User Principal Name=a@b", "SMTP App=Yes", "Last Activity Date=yesterday"),
	} {
		if _, err := decodeEmailAppUsage(r); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("got %v, want %s", err, problem)
		}
	}
}

func TestExchangeConcealedNames(t *testing.T) {
	r := rec("User Principal Name=0123456789ABCDEF0123456789ABCDEF", "SMTP App=Yes", "Send Count=1")
	_, app := decodeEmailAppUsage(r)
	_, usage := decodeMailboxUsage(r)
	_, activity := decodeEmailActivity(r)
	_, active := decodeActiveUsers(r)
	for i, err := range []error{app, usage, activity, active} {
		if !errors.Is(err, errConcealed) || !strings.Contains(fmt.Sprint(err), "Org settings") {
			t.Errorf("report %d: %v", i, err)
		}
	}
	if _, err := reportAddress(rec("User Principal Name=")); err == nil || errors.Is(err, errConcealed) {
		t.Errorf("an empty name: %v", err)
	}
}

func TestExchangeOtherUsageReports(t *testing.T) {
	for kind, want := range map[string]inventory.Mailbox{
		"Shared": inventory.MailboxShared, "User": inventory.MailboxUser, "Room": inventory.MailboxRoom, "SharedMailbox": inventory.MailboxShared,
		"": inventory.MailboxUnknown, "MailUser": inventory.MailboxUnknown, "Group": inventory.MailboxUnknown,
	} {
		got, err := decodeMailboxUsage(rec("User Principal Name=A@b", "Display Name=D", "Recipient Type="+kind))
		wanted := inventory.MailboxSetting{Address: "a@b", DisplayName: "D", SMTP: inventory.SwitchUnknown, Type: want}
		if diff := cmp.Diff(wanted, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", kind, err, diff)
		}
	}
	for count, want := range map[string]int{"12": 12, "1,200": 1200, "": 0} {
		got, err := decodeEmailActivity(rec("User Principal Name=A@b", "Send Count="+count))
		if diff := cmp.Diff(inventory.MessageCount{Address: "a@b", Messages: want}, got); diff != "" || err != nil {
			t.Errorf("%q: %v\n%s", count, err, diff)
		}
	}
	if _, err := decodeEmailActivity(rec("User Principal Name=A@b", "Send Count=-1")); err == nil {
		t.Error("a negative count is none")
	}
	got, err := decodeActiveUsers(rec("User Principal Name=A@b", "Display Name=D", "Has Exchange License=True", "Is Deleted=False"))
	if diff := cmp.Diff(activeUser{address: "a@b", displayName: "D", exchange: truth(true)}, got, cmp.AllowUnexported(activeUser{})); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
	if got, err := decodeActiveUsers(rec("User Principal Name=A@b", "Is Deleted=True")); got.exchange != nil || !got.deleted || err != nil {
		t.Errorf("%+v, %v", got, err)
	}
}

func TestExchangeAdminUsers(t *testing.T) {
	for title, test := range map[string]struct {
		record   record
		want     inventory.User
		licences []string
	}{
		"everything": {
			rec("Display name=見本 太郎", "User principal name=Taro@contoso.com", "Object Id=96CA293C-29DD-4668-A763-EE407BD935D7", "First name=太郎", "Last name=見本",
				"Title=係長", "Department=総務", "Block credential=FALSE", "Licenses=Microsoft 365 Business Standard+Microsoft Power Automate Free"),
			inventory.User{ID: "96ca293c-29dd-4668-a763-ee407bd935d7", UPN: "Taro@contoso.com", DisplayName: "見本 太郎", GivenName: "太郎", Surname: "見本",
				JobTitle: "係長", Department: "総務", AccountEnabled: truth(true)},
			[]string{"Microsoft 365 Business Standard", "Microsoft Power Automate Free"},
		},
		"blocked and unlicensed": {
			rec("User principal name=a@b", "Block credential=True", "Licenses=Unlicensed"),
			inventory.User{UPN: "a@b", AccountEnabled: truth(false), PlansRead: true}, []string{},
		},
		"an empty cell says nothing of licences": {
			rec("User principal name=a@b", "Block credential=", "Licenses="), inventory.User{UPN: "a@b"}, nil,
		},
		"licences in the column of details": {
			rec("User principal name=a@b", "Licenses=", "License assignment details=Office 365 E3"), inventory.User{UPN: "a@b"}, []string{"Office 365 E3"},
		},
		"a guest": {
			rec("User principal name=x_fabrikam.com#EXT#@contoso.onmicrosoft.com", "Licenses=Unlicensed"),
			inventory.User{UPN: "x_fabrikam.com#EXT#@contoso.onmicrosoft.com", UserType: "Guest", PlansRead: true}, []string{},
		},
		"in Japanese": {
			rec("表示名=複合機", "ユーザー プリンシパル名=scan@contoso.com", "オブジェクト ID=ID", "名=", "姓=", "部署=総務", "役職=", "資格情報のブロック=はい", "ライセンス=ライセンスなし"),
			inventory.User{ID: "id", UPN: "scan@contoso.com", DisplayName: "複合機", Department: "総務", AccountEnabled: truth(false), PlansRead: true}, []string{},
		},
	} {
		got, licences, err := decodeAdminUser(test.record)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", title, err, diff)
		}
		if diff := cmp.Diff(test.licences, licences); diff != "" {
			t.Errorf("%s: licences\n%s", title, diff)
		}
	}
	for _, r := range []record{rec("Display name=x"), rec("User principal name=a@b", "Block credential=perhaps")} {
		if _, _, err := decodeAdminUser(r); err == nil {
			t.Errorf("%v: no error", r)
		}
	}
	if softDeleted(rec("Soft deletion time stamp=")) || !softDeleted(rec("Soft deletion time stamp=2026-11-01 00:00:00Z")) {
		t.Error("deleted users are not told from others")
	}
}

func TestExchangeLicences(t *testing.T) {
	for title, test := range map[string]struct {
		record record
		want   inventory.SKU
	}{
		"the admin centre": {
			rec("Product Title=Microsoft 365 E3", "Total Licenses=1,000", "Expired Licenses=0", "Assigned licenses=7", "Status message="),
			inventory.SKU{PartNumber: "Microsoft 365 E3", Enabled: 1000, Consumed: 7},
		},
		"in Japanese": {rec("製品名=Office 365 E3", "合計ライセンス=10", "割り当て済みライセンス=7"), inventory.SKU{PartNumber: "Office 365 E3", Enabled: 10, Consumed: 7}},
		"PowerShell, seats in a nested object": {
			rec("SkuId=ABC", "SkuPartNumber=SPE_E3", "CapabilityStatus=Enabled", "ConsumedUnits=24", "PrepaidUnits=@{Enabled=25; LockedOut=0; Suspended=1}"),
			inventory.SKU{ID: "abc", PartNumber: "SPE_E3", CapabilityStatus: "Enabled", Enabled: 25, Consumed: 24},
		},
		"PowerShell, the nested object expanded": {
			rec("SkuId=ABC", "SkuPartNumber=SPE_E3", "ConsumedUnits=24", "Enabled=25"), inventory.SKU{ID: "abc", PartNumber: "SPE_E3", Enabled: 25, Consumed: 24},
		},
		"PowerShell, the nested object not written": {
			rec("SkuPartNumber=SPE_E3", "ConsumedUnits=24", "PrepaidUnits=Microsoft.Graph.PowerShell.Models.MicrosoftGraphLicenseUnitsDetail"),
			inventory.SKU{PartNumber: "SPE_E3", Consumed: 24},
		},
	} {
		got, err := decodeLicenceTable(test.record)
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", title, err, diff)
		}
	}
	for problem, r := range map[string]record{
		"neither an id nor a name":                rec("Total Licenses=1"),
		`total licences of "X": "some"`:           rec("Product Title=X", "Total Licenses=some"),
		`assigned licences of "X": "-1" is no co`: rec("Product Title=X", "Assigned licenses=-1"),
	} {
		if _, err := decodeLicenceTable(r); err == nil || !strings.Contains(err.Error(), problem) {
			t.Errorf("got %v, want %s", err, problem)
		}
	}
}

func TestExchangeMessageTraces(t *testing.T) {
	at := utcDay("2026-11-20 10:41:43")
	row := func(id, address, ip string, messages int, at time.Time) traceRow {
		return traceRow{id, inventory.MessageCount{Address: address, IP: ip, Messages: messages, First: at, Last: at}}
	}
	extended := func(source, event, direction string) record {
		return rec("date_time_utc=2026-11-20T10:41:43.0Z", "client_ip=203.0.113.9", "source="+source, "event_id="+event, "message_id=<M@x>", "network_message_id=N-1",
			"sender_address=A@b.c", "directionality="+direction)
	}
	for title, test := range map[string]struct {
		record record
		want   traceRow
	}{
		"the cmdlet": {
			rec("Received=11/20/2026 10:41:43 AM", "SenderAddress=A@b.c", "RecipientAddress=x@y.z", "Subject=s", "Status=Delivered", "FromIP=203.0.113.9",
				"MessageId=<M@x>", "MessageTraceId=N-1"), row("n-1", "a@b.c", "203.0.113.9", 1, at),
		},
		"Graph": {
			rec("id=N-1", "messageId=<M@x>", "senderAddress=a@b.c", "fromIP=203.0.113.9", "receivedDateTime=2026-11-20T19:41:43+09:00"),
			row("m@x", "a@b.c", "203.0.113.9", 1, at),
		},
		"ConvertTo-Json of Windows PowerShell": {
			rec("Received=/Date(1795171303000)/", "SenderAddress=a@b.c", "MessageTraceId=N-1"), row("n-1", "a@b.c", "", 1, time.UnixMilli(1795171303000).UTC()),
		},
		"enhanced, outbound": {
			rec("origin_timestamp_utc=2026-11-20T10:41:43.0000000Z", "sender_address=a@b.c", "message_id=<M@x>", "original_client_ip=203.0.113.9", "directionality=2"),
			row("m@x", "a@b.c", "203.0.113.9", 1, at),
		},
		"enhanced, inbound": {
			rec("origin_timestamp=2026-11-20 10:41:43", "sender_address=a@b.c", "message_id=<M@x>", "original_client_ip=203.0.113.9", "directionality=1"),
			row("m@x", "a@b.c", "203.0.113.9", 0, at),
		},
		"extended, the row that counts":     {extended("SMTP", "RECEIVE", "Originating"), row("n-1", "a@b.c", "203.0.113.9", 1, at)},
		"extended, mail from Outlook":       {extended("STOREDRIVER", "RECEIVE", "Originating"), row("n-1", "a@b.c", "203.0.113.9", 0, at)},
		"extended, a later event":           {extended("SMTP", "SENDEXTERNAL", "Originating"), row("n-1", "a@b.c", "203.0.113.9", 0, at)},
		"extended, from outside":            {extended("SMTP", "RECEIVE", "Incoming"), row("n-1", "a@b.c", "203.0.113.9", 0, at)},
		"the admin centre's summary":        {rec("Date=2026-11-20 10:41:43", "Sender=a@b.c", "Recipient=x@y.z", "Subject=s", "Status=Delivered"), row("", "a@b.c", "", 1, at)},
		"a bounce":                          {rec("Received=2026-11-20 10:41:43", "SenderAddress=<>", "MessageTraceId=N"), row("n", "<>", "", 0, at)},
		"a date that can be read both ways": {rec("Received=11/4/2026 10:41:43 AM", "SenderAddress=a@b.c", "MessageTraceId=N"), row("n", "a@b.c", "", 1, time.Time{})},
	} {
		got, err := decodeMessageTrace(test.record)
		if diff := cmp.Diff(test.want, got, cmp.AllowUnexported(traceRow{})); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", title, err, diff)
		}
	}
	if _, err := decodeMessageTrace(rec("Received=soon", "SenderAddress=a@b.c")); err == nil || !strings.Contains(err.Error(), `received "soon"`) {
		t.Error(err)
	}
}

func TestExchangeCounts(t *testing.T) {
	for text, want := range map[string]int{
		"0": 0, "12": 12, "1,234": 1234, "1.234": 1234, "1 234": 1234, "1\u00a0234\u00a0567": 1234567, "1\u202f234": 1234, "1'234": 1234, "1234567": 1234567,
		"12,34": -1, "1,2345": -1, "-1": -1, "1e3": -1, "12.5": -1, "99999999999999999999": -1, "x": -1,
	} {
		got, err := countOf(text)
		if want >= 0 && (got != want || err != nil) || want < 0 && err == nil {
			t.Errorf("%q: got %d, %v", text, got, err)
		}
	}
}

func TestExchangeDates(t *testing.T) {
	for text, want := range map[string]string{
		"2026-11-20": "2026-11-20T00:00:00Z", "2026/11/20 1:02:03": "2026-11-20T01:02:03Z", "2026-11-20T10:41:43.1234567Z": "2026-11-20T10:41:43.1234567Z",
		"2026-11-20T10:41:43+09:00": "2026-11-20T01:41:43Z", "2026-11-20 10:41:43Z": "2026-11-20T10:41:43Z", "11/20/2026 3:41:43 PM": "2026-11-20T15:41:43Z",
		"11/20/2026 3:41\u202fPM": "2026-11-20T15:41:00Z", "20/11/2026 15:41": "2026-11-20T15:41:00Z", "4.11.2026 15:41:43": "2026-11-04T15:41:43Z",
		"11/11/2026": "2026-11-11T00:00:00Z", "11/4/2026": "0001-01-01T00:00:00Z", "": "0001-01-01T00:00:00Z", "/Date(1764067303000)/": "2025-11-25T10:41:43Z",
		"/Date(1764067303000+0900)/": "2025-11-25T10:41:43Z", "Nov 20, 2026 3:41 PM": "2026-11-20T15:41:00Z",
		"2026-13-01": "", "2026-11-31": "", "soon": "", "20261120": "", "0001-01-01": "", "13/13/2026": "", "2026-11-20 25:00": "",
	} {
		got, err := dateOf(text)
		if want == "" && err == nil || want != "" && (err != nil || got.Format(time.RFC3339Nano) != want || got.Location() != time.UTC) {
			t.Errorf("%q: got %s, %v", text, got.Format(time.RFC3339Nano), err)
		}
	}
}

// FuzzExchangeCells: no cell makes a decoder panic, and what it accepts is in bounds.
func FuzzExchangeCells(f *testing.F) {
	for _, text := range []string{"1,234", "12.5 %", "2026-11-20T10:41:43Z", "11/4/2026", `CN=a\`, "CN=", "/Date(-1)/", "System.Object[]", "smtp:*;1", "Basic, OAuth", "@{Enabled=99}"} {
		f.Add(text)
	}
	names := []string{
		"PrimarySmtpAddress", "EmailAddresses", "Identity", "SmtpClientAuthenticationDisabled", "RecipientTypeDetails", "AuthenticationPolicy", "Name", "Domain",
		"ConnectorType", "SenderIPAddresses", "SenderDomains", "Sender address", "TLS 1.0", "tls_version", "Messages sent", "Auth", "Date", "User Principal Name",
		"SMTP App", "Report Refresh Date", "Report Period", "Licenses", "PrepaidUnits", "Total Licenses", "SkuPartNumber", "Received", "SenderAddress", "Send Count",
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, name := range names {
			r := rec("PrimarySmtpAddress=a@b", "Sender address=a@b", "Domain=b", "TLS 1.1=0", "Name=n", "User Principal Name=a@b", "SMTP App=Yes", "Product Title=p", "SenderAddress=a@b")
			for _, c := range []cell{{text: text}, {list: strings.Split(text, "|")}} {
				r[nameOf(name)] = c
				var s inventory.ExchangeSettings
				_, _ = decodeMailboxSetting(r)
				_ = decodeTransport(r, &s)
				_ = decodeOrganization(r, &s)
				_, _ = decodeAuthPolicy(r)
				_, _ = decodeConnector(r)
				if u, err := decodeSMTPReport(r); err == nil && (u.Messages < -1 || !(u.LegacyTLS >= -1 && u.LegacyTLS <= 100)) {
					t.Errorf("%s %q: %+v", name, text, u)
				}
				if u, err := decodeEmailAppUsage(r); err == nil && u.Since.After(u.Until) {
					t.Errorf("%s %q: %+v", name, text, u)
				}
				_, _ = decodeEmailActivity(r)
				_, _ = decodeMailboxUsage(r)
				_, _, _ = decodeAdminUser(r)
				if s, err := decodeLicenceTable(r); err == nil && (s.Enabled < 0 || s.Consumed < 0) {
					t.Errorf("%s %q: %+v", name, text, s)
				}
				_, _ = decodeMessageTrace(r)
			}
		}
	})
}
