package files

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"unbasic/inventory"

	"github.com/google/go-cmp/cmp"
)

func yes() *bool { b := true; return &b }

func TestDecodeUser(t *testing.T) {
	no := false
	for name, test := range map[string]struct {
		record string
		want   inventory.User
	}{
		"everything": {`{"id":"1","userPrincipalName":"a@contoso.com","displayName":"見本 太郎","givenName":"太郎","surname":"見本","jobTitle":"係長",
			"department":"総務","accountEnabled":true,"userType":"Member",
			"assignedLicenses":[{"skuId":"not used, the states say more","disabledPlans":[]}],
			"assignedPlans":[{"capabilityStatus":"Enabled","servicePlanId":"p1","service":"exchange"},{"capabilityStatus":"Deleted","servicePlanId":"p2"}],
			"licenseAssignmentStates":[{"assignedByGroup":null,"disabledPlans":["p3"],"error":"None","skuId":"s1","state":"Active"},
				{"assignedByGroup":"g","disabledPlans":[],"error":"CountViolation","skuId":"s2","state":"Error","lastUpdatedDateTime":"2026-11-02T03:04:05.678Z"}]}`,
			inventory.User{
				ID: "1", UPN: "a@contoso.com", DisplayName: "見本 太郎", GivenName: "太郎", Surname: "見本", JobTitle: "係長", Department: "総務",
				AccountEnabled: yes(), UserType: "Member", PlansRead: true,
				Plans: []inventory.AssignedPlan{{ServicePlanID: "p1", CapabilityStatus: "Enabled"}, {ServicePlanID: "p2", CapabilityStatus: "Deleted"}},
				Assignments: []inventory.LicenseAssignment{
					{SKUID: "s1", DisabledPlans: []string{"p3"}, State: "Active", Error: "None"},
					{SKUID: "s2", DisabledPlans: []string{}, GroupID: "g", State: "Error", Error: "CountViolation",
						Changed: time.Date(2026, 11, 2, 3, 4, 5, 678e6, time.UTC)},
				},
			}},
		"only an id":                   {`{"id":"1"}`, inventory.User{ID: "1"}},
		"nulls":                        {`{"id":"1","displayName":null,"accountEnabled":null,"assignedPlans":null,"assignedLicenses":null}`, inventory.User{ID: "1"}},
		"disabled":                     {`{"id":"1","accountEnabled":false}`, inventory.User{ID: "1", AccountEnabled: &no}},
		"no plans is not plans unread": {`{"id":"1","assignedPlans":[]}`, inventory.User{ID: "1", PlansRead: true}},
		"licences where no states were read": {`{"id":"1","assignedLicenses":[{"skuId":"s","disabledPlans":["p"]}]}`,
			inventory.User{ID: "1", Assignments: []inventory.LicenseAssignment{{SKUID: "s", DisabledPlans: []string{"p"}}}}},
	} {
		got, err := decodeUser([]byte(test.record))
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestDecodeSKU(t *testing.T) {
	for name, test := range map[string]struct {
		record string
		want   inventory.SKU
	}{
		"everything": {`{"id":"t_s","skuId":"s","skuPartNumber":"SPE_E3","capabilityStatus":"Enabled","consumedUnits":24,
			"prepaidUnits":{"enabled":25,"suspended":1,"warning":3,"lockedOut":2},"servicePlans":[{"servicePlanId":"p1"},{"servicePlanId":"p2"}]}`,
			inventory.SKU{ID: "s", PartNumber: "SPE_E3", CapabilityStatus: "Enabled", Enabled: 25, Consumed: 24,
				Warning: 3, Suspended: 1, LockedOut: 2, ServicePlanIDs: []string{"p1", "p2"}}},
		"only an id": {`{"skuId":"s","prepaidUnits":null,"servicePlans":null}`, inventory.SKU{ID: "s"}},
	} {
		got, err := decodeSKU([]byte(test.record))
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestDecodeSubscription(t *testing.T) {
	for name, test := range map[string]struct {
		record string
		want   inventory.Subscription
	}{
		"everything": {`{"id":"x","skuId":"s","skuPartNumber":"SPE_E3","status":"Warning","isTrial":false,"totalLicenses":25,"nextLifecycleDateTime":"2026-12-12T00:00:00Z"}`,
			inventory.Subscription{SKUID: "s", Status: "Warning", NextChange: time.Date(2026, 12, 12, 0, 0, 0, 0, time.UTC)}},
		"no date":    {`{"skuId":"s","status":"Enabled","nextLifecycleDateTime":null}`, inventory.Subscription{SKUID: "s", Status: "Enabled"}},
		"a bad date": {`{"skuId":"s","nextLifecycleDateTime":"soon"}`, inventory.Subscription{SKUID: "s"}},
	} {
		got, err := decodeSubscription([]byte(test.record))
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestTheNewestNameOfAGroupCounts(t *testing.T) {
	var in inventory.Input
	for _, snapshot := range []string{ // the newest first
		`{"id":"AA","status":200,"body":{"id":"AA","displayName":"now"}}` + "\n" + `{"id":"bb","status":404,"body":{"error":{"code":"Request_ResourceNotFound"}}}`,
		`{"id":"aa","status":200,"body":{"displayName":"before"}}` + "\n" + `{"id":"bb","status":200,"body":{"displayName":"deleted since"}}`,
	} {
		groups, aside, err := gather(jsonLines(strings.NewReader(snapshot), decodeGroupName))
		if err != nil || aside.records > 0 {
			t.Fatalf("%v, %+v", err, aside)
		}
		nameGroups(&in, groups)
	}
	if diff := cmp.Diff(map[string]string{"aa": "now", "bb": "deleted since"}, in.GroupNames); diff != "" {
		t.Errorf("names (-want +got):\n%s", diff)
	}
}

func TestDecodeTenant(t *testing.T) {
	for name, test := range map[string]struct {
		record string
		want   inventory.Tenant
	}{
		"the default domain": {`{"id":"t","displayName":"Contoso","verifiedDomains":[{"name":"contoso.onmicrosoft.com","isDefault":false,"isInitial":true},
			{"name":"contoso.com","isDefault":true}]}`, inventory.Tenant{ID: "t", Name: "Contoso", DefaultDomain: "contoso.com"}},
		"only an id": {`{"id":"t","displayName":null,"verifiedDomains":null}`, inventory.Tenant{ID: "t"}},
	} {
		got, err := DecodeTenant([]byte(test.record))
		if diff := cmp.Diff(test.want, got); diff != "" || err != nil {
			t.Errorf("%s: %v\n%s", name, err, diff)
		}
	}
}

func TestARecordWithoutAnIDOrOfAnotherTypeIsAnError(t *testing.T) {
	for _, record := range []string{
		`{}`, `null`, `[]`, `5`, `"x"`, ``, `{`, `{"id":"","skuId":""}`, `{"id":5,"skuId":5}`,
		`{"id":"1","skuId":"1","assignedPlans":"x","consumedUnits":"24","verifiedDomains":"x"}`,
	} {
		if u, err := decodeUser([]byte(record)); err == nil {
			t.Errorf("decodeUser(%s) = %+v", record, u)
		}
		if s, err := decodeSKU([]byte(record)); err == nil {
			t.Errorf("decodeSKU(%s) = %+v", record, s)
		}
		if s, err := decodeSubscription([]byte(record)); err == nil && !strings.Contains(record, "assignedPlans") {
			t.Errorf("decodeSubscription(%s) = %+v", record, s)
		}
		if g, err := decodeGroupName([]byte(record)); err == nil && !strings.Contains(record, "assignedPlans") {
			t.Errorf("decodeGroupName(%s) = %+v", record, g)
		}
		if tenant, err := DecodeTenant([]byte(record)); err == nil {
			t.Errorf("DecodeTenant(%s) = %+v", record, tenant)
		}
	}
}

func TestJSONLinesNamesTheLineThatItCannotDecode(t *testing.T) {
	broken := errors.New("the disk is broken")
	for name, test := range map[string]struct {
		r    io.Reader
		want string // ids
		fail string
		is   error
	}{
		"lines":                 {strings.NewReader("{\"id\":\"1\"}\n{\"id\":\"2\"}\n"), "1 2", "", nil},
		"no line end":           {strings.NewReader("{\"id\":\"1\"}\r\n\n \n{\"id\":\"2\"}"), "1 2", "", nil},
		"nothing":               {strings.NewReader(""), "", "", nil},
		"a line longer than 64": {strings.NewReader(`{"id":"1","x":"` + strings.Repeat("x", 200_000) + "\"}\n{\"id\":\"2\"}"), "1 2", "", nil},
		"data with the end":     {iotest.DataErrReader(strings.NewReader("{\"id\":\"1\"}\n{\"id\":\"2\"}")), "1 2", "", nil},
		"a bad line":            {strings.NewReader("{\"id\":\"1\"}\n\n{\"id\":\n"), "1", "row 3: ", nil},
		"the reader fails":      {io.MultiReader(strings.NewReader("{\"id\":\"1\"}\n{\"id\""), iotest.ErrReader(broken)), "1", "the disk is broken", broken},
	} {
		var got []string
		var failed error
		for u, err := range jsonLines(test.r, decodeUser) {
			if err != nil {
				failed = err
				break
			}
			got = append(got, u.ID)
		}
		if strings.Join(got, " ") != test.want || (failed == nil) != (test.fail == "") {
			t.Errorf("%s: %v, %v, want %s and %q", name, got, failed, test.want, test.fail)
		}
		if failed != nil && (!strings.HasPrefix(failed.Error(), test.fail) || test.is != nil && !errors.Is(failed, test.is)) {
			t.Errorf("%s: error = %q, want %q", name, failed, test.fail)
		}
	}
}

// FuzzDecodeDirectory: an id or an error, and never both a value and an error.
func FuzzDecodeDirectory(f *testing.F) {
	f.Add([]byte(`{"id":"1","skuId":"1","assignedPlans":[{}],"licenseAssignmentStates":[{"disabledPlans":null}],"prepaidUnits":{},"verifiedDomains":[{}]}`))
	f.Add([]byte(`{"ID":"1","skuid":"x","assignedPlans":{},"prepaidUnits":[]}`))
	f.Fuzz(func(t *testing.T, record []byte) {
		u, err := decodeUser(record)
		if (err == nil) == (u.ID == "") {
			t.Errorf("user %+v, %v", u, err)
		}
		if err == nil && len(u.Plans) > 0 && !u.PlansRead {
			t.Errorf("plans that were not read: %+v", u)
		}
		if sku, err := decodeSKU(record); (err == nil) == (sku.ID == "") {
			t.Errorf("subscription %+v, %v", sku, err)
		}
		if tenant, err := DecodeTenant(record); (err == nil) == (tenant.ID == "") {
			t.Errorf("organisation %+v, %v", tenant, err)
		}
	})
}

func TestDecodeMessageCount(t *testing.T) {
	got, err := decodeMessageCount([]byte(`{"senderAddress":"Scan@contoso.com","fromIP":"203.0.113.7","messages":3,"recipients":9,"first":"2026-11-20T08:00:00Z","last":"2026-11-21T08:00:00Z"}`))
	want := inventory.MessageCount{
		Address: "scan@contoso.com", IP: "203.0.113.7", Messages: 3, First: time.Date(2026, 11, 20, 8, 0, 0, 0, time.UTC), Last: time.Date(2026, 11, 21, 8, 0, 0, 0, time.UTC),
	}
	if err != nil || got != want {
		t.Errorf("%+v, %v", got, err)
	}
	for _, record := range []string{"{}", "null", "5", `{"senderAddress":5}`} {
		if _, err := decodeMessageCount([]byte(record)); err == nil {
			t.Errorf("%s is a count", record)
		}
	}
}
