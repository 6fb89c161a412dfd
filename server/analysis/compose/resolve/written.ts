import type { ImageRef } from "../../model/image.ts";
import type { Setting } from "../../model/setting.ts";
import type { Written, WrittenScript, WrittenText } from "../../model/written.ts";
import { parseCommandLine } from "../../shell/command-line.ts";
import { type ExecWord, parseExec, parseScript } from "../../shell/parse.ts";
import type { Script } from "../../shell/script.ts";
import { MappedText } from "../../text/mapped-text.ts";
import type { Place } from "../../text/span.ts";
import { type Part, said } from "../../text/wording.ts";
import { asWord, isNull } from "../../yaml/scalar.ts";
import { type Mapping, type Node, nodeAt, type Scalar, wholeOf } from "../../yaml/tree.ts";
import { asPairs, partPlace } from "../syntax/long-forms.ts";
import { ServiceReader } from "../syntax/service-reader.ts";

type Path = readonly [string, ...string[]];

type Called = (key: string) => Part;

/** Where a service has names with texts behind them, and how a message calls one of them, where that is not by its name. */
const NAMED: readonly { readonly path: Path; readonly kind: WrittenText["kind"]; readonly called?: Called }[] = [
  { path: ["environment"], kind: "environment" },
  { path: ["build", "args"], kind: "build argument" },
  { path: ["labels"], kind: "label", called: (key) => said`label ${key}` },
  { path: ["annotations"], kind: "label", called: (key) => said`annotation ${key}` },
  { path: ["deploy", "labels"], kind: "label", called: (key) => said`label ${key}` },
  { path: ["build", "labels"], kind: "label", called: (key) => said`label ${key}` },
  { path: ["logging", "options"], kind: "option", called: (key) => said`logging option ${key}` },
  { path: ["provider", "options"], kind: "option", called: (key) => said`provider option ${key}` },
];

/** The texts of a service, of its `pre_start` container, and of what is run in it later. */
export function textsOf(reader: ServiceReader): readonly WrittenText[] {
  const texts = NAMED.flatMap(({ path, kind, called }) => namedTexts(reader, path, kind, called));
  for (const [key, hook] of hooksIn(reader))
    texts.push(...namedTexts(hook, ["environment"], "environment", (name) => `${key} ${name}`));
  return texts;
}

function namedTexts(
  reader: ServiceReader,
  path: Path,
  kind: WrittenText["kind"],
  called: Called = (key) => key,
): WrittenText[] {
  const entry = reader.entry(...path);
  const mapping = entry && asPairs(entry.value);
  return [...(mapping?.entries ?? [])].flatMap(([key, pair]): WrittenText[] => {
    const { value } = pair;
    if (value.kind !== "scalar" || isNull(value)) return [];
    const { at, via } = reader.decided(pair, entry);
    return [{ kind, name: called(key), key, at, ...writtenOf(value), ...(via ? { via } : {}) }];
  });
}

function writtenOf(scalar: Scalar): Written {
  return scalar.written ?? { literal: asWord(scalar) };
}

function hooksIn(reader: ServiceReader): readonly (readonly [string, ServiceReader])[] {
  return (["post_start", "pre_stop"] as const).flatMap((key) =>
    reader.items(key).flatMap(({ node, decision }) => {
      if (node.kind !== "mapping") return [];
      const own = { file: node.at.file, ...wholeOf(node) };
      return [[key, new ServiceReader(node, decision.via ?? node.at, own)] as const];
    }),
  );
}

/** The contents of the project's `configs`, and what its volumes are mounted with. */
export function projectTexts(root: Mapping): readonly WrittenText[] {
  const texts: WrittenText[] = [];
  for (const [name, node] of entriesOf(nodeAt(root, "configs"))) {
    const content = nodeAt(node, "content");
    if (content?.kind === "scalar")
      texts.push({ kind: "file", name: said`config "${name}"`, key: "", at: content.at, ...writtenOf(content) });
  }
  for (const [name, node] of entriesOf(nodeAt(root, "volumes"))) {
    for (const [key, option] of entriesOf(nodeAt(node, "driver_opts"))) {
      if (option.kind !== "scalar") continue;
      texts.push({
        kind: "option",
        name: said`option ${key} of volume "${name}"`,
        key,
        at: option.at,
        ...writtenOf(option),
      });
    }
  }
  return texts;
}

function entriesOf(node: Node | undefined): readonly (readonly [string, Node])[] {
  return node?.kind === "mapping" ? [...node.entries].map(([name, { value }]) => [name, value] as const) : [];
}

/** What a service runs: its entry point with its command, its health check, its hooks. */
export function scriptsOf(reader: ServiceReader, image: Setting<ImageRef | null>): readonly WrittenScript[] {
  const scripts: WrittenScript[] = [];
  const add = (name: string, from: ServiceReader, path: Path, read: (take: Take) => Script | undefined): void => {
    if (from.entry(...path) === undefined) return;
    const [first] = from.texts(...path);
    scripts.push(new LazyScript(name, read, first?.via));
  };
  const entrypoint = reader.entry("entrypoint");
  const program = entrypoint === undefined ? programOf(image) : undefined;
  const words = (take: Take): readonly ExecWord[] => [
    ...wordsOf(reader, ["entrypoint"], take),
    ...wordsOf(reader, ["command"], take),
  ];
  const key = reader.entry("command") === undefined ? "entrypoint" : "command";
  add(key, reader, [key], (take) => executed(words(take), program));
  add("healthcheck", reader, ["healthcheck", "test"], (take) => tested(reader, take));
  for (const [hook, inner] of hooksIn(reader))
    add(hook, inner, ["command"], (take) => executed(wordsOf(inner, ["command"], take), undefined));
  return scripts;
}

/** Which of a scalar's texts is read. */
type Take = (scalar: Scalar) => string | undefined;

class LazyScript implements WrittenScript {
  readonly name: string;
  readonly via?: Place;
  readonly #read: (take: Take) => Script | undefined;
  #literal: Script | undefined;

  constructor(name: string, read: (take: Take) => Script | undefined, via: Place | undefined) {
    this.name = name;
    this.#read = read;
    if (via !== undefined) this.via = via;
  }

  get literal(): Script {
    this.#literal ??= this.#read((scalar) => writtenOf(scalar).literal) ?? NOTHING;
    return this.#literal;
  }

  get withDefaults(): Script | undefined {
    let hasDefaults = false;
    const script = this.#read((scalar) => {
      const { literal, withDefaults } = writtenOf(scalar);
      hasDefaults ||= withDefaults !== undefined;
      return withDefaults ?? literal;
    });
    return hasDefaults ? script : undefined;
  }
}

const NOTHING: Script = { commands: [], complete: true };

/** What the image's entry point is called, as near as its name tells: a command may be nothing but arguments for it. */
function programOf(image: Setting<ImageRef | null>): string | undefined {
  if (image.state === "unknown" || image.value === null) return "program";
  return image.value.repository.slice(image.value.repository.lastIndexOf("/") + 1);
}

function executed(words: readonly ExecWord[], program: string | undefined): Script | undefined {
  const [first] = words;
  if (first === undefined) return undefined;
  const called =
    program !== undefined && first.text.startsWith("-") ? [{ text: program, at: first.at }, ...words] : words;
  return parseExec(first.at.file, called, () => undefined);
}

/** The words of a list, or of a text that Compose splits. */
function wordsOf(reader: ServiceReader, path: Path, take: Take): readonly ExecWord[] {
  const entry = reader.entry(...path);
  const texts = reader.texts(...path);
  const [first] = texts;
  if (entry?.value.kind !== "scalar" || first === undefined)
    return texts.map(({ value }) => wordOf(value, take(value) ?? ""));
  const text = take(first.value) ?? "";
  let from = 0;
  return (parseCommandLine(text)?.words ?? []).map((word) => {
    const start = text.indexOf(word, from);
    if (start < 0) return { text: word, at: first.value.at };
    from = start + word.length;
    return { text: word, at: partPlace(first.value, start, from) };
  });
}

function wordOf(scalar: Scalar, text: string): ExecWord {
  return { text, at: scalar.at, source: sourceOf(scalar, text) };
}

/** The text with its places, which are exact where it stands in the file as it is. */
function sourceOf(scalar: Scalar, text: string): MappedText {
  const at = partPlace(scalar, 0, text.length);
  const asItStands = text === scalar.text && at.end - at.start === text.length;
  return asItStands
    ? MappedText.whole(text, at.start)
    : MappedText.of([{ text, from: scalar.at.start, width: scalar.at.end - scalar.at.start }], scalar.at.start);
}

function tested(reader: ServiceReader, take: Take): Script | undefined {
  const entry = reader.entry("healthcheck", "test");
  const texts = reader.texts("healthcheck", "test").map(({ value }) => value);
  const [first, second] = texts;
  if (entry === undefined || first === undefined) return undefined;
  if (entry.value.kind !== "scalar" && first.text === "CMD")
    return executed(
      texts.slice(1).map((scalar) => wordOf(scalar, take(scalar) ?? "")),
      undefined,
    );
  const test = entry.value.kind === "scalar" ? first : second;
  if (test === undefined) return undefined;
  const source = sourceOf(test, take(test) ?? "");
  return parseScript({ file: test.at.file, shell: ["/bin/sh", "-c"], source, variables: () => undefined });
}
