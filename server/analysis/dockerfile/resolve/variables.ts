import type { Setting } from "../../model/setting.ts";
import type { Variable } from "../../model/stage.ts";
import type { MappedText } from "../../text/mapped-text.ts";
import type { Place } from "../../text/span.ts";
import type { Argument, Escape, Instruction } from "../syntax/tree.ts";
import { expand, type Value, type Variables } from "./expand.ts";
import { Scope } from "./scope.ts";
import type { StageBuilder } from "./stage-builder.ts";

/** The `ARG`s before the first `FROM`, and what the build was given for any `ARG`. */
export interface Globals {
  readonly scope: Scope;
  readonly args: ReadonlyMap<string, Value>;
}

/**
 * The variables that BuildKit itself sets for each platform. In a stage they need an `ARG`.
 * Source: https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope
 */
const PLATFORM_ARGS: ReadonlySet<string> = new Set(
  ["BUILD", "TARGET"].flatMap((side) =>
    ["PLATFORM", "OS", "ARCH", "VARIANT", "OSVERSION", "STAGE"].map((part) => side + part),
  ),
);

/**
 * The scope before the first `FROM`: it has the variables that are declared there, and the platform, which is
 * unknown.
 */
export function globalScope(): Scope {
  return new Scope(undefined, (name) => (PLATFORM_ARGS.has(name) ? unknown(name) : undefined));
}

/** Declares the `ARG`s before the first `FROM` and returns them as they are written. */
export function defineGlobalArgs(
  file: string,
  escapedBy: Escape,
  instruction: Instruction,
  globals: Globals,
): readonly Variable[] {
  return instruction.arguments.map((argument) => {
    const { name, value: written } = assignment(argument);
    const value = written && expand(written.text, escapedBy, globals.scope.variables("all"));
    globals.scope.set(name, "ARG", globals.args.get(name) ?? value ?? notGiven(name));
    return variable(file, "ARG", argument, value, isShared(instruction));
  });
}

/**
 * An `ARG` of a stage. What the build is given wins, then its own default, then an `ARG` of the same name before the first `FROM`.
 * Without any of these an earlier `ENV` or `ARG` stays as it is.
 */
export function defineArgs(draft: StageBuilder, instruction: Instruction, globals: Globals): void {
  for (const argument of instruction.arguments) {
    const { name, value: written } = assignment(argument);
    const value = written && expand(written.text, draft.escapedBy, draft.scope.variables("all"));
    const outer = globals.scope.has(name) || PLATFORM_ARGS.has(name) ? globals.scope.variables("all")(name) : undefined;
    const effective = globals.args.get(name) ?? value ?? outer;
    if (effective) draft.scope.set(name, "ARG", effective);
    else if (!draft.scope.has(name)) draft.scope.set(name, "ARG", notGiven(name));
    draft.variables.push(variable(draft.file, "ARG", argument, value, isShared(instruction)));
  }
}

/** `ENV name=value …` and the old `ENV name value`. All values are read before any of them holds. */
export function defineEnv(draft: StageBuilder, instruction: Instruction): void {
  const variables = draft.scope.variables("all");
  const first = instruction.arguments[0];
  if (!first) return;
  if (!first.text.includes("=")) {
    const value = instruction.arguments[1];
    if (value) setEnv(draft, first, first.text, value.source, variables, false);
    return;
  }
  for (const argument of instruction.arguments) {
    const { name, value } = assignment(argument);
    if (value) setEnv(draft, argument, name, value, variables, isShared(instruction));
  }
}

function setEnv(
  draft: StageBuilder,
  argument: Argument,
  name: string,
  written: MappedText,
  variables: Variables,
  shared: boolean,
): void {
  const key = expand(name, draft.escapedBy, variables);
  if (key.state === "unknown") return;
  const value = expand(written.text, draft.escapedBy, variables);
  draft.scope.set(key.value, "ENV", value);
  const at = { file: draft.file, ...argument.source.span(0, name.length) };
  const place = { file: draft.file, ...written.span(0, written.text.length) };
  const filled = value.state === "known" && written.text.includes("$") ? { filled: true } : {};
  draft.variables.push({
    name: key.value,
    kind: "ENV",
    at,
    shared,
    value: { ...value, origin: "dockerfile", at: place, ...filled },
  });
}

/** The name and the value of `name=value`. */
export function assignment({ text, source }: Argument): {
  readonly name: string;
  readonly value: MappedText | undefined;
} {
  const equals = text.indexOf("=");
  if (equals < 0) return { name: text, value: undefined };
  return { name: text.slice(0, equals), value: source.slice(equals + 1, text.length) };
}

function isShared({ arguments: all }: Instruction): boolean {
  return all.length > 1;
}

function variable(file: string, kind: "ARG", argument: Argument, value: Value | undefined, shared: boolean): Variable {
  const { name, value: written } = assignment(argument);
  const at: Place = { file, ...argument.source.span(0, name.length) };
  const place = written && written.text !== "" ? { file, ...written.span(0, written.text.length) } : at;
  const setting: Setting<string | null> = {
    ...(value ?? { state: "known", value: null }),
    origin: "dockerfile",
    at: place,
  };
  return { name, kind, at, shared, value: setting };
}

/** An `ARG` that nothing known here gives a value. */
function notGiven(name: string): Value {
  return { state: "unknown", because: `\${${name}}`, unset: true };
}

function unknown(name: string): Value {
  return { state: "unknown", because: `\${${name}}` };
}
