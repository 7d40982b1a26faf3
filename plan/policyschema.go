package plan

import (
	"bytes"
	"encoding/json"
	"time"
)

// PolicySchema gives the JSON Schema of policy.yaml, for editors: which keys there are, what they mean and what may stand there. Draft 7 is what editors of
// YAML know best. What depends on several keys is only checked by [ReadPolicy].
func PolicySchema() []byte {
	schema := newDraft(DefaultPolicy(time.Time{})).keys().schema()
	schema["$schema"] = "http://json-schema.org/draft-07/schema#"
	schema["title"] = "policy.yaml of unbasic"
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(schema); err != nil {
		panic(err) // it holds texts, numbers and lists of them
	}
	return b.Bytes()
}
