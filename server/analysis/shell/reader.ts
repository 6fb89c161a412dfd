import {
  type AndOr,
  type Case,
  type CommandNode,
  type CompoundList,
  type For,
  type If,
  type Pipeline,
  type PipelineNode,
  parse,
  type Redirected,
  type Select,
  type Statement,
  type TestCommand,
} from "unbash";
import { MappedText } from "../text/mapped-text.ts";
import { assignedNames } from "./assigned.ts";
import { type Context, DEEPEST, type Follow, type Start } from "./context.ts";
import type { Environment } from "./environment.ts";
import { outcomeOf } from "./outcome.ts";
import type { ReadWord } from "./read-word.ts";
import { operandsOfFunction } from "./runners.ts";
import type { Command, Script } from "./script.ts";
import { emit, readRedirections, readSimpleCommand, substitutionsIn } from "./simple-command.ts";
import { testedWords } from "./tested.ts";
import { WordReader } from "./words.ts";

const MOST_COMMANDS = 20_000;
/** All scripts that one script holds in its words may be this long together. UTF-16 code units. */
const MOST_TEXT = 524_288;
/** The parser takes time in the square of the number of here-documents. */
const MOST_HEREDOCS = 200;

/** What these run may set any variable. */
const SETS_ANYTHING: ReadonlySet<string> = new Set([".", "source", "eval"]);

type Node = AndOr | PipelineNode | Statement | CompoundList;

/** Follows a script through its lists, pipes, branches and loops and collects its simple commands. */
export class ScriptReader implements Follow {
  readonly #file: string;
  readonly #commands: Command[] = [];
  /** How many words each function takes before it runs the rest; undefined for one that does not. */
  readonly #runners = new Map<string, number | undefined>();
  #isCertain: boolean;
  /** How many functions are around what is followed. */
  #functions = 0;
  #complete = true;
  #text = 0;

  /** `isCertain` says that the variables hold when the script runs, so that what a comparison of them rules out is not followed. */
  constructor(file: string, isCertain = false) {
    this.#file = file;
    this.#isCertain = isCertain;
  }

  /** What was read so far; commands in the order of their places. */
  result(): Script {
    return { commands: this.#commands.sort((a, b) => a.at.start - b.at.start), complete: this.#complete };
  }

  /** A command that is given as words, without a shell. */
  words(words: readonly ReadWord[], environment: Environment): void {
    const source = MappedText.whole("", words[0]?.at.start ?? 0);
    const start = { environment, stdin: undefined, through: [], depth: 0 };
    const context = { ...start, source, words: new WordReader(this.#file, source, environment) };
    emit({ words, assignments: [], substitutions: [], redirects: [], body: undefined }, context, this);
  }

  script(source: MappedText, start: Start): Command | undefined {
    this.#text += source.text.length;
    if (heredocsIn(source.text) > MOST_HEREDOCS || start.depth > DEEPEST || this.#text > MOST_TEXT) {
      this.#complete = false;
      return undefined;
    }
    const tree = parse(source.text);
    if (tree.errors && tree.errors.length > 0) this.#complete = false;
    return this.statements(tree.commands, {
      ...start,
      source,
      words: new WordReader(this.#file, source, start.environment),
    });
  }

  statements(list: readonly Statement[], context: Context): Command | undefined {
    let last: Command | undefined;
    for (const statement of list) last = this.#node(statement, context);
    return last;
  }

  take(command: Command): boolean {
    if (command.name !== undefined && SETS_ANYTHING.has(command.name)) this.#isCertain = false;
    if (this.#commands.length >= MOST_COMMANDS) this.#complete = false;
    else this.#commands.push(command);
    return this.#commands.length < MOST_COMMANDS;
  }

  operandsOf(name: string): number | undefined {
    return this.#runners.get(name);
  }

  isFunction(name: string): boolean {
    return this.#runners.has(name);
  }

  #node(node: Node, outer: Context): Command | undefined {
    if (outer.depth > DEEPEST || this.#commands.length >= MOST_COMMANDS) {
      this.#complete = false;
      return undefined;
    }
    switch (node.type) {
      case "Statement":
        return this.#node(node.command, outer);
      case "Command":
        return readSimpleCommand(node, outer, this);
      case "CompoundList":
        return this.statements(node.commands, within(outer));
      case "AndOr":
        return this.#andOr(node, within(outer));
      case "Pipeline":
        return this.#pipeline(node, within(outer));
      default:
        return this.#compound(node, within(outer));
    }
  }

  #compound(node: Exclude<CommandNode, { type: "Command" }>, context: Context): Command | undefined {
    switch (node.type) {
      case "Redirected":
        return this.#redirected(node, context);
      case "If":
        return this.#if(node, context);
      case "For":
      case "Select":
        return this.#for(node, context);
      case "While":
        return this.#loop([node.clause, node.body], context);
      case "ArithmeticFor":
        return this.#loop([node.body], context);
      case "Case":
        return this.#case(node, context);
      case "BraceGroup":
        return this.#node(node.body, context);
      case "Subshell":
        return this.#node(node.body, this.#forked(context));
      case "Function":
        this.#runners.set(node.name.value, operandsOfFunction(node.body));
        return this.#function(node.body, context);
      case "Coproc":
        return this.#branch(node.body, context);
      case "TestCommand":
        return this.#test(node, context);
      case "ArithmeticCommand":
        return undefined;
    }
  }

  /** What stands behind `||` may not run, and neither may what stands behind a test: `[ -n "$X" ] && A=1`. */
  #andOr({ commands, operators }: AndOr, outer: Context): Command | undefined {
    const [first] = commands;
    const isTested = isTest(first) && this.#outcome(first, outer) === undefined;
    const context = isTested ? this.#forked(outer) : outer;
    let last: Command | undefined;
    let outcome: boolean | undefined;
    commands.forEach((command, index) => {
      const operator = operators[index - 1];
      if (outcome !== undefined && operator === (outcome ? "||" : "&&")) return;
      last = operator === "||" && outcome === undefined ? this.#branch(command, context) : this.#node(command, context);
      const own = this.#outcome(command, context);
      const isDecided = operator === undefined || outcome !== undefined || own === (operator === "||");
      outcome = isDecided ? own : undefined;
    });
    if (isTested) outer.environment.doubt(context.environment);
    return last;
  }

  #outcome(condition: Node, context: Context): boolean | undefined {
    return this.#isCertain && this.#functions === 0 ? outcomeOf(condition, context) : undefined;
  }

  /** A body runs where it is called, when other texts may be known than here. */
  #function(body: Node, context: Context): Command | undefined {
    this.#functions += 1;
    const last = this.#branch(body, context);
    this.#functions -= 1;
    return last;
  }

  /** Each command of a pipe reads the one before it, and runs in a subshell. */
  #pipeline({ commands }: Pipeline, context: Context): Command | undefined {
    if (commands.length === 1 && commands[0]) return this.#node(commands[0], context);
    let stdin = context.stdin;
    for (const command of commands) stdin = this.#node(command, this.#forked({ ...context, stdin }));
    return stdin;
  }

  #redirected({ command, redirects }: Redirected, context: Context): Command | undefined {
    const { stdin } = readRedirections(redirects, context, this);
    return this.#node(command, { ...context, stdin });
  }

  /** A branch is taken for sure where all conditions before it are known, and not followed where its own is known to be false. */
  #if(node: If, context: Context): Command | undefined {
    let last: Command | undefined;
    let isSure = true;
    const follow = (part: Node): Command | undefined =>
      isSure ? this.#node(part, context) : this.#branch(part, context);
    for (const { clause, then } of [node, ...node.elif]) {
      follow(clause);
      const outcome = this.#outcome(clause, context);
      if (outcome === false) continue;
      if (outcome === true) return follow(then) ?? last;
      isSure = false;
      last = follow(then) ?? last;
    }
    return (node.else && follow(node.else)) ?? last;
  }

  /** The variable is known in the body where there is one word to go through. */
  #for(node: For | Select, context: Context): Command | undefined {
    const list = node.wordlist ?? [];
    for (const word of list) substitutionsIn(word, context, this);
    const values = list.flatMap((word) => context.words.words(word));
    const name = node.name.value;
    context.environment.forget(name);
    context.environment.set(name, values.length === 1 && node.type === "For" ? values[0]?.text : undefined);
    return this.#loop([node.body], context);
  }

  /** A body may run many times, so that what it sets is unknown from its start on. */
  #loop(parts: readonly CompoundList[], context: Context): Command | undefined {
    context.environment.doubtNames(assignedNames(parts));
    let last: Command | undefined;
    for (const part of parts) last = this.#branch(part, context) ?? last;
    return last;
  }

  #case(node: Case, context: Context): Command | undefined {
    substitutionsIn(node.word, context, this);
    let last: Command | undefined;
    for (const { body } of node.items) last = this.#branch(body, context) ?? last;
    return last;
  }

  #test(node: TestCommand, context: Context): undefined {
    for (const word of testedWords(node)) substitutionsIn(word, context, this);
  }

  /** Something that may not run: what it sets is unknown afterwards. */
  #branch(node: Node, context: Context): Command | undefined {
    const inner = this.#forked(context);
    const last = this.#node(node, inner);
    context.environment.doubt(inner.environment);
    return last;
  }

  #forked(context: Context): Context {
    const environment = context.environment.fork();
    return { ...context, environment, words: new WordReader(this.#file, context.source, environment) };
  }
}

/** Whether a command only tests something. */
function isTest(node: Node | undefined): node is Node {
  return node?.type === "TestCommand" || (node?.type === "Command" && /^(?:\[|test)$/.test(node.name?.value ?? ""));
}

function within(outer: Context): Context {
  return { ...outer, depth: outer.depth + 1 };
}

/** At most how many here-documents the text starts. */
function heredocsIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("<<"); at >= 0; at = text.indexOf("<<", at + 2)) count++;
  return count;
}
