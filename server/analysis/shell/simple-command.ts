import type {
  Assignment,
  CommandExpansionPart,
  Command as CommandNode,
  ProcessSubstitutionPart,
  Redirection,
  Word as WordNode,
  WordPart,
} from "unbash";
import { MappedText } from "../text/mapped-text.ts";
import { type Context, DEEPEST, type Follow } from "./context.ts";
import { nestedIn, retriedIn, writtenBy } from "./nested.ts";
import type { ReadWord } from "./read-word.ts";
import type { Command } from "./script.ts";
import { isPosixShell } from "./shells.ts";
import { UNKNOWN, WordReader } from "./words.ts";
import { baseName, peel } from "./wrappers.ts";

type Substitution = CommandExpansionPart | ProcessSubstitutionPart;

/** Those whose arguments are variables, of which nothing is known afterwards. */
const FORGETTING: ReadonlySet<string> = new Set(["read", "unset", "mapfile", "readarray"]);

/** Those that write what they are told, so that a shell behind a pipe runs it. */
const WRITING: ReadonlySet<string> = new Set(["cat", "echo", "printf"]);

/** A command's parts once its words are read. */
export interface Parts {
  readonly words: readonly ReadWord[];
  readonly assignments: Command["assignments"];
  readonly substitutions: readonly Command[];
  readonly redirects: Command["redirects"];
  /** A here-document, for a shell that it is given to. */
  readonly body: MappedText | undefined;
}

/** Built-ins whose arguments set variables. */
const DECLARING: ReadonlySet<string> = new Set(["export", "readonly", "declare", "local", "typeset"]);

/** Reads one simple command of a script and all that it runs in its turn. Answers the command; undefined for mere assignments. */
export function readSimpleCommand(node: CommandNode, context: Context, follow: Follow): Command | undefined {
  const { words: reader } = context;
  const redirection = readRedirections(node.redirects, context, follow);
  const substitutions = [...redirection.substitutions];
  const assignments: { name: string; value: ReadWord }[] = [];
  for (const part of node.prefix) {
    if (part.type !== "Assignment") continue;
    substitutions.push(...assignmentSubstitutions(part, context, follow));
    assignments.push({ name: part.name, value: assigned(part, context) });
    if (!node.name) assign(part, context);
  }
  if (!node.name) return substitutions.at(-1);
  substitutions.push(...substitutionsIn(node.name, context, follow));
  const words: ReadWord[] = [...reader.words(node.name)];
  for (const part of node.args) {
    if (part.type === "Assignment") {
      substitutions.push(...assignmentSubstitutions(part, context, follow));
      words.push(asWord(part, context));
    } else {
      substitutions.push(...substitutionsIn(part, context, follow));
      words.push(...reader.words(part));
    }
  }
  declare(node, context);
  const { redirects, body, stdin } = redirection;
  const own = stdin === context.stdin ? context : { ...context, stdin };
  return emit({ words, assignments, substitutions, redirects, body }, own, follow);
}

/** Takes up a command whose words are known, without the wrappers before it, and follows what it runs. */
export function emit(parts: Parts, context: Context, follow: Follow): Command | undefined {
  const { substitutions, redirects, body } = parts;
  const peeled = peel(parts.words);
  const [first] = peeled.words;
  if (!first) return undefined;
  const { stdin, environment, depth } = context;
  const { wrappers } = peeled;
  const through = wrappers.length === 0 ? context.through : [...context.through, ...wrappers.map(({ name }) => name)];
  const name = baseName(first.text);
  const args = peeled.words.slice(1);
  const assignments = [...parts.assignments, ...handedOn(parts.words.slice(0, -peeled.words.length))];
  const plain = {
    name,
    program: first.text,
    at: first.at,
    words: args,
    assignments,
    substitutions,
    redirects,
    through,
    wrappers,
    ...(WRITING.has(name ?? "") ? { written: () => writtenBy(name, args, body) } : {}),
  };
  const command: Command = stdin ? { ...plain, pipedFrom: stdin } : plain;
  if (!follow.take(command) || name === undefined || depth > DEEPEST) return command;
  const operands = follow.operandsOf(name);
  const handed = operands === undefined ? [] : [{ kind: "words", words: args.slice(operands) } as const];
  // A text that a shell reads from a pipe is used up: what it runs reads nothing.
  const piped = body === undefined && isPosixShell(name) ? stdin?.written?.() : undefined;
  const retried = follow.isFunction(name) ? [] : retriedIn(name, args);
  for (const nested of [...nestedIn(name, args, body ?? piped), ...handed, ...retried]) {
    const start = { ...context, through: [...through, name], depth: depth + 1, ...(piped && { stdin: undefined }) };
    if (nested.kind === "words") {
      emit({ words: nested.words, assignments: [], substitutions: [], redirects: [], body: undefined }, start, follow);
    } else if (nested.script.text.trim() !== UNKNOWN) {
      follow.script(nested.script, { ...start, environment: nested.sameShell ? environment : environment.fork() });
    }
  }
  return command;
}

/** The variables that wrappers set, as in `env A=1 make`. */
function handedOn(wrappers: readonly ReadWord[]): Command["assignments"] {
  return wrappers.flatMap(({ text, source, at }) => {
    const name = /^([A-Za-z_]\w*)=/.exec(source)?.[1];
    if (name === undefined) return [];
    const behind = name.length + 1;
    return [{ name, value: { text: text?.slice(behind), source: source.slice(behind), at } }];
  });
}

/** What redirections do to the command's input: a here-string's or `< <(…)`'s substitution takes the place of the pipe. */
export function readRedirections(
  nodes: readonly Redirection[],
  context: Context,
  follow: Follow,
): Pick<Parts, "redirects" | "substitutions" | "body"> & { readonly stdin: Command | undefined } {
  const substitutions: Command[] = [];
  const redirects: { operator: string; target: ReadWord | undefined; body?: string }[] = [];
  let stdin = context.stdin;
  let body: MappedText | undefined;
  for (const node of nodes) {
    const { operator } = node;
    if (node.type === "HereDoc") {
      const { parts, pos, end, text } = node.body;
      const word: WordNode = {
        type: "Word",
        text,
        value: text,
        pos,
        end,
        parts: node.delimiter?.quoted ? undefined : parts,
      };
      substitutions.push(...substitutionsIn(word, context, follow));
      const read = context.words.word(word);
      redirects.push({ operator, target: undefined, body: read.text ?? text });
      body = read.script;
      stdin = undefined;
      continue;
    }
    const found = node.target ? substitutionsIn(node.target, context, follow) : [];
    substitutions.push(...found);
    redirects.push({ operator, target: node.target && context.words.word(node.target) });
    if (operator === "<<<" || operator === "<") stdin = found.at(-1);
  }
  return { substitutions, redirects, body, stdin };
}

/** The commands whose output becomes part of the word, or a file that is given to it. What `>(…)` runs is followed, but gives nothing. */
export function substitutionsIn(word: WordNode, context: Context, follow: Follow): readonly Command[] {
  if (!word.parts) return [];
  const found: Command[] = [];
  const waiting: WordPart[] = [...word.parts].reverse();
  for (let part = waiting.pop(); part; part = waiting.pop()) {
    if (part.type === "DoubleQuoted" || part.type === "LocaleString") waiting.push(...[...part.parts].reverse());
    else if (part.type === "ParameterExpansion" && part.operation?.type === "Default") {
      waiting.push(...[...(part.operation.operand.parts ?? [])].reverse());
    } else if (part.type === "CommandExpansion" || part.type === "ProcessSubstitution") {
      const last = followSubstitution(part, context, follow);
      if (last && !(part.type === "ProcessSubstitution" && part.operator === ">")) found.push(last);
    }
  }
  return found;
}

/** A script within escaped backquotes has a text of its own; its places are those of the whole substitution. */
function followSubstitution(part: Substitution, context: Context, follow: Follow): Command | undefined {
  const { script, pos, end } = part;
  if (!script) return undefined;
  const environment = context.environment.fork();
  const inner = { ...context, environment, stdin: undefined, depth: context.depth + 1 };
  const { start, end: behind } = context.source.span(pos, end);
  const source =
    script.source === undefined
      ? context.source
      : MappedText.of([{ text: script.source, from: start, width: behind - start }], start);
  return follow.statements(script.commands, {
    ...inner,
    source,
    words: new WordReader(context.words.file, source, environment),
  });
}

/** Sets what an assignment sets: a text, or the elements of an array. */
function assign(node: Assignment, context: Context): void {
  const { name, value, append } = node;
  const { environment, words } = context;
  if (value.type !== "ArrayValue") {
    const { text } = assigned(node, context);
    environment.forget(name);
    environment.set(name, text);
    return;
  }
  const held = append ? environment.list(name) : { words: [], isOpen: false };
  // What stands behind elements that are not known has no place that is.
  if (held === undefined || held.isOpen || value.elements.some(hasKey))
    environment.setList(name, held?.isOpen ? held : undefined);
  else {
    const added = value.elements.flatMap((element) => words.words(element));
    environment.setList(name, { words: [...held.words, ...added], isOpen: false });
  }
}

/** Whether an element says itself where it is put, `[name]=value`. */
function hasKey({ value }: WordNode): boolean {
  return value.startsWith("[") && value.includes("]=");
}

/** The word that a variable gets; what is put behind its text makes a longer one. */
function assigned(node: Assignment, { words, environment }: Context): ReadWord {
  const { name, value, append, index } = node;
  if (value.type === "Word" && !append && !index) return words.word(value);
  const behind = value.type === "Word" && !index ? words.word(value).text : undefined;
  const before = environment.get(name);
  const whole = before === undefined || behind === undefined ? undefined : before + behind;
  return words.wordOf({ type: "Word", text: node.text, value: node.text, pos: node.pos, end: node.end }, whole);
}

/** An assignment among the arguments, as `export A=1` has one. */
function asWord(node: Assignment, context: Context): ReadWord {
  const value = assigned(node, context);
  const whole: WordNode = { type: "Word", text: node.text, value: node.text, pos: node.pos, end: node.end };
  return context.words.wordOf(whole, value.text === undefined ? undefined : `${node.name}=${value.text}`);
}

function assignmentSubstitutions({ value }: Assignment, context: Context, follow: Follow): readonly Command[] {
  const words = value.type === "Word" ? [value] : value.elements;
  return words.flatMap((word) => substitutionsIn(word, context, follow));
}

function declare({ name, args }: CommandNode, context: Context): void {
  const declares = DECLARING.has(name?.value ?? "");
  const forgets = FORGETTING.has(name?.value ?? "");
  for (const argument of args) {
    if (argument.type === "Assignment" && declares) assign(argument, context);
    if (argument.type === "Word" && forgets) context.environment.forget(argument.value);
  }
}
