package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"unbasic/inventory/graph"
	"unbasic/plan"
)

// tenantEntry is an entry of the file of --tenants with its workspace and the folder of the file in full.
type tenantEntry struct {
	plan.Tenant
	dir, home string
	// since is the parsed one of the file; empty where it says nothing.
	since edge
}

// readTenants reads the file of --tenants, and gives the folder that it is in. Paths in it are relative to that folder.
func readTenants(file string) (entries []tenantEntry, home string, err error) {
	if home, err = filepath.Abs(filepath.Dir(file)); err != nil {
		return nil, "", fmt.Errorf("reading tenants: %w", err)
	}
	data, err := os.ReadFile(file)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return nil, "", fmt.Errorf("--tenants %s is not there: name a file that lists tenants, each with name and workspace", file)
	case err != nil:
		return nil, "", fmt.Errorf("reading %s: %w", file, reasonOf(err))
	}
	tenants, err := plan.ReadTenants(data, graph.AuthKinds(), graph.Clouds())
	if err != nil {
		return nil, "", fmt.Errorf("%s: %w", file, err)
	}
	for _, t := range tenants {
		entry := tenantEntry{Tenant: t, dir: within(home, t.Workspace), home: home}
		if t.Since != "" {
			if err := entry.since.Set(t.Since); err != nil {
				return nil, "", fmt.Errorf("%s: line %d: since of %q: %w", file, t.Line, t.Name, err)
			}
		}
		if sameFolder(entry.dir, home) {
			return nil, "", fmt.Errorf("%s: line %d: the workspace of %q is the folder of the file itself, where the roll-up goes: give it one of its own", file, t.Line, t.Name)
		}
		for _, other := range entries {
			if sameFolder(entry.dir, other.dir) {
				return nil, "", fmt.Errorf("%s: line %d: the workspace of %q is that of %q in line %d too: give each tenant one of its own", file, t.Line, t.Name, other.Name, other.Line)
			}
		}
		entries = append(entries, entry)
	}
	return entries, home, nil
}

// within is a path that is relative to a folder, unless it is not relative at all.
func within(dir, path string) string {
	if path = filepath.FromSlash(path); filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	return filepath.Join(dir, path)
}

// sameFolder reports whether two names are of one folder, by links and in another case too where the file system says so.
func sameFolder(a, b string) bool {
	if a == b {
		return true
	}
	x, err := os.Stat(a)
	if err != nil {
		return false
	}
	y, err := os.Stat(b)
	return err == nil && os.SameFile(x, y)
}

// collect is what to read of a tenant, and how. What the file does not say is as the environment has it, and a rate that was typed goes before both.
func (t tenantEntry) collect(fallback collectOptions, global globalOptions, o tenantsOptions, token string) collectOptions {
	c := fallback
	c.globalOptions, c.signIn, c.kind, c.token, c.partOfRun = global, t.signIn(fallback.signIn), collectKind, token, true
	c.full = c.full || o.full
	if t.since.text != "" {
		c.window.since = t.since
	}
	switch {
	case o.rateTyped:
		c.rate = o.rate
	case t.Rate > 0:
		c.rate = t.Rate
	}
	return c
}

// signIn is how to sign in to a tenant: what the file does not say is as the environment has it, but for the tenant itself, which is another for each.
func (t tenantEntry) signIn(fallback signInOptions) signInOptions {
	o := fallback
	o.tenant = t.Domain
	for _, key := range []struct {
		to   *string
		said string
	}{{&o.clientID, t.ClientID}, {&o.auth, t.Auth}, {&o.cloud, t.Cloud}, {&o.graphURL, t.GraphURL}} {
		if key.said != "" {
			*key.to = key.said
		}
	}
	return o
}

// token is what the variable of token-from holds, nothing where the file names none.
func (t tenantEntry) token(getenv func(string) string) (string, error) {
	if t.TokenFrom == "" {
		return "", nil
	}
	token := getenv(t.TokenFrom)
	if token == "" {
		return "", fmt.Errorf("token-from names %s, and there is nothing in it: set it to an access token", t.TokenFrom)
	}
	return token, nil
}

// getenv is the environment as signing in to this tenant sees it: the secret that the file names is under the name by which every command looks for one.
func (t tenantEntry) getenv(getenv func(string) string) (func(string) string, error) {
	const secret, certificate = "UNBASIC_CLIENT_SECRET", "UNBASIC_CLIENT_CERTIFICATE"
	own := map[string]string{}
	if t.SecretFrom != "" {
		value := getenv(t.SecretFrom)
		if value == "" {
			return nil, fmt.Errorf("secret-from names %s, and there is nothing in it: set it to the secret", t.SecretFrom)
		}
		name := secret
		if t.Auth == "certificate" {
			name = certificate + "_PASSWORD"
		}
		own[name] = value
	}
	if t.SecretFile != "" {
		own[secret], own[secret+"_FILE"] = "", within(t.home, t.SecretFile)
	}
	if t.CertificateFile != "" {
		own[certificate+"_FILE"] = within(t.home, t.CertificateFile)
	}
	return func(name string) string {
		if value, some := own[name]; some {
			return value
		}
		return getenv(name)
	}, nil
}
