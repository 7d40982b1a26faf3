package plan

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzRead: what can be read is a plan that is written and read again as the same one, and makes an earlier plan without a panic.
func FuzzRead(f *testing.F) {
	var small bytes.Buffer
	if err := Write(&small, made(inventoryOf(sender("a"), sender("b")), DefaultPolicy(asOf), Digests{}, nil)); err != nil {
		f.Fatal(err)
	}
	f.Add(small.Bytes())
	for _, text := range []string{
		"", "{", "[]", "null", `{"schema":"unbasic/plan/1"}`, `{"schema":"unbasic/plan/1","items":null}`, `{"items":[{"id":"x"}],"schema":"unbasic/plan/1"}`,
		`{"schema":"unbasic/plan/1","items":[{"sender":"id-a","wave":3,"status":"done"},{"sender":"id-a"}],"waves":[{"number":3,"start":"2026-12-01"}]}`,
		`{"schema":"unbasic/plan/1","items":[{"sender":"id-a","start":"2027-02-30"}]}`, `{"schema":"unbasic/plan/1","items":{}}`,
	} {
		f.Add([]byte(text))
	}
	inv, policy := inventoryOf(sender("a"), sender("c")), DefaultPolicy(asOf)
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := Read(bytes.NewReader(data))
		if err != nil {
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("the error has more than one line: %q", err)
			}
			return
		}
		var first, second bytes.Buffer
		if err := Write(&first, p); err != nil {
			t.Fatal(err)
		}
		again, err := Read(&first)
		if err != nil {
			t.Fatalf("what was written can't be read: %v", err)
		}
		var third bytes.Buffer
		if err := Write(&second, again); err != nil {
			t.Fatal(err)
		}
		if err := Write(&third, p); err != nil || !bytes.Equal(second.Bytes(), third.Bytes()) {
			t.Errorf("reading and writing changed the plan (%v):\n%s", err, cmp.Diff(third.String(), second.String()))
		}
		made(inv, policy, Digests{}, &p)
	})
}
