// Package jsonfile reads the records of a JSON file, however they are wrapped: one object a line, an array, Graph's {"value":[…]}, an event hub's
// {"records":[…]}, or any of these one after the other.
//
// It is a reader of its own because logs have millions of records of a few kilobytes, of which a dozen fields are wanted: encoding/json
// reads 50,000 of them a second and this many times as many (see BenchmarkSignIns in inventory/files). What makes it fast is that records of one
// log are alike: a record that repeats, byte for byte, what was parsed before needs no parsing in those places (see template). It checks
// the shape of what it passes over (nesting, strings, commas) and leaves the wanted values to be checked by who wants them.
package jsonfile
