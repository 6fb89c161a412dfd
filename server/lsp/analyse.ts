import type { Connection } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Analysis, AnalyzeOptions } from "../analysis/analyze.ts";
import { TookTooLong } from "../analysis/project.ts";
import { stackOf } from "../limits/failure.ts";
import type { Analyse } from "./documents.ts";
import type { Host } from "./server.ts";
import { type FileSettingsSource, settingsTroubles } from "./settings.ts";

/** Analyses open files under the settings that hold for each; what goes wrong is logged. */
export function analyser(
  connection: Connection,
  { load, limited }: Pick<Host, "load" | "limited">,
  settings: FileSettingsSource,
): Analyse {
  const log = connection.console;
  const onRuleError = (rule: string, error: unknown) => log.error(`Rule ${rule}: ${stackOf(error)}`);
  return async (document, { read, atHand }, cache) => {
    const { uri } = document;
    try {
      const { enable, config, files: settingsFiles, newFile: newSettingsFile } = await settings.of(uri, read);
      const under = { config, settingsFiles, newSettingsFile };
      if (!enable) return undefined;
      const troubles = settingsTroubles(uri, (await read(uri)) ?? "");
      if (troubles) return { ...under, analysis: saying(uri, troubles) };
      const options = { cache, onRuleError, atHand, ...languageOf(document), ...(limited ? { limited } : {}) };
      const analysis = await load([uri], read, config, options).catch((error) => sayingWhyEnded(uri, error));
      return { ...under, analysis };
    } catch (error) {
      log.error(`Analysis of ${uri}: ${stackOf(error)}`);
      return undefined;
    }
  };
}

/**
 * The editor's word for a file's language, where it can be trusted. VS Code takes `Dockerfile.dockerignore` for a Dockerfile,
 * and whatever has `docker` and `compose` in its name for a Compose file; a file without a name has nothing else to go by.
 */
function languageOf({ uri, languageId }: TextDocument): Pick<AnalyzeOptions, "language"> {
  if (languageId === "dockerfile" && !uri.toLowerCase().endsWith(".dockerignore")) return { language: "dockerfile" };
  if (languageId === "dockercompose" && uri.startsWith("untitled:")) return { language: "compose" };
  return {};
}

/** Throws every other error again. */
function sayingWhyEnded(file: string, error: unknown): Analysis {
  if (!(error instanceof TookTooLong)) throw error;
  const message = `The analysis was ${error.message}. Nothing is reported for this file until it changes.`;
  return saying(file, [{ at: { file, start: 0, end: 0 }, message }]);
}

function saying(file: string, troubles: Analysis["troubles"]): Analysis {
  const none = { findings: [], suppressed: [], needs: [], edits: () => undefined, fixes: () => [] };
  return { kind: "other", file, troubles, ...none };
}
