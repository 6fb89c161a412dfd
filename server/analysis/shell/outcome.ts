import type { AndOr, CompoundList, PipelineNode, Statement, TestExpression, Word } from "unbash";
import type { Context } from "./context.ts";

/**
 * Whether a condition holds, where it compares texts that are known: `[ "$A" = true ]`, `test -n "$A"`, `[[ $A == true ]]`. Undefined for every other
 * one. The known texts must be those of the run, which only a build's are: a container's variables are set anew at each start.
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
    case "Command": {
      const given = [node.name, ...node.args].filter((one): one is Word => one?.type === "Word");
      const words = given.flatMap((word) => context.words.words(word));
      const texts = words.map(({ text }) => text);
      if (texts.some((text) => text === undefined)) return undefined;
      const [name, ...rest] = texts as readonly string[];
      if (name === "test") return compared(rest);
      return name === "[" && rest.at(-1) === "]" ? compared(rest.slice(0, -1)) : undefined;
    }
    case "TestCommand":
      return tested(node.expression, context);
    default:
      return undefined;
  }
}

function compared(words: readonly string[]): boolean | undefined {
  const [first = "", second = "", third = ""] = words;
  if (words.length === 2) return emptiness(first, second);
  if (words.length !== 3) return undefined;
  if (second === "=" || second === "==") return first === third;
  return second === "!=" ? first !== third : undefined;
}

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
