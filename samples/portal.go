package samples

import (
	"bufio"
	"strings"
	"time"
)

// A tableWriter writes rows of cells in the ways that differ between the programs that write tables.
type tableWriter struct {
	w         *bufio.Writer // keeps its error for the end
	separator string
	end       string // of a line
	// quoteAll puts every cell in quotes; else only those that need it.
	quoteAll bool
}

func (t tableWriter) row(cells []string) {
	for i, cell := range cells {
		if i > 0 {
			t.w.WriteString(t.separator)
		}
		if t.quoteAll || strings.ContainsAny(cell, "\"\r\n"+t.separator) {
			cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
		t.w.WriteString(cell)
	}
	t.w.WriteString(t.end)
}

// A portalLayout is one of the portal's files as another release, another language or another program writes it.
type portalLayout struct {
	separator string
	quoteAll  bool
	lacks     map[string]bool
	// heads and cells turn what the portal of 2026 writes in English into what this file has; nil leaves it alone.
	heads map[string]string
	cell  func(head, text string) string
}

var (
	portalInJapanese = portalLayout{separator: ",", heads: japaneseHeads, cell: func(head, text string) string {
		if word := japaneseWords[head][text]; word != "" {
			return word
		}
		return text
	}}
	portalOf2024 = portalLayout{separator: ",", quoteAll: true, lacks: map[string]bool{"App owner tenant ID": true, "Resource owner tenant ID": true}}
	// A spreadsheet program breaks lines in cells with a line feed alone.
	portalSavedAgain = portalLayout{separator: ";", cell: func(head, text string) string {
		if head == "Date (UTC)" {
			at, err := time.Parse(time.RFC3339, text)
			if err != nil {
				panic("samples: " + err.Error()) // columns wrote it
			}
			return at.Format("02.01.2006 15:04:05")
		}
		return strings.ReplaceAll(text, "\r\n", "\n")
	}}
)

// japaneseHeads are the portal's columns in Japanese. No public file shows them: they are the likely ones, as inventory/files reads them.
var japaneseHeads = map[string]string{
	"Date (UTC)": "日付 (UTC)", "Request ID": "要求 ID", "User agent": "ユーザー エージェント", "Correlation ID": "関連付け ID", "User ID": "ユーザー ID",
	"User": "ユーザー", "Username": "ユーザー名", "User type": "ユーザーの種類", "Cross tenant access type": "テナント間アクセスの種類",
	"Incoming token type": "受信トークンの種類", "Authentication Protocol": "認証プロトコル", "Unique token identifier": "一意のトークン識別子",
	"Original transfer method": "元の転送方法", "Client credential type": "クライアント資格情報の種類",
	"Token Protection - Sign In Session":            "トークン保護 - サインイン セッション",
	"Token Protection - Sign In Session StatusCode": "トークン保護 - サインイン セッションの状態コード",
	"Application": "アプリケーション", "Application ID ": "アプリケーション ID ", "App owner tenant ID": "アプリ所有者のテナント ID", "Resource": "リソース",
	"Resource ID ": "リソース ID ", "Resource tenant ID": "リソース テナント ID", "Resource owner tenant ID": "リソース所有者のテナント ID",
	"Home tenant ID": "ホーム テナント ID", "Home tenant name": "ホーム テナント名", "IP address": "IP アドレス", "Location": "場所", "Status": "状態",
	"Sign-in error code": "サインイン エラー コード", "Failure reason": "失敗の理由", "Client app": "クライアント アプリ", "Device ID": "デバイス ID",
	"Browser": "ブラウザー", "Operating System": "オペレーティング システム", "Compliant": "準拠している", "Managed": "マネージド", "Join Type": "結合の種類",
	"Multifactor authentication result": "多要素認証の結果", "Multifactor authentication auth method": "多要素認証の認証方法",
	"Multifactor authentication auth detail": "多要素認証の認証の詳細", "Authentication requirement": "認証要件", "Sign-in identifier": "サインイン識別子",
	"Session ID": "セッション ID", "IP address (seen by resource)": "IP アドレス (リソースから見える)",
	"Through Global Secure Access": "グローバル セキュア アクセス経由", "Global Secure Access IP address": "グローバル セキュア アクセスの IP アドレス",
	"Autonomous system  number": "自律システム番号", "Flagged for review": "レビューのフラグ", "Token issuer type": "トークン発行者の種類",
	"Token issuer name": "トークン発行者名", "Latency": "待機時間", "Conditional Access": "条件付きアクセス", "Managed Identity type": "マネージド ID の種類",
	"Associated Resource Id": "関連付けられたリソース ID", "Federated Token Id": "フェデレーション トークン ID",
	"Federated Token Issuer": "フェデレーション トークン発行者",
}

// japaneseWords are the values that the portal translates; names of protocols stay as they are.
var japaneseWords = map[string]map[string]string{
	"Status":     {"Success": "成功", "Failure": "失敗", "Interrupted": "中断"},
	"Client app": {clientBrowser: "ブラウザー", clientApps: "モバイル アプリとデスクトップ クライアント"},
	"User type":  {"Member": "メンバー", "Guest": "ゲスト"},
	"Authentication requirement": {
		"Single-factor authentication": "単一要素認証", "Multifactor authentication": "多要素認証"},
	"Conditional Access": {"Success": "成功", "Failure": "失敗", "Not Applied": "適用されていません"},
	"Compliant":          {"Yes": "はい", "No": "いいえ"},
	"Managed":            {"Yes": "はい", "No": "いいえ"},
}

// portalForm writes the rows of one event in a layout.
func portalForm(layout portalLayout, event string) func(*Tenant, *bufio.Writer) error {
	return func(t *Tenant, w *bufio.Writer) error {
		w.WriteString("\ufeff")
		table := tableWriter{w: w, separator: layout.separator, end: "\r\n", quoteAll: layout.quoteAll}
		var chosen []column
		var cells []string
		for _, c := range columns {
			if layout.lacks[c.head] {
				continue
			}
			chosen = append(chosen, c)
			head := c.head
			if layout.heads != nil {
				head = layout.heads[head]
			}
			cells = append(cells, head)
		}
		table.row(cells)
		for i := range t.rows {
			if t.rows[i].event != event {
				continue
			}
			for j, c := range chosen {
				if cells[j] = c.cell(t, &t.rows[i]); layout.cell != nil {
					cells[j] = layout.cell(c.head, cells[j])
				}
			}
			table.row(cells)
		}
		return nil
	}
}
