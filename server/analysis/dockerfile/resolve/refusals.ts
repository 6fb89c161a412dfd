import type { InputError } from "../../model/project.ts";
import type { Mend, Refusal } from "../../model/refusal.ts";
import { nearest } from "../../text/nearest.ts";
import type { Place } from "../../text/span.ts";
import { madeOfTemplate } from "../../text/template-name.ts";
import { said, told } from "../../text/wording.ts";
import { KEYWORDS } from "../syntax/parse.ts";
import { firstTemplate } from "../syntax/template.ts";
import type { DockerfileTree, Flag, Instruction } from "../syntax/tree.ts";

/** What is told of one file at most: BuildKit ends at the first. */
const MOST_REFUSALS = 100;

/**
 * What BuildKit refuses of a Dockerfile, each at the instruction, flag or directive that it is about. A file without a stage is told as a whole, and
 * nothing is said of one for which another front end is named, which may read any language.
 * Source: https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/instructions/parse.go and the parser beside it
 */
export function dockerfileRefusals(tree: DockerfileTree): readonly Refusal[] {
  if (isForeign(tree)) return [];
  const refused: Refusal[] = [];
  for (const { at, because, mend } of refusalsOf(tree)) {
    if (refused.length === MOST_REFUSALS) break;
    refused.push({ at, by: "BuildKit", because, ...(mend ? { mend } : {}) });
  }
  return refused;
}

/** A template is told of once, whatever BuildKit would say of its lines: nobody gives it to BuildKit as it is. */
export function templateIn(tree: DockerfileTree): InputError | undefined {
  const mark = firstTemplate(tree.instructions);
  if (mark === undefined && !(madeOfTemplate(tree.file) !== undefined && dockerfileRefusals(tree).length > 0))
    return undefined;
  const at = mark?.at ?? tree.instructions[0]?.at ?? { file: tree.file, start: 0, end: 0 };
  return {
    at,
    ...told(said`this is a template that another program makes a Dockerfile of: what it fills in is not read`),
  };
}

/** Whether the file names a front end other than Docker's own, of whatever registry. */
function isForeign({ directives }: DockerfileTree): boolean {
  const syntax = directives.find(({ name }) => name === "syntax")?.value.trim();
  const image = syntax?.split(" ")[0]?.split("@")[0]?.split("/").at(-1)?.split(":")[0];
  return image !== undefined && !/^dockerfile(?:-upstream)?$/.test(image);
}

type Told = Omit<Refusal, "by">;

function* refusalsOf(tree: DockerfileTree): Iterable<Told> {
  const { instructions, file } = tree;
  yield* directives(tree);
  const first = instructions.find(({ keyword }) => keyword === "FROM");
  const [top] = instructions;
  if (top === undefined) {
    yield { at: { file, start: 0, end: 0 }, because: "it holds no instruction" };
    return;
  }
  if (first === undefined) {
    const slip = instructions.find(({ keyword }) => !KEYWORDS.has(keyword) && nearest(keyword, KEYWORDS) === "FROM");
    if (slip === undefined) yield { at: top.at, because: "it has no FROM, so there is nothing to build" };
    else yield unknownInstruction(slip, 1);
    return;
  }
  const unknown = instructions.filter(({ keyword }) => !KEYWORDS.has(keyword));
  if (unknown[0] !== undefined) yield unknownInstruction(unknown[0], unknown.length);
  const early = instructions.slice(0, instructions.indexOf(first)).find(({ keyword }) => keyword !== "ARG");
  if (early !== undefined && KEYWORDS.has(early.keyword))
    yield { at: early.at, because: `${early.keyword} stands before the first FROM, where only ARG may` };
  for (const instruction of instructions) {
    if (KEYWORDS.has(instruction.keyword)) yield* inInstruction(instruction);
  }
}

function* directives({ directives }: DockerfileTree): Iterable<Told> {
  const seen = new Set<string>();
  for (const { name, value, at } of directives) {
    if (seen.has(name)) yield { at, because: `the parser directive "${name}" is given twice` };
    if (name === "escape" && value !== "\\" && value !== "`")
      yield { at, because: `the escape character must be \\ or \`, not "${value}"` };
    seen.add(name);
  }
}

/** Another language has hundreds of lines that are no instruction, of which the first tells as much as all of them. */
function unknownInstruction({ keyword, at }: Instruction, count: number): Told {
  const meant = nearest(keyword, KEYWORDS);
  const others = count === 1 ? "" : `, the first of ${count}`;
  const because = `there is no instruction "${keyword}"${others}${meant === undefined ? "" : `, but "${meant}"`}`;
  return { at, because, ...(meant === undefined ? {} : { mend: replaced(keyword, meant, at) }) };
}

function replaced(what: string, by: string, at: Place): Mend {
  return { title: `Replace ${what} by ${by}`, changes: [{ do: "replace-text", at, value: by }], isGuess: true };
}

/** What an instruction takes: how many arguments, and which flags. A flag of the second list may be given several times, one of the third needs no value. */
interface Takes {
  readonly most?: number;
  readonly least?: number;
  readonly flags?: readonly string[];
  readonly many?: readonly string[];
  readonly switches?: readonly string[];
}

const NO_FLAGS: Takes = {};

const TAKES: ReadonlyMap<string, Takes> = new Map<string, Takes>([
  [
    "ADD",
    {
      least: 2,
      flags: ["chown", "chmod", "checksum"],
      many: ["exclude"],
      switches: ["link", "keep-git-dir", "unpack"],
    },
  ],
  ["ARG", { least: 1 }],
  ["CMD", NO_FLAGS],
  ["COPY", { least: 2, flags: ["chown", "from", "chmod"], many: ["exclude"], switches: ["link", "parents"] }],
  ["ENTRYPOINT", NO_FLAGS],
  ["ENV", { least: 1 }],
  ["EXPOSE", { least: 1 }],
  ["FROM", { flags: ["platform"] }],
  ["HEALTHCHECK", { flags: ["interval", "timeout", "start-period", "start-interval", "retries"] }],
  ["LABEL", { least: 1 }],
  ["MAINTAINER", { least: 1, most: 1 }],
  ["ONBUILD", NO_FLAGS],
  ["RUN", { flags: ["network", "security"], many: ["mount", "device"] }],
  ["SHELL", NO_FLAGS],
  ["STOPSIGNAL", { least: 1, most: 1 }],
  ["USER", { least: 1, most: 1 }],
  ["VOLUME", { least: 1 }],
  ["WORKDIR", { least: 1, most: 1 }],
]);

/** Instructions whose flags BuildKit never looks at. */
const UNREAD_FLAGS: ReadonlySet<string> = new Set(["ARG", "STOPSIGNAL"]);

function* inInstruction(instruction: Instruction): Iterable<Told> {
  const { keyword, at, complete, heredocs } = instruction;
  if (!complete) {
    const open = heredocs.at(-1);
    if (open !== undefined) yield { at: open.at, because: `the here-document "${open.name}" is not ended` };
    return;
  }
  if (!UNREAD_FLAGS.has(keyword)) yield* wrongFlags(instruction);
  const because = wrongArguments(instruction);
  if (because !== undefined) yield { at, because };
}

function* wrongFlags({ keyword, flags, inner }: Instruction): Iterable<Told> {
  const { flags: texts = [], many = [], switches = [] } = TAKES.get(keyword) ?? {};
  if (keyword === "HEALTHCHECK" && inner?.keyword === "NONE") return;
  const known = [...texts, ...many, ...switches];
  const seen = new Set<string>();
  for (const flag of flags) {
    const { name, at } = flag;
    if (!known.includes(name)) yield unknownFlag(keyword, flag, known);
    else if (seen.has(name) && !many.includes(name)) yield { at, because: `--${name} of ${keyword} is given twice` };
    else if (!switches.includes(name) && !flag.hasValue) yield { at, because: `--${name} of ${keyword} has no value` };
    else if (switches.includes(name) && !isSwitch(flag))
      yield { at, because: `--${name} of ${keyword} must be true or false` };
    else if (keyword === "HEALTHCHECK" && !fitsHealthcheck(flag))
      yield {
        at,
        because: `--${name} of ${keyword} must be ${name === "retries" ? "a whole number" : "a duration, such as 30s"}`,
      };
    else if (keyword === "RUN") {
      const wrong = name === "mount" ? wrongMount(flag.value) : wrongWord(flag);
      if (wrong !== undefined) yield { at, because: `--${name} of RUN ${wrong}` };
    }
    seen.add(name);
  }
}

/** The words that flags of `RUN` take, in which BuildKit fills in no variables. */
const RUN_WORDS: ReadonlyMap<string, readonly string[]> = new Map([
  ["network", ["default", "none", "host"]],
  ["security", ["sandbox", "insecure"]],
]);

function wrongWord({ name, value }: Flag): string | undefined {
  const words = RUN_WORDS.get(name);
  if (words === undefined || words.includes(value)) return undefined;
  return `must be ${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

const MOUNT_TYPES: ReadonlySet<string> = new Set(["bind", "cache", "tmpfs", "secret", "ssh"]);
const MOUNT_SWITCHES: readonly string[] = ["readonly", "ro", "readwrite", "rw", "required"];
const MOUNT_KEYS: ReadonlySet<string> = new Set([
  ...[
    "type",
    "from",
    "source",
    "src",
    "target",
    "dst",
    "destination",
    "size",
    "id",
    "sharing",
    "mode",
    "uid",
    "gid",
    "env",
  ],
  ...MOUNT_SWITCHES,
]);

/**
 * What is wrong with a mount of `RUN`, as far as no variable stands for it; one with quotes is not looked at.
 * Source: https://github.com/moby/buildkit/blob/v0.34.2/frontend/dockerfile/instructions/commands_runmount.go
 */
function wrongMount(value: string): string | undefined {
  if (value.includes('"')) return undefined;
  for (const field of value.split(",").filter((one) => one !== "")) {
    const equals = field.indexOf("=");
    const key = (equals < 0 ? field : field.slice(0, equals)).toLowerCase();
    const said = equals < 0 ? undefined : field.slice(equals + 1);
    if (!MOUNT_KEYS.has(key)) {
      const meant = nearest(key, MOUNT_KEYS);
      return `has no key "${key}"${meant === undefined ? "" : `, but "${meant}"`}`;
    }
    if (said === undefined) {
      if (!MOUNT_SWITCHES.includes(key)) return `has "${key}" without a value`;
    } else if (key === "from" && said.slice(0, -1).includes("$")) return "takes no variable in from";
    else if (key === "type" && !said.includes("$") && !MOUNT_TYPES.has(said.toLowerCase())) {
      const meant = nearest(said, MOUNT_TYPES);
      return `knows no type "${said}"${meant === undefined ? "" : `, but "${meant}"`}`;
    }
  }
  return undefined;
}

function unknownFlag(keyword: string, { name, value, hasValue, at }: Flag, known: readonly string[]): Told {
  const meant = nearest(name, known);
  const because = `${keyword} has no flag --${name}${meant === undefined ? "" : `, but --${meant}`}`;
  const text = `--${meant ?? ""}${hasValue ? `=${value}` : ""}`;
  // A value that was in quotes, or held an escape character, would not be the same without.
  const isWhole = at.end - at.start === `--${name}${hasValue ? `=${value}` : ""}`.length;
  const mend = {
    title: `Replace --${name} by --${meant ?? ""}`,
    changes: [{ do: "replace-text", at, value: text }],
    isGuess: true,
  } as const;
  return { at, because, ...(meant !== undefined && isWhole ? { mend } : {}) };
}

function isSwitch({ value, hasValue }: Flag): boolean {
  return hasValue ? /^(?:true|false)$/i.test(value) : true;
}

/** A duration as Go reads it: https://pkg.go.dev/time#ParseDuration */
const DURATION = /^[-+]?(?:0|(?:(?:\d+(?:\.\d*)?|\.\d+)(?:ns|us|µs|μs|ms|s|m|h))+)$/;

function fitsHealthcheck({ name, value }: Flag): boolean {
  return value === "" || (name === "retries" ? /^\+?\d{1,9}$/ : DURATION).test(value);
}

/** What is wrong with what follows the flags of an instruction, as a clause; undefined where nothing is. */
function wrongArguments(instruction: Instruction): string | undefined {
  const { keyword, arguments: words, json, rest, inner } = instruction;
  if (isMixedArray(instruction)) return `${keyword} has an array of more than texts`;
  const { least = 0, most = Number.POSITIVE_INFINITY } = TAKES.get(keyword) ?? {};
  if (words.length < least)
    return words.length === 0 || least === 1
      ? `${keyword} has no argument`
      : `${keyword} has a source and no destination`;
  if (words.length > most) return `${keyword} takes one argument`;
  switch (keyword) {
    case "FROM":
      return isWellFormed(instruction)
        ? wrongStageName(words[2]?.text)
        : "FROM takes an image, or an image, AS and a name";
    case "ENV":
    case "LABEL":
      return wrongPairs(instruction);
    case "ARG": {
      const unnamed = words.find(({ text }) => text.startsWith("="));
      return unnamed === undefined ? undefined : `ARG has no name before "${unnamed.text}"`;
    }
    case "SHELL":
      if (!json) return 'SHELL takes an array, such as ["/bin/sh", "-c"]';
      return words.length === 0 ? "SHELL has no argument" : undefined;
    case "EXPOSE": {
      const wrong = words.find(({ text }) => isNoPort(text));
      return wrong === undefined ? undefined : `EXPOSE has "${wrong.text}", which is no port`;
    }
    case "VOLUME":
      return words.some(({ text }) => text.trim() === "") ? "VOLUME has an empty path" : undefined;
    case "HEALTHCHECK":
      return wrongHealthcheck(instruction);
    case "ONBUILD":
      if (inner === undefined) return "ONBUILD has no instruction";
      return ["ONBUILD", "MAINTAINER", "FROM"].includes(inner.keyword)
        ? `ONBUILD may not hold ${inner.keyword}`
        : wrongPairs(inner);
    case "ADD":
    case "COPY": {
      const target = words.at(-1);
      const isHeredoc = instruction.heredocs.some(({ at }) => at.start === target?.at.start);
      return isHeredoc ? `${keyword} has a here-document for a destination` : undefined;
    }
    default:
      return rest.text === "" && keyword === "USER" ? "USER has no argument" : undefined;
  }
}

/** Whether `FROM` has an image, or an image, AS and a name. */
export function isWellFormed({ arguments: words }: Instruction): boolean {
  return words.length === 1 || (words.length === 3 && words[1]?.text.toUpperCase() === "AS");
}

/** Whether a word is plainly no port or range of them; what holds variables, quotes or an address may be one. */
function isNoPort(word: string): boolean {
  const [, ports = "", protocol] = /^([\w-]*)(?:\/([a-z]*))?$/i.exec(word) ?? [];
  if (ports === "") return false;
  const fits = ports.split("-").every((port) => /^\d+$/.test(port) && Number(port) <= 65_535);
  return !fits || !/^(?:tcp|udp|sctp)?$/i.test(protocol ?? "");
}

function wrongStageName(name: string | undefined): string | undefined {
  if (name === undefined || /^[a-z][a-z0-9_.-]*$/.test(name.toLowerCase())) return undefined;
  return `the stage name "${name}" does not begin with a letter, or holds more than letters, digits, dots, dashes and underscores`;
}

function wrongPairs({ keyword, arguments: words }: Instruction): string | undefined {
  if (keyword !== "ENV" && keyword !== "LABEL") return undefined;
  const [first] = words;
  if (first === undefined) return undefined;
  if (!first.text.includes("=")) return words.length < 2 ? `${keyword} has a name and no value` : undefined;
  const odd = words.find(({ text }) => !text.includes("="));
  if (odd !== undefined) return `${keyword} has "${odd.text}" without a value`;
  const unnamed = words.find(({ text }) => text.startsWith("="));
  return unnamed === undefined ? undefined : `${keyword} has no name before "${unnamed.text}"`;
}

function wrongHealthcheck({ inner }: Instruction): string | undefined {
  if (inner === undefined) return "HEALTHCHECK has no argument";
  if (inner.keyword === "NONE") return inner.rest.text === "" ? undefined : "HEALTHCHECK NONE takes no argument";
  if (inner.keyword !== "CMD") return `HEALTHCHECK takes CMD or NONE, not "${inner.keyword}"`;
  return inner.arguments.length === 0 ? "HEALTHCHECK CMD has no command" : undefined;
}

const ARRAYS: ReadonlySet<string> = new Set(["ADD", "CMD", "COPY", "ENTRYPOINT", "RUN", "SHELL", "VOLUME"]);

/** Whether the arguments are an array in JSON that holds something else than texts, which BuildKit takes for a slip. */
function isMixedArray({ keyword, json, rest, inner }: Instruction): boolean {
  if (inner !== undefined) return isMixedArray(inner);
  if (json || !ARRAYS.has(keyword) || !rest.text.startsWith("[")) return false;
  try {
    const parsed: unknown = JSON.parse(rest.text);
    return Array.isArray(parsed) && parsed.some((item) => typeof item !== "string");
  } catch {
    return false;
  }
}
