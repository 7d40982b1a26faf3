// Package graph asks Microsoft Graph: it signs in, reads pages, and hands every record on as it was served.
//
// It is the only package that imports the Graph SDK, kiota and azidentity. It decides nothing: what a record means is said in
// inventory and inventory/files. What could not be read is a value, inventory.Coverage, and never a shorter answer.
//
//	Connect -> Client -> Collect(Sink) -> coverage
//
// The SDK builds the requests, signs them and waits out throttling (its retry handler honours Retry-After on 429, 503 and 504). The
// response bodies are taken raw, for three reasons: evidence must be what was served; the SDK's models drop words that are newer than the
// SDK and take ten times as long; and an error body keeps its code and request id even where it is no JSON.
//
// Sign-ins are asked of /beta, because v1.0 has neither non-interactive sign-ins nor authenticationProtocol; the request is the SDK's v1.0
// one with another base URL.
//
// Dependencies: msgraph-sdk-go builds requests for Graph; kiota (abstractions, http, authentication-azure) is what it stands on; azidentity
// knows every way to sign in to Entra.
package graph
