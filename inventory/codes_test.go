package inventory

import "testing"

func TestEveryErrorCodeHasItsClass(t *testing.T) {
	for class, codes := range map[ErrorClass][]int{
		ClassSuccess:   {0},
		ClassWrong:     {50126, 50064},
		ClassLocked:    {50053},
		ClassNoAccount: {50034},
		ClassExpired:   {50055, 50144, 50125, 50135},
		ClassDisabled:  {50057},
		ClassBlocked: {
			50072, 50074, 50076, 50078, 50079, 50097, 50131, 50155, 50158, 53000, 53001, 53002, 53003, 53004, 53011, 530032, 530035,
		},
		// 530034 is a partner's account, not security defaults. The rest are OAuth upkeep, interrupts and infrastructure.
		ClassOther: {
			530034, 50056, 50058, 50105, 50132, 50133, 50140, 50199, 50173, 65001, 65002, 65004, 70000, 70008, 700082, 700084, 70043, 70001,
			700011, 700016, 70002, 7000215, 7000222, 700027, 700025, 70011, 80001, 80014, 81004, 81010, 90072, 90094, 900144, -1, 1, 1 << 31,
		},
	} {
		for _, code := range codes {
			if got := ClassOf(code); got != class {
				t.Errorf("ClassOf(%d) = %s, want %s", code, got, class)
			}
		}
	}
}

func TestOnlyARightPasswordProvesOne(t *testing.T) {
	for class, want := range map[ErrorClass]struct{ proves, guess bool }{
		ClassSuccess: {proves: true}, ClassBlocked: {proves: true}, ClassExpired: {proves: true},
		ClassWrong: {guess: true}, ClassLocked: {guess: true}, ClassNoAccount: {guess: true},
		ClassDisabled: {}, ClassOther: {},
	} {
		if class.ProvesPassword() != want.proves || class.LooksLikeGuessing() != want.guess {
			t.Errorf("%s: proves %v and guesses %v, want %+v", class, class.ProvesPassword(), class.LooksLikeGuessing(), want)
		}
	}
}

func TestABlockedAddressIsToldFromALockedAccount(t *testing.T) {
	const malicious = "Sign-in was blocked because it came from an IP address with malicious activity"
	for _, test := range []struct {
		code int
		why  string
		want bool
	}{
		{50053, malicious, true},
		{50053, malicious + ".", true},
		{50053, "SIGN-IN FROM A MALICIOUS IP", true},
		{50053, "The account is locked, you've tried to sign in too many times with an incorrect user ID or password.", false},
		{50053, "The account is locked. Or, sign-in was blocked because it came from an IP address with malicious activity.", false},
		{50053, "", false},
		{50126, malicious, false},
	} {
		if got := blockedAddress(SignIn{ErrorCode: test.code, FailureReason: test.why}); got != test.want {
			t.Errorf("blockedAddress(%d, %q) = %v, want %v", test.code, test.why, got, test.want)
		}
	}
}
