import { RULES_BY_ID } from "../server/analysis/rules/index.ts";
import { markdownTable } from "./markdown-table.ts";
import { lastComparison, VERDICTS } from "./peers/compared.ts";
import { EQUIVALENTS, type Ids, LEFT_OUT, PEERS, type Peer } from "./peers/equivalents.ts";
import { REASONS } from "./peers/reasons.ts";

/** The page that tells users of other tools which rule reports what they know under another id. Throws where a rule has no row, or a row no rule. */
export function peersPage(): string {
  const rules = [...RULES_BY_ID.keys()];
  const missing = rules.filter((id) => EQUIVALENTS[id] === undefined);
  const extra = Object.keys(EQUIVALENTS).filter((id) => !RULES_BY_ID.has(id));
  if (missing.length + extra.length > 0)
    throw new Error(
      `scripts/peers/equivalents.ts lacks ${missing.join(", ") || "nothing"}; no rules: ${extra.join(", ")}`,
    );
  const rows = rules.map((id) => [
    `[\`${id}\`](rules/${id}.md)`,
    ...FIRST.map((peer) => shown(EQUIVALENTS[id], peer)),
    others(EQUIVALENTS[id], FIRST),
  ]);
  const alone = rules.filter((id) => Object.keys(EQUIVALENTS[id] ?? {}).length === 0);
  return `${[
    "# Rules of other tools",
    INTRO,
    `## By rule\n\n${markdownTable(["Rule", ...FIRST.map((peer) => PEERS[peer].name), "Others"], rows)}`,
    `${alone.length} of ${rules.length} rules have no equivalent elsewhere: ${alone.map((id) => `\`${id}\``).join(", ")}.`,
    `## By tool\n\n${PEER_NAMES.map(byPeer).join("\n\n")}`,
    comparison(),
    `## What Bulkhead leaves out\n\n${LEFT_OUT_INTRO}\n\n${markdownTable(
      ["About", "Elsewhere", "Why not"],
      LEFT_OUT.map(({ about, ids, because }) => [about, others(ids, []), because]),
    )}`,
  ].join("\n\n")}\n`;
}

/** What the other tools report of the corpus, and why Bulkhead does not report some of it. */
function comparison(): string {
  const { date, compared } = lastComparison();
  const numbers = compared.map(({ peer, release, counts }) => [
    `${PEERS[peer].name} ${release}`,
    ...VERDICTS.map((verdict) => (counts[verdict] ?? 0).toLocaleString("en")),
  ]);
  const reasons = new Map<string, string[]>();
  for (const { tool, id, because } of REASONS) {
    const ids = reasons.get(because) ?? [];
    reasons.set(because, [...ids, `${PEERS[tool].name} \`${id}\``]);
  }
  const rows = [...reasons].map(([because, ids]) => [[...new Set(ids)].join(", "), because]);
  return `## Compared over a corpus

Last run ${date} by \`npm run compare:peers\` over 1,480 public Compose files and Dockerfiles: what three other tools report, and what becomes of it in the strict profile. *Other matters* are style, size, speed and correctness, most of BuildKit's 22 checks among them, which tally has too.

${markdownTable(["Tool", ...VERDICTS], numbers)}

The reasons, where a tool reports something of isolation that Bulkhead does not:

${markdownTable(["Reported by", "Why not here"], rows)}`;
}

const PEER_NAMES = Object.keys(PEERS) as readonly Peer[];

/** The tools that have a column of their own. */
const FIRST: readonly Peer[] = ["kics", "composeLint", "hadolint", "trivy", "checkov", "cis", "sonar"];

const INTRO = `Which rule reports what you know from another tool. An equivalent looks at the same thing, but seldom under the same conditions: Bulkhead resolves variables, anchors, \`extends\`, override files and the Dockerfile first, and grades by what the whole container makes of a setting. Rules and ids of the others are as of August 2026.`;

const LEFT_OUT_INTRO =
  "Checks of other tools about isolation that no rule of Bulkhead answers to. Style, caches and the form of instructions are left out here: they are no matter of isolation.";

function shown(ids: Ids | undefined, peer: Peer): string {
  return (ids?.[peer] ?? []).map((id) => `\`${id}\``).join(", ");
}

function others(ids: Ids | undefined, without: readonly Peer[]): string {
  return PEER_NAMES.filter((peer) => !without.includes(peer) && ids?.[peer])
    .map((peer) => `${PEERS[peer].name}: ${shown(ids, peer)}`)
    .join("; ");
}

function byPeer(peer: Peer): string {
  const rules = new Map<string, string[]>();
  for (const [rule, ids] of Object.entries(EQUIVALENTS)) {
    for (const id of ids[peer] ?? []) rules.set(id, [...(rules.get(id) ?? []), `[\`${rule}\`](rules/${rule}.md)`]);
  }
  const rows = [...rules]
    .sort(([a], [b]) => COLLATOR.compare(a, b))
    .map(([id, names]) => [`\`${id}\``, names.join(", ")]);
  const { name, url } = PEERS[peer];
  return `### [${name}](${url})\n\n${markdownTable([name, "Bulkhead"], rows)}`;
}

const COLLATOR = new Intl.Collator("en", { numeric: true });
