import type { TestCommand, TestExpression, Word } from "unbash";

/** The words in `[[ … ]]`. */
export function testedWords({ expression }: TestCommand): readonly Word[] {
  const words: Word[] = [];
  const waiting: TestExpression[] = [expression];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === "TestUnary") words.push(node.operand);
    else if (node.type === "TestBinary") words.push(node.left, node.right);
    else if (node.type === "TestLogical") waiting.push(...node.operands);
    else waiting.push(node.type === "TestNot" ? node.operand : node.expression);
  }
  return words;
}
