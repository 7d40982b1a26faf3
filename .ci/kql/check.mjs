// Binds queries to the engines' tables with Microsoft's own Kusto.Language and compares the result's columns with what is wanted:
//   node check.mjs groups|reach FILE...
// Each query is also tried with each of its column names misspelt, one at a time, to see that a mistake would be found.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
require("@kusto/language-service-next/bridge.min.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
const { KustoCode, GlobalState } = Kusto.Language;
const { ColumnSymbol, TableSymbol, DatabaseSymbol, ScalarTypes } = Kusto.Language.Symbols;

const wanted = {
  groups: [
    ["Day", "datetime"], ["UserId", "string"], ["UserPrincipalName", "string"], ["UserDisplayName", "string"], ["AppDisplayName", "string"],
    ["ClientAppUsed", "string"], ["UserAgent", "string"], ["AuthenticationProtocol", "string"], ["IPAddress", "string"], ["Country", "string"],
    ["ErrorCode", "int"], ["FailureReason", "string"], ["AutonomousSystemNumber", "long"], ["CertificateRows", "long"], ["Rows", "long"], ["First", "datetime"], ["Last", "datetime"], ["Hours", "dynamic"],
  ],
  reach: [["Table", "string"], ["Oldest", "datetime"], ["Newest", "datetime"]],
};

const list = (enumerable) => (enumerable ? Bridge.toArray(enumerable) : []);
const array = (type, items) => System.Array.init(items, type);
const tables = JSON.parse(readFileSync(new URL("tables.json", import.meta.url), "utf8"));
const symbols = Object.entries(tables).map(([name, columns]) =>
  new TableSymbol.$ctor4(name, array(ColumnSymbol, Object.entries(columns).map(([column, type]) => new ColumnSymbol(column, ScalarTypes.GetSymbol(type))))));
const globals = GlobalState.Default.WithDatabase(new DatabaseSymbol.ctor("db", array(Kusto.Language.Symbols.Symbol, symbols)));

// problems gives what is wrong with a query: diagnostics, and columns that are not those wanted.
function problems(text, want) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const found = list(code.GetDiagnostics()).map((d) => `${d.Code} ${d.Severity} at ${d.Start}: ${d.Message} (${text.slice(d.Start, d.Start + d.Length)})`);
  const columns = list(code.ResultType?.Columns).map((c) => `${c.Name}: ${c.Type.Name}`);
  const should = want.map(([name, type]) => `${name}: ${type}`);
  if (columns.join() !== should.join()) found.push(`the columns are ${columns.join(", ")}\n  and should be ${should.join(", ")}`);
  return found;
}

const [kind, ...files] = process.argv.slice(2);
if (!wanted[kind] || files.length === 0) {
  console.error("usage: node check.mjs groups|reach FILE...");
  process.exit(2);
}
const sources = new Set(Object.values(tables).flatMap((columns) => Object.keys(columns)));
let failed = false;
for (const file of files) {
  const text = readFileSync(file, "utf8");
  let bad = 0;
  const report = (problem) => {
    console.error(`${file}: ${problem}`);
    bad++;
  };
  problems(text, wanted[kind]).forEach(report);
  const query = text.replace(/^\/\/.*$/gm, (comment) => " ".repeat(comment.length));
  let tried = 0;
  for (const word of query.matchAll(/(?<!["\w.])[A-Z]\w+(?!["\w])(?!\s*=[^~=])/g)) {
    if (!sources.has(word[0])) continue;
    const misspelt = text.slice(0, word.index) + "Mis" + text.slice(word.index);
    tried++;
    if (problems(misspelt, wanted[kind]).length === 0) {
      report(`a column misspelt at ${word.index} (Mis${word[0]}) is not reported, so this check is worth nothing`);
    }
  }
  if (tried === 0) report("no column of a table is in the query");
  console.log(bad ? `${file}: failed` : `${file}: bound; ${tried} misspellings were tried and all reported`);
  failed ||= bad > 0;
}
process.exit(failed ? 1 : 0);
