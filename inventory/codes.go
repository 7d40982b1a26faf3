package inventory

import (
	"slices"
	"strings"
)

// ErrorClass says what an Entra error code proves about the password of a sign-in.
type ErrorClass string

// The classes. Conditional Access and MFA are evaluated after the first factor, so a block by them proves a right
// password (Microsoft, "Block legacy authentication with Conditional Access").
const (
	// ClassSuccess is code 0.
	ClassSuccess ErrorClass = "success"
	// ClassBlocked: the password was right, and a policy, MFA or security defaults stopped it.
	ClassBlocked ErrorClass = "blocked"
	// ClassExpired: the password was right and has expired or must be changed.
	ClassExpired ErrorClass = "expired"
	// ClassDisabled: the account is disabled. Says nothing of the password.
	ClassDisabled ErrorClass = "disabled"
	// ClassWrong: the password was wrong.
	ClassWrong ErrorClass = "wrong-password"
	// ClassLocked: too many wrong passwords, or an address that Microsoft blocks.
	ClassLocked ErrorClass = "locked"
	// ClassNoAccount: there is no such account.
	ClassNoAccount ErrorClass = "no-account"
	// ClassOther: anything else. Nothing is concluded from it.
	ClassOther ErrorClass = "other"
)

// errorClasses are the codes of Microsoft's "Microsoft Entra authentication and authorization error codes" page that speak about a
// password. Codes change, so a code that is not here is ClassOther.
var errorClasses = map[int]ErrorClass{
	0:      ClassSuccess,
	50126:  ClassWrong,
	50064:  ClassWrong,
	50053:  ClassLocked,
	50034:  ClassNoAccount,
	50055:  ClassExpired,
	50144:  ClassExpired,
	50125:  ClassExpired,
	50135:  ClassExpired,
	50057:  ClassDisabled,
	50072:  ClassBlocked,
	50074:  ClassBlocked,
	50076:  ClassBlocked,
	50078:  ClassBlocked,
	50079:  ClassBlocked,
	50097:  ClassBlocked,
	50131:  ClassBlocked,
	50155:  ClassBlocked,
	50158:  ClassBlocked,
	53000:  ClassBlocked,
	53001:  ClassBlocked,
	53002:  ClassBlocked,
	53003:  ClassBlocked,
	53004:  ClassBlocked,
	53011:  ClassBlocked,
	530032: ClassBlocked,
	530035: ClassBlocked,
}

// ClassOf gives the class of an Entra error code.
func ClassOf(code int) ErrorClass {
	if class, ok := errorClasses[code]; ok {
		return class
	}
	return ClassOther
}

// CodesOf are the codes of the classes that match, in order: for who asks an engine instead of reading rows.
func CodesOf(match func(ErrorClass) bool) []int {
	var codes []int
	for code, class := range errorClasses {
		if match(class) {
			codes = append(codes, code)
		}
	}
	slices.Sort(codes)
	return codes
}

// ProvesPassword reports whether a sign-in of this class was made with the right password.
func (c ErrorClass) ProvesPassword() bool {
	return c == ClassSuccess || c == ClassBlocked || c == ClassExpired
}

// LooksLikeGuessing reports whether a sign-in of this class may be somebody's guess.
func (c ErrorClass) LooksLikeGuessing() bool {
	return c == ClassWrong || c == ClassLocked || c == ClassNoAccount
}

// codeLocked is IdsLocked: too many wrong passwords, or a blocked address.
const codeLocked = 50053

// blockedAddress reports whether a 50053 was given because of the address and not because the account is locked. The log's sentence ends in
// "an IP address with malicious activity"; one that speaks of a lock too, as the page of error codes does, decides nothing.
func blockedAddress(s SignIn) bool {
	if s.ErrorCode != codeLocked {
		return false
	}
	why := strings.ToLower(s.FailureReason)
	return strings.Contains(why, "malicious") && !strings.Contains(why, "is locked")
}
