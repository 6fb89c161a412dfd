/** `npm run new-rule -- some-hazard` writes a rule, its spec page and its line in the index; what is left is to fill them in. */
import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const INDEX = "server/analysis/rules/index.ts";

async function main(id: string | undefined): Promise<void> {
  if (id === undefined || !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id)) {
    console.error(
      "Usage: npm run new-rule -- some-hazard\nThe id names the hazard in lower case, and reads well after “allow”.",
    );
    process.exitCode = 2;
    return;
  }
  const index = await readFile(path.join(ROOT, INDEX), "utf8");
  const files = new Map([
    [`server/analysis/rules/${id}.ts`, ruleFile(id)],
    [`test/rules/${id}.md`, specPage(id)],
    [INDEX, withRule(index, id)],
  ]);
  for (const file of files.keys()) {
    if (file === INDEX || !(await exists(file))) continue;
    console.error(`${file} is there already.`);
    process.exitCode = 1;
    return;
  }
  for (const [file, text] of files) await writeFile(path.join(ROOT, file), text);
  console.log(`${[...files.keys()].join("\n")}\n\nWrite the spec page, then the rule; then: npm run docs && npm test`);
}

function exists(file: string): Promise<boolean> {
  return access(path.join(ROOT, file)).then(
    () => true,
    () => false,
  );
}

/** The index with a further rule in the order of the ids. */
export function withRule(index: string, id: string): string {
  const name = camelCase(id);
  const lines = index.split("\n");
  insert(lines, IMPORT, `import ${name} from "./${id}.ts";`, id);
  insert(lines, ENTRY, `  ${name},`, name);
  return lines.join("\n");
}

const IMPORT = /^import (?:type )?.+ from "\.\/(.+)\.ts";$/;
const ENTRY = /^ {2}(?:\.\.\.)?(\w+),$/;

/** Puts a line before the first one of its kind whose key comes later. Keys are compared as ids, in which no letter is upper case. */
function insert(lines: string[], kind: RegExp, line: string, key: string): void {
  const keyOf = (text: string): string | undefined => kind.exec(text)?.[1];
  const later = lines.findIndex((text) => (keyOf(text) ?? "") !== "" && kebabCase(keyOf(text) ?? "") > kebabCase(key));
  const last = lines.findLastIndex((text) => kind.test(text));
  lines.splice(later >= 0 ? later : last + 1, 0, line);
}

function camelCase(id: string): string {
  return id.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
}

function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function ruleFile(id: string): string {
  return `import { rule } from "./rule.ts";
import { named } from "./shared/naming.ts";

export default rule({
  id: "${id}",
  subject: "service",
  wall: "privileges",
  level: "warning",
  profile: "default",
  docs: {
    title: "A noun phrase that names the hazard",
    what: "What the setting does, in the kernel's and the engine's words.",
    why: "What an attacker who runs code in the container gains.",
    fine: "When it is fine, so that nobody argues with a right choice.",
    instead: "The safer way.",
    example: {
      file: "compose.yaml",
      bad: "services:\\n  web:\\n    image: nginx:1.29\\n",
      good: "services:\\n  web:\\n    image: nginx:1.29\\n",
    },
    references: ["https://docs.docker.com/reference/compose-file/services/"],
  },

  *check(service) {
    if (service.windows) return;
    yield { at: service.at, message: \`\${named(service)} is reported without a reason.\` };
  },
});
`;
}

function specPage(id: string): string {
  return `# ${id}

## What is reported

\`\`\`yaml compose.yaml
services:
  web:
    image: nginx:1.29
\`\`\`

## What is not

\`\`\`yaml compose.yaml
services:
  web:
    image: nginx:1.29
\`\`\`
`;
}

if (import.meta.main) await main(process.argv[2]);
