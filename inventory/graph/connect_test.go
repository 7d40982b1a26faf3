package graph_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"os"
	"strings"
	"testing"

	"unbasic/inventory/graph"
)

// TestSignInErrorsSayWhatToDo feeds texts as azidentity gives them; each becomes one line with Entra's own words and the next step.
func TestSignInErrorsSayWhatToDo(t *testing.T) {
	answer := func(description string) string {
		return "ClientSecretCredential authentication failed. \nPOST https://login.microsoftonline.com/x/oauth2/v2.0/token\n" +
			"--------------------------------------------------------------------------------\nRESPONSE 400: 400 Bad Request\n" +
			"--------------------------------------------------------------------------------\n{\n  \"error\": \"invalid_grant\",\n  \"error_description\": \"" + description +
			"\",\n  \"correlation_id\": \"22222222-0000-4000-8000-000000000002\"\n}\nTo troubleshoot, visit https://aka.ms/azsdk/go/identity/troubleshoot#client-secret"
	}
	for name, tc := range map[string]struct {
		auth, text string
		says       []string
	}{
		"consent refused": {"device-code", answer("AADSTS65001: The user or administrator has not consented to use the application with ID 'x'."),
			[]string{"AADSTS65001: The user or administrator has not consented", "22222222-0000-4000-8000-000000000002", "grant admin consent"}},
		"admin approval needed": {"browser", answer("AADSTS90094: The grant requires admin permission."), []string{"AADSTS90094", "grant admin consent"}},
		"wrong secret":          {"client-secret", answer("AADSTS7000215: Invalid client secret provided."), []string{"AADSTS7000215", "check --tenant and --client-id"}},
		"nobody is signed in":   {"", "DefaultAzureCredential: failed to acquire a token.\nAttempted credentials:\n\tEnvironmentCredential: missing environment variable", []string{"no credential was found", "UNBASIC_ACCESS_TOKEN"}},
		"no Azure CLI":          {"azure-cli", "AzureCLICredential: executable not found on path", []string{"executable not found", "az login"}},
		"no managed identity": {"managed-identity", "ManagedIdentityCredential authentication failed. \nGET http://192.0.2.254/metadata\n--------------------------------------------------------------------------------\nRESPONSE 403",
			[]string{"ManagedIdentityCredential authentication failed", "choose another --auth"}},
		"no network": {"client-secret", "ClientSecretCredential: Get \"https://login.microsoftonline.com\": dial tcp: lookup login.microsoftonline.com: no such host. To troubleshoot, visit https://aka.ms/x",
			[]string{"no such host", "check the network"}},
	} {
		t.Run(name, func(t *testing.T) {
			err := graph.SignInError(context.Background(), graph.Options{Auth: tc.auth, Log: slog.New(slog.NewTextHandler(io.Discard, nil))}, errors.New(tc.text))
			if !errors.Is(err, graph.ErrSignIn) {
				t.Errorf("error %v does not wrap ErrSignIn", err)
			}
			for _, say := range tc.says {
				if !strings.Contains(err.Error(), say) {
					t.Errorf("error %q does not say %q", err, say)
				}
			}
			if strings.ContainsAny(err.Error(), "\r\n") || strings.Contains(err.Error(), "----") || strings.Contains(err.Error(), "troubleshoot") {
				t.Errorf("error is no clear line: %q", err)
			}
		})
	}
}

// TestTheSDKsVersionIsTheOneThatIsUsed holds what Graph is told against go.mod.
func TestTheSDKsVersionIsTheOneThatIsUsed(t *testing.T) {
	mod, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if line := "github.com/microsoftgraph/msgraph-sdk-go v" + graph.SDKVersion + "\n"; !strings.Contains(string(mod), line) {
		t.Errorf("go.mod does not ask for version %s of the SDK", graph.SDKVersion)
	}
}
