import { parseImage } from "../../model/image.ts";
import type { Setting } from "../../model/setting.ts";
import type { Source } from "../../model/stage.ts";
import { parseUser, type User } from "../../model/user.ts";
import type { Place } from "../../text/span.ts";
import { said } from "../../text/wording.ts";
import type { Argument, Instruction } from "../syntax/tree.ts";
import { isWhole } from "./base.ts";
import { expand, type Value } from "./expand.ts";
import { commandOf, scriptOf } from "./scripts.ts";
import type { Built, DraftRun, StageBuilder } from "./stage-builder.ts";
import { assignment, defineArgs, defineEnv, type Globals } from "./variables.ts";

/** What instructions of a stage may refer to. */
export interface Context {
  readonly globals: Globals;
  /** The stages above, by their numbers and by their names in lower case. */
  readonly built: readonly Built[];
  readonly named: ReadonlyMap<string, Built>;
}

type Apply = (draft: StageBuilder, instruction: Instruction, context: Context) => void;

/** More ports than anybody names are dropped, since every stage that is built from this one holds them anew. */
const MOST_PORTS = 1000;

/** Changes the stage as the instruction does; one that says nothing of isolation changes nothing. */
export function applyInstruction(draft: StageBuilder, instruction: Instruction, context: Context): void {
  APPLY.get(instruction.keyword)?.(draft, instruction, context);
}

const APPLY: ReadonlyMap<string, Apply> = new Map<string, Apply>([
  ["ADD", copy],
  ["ARG", (draft, instruction, { globals }) => defineArgs(draft, instruction, globals)],
  ["CMD", command],
  ["COPY", copy],
  ["ENTRYPOINT", entrypoint],
  ["ENV", defineEnv],
  ["EXPOSE", expose],
  ["HEALTHCHECK", healthcheck],
  ["ONBUILD", (draft, { inner }) => void (inner && draft.onbuild.push(inner))],
  ["LABEL", label],
  ["RUN", run],
  ["SHELL", shell],
  ["USER", user],
  ["VOLUME", volume],
  ["WORKDIR", workdir],
]);

/** The text of an argument with variables replaced, as a setting that stands at the argument. */
function expanded(draft: StageBuilder, argument: Argument): Setting<string> {
  const value = expand(argument.text, draft.escapedBy, draft.scope.variables("all"));
  return { ...value, origin: "dockerfile", at: argument.at };
}

function textOf(value: Value, written: string): string {
  return value.state === "known" ? value.value : written;
}

function user(draft: StageBuilder, { arguments: [name] }: Instruction, { globals }: Context): void {
  if (!name) return;
  const text = isLeftOutside(draft, name.text, globals)
    ? ({ state: "known", value: "", origin: "dockerfile", at: name.at } as const)
    : expanded(draft, name);
  const setting: Setting<User> = text.state === "known" ? { ...text, value: parseUser(text.value) } : text;
  draft.user = setting;
  draft.users.push({ user: setting, at: name.at });
}

/**
 * Whether all that an argument says is a variable that only an `ARG` before the first `FROM` sets, which a stage has not without an `ARG` of its own:
 * it is empty then. The base has to be an image that is known, since one that nobody knows may set the name in its environment.
 * Source: https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact
 */
function isLeftOutside({ scope, base }: StageBuilder, text: string, globals: Globals): boolean {
  const [, name] = /^\$(?:(\w+)|\{(\w+)\})$/.exec(text)?.filter((part) => part !== undefined) ?? [];
  return name !== undefined && base.profile !== undefined && globals.scope.has(name) && !scope.has(name);
}

function workdir(draft: StageBuilder, { arguments: [path] }: Instruction): void {
  if (!path) return;
  const text = expanded(draft, path);
  draft.workdir = text.state === "known" ? joinedPath(draft.workdir, text) : text;
  draft.workdirs.push({ path: draft.workdir, at: path.at });
}

/** A relative path goes on from the directory before it. */
function joinedPath(before: Setting<string>, path: Setting<string> & { readonly state: "known" }): Setting<string> {
  if (/^(?:\/|[A-Za-z]:|\\)/.test(path.value)) return { ...path, value: normalPath(path.value) };
  if (before.state === "unknown")
    return { state: "unknown", origin: path.origin, at: path.at, because: before.because };
  return { ...path, value: normalPath(`${before.value}/${path.value}`) };
}

function normalPath(path: string): string {
  if (!path.startsWith("/")) return path;
  const parts: string[] = [];
  for (const part of path.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "" && part !== ".") parts.push(part);
  }
  return `/${parts.join("/")}`;
}

function expose(draft: StageBuilder, instruction: Instruction): void {
  for (const argument of instruction.arguments) {
    const room = MOST_PORTS - draft.exposed.length;
    if (room <= 0) return;
    const text = expanded(draft, argument);
    const words = text.state === "known" ? text.value.trim().split(/\s+/) : [];
    draft.exposed = [...draft.exposed, ...words.flatMap((word) => portsOf(word, argument.at)).slice(0, room)];
  }
}

/** A variable may hold several ports, so what it becomes is split once more. */
function portsOf(
  text: string,
  at: Place,
): readonly { readonly port: number; readonly protocol: string; readonly at: Place }[] {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/([a-z]+))?$/i.exec(text);
  if (!match) return [];
  const first = Number(match[1]);
  const last = Math.min(Number(match[2] ?? first), first + MOST_PORTS);
  const protocol = match[3]?.toLowerCase() ?? "tcp";
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => ({ port: first + index, protocol, at }));
}

function volume(draft: StageBuilder, instruction: Instruction): void {
  for (const argument of instruction.arguments) {
    draft.volumes.push({ path: textOf(expanded(draft, argument), argument.text), at: argument.at });
  }
}

function shell(draft: StageBuilder, instruction: Instruction): void {
  if (instruction.json && instruction.arguments.length > 0) draft.shell = instruction.arguments.map(({ text }) => text);
}

function run(draft: StageBuilder, instruction: Instruction, context: Context): void {
  const { user, workdir } = draft;
  const from = instruction.flags.flatMap(({ name, value, at }) => {
    const source = name === "mount" ? /(?:^|,)from=([^,]+)/.exec(value)?.[1] : undefined;
    return source === undefined ? [] : [copiedFrom(source, at, context)];
  });
  addRun(draft, instruction, "RUN", { user, directory: workdir, from }, "all");
}

function addRun(
  draft: StageBuilder,
  instruction: Instruction,
  keyword: DraftRun["keyword"],
  own: Pick<DraftRun, "user" | "directory" | "from">,
  variables: "all" | "ENV",
): void {
  draft.runs.push({ instruction, keyword, ...own, script: scriptOf(draft, instruction, variables) });
}

/** What a container runs, it runs as the user and in the directory that the stage ends with. */
const AT_THE_END = { user: undefined, directory: undefined, from: [] };

function command(draft: StageBuilder, instruction: Instruction): void {
  draft.command = commandOf(draft, instruction);
  draft.commandSet = true;
  addRun(draft, instruction, "CMD", AT_THE_END, "ENV");
}

/** A `CMD` that was inherited is taken away: it was written for another entry point. */
function entrypoint(draft: StageBuilder, instruction: Instruction): void {
  draft.entrypoint = commandOf(draft, instruction);
  if (!draft.commandSet) draft.command = { state: "known", origin: "dockerfile", at: instruction.at, value: null };
  addRun(draft, instruction, "ENTRYPOINT", AT_THE_END, "ENV");
}

function healthcheck(draft: StageBuilder, instruction: Instruction): void {
  const { inner } = instruction;
  draft.healthcheck = inner?.keyword === "CMD";
  if (inner?.keyword !== "CMD") return;
  const held = { ...inner, at: instruction.at, flags: instruction.flags };
  addRun(draft, held, "HEALTHCHECK", AT_THE_END, "ENV");
}

/** `LABEL name=value …` and the old `LABEL name value`. */
function label(draft: StageBuilder, { arguments: words }: Instruction): void {
  const [first, second] = words;
  const pairs =
    first && second && !first.text.includes("=") ? [{ name: first.text, value: second.source }] : words.map(assignment);
  for (const { name, value } of pairs) {
    if (value === undefined) continue;
    const at = { file: draft.file, ...value.span(0, value.text.length) };
    const literal = value.text.replace(/^(["'])(.*)\1$/s, "$2");
    draft.texts.push({ kind: "label", name: `LABEL ${name}`, key: name, at, literal });
  }
}

function copy(draft: StageBuilder, instruction: Instruction, context: Context): void {
  const inline = new Set(instruction.heredocs.map(({ at }) => at.start));
  const paths = instruction.arguments.map((argument) => ({
    text: textOf(expanded(draft, argument), argument.text),
    at: argument.at,
  }));
  const sources = paths.slice(0, -1).filter(({ at }) => !inline.has(at.start));
  for (const { at, body } of instruction.heredocs)
    draft.texts.push({
      kind: "file",
      name: said`the file that ${instruction.keyword} writes`,
      key: "",
      at,
      literal: body.text,
    });
  const flag = instruction.flags.find(({ name }) => name === "from");
  const from = flag && copiedFrom(flag.value, flag.at, context);
  const { at } = instruction;
  const variables = draft.scope.variables("all");
  // BuildKit fills variables into these two: https://docs.docker.com/reference/dockerfile/#environment-replacement
  const flags = instruction.flags.map((one) =>
    one.name === "chmod" || one.name === "chown"
      ? { ...one, value: textOf(expand(one.value, draft.escapedBy, variables), one.value) }
      : one,
  );
  const verb = instruction.keyword === "ADD" ? "ADD" : "COPY";
  draft.copies.push({
    instruction: verb,
    at,
    flags,
    sources,
    target: paths.at(-1)?.text ?? "",
    ...(from ? { from } : {}),
  });
}

/** What `--from` names: a number is a stage above, a name is one in any case, all else an image. Variables are not replaced there. */
function copiedFrom(name: string, at: Place, { built, named }: Pick<Context, "built" | "named">): Source {
  const stage = (/^\d+$/.test(name) ? built[Number(name)] : named.get(name.toLowerCase()))?.stage;
  if (stage) return { stage, at };
  const image = /^\d+$/.test(name) || !isWhole(name) ? undefined : parseImage(name);
  if (!image || name.includes("$")) return { image: { state: "unknown", origin: "dockerfile", at, because: name }, at };
  return { image: { state: "known", origin: "dockerfile", at, value: image }, at };
}
