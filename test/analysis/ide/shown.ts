import type { ShownFile } from "../../../server/analysis/ide/shown-file.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { load } from "../../../server/analysis/run/load.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";

export const CONFIG = configOf([]);
export const FOLDER = "file:///work";

/** The first of the files, by name in one folder, as an editor shows it that has only this one open. */
export async function shownFile(files: Readonly<Record<string, string>>): Promise<ShownFile> {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${FOLDER}/${name}`, text]));
  const [uri = "", text = ""] = [...texts][0] ?? [];
  const cache = new ParseCache();
  const onRuleError = (rule: string, error: unknown) => {
    throw new Error(`${rule} threw`, { cause: error });
  };
  const lookup = (file: string) => texts.get(file) ?? null;
  const analysis = await load([uri], async (file) => lookup(file), CONFIG, { cache, onRuleError });
  const findings = analysis.findings.filter(({ at }) => at.file === uri);
  return { uri, text, analysis, config: CONFIG, findings, cache, lookup };
}

/** One service `web` with lines of its own. */
export function composeOf(...lines: readonly string[]): string {
  return `services:\n  web:\n${lines.map((line) => `    ${line}\n`).join("")}`;
}
