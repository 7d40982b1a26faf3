package graph

import "unbasic/inventory"

// Source is one list that is read, by the names of its coverage.
type Source struct {
	Name, Part string
}

// The lists that Collect reads.
var (
	Organization            = Source{Name: inventory.SourceOrganization}
	Domains                 = Source{Name: inventory.SourceDomains}
	SubscribedSKUs          = Source{Name: inventory.SourceSKUs}
	Subscriptions           = Source{Name: inventory.SourceSubscriptions}
	Users                   = Source{Name: inventory.SourceUsers}
	DeletedUsers            = Source{Name: inventory.SourceDeletedUsers}
	LicenseGroups           = Source{Name: inventory.SourceGroups}
	InteractiveSignIns      = Source{Name: inventory.SourceSignIns, Part: "interactiveUser"}
	NonInteractiveSignIns   = Source{Name: inventory.SourceSignIns, Part: "nonInteractiveUser"}
	ServicePrincipalSignIns = Source{Name: inventory.SourceSignIns, Part: "servicePrincipal"}
	ModernSignIns           = Source{Name: inventory.SourceSignIns, Part: "modern"}
	EmailAppUsage           = Source{Name: inventory.SourceEmailAppUsage}
	MailboxUsage            = Source{Name: inventory.SourceMailboxUsage}
	EmailActivity           = Source{Name: inventory.SourceEmailActivity}
	MailboxPurpose          = Source{Name: inventory.SourceMailboxPurpose}
	ConditionalAccess       = Source{Name: inventory.SourceConditionalAccess}
	PolicyMembers           = Source{Name: inventory.SourcePolicyMembers}
	SecurityDefaults        = Source{Name: inventory.SourceSecurityDefaults}
	MFARegistration         = Source{Name: inventory.SourceMFARegistration}
	MailResources           = Source{Name: inventory.SourceMailPermissions, Part: "resources"}
	MailAssignments         = Source{Name: inventory.SourceMailPermissions, Part: "assignments"}
	MailGrants              = Source{Name: inventory.SourceMailPermissions, Part: "grants"}
	MailHolders             = Source{Name: inventory.SourceMailPermissions, Part: "holders"}
	MailApplications        = Source{Name: inventory.SourceMailPermissions, Part: "applications"}
	MessageTraces           = Source{Name: inventory.SourceMessageTraces}
)

// listing is what is known of a source beforehand.
type listing struct {
	source Source
	// origin is the Graph path, for the manifest.
	origin string
	gives  inventory.Phrase
	// permissions are Graph permissions each of which is enough, the least first. Source: the API's page, or Microsoft's permissions.json.
	permissions []string
	// role is the least directory role that a person needs besides.
	role string
	// license is what the tenant must have; empty where every tenant has it.
	license string
	quota   *quota
	// globalOnly lists are not in the national clouds (v1.0 metadata of Fairfax and Mooncake).
	globalOnly bool
}

// Words of the listings.
const (
	premium  = "Entra ID P1"
	reader   = "Global Reader"
	reporter = "Reports Reader"
)

// listings are all sources, in the order in which they are told.
var listings = []listing{
	{source: Organization, origin: "/v1.0/organization", permissions: []string{"Organization.Read.All", "Directory.Read.All"}, quota: quotaDirectory,
		gives: inventory.Phrase{En: "the tenant's id and name", Ja: "テナントの ID と名称"}},
	{source: Domains, origin: "/v1.0/domains", permissions: []string{"Domain.Read.All", "Directory.Read.All"}, quota: quotaDirectory,
		gives: inventory.Phrase{En: "verified domains, managed or federated", Ja: "検証済みドメイン (マネージドまたはフェデレーション)"}},
	{source: SubscribedSKUs, origin: "/v1.0/subscribedSkus", permissions: []string{"LicenseAssignment.Read.All", "Organization.Read.All", "Directory.Read.All"}, quota: quotaDirectory,
		gives: inventory.Phrase{En: "subscriptions, their plans and seats", Ja: "サブスクリプション、プラン、ライセンス数"}},
	// companySubscription: v1.0, in all clouds, Organization.Read.All at least (Graph docs, api-reference/v1.0/api/directory-list-subscriptions).
	{source: Subscriptions, origin: "/v1.0/directory/subscriptions", permissions: []string{"Organization.Read.All", "Directory.Read.All"}, quota: quotaDirectory,
		gives: inventory.Phrase{En: "when subscriptions end, and grace and suspension with them", Ja: "サブスクリプションの終了日、猶予期間・停止期間の期限"}},
	{source: Users, origin: "/v1.0/users", permissions: []string{"User.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "accounts with their licences", Ja: "アカウントとライセンス"}},
	{source: DeletedUsers, origin: "/v1.0/directory/deletedItems/microsoft.graph.user", permissions: []string{"User.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "accounts deleted in the last 30 days", Ja: "過去 30 日間に削除されたアカウント"}},
	{source: LicenseGroups, origin: "/v1.0/groups/{id}", permissions: []string{"GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "names of the groups that give licences", Ja: "ライセンスを付与するグループの名称"}},
	{source: InteractiveSignIns, origin: "/beta/auditLogs/signIns", permissions: []string{"AuditLog.Read.All"}, role: reporter, license: premium, quota: quotaReports,
		gives: inventory.Phrase{En: "who signs in with a password, from where, with what result", Ja: "パスワードによるサインインの主体、発信元、結果"}},
	{source: NonInteractiveSignIns, origin: "/beta/auditLogs/signIns", permissions: []string{"AuditLog.Read.All"}, role: reporter, license: premium, quota: quotaReports,
		gives: inventory.Phrase{En: "the same of sign-ins that the log calls non-interactive", Ja: "非対話型とされるサインインについて同上"}},
	{source: ServicePrincipalSignIns, origin: "/beta/auditLogs/signIns", permissions: []string{"AuditLog.Read.All"}, role: reporter, license: premium, quota: quotaReports,
		gives: inventory.Phrase{En: "applications that sign in to Exchange Online by themselves", Ja: "Exchange Online に自らサインインするアプリケーション"}},
	{source: ModernSignIns, origin: "/beta/auditLogs/signIns", permissions: []string{"AuditLog.Read.All"}, role: reporter, license: premium, quota: quotaReports,
		gives: inventory.Phrase{En: "modern sign-ins to Exchange Online of accounts that send with a password", Ja: "パスワードで送信するアカウントの先進認証サインイン"}},
	{source: EmailAppUsage, origin: "/v1.0/reports/getEmailAppUsageUserDetail", permissions: []string{"Reports.Read.All"}, role: reporter, quota: quotaUsage, globalOnly: true,
		gives: inventory.Phrase{En: "mailboxes that used SMTP in the last 180 days", Ja: "過去 180 日間に SMTP を利用したメールボックス"}},
	{source: MailboxUsage, origin: "/v1.0/reports/getMailboxUsageDetail", permissions: []string{"Reports.Read.All"}, role: reporter, quota: quotaUsage, globalOnly: true,
		gives: inventory.Phrase{En: "sizes and quotas of mailboxes", Ja: "メールボックスの容量とクォータ"}},
	{source: EmailActivity, origin: "/v1.0/reports/getEmailActivityUserDetail", permissions: []string{"Reports.Read.All"}, role: reporter, quota: quotaUsage, globalOnly: true,
		gives: inventory.Phrase{En: "messages sent by each mailbox", Ja: "メールボックスごとの送信数"}},
	{source: MailboxPurpose, origin: "/v1.0/users/{id}/mailboxSettings/userPurpose", permissions: []string{"MailboxSettings.Read"}, quota: quotaMail,
		gives: inventory.Phrase{En: "shared, room or user mailbox, of accounts that send or could", Ja: "送信する、または送信し得るアカウントのメールボックス種別"}},
	{source: ConditionalAccess, origin: "/v1.0/identity/conditionalAccess/policies", permissions: []string{"Policy.Read.All", "Policy.Read.ConditionalAccess"}, role: "Security Reader", license: premium, quota: quotaConditional,
		gives: inventory.Phrase{En: "policies that block or would block passwords", Ja: "パスワード認証を阻止する、または阻止し得るポリシー"}},
	{source: PolicyMembers, origin: "/v1.0/groups/{id}/transitiveMembers", permissions: []string{"GroupMember.Read.All", "Group.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "who is in the groups that these policies name", Ja: "上記ポリシーが指定するグループのメンバー"}},
	{source: SecurityDefaults, origin: "/v1.0/policies/identitySecurityDefaultsEnforcementPolicy", permissions: []string{"Policy.Read.All"}, role: "Security Reader", quota: quotaDirectory,
		gives: inventory.Phrase{En: "whether security defaults block passwords", Ja: "セキュリティの既定値群がパスワード認証を阻止するか"}},
	{source: MFARegistration, origin: "/v1.0/reports/authenticationMethods/userRegistrationDetails", permissions: []string{"AuditLog.Read.All"}, role: reporter, license: premium, quota: quotaReports,
		gives: inventory.Phrase{En: "who is registered for multifactor authentication", Ja: "多要素認証の登録状況"}},
	{source: MailResources, origin: "/v1.0/servicePrincipals", permissions: []string{"Application.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "the permissions to send that Exchange and Graph offer", Ja: "Exchange と Graph が提供する送信権限"}},
	{source: MailAssignments, origin: "/v1.0/servicePrincipals/{id}/appRoleAssignedTo", permissions: []string{"Application.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "applications that may send as anybody", Ja: "任意の差出人で送信できるアプリケーション"}},
	{source: MailGrants, origin: "/v1.0/oauth2PermissionGrants", permissions: []string{"DelegatedPermissionGrant.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "applications that may send for a person", Ja: "利用者に代わって送信できるアプリケーション"}},
	{source: MailHolders, origin: "/v1.0/servicePrincipals/{id}", permissions: []string{"Application.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "who these applications are", Ja: "上記アプリケーションの名称"}},
	{source: MailApplications, origin: "/v1.0/applications", permissions: []string{"Application.Read.All", "Directory.Read.All"}, role: reader, quota: quotaDirectory,
		gives: inventory.Phrase{En: "when their secrets expire", Ja: "上記アプリケーションの資格情報の有効期限"}},
	{source: MessageTraces, origin: "/v1.0/admin/exchange/tracing/messageTraces", permissions: []string{"ExchangeMessageTrace.Read.All"}, role: reader, quota: quotaMail, globalOnly: true,
		gives: inventory.Phrase{En: "messages of each sender, counted by address", Ja: "送信元ごとの送信数 (発信元アドレス別)"}},
}

func listingOf(s Source) listing {
	for _, l := range listings {
		if l.source == s {
			return l
		}
	}
	panic("graph: no listing of " + s.Name + " " + s.Part) // a mistake of this package
}
