import { forEachChild, type SyntaxNode } from "unbash";

/** The variables that the nodes may set when they run: assignments, `read`, and loops. Substitutions cannot set any. */
export function assignedNames(nodes: readonly SyntaxNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting = [...nodes];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (node.type === "Word") continue;
    if (node.type === "Assignment") names.add(node.name);
    else {
      if (node.type === "For" || node.type === "Select") names.add(node.name.value);
      if (node.type === "Command" && /^(?:read|mapfile|readarray)$/.test(node.name?.value ?? "")) {
        for (const argument of node.args) if (argument.type === "Word") names.add(argument.value);
      }
      forEachChild(node, (child) => void waiting.push(child));
    }
  }
  return names;
}
