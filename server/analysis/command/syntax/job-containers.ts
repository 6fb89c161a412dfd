import { flagsOf, runFlag } from "../../facts/run-flags.ts";
import type { Word, WordPiece } from "../../shell/script.ts";
import type { MappedText } from "../../text/mapped-text.ts";
import type { Place } from "../../text/span.ts";
import { UNRESOLVED } from "../../text/unresolved.ts";
import { asWord, isNull } from "../../yaml/scalar.ts";
import { scalarText } from "../../yaml/scalar-text.ts";
import { type Entry, entryOf, type Node, nodeAt, type Scalar, wholeOf } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { type ReadCommand, readFlags } from "./container-command.ts";
import { EXPRESSION } from "./pipeline.ts";
import type { Flag } from "./tree.ts";

/** Whether a workflow may run a job in a container, or containers beside it: one search, before anything is parsed. */
export function mentionsJobContainers(text: string): boolean {
  return /^[ \t]+(?:container|services)[ \t]*:/m.test(text);
}

/**
 * The containers that the jobs of a workflow run in, `container`, and those beside them, `services`, as the `docker create` that the runner makes of them:
 * `options` are words of that command line, in which double quotes alone group.
 * Source: https://github.com/actions/runner/blob/258d6c857/src/Runner.Worker/Container/DockerCommandManager.cs
 */
export function jobContainers({ documents, text }: YamlFile): readonly ReadCommand[] {
  return documents.flatMap(({ root }) =>
    entriesOf(nodeAt(root, "jobs")).flatMap(([name, { value: job }]) => {
      const own = entryOf(job, "container");
      const beside = entriesOf(nodeAt(job, "services"));
      return [...(own === undefined ? [] : [[name, own] as const]), ...beside].flatMap(
        ([called, entry]) => containerOf(called, entry, text) ?? [],
      );
    }),
  );
}

function containerOf(job: string, { key, value }: Entry, text: string): ReadCommand | undefined {
  const named = value.kind === "scalar" ? value : nodeAt(value, "image");
  // An expression that comes to nothing is a job without a container.
  if (named?.kind !== "scalar" || isNull(named) || named.text === "" || key.file !== value.at.file) return undefined;
  const options = nodeAt(value, "options");
  const words = options?.kind === "scalar" ? wordsOf(scalarText(text, options), key.file) : [];
  const { flags, image, unknownPart } = readFlags(flagsOf("docker"), words, text);
  const own = [
    ...listed(nodeAt(value, "ports"), "publish"),
    ...listed(nodeAt(value, "volumes"), "volume"),
    ...variables(nodeAt(value, "env")),
  ];
  // A word that is no flag would be taken for the image.
  const doubt = unknownPart ?? (image === undefined ? undefined : (image.unknown?.[0] ?? `"${image.text}"`));
  return {
    ...{ program: "docker", verb: "create", at: key, job, command: [] },
    whole: { ...key, end: Math.max(key.end, wholeOf(value).end) },
    flags: [...own, ...flags],
    image: withoutExpressions(named),
    ...(doubt === undefined ? {} : { unknownPart: doubt }),
  };
}

function entriesOf(node: Node | undefined): readonly (readonly [string, Entry])[] {
  return node?.kind === "mapping" ? [...node.entries].filter(([, { merged }]) => !merged) : [];
}

/** The items of a list as flags of one name. */
function listed(list: Node | undefined, name: string): readonly Flag[] {
  if (list?.kind !== "sequence") return [];
  return list.items.flatMap(({ value }) => (value.kind === "scalar" ? flagOf(name, withoutExpressions(value)) : []));
}

function variables(env: Node | undefined): readonly Flag[] {
  return entriesOf(env).flatMap(([name, { value }]) => {
    if (value.kind !== "scalar") return [];
    const known = withoutExpressions(value);
    return flagOf("env", { ...known, tag: "string", text: `${name}=${asWord(known)}`, derived: "filled" });
  });
}

function flagOf(name: string, value: Scalar): readonly Flag[] {
  const fact = runFlag(name, "docker");
  return fact === undefined ? [] : [{ fact, name: `--${name}`, value, at: value.at, joined: "=", inCluster: false }];
}

/** What the service puts in, `${{ … }}`, is not known. */
function withoutExpressions(scalar: Scalar): Scalar {
  const unknown = [...scalar.text.matchAll(EXPRESSION)].map(([, inner = ""]) => inner.trim() || "an expression");
  if (unknown.length === 0) return scalar;
  return { ...scalar, tag: "string", text: scalar.text.replace(EXPRESSION, UNRESOLVED), derived: "filled", unknown };
}

/** The words of one text of arguments: blanks part them, double quotes group. */
function wordsOf(source: MappedText, file: string): readonly Word[] {
  return [...source.text.matchAll(/(?:"(?:[^"\\]|\\.)*"|\$\{\{[^}\n]{0,300}\}\}|[^\s"])+/g)].map(
    ({ 0: written, index }) => {
      const at: Place = { file, ...source.span(index, index + written.length) };
      const pieces = piecesOf(written);
      const isKnown = pieces.every((piece) => piece.text !== undefined);
      return { text: isKnown ? pieces.map(({ text }) => text).join("") : undefined, source: written, at, pieces };
    },
  );
}

function piecesOf(written: string): readonly WordPiece[] {
  const pieces: WordPiece[] = [];
  let from = 0;
  const plain = (end: number): void => {
    const text = written.slice(from, end);
    const bare = text.replace(/\\(["\\])|"/g, "$1");
    if (text !== "") pieces.push({ text: bare, splits: false, isLiteral: true });
  };
  for (const { 0: whole, 1: inner = "", index } of written.matchAll(EXPRESSION)) {
    plain(index);
    const splits = whole === written;
    pieces.push({ text: undefined, unknown: inner.trim() || "an expression", splits, isLiteral: false });
    from = index + whole.length;
  }
  plain(written.length);
  return pieces;
}
