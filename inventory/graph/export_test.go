package graph

import (
	"github.com/microsoft/kiota-abstractions-go/store"
	msgraphcore "github.com/microsoftgraph/msgraph-sdk-go-core"
)

// SignInError is signInError, whose input only Entra can make.
var SignInError = signInError

// SDKVersion is what Graph is told of the SDK's version.
var SDKVersion = sdkOptions.GraphServiceLibraryVersion

// SDK gives the adapter as the SDK's own client sets it up, for the loop that the collector is measured against.
func (c *Client) SDK() *msgraphcore.GraphRequestAdapterBase {
	c.adapter.EnableBackingStore(store.BackingStoreFactoryInstance)
	return c.adapter
}
