import { LEVELS, type Level } from "../../analysis/model/level.ts";
import { jsonText, Streamed } from "../../analysis/report/json-stream.ts";
import { compareTexts } from "../../analysis/report/report.ts";
import { isRuleId, MAX_EXPOSURE } from "../../analysis/report/rule-address.ts";
import { messageSarif, ruleIndexes, ruleReference, SARIF_SCHEMA, sarifTool } from "../../analysis/report/sarif.ts";
import { RULES_BY_ID } from "../../analysis/rules/index.ts";
import { type Printable, printable } from "../../analysis/text/printable.ts";
import { CannotRun } from "../../entries/cannot-run.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a SARIF log. */
export function isSarif(value: unknown): boolean {
  return fieldsOf(value)["version"] === "2.1.0" && Array.isArray(fieldsOf(value)["runs"]);
}

/**
 * Makes one log with one run of logs that Bulkhead wrote: the results of all, each once, in the order of files and places.
 * `fails` tells whether one that is new and not suppressed is at or above `failOn`, or a file could not be checked. Throws `CannotRun` for a log of another
 * tool. What describes the tool and its rules is this program's own, and of a result no more is taken than Bulkhead writes.
 */
export function mergedSarif(
  logs: readonly unknown[],
  failOn: Level | "never",
  version: string,
): { readonly pieces: Iterable<Printable>; readonly fails: boolean } {
  const runs = logs.flatMap((log) => listOf(fieldsOf(log)["runs"]).map(fieldsOf));
  const [first] = runs;
  if (first === undefined || runs.some((run) => driverOf(run)["name"] !== "Bulkhead")) {
    throw new CannotRun("merge takes SARIF reports that Bulkhead wrote");
  }
  const tool = sarifTool({ version, rules: RULES_BY_ID.values() });
  const indexes = ruleIndexes(tool);
  const results = distinct(runs, "results", resultKey).map((result) => ownResult(result, indexes));
  const notifications = runs.flatMap((run) =>
    listOf(run["invocations"]).flatMap((one) => listOf(fieldsOf(one)["toolExecutionNotifications"])),
  );
  const run = {
    tool,
    columnKind: "utf16CodeUnits",
    invocations: [{ executionSuccessful: true, toolExecutionNotifications: distinctValues(notifications).map(said) }],
    artifacts: distinct(runs, "artifacts", (artifact) => uriOf(artifact["location"])).map(said),
    results: new Streamed(results),
  };
  return {
    pieces: jsonText({ $schema: SARIF_SCHEMA, version: "2.1.0", runs: new Streamed([run]) }),
    fails:
      results.some((result) => isFailing(result, failOn)) || (failOn !== "never" && notifications.some(isUnchecked)),
  };
}

/** Of what problems there are, only a file that could not be checked is an error. */
function isUnchecked(notification: unknown): boolean {
  return fieldsOf(notification)["level"] === "error";
}

const FIELDS = [
  "level",
  "message",
  "locations",
  "relatedLocations",
  "fixes",
  "partialFingerprints",
  "suppressions",
  "baselineState",
  "properties",
];

function ownResult(result: Fields, indexes: ReturnType<typeof ruleIndexes>): Fields {
  const { ruleId } = result;
  if (!isRuleId(ruleId)) throw new CannotRun("merge takes SARIF reports that Bulkhead wrote: a result names no rule");
  const own = FIELDS.flatMap((name) => (name in result ? [[name, result[name]] as const] : []));
  return { ...ruleReference(ruleId, indexes), ...fieldsOf(said(Object.fromEntries(own))) };
}

/** A value whose messages can be printed, as those are that `check` writes; what is to be inserted into a file stays as it is. */
function said(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(said);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]): [string, unknown] => {
      const { text } = fieldsOf(field);
      if ((name === "message" || name === "description") && typeof text === "string") return [name, messageSarif(text)];
      if ((name === "justification" || name === "name") && typeof field === "string") return [name, printable(field)];
      return [name, said(field)];
    }),
  );
}

function isFailing(result: Fields, failOn: Level | "never"): boolean {
  const state = result["baselineState"] ?? "new";
  if (state !== "new" || listOf(result["suppressions"]).length > 0) return false;
  if (result["ruleId"] === MAX_EXPOSURE) return true;
  const words: readonly unknown[] = LEVELS;
  const level = words.indexOf(fieldsOf(result["properties"])["level"]);
  return failOn !== "never" && level >= 0 && level <= LEVELS.indexOf(failOn);
}

/** The list of this name of all runs, each item once, in the order of its key. */
function distinct(runs: readonly Fields[], name: string, key: (item: Fields) => string): readonly Fields[] {
  const byKey = new Map<string, Fields>();
  for (const item of runs.flatMap((run) => listOf(run[name]).map(fieldsOf))) {
    const known = byKey.get(key(item));
    if (known === undefined || compareTexts(rankOf(item), rankOf(known)) < 0) byKey.set(key(item), item);
  }
  return [...byKey].sort(([a], [b]) => compareTexts(a, b)).map(([, item]) => item);
}

function distinctValues(values: readonly unknown[]): readonly unknown[] {
  return [...new Map(values.map((value) => [JSON.stringify(value), value]))]
    .sort(([a], [b]) => compareTexts(a, b))
    .map(([, value]) => value);
}

/** What the same finding has in every log that tells of it; numbers are padded so that texts sort as they do. */
function resultKey(result: Fields): string {
  const physical = fieldsOf(fieldsOf(listOf(result["locations"])[0])["physicalLocation"]);
  const region = fieldsOf(physical["region"]);
  const at = ["startLine", "startColumn", "endLine", "endColumn"].map((name) =>
    String(region[name] ?? 0).padStart(9, "0"),
  );
  const evidence = fieldsOf(result["properties"])["evidence"] ?? "";
  const isSuppressed = listOf(result["suppressions"]).length > 0;
  return JSON.stringify([uriOf(physical["artifactLocation"]), ...at, result["ruleId"], evidence, isSuppressed]);
}

function uriOf(artifact: unknown): string {
  return String(fieldsOf(artifact)["uri"] ?? "");
}

function driverOf(run: Fields): Fields {
  return fieldsOf(fieldsOf(run["tool"])["driver"]);
}

/** Of several results for one cause the first in the order of these texts stays: the gravest, then one about a service, then by name. */
function rankOf(result: Fields): string {
  const words: readonly unknown[] = LEVELS;
  const level = words.indexOf(fieldsOf(result["properties"])["level"]);
  const { kind, name } = fieldsOf(listOf(fieldsOf(listOf(result["locations"])[0])["logicalLocations"])[0]);
  return JSON.stringify([level, kind === "stage" || kind === "file" ? 1 : 0, name, result]);
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
