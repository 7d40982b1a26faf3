package samples

import (
	"math/rand/v2"
	"time"

	"unbasic/inventory"
)

// An archetype is a way of using, or of being used by, Basic authentication.
type archetype string

const (
	officeScanner     archetype = "office-scanner"
	applicationServer archetype = "application-server"
	oldMailProgram    archetype = "old-mail-program"
	monthEndJob       archetype = "month-end-job"
	sharedMailbox     archetype = "shared-mailbox"
	disabledShared    archetype = "shared-mailbox-disabled"
	licenseTrouble    archetype = "license-trouble"
	policyBlocked     archetype = "policy-blocked"
	factorRequired    archetype = "mfa-required"
	passwordExpired   archetype = "password-expired"
	stoppedScanner    archetype = "stopped-scanner"
	guestAccount      archetype = "guest"
	deletedAccount    archetype = "deleted"
	modernUser        archetype = "modern-user"
	room              archetype = "room-or-equipment"
	incident          archetype = "incident"
	neverExisted      archetype = "never-existed"
)

// An account is one entry of the directory, or of what was once in it, with what is true of it.
type account struct {
	archetype               archetype
	upn                     string // as the directory spells it; the log has it in lower case
	name, department, title string
	kind                    inventory.Kind
	// verdict is what the account's own sign-ins prove: noise for one that never sends, because all it can show is guessing.
	verdict inventory.Verdict
	mailbox inventory.Mailbox
	license license
	office  *place
	// sends is how it uses SMTP with a password; nil if it does not.
	sends *habit
	// modern accounts also sign in with modern authentication.
	modern bool
	// phone is where the account's telephone is, which has its mail by Exchange ActiveSync and a certificate; nil if it has none.
	phone *place

	disabled, guest bool
	// absent accounts are in the log and no longer in the directory: they were deleted some days ago.
	absent bool
	// beforeTheLog is how many days ago it last sent with SMTP, of somebody who stopped before the log begins.
	beforeTheLog int
}

// A habit is how one account sends.
type habit struct {
	rhythm rhythm
	from   []source
	// result gives the error code of a sign-in; nil means that all succeed.
	result func(s span, at time.Time) int
	// typos is how often the password was mistyped between two successes.
	typos int
	// background is how many of a hundred sign-ins the log calls non-interactive.
	background int
	// client is the log's name of the protocol if it is not the usual one.
	client string
	// readsIMAP says that the program also polls IMAP4, which has been refused for years.
	readsIMAP bool
	// reportOnly says that a policy in report-only mode would have blocked it.
	reportOnly bool
}

func always(code int) func(span, time.Time) int {
	return func(span, time.Time) int { return code }
}

// from gives a code from a day of the span on, and success before.
func from(day, code int) func(span, time.Time) int {
	return func(s span, at time.Time) int {
		if s.day(at) < day {
			return 0
		}
		return code
	}
}

func scans(p *place, address string, least, most int) *habit {
	return &habit{rhythm: inOfficeHours(p.zone, 8, 19, least, most), from: []source{static(address, p)}}
}

func mails(typos int, readsIMAP bool, p *place, places ...source) *habit {
	return &habit{rhythm: inOfficeHours(p.zone, 8, 20, 2, 7), from: places, typos: typos, readsIMAP: readsIMAP}
}

// administrator is the title of the one account that administers the tenant.
const administrator = "Administrator"

// The addresses that several accounts share: the way out of each office.
const (
	osakaNAT     = "203.0.113.20"
	tokyoNAT     = "203.0.113.10"
	nagoyaNAT    = "203.0.113.30"
	phoenixNAT   = "198.51.100.10"
	singaporeNAT = "198.51.100.20"
)

func catalogue() []*account {
	var all []*account
	add := func(list ...*account) { all = append(all, list...) }
	add(scanners()...)
	add(servers()...)
	add(mailPrograms()...)
	add(sharedMailboxes()...)
	add(licenseCases()...)
	add(failingClients()...)
	add(outsiders()...)
	add(modernPeople()...)
	add(rooms()...)
	return all
}

func scanners() []*account {
	device := func(upn, name, department string, l license, p *place, h *habit) *account {
		return &account{archetype: officeScanner, upn: upn, name: name, department: department, kind: inventory.KindDevice,
			verdict: inventory.VerdictActive, mailbox: inventory.MailboxUser, license: l, office: p, sends: h}
	}
	shared := scans(phoenix, phoenixNAT, 2, 7)
	shared.client = "SMTP" // the rarer spelling of the same protocol
	stopped := device("scan-nagoya-qa@example.jp", "名古屋工場 検査室スキャナー", "製造部", givenByGroup(exchangePlan1), nagoya, scans(nagoya, "203.0.113.32", 4, 9))
	stopped.archetype, stopped.verdict = stoppedScanner, inventory.VerdictBroken
	stopped.sends.result = from(18, 50126)
	return []*account{
		device("Scan-Osaka-3F@contoso.com", "Scanner, Osaka office 3F", "General Affairs", given(exchangePlan1), osaka, scans(osaka, osakaNAT, 4, 14)),
		device("mfp-osaka-3f@example.jp", "大阪支店 複合機3F", "営業部", givenByGroup(exchangePlan1), osaka, scans(osaka, osakaNAT, 5, 16)),
		device("mfp-osaka-4f@example.jp", "大阪支店 複合機4F", "経理部", givenByGroup(exchangePlan1), osaka, scans(osaka, osakaNAT, 3, 10)),
		device("scan-tokyo-12f@example.jp", "東京本社 スキャナー12F", "総務部", given(microsoft365F3), tokyo, scans(tokyo, "203.0.113.11", 6, 18)),
		device("scan-phx-warehouse@contoso.com", "Scanner, Phoenix warehouse", "Logistics", given(office365E1), phoenix, scans(phoenix, "198.51.100.11", 5, 12)),
		device("mfp-phx-2f@contoso.com", "MFP, Phoenix office 2F", "Sales", planOffOnce, phoenix, shared),
		device("mfp-sin-reception@contoso.com", "MFP, Singapore reception", "General Affairs", givenByGroup(exchangePlan1), singapore, scans(singapore, singaporeNAT, 1, 6)),
		device("fax-nagoya@example.jp", "名古屋工場 FAX受信機", "製造部", given(microsoft365F3), nagoya, scans(nagoya, "203.0.113.31", 2, 8)),
		stopped,
	}
}

func servers() []*account {
	server := func(upn, name, department string, l license, address string, r rhythm, background int) *account {
		return &account{archetype: applicationServer, upn: upn, name: name, department: department, kind: inventory.KindApplication,
			verdict: inventory.VerdictActive, mailbox: inventory.MailboxUser, license: l, office: tokyo,
			sends: &habit{rhythm: r, from: []source{static(address, tokyo)}, background: background}}
	}
	erp := server("ERP-Notify@contoso.com", "ERP notifications", "IT", given(microsoft365E3), "203.0.113.200", every(30*time.Minute), 12)
	erp.sends.reportOnly = true
	closing := server("closing@example.jp", "月次締め処理", "経理部", given(office365E1), "203.0.113.203", atMonthEnd(tokyo.zone), 0)
	closing.archetype = monthEndJob
	return []*account{
		erp,
		server("monitor@example.jp", "監視サーバー", "情報システム部", given(exchangePlan1), "203.0.113.201", every(15*time.Minute), 0),
		server("payroll@example.jp", "給与計算システム", "人事部", given(exchangePlan1), "203.0.113.202", nightly(tokyo.zone, 2, 10), 0),
		server("alerts@contoso.com", "Alert gateway", "IT", given(microsoft365F3), "2001:db8:10:1::25", every(time.Hour), 0),
		// Every row of the backup job is non-interactive: who reads only v1.0, or only the default of beta, never sees it.
		server("backup@contoso.com", "Backup reports", "IT", given(exchangePlan1), "203.0.113.204", nightly(tokyo.zone, 3, 30), 100),
		closing,
	}
}

func mailPrograms() []*account {
	person := func(upn, name, department, title string, p *place, h *habit) *account {
		return &account{archetype: oldMailProgram, upn: upn, name: name, department: department, title: title, kind: inventory.KindPerson,
			verdict: inventory.VerdictActive, mailbox: inventory.MailboxUser, license: given(microsoft365E3), office: p, sends: h}
	}
	office := func(p *place, nat string) source { return source{address: nat, place: p, weight: 4} }
	formula := person("cel.formula@contoso.com", `=HYPERLINK("https://example.com/login","Click me")`, "Sales", "Sales lead", phoenix,
		mails(1, false, phoenix, office(phoenix, phoenixNAT)))
	moved := person("karina.namae@example.jp", "仮名 かりな", "+営業部", "主任", osaka,
		mails(2, true, osaka, office(osaka, osakaNAT), roaming("2001:db8:2001:a1", osaka, 2)))
	moved.license, moved.modern = movedLicense, true
	return []*account{
		person("taro.mihon@example.jp", "見本 太郎", "営業部", "部長", tokyo,
			mails(1, true, tokyo, office(tokyo, tokyoNAT), roaming("2001:db8:2001:b2", tokyo, 2), roaming("2001:db8:3001:7", tokyo, 1))),
		person("hanako.kaku@example.jp", "架空 花子", "経理部", "係長", tokyo,
			mails(0, false, tokyo, office(tokyo, tokyoNAT))),
		person("ichiro.reiji@example.jp", "例示 一郎", "製造部", "工場長", nagoya,
			mails(2, true, nagoya, office(nagoya, nagoyaNAT), roaming("2001:db8:2001:c3", nagoya, 2))),
		person("Ima.Ginary@contoso.com", "Ima Ginary", "Finance", "Controller", phoenix,
			mails(0, true, phoenix, office(phoenix, phoenixNAT), roaming("2001:db8:2002:d4", phoenix, 2), roaming("2001:db8:3002:9", phoenix, 1))),
		person("sam.plename@contoso.com", "Sam Plename", "@SUM(1+1)*Sales", "Account manager", singapore,
			mails(3, false, singapore, office(singapore, singaporeNAT), roaming("2001:db8:2003:e5", singapore, 3))),
		person("dem.oname@contoso.com", "Dem Oname", "Logistics", "Dispatcher", phoenix,
			mails(0, false, phoenix, office(phoenix, phoenixNAT))),
		moved,
		formula,
	}
}

func sharedMailboxes() []*account {
	mailbox := func(upn, name, department string, k inventory.Kind, p *place, h *habit) *account {
		return &account{archetype: sharedMailbox, upn: upn, name: name, department: department, kind: k,
			verdict: inventory.VerdictActive, mailbox: inventory.MailboxShared, license: withoutLicense, office: p, sends: h}
	}
	blocked := mailbox("toiawase-old@example.jp", "旧お問い合わせ窓口", "総務部", inventory.KindApplication, tokyo,
		&habit{rhythm: every(8 * time.Hour), from: []source{static("203.0.113.205", tokyo)}, result: always(50057)})
	blocked.archetype, blocked.verdict, blocked.disabled = disabledShared, inventory.VerdictBroken, true
	return []*account{
		mailbox("support@contoso.com", "Support desk", "Customer Care", inventory.KindApplication, phoenix,
			&habit{rhythm: every(3 * time.Hour), from: []source{static("198.51.100.201", phoenix)}}),
		mailbox("order@example.jp", "受注センター", "営業部", inventory.KindApplication, osaka,
			&habit{rhythm: every(4 * time.Hour), from: []source{static("203.0.113.206", osaka)}}),
		mailbox("saiyo@example.jp", "採用窓口", "人事部", inventory.KindPerson, tokyo,
			mails(0, false, tokyo, source{address: tokyoNAT, place: tokyo, weight: 3}, roaming("2001:db8:2001:f6", tokyo, 1))),
		blocked,
	}
}

func licenseCases() []*account {
	device := func(upn, name, department string, l license, m inventory.Mailbox, p *place, address string) *account {
		return &account{archetype: licenseTrouble, upn: upn, name: name, department: department, kind: inventory.KindDevice,
			verdict: inventory.VerdictActive, mailbox: m, license: l, office: p, sends: scans(p, address, 2, 7)}
	}
	refused := device("door-phx@contoso.com", "Door access, Phoenix", "Facilities", lostLicense, inventory.MailboxNone, phoenix, "198.51.100.14")
	refused.verdict, refused.sends.result = inventory.VerdictBroken, always(53003)
	// Whose mailbox is on premises comes from the directory there, has no plan here and can sign in here all the same.
	onPremises := &account{archetype: licenseTrouble, upn: "mukashi.mihon@example.jp", name: "見本 むかし", department: "製造部", title: "主任",
		kind: inventory.KindPerson, verdict: inventory.VerdictActive, mailbox: inventory.MailboxNone, license: withoutLicense, office: nagoya,
		sends: mails(1, true, nagoya, source{address: nagoyaNAT, place: nagoya, weight: 4}, roaming("2001:db8:2001:d7", nagoya, 2))}
	return []*account{
		onPremises,
		device("press-nagoya@example.jp", "名古屋工場 プレス機通知", "製造部", lockedOut, inventory.MailboxNone, nagoya, "203.0.113.34"),
		device("gate-sin@contoso.com", "Gate terminal, Singapore", "Facilities", given(microsoft365F1), inventory.MailboxUser, singapore, "198.51.100.23"),
		device("kiosk-phx@contoso.com", "Visitor kiosk, Phoenix", "Facilities", givenByGroup(teamsExploratory), inventory.MailboxUser, phoenix, "198.51.100.15"),
		device("scan-tokyo-5f@example.jp", "東京本社 スキャナー5F", "法務部", planOff, inventory.MailboxNone, tokyo, "203.0.113.12"),
		device("label-osaka@example.jp", "検品ラベル発行機", "物流部", inGrace, inventory.MailboxUser, osaka, osakaNAT),
		device("label-phx@contoso.com", "Label printer, Phoenix warehouse", "Logistics", lapsed, inventory.MailboxNone, phoenix, "198.51.100.12"),
		device("handy-nagoya@example.jp", "倉庫 ハンディ端末", "物流部", assignmentError, inventory.MailboxNone, nagoya, "203.0.113.33"),
		device("door-sin@contoso.com", "Door access, Singapore", "Facilities", noMailboxPlan, inventory.MailboxNone, singapore, "198.51.100.21"),
		device("ups-tokyo@example.jp", "UPS 警報通知", "情報システム部", lostLicense, inventory.MailboxNone, tokyo, "203.0.113.13"),
		device("hvac-phx@contoso.com", "Air conditioning, Phoenix", "Facilities", withoutLicense, inventory.MailboxNone, phoenix, "198.51.100.13"),
		refused,
	}
}

func failingClients() []*account {
	device := func(a archetype, upn, name, department string, p *place, address string, result func(span, time.Time) int) *account {
		h := scans(p, address, 3, 8)
		h.result = result
		return &account{archetype: a, upn: upn, name: name, department: department, kind: inventory.KindDevice,
			verdict: inventory.VerdictBroken, mailbox: inventory.MailboxUser, license: given(microsoft365F3), office: p, sends: h}
	}
	return []*account{
		device(policyBlocked, "mfp-tokyo-7f@example.jp", "東京本社 複合機7F", "人事部", tokyo, "203.0.113.14", always(53003)),
		device(factorRequired, "booking@contoso.com", "Meeting room booking panel", "General Affairs", singapore, "198.51.100.22", always(50076)),
		device(passwordExpired, "kintai@example.jp", "勤怠打刻端末", "人事部", osaka, "203.0.113.21", from(11, 50055)),
	}
}

func outsiders() []*account {
	partner := &place{"Tucson", "Arizona", "US", 32.2217, -110.9265, 64499, phoenix.zone}
	return []*account{
		{archetype: guestAccount, upn: "consultant_example.com#EXT#@contoso.com", name: "Visi Torperson (Partner)", department: "",
			kind: inventory.KindPerson, verdict: inventory.VerdictBroken, mailbox: inventory.MailboxNone, license: guestLicense,
			office: partner, guest: true, sends: &habit{rhythm: inOfficeHours(partner.zone, 9, 17, 1, 3),
				from: []source{static("2001:db8:4001:1::80", partner)}, result: always(50076)}},
		{archetype: deletedAccount, upn: "scan-osaka-annex@contoso.com", name: "Scanner, Osaka annex", kind: inventory.KindDevice,
			verdict: inventory.VerdictActive, mailbox: inventory.MailboxNone, license: deletedLicense, office: osaka, absent: true,
			sends: &habit{rhythm: until(24, inOfficeHours(osaka.zone, 8, 19, 2, 6)), from: []source{static("203.0.113.22", osaka)}}},
	}
}

func modernPeople() []*account {
	person := func(upn, name, department, title string, p *place) *account {
		return &account{archetype: modernUser, upn: upn, name: name, department: department, title: title, kind: inventory.KindPerson,
			verdict: inventory.VerdictNoise, mailbox: inventory.MailboxUser, license: givenByGroup(microsoft365E3), office: p, modern: true}
	}
	// Somebody guessed this one's password.
	victim := person("nemo.exampleton@contoso.com", "Nemo Exampleton", "Finance", "Accounts payable", phoenix)
	victim.archetype, victim.verdict = incident, inventory.VerdictSuspicious
	starter := person("nana.shinjin@example.jp", "新人 ななし", "営業部", "", tokyo)
	starter.license, starter.mailbox = withoutLicense, inventory.MailboxNone
	// A look at the log alone never sees that this one's old mail program sent with SMTP two months ago.
	keeper := person("lorem.ipsumson@contoso.com", "Lorem Ipsumson", "Facilities", "", phoenix)
	keeper.beforeTheLog, keeper.verdict = 61, inventory.VerdictSuspected
	// These two have mail on telephones that sign in with a certificate and never with a password.
	traveller := person("rei.tesuto@example.jp", "試験 れい", "経理部", "", tokyo)
	traveller.phone = tokyoMobile
	stubbs := person("mocka.stubbs@contoso.com", "Mocka Stubbs", "Customer Care", "", singapore)
	stubbs.phone = singaporeMobile
	return []*account{
		person("jiro.kamei@example.jp", "仮名 次郎", "情報システム部", "課長", tokyo),
		traveller,
		person("saburo.mihon@example.jp", "見本 三郎", "製造部", "", nagoya),
		person("momoko.kaku@example.jp", "架空 桃子", "人事部", "", osaka),
		person("shiro.daremo@example.jp", "誰茂 四郎", "法務部", "", osaka),
		person("goro.karino@example.jp", "仮野 五郎", "物流部", "", nagoya),
		person("Fic.Tional@contoso.com", "Fic Tional", "IT", administrator, phoenix),
		person("perse.ona@contoso.com", "Perse Ona", "Customer Care", "", phoenix),
		person("alias.smithless@contoso.com", "Alias Smithless", "Finance", "", phoenix),
		person("noone.inparticular@contoso.com", "Noone Inparticular", "Sales", "", singapore),
		person("test.mcdata@contoso.com", "Test McData", "Sales", "", singapore),
		person("place.holder@contoso.com", "Place Holder", "Legal", "General counsel", phoenix),
		keeper,
		stubbs,
		victim,
		starter,
	}
}

func rooms() []*account {
	place := func(upn, name string, m inventory.Mailbox, p *place) *account {
		return &account{archetype: room, upn: upn, name: name, kind: inventory.KindUnknown, verdict: inventory.VerdictNoise,
			mailbox: m, license: withoutLicense, office: p, disabled: true}
	}
	return []*account{
		place("room-tokyo-a@example.jp", "東京本社 会議室A", inventory.MailboxRoom, tokyo),
		place("room-phx-1@contoso.com", "Room 1, Phoenix", inventory.MailboxRoom, phoenix),
		place("car-osaka@example.jp", "大阪支店 社用車", inventory.MailboxEquipment, osaka),
	}
}

// invented are names that somebody tries who does not know who exists.
var invented = []string{
	"admin@contoso.com", "scanner@contoso.com", "test@contoso.com", "noreply@contoso.com", "printer@contoso.com",
	"info@example.jp", "admin@example.jp", "sales@example.jp",
}

// shuffled gives a list in another order and leaves the original alone.
func shuffled[T any](r *rand.Rand, list []T) []T {
	out := append([]T(nil), list...)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}
