import type { CancellationToken } from "vscode-languageserver";
import { BASE_NAMES, isOverrideName } from "../analysis/compose/project/project-files.ts";
import type { ShownFile } from "../analysis/ide/shown-file.ts";
import type { Finding } from "../analysis/model/finding.ts";
import type { InputError } from "../analysis/model/project.ts";
import type { Place } from "../analysis/text/span.ts";
import { baseName, directoryOf } from "../analysis/text/uri.ts";
import { ours, said, told } from "../analysis/text/wording.ts";
import type { Documents, Snapshot } from "./documents.ts";
import { keyOf } from "./uri.ts";

/** Something to be shown in a file, and the analysis that it comes from. */
export interface Shown<T> {
  readonly value: T;
  readonly snapshot: Snapshot;
  /** Set where it is decided in another file, which is not open: it counts there, and is shown here as well. */
  readonly elsewhere?: true;
}

/** What is shown in a file, in the order in which it was found. `own` is the file's own analysis. */
export interface ShownFindings {
  readonly own: Snapshot;
  readonly findings: readonly Shown<Finding>[];
  readonly inputErrors: readonly Shown<InputError>[];
}

/** What is shown of a file as the analysis takes it. */
export function shownFileOf({ own, findings }: ShownFindings): ShownFile | undefined {
  const text = own.text(own.uri);
  if (text === undefined) return undefined;
  const { uri, analysis, config, parses } = own;
  const values = findings.map(({ value }) => value);
  return { uri, text, analysis, config, findings: values, cache: parses, lookup: (file) => own.text(file) ?? null };
}

/**
 * All findings that are located in one open file: its own, and those of each other open file whose project includes
 * it, each once. At one place a finding of the file's own analysis goes before one of the same rule from another.
 * Undefined for a file that is not open.
 */
export async function findingsIn(
  uri: string,
  documents: Documents,
  token: CancellationToken,
): Promise<ShownFindings | undefined> {
  for (;;) {
    const own = await documents.snapshot(uri, token);
    if (!own) return undefined;
    const others = await othersOf(own, documents, token);
    // While the others were analysed, the file may have changed; their places would then be in another text than its own.
    if (token.isCancellationRequested || (await documents.snapshot(uri, token)) === own)
      return collected(own, others, documents);
  }
}

/** The analyses that a file has a part in, its own first where it is open. */
export async function analysesWith(
  uri: string,
  documents: Documents,
  token: CancellationToken,
): Promise<readonly Snapshot[]> {
  const own = await documents.snapshot(uri, token);
  if (own) return [own, ...(await othersOf(own, documents, token))];
  return othersOf({ uri, text: () => undefined }, documents, token);
}

/** The other analyses that a file has a part in. Those that were made of another text than its own, where it has one, are left out. */
async function othersOf(
  own: Pick<Snapshot, "uri" | "text">,
  documents: Documents,
  token: CancellationToken,
): Promise<readonly Snapshot[]> {
  const isOther = ({ uri }: { readonly uri: string }) => keyOf(uri) !== keyOf(own.uri) && !documents.isSlow(uri);
  const others = documents.all().filter(isOther);
  const closed = closedDependents(own, documents);
  const snapshots = await Promise.all([
    ...others.map((document) => documents.snapshot(document.uri, token)),
    ...closed.map((uri) => documents.snapshotOfAny(uri, token)),
  ]);
  const text = own.text(own.uri);
  const isPart = (one: Snapshot) => (text === undefined ? one.text(own.uri) !== undefined : one.text(own.uri) === text);
  return snapshots.flatMap((one) => (one && isPart(one) ? [one] : []));
}

/** More projects that one file is part of are not looked at while it is edited; a scan looks at all. */
const MOST_DEPENDENTS = 10;

/** Files that are not open and whose projects take the file in: those that a scan met, and the base of an override file. */
function closedDependents({ uri }: Pick<Snapshot, "uri">, documents: Documents): readonly string[] {
  const bases = isOverrideName(uri) ? BASE_NAMES.map((name) => `${directoryOf(uri)}/${name}`) : [];
  const all = [...bases.filter((base) => !documents.get(base)), ...documents.dependents(uri)];
  return [...new Map(all.map((one) => [keyOf(one), one])).values()].slice(0, MOST_DEPENDENTS);
}

/** What was collected last for an analysis, and of what. Most requests, and most rounds of diagnostics, come while nothing has changed. */
const COLLECTED = new WeakMap<Snapshot, { readonly of: readonly unknown[]; readonly shown: ShownFindings }>();

/** The same object as before where it is made of the same. */
function collected(own: Snapshot, others: readonly Snapshot[], documents: Documents): ShownFindings {
  const of = [...others, ...documents.all().map(({ uri }) => uri)];
  const known = COLLECTED.get(own);
  if (known?.of.length === of.length && known.of.every((one, index) => one === of[index])) return known.shown;
  const shown = collect(own, others, documents);
  COLLECTED.set(own, { of, shown });
  return shown;
}

function collect(own: Snapshot, others: readonly Snapshot[], documents: Documents): ShownFindings {
  const key = keyOf(own.uri);
  const here = (at: Place) => keyOf(at.file) === key;
  const findings = new Map<string, Shown<Finding>>();
  const inputErrors = new Map<string, Shown<InputError>>();
  // What an override file says by itself, its base says with all that it lays over it.
  const isMerged =
    isOverrideName(own.uri) &&
    others.some(({ analysis }) => analysis.project?.files.some((file) => keyOf(file) === key));
  const ownFindings = isMerged ? [] : own.analysis.findings;
  const said = new Set(others.length === 0 ? [] : ownFindings.filter(({ at }) => here(at)).map(ruleAndPlace));
  for (const snapshot of [own, ...others]) {
    for (const found of snapshot === own ? ownFindings : snapshot.analysis.findings) {
      const value = snapshot === own && !documents.get(found.at.file) ? atUse(found, here) : found;
      if (!here(value.at) || (snapshot !== own && said.has(ruleAndPlace(value)))) continue;
      const identity = identityOf(value);
      const elsewhere = value === found ? {} : { elsewhere: true as const };
      if (!findings.has(identity)) findings.set(identity, { value, snapshot, ...elsewhere });
    }
    for (const value of snapshot.analysis.inputErrors) {
      const identity = `${value.at.start} ${value.at.end} ${value.message}`;
      if (here(value.at) && !inputErrors.has(identity)) inputErrors.set(identity, { value, snapshot });
    }
  }
  return { own, findings: [...findings.values()], inputErrors: [...inputErrors.values()] };
}

/**
 * Moves a finding of a file that is not open to the place in the open file that brings it in, since it would be
 * invisible otherwise. A finding that no place brings in is left as it is.
 */
function atUse(finding: Finding, here: (at: Place) => boolean): Finding {
  const use = finding.related.find(({ at }) => here(at));
  if (!use) return finding;
  const related = [{ at: finding.at, ...told(said`It is set here.`) }, ...finding.related.filter((one) => one !== use)];
  const { wording = ours(finding.message) } = finding;
  return { ...finding, at: use.at, ...told(said`${wording} It is set in ${baseName(finding.at.file)}.`), related };
}

/** Within one file. */
function identityOf({ rule, subject, evidence }: Finding): string {
  return JSON.stringify([rule, subject.kind, subject.name, evidence]);
}

function ruleAndPlace({ rule, at }: Finding): string {
  return `${rule} ${at.start} ${at.end}`;
}
