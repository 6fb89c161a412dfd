import type {
  ArtifactChange,
  ArtifactLocation,
  Fix,
  Notification,
  Region,
  ReportingDescriptor,
  Result,
  Location as SarifLocation,
  Suppression,
  ToolComponent,
} from "sarif";
import type { Level } from "../model/level.ts";
import type { Rule } from "../rules/rule.ts";
import { type Printable, printable, wellFormed } from "../text/printable.ts";
import { jsonText, Streamed } from "./json-stream.ts";
import type { Location } from "./location.ts";
import { PUBLICATION, pageAddress } from "./publication.ts";
import type {
  KnownFinding,
  Report,
  ReportedEdit,
  ReportedFinding,
  ReportedFix,
  ReportedInputError,
  SkippedFile,
} from "./report.ts";
import { MAX_EXPOSURE, ruleAddress } from "./rule-address.ts";
import { rulePage } from "./rule-page.ts";

/** What a SARIF report says beside its findings. */
export interface SarifOptions {
  /** Bulkhead's version. */
  readonly version: string;
  /** Each rule once. */
  readonly rules: Iterable<Rule>;
}

/** Where the published schema stands; code scanning services know it by this address. */
export const SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/**
 * The report as SARIF 2.1.0, in pieces: one run with every rule and its whole page, the findings, and those that comments allow as suppressed results.
 * Paths are relative to the working directory. Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifReport(report: Report, options: SarifOptions): Iterable<Printable> {
  const tool = sarifTool(options);
  const run = {
    tool,
    columnKind: "utf16CodeUnits",
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: [...report.problems.map(problemSarif), ...report.skipped.map(skippedSarif)],
      },
    ],
    artifacts: report.looked.map((file) => ({ location: artifact(file), roles: ["analysisTarget"] })),
    results: new Streamed(results(report, ruleIndexes(tool))),
  };
  return jsonText({ $schema: SARIF_SCHEMA, version: "2.1.0", runs: new Streamed([run]) });
}

/** What says that Bulkhead made a report, and describes its rules. */
export function sarifTool({ version, rules }: SarifOptions): SarifTool {
  const descriptors = [...[...rules].map(ruleSarif), TOO_EXPOSED];
  return {
    driver: {
      name: "Bulkhead",
      version,
      semanticVersion: version,
      ...uri("informationUri", PUBLICATION.repository),
      rules: descriptors,
    },
  };
}

export interface SarifTool {
  readonly driver: ToolComponent & { readonly rules: readonly ReportingDescriptor[] };
}

/** Where each rule stands in the tool's list of rules. */
export function ruleIndexes({ driver }: SarifTool): Indexes {
  return new Map(driver.rules.map(({ id }, index) => [id, index]));
}

type Indexes = ReadonlyMap<string, number>;

function* results({ findings, allowed, baseline }: Report, indexes: Indexes): Iterable<Result> {
  const state = (word: Result.baselineState): Pick<Result, "baselineState"> =>
    baseline === undefined ? {} : { baselineState: word };
  for (const finding of findings) yield { ...resultSarif(finding, indexes), ...state("new") };
  for (const finding of baseline?.known ?? []) yield { ...resultSarif(finding, indexes), ...state("unchanged") };
  for (const finding of allowed) yield { ...resultSarif(finding, indexes), ...state("unchanged") };
  for (const gone of baseline?.gone ?? []) yield { ...goneSarif(gone, indexes), ...state("absent") };
}

function resultSarif(finding: ReportedFinding, indexes: Indexes): Result {
  const { rule, level, message, subject, evidence, location, related, fixes, fingerprint, allowed } = finding;
  return {
    ...ruleReference(rule, indexes),
    level: SARIF_LEVELS[level],
    message: messageSarif(message),
    locations: [{ ...physical(location), logicalLocations: [{ name: printable(subject.name), kind: subject.kind }] }],
    relatedLocations: related.map((one, id) => ({ id, ...physical(one), message: messageSarif(one.message) })),
    fixes: fixes.filter(({ edits }) => edits.length > 0).map(fixSarif),
    partialFingerprints: { [FINGERPRINT]: fingerprint },
    ...(allowed === undefined ? {} : { suppressions: [suppression(allowed)] }),
    properties: { level, ...(evidence === "" ? {} : { evidence }) },
  };
}

/** A baseline may name a rule that is no more. */
export function ruleReference(rule: string, indexes: Indexes): Pick<Result, "ruleId" | "ruleIndex"> {
  const ruleIndex = indexes.get(rule);
  return { ruleId: rule, ...(ruleIndex === undefined ? {} : { ruleIndex }) };
}

function fixSarif({ title, safe, edits }: ReportedFix): Fix {
  return { description: messageSarif(title), artifactChanges: changesByFile(edits), properties: { safe } };
}

function suppression(reason: string): Suppression {
  return { kind: "inSource", ...(reason === "" ? {} : { justification: printable(reason) }) };
}

/** The name and version of what `fingerprint` computes. */
const FINGERPRINT = "bulkheadFinding/v1";

function goneSarif({ rule, file, subject, fingerprint }: KnownFinding, indexes: Indexes): Result {
  return {
    ...ruleReference(rule, indexes),
    message: messageSarif(`The baseline has ${rule} here${subject === "" ? "" : ` for "${subject}"`}; it is gone.`),
    locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
    partialFingerprints: { [FINGERPRINT]: fingerprint },
  };
}

/** A message without links: viewers make one of `[text](target)`. Source: section 3.11.6 of the standard. */
export function messageSarif(text: string): { readonly text: Printable } {
  return { text: printable(text.replaceAll("](", "] (")) };
}

function ruleSarif(rule: Rule): ReportingDescriptor {
  const { id, level, profile, group, docs } = rule;
  const page = rulePage(rule);
  return {
    id,
    name: id.replace(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: docs.title },
    fullDescription: { text: docs.what, markdown: docs.what },
    help: { text: page, markdown: page },
    ...uri("helpUri", ruleAddress(id)),
    defaultConfiguration: { level: SARIF_LEVELS[level], enabled: profile !== "strict" },
    properties: { tags: ["security", "containers", group], precision: "high", "security-severity": SEVERITIES[level] },
  };
}

/** A field for an address where there is one. Without it nothing is lost: each rule's whole page stands in its `help`. */
function uri<Name extends string>(name: Name, address: string | undefined): { readonly [_ in Name]?: string } {
  return (address === undefined ? {} : { [name]: address }) as { readonly [_ in Name]?: string };
}

/** No rule of its own, but what `--max-exposure` reports: it has neither a fix nor a page but that of the exposure. */
const TOO_EXPOSED: ReportingDescriptor = {
  id: MAX_EXPOSURE,
  name: "MaxExposure",
  shortDescription: { text: "Container that is too exposed" },
  fullDescription: { text: "The exposure of the container is above what --max-exposure allows." },
  ...uri("helpUri", pageAddress("docs/exposure.md")),
  defaultConfiguration: { level: "error", enabled: false },
  properties: { tags: ["security", "containers"] },
};

const SARIF_LEVELS: Readonly<Record<Level, "error" | "warning" | "note">> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

/**
 * What GitHub ranks security results by: from 7 high, from 4 medium, below low.
 * Source: https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
const SEVERITIES: Readonly<Record<Level, string>> = { error: "8.0", warning: "5.0", info: "2.0", hint: "1.0" };

function problemSarif({ file, line, message, unchecked }: ReportedInputError): Notification {
  const at = { artifactLocation: artifact(file), region: { startLine: line } };
  return {
    level: unchecked ? "error" : "warning",
    message: messageSarif(message),
    locations: [{ physicalLocation: at }],
  };
}

function skippedSarif({ file, why }: SkippedFile): Notification {
  const locations = [{ physicalLocation: { artifactLocation: artifact(file) } }];
  return { level: "note", message: messageSarif(`skipped: it ${why}`), locations };
}

function physical(location: Location): Pick<SarifLocation, "physicalLocation"> {
  return { physicalLocation: { artifactLocation: artifact(location.file), region: region(location) } };
}

function region({ start, end }: Location): Region {
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** Names that are URIs already stay as they are: no path has characters of URIs only and two slashes behind a colon. */
function artifact(file: string): ArtifactLocation {
  if (/^[a-z][a-z0-9+.-]+:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]*$/i.test(file)) return { uri: file };
  return { uri: wellFormed(file).split("/").map(encodeURIComponent).join("/") };
}

function changesByFile(edits: readonly ReportedEdit[]): ArtifactChange[] {
  const files = [...new Set(edits.map(({ file }) => file))];
  return files.map((file) => ({
    artifactLocation: artifact(file),
    replacements: edits
      .filter((edit) => edit.file === file)
      .map((edit) => ({ deletedRegion: region(edit), insertedContent: { text: edit.newText } })),
  }));
}
