// Binds queries to the engines' tables with Microsoft's own Kusto.Language and compares the result's columns with what is wanted:
//   node check.mjs groups|reach|rules FILE...
// Each query is also tried with each of its column names misspelt, one at a time, to see that a mistake would be found.
//   node check.mjs written FILE...
// binds rules that were written for a plan, and a template with the same ones, which it compares with the files beside it.
//   node check.mjs hostile ACCOUNTS FILE...
// sees that all string literals of a list are the accounts of a JSON file, and that nothing else of a query comes from them.
import { readFileSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";

const require = createRequire(import.meta.url);
require("@kusto/language-service-next/bridge.min.js");
require("@kusto/language-service-next/Kusto.Language.Bridge.min.js");
const { KustoCode, GlobalState } = Kusto.Language;
const { ColumnSymbol, TableSymbol, FunctionSymbol, DatabaseSymbol, ScalarTypes } = Kusto.Language.Symbols;

const wanted = {
  groups: [
    ["Day", "datetime"], ["UserId", "string"], ["UserPrincipalName", "string"], ["UserDisplayName", "string"], ["AppDisplayName", "string"],
    ["ClientAppUsed", "string"], ["UserAgent", "string"], ["AuthenticationProtocol", "string"], ["IPAddress", "string"], ["Country", "string"],
    ["ErrorCode", "int"], ["FailureReason", "string"], ["AutonomousSystemNumber", "long"], ["CertificateRows", "long"], ["Rows", "long"], ["First", "datetime"], ["Last", "datetime"], ["Hours", "dynamic"],
  ],
  reach: [["Table", "string"], ["Oldest", "datetime"], ["Newest", "datetime"]],
};
// A rule has these among its columns: the accounts and addresses of its alerts.
const subject = ["UserId: string", "UserPrincipalName: string", "IPAddress: string"];
// The longest query that a rule of Sentinel takes.
const longest = 10000;

const list = (enumerable) => (enumerable ? Bridge.toArray(enumerable) : []);
const array = (type, items) => System.Array.init(items, type);
const tables = JSON.parse(readFileSync(new URL("tables.json", import.meta.url), "utf8"));
const symbols = Object.entries(tables).map(([name, columns]) =>
  new TableSymbol.$ctor4(name, array(ColumnSymbol, Object.entries(columns).map(([column, type]) => new ColumnSymbol(column, ScalarTypes.GetSymbol(type))))));
// Sentinel's own function: the columns of a list's file come as the list has them, which nothing can know here.
symbols.push(new FunctionSymbol.$ctor16("_GetWatchlist", "(watchlistAlias:string)",
  "{ datatable(_DTItemId:string, LastUpdatedTimeUTC:datetime, SearchKey:string, WatchlistItem:dynamic)[] }", null));
const globals = GlobalState.Default.WithDatabase(new DatabaseSymbol.ctor("db", array(Kusto.Language.Symbols.Symbol, symbols)));

// problems gives what is wrong with a query: diagnostics, and columns that are not those wanted.
function problems(text, want) {
  const code = KustoCode.ParseAndAnalyze(text, globals);
  const found = list(code.GetDiagnostics()).map((d) => `${d.Code} ${d.Severity} at ${d.Start}: ${d.Message} (${text.slice(d.Start, d.Start + d.Length)})`);
  const columns = list(code.ResultType?.Columns).map((c) => `${c.Name}: ${c.Type.Name}`);
  if (!want) {
    const missing = subject.filter((column) => !columns.includes(column));
    if (missing.length > 0) found.push(`the columns are ${columns.join(", ")}, without ${missing.join(", ")}`);
    if (text.length > longest) found.push(`it has ${text.length} characters`);
    return found;
  }
  const should = want.map(([name, type]) => `${name}: ${type}`);
  if (columns.join() !== should.join()) found.push(`the columns are ${columns.join(", ")}\n  and should be ${should.join(", ")}`);
  return found;
}

// template gives what is wrong with a template of rules.
function template(file) {
  const found = [];
  const here = dirname(file);
  const prefix = basename(file).replace("sentinel-rules.json", ""); // golden files have one
  const resources = JSON.parse(readFileSync(file, "utf8")).resources;
  if (resources.length === 0) found.push("it has no rules");
  const texts = new Set(readdirSync(here).filter((name) => name.startsWith(prefix) && name.endsWith(".kql")).map((name) => readFileSync(join(here, name), "utf8")));
  for (const { properties } of resources) {
    if (properties.enabled !== false) found.push(`${properties.displayName} is enabled`);
    if (!texts.has(properties.query)) found.push(`the query of ${properties.displayName} is in no file`);
    found.push(...problems(properties.query));
  }
  return found;
}

// leaks gives what is wrong with the list of a query: literals that are not the accounts, in their order, and names that are none of the query's own.
function leaks(text, accounts) {
  const found = [];
  const literals = [];
  const names = new Set();
  const code = KustoCode.ParseAndAnalyze(text, globals);
  Kusto.Language.Syntax.SyntaxElement.WalkNodes(code.Syntax, (node) => {
    if (node.Kind === Kusto.Language.Syntax.SyntaxKind.StringLiteralExpression) literals.push(node.LiteralValue);
    if (Bridge.is(node, Kusto.Language.Syntax.NameReference)) names.add(node.SimpleName);
  });
  const listed = literals.slice(0, accounts.length);
  if (JSON.stringify(listed) !== JSON.stringify(accounts)) found.push(`the literals are ${JSON.stringify(listed)}\n  and should be ${JSON.stringify(accounts)}`);
  const own = ["Account", "IPAddress", "SigninLogs", "UserId", "UserPrincipalName", "planned", "strcat"];
  const others = [...names].filter((name) => !own.includes(name));
  if (others.length > 0 || literals.length !== accounts.length + 1) found.push(`besides there are the names ${others} and ${literals.length - accounts.length} literals`);
  return found;
}

const [kind, ...files] = process.argv.slice(2);
if (!["groups", "reach", "rules", "written", "hostile"].includes(kind) || files.length === 0) {
  console.error("usage: node check.mjs groups|reach|rules|written FILE... | hostile ACCOUNTS FILE...");
  process.exit(2);
}
const accounts = kind === "hostile" ? JSON.parse(readFileSync(files.shift(), "utf8")) : [];
const sources = new Set(Object.values(tables).flatMap((columns) => Object.keys(columns)));
let failed = false;
for (const file of files) {
  let bad = 0;
  const report = (problem) => {
    console.error(`${file}: ${problem}`);
    bad++;
  };
  if (file.endsWith(".json")) {
    template(file).forEach(report);
    console.log(bad ? `${file}: failed` : `${file}: every rule is bound, disabled and in a file of its own`);
    failed ||= bad > 0;
    continue;
  }
  const text = readFileSync(file, "utf8");
  problems(text, wanted[kind]).forEach(report);
  if (kind === "written" || kind === "hostile") {
    if (kind === "hostile") leaks(text, accounts).forEach(report);
    console.log(bad ? `${file}: failed` : `${file}: bound`);
    failed ||= bad > 0;
    continue;
  }
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
