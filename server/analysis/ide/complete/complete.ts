import { isBakeName } from "../../bake/syntax/detect.ts";
import type { Lookup } from "../../compose/project/source-files.ts";
import { isComposeName } from "../../compose/syntax/detect.ts";
import { daemonFileKind } from "../../daemon/syntax/detect.ts";
import { isDevContainerName } from "../../devcontainer/syntax/detect.ts";
import type { Container } from "../../model/container.ts";
import type { Finding } from "../../model/finding.ts";
import type { Analysis } from "../../run/analysis.ts";
import { analyze } from "../../run/analyze.ts";
import { ParseCache } from "../../run/cache.ts";
import type { Config } from "../../settings/config.ts";
import { SETTINGS_FILES } from "../../settings/read.ts";
import { baseName } from "../../text/uri.ts";
import { allowCompletion } from "./allow-comment.ts";
import { hclCompletion, jsonBakeCompletion } from "./bake.ts";
import { typedKeyAt, typedValueAt } from "./completion-cursor.ts";
import { composeItems, composeKeyItems } from "./compose.ts";
import { daemonCompletion } from "./daemon.ts";
import { devContainerCompletion } from "./devcontainer.ts";
import { dockerfileCompletion } from "./dockerfile.ts";
import type { Completion } from "./item.ts";
import { unitCompletion } from "./quadlet.ts";
import { settingsItems, settingsKeys } from "./settings.ts";

/** A file, its analysis, and the findings that are shown in it. */
export interface CompleteFile {
  readonly uri: string;
  readonly text: string;
  readonly analysis: Analysis;
  readonly findings: readonly Finding[];
  readonly cache: ParseCache;
  readonly config: Config;
  /** The other texts that the analysis was made of. */
  readonly lookup: Lookup;
}

/** What can be written at an offset of a file; undefined where nothing of ours can. */
export function complete(file: CompleteFile, offset: number): Completion | undefined {
  const { uri, text, analysis, findings, cache } = file;
  if (SETTINGS_FILES.some((name) => name === baseName(uri))) return settingsCompletion(uri, text, offset);
  if (analysis.kind === "dockerfile") {
    const tree = cache.dockerfile(uri, text);
    const comments = tree.comments.map(({ at }) => at);
    return allowCompletion(text, comments, findings, offset) ?? dockerfileCompletion(tree, analysis.dockerfile, offset);
  }
  if (analysis.unit !== undefined) {
    const { unit, project } = analysis;
    const comment = allowCompletion(text, unit.own.comments, findings, offset);
    return comment ?? unitCompletion(unit, project?.services[0], file.config.engine, offset);
  }
  if (isDevContainerName(uri)) {
    const json = cache.json(uri, text);
    const comment = allowCompletion(text, json.comments, findings, offset);
    return comment ?? devContainerCompletion(json, analysis.project, offset);
  }
  if (isBakeName(uri)) {
    if (uri.endsWith(".json")) return jsonBakeCompletion(cache.json(uri, text), offset);
    const hcl = cache.hcl(uri, text);
    return allowCompletion(text, hcl.comments, findings, offset) ?? hclCompletion(hcl, offset);
  }
  if (daemonFileKind(uri) === "json") return daemonCompletion(cache.json(uri, text), offset);
  // A file that holds no service yet, or is broken while it is typed, is known by its name alone.
  if (analysis.kind !== "compose" && !isComposeName(uri)) return undefined;
  const comment = allowCompletion(text, cache.compose(uri, text).comments, findings, offset);
  if (comment) return comment;
  const values = nonEmpty(typedValueAt(uri, text, offset), (typed) => composeItems(typed, analysis.project));
  return (
    values ??
    nonEmpty(typedKeyAt(uri, text, offset), (typed) =>
      composeKeyItems(typed, (name) => serviceWithout(typed.at, name, file)),
    )
  );
}

/** A service as it is without the key that is being typed, which may keep the file from being read. */
function serviceWithout({ start, end }: Completion["at"], name: string, file: CompleteFile): Container | undefined {
  const { uri, text, config, lookup } = file;
  const lineEnd = text.slice(end).search(/[\r\n]|$/) + end;
  const blank = text.slice(0, start) + " ".repeat(lineEnd - start) + text.slice(lineEnd);
  // A cache of its own: the parses of the text as it is are wanted again.
  const options = { cache: new ParseCache(), rules: [], onRuleError: () => undefined };
  const { project } = analyze([uri], (one) => (one === uri ? blank : (lookup(one) ?? null)), config, options);
  return project?.services.find((service) => service.name === name);
}

/** Below `engine` either may be typed: a mode, or a key. */
function settingsCompletion(uri: string, text: string, offset: number): Completion | undefined {
  const key = nonEmpty(typedKeyAt(uri, text, offset), settingsKeys);
  const value = nonEmpty(typedValueAt(uri, text, offset), settingsItems);
  if (!key || !value || key.at.start !== value.at.start || key.at.end !== value.at.end) return key ?? value;
  return { at: key.at, items: [...key.items, ...value.items] };
}

function nonEmpty<T extends Pick<Completion, "at">>(
  typed: T | undefined,
  itemsOf: (typed: T) => Completion["items"],
): Completion | undefined {
  const items = typed ? itemsOf(typed) : [];
  return typed && items.length > 0 ? { at: typed.at, items } : undefined;
}
