/**
 * `npm run new-rule -- some-hazard` writes a rule, its spec page and its line in the index; what is left is to fill them in. What the rule looks at may be
 * named behind the id: `container` (which is meant where nothing is named), `hook`, `stage`, `dockerfile`, `project`, `comment`; or `wall`, for a rule that
 * reports one wall of a container and nothing else.
 */
import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";

const ROOT = path.resolve(import.meta.dirname, "..");
const INDEX = "server/analysis/rules/index.ts";

async function main([id, ...kinds]: readonly string[]): Promise<void> {
  const isId = id !== undefined && /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id);
  if (!isId || !kinds.every(isKind) || (kinds.includes("wall") && kinds.length > 1)) {
    console.error(
      `Usage: npm run new-rule -- some-hazard [${Object.keys(CHECKS).join("|")} ...]\n       npm run new-rule -- some-hazard wall\nThe id names the hazard in lower case, and reads well after “allow”.`,
    );
    process.exitCode = 2;
    return;
  }
  const index = await readFile(path.join(ROOT, INDEX), "utf8");
  const files = new Map([
    [`server/analysis/rules/${id}.ts`, ruleFile(id, kinds.length === 0 ? ["container"] : kinds)],
    [`server/analysis/rules/${id}.md`, specPage(id, examplesOf(kinds))],
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
const ENTRY = /^ {2}(\w+),$/;

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

/** What a rule can look at, with a check that reports every such thing. */
const CHECKS = {
  container: `  *check(container) {
    yield { of: container.image, verdict: "is reported without a reason" };
  },`,
  hook: `  *checkHook({ hook }) {
    yield { of: hook.user, verdict: "is reported without a reason" };
  },`,
  stage: `  *checkStage(stage) {
    yield { at: stage.at, message: "The stage is reported without a reason." };
  },`,
  dockerfile: `  *checkDockerfile({ stages }) {
    for (const { at } of stages) yield { at, message: "The Dockerfile is reported without a reason." };
  },`,
  project: `  *checkProject({ services }) {
    for (const { at, name } of services) yield { at, message: \`Service "\${name}" is reported without a reason.\` };
  },`,
  comment: `  *checkAllow({ at }) {
    yield { at, message: "The comment is reported without a reason." };
  },`,
} as const;

type Kind = keyof typeof CHECKS | "wall";

function isKind(text: string): text is Kind {
  return text === "wall" || Object.hasOwn(CHECKS, text);
}

interface Examples {
  readonly file: string;
  readonly language: "yaml" | "dockerfile";
  readonly lines: readonly string[];
}

const COMPOSE: Examples = {
  file: "compose.yaml",
  language: "yaml",
  lines: ["services:", "  web:", "    image: nginx:1.29"],
};

const DOCKERFILE: Examples = { file: "Dockerfile", language: "dockerfile", lines: ["FROM debian:13", "USER 1000"] };

function examplesOf(kinds: readonly Kind[]): Examples {
  const [first] = kinds;
  return first === "stage" || first === "dockerfile" ? DOCKERFILE : COMPOSE;
}

/** The text of a new rule that looks at things of these kinds. */
export function ruleFile(id: string, kinds: readonly Kind[]): string {
  const examples = examplesOf(kinds);
  if (kinds.includes("wall")) {
    return `import { namespaceWalls } from "../walls/namespaces.ts";
import { yaml } from "./shared/example.ts";
import { openedWall } from "./shared/wall-rule.ts";

export default openedWall({
  id: "${id}",
  opened: namespaceWalls.pid,
  keys: ["pid"],
  removes: "pid",
${headText(examples)}});
`;
  }
  const checks = kinds.map((kind) => (kind === "wall" ? "" : CHECKS[kind]));
  return `import { rule } from "./rule.ts";
import { ${examples.language} } from "./shared/example.ts";

export default rule({
  id: "${id}",
${headText(examples)}
${checks.join("\n\n")}
});
`;
}

function headText({ file, language, lines }: Examples): string {
  const text = `${language}\`\n${lines.map((line) => `        ${line}`).join("\n")}\``;
  return `  group: "privileges",
  level: "warning",
  docs: {
    title: "A noun phrase that names the hazard",
    what: "What the setting does, in the kernel's and the engine's words.",
    why: "What an attacker who runs code in the container gains.",
    fine: "When it is fine, so that nobody argues with a right choice.",
    instead: "The safer way.",
    example: {
      file: "${file}",
      bad: ${text},
      good: ${text},
    },
    references: ["https://docs.docker.com/reference/"],
  },
`;
}

function specPage(id: string, { file, language, lines }: Examples): string {
  const block = `\`\`\`${language} ${file}\n${lines.join("\n")}\n\`\`\``;
  return `# ${id}\n\n## What is reported\n\n${block}\n\n## What is not\n\n${block}\n`;
}

if (import.meta.main) await main(process.argv.slice(2));
