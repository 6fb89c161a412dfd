import type { Connection } from "vscode-languageserver";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { kindOfLanguage } from "../analysis/command/syntax/detect.ts";
import { type Analysis, type AnalyzeOptions, unanalysed } from "../analysis/run/analysis.ts";
import { isNamedAsDoor } from "../analysis/run/doors/names.ts";
import { TookTooLong } from "../analysis/run/load.ts";
import { configOf, NO_SETTINGS } from "../analysis/settings/read.ts";
import { baseName } from "../analysis/text/uri.ts";
import { ANALYSIS, ANALYSIS_AGAIN } from "../limits/budget.ts";
import { stackOf, whyFailed } from "../limits/failure.ts";
import type { Analyse, Analysed, Failure } from "./documents.ts";
import type { Host } from "./host.ts";
import { type FileSettingsSource, settingsTroubles } from "./settings.ts";

/**
 * Analyses open files, each under its own settings. Errors are logged, and reported in the file whose findings are
 * missing.
 */
export function analyser(
  connection: Connection,
  { load, timeLimit }: Pick<Host, "load" | "timeLimit">,
  settings: FileSettingsSource,
): Analyse {
  const log = connection.console;
  return async (document, { read, atHand }, cache, isAgain) => {
    const { uri } = document;
    let under: Pick<Analysed, "config" | "settingsFiles" | "newSettingsFile"> = NO_FILES;
    try {
      const {
        enable,
        config,
        files: settingsFiles,
        newFile: newSettingsFile,
        outermost,
      } = await settings.of(uri, read);
      under = { config, settingsFiles, newSettingsFile };
      if (!enable) return undefined;
      const inputErrors = settingsTroubles(uri, (await read(uri)) ?? "");
      if (inputErrors) return { ...under, analysis: unanalysed(uri, inputErrors) };
      const failed: Failure[] = [];
      const onRuleError = (rule: string, error: unknown) => {
        log.error(`Rule ${rule}: ${stackOf(error)}`);
        failed.push(ruleFailure(rule, error));
      };
      const limited = timeLimit?.(isAgain ? ANALYSIS_AGAIN : ANALYSIS);
      const invocation = { outermost };
      const given = { ...languageOf(document), ...(limited ? { limited } : {}) };
      const options = { cache, invocation, onRuleError, atHand, ...given };
      const analysis = await load([uri], read, config, options);
      log.log(`Looked at ${baseName(uri)}: ${saidOf(analysis)}.`);
      const [failure] = failed;
      return { ...under, analysis, ...(failure === undefined ? {} : { failure }) };
    } catch (error) {
      log.error(`Analysis of ${uri}: ${stackOf(error)}`);
      return { ...under, analysis: unanalysed(uri, []), failure: failureOf(error, isForUs(document)) };
    }
  };
}

/** What the log says of an analysis, in numbers alone. */
function saidOf({ kind, findings, inputErrors, project, skipped }: Analysis): string {
  if (kind === "other") return `not for us${skipped === undefined ? "" : `, since it ${skipped}`}`;
  const containers = project ? `, ${project.services.length} containers` : "";
  const unread = inputErrors.length === 0 ? "" : `, ${inputErrors.length} not read`;
  return `${kind}${containers}, ${findings.length} findings${unread}`;
}

const NO_FILES = { config: configOf([NO_SETTINGS]), settingsFiles: [], newSettingsFile: undefined };

/**
 * The editor's word for a file's language, where it can be trusted. VS Code takes `Dockerfile.dockerignore` for a Dockerfile,
 * and whatever has `docker` and `compose` in its name for a Compose file; a file without a name has nothing else to go by.
 */
function languageOf({ uri, languageId }: TextDocument): Pick<AnalyzeOptions, "language"> {
  if (languageId === "dockerfile" && !uri.toLowerCase().endsWith(".dockerignore")) return { language: "dockerfile" };
  if (languageId === "dockercompose" && uri.startsWith("untitled:")) return { language: "compose" };
  const kind = OTHER_SHELLS.test(uri) ? undefined : kindOfLanguage(languageId);
  return kind === undefined ? {} : { language: kind };
}

/** Shells with a syntax of their own, whose files VS Code gives the same language. */
const OTHER_SHELLS = /\.(?:fish|csh|tcsh|ps1)$/i;

/** Whether a name or a word says so; the analysis that could tell has failed. Editors send us YAML of all kinds. */
function isForUs(document: TextDocument): boolean {
  const isNamed = isNamedAsDoor(document.uri) || languageOf(document).language !== undefined;
  return isNamed || /(?:services|jobs):/.test(document.getText());
}

function failureOf(error: unknown, isForUs: boolean): Failure {
  const tookTooLong = error instanceof TookTooLong;
  const next = tookTooLong ? ` When it changes, it gets ${ANALYSIS_AGAIN / 1000} s.` : "";
  const message = `Bulkhead could not analyse this file: ${whyFailed(error)}. Its findings are missing.${next}`;
  return { message: isForUs ? message : undefined, tookTooLong };
}

function ruleFailure(rule: string, error: unknown): Failure {
  const message = `Bulkhead could not check this file for ${rule}: ${whyFailed(error)}. What that would find is missing.`;
  return { message, tookTooLong: false };
}
