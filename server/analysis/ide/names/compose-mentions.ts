import { SECTIONS } from "../../compose/syntax/declared.ts";
import { isHostPath, splitVolume } from "../../compose/syntax/short-syntax.ts";
import type { Place } from "../../text/span.ts";
import { directoryOf, resolvePath } from "../../text/uri.ts";
import { anchorNames } from "../../yaml/anchors.ts";
import { scalarText } from "../../yaml/scalar-text.ts";
import { type Entry, entryOf, type Node, nodeAt, type Scalar, wholeOf } from "../../yaml/tree.ts";
import type { YamlFile } from "../../yaml/yaml-file.ts";
import { type Mention, type NameKind, PROJECT } from "./mention.ts";

/** What a Compose file has to know of its project so that its names can be told apart. */
export interface Surroundings {
  /** Whether the project takes of a file only what `extends` names, so that its services are known in that file alone. */
  isBase(file: string): boolean;
  /** The Dockerfile that a service is built with, by the name of the service; undefined where none is known. */
  dockerfileOf(service: string): string | undefined;
}

/** The sections that declare something, and what. */
const DECLARING: readonly (readonly [section: string, kind: NameKind])[] = [
  ["volumes", "volume"],
  ["networks", "network"],
  ["secrets", "secret"],
  ["configs", "config"],
  ["models", "model"],
];

/** Every name of a Compose file that stands for a service, a resource, an anchor, or a stage or argument of a Dockerfile. */
export function composeMentions(file: YamlFile, around: Surroundings): readonly Mention[] {
  return new ComposeReader(file, around).read();
}

class ComposeReader {
  readonly #file: YamlFile;
  readonly #around: Surroundings;
  readonly #isBase: boolean;
  /** By kind, scope and place: what an anchor stands for is met once for each of its aliases. */
  readonly #mentions = new Map<string, Mention>();
  readonly #declared: ReadonlySet<string>;

  constructor(file: YamlFile, around: Surroundings) {
    this.#file = file;
    this.#around = around;
    this.#isBase = around.isBase(file.file);
    this.#declared = new Set(file.documents.flatMap(({ root }) => declaredNames(root)));
  }

  read(): readonly Mention[] {
    for (const { root } of this.#file.documents) this.#document(root);
    const { file, text } = this.#file;
    for (const { name, at, defines, definition } of anchorNames(text)) {
      const scope = `${file}#${definition}`;
      this.#add({ kind: "anchor", name, scope, at: { file, ...at }, declares: defines });
    }
    return [...this.#mentions.values()].sort((a, b) => a.at.start - b.at.start);
  }

  #document(root: Node | undefined): void {
    for (const section of SECTIONS) {
      for (const [name, entry] of entriesOf(nodeAt(root, section))) {
        this.#declaration("service", name, entry);
        this.#service(name, entry.value);
      }
    }
    for (const [section, kind] of DECLARING)
      for (const [name, entry] of entriesOf(nodeAt(root, section))) this.#declaration(kind, name, entry);
  }

  #declaration(kind: NameKind, name: string, entry: Entry): void {
    const { key, value, via } = entry;
    const isHere = via === undefined && value.at.file === key.file;
    const end = isHere ? Math.max(key.end, wholeOf(value).end) : key.end;
    this.#key(kind, name, key, { declares: true, whole: { file: key.file, start: key.start, end } });
  }

  #service(name: string, service: Node): void {
    this.#names("service", nodeAt(service, "depends_on"));
    for (const link of scalarsOf(nodeAt(service, "links")))
      this.#use("service", link, 0, link.text.split(":")[0] ?? "");
    for (const key of ["network_mode", "ipc", "pid"]) this.#prefixed(nodeAt(service, key));
    for (const from of scalarsOf(nodeAt(service, "volumes_from"))) {
      const [source = ""] = from.text.split(":");
      if (source !== "container") this.#use("service", from, 0, source);
    }
    this.#extends(nodeAt(service, "extends"));
    this.#names("network", nodeAt(service, "networks"));
    for (const mount of itemsOf(nodeAt(service, "volumes"))) this.#mount(mount);
    this.#granted("secret", nodeAt(service, "secrets"));
    this.#granted("config", nodeAt(service, "configs"));
    this.#whole("config", nodeAt(service, "credential_spec", "config"));
    this.#names("model", nodeAt(service, "models"));
    this.#build(name, nodeAt(service, "build"));
  }

  #extends(extending: Node | undefined): void {
    const named = extending?.kind === "mapping" ? nodeAt(extending, "service") : extending;
    if (named?.kind !== "scalar") return;
    const path = nodeAt(extending, "file");
    if (path === undefined) this.#use("service", named, 0, named.text);
    if (path?.kind !== "scalar" || path.text.includes("$")) return;
    const target = resolvePath(directoryOf(this.#file.file), path.text);
    this.#use("service", named, 0, named.text, this.#around.isBase(target) ? target : PROJECT);
  }

  #mount(mount: Node): void {
    if (mount.kind === "scalar") {
      const [source = "", target] = splitVolume(mount.text);
      if (target !== undefined && !isHostPath(source)) this.#use("volume", mount, 0, source);
      return;
    }
    const type = nodeAt(mount, "type");
    if (type?.kind === "scalar" && type.text === "volume") this.#whole("volume", nodeAt(mount, "source"));
  }

  #build(service: string, build: Node | undefined): void {
    if (build?.kind !== "mapping") return;
    this.#granted("secret", nodeAt(build, "secrets"));
    for (const [, { value }] of entriesOf(nodeAt(build, "additional_contexts"))) this.#prefixed(value);
    const dockerfile = nodeAt(build, "dockerfile_inline") ? undefined : this.#dockerfile(service, build);
    if (dockerfile === undefined) return;
    const target = nodeAt(build, "target");
    if (target?.kind === "scalar") this.#use("stage", target, 0, target.text, dockerfile);
    const args = nodeAt(build, "args");
    for (const [name, { key }] of entriesOf(args)) this.#key("argument", name, key, { scope: dockerfile });
    for (const argument of args?.kind === "sequence" ? scalarsOf(args) : [])
      this.#use("argument", argument, 0, argument.text.split("=")[0] ?? "", dockerfile);
  }

  /** By the resolved project where it has the service, since another file may say where the Dockerfile is; else by what stands here. */
  #dockerfile(service: string, build: Node): string | undefined {
    const known = this.#isBase ? undefined : this.#around.dockerfileOf(service);
    if (known !== undefined) return known;
    const context = textAt(build, "context") ?? ".";
    const name = textAt(build, "dockerfile") ?? "Dockerfile";
    if (`${context}${name}`.includes("$")) return undefined;
    return resolvePath(resolvePath(directoryOf(this.#file.file), context), name);
  }

  /** `service:name`, of any key that takes it. */
  #prefixed(node: Node | undefined): void {
    if (node?.kind !== "scalar" || !node.text.startsWith(JOINED)) return;
    this.#use("service", node, JOINED.length, node.text.slice(JOINED.length));
  }

  /** A list of names, or a mapping by name. */
  #names(kind: NameKind, node: Node | undefined): void {
    for (const scalar of scalarsOf(node)) this.#use(kind, scalar, 0, scalar.text);
    for (const [name, { key }] of entriesOf(node)) this.#key(kind, name, key, {});
  }

  /** A list of names and of mappings whose `source` is one. */
  #granted(kind: NameKind, node: Node | undefined): void {
    for (const item of itemsOf(node)) this.#whole(kind, item.kind === "mapping" ? nodeAt(item, "source") : item);
  }

  #whole(kind: NameKind, node: Node | undefined): void {
    if (node?.kind === "scalar") this.#use(kind, node, 0, node.text);
  }

  /** A name that is a part of a value, from `start` on. A name with a variable in it is known only to Compose. */
  #use(kind: NameKind, scalar: Scalar, start: number, written: string, scope = this.#scopeOf(kind, written)): void {
    if (written === "" || written.includes("$") || scalar.at.file !== this.#file.file) return;
    const { file, text } = this.#file;
    const at = { file, ...scalarText(text, scalar).span(start, start + written.length) };
    this.#add({ kind, name: nameOf(kind, written), scope, at, declares: false, ...this.#fixedAt(at, written) });
  }

  #key(
    kind: NameKind,
    written: string,
    key: Place,
    more: Partial<Pick<Mention, "declares" | "whole" | "scope">>,
  ): void {
    const isQuoted = /["']/.test(this.#file.text.charAt(key.start));
    const at = isQuoted ? { file: key.file, start: key.start + 1, end: key.end - 1 } : key;
    const scope = more.declares ? this.#ownScope() : this.#scopeOf(kind, written);
    this.#add({
      kind,
      name: nameOf(kind, written),
      scope,
      at,
      declares: false,
      ...more,
      ...this.#fixedAt(at, written),
    });
  }

  #fixedAt({ start, end }: Place, written: string): Pick<Mention, "fixed"> {
    return this.#file.text.slice(start, end) === written ? {} : { fixed: "writes it with escapes" };
  }

  #ownScope(): string {
    return this.#isBase ? this.#file.file : PROJECT;
  }

  /** What a file that is extended does not declare itself is meant to be declared by the project that extends it. */
  #scopeOf(kind: NameKind, name: string): string {
    return this.#declared.has(`${kind} ${name}`) ? this.#ownScope() : PROJECT;
  }

  #add(mention: Mention): void {
    const { kind, scope, at } = mention;
    const key = `${kind} ${at.start} ${scope}`;
    if (!this.#mentions.has(key)) this.#mentions.set(key, mention);
  }
}

const JOINED = "service:";

function declaredNames(root: Node | undefined): readonly string[] {
  const sections = [...SECTIONS.map((section) => [section, "service"] as const), ...DECLARING];
  return sections.flatMap(([section, kind]) =>
    [...entriesOf(nodeAt(root, section))].map(([name]) => `${kind} ${name}`),
  );
}

/** BuildKit compares the names of stages in lower case. */
function nameOf(kind: NameKind, written: string): string {
  return kind === "stage" ? written.toLowerCase() : written;
}

function entriesOf(node: Node | undefined): Iterable<readonly [string, Entry]> {
  return node?.kind === "mapping" ? node.entries : [];
}

function itemsOf(node: Node | undefined): readonly Node[] {
  return node?.kind === "sequence" ? node.items.map(({ value }) => value) : [];
}

function scalarsOf(node: Node | undefined): readonly Scalar[] {
  return itemsOf(node).flatMap((item) => (item.kind === "scalar" ? [item] : []));
}

function textAt(node: Node, key: string): string | undefined {
  const value = entryOf(node, key)?.value;
  return value?.kind === "scalar" && value.text !== "" ? value.text : undefined;
}
