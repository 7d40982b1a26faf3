package main

import (
	"bufio"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"

	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/inventory/files"
	"unbasic/inventory/graph"
)

// evidenceStore keeps what Graph serves as files of a snapshot: a list is a file, and so is a slice of sign-ins.
type evidenceStore struct {
	writer *evidence.Writer
}

// evidenceFiles names the file and the format of each source.
var evidenceFiles = map[graph.Source]struct {
	name, ending string
	format       files.Format
}{
	graph.Organization:            {"organization", "jsonl", files.GraphOrganization},
	graph.Domains:                 {"domains", "jsonl", files.GraphDomains},
	graph.SubscribedSKUs:          {"subscribed-skus", "jsonl", files.GraphSKUs},
	graph.Subscriptions:           {"subscriptions", "jsonl", files.GraphSubscriptions},
	graph.Users:                   {"users", "jsonl", files.GraphUsers},
	graph.DeletedUsers:            {"deleted-users", "jsonl", files.GraphDeletedUsers},
	graph.LicenseGroups:           {"groups", "jsonl", files.GraphGroups},
	graph.InteractiveSignIns:      {"sign-ins-interactive", "jsonl", files.GraphSignIns},
	graph.NonInteractiveSignIns:   {"sign-ins-non-interactive", "jsonl", files.GraphSignIns},
	graph.ServicePrincipalSignIns: {"sign-ins-service-principal", "jsonl", files.GraphAppSignIns},
	graph.ModernSignIns:           {"sign-ins-modern", "jsonl", files.GraphSignIns},
	graph.EmailAppUsage:           {"email-app-usage", "csv", files.EmailAppUsageCSV},
	graph.MailboxUsage:            {"mailbox-usage", "csv", files.MailboxUsageCSV},
	graph.EmailActivity:           {"email-activity", "csv", files.EmailActivityCSV},
	graph.MailboxPurpose:          {"mailbox-purposes", "jsonl", files.GraphMailboxPurposes},
	graph.ConditionalAccess:       {"conditional-access-policies", "jsonl", files.GraphConditionalAccess},
	graph.PolicyMembers:           {"policy-members", "jsonl", files.GraphPolicyMembers},
	graph.SecurityDefaults:        {"security-defaults", "jsonl", files.GraphSecurityDefaults},
	graph.MFARegistration:         {"mfa-registration", "jsonl", files.GraphMFARegistration},
	graph.MailResources:           {"mail-permissions-resources", "jsonl", files.GraphMailPermissions},
	graph.MailAssignments:         {"mail-permissions-assignments", "jsonl", files.GraphMailPermissions},
	graph.MailGrants:              {"mail-permissions-grants", "jsonl", files.GraphMailPermissions},
	graph.MailHolders:             {"mail-permissions-holders", "jsonl", files.GraphMailPermissions},
	graph.MailApplications:        {"mail-permissions-applications", "jsonl", files.GraphMailPermissions},
	graph.MessageTraces:           {"message-trace-counts", "jsonl", files.MessageTraceCounts},
}

// fileName names a piece's file. Nothing of it comes from the tenant.
func fileName(p graph.Piece) (string, error) {
	as, ok := evidenceFiles[p.Source]
	if !ok {
		return "", fmt.Errorf("keeping %s %s: no file is named for it", p.Source.Name, p.Source.Part)
	}
	name := as.name
	if p.Window != nil {
		const stamp = "20060102T150405Z"
		name += "-" + p.Window.Since.UTC().Format(stamp) + "-" + p.Window.Until.UTC().Format(stamp)
	}
	if p.Source == graph.ModernSignIns {
		name += fmt.Sprintf("-%x", sha256.Sum256([]byte(p.Scope)))[:17]
	}
	return name + "." + as.ending, nil
}

func pieceOf(f evidence.File) graph.Piece {
	return graph.Piece{Source: graph.Source{Name: f.Source, Part: f.Part}, Origin: f.Origin, Window: f.Window, Scope: f.Scope, Records: f.Records}
}

func (s evidenceStore) Kept() []graph.Piece {
	var list []graph.Piece
	for _, f := range s.writer.Kept() {
		list = append(list, pieceOf(f))
	}
	return list
}

func (s evidenceStore) Records(p graph.Piece) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		name, err := fileName(p)
		if err != nil {
			yield(nil, err)
			return
		}
		kept := s.writer.Kept()
		i := slices.IndexFunc(kept, func(f evidence.File) bool { return f.Name == name+".zst" })
		if i < 0 {
			yield(nil, fmt.Errorf("reading evidence %s: it is not kept", name))
			return
		}
		for line, err := range lines(s.writer.Open(kept[i])) {
			if !yield(line, err) || err != nil {
				return
			}
		}
	}
}

// lines gives a file's lines without their ends.
func lines(r io.ReadCloser, err error) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		if err != nil {
			yield(nil, err)
			return
		}
		defer r.Close()
		reader := bufio.NewReaderSize(r, 64<<10)
		for {
			line, err := reader.ReadBytes('\n')
			if n := len(line); n > 0 && line[n-1] == '\n' {
				line = line[:n-1]
			}
			if err != nil && !errors.Is(err, io.EOF) {
				yield(nil, err)
				return
			}
			if (err == nil || len(line) > 0) && !yield(line, nil) || err != nil {
				return
			}
		}
	}
}

func (s evidenceStore) Draft(p graph.Piece) (graph.Draft, error) {
	name, err := fileName(p)
	if err != nil {
		return nil, err
	}
	f, err := s.writer.File(name, string(evidenceFiles[p.Source].format), p.Origin)
	if err != nil {
		return nil, err
	}
	return &evidenceDraft{FileWriter: f, writer: s.writer, name: name}, nil
}

func (s evidenceStore) Remember(name string, value any) error { return s.writer.Remember(name, value) }
func (s evidenceStore) Recall(name string, into any) (bool, error) {
	return s.writer.Recall(name, into)
}

// evidenceDraft is a file that is being written.
type evidenceDraft struct {
	*evidence.FileWriter
	writer *evidence.Writer
	name   string
}

func (d *evidenceDraft) Whole(file []byte, records int) error {
	d.CountRecords(records)
	_, err := d.Write(file)
	return err
}

func (d *evidenceDraft) Keep(p graph.Piece) error {
	name, err := fileName(p)
	if err != nil {
		return err
	}
	d.Rename(name)
	return d.Seal(func(f *evidence.File) {
		f.Source, f.Part, f.Window, f.Scope = p.Source.Name, p.Source.Part, p.Window, p.Scope
	})
}

// readTenant reads the organisation out of what was kept. What can't be decoded is reported when the inventory is made; here it only leaves the manifest
// without a name.
func readTenant(w *evidence.Writer) (inventory.Tenant, error) {
	store := evidenceStore{w}
	for _, p := range store.Kept() {
		if p.Source != graph.Organization {
			continue
		}
		for record, err := range store.Records(p) {
			if err != nil {
				return inventory.Tenant{}, err
			}
			if tenant, err := files.DecodeTenant(record); err == nil {
				return tenant, nil
			}
		}
	}
	return inventory.Tenant{}, nil
}
