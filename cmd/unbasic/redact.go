package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"unbasic/export/pseudonym"
	"unbasic/inventory"
	"unbasic/inventory/evidence"
	"unbasic/plan"
)

// redactionKeyName is the file of the workspace that leads pseudonyms back. It is never under reports/.
const redactionKeyName = "redaction-key.json"

const redactionKeySchema = "unbasic/redaction-key/1"

// redactionKey is redaction-key.json.
type redactionKey struct {
	Schema string `json:"schema"`
	// Tenant is the id of the tenant whose people the pseudonyms stand for, null where it was not known.
	Tenant inventory.Optional `json:"tenant"`
	// Secret is in hexadecimal digits; Check tells a secret that was damaged.
	Secret     string            `json:"secret"`
	Check      string            `json:"check"`
	Pseudonyms []pseudonym.Entry `json:"pseudonyms"`
}

// redaction is what --redact takes. The nil one hides nothing.
type redaction struct {
	path  string
	key   redactionKey
	names *pseudonym.Names
}

// openRedaction reads the workspace's key, or makes one, when it is asked for. The key is on disk before any report is, so that no pseudonym is ever without it.
func openRedaction(wanted bool, ws *workspace, inv inventory.Inventory, p plan.Plan) (*redaction, error) {
	if !wanted {
		return nil, nil
	}
	r := &redaction{path: filepath.Join(ws.dir, redactionKeyName)}
	tenant := inv.Tenant.ID
	data, err := os.ReadFile(r.path)
	switch {
	case errors.Is(err, os.ErrNotExist):
		secret := make([]byte, pseudonym.SecretSize)
		if _, err := rand.Read(secret); err != nil {
			return nil, fmt.Errorf("making %s: %w", r.path, err)
		}
		r.key = redactionKey{Schema: redactionKeySchema, Tenant: tenant, Secret: hex.EncodeToString(secret), Check: checkOf(secret), Pseudonyms: []pseudonym.Entry{}}
		if err := r.write(); err != nil {
			return nil, err
		}
	case err != nil:
		return nil, fmt.Errorf("reading the key of the pseudonyms: %w", err)
	default:
		if err := json.Unmarshal(data, &r.key); err != nil {
			return nil, r.broken(err)
		}
	}
	secret, err := r.key.secret()
	if err != nil {
		return nil, r.broken(err)
	}
	if r.key.Tenant != "" && tenant != "" && !strings.EqualFold(string(r.key.Tenant), string(tenant)) {
		return nil, fmt.Errorf("%s belongs to tenant %s, and the inventory is of %s: move it away, and export makes another", r.path, r.key.Tenant, tenant)
	}
	if r.names, err = pseudonym.New(secret, inv, p, r.key.Pseudonyms); err != nil {
		return nil, r.broken(err)
	}
	return r, nil
}

// broken says what to do about a key that can't be read.
func (r *redaction) broken(err error) error {
	return fmt.Errorf("reading %s: %w: put it back from a copy, or move it away, and export makes another with other pseudonyms", r.path, err)
}

// secret gives the secret of a key that is whole.
func (k redactionKey) secret() ([]byte, error) {
	if k.Schema != redactionKeySchema {
		return nil, fmt.Errorf("its schema is %q, not %q", k.Schema, redactionKeySchema)
	}
	secret, err := hex.DecodeString(k.Secret)
	if err != nil || len(secret) != pseudonym.SecretSize || k.Check != checkOf(secret) {
		return nil, errors.New("its secret is damaged") // the reason would show a part of it
	}
	return secret, nil
}

// checkOf says nothing of the secret but that it is the one.
func checkOf(secret []byte) string {
	mac := hmac.New(sha256.New, secret)
	mac.Write([]byte(redactionKeySchema))
	return hex.EncodeToString(mac.Sum(nil)[:8])
}

// hide is for export.Options.
func (r *redaction) hide() func(string) string {
	if r == nil {
		return nil
	}
	return r.names.Hide
}

// name is the name of a report under reports/. One with pseudonyms has its own: it must not take the place of the workbook that people write in, nor be
// taken for it.
func (r *redaction) name(name string) string {
	if r == nil {
		return name
	}
	ending := filepath.Ext(name)
	return strings.TrimSuffix(name, ending) + "-redacted" + ending
}

// keep writes down which pseudonyms stand for whom, once all reports are written.
func (r *redaction) keep() error {
	if r == nil {
		return nil
	}
	used := r.names.Used()
	if slices.Equal(used, r.key.Pseudonyms) {
		return nil
	}
	r.key.Pseudonyms = used
	return r.write()
}

func (r *redaction) write() error {
	return evidence.WriteFile(r.path, func(w io.Writer) error {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", " ")
		return encoder.Encode(r.key)
	})
}

// named gives what a format makes the names of reports with pseudonyms.
func (r *redaction) named(p product) product {
	p.name = r.name(p.name)
	if p.replaces == nil {
		for i := range p.files {
			p.files[i].name = r.name(p.files[i].name)
		}
	}
	return p
}
