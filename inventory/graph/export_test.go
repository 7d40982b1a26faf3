package graph

import msgraph "github.com/microsoftgraph/msgraph-sdk-go"

// SignInError is signInError, whose input only Entra can make.
var SignInError = signInError

// SDK gives the SDK's own client and adapter, for the loop that the collector is measured against.
func (c *Client) SDK() (*msgraph.GraphServiceClient, *msgraph.GraphRequestAdapter) {
	return c.sdk, c.adapter
}
