import { withMountField } from "../../command/editor/flag-changes.ts";
import { JsonWords, replacedWithin } from "../../command/editor/json-words.ts";
import { devContainerKey } from "../../facts/dev-container-keys.ts";
import { type RunProgram, runFlagFor } from "../../facts/run-flags.ts";
import { editJson, type JsonChange } from "../../json/edit.ts";
import { type JsonPath, nodeAtPath, pathTo } from "../../json/json-file.ts";
import type { AllowChange, ServiceChange, Written } from "../../model/change.ts";
import type { Edit } from "../../text/edit.ts";
import { type Place, samePlace } from "../../text/span.ts";
import { allowLineEdit } from "../../yaml/line-allows.ts";
import type { DevContainer } from "../syntax/tree.ts";

/**
 * The text edits that apply the changes to a `devcontainer.json`, all or none: its own keys where they say it, words of `runArgs` where only those do.
 * Undefined where neither does, where a variable holds what is to change, and where the file is broken.
 */
export function editDevContainer(
  dev: DevContainer,
  program: RunProgram,
  changes: readonly (ServiceChange | AllowChange)[],
): readonly Edit[] | undefined {
  const writer = new ChangeWriter(dev, program);
  const comments: Edit[] = [];
  for (const change of changes) {
    if (change.do === "allow") {
      const edit = allowLineEdit("//", dev.json, change);
      if (edit === undefined) return undefined;
      comments.push(edit);
    } else if (!writer.write(change)) return undefined;
  }
  const edits = writer.changes.length === 0 ? [] : editJson(dev.json, writer.changes);
  return edits && [...comments, ...edits];
}

/** Keys whose values, or members of them, may go or come. */
const OWN_LISTS: ReadonlySet<string> = new Set([
  "capAdd",
  "securityOpt",
  "mounts",
  "appPort",
  "containerEnv",
  "remoteEnv",
]);
const OWN_VALUES: ReadonlySet<string> = new Set(["privileged", "init", "containerUser", "initializeCommand"]);

/** Says changes of the model in the words of the file. Each method answers false where that cannot be had. */
class ChangeWriter {
  readonly #dev: DevContainer;
  readonly #program: RunProgram;
  readonly #own: JsonChange[] = [];
  readonly #words: JsonWords;

  constructor(dev: DevContainer, program: RunProgram) {
    this.#dev = dev;
    this.#program = program;
    this.#words = new JsonWords({ root: dev.json.root, path: ["runArgs"], program, flags: dev.runArgs.flags });
  }

  get changes(): readonly JsonChange[] {
    return [...this.#own, ...this.#words.changes];
  }

  write(change: ServiceChange): boolean {
    switch (change.do) {
      case "remove-at":
        return this.#removeAt(change.at);
      case "replace-at":
        return this.#replaceAt(change.at, change.value);
      case "write-at":
        return typeof change.value === "string" && this.#replaceAt(change.at, change.value);
      case "remove":
        return this.#isContainer(change.service.at) && this.#removeKey(change.path.join("."));
      case "append":
        return this.#isContainer(change.service.at) && this.#append(change.path.join("."), change.items);
      case "set":
        return this.#isContainer(change.service.at)
          ? this.#set(change.path.join("."), change.value)
          : this.#setInMount(change.service.at, change.path.join("."), change.value);
      case "put":
        return this.#isContainer(change.service.at) && this.#put(change);
      case "add":
      case "rename":
        return false;
    }
  }

  #isContainer(at: Place): boolean {
    return samePlace(at, this.#dev.at);
  }

  #removeAt(at: Place): boolean {
    const feature = this.#dev.features.find(({ key }) => samePlace(key, at));
    if (feature !== undefined) return this.#push({ do: "remove", path: ["features", feature.reference] });
    const flag = this.#words.flagAt(at);
    if (flag !== undefined) return this.#words.remove(flag);
    const path = pathTo(this.#dev.json.root, at);
    const [key, ...below] = path ?? [];
    if (typeof key !== "string") return false;
    if (key === "build" && below[0] === "options") return this.#removeOption(path ?? []);
    if (OWN_VALUES.has(key)) return below.length === 0 && this.#push({ do: "remove", path: [key] });
    return OWN_LISTS.has(key) && this.#push({ do: "remove", path: [key, ...below.slice(0, 1)] });
  }

  /** `--network=host`, or `--network` and the word behind it. */
  #removeOption(path: JsonPath): boolean {
    const index = path[2];
    if (typeof index !== "number") return false;
    const before = this.#text(["build", "options", index - 1]);
    const text = this.#text(path);
    const isPair = text !== undefined && !text.includes("=") && before !== undefined && /^--[\w-]+$/.test(before);
    if (isPair) this.#push({ do: "remove", path: ["build", "options", index - 1] });
    return text !== undefined && (isPair || text.includes("=")) && this.#push({ do: "remove", path });
  }

  #replaceAt(at: Place, value: string): boolean {
    const path = pathTo(this.#dev.json.root, at);
    const node = nodeAtPath(this.#dev.json.root, path ?? []);
    const [key] = path ?? [];
    if (key === "runArgs") return this.#words.replaceAt(at, value);
    const isOwn = typeof key === "string" && (OWN_LISTS.has(key) || OWN_VALUES.has(key) || key === "image");
    if (path === undefined || node?.kind !== "scalar" || !isOwn) return false;
    const text = replacedWithin(node, at, value);
    return text !== undefined && this.#push({ do: "set", path, value: text });
  }

  #removeKey(key: string): boolean {
    const own = devContainerKey(key);
    const flags = this.#words.flagsFor(key);
    const isWritten = own !== undefined && this.#dev.entry(own) !== undefined;
    if (own === "image" || (!isWritten && flags.length === 0)) return false;
    if (isWritten) this.#push({ do: "remove", path: [own] });
    return flags.every((flag) => this.#words.removeWords(flag));
  }

  #append(key: string, items: readonly Written[]): boolean {
    const texts = items.filter((item) => typeof item === "string");
    if (texts.length < items.length) return false;
    const own = devContainerKey(key);
    if (own === "capAdd" || own === "securityOpt") return this.#push({ do: "append", path: [own], items: texts });
    const fact = runFlagFor(key, this.#program);
    return fact?.takes === "list" && this.#addWords(texts.map((text) => `--${fact.name}=${text}`));
  }

  #set(key: string, value: Written): boolean {
    if (Array.isArray(value)) return (!this.#isWritten(key) || this.#removeKey(key)) && this.#append(key, value);
    if (typeof value === "object") return false;
    const last = this.#words.flagsFor(key).at(-1);
    if (last !== undefined) return this.#words.replace(last, String(value));
    const own = devContainerKey(key);
    if (own !== undefined && OWN_VALUES.has(own)) return this.#push({ do: "set", path: [own], value });
    const fact = runFlagFor(key, this.#program);
    if (fact === undefined || fact.takes === "list" || own !== undefined) return false;
    return this.#addWords([fact.takes === "switch" && value === true ? `--${fact.name}` : `--${fact.name}=${value}`]);
  }

  #put({ key, item, name, value }: ServiceChange & { do: "put" }): boolean {
    if (key === "environment") return this.#push({ do: "set", path: ["containerEnv", name], value: String(value) });
    const known = this.#words.flagsFor(key).find(({ value: { text } }) => text === name || text.startsWith(`${name}=`));
    return known === undefined ? this.#append(key, [item]) : this.#words.replace(known, item);
  }

  /** A mount that is a text takes further fields; one that is an object has none for that, and into a Compose project none comes. */
  #setInMount(at: Place, key: string, value: Written): boolean {
    const flag = this.#words.flagAt(at);
    const path = pathTo(this.#dev.json.root, at)?.slice(0, 2);
    const node = path && nodeAtPath(this.#dev.json.root, path);
    const isMount = flag === undefined ? path?.[0] === "mounts" : flag.fact.name === "mount";
    if (path === undefined || node?.kind !== "scalar" || !isMount || this.#dev.kind === "compose") return false;
    const text = withMountField(node.text, key, value);
    return text !== undefined && this.#push({ do: "set", path, value: text });
  }

  #isWritten(key: string): boolean {
    const own = devContainerKey(key);
    return (own !== undefined && this.#dev.entry(own) !== undefined) || this.#words.flagsFor(key).length > 0;
  }

  #addWords(words: readonly string[]): boolean {
    return this.#dev.kind !== "compose" && this.#words.add(words);
  }

  #text(path: JsonPath): string | undefined {
    const node = nodeAtPath(this.#dev.json.root, path);
    return node?.kind === "scalar" && node.quotes === "double" ? node.text : undefined;
  }

  #push(change: JsonChange): true {
    this.#own.push(change);
    return true;
  }
}
