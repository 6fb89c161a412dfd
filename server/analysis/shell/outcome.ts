import type { AndOr, CompoundList, PipelineNode, Statement, TestExpression, Word } from "unbash";
import type { Context } from "./context.ts";

/**
 * Whether a condition holds, where it compares texts or numbers that are known: `[ "$A" = true ]`, `[ "$A" -ne 0 ]`, `test -n "$A"`, `[[ $A == true ]]`, and what `&&`, `||`, `!`,
 * `-a` and `-o` make of several of them, where one that is known is enough. Undefined for every other one. The known texts must be those of the run, which only a build's are: a container's variables are set anew at each start.
 */
export function outcomeOf(
  node: AndOr | CompoundList | PipelineNode | Statement,
  context: Context,
): boolean | undefined {
  switch (node.type) {
    case "CompoundList":
      return node.commands.length === 1 && node.commands[0] ? outcomeOf(node.commands[0], context) : undefined;
    case "Statement":
      return node.background ? undefined : outcomeOf(node.command, context);
    case "Pipeline": {
      const [only] = node.commands;
      if (node.commands.length !== 1 || only === undefined) return undefined;
      const outcome = outcomeOf(only, context);
      const isNegated = node.prefixes.some(({ type }) => type === "Negation");
      return outcome === undefined ? undefined : outcome !== isNegated;
    }
    case "AndOr": {
      if (!node.commands.every((one) => isTest(one, context))) return undefined;
      const [first, ...others] = node.commands.map((one) => outcomeOf(one, context));
      return others.reduce((so, one, index) => (node.operators[index] === "||" ? or(so, one) : and(so, one)), first);
    }
    case "Command": {
      const texts = textsOf(node, context);
      const [name, ...rest] = texts;
      if (name === "test") return joined(rest);
      return name === "[" && rest.at(-1) === "]" ? joined(rest.slice(0, -1)) : undefined;
    }
    case "TestCommand":
      return tested(node.expression, context);
    default:
      return undefined;
  }
}

type Command = Extract<PipelineNode, { readonly type: "Command" }>;

function textsOf(node: Command, context: Context): readonly (string | undefined)[] {
  const given = [node.name, ...node.args].filter((one): one is Word => one?.type === "Word");
  return given.flatMap((word) => context.words.words(word)).map(({ text }) => text);
}

/** Whether a command does nothing but test, so that what it says does not hang on what the ones before it did. */
function isTest(node: AndOr | PipelineNode | Statement, context: Context): boolean {
  if (node.type === "TestCommand") return true;
  if (node.type === "Pipeline") return node.commands.length === 1 && node.commands.every((one) => isTest(one, context));
  if (node.type !== "Command") return false;
  const [name] = textsOf(node, context);
  return name === "[" || name === "test";
}

/** Neither true nor false is unknown; one that is known to be false decides. */
function and(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === false || b === false ? false : a === undefined || b === undefined ? undefined : true;
}

function or(a: boolean | undefined, b: boolean | undefined): boolean | undefined {
  return a === true || b === true ? true : a === undefined || b === undefined ? undefined : false;
}

/** The words between the brackets. Where `-a` and `-o` stand beside each other, or the words may be operators, nobody can tell. */
function joined(words: readonly (string | undefined)[]): boolean | undefined {
  const operators = new Set<string | undefined>(words.filter((word) => word === "-a" || word === "-o"));
  if (operators.size === 0) return words.every((word) => word !== undefined) ? compared(words) : undefined;
  if (operators.size > 1) return undefined;
  const parts: (string | undefined)[][] = [[]];
  for (const word of words) {
    if (operators.has(word)) parts.push([]);
    else parts.at(-1)?.push(word);
  }
  const outcomes = parts.map((part) => (part.every((word) => word !== undefined) ? compared(part) : undefined));
  return outcomes.reduce(operators.has("-o") ? or : and);
}

function compared(words: readonly string[]): boolean | undefined {
  const [first = "", second = "", third = ""] = words;
  if (words.length === 2) return emptiness(first, second);
  if (words.length !== 3) return undefined;
  if (second === "=" || second === "==") return first === third;
  if (second === "!=") return first !== third;
  const holds = NUMERIC[second];
  return holds && NUMBER.test(first) && NUMBER.test(third) ? holds(Number(first), Number(third)) : undefined;
}

/** Decimal numbers alone: what `[[ … ]]` computes, and what has a leading zero there, is unknown. */
const NUMBER = /^-?(?:0|[1-9]\d{0,14})$/;
const NUMERIC: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  "-eq": (a, b) => a === b,
  "-ne": (a, b) => a !== b,
  "-gt": (a, b) => a > b,
  "-ge": (a, b) => a >= b,
  "-lt": (a, b) => a < b,
  "-le": (a, b) => a <= b,
};

function emptiness(operator: string, text: string): boolean | undefined {
  if (operator === "-n") return text !== "";
  return operator === "-z" ? text === "" : undefined;
}

/** In `[[ … ]]` the right side is a pattern, so that only one without its signs is compared. */
function tested(node: TestExpression, context: Context): boolean | undefined {
  if (node.type === "TestUnary") {
    const text = only(context, node.operand);
    return text === undefined ? undefined : emptiness(node.operator, text);
  }
  if (node.type === "TestGroup") return tested(node.expression, context);
  if (node.type === "TestLogical")
    return node.operands.map((one) => tested(one, context)).reduce(node.operator === "||" ? or : and);
  if (node.type === "TestNot") {
    const outcome = tested(node.operand, context);
    return outcome === undefined ? undefined : outcome !== (node.negations.length % 2 === 1);
  }
  if (node.type !== "TestBinary") return undefined;
  const [left, right] = [only(context, node.left), only(context, node.right)];
  return left === undefined || right === undefined || /[*?[\\(]/.test(right)
    ? undefined
    : compared([left, node.operator, right]);
}

function only(context: Context, word: Word): string | undefined {
  const words = context.words.words(word);
  return words.length === 1 ? words[0]?.text : undefined;
}
