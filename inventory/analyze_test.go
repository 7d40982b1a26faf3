package inventory

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCoverageNamesEverySourceThatWasNotRead(t *testing.T) {
	for name, test := range map[string]struct {
		have []Coverage
		want []string
	}{
		"nothing was read": {nil, []string{"graph.signIns  missing", "graph.subscribedSkus  missing", "graph.users  missing"}},
		"a file of sign-ins stands in for Graph's": {
			[]Coverage{{Source: SourceFileSignIns, Part: "a.csv", Status: CoverageComplete}},
			[]string{"file.signIns a.csv complete", "graph.subscribedSkus  missing", "graph.users  missing"}},
		"what was tried is told as it is, sorted": {
			[]Coverage{
				{Source: SourceUsers, Status: CoverageNotPermitted, Reason: "403"}, {Source: SourceSignIns, Part: "nonInteractiveUser", Status: CoverageNotLicensed},
				{Source: SourceSKUs, Status: CoverageComplete}, {Source: SourceSignIns, Part: "interactiveUser", Status: CoveragePartial},
			},
			[]string{"graph.signIns interactiveUser partial", "graph.signIns nonInteractiveUser not-licensed", "graph.subscribedSkus  complete", "graph.users  not-permitted"}},
	} {
		given := slices.Clone(test.have)
		inv := Analyze(Input{Rows: NewTally(nil, nil), Coverage: test.have})
		var got []string
		for _, c := range inv.Coverage {
			got = append(got, fmt.Sprintf("%s %s %s", c.Source, c.Part, c.Status))
			if (c.Status == CoverageMissing) != (c.Reason != "" && c.Reason != "403") {
				t.Errorf("%s: %+v does not say what to do", name, c)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(given, test.have); diff != "" {
			t.Errorf("%s: the input was changed:\n%s", name, diff)
		}
	}
}

func TestNothingReadIsAnEmptyInventoryWithoutNulls(t *testing.T) {
	inv := Analyze(Input{Rows: NewTally(nil, nil), Unreadable: 3})
	if inv.Coverage == nil || inv.NotRead == nil || inv.Evidence == nil || inv.Licenses == nil || inv.Senders == nil {
		t.Errorf("a list is null: %+v", inv)
	}
	if diff := cmp.Diff(Records{Unreadable: 3}, inv.Records); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
}

func TestOfTwoRowsWithOneIDTheFirstStands(t *testing.T) {
	good := at(try("scan@contoso.com", office, 0), 5, 1)[0]
	bad := with(good, func(s *SignIn) { s.ErrorCode = 53003 })
	if got, want := said(senderOf(t, analyzeRows([]SignIn{good, bad}), good.UPN)), "active basic 1+0-0 basic-success,rare"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	if got, want := said(senderOf(t, analyzeRows([]SignIn{bad, good}), good.UPN)), "broken basic 0+1-0 blocked"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	// Rows without an id can't be told apart, so all count.
	good.ID = ""
	if got := senderOf(t, analyzeRows([]SignIn{good, good}), good.UPN).Successes; got != 2 {
		t.Errorf("two rows without ids count as %d", got)
	}
}

func TestClientsOfOnePlaceAreOneAndWhatNeedsAttentionComesFirst(t *testing.T) {
	scan := func(ip string, code int) SignIn { return try("scan@contoso.com", ip, code) }
	inv := analyzeRows(all(
		daily(scan("192.0.2.1", 53003), 20, 1, 1, 2, 3), daily(scan(office, 0), 20, 11, 1), daily(scan("203.0.113.8", 0), 10, 1, 1), at(scan(office, 0), 3, 5),
		daily(with(scan(office, 50126), asIMAP), 9, 1, 1)))
	var got []string
	for _, c := range senderOf(t, inv, "scan@contoso.com").Clients {
		got = append(got, fmt.Sprintf("%s %s %s %s %d %d+%d %v %v", c.Verdict, c.Protocol, c.IP, c.Network, c.Addresses, c.Successes, c.Failures, c.Countries, c.Errors))
	}
	want := []string{
		"active smtp 203.0.113.7 203.0.113.0/24 2 21+0 [JP] []",
		"broken smtp 192.0.2.1 192.0.2.0/24 1 0+60 [JP] [{53003 blocked 60}]",
		"broken imap 203.0.113.7 203.0.113.0/24 1 0+9 [JP] [{50126 wrong-password 9}]",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if protocols := senderOf(t, inv, "scan@contoso.com").Protocols; !slices.Equal(protocols, []Protocol{ProtocolIMAP, ProtocolSMTP}) {
		t.Errorf("protocols %v", protocols)
	}
}
