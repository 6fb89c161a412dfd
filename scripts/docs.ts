/**
 * `npm run docs` writes everything that is made of the rules: their pages, the index, the table in the README, the settings in the manifest
 * and the schema of `.bulkhead.yaml`; the table of the keys of Compose files; and the pages about the exposure, about other tools' rules and about what was seen of engines. With `--check` it writes nothing and fails when something is not as it would write it.
 */
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { glob } from "tinyglobby";
import type { Level } from "../server/analysis/model/level.ts";
import { rulePage } from "../server/analysis/report/rule-page.ts";
import { RULES_BY_ID } from "../server/analysis/rules/index.ts";
import type { Rule, RuleGroup } from "../server/analysis/rules/rule.ts";
import { captured } from "./capture.ts";
import { schemaTable } from "./compose-schema.ts";
import { exposurePage } from "./exposure-page.ts";
import { imageList, triedImages } from "./images.ts";
import { biomeOverrides, layersTable } from "./layers.ts";
import { withMeasurements } from "./learn-page.ts";
import { markdownTable } from "./markdown-table.ts";
import { peersPage } from "./peers-page.ts";
import { withPublication } from "./publication.ts";
import { settingsSchema, withRuleTexts, withSettings, withSettingTexts } from "./settings-schema.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const PAGES = "docs/rules";
const RULES: readonly Rule[] = [...RULES_BY_ID.values()];

async function main(check: boolean): Promise<void> {
  const stale = await differences();
  for (const { file, text } of check ? [] : stale) {
    const target = path.join(ROOT, file);
    await mkdir(path.dirname(target), { recursive: true });
    await (text === undefined ? rm(target) : writeFile(target, text));
  }
  if (!check || stale.length === 0) return;
  console.error(`Not fresh: ${stale.map(({ file }) => file).join(", ")}\nRun: npm run docs`);
  process.exitCode = 1;
}

/** The generated files that are not as they should be; `text` is what each should hold, undefined for one that should not be there. */
export async function differences(): Promise<readonly { readonly file: string; readonly text: string | undefined }[]> {
  const wanted = await outputs();
  const pages = await readdir(path.join(ROOT, PAGES)).catch(() => []);
  const gone = pages.map((page) => `${PAGES}/${page}`).filter((file) => !wanted.has(file));
  const stale = await Promise.all([...wanted].map(async ([file, text]) => ({ file, text, old: await read(file) })));
  return [
    ...stale.filter(({ text, old }) => text !== old).map(({ file, text }) => ({ file, text })),
    ...gone.map((file) => ({ file, text: undefined })),
  ];
}

async function outputs(): Promise<ReadonlyMap<string, string>> {
  return new Map([
    ...RULES.map((rule) => [`${PAGES}/${rule.id}.md`, rulePage(rule)] as const),
    ["docs/rules.md", index()],
    ["server/analysis/facts/compose-schema-table.ts", schemaTable()],
    ["docs/exposure.md", exposurePage()],
    ["docs/peers.md", peersPage()],
    ...(await enginePages()),
    ["server/analysis/facts/image-list.ts", imageList()],
    ["server/analysis/facts/tried-images.ts", triedImages()],
    ["docs/bulkhead.schema.json", `${JSON.stringify(settingsSchema(RULES), undefined, 2)}\n`],
    ["docs/learn.md", withMeasurements((await read("docs/learn.md")) ?? "")],
    ["README.md", withTable((await read("README.md")) ?? "")],
    ["package.json", withPublication(withSettings((await read("package.json")) ?? "", RULES))],
    ["ARCHITECTURE.md", withLayers((await read("ARCHITECTURE.md")) ?? "")],
    ["CONTRIBUTING.md", withRule((await read("CONTRIBUTING.md")) ?? "", (await read(SHOWN_RULE)) ?? "")],
    ["biome.layers.json", layerRules()],
    ["package.nls.json", withSettingTexts((await read("package.nls.json")) ?? "", RULES)],
    ...(await manifestTexts()),
  ]);
}

/** The manifest's texts in each language, in which the titles of rules are those of its bundle. */
async function manifestTexts(): Promise<readonly (readonly [file: string, text: string])[]> {
  const files = await glob("package.nls.*.json", { cwd: ROOT });
  return Promise.all(
    files.sort().map(async (file) => {
      const bundle = file.replace("package.nls", "l10n/bundle.l10n");
      return [file, withRuleTexts((await read(file)) ?? "", (await read(bundle)) ?? "{}", RULES)] as const;
    }),
  );
}

/** The pages that are made of recordings of engines. These are part of the tests, which are built on the scripts and not the other way round. */
async function enginePages(): Promise<readonly (readonly [file: string, text: string])[]> {
  const printed = await captured(process.execPath, [path.join(ROOT, "test/engine/print-pages.ts")], { cwd: ROOT });
  return Object.entries(JSON.parse(printed) as Readonly<Record<string, string>>);
}

async function read(file: string): Promise<string | undefined> {
  return readFile(path.join(ROOT, file), "utf8").catch(() => undefined);
}

/** The groups of rules in the order of the index, with what each is about. */
const GROUPS: Readonly<Record<RuleGroup, string>> = {
  daemon: "The engine's daemon and the user's agents: who can talk to them from the container.",
  "file system": "The host's files and devices, and what of the container's own can be written to.",
  namespaces: "What the container sees of the host's processes, memory, names and users.",
  network: "Who can reach the container, and whom it can reach.",
  capabilities: "The rights of root that the container holds.",
  privileges: "Who runs in the container, and what confines it beside capabilities.",
  resources: "How much of the machine one container can take.",
  image: "What goes into the image, and from where.",
  suppression: "Comments that allow findings.",
};

function index(): string {
  const sections = Object.entries(GROUPS).flatMap(([group, text]) => {
    const rules = RULES.filter((rule) => rule.group === group);
    if (rules.length === 0) return [];
    const title = `${group.charAt(0).toUpperCase()}${group.slice(1)}`;
    return [`## ${title}\n\n${text}\n\n${table(rules, (id) => `rules/${id}.md`)}`];
  });
  const intro = `# Rules

${LEVEL_MEANINGS.map(([level, meaning]) => `- **${level}**: ${meaning}`).join("\n")}

Which of them answers to a rule of another tool stands in [peers.md](peers.md). Rules marked _strict_ report with \`profile: strict\` only. The level is the usual one; some rules go lower or higher by what they meet, and their pages say when.`;
  return `${[intro, ...sections].join("\n\n")}\n`;
}

const LEVEL_MEANINGS: readonly (readonly [Level, string])[] = [
  [
    "error",
    "what is written lets an attacker in the container take over the host, or another service's data, with no further flaw",
  ],
  ["warning", "a wall is taken down, or a hole opened, that a further common flaw turns into a takeover"],
  ["info", "defence in depth that is missing, or is weaker than it looks"],
  ["hint", "harmless, but says something that is not so"],
];

function table(rules: readonly Rule[], link: (id: string) => string): string {
  const body = rules.map((rule) => [`[\`${rule.id}\`](${link(rule.id)})`, levelOf(rule), rule.docs.title]);
  return markdownTable(["Rule", "Level", "Reports"], body);
}

function levelOf({ level, profile }: Rule): string {
  return profile === "strict" ? `${level}, _strict_` : level;
}

const START = "<!-- rules:start -->";
const END = "<!-- rules:end -->";

/** The README with the table of all rules between its markers. */
function withTable(readme: string): string {
  const rules = Object.keys(GROUPS).flatMap((group) => RULES.filter((rule) => rule.group === group));
  const text = `${table(rules, (id) => `docs/rules/${id}.md`)}\n\nBy group, with what the levels mean: [docs/rules.md](docs/rules.md).`;
  return filled(readme, START, END, text);
}

/** The rule that CONTRIBUTING.md shows whole, since it is short and has all that most rules have. */
const SHOWN_RULE = "server/analysis/rules/writable-cgroups.ts";

/** The page with the text of that rule between its marks. */
function withRule(page: string, rule: string): string {
  return filled(page, RULE_START, RULE_END, `\`\`\`ts\n${rule}\`\`\``);
}

/** The page with a text between two marks. Throws where it has lost them. */
function filled(page: string, start: string, end: string, text: string): string {
  const [from, to] = [page.indexOf(start), page.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`A page lacks ${start} and ${end}`);
  return `${page.slice(0, from + start.length)}\n\n${text}\n\n${page.slice(to)}`;
}

const RULE_START = "<!-- a rule: made by npm run docs -->";
const RULE_END = "<!-- end of the rule -->";

const LAYERS_START = "<!-- layers: made by npm run docs -->";
const LAYERS_END = "<!-- end of layers -->";

function withLayers(page: string): string {
  return filled(page, LAYERS_START, LAYERS_END, layersTable());
}

/** One override on each line, so that a change of a layer reads well. */
function layerRules(): string {
  const overrides = biomeOverrides().map((one) => `    ${JSON.stringify(one)}`);
  return `{\n  "overrides": [\n${overrides.join(",\n")}\n  ]\n}\n`;
}

if (import.meta.main) await main(process.argv.includes("--check"));
