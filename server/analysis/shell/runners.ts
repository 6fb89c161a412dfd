import { type Command, forEachChild, type SyntaxNode, type Word } from "unbash";

/**
 * How many words a function takes for itself before it runs the rest of them as a command, `retry() { n=$1; shift; until "$@"; do …; done; }`;
 * undefined for one that runs none, or takes nobody knows how many.
 */
export function operandsOfFunction(body: SyntaxNode): number | undefined {
  let runs = false;
  let operands = 0;
  const waiting: { readonly node: SyntaxNode; readonly inLoop: boolean }[] = [{ node: body, inLoop: false }];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { node } = next;
    if (node.type === "Word") continue;
    if (node.type === "Command") {
      if (isAllArguments(node.name)) runs = true;
      const taken = shiftOf(node);
      if (taken === undefined || (taken > 0 && next.inLoop)) return undefined;
      operands += taken;
    }
    const inLoop = next.inLoop || node.type === "While" || node.type === "For" || node.type === "Case";
    forEachChild(node, (child) => void waiting.push({ node: child, inLoop }));
  }
  return runs ? operands : undefined;
}

function isAllArguments(name: Word | undefined): boolean {
  return name !== undefined && /^"?\$(?:@|\*|\{[@*]\})"?$/.test(name.text);
}

/** By how many words a command shifts the arguments; undefined where nobody knows. */
function shiftOf({ name, args }: Command): number | undefined {
  if (name?.value !== "shift") return 0;
  const [by] = args;
  if (by === undefined) return 1;
  return by.type === "Word" && /^\d$/.test(by.value) ? Number(by.value) : undefined;
}
