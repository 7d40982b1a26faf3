// Says where a PowerShell parser finds errors in scripts, and fails if it does: node check.mjs FILE...
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Language, Parser } from "web-tree-sitter";

// The grammar is one large function, and node would not end before it is optimized: half a minute for what is parsed in a tenth of a second.
setFlagsFromString("--liftoff-only");
await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(fileURLToPath(import.meta.resolve("tree-sitter-powershell/tree-sitter-powershell.wasm"))));

let wrong = 0;
let commands = 0;
for (const name of process.argv.slice(2)) {
  const text = readFileSync(name, "utf8").replace(/^\ufeff/, "");
  const tree = parser.parse(text);
  const walk = (node) => {
    // The grammar misses a blank behind "A,B" at the end of a line, where PowerShell wants none.
    if (node.isError || (node.isMissing && node.type.trim() !== "")) {
      console.error(`${name}:${node.startPosition.row + 1}: ${node.isMissing ? "missing " + node.type : "error"}: ${node.text.slice(0, 80)}`);
      wrong++;
      return;
    }
    if (node.type === "command") commands++;
    for (const child of node.children) walk(child);
  };
  walk(tree.rootNode);
  tree.delete();
}
parser.delete();
console.log(`${process.argv.length - 2} scripts, ${commands} commands, ${wrong} errors`);
process.exitCode = wrong > 0 || commands === 0 ? 1 : 0;
