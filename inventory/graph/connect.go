package graph

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/Azure/azure-sdk-for-go/sdk/azcore"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/cloud"
	"github.com/Azure/azure-sdk-for-go/sdk/azcore/policy"
	"github.com/Azure/azure-sdk-for-go/sdk/azidentity"
	kiotaauth "github.com/microsoft/kiota-authentication-azure-go"
	kiotahttp "github.com/microsoft/kiota-http-go"
	msgraphcore "github.com/microsoftgraph/msgraph-sdk-go-core"
)

// Options say which tenant to read and how to sign in to it.
type Options struct {
	// Tenant is an id or a domain; needed by every kind of sign-in that names an application.
	Tenant string
	// ClientID is the application (client) id of the app registration.
	ClientID string
	// Auth is one of AuthKinds; empty means "default".
	Auth string
	// Cloud is one of Clouds; empty means "global".
	Cloud string
	// GraphURL replaces the cloud's endpoint. Plain http is taken for a loopback host only, since a token goes there.
	GraphURL string
	// AccessToken, if set, is used as it is and nobody signs in.
	AccessToken string
	// Environment looks up environment variables, where secrets come from.
	Environment func(string) string
	// Prompt is where a device code is shown.
	Prompt io.Writer
	// Log gets retries and waits; never a token.
	Log *slog.Logger
	// UserAgent names the program to the server, such as "unbasic/1.2".
	UserAgent string
	// Backoff is the first pause before a failed request is tried again; 0 means one second. All other waits grow with it.
	Backoff time.Duration
	// Stall is how long nothing of an answer may come before it is given up, and a fifth of how long its first byte may take; 0 means one minute.
	Stall time.Duration
	// consent is what an administrator has to grant; empty is Graph's permissions.
	consent string
}

// AuthKinds are the ways to sign in.
func AuthKinds() []string {
	return []string{"default", "device-code", "browser", "azure-cli", "client-secret", "certificate", "managed-identity", "workload-identity"}
}

// endpoint is where a cloud's Graph and sign-in service are. Source: Microsoft Graph, "National cloud deployments".
type endpoint struct {
	graph     string
	authority cloud.Configuration
}

var clouds = map[string]endpoint{
	"global":   {"https://graph.microsoft.com", cloud.AzurePublic},
	"gcc-high": {"https://graph.microsoft.us", cloud.AzureGovernment},
	"dod":      {"https://dod-graph.microsoft.us", cloud.AzureGovernment},
	"china":    {"https://microsoftgraph.chinacloudapi.cn", cloud.AzureChina},
}

// Clouds are the names of the clouds.
func Clouds() []string { return []string{"global", "gcc-high", "dod", "china"} }

// ErrUsage is wrapped by errors about options that can't be right.
var ErrUsage = errors.New("wrong option")

// ErrSignIn is wrapped by errors of signing in and of consent.
var ErrSignIn = errors.New("signing in failed")

// Client reads one tenant.
type Client struct {
	adapter *msgraphcore.GraphRequestAdapterBase
	base    *url.URL
	cloud   string
	log     *slog.Logger
	// unit is the first pause before something is asked for again; stall is how long nothing may come.
	unit, stall time.Duration
	access      *Access
	plain       *http.Client // without a token, for addresses that are authorised by themselves
}

// Connect checks the options and signs in. The error wraps ErrUsage or ErrSignIn.
func Connect(ctx context.Context, o Options) (*Client, error) {
	at, err := endpointOf(&o)
	if err != nil {
		return nil, err
	}
	base, err := graphURL(o.GraphURL, at.graph)
	if err != nil {
		return nil, err
	}
	credential, err := newCredential(o, at.authority)
	if err != nil {
		return nil, err
	}
	scope := base.Scheme + "://" + base.Host + "/.default"
	token, err := credential.GetToken(ctx, policy.TokenRequestOptions{Scopes: []string{scope}, EnableCAE: true})
	if err != nil {
		return nil, signInError(ctx, o, err)
	}
	// Two guards keep the token at home: the provider knows one host, and next links to any other are refused (see readPage).
	provider, err := kiotaauth.NewAzureIdentityAuthenticationProviderWithScopesAndValidHosts(credential, []string{scope}, []string{base.Hostname()})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrSignIn, err)
	}
	client := &Client{base: base, cloud: o.Cloud, log: o.Log, unit: cmp.Or(o.Backoff, time.Second), stall: cmp.Or(o.Stall, time.Minute), access: accessOf(token.Token)}
	client.adapter, err = msgraphcore.NewGraphRequestAdapterBaseWithParseNodeFactoryAndSerializationWriterFactoryAndHttpClient(provider, sdkOptions, nil, nil, client.httpClient(o.UserAgent))
	if err != nil {
		return nil, fmt.Errorf("setting up the Graph SDK: %w", err)
	}
	return client, nil
}

// endpointOf gives the places of the cloud that is named, or of the global one.
func endpointOf(o *Options) (endpoint, error) {
	o.Cloud = cmp.Or(o.Cloud, "global")
	at, ok := clouds[o.Cloud]
	if !ok {
		return at, fmt.Errorf("%w: --cloud %q is none of %s", ErrUsage, o.Cloud, strings.Join(Clouds(), ", "))
	}
	return at, nil
}

// Credential gives the sign-in of the same options for another service than Graph; permission is what that service's consent is called. The error wraps
// ErrUsage or ErrSignIn, and so do those of the credential.
func Credential(o Options, permission string) (azcore.TokenCredential, error) {
	at, err := endpointOf(&o)
	if err != nil {
		return nil, err
	}
	credential, err := newCredential(o, at.authority)
	if err != nil {
		return nil, err
	}
	o.consent = permission
	return explainedCredential{credential, o}, nil
}

// explainedCredential says what to do where nobody can be signed in.
type explainedCredential struct {
	azcore.TokenCredential
	options Options
}

func (c explainedCredential) GetToken(ctx context.Context, o policy.TokenRequestOptions) (azcore.AccessToken, error) {
	token, err := c.TokenCredential.GetToken(ctx, o)
	if err != nil {
		return token, signInError(ctx, c.options, err)
	}
	return token, nil
}

// Access is what the token says that it may read; nil where it does not say.
func (c *Client) Access() *Access { return c.access }

// Cloud is the name of the cloud that the client reads.
func (c *Client) Cloud() string { return c.cloud }

// graphURL gives the address of Graph, without a version.
func graphURL(override, standard string) (*url.URL, error) {
	u, err := url.Parse(cmp.Or(override, standard))
	if err != nil || u.Host == "" || u.User != nil {
		return nil, fmt.Errorf("%w: --graph-url %q is no address such as %s", ErrUsage, override, standard)
	}
	switch {
	case u.Scheme == "https":
	case u.Scheme == "http" && isLoopback(u.Hostname()):
	default:
		return nil, fmt.Errorf("%w: --graph-url %q would send a token in the clear: use https", ErrUsage, override)
	}
	u.Path = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(u.Path, "/"), "/v1.0"), "/beta")
	u.RawQuery, u.Fragment = "", ""
	return u, nil
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// mostInFlight is how many requests of one quota are under way at once. Pages of sign-ins take some megabytes each while they are read.
const mostInFlight = 16

// sdkOptions are what the SDK's own client tells Graph of itself. They are written out because the package that has them imports the whole SDK,
// which would all be compiled.
var sdkOptions = msgraphcore.GraphClientOptions{GraphServiceLibraryVersion: "1.89.0"}

// httpClient is the SDK's own pipeline without its retry handler and its redirect handler: how soon to ask again is the pace's to say, which must
// see every refusal, and a list that comes from where nobody sent us is no evidence.
func (c *Client) httpClient(userAgent string) *http.Client {
	middlewares := []kiotahttp.Middleware{
		msgraphcore.NewGraphTelemetryHandler(&sdkOptions),
		kiotahttp.NewParametersNameDecodingHandler(),
		kiotahttp.NewHeadersInspectionHandler(),
	}
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxIdleConnsPerHost = 2 * mostInFlight // each reader keeps its connection
	noRedirect := func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	c.plain = &http.Client{Transport: userAgentTransport{name: userAgent, next: transport}, CheckRedirect: noRedirect}
	return &http.Client{
		Transport:     userAgentTransport{name: userAgent, next: kiotahttp.NewCustomTransportWithParentTransport(transport, middlewares...)},
		CheckRedirect: noRedirect,
	}
}

// userAgentTransport says who is asking, so that an administrator finds the program in the tenant's own logs.
type userAgentTransport struct {
	name string
	next http.RoundTripper
}

func (t userAgentTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	req.Header.Set("User-Agent", t.name)
	return t.next.RoundTrip(req)
}

// fixedToken is a token that somebody else got.
type fixedToken string

func (t fixedToken) GetToken(context.Context, policy.TokenRequestOptions) (azcore.AccessToken, error) {
	return azcore.AccessToken{Token: string(t), ExpiresOn: time.Now().Add(time.Hour)}, nil
}

// newCredential makes the credential. Secrets are looked up under this program's names first, then under those of the Azure SDKs.
func newCredential(o Options, authority cloud.Configuration) (azcore.TokenCredential, error) {
	if o.AccessToken != "" {
		return fixedToken(o.AccessToken), nil
	}
	client := azcore.ClientOptions{Cloud: authority}
	if slices.Contains([]string{"device-code", "browser", "client-secret", "certificate"}, o.Auth) {
		for _, needed := range []struct{ flag, value string }{{"--tenant", o.Tenant}, {"--client-id", o.ClientID}} {
			if needed.value == "" {
				return nil, fmt.Errorf("%w: --auth %s needs %s (see \"A real tenant\" in the README)", ErrUsage, o.Auth, needed.flag)
			}
		}
	}
	credential, err := func() (azcore.TokenCredential, error) {
		switch o.Auth {
		case "", "default":
			return azidentity.NewDefaultAzureCredential(&azidentity.DefaultAzureCredentialOptions{ClientOptions: client, TenantID: o.Tenant})
		case "device-code":
			return azidentity.NewDeviceCodeCredential(&azidentity.DeviceCodeCredentialOptions{
				ClientOptions: client, TenantID: o.Tenant, ClientID: o.ClientID,
				UserPrompt: func(_ context.Context, m azidentity.DeviceCodeMessage) error {
					_, err := fmt.Fprintln(o.Prompt, m.Message)
					return err
				},
			})
		case "browser":
			return azidentity.NewInteractiveBrowserCredential(&azidentity.InteractiveBrowserCredentialOptions{ClientOptions: client, TenantID: o.Tenant, ClientID: o.ClientID})
		case "azure-cli":
			return azidentity.NewAzureCLICredential(&azidentity.AzureCLICredentialOptions{TenantID: o.Tenant})
		case "client-secret":
			secret, err := secretFrom(o.Environment, "UNBASIC_CLIENT_SECRET", "AZURE_CLIENT_SECRET")
			if err != nil {
				return nil, err
			}
			return azidentity.NewClientSecretCredential(o.Tenant, o.ClientID, secret, &azidentity.ClientSecretCredentialOptions{ClientOptions: client})
		case "certificate":
			return newCertificateCredential(o, client)
		case "managed-identity":
			options := azidentity.ManagedIdentityCredentialOptions{ClientOptions: client}
			if o.ClientID != "" {
				options.ID = azidentity.ClientID(o.ClientID)
			}
			return azidentity.NewManagedIdentityCredential(&options)
		case "workload-identity":
			return azidentity.NewWorkloadIdentityCredential(&azidentity.WorkloadIdentityCredentialOptions{ClientOptions: client, TenantID: o.Tenant, ClientID: o.ClientID})
		}
		return nil, fmt.Errorf("%w: --auth %q is none of %s", ErrUsage, o.Auth, strings.Join(AuthKinds(), ", "))
	}()
	switch {
	case err == nil:
		return credential, nil
	case errors.Is(err, ErrUsage), errors.Is(err, ErrSignIn):
		return nil, err
	}
	return nil, fmt.Errorf("%w: %s", ErrSignIn, oneLine(err.Error()))
}

func newCertificateCredential(o Options, client azcore.ClientOptions) (azcore.TokenCredential, error) {
	path := cmp.Or(o.Environment("UNBASIC_CLIENT_CERTIFICATE_FILE"), o.Environment("AZURE_CLIENT_CERTIFICATE_PATH"))
	if path == "" {
		return nil, fmt.Errorf("%w: --auth certificate needs UNBASIC_CLIENT_CERTIFICATE_FILE, the path of a PEM or PKCS#12 file", ErrUsage)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("%w: reading certificate: %w", ErrSignIn, err)
	}
	password := cmp.Or(o.Environment("UNBASIC_CLIENT_CERTIFICATE_PASSWORD"), o.Environment("AZURE_CLIENT_CERTIFICATE_PASSWORD"))
	certificates, key, err := azidentity.ParseCertificates(data, []byte(password))
	if err != nil {
		return nil, fmt.Errorf("%w: reading certificate %s: %s", ErrSignIn, path, oneLine(err.Error()))
	}
	return azidentity.NewClientCertificateCredential(o.Tenant, o.ClientID, certificates, key, &azidentity.ClientCertificateCredentialOptions{ClientOptions: client})
}

// secretFrom looks a secret up in the environment, or in the file that NAME_FILE names.
func secretFrom(environment func(string) string, names ...string) (string, error) {
	for _, name := range names {
		if secret := environment(name); secret != "" {
			return secret, nil
		}
		if path := environment(name + "_FILE"); path != "" {
			data, err := os.ReadFile(path)
			if err != nil {
				return "", fmt.Errorf("%w: reading %s_FILE: %w", ErrSignIn, name, err)
			}
			return strings.TrimSpace(string(data)), nil
		}
	}
	return "", fmt.Errorf("%w: --auth client-secret needs %s, or %s_FILE with the path of a file that holds it", ErrUsage, names[0], names[0])
}

// entraError finds Entra's own words in the long text that azidentity gives.
var (
	entraError       = regexp.MustCompile(`AADSTS\d+[^"\\\r\n]*`)
	entraCorrelation = regexp.MustCompile(`(?i)correlation[ _]id\\?"?: ?\\?"?([0-9a-f-]{36})`)
	consentCodes     = regexp.MustCompile(`AADSTS(65001|65004|90094|90008|65005|50105)\b`)
)

// signInError makes one line of a failed sign-in: what Entra said, its correlation id, and the next step.
func signInError(ctx context.Context, o Options, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	o.Log.Debug("signing in failed", "error", err)
	text := err.Error()
	said := entraError.FindString(text)
	next := "check --tenant and --client-id"
	switch o.Auth {
	case "azure-cli":
		next = "run az login first, or choose another --auth"
	case "managed-identity", "workload-identity":
		next = "it exists only where Azure runs the program; elsewhere choose another --auth"
	}
	if strings.Contains(text, "dial tcp") {
		next = "check the network, and --cloud"
	}
	switch {
	case consentCodes.MatchString(text):
		next = "an administrator must grant admin consent to the application's " + cmp.Or(o.consent, "Graph permissions") +
			" (Entra admin center, App registrations, API permissions)"
	case said == "" && (o.Auth == "" || o.Auth == "default"):
		said = "no credential was found in the environment, a workload or managed identity, or a signed-in Azure tool"
		next = "use --auth device-code with --tenant and --client-id, or set UNBASIC_ACCESS_TOKEN"
	case said == "":
		// azidentity appends a link, and the whole answer between rules of dashes.
		text, _, _ = strings.Cut(text, "To troubleshoot")
		text, _, _ = strings.Cut(text, "\n---")
		said = oneLine(text)
	}
	if id := entraCorrelation.FindStringSubmatch(text); id != nil && !strings.Contains(said, id[1]) {
		said += " (correlation id " + id[1] + ")"
	}
	return fmt.Errorf("%w: %s: %s", ErrSignIn, strings.TrimRight(strings.TrimSpace(said), "."), next)
}

// oneLine keeps a message of somebody else's on one line, at a length that a person reads, and unable to steer a terminal.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r < ' ' || r == 0x7f || r == ' ' || r >= 0x80 && r < 0xa0 }), " ")
	if runes := []rune(s); len(runes) > 300 {
		s = string(runes[:300]) + "…"
	}
	return s
}
