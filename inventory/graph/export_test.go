package graph

// SignInError is signInError, whose input only Entra can make.
var SignInError = signInError
