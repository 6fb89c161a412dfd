import type { Finding } from "../../model/finding.ts";
import { packedRuleAddress } from "../../report/rule-address.ts";
import { RULES_BY_ID } from "../../rules/index.ts";
import type { Rule } from "../../rules/rule.ts";
import type { Analysis } from "../../run/analysis.ts";
import type { ParseCache } from "../../run/cache.ts";
import { stageContainer } from "../../run/stage-container.ts";
import type { Config } from "../../settings/config.ts";
import { SETTINGS_FILES } from "../../settings/read.ts";
import { firstSentence } from "../../text/sentence.ts";
import { type Place, touches } from "../../text/span.ts";
import { baseName } from "../../text/uri.ts";
import { IN_ENGLISH, type Words } from "../../text/words.ts";
import { explainBake } from "./bake.ts";
import { explainCommand } from "./command.ts";
import { explainCompose } from "./compose.ts";
import { explainDaemon } from "./daemon.ts";
import { explainDevContainer } from "./devcontainer.ts";
import { explainDockerfile } from "./dockerfile.ts";
import type { Explained } from "./explained.ts";
import { explainUnit } from "./quadlet.ts";
import { ruleAdvice, ruleMarkdown } from "./rule-docs.ts";
import { serviceSummary } from "./service.ts";
import { explainSettings } from "./settings.ts";
import { explainVariable } from "./variable.ts";

/** A file, its analysis, and the findings that are shown in it. */
export interface HoverFile {
  readonly uri: string;
  readonly text: string;
  readonly analysis: Analysis;
  readonly config: Config;
  readonly findings: readonly Finding[];
  readonly cache: ParseCache;
}

/** Markdown about what stands at `at`. */
export interface Hover {
  readonly at: Place;
  readonly markdown: string;
}

/**
 * What is to be said of the place at an offset of the file: of the concept that stands there, and of the rules that report there.
 * Where both would say the same, one of them is shortened, so that the whole can be read at a glance. `brief` is for whoever can open a rule's page: of
 * what a finding is about three lines are said then, below which an editor still has room for its own way to the fixes.
 */
export function hover(file: HoverFile, offset: number, brief = false, words = IN_ENGLISH): Hover | undefined {
  const { uri, text, analysis, cache } = file;
  const variable =
    analysis.kind === "compose" ? explainVariable(cache.compose(uri, text), analysis.names, offset) : undefined;
  const rest = hoverBeside(file, offset, brief, words);
  if (!variable || !rest) return variable ?? rest;
  return { at: variable.at, markdown: `${variable.markdown}\n\n---\n\n${rest.markdown}` };
}

/** What is to be said beside the value of a variable. */
function hoverBeside(file: HoverFile, offset: number, brief: boolean, words: Words): Hover | undefined {
  const concept = explain(file, offset);
  const reported = file.findings.filter(({ at }) => touches(at, offset));
  const ids = [...new Set(reported.map(({ rule }) => rule))].slice(0, MOST_RULES);
  const rules = ids.flatMap((id) => RULES_BY_ID.get(id) ?? []);
  const [first] = reported;
  if (brief && first && rules.length > 0) return { at: first.at, markdown: briefMarkdown(concept, rules, words) };
  const others = rules.filter(({ id }) => id !== concept?.covers);
  const texts = concept?.specific ? [concept.markdown, ...others.map(ruleAdvice)] : rules.map(ruleMarkdown);
  if (concept && texts.length === 0) texts.push(concept.markdown);
  const at = reported[0]?.at ?? concept?.at;
  return at && texts.length > 0 ? { at, markdown: texts.join("\n\n---\n\n") } : undefined;
}

/** More would not be read; the editor lists every message anyway. */
const MOST_RULES = 2;

/** What it is and what an attacker makes of it, the way out, and links to all else. */
function briefMarkdown(concept: Explained | undefined, rules: readonly Rule[], { say }: Words): string {
  const [rule] = rules;
  const [head = "", text = ""] = concept?.specific ? concept.markdown.split("\n\n") : [];
  const isCard = head.startsWith("**") && text !== "" && !/^(?:\*\*|[-|[])/.test(text);
  const why = firstSentence(rule?.docs.why ?? "");
  // A card is English. Where the language has what the rule says, nobody has to read two of them.
  const what =
    isCard && say(why) === why
      ? `${head} — ${firstSentence(text)}`
      : rule
        ? `**${say(rule.docs.title)}** — ${say(why)}`
        : "";
  const advice = rule ? `**${say("Instead")}.** ${say(firstSentence(rule.docs.instead))}` : "";
  const links = rules.map(({ id }) => `[${say("rule {0}", id)}](${packedRuleAddress(id)})`).join(" · ");
  return [what, advice, links].join("  \n");
}

function explain(file: HoverFile, offset: number): Explained | undefined {
  const { uri, text, analysis, config, cache } = file;
  if (SETTINGS_FILES.some((name) => name === baseName(uri))) return explainSettings(cache.compose(uri, text), offset);
  switch (analysis.kind) {
    case "compose":
      return explainCompose(cache.compose(uri, text), analysis.project, config.engine, offset);
    case "dockerfile":
      return explainStage(file, offset) ?? explainDockerfile(cache.dockerfile(uri, text), analysis.dockerfile, offset);
    case "bake":
      return explainBake(analysis, offset);
    case "daemon":
      return analysis.daemon && explainDaemon(analysis.daemon, offset);
    case "quadlet":
      return explainUnit(analysis, config.engine, offset);
    case "command":
      return explainCommand(analysis, config.engine, offset);
    case "devcontainer":
      return explainDevContainer(analysis, config.engine, offset);
    case "other":
      return undefined;
  }
}

/** On the name of the final stage: what a container of it is like, run without any option. */
function explainStage({ uri, text, analysis, config, cache }: HoverFile, offset: number): Explained | undefined {
  const stage = analysis.dockerfile?.stages.at(-1);
  const from = cache.dockerfile(uri, text).instructions.find(({ at }) => at.start === stage?.at.start);
  const [, as, name] = from?.arguments ?? [];
  if (!stage?.named || !name || as?.text.toUpperCase() !== "AS" || !touches(name.at, offset)) return undefined;
  const { engine } = config;
  const markdown = serviceSummary(stageContainer(stage, engine), { engine, services: [], networks: new Map() });
  return { at: name.at, markdown, specific: true };
}
