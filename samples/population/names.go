package population

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"unbasic/inventory"
)

// A name is what the directory and the log call an account. The number that makes it unique is added to local.
type name struct {
	local, display, given, surname, title, department string
}

var (
	surnamesJapanese = []string{"見本", "架空", "仮名", "例示", "試験", "模擬", "想定", "雛形"}
	givenJapanese    = []string{"太郎", "花子", "次郎", "一子", "三郎", "四葉", "五郎", "六花"}
	romanSurnames    = []string{"mihon", "kaku", "kamei", "reiji", "shiken", "mogi", "sotei", "hinagata"}
	romanGiven       = []string{"taro", "hanako", "jiro", "ichiko", "saburo", "yotsuba", "goro", "rikka"}
	peopleEnglish    = [][2]string{{"Ima", "Ginary"}, {"Fic", "Titious"}, {"Sam", "Pelman"}, {"Mock", "Upson"}, {"Exa", "Mple"}, {"Plais", "Holder"}, {"Dum", "Mydata"}, {"Tess", "Tcase"}, {"Hypo", "Thetical"}, {"Notta", "Realname"}}
	titlesEnglish    = []string{"Accountant", "Sales Representative", "Buyer", "Assistant", "Engineer", "Clerk"}
	titlesJapanese   = []string{"課長", "主任", "部長", "係長", "社員"}
	departments      = []string{"Finance", "Sales", "IT", "Logistics", "HR", "経理部", "総務部", "営業部", "情報システム部", ""}
)

// Names that say what a thing is, in both languages, and such as do not.
var (
	deviceNames = [][2]string{
		{"scan", "Scanner 2F"}, {"mfp", "複合機 3階"}, {"printer", "Printer Warehouse"}, {"copier", "コピー機 受付"}, {"mfp-sales", "MFP Sales"}, {"scanner", "スキャナー 経理"},
		{"fax", "Fax Server Room"}, {"fukugoki", "複合機 総務"}, {"scan2mail", "Scan to Mail"}, {"multifunction", "Multifunction Printer"},
	}
	alertNames = [][2]string{
		{"ups", "UPS 1"}, {"nas", "NAS Backup"}, {"camera", "Camera Gate 2"}, {"nas-alert", "NAS 通知"}, {"ups", "無停電電源装置"}, {"ipcam", "監視カメラ 駐車場"}, {"router", "Router Alerts"},
	}
	appNames = [][2]string{
		{"erp", "ERP Mailer"}, {"batch", "夜間バッチ"}, {"crm-notify", "CRM Notifications"}, {"app", "App Server"}, {"kintai", "勤怠システム"}, {"backup", "Backup Job"},
		{"monitoring", "Monitoring System"}, {"webshop", "Web Shop"}, {"kaikei", "会計システム"}, {"workflow", "ワークフロー 通知"}, {"jobs", "Report Job"}, {"ticket-system", "Ticket System"},
	}
	// neutralNames say nothing.
	neutralNames = [][2]string{
		{"svc", "svc 07"}, {"mail", "mail"}, {"kanri", "管理用"}, {"tokyo", "東京"}, {"x", "X-200"}, {"honsha", "本社"}, {"site", "Site 14"}, {"send", "send"}, {"a", "A1"}, {"smtp", "SMTP"},
		{"unit", "Unit 5"}, {"hq", "HQ 2"}, {"account", "account"},
	}
	// functionNames are of a part of the organisation, whatever sends in its name.
	functionNames = [][2]string{
		{"info", "Info"}, {"noreply", "No Reply"}, {"soumu", "総務部"}, {"keiri", "経理部"}, {"sales", "Sales"}, {"support", "Support"}, {"reception", "Reception"}, {"eigyo", "営業部"},
		{"payroll", "Payroll"}, {"jinji", "人事"},
	}
	roomNames  = [][2]string{{"room", "Meeting Room 4"}, {"kaigishitsu", "会議室 A"}, {"car", "Pool Car"}, {"projector", "プロジェクター 1"}}
	guessNames = []string{"admin", "administrator", "test", "info", "scan", "office", "sales", "root", "postmaster", "user", "backup", "printer", "guest", "mailer", "support"}
)

// hint says how much a name tells.
type hint int

const (
	honest hint = iota
	neutral
	misleading
)

// hintOf draws how much the name of a machine tells.
func hintOf(r *rand.Rand) hint {
	switch n := r.IntN(100); {
	case n < 50:
		return honest
	case n < 90:
		return neutral
	}
	return misleading
}

func choose(r *rand.Rand, from [][2]string) name {
	n := from[r.IntN(len(from))]
	return name{local: n[0], display: n[1], department: departments[r.IntN(len(departments))]}
}

// machineName names a device or an application.
func machineName(r *rand.Rand, kind inventory.Kind, alerts bool, h hint) name {
	switch {
	case h == neutral && r.IntN(2) == 0:
		return choose(r, functionNames)
	case h == neutral:
		return choose(r, neutralNames)
	case h == misleading && kind == inventory.KindApplication:
		return choose(r, deviceNames)
	case h == misleading:
		return choose(r, appNames)
	case kind == inventory.KindApplication:
		return choose(r, appNames)
	case alerts:
		return choose(r, alertNames)
	}
	return choose(r, deviceNames)
}

// personName names a person.
func personName(r *rand.Rand) name {
	n := name{department: departments[r.IntN(len(departments))]}
	if r.IntN(2) == 0 {
		s, g := r.IntN(len(surnamesJapanese)), r.IntN(len(givenJapanese))
		n.surname, n.given = surnamesJapanese[s], givenJapanese[g]
		n.display, n.local = n.surname+" "+n.given, romanSurnames[s]+"."+romanGiven[g]
		if r.IntN(2) == 0 {
			n.title = titlesJapanese[r.IntN(len(titlesJapanese))]
		}
		return n
	}
	p := peopleEnglish[r.IntN(len(peopleEnglish))]
	n.given, n.surname = p[0], p[1]
	n.display = n.given + " " + n.surname
	n.local = strings.ToLower(n.given + "." + n.surname)
	if r.IntN(2) == 0 {
		n.title = titlesEnglish[r.IntN(len(titlesEnglish))]
	}
	return n
}

// upn makes a name unique in the tenant.
func (n name) upn(index int, domain string) string {
	return fmt.Sprintf("%s-%d@%s", n.local, index, domain)
}
