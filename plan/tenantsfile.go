package plan

import (
	"cmp"
	"errors"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Tenant is one entry of tenants.yaml: a tenant that is tracked side by side with others. It is no part of a plan; it is read here because the rules of how a file
// that people write is read, and how its errors name their place, are those of policy.yaml.
type Tenant struct {
	// Name is what a roll-up calls it, and Workspace its folder as the file says it.
	Name, Workspace string
	// Domain (its key is tenant), ClientID, Auth, Cloud and GraphURL are those of the flags of collect; empty where the file does not say.
	Domain, ClientID, Auth, Cloud, GraphURL string
	// SecretFrom and TokenFrom are names of environment variables, SecretFile and CertificateFile paths: no secret stands in the file itself.
	SecretFrom, SecretFile, CertificateFile, TokenFrom string
	// Since is where the window to read begins, a date, a time or a length as the flag --since of collect takes it, and Rate the most requests a second: its own, else
	// those that the file says for all; empty and 0 where it does not.
	Since string
	Rate  float64
	// Workbooks are to be read back.
	Workbooks []string
	// Line is where the entry's workspace stands, for messages about folders.
	Line int
}

// mostTenants is how many tenants one file may name.
const mostTenants = 1000

// The texts of tenants.yaml.
var (
	ruleTenantName = textRule{what: "name", most: 100, needed: true}
	ruleFolder     = textRule{what: "path", most: 1000, needed: true}
	rulePath       = textRule{what: "path", most: 1000}
	ruleClientID   = textRule{what: "id of an application", most: 36, pattern: regexp.MustCompile(`^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$`), like: "00000000-0000-0000-0000-000000000001"}
	ruleSince      = textRule{what: "begin of a window", most: 30, pattern: regexp.MustCompile(`^([1-9][0-9]{0,3}[dh]|[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9:]+(Z|[+-][0-9:]+)?)?)$`), like: "30d, 12h or 2026-11-23"}
	ruleAddress    = textRule{what: "URL", most: 500, pattern: regexp.MustCompile(`^https?://[^\s@]+$`), like: "https://graph.microsoft.com, without a user in it"}
)

// ReadTenants reads tenants.yaml; auths and clouds are the words that sign-in knows. Every error is one line that names line, column and key. A key that would
// hold a secret is refused, and its value is in no message.
func ReadTenants(data []byte, auths, clouds []string) ([]Tenant, error) {
	root, err := parseYAML(data)
	if err != nil {
		return nil, err
	}
	if root == nil {
		return nil, errors.New("line 1, column 1: the file names no tenant: write a list below \"tenants:\", each with name and workspace")
	}
	at := path{&document{nodes: map[string]*yaml.Node{}}, ""}
	var tenants []Tenant
	var all Tenant
	file := append(windowOf(&all), policyKey{name: "tenants", needed: true, value: listValue[Tenant]{to: &tenants, item: func(to *Tenant) policyValue { return entryOf(to, auths, clouds) }, check: onceTenant}})
	if err := refuseSecrets(at, root, file); err != nil {
		return nil, err
	}
	if err := file.read(at, root); err != nil {
		return nil, err
	}
	switch node := at.nodes["tenants"]; {
	case len(tenants) == 0:
		return nil, fail(node, at.key("tenants"), "the file names no tenant: write a list, each with name and workspace")
	case len(tenants) > mostTenants:
		return nil, fail(node, at.key("tenants"), "the list has %d tenants, and %d is the most", len(tenants), mostTenants)
	}
	for i := range tenants {
		t := &tenants[i]
		t.Since, t.Rate = cmp.Or(t.Since, all.Since), cmp.Or(t.Rate, all.Rate)
	}
	return tenants, nil
}

// windowOf are the keys that an entry has, and the file has for all entries.
func windowOf(to *Tenant) mapping {
	return mapping{
		{name: "since", value: textValue{to: &to.Since, rule: ruleSince}},
		{name: "rate", value: numberValue{to: &to.Rate, what: "a number of requests a second", like: "0.5", most: mostRate, above: true, empty: true, hint: "leave it out for as fast as Graph allows"}},
	}
}

// mostRate is more requests a second than Graph ever takes of one tenant.
const mostRate = 1000

// tenantEntry reads an entry, and refuses secrets before unknown keys.
type tenantEntry struct {
	mapping
	to *Tenant
}

func entryOf(to *Tenant, auths, clouds []string) tenantEntry {
	text := func(to *string, rule textRule) policyValue { return textValue{to: to, rule: rule} }
	return tenantEntry{append(windowOf(to), mapping{
		{name: "name", needed: true, value: text(&to.Name, ruleTenantName)},
		{name: "workspace", needed: true, value: text(&to.Workspace, ruleFolder)},
		{name: "tenant", value: text(&to.Domain, ruleTenant)},
		{name: "client-id", value: text(&to.ClientID, ruleClientID)},
		{name: "auth", value: oneOf{to: &to.Auth, words: auths}},
		{name: "cloud", value: oneOf{to: &to.Cloud, words: clouds}},
		{name: "graph-url", value: text(&to.GraphURL, ruleAddress)},
		{name: "secret-from", value: variableName{to: &to.SecretFrom}},
		{name: "secret-file", value: text(&to.SecretFile, rulePath)},
		{name: "certificate-file", value: text(&to.CertificateFile, rulePath)},
		{name: "token-from", value: variableName{to: &to.TokenFrom}},
		{name: "workbooks", value: listValue[string]{to: &to.Workbooks, item: func(to *string) policyValue { return text(to, ruleFolder) }, check: once[string]}},
	}...), to}
}

func (e tenantEntry) read(at path, node *yaml.Node) error {
	if err := refuseSecrets(at, node, e.mapping); err != nil {
		return err
	}
	if err := e.mapping.read(at, node); err != nil {
		return err
	}
	e.to.Line = at.node("workspace", node).Line
	refuse := func(key, format string, args ...any) error {
		return fail(at.node(key, node), at.key(key), format, args...)
	}
	secret, certificate := e.to.Auth == "client-secret", e.to.Auth == "certificate"
	switch t := e.to; {
	case t.SecretFrom != "" && t.SecretFile != "":
		return refuse("secret-file", "the secret has two places: leave out secret-from or secret-file")
	case t.SecretFrom != "" && !secret && !certificate:
		return refuse("secret-from", "it goes with \"auth: client-secret\", or with \"auth: certificate\" for the certificate's password")
	case t.SecretFile != "" && !secret:
		return refuse("secret-file", "it goes with \"auth: client-secret\"")
	case t.CertificateFile != "" && !certificate:
		return refuse("certificate-file", "it goes with \"auth: certificate\"")
	case t.TokenFrom != "" && t.Auth != "":
		return refuse("token-from", "a token is used in place of signing in: leave out token-from or auth")
	}
	return nil
}

// secretWords are what a key is about that would hold a secret.
var secretWords = []string{"secret", "password", "passwd", "pwd", "token", "credential", "passphrase", "apikey", "accesskey", "privatekey"}

// refuseSecrets finds a key that would hold a secret, before anybody is asked whether another key was meant.
func refuseSecrets(at path, node *yaml.Node, known mapping) error {
	if node.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		folded := strings.NewReplacer("-", "", "_", "", " ", "").Replace(strings.ToLower(key.Value))
		if slices.ContainsFunc(known, func(k policyKey) bool { return k.name == key.Value }) ||
			!slices.ContainsFunc(secretWords, func(word string) bool { return strings.Contains(folded, word) }) {
			continue
		}
		in := at.key(clipName(key.Value))
		switch near, changes := Nearest(key.Value, []string{"secret-from", "secret-file", "token-from"}); {
		case changes <= 2:
			return fail(key, in, "unknown key, did you mean %s?", near)
		case strings.Contains(folded, "token"):
			return fail(key, in, "no token stands in this file: put it into an environment variable and name that one, such as \"token-from: CONTOSO_TOKEN\"")
		}
		return fail(key, in, "no secret stands in this file: put it into an environment variable and name that one, such as \"secret-from: CONTOSO_SECRET\", or into a file and name that with secret-file")
	}
	return nil
}

// variableName is the name of an environment variable. What is none may be the secret itself, so it is in no message.
type variableName struct {
	leaf
	to *string
}

// variablePattern takes capitals only, as such names are written everywhere, so that hardly a secret passes for one.
var variablePattern = regexp.MustCompile(`^[A-Z_][A-Z0-9_]{0,99}$`)

func (v variableName) read(at path, node *yaml.Node) error {
	if node.Kind != yaml.ScalarNode || isNull(node) || !variablePattern.MatchString(node.Value) {
		return fail(node, at, "it holds no name of an environment variable in capitals, such as CONTOSO_SECRET (a secret itself has no place in this file)")
	}
	*v.to = node.Value
	return nil
}

func (v variableName) schema() map[string]any {
	return map[string]any{"type": "string", "pattern": variablePattern.String()}
}
func (v variableName) shown() string { return quoteYAML(*v.to) }

// oneOf is one of some words that another package knows.
type oneOf struct {
	leaf
	to    *string
	words []string
}

func (v oneOf) read(at path, node *yaml.Node) error {
	switch {
	case isNull(node):
		return nil
	case node.Kind != yaml.ScalarNode || !slices.Contains(v.words, node.Value):
		return fail(node, at, "%s is none of %s, did you mean %s?", describe(node), strings.Join(v.words, ", "), nearest(node.Value, v.words))
	}
	*v.to = node.Value
	return nil
}

func (v oneOf) schema() map[string]any { return map[string]any{"enum": v.words} }
func (v oneOf) shown() string          { return *v.to }

// onceTenant makes sure that no two entries are of one name or of one tenant.
func onceTenant(at path, node *yaml.Node, t Tenant, before []Tenant) error {
	for _, other := range before {
		switch {
		case strings.EqualFold(t.Name, other.Name):
			return fail(at.node("name", node), at.key("name"), "%s is there twice: give each tenant a name of its own", clip(t.Name))
		case t.Domain != "" && strings.EqualFold(t.Domain, other.Domain):
			return fail(at.node("tenant", node), at.key("tenant"), "%s is the tenant of %s too: name each tenant once", clip(t.Domain), clip(other.Name))
		}
	}
	if i := strings.IndexFunc(t.Name, invisible); i >= 0 {
		hidden, _ := utf8.DecodeRuneInString(t.Name[i:])
		return fail(at.node("name", node), at.key("name"), "%s holds the character U+%04X, which can't be seen", clip(t.Name), hidden)
	}
	if strings.TrimSpace(t.Name) != t.Name {
		return fail(at.node("name", node), at.key("name"), "%s has a blank at an end", clip(t.Name))
	}
	return nil
}

// invisible finds what two names could differ by without anybody seeing it.
func invisible(r rune) bool {
	return r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x2060 && r <= 0x2064 || r == 0xfeff
}
