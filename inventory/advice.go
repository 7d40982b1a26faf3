package inventory

// Advice is what there is to say of a refusal, be it an Entra error code or an SMTP reply: what it means, who repairs it, how, and how sure all of
// that is. It is data: commands are printed for a person to judge, and never run.
type Advice struct {
	Meaning Phrase
	// Fixers can repair it, the likeliest first.
	Fixers []Fixer
	// Steps are in the order in which they are taken. Those that only look come before those that change something.
	Steps []AdviceStep
	// Undo says whether the state behind the refusal can be taken back; empty where that is no question.
	Undo Phrase
	// Certainty says how sure Meaning is, Source who says so.
	Certainty Certainty
	Source    Phrase
}

// AdviceStep is one thing to do. Command is empty where no command does it; what is in <…> is for the reader to fill in.
type AdviceStep struct {
	What    Phrase
	Command string
}

// Fixer is who can repair a refusal.
type Fixer string

// Who can repair a refusal.
const (
	FixerExchange    Fixer = "exchange-admin"
	FixerEntra       Fixer = "entra-admin"
	FixerSecurity    Fixer = "security-team"
	FixerDirectory   Fixer = "directory-admin"
	FixerNetwork     Fixer = "network-admin"
	FixerDevice      Fixer = "device-owner"
	FixerApplication Fixer = "application-owner"
	FixerUser        Fixer = "user"
	FixerPartner     Fixer = "partner"
	FixerNobody      Fixer = "nobody"
)

var fixerPhrases = map[Fixer]Phrase{
	FixerExchange:    {"Exchange administrator", "Exchange 管理者"},
	FixerEntra:       {"Entra administrator", "Entra 管理者"},
	FixerSecurity:    {"security team", "セキュリティ担当"},
	FixerDirectory:   {"administrator of the on-premises directory (Active Directory, AD FS, Entra Connect)", "オンプレミス ディレクトリ (Active Directory、AD FS、Entra Connect) の管理者"},
	FixerNetwork:     {"network administrator", "ネットワーク管理者"},
	FixerDevice:      {"owner of the device", "機器の管理担当者"},
	FixerApplication: {"owner of the application", "アプリケーションの担当者"},
	FixerUser:        {"the user", "利用者本人"},
	FixerPartner:     {"the partner (delegated administrator)", "パートナー (委任された管理者)"},
	FixerNobody:      {"nobody: there is nothing to repair", "対応者なし (修正すべき問題はない)"},
}

// In names a fixer in a language; one that this version does not know stays as it is.
func (f Fixer) In(lang Language) string {
	if p, ok := fixerPhrases[f]; ok {
		return p.In(lang, nil)
	}
	return string(f)
}

// Certainty is how sure a meaning is.
type Certainty string

// How sure a meaning is.
const (
	// CertaintyDocumented: read in Microsoft's documentation or announcements.
	CertaintyDocumented Certainty = "documented"
	// CertaintyReported: seen in the field and told by others; Microsoft does not confirm it.
	CertaintyReported Certainty = "reported"
	// CertaintyAssumed: inferred. Look for yourself before acting on it.
	CertaintyAssumed Certainty = "assumed"
)

var certaintyPhrases = map[Certainty]Phrase{
	CertaintyDocumented: {"documented by Microsoft", "Microsoft の文書に記載あり"},
	CertaintyReported:   {"reported from the field, not confirmed by Microsoft", "現場からの報告 (Microsoft による確認なし)"},
	CertaintyAssumed:    {"assumed: check before acting on it", "推定 (対応前に要確認)"},
}

// In words a certainty in a language; one that this version does not know stays as it is.
func (c Certainty) In(lang Language) string {
	if p, ok := certaintyPhrases[c]; ok {
		return p.In(lang, nil)
	}
	return string(c)
}
