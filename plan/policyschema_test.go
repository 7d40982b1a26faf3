package plan

import (
	"bytes"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

func policySchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(PolicySchema()))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("policy.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("policy.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// asJSON reads YAML as editors do: by version 1.2, in which a day is a text.
func asJSON(t *testing.T, data []byte) any {
	t.Helper()
	var document yaml.Node
	if err := yaml.Unmarshal(data, &document); err != nil {
		t.Fatal(err)
	}
	if len(document.Content) == 0 {
		return nil
	}
	return jsonOf(t, document.Content[0])
}

func jsonOf(t *testing.T, node *yaml.Node) any {
	switch node.Kind {
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(node.Content); i += 2 {
			object[node.Content[i].Value] = jsonOf(t, node.Content[i+1])
		}
		return object
	case yaml.SequenceNode:
		array := []any{}
		for _, item := range node.Content {
			array = append(array, jsonOf(t, item))
		}
		return array
	}
	if node.ShortTag() == "!!timestamp" {
		return node.Value
	}
	var scalar any
	if err := node.Decode(&scalar); err != nil {
		t.Fatal(err)
	}
	return scalar
}

func TestTheSchemaTakesWhatTheReaderTakes(t *testing.T) {
	inv := small()
	schema := policySchema(t)
	texts := map[string]string{
		"nothing": "# nothing", "empty keys": "waves:\nowners:\nsenders: {a: }", "full": fullPolicy, "template": string(PolicyTemplate(nil)),
		"filled template": string(PolicyTemplate(&inv)),
		"words for yes":   "senders: {a: {oauth: YES, codeChange: True, fixedAddress: 'no'}}",
		"numbers as text": "projects: {2027: {senders: [1]}}\nowners: {default: 5}\nroutes: {service: {name: 1, oldestTls: '1.3'}}",
	}
	eachExample(func(path, text string) { texts["example of "+path] = text })
	for name, text := range texts {
		if _, err := ReadPolicy([]byte(text), DefaultPolicy(asOf)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := schema.Validate(asJSON(t, []byte(text))); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// eachExample gives the examples of the template as files of their own.
func eachExample(each func(path, text string)) {
	var walk func(keys mapping, above []string)
	walk = func(keys mapping, above []string) {
		for _, k := range keys {
			path := append(above[:len(above):len(above)], k.name)
			if k.example != "" {
				text, indent := "", ""
				for _, name := range path {
					text, indent = text+indent+name+":\n", indent+"  "
				}
				for line := range strings.Lines(k.example) {
					text += indent + strings.TrimSpace(line) + "\n"
				}
				each(strings.Join(path, "."), text)
			}
			if below, plain := k.value.(mapping); plain {
				walk(below, path)
			}
		}
	}
	walk(newDraft(Policy{}).keys(), nil)
}
