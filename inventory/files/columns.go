package files

import "strings"

// columnFields are the columns of sign-in tables by name, as nameOf spells them: the portal's, Log Analytics', advanced hunting's, and those of
// the queries of inventory/kql. The Japanese ones are the portal's; as no public file shows them, likely spellings are taken side by side.
var columnFields = map[string]signInField{
	// Entra portal, English.
	"date (utc)": fieldTime, "date": fieldTime, "request id": fieldID, "user id": fieldUserID, "username": fieldUPN, "user": fieldName, "application": fieldApp,
	"client app": fieldClientApp, "user agent": fieldAgent, "authentication protocol": fieldProtocol, "ip address": fieldIP,
	"sign-in error code": fieldCode, "failure reason": fieldReason, "location": fieldPlace, "status": fieldStatus,
	"autonomous system number": fieldASN,
	// Entra portal, Japanese.
	"日付 (utc)": fieldTime, "日付(utc)": fieldTime, "日付": fieldTime,
	"要求 id": fieldID, "要求id": fieldID, "リクエスト id": fieldID,
	"ユーザー id": fieldUserID, "ユーザーid": fieldUserID, "ユーザー名": fieldUPN, "ユーザー": fieldName,
	"アプリケーション": fieldApp, "クライアント アプリ": fieldClientApp, "クライアントアプリ": fieldClientApp, "クライアント アプリケーション": fieldClientApp,
	"ユーザー エージェント": fieldAgent, "ユーザーエージェント": fieldAgent, "認証プロトコル": fieldProtocol, "認証 プロトコル": fieldProtocol,
	"ip アドレス": fieldIP, "ipアドレス": fieldIP, "サインイン エラー コード": fieldCode, "サインインエラーコード": fieldCode, "サインインのエラー コード": fieldCode,
	"失敗の理由": fieldReason, "エラーの理由": fieldReason, "失敗理由": fieldReason, "場所": fieldPlace, "状態": fieldStatus, "ステータス": fieldStatus,
	"自律システム番号": fieldASN, "自律システム 番号": fieldASN, "自律システムの番号": fieldASN,
	// Log Analytics.
	"id": fieldID, "createddatetime": fieldTime, "timegenerated": fieldTaken, "userid": fieldUserID, "userprincipalname": fieldUPN,
	"userdisplayname": fieldName, "appdisplayname": fieldApp, "clientappused": fieldClientApp, "useragent": fieldAgent,
	"authenticationprotocol": fieldProtocol, "ipaddress": fieldIP, "resulttype": fieldCode, "resultdescription": fieldReason,
	"locationdetails": fieldDetails, "locationdetails_dynamic": fieldDetails, "locationdetails_string": fieldDetails,
	"status_dynamic": fieldStatus, "status_string": fieldStatus, "category": fieldCategory,
	"autonomoussystemnumber": fieldASN, "authenticationdetails": fieldSteps,
	// Advanced hunting.
	"timestamp": fieldTime, "requestid": fieldID, "accountobjectid": fieldUserID, "accountupn": fieldUPN, "accountdisplayname": fieldName,
	"logontype": fieldProtocol, "errorcode": fieldCode, "country": fieldCountry, "failurereason": fieldReason,
	// Groups of rows.
	"first": fieldTime, "last": fieldLast, "rows": fieldRows, "hours": fieldHours, "certificaterows": fieldCertificates,
}

// columnName gives a column's name without what the portal of Log Analytics puts behind it.
func columnName(header string) string {
	name := nameOf(header)
	for _, zone := range []string{" [utc]", " [local time]"} {
		name = strings.TrimSuffix(name, zone)
	}
	return name
}

// localNote says that a table's times are those of a browser's time zone, which the table does not name.
func localNote(header []string) string {
	for _, name := range header {
		if strings.HasSuffix(nameOf(name), " [local time]") {
			return "times are in the local time of who exported them and are read as UTC: set the display time zone to UTC and export again if hours matter"
		}
	}
	return ""
}

// columnsOf tells for every column which field it holds, -1 for none.
func columnsOf(header []string) []signInField {
	columns := make([]signInField, len(header))
	for i, name := range header {
		field, ok := columnFields[columnName(name)]
		if !ok {
			field = -1
		}
		columns[i] = field
	}
	return columns
}
