import { NAMESPACES, type NamespaceName } from "../../server/analysis/facts/namespaces.ts";
import type { ContainerSubject, Explanation } from "../../server/analysis/report/explain-json.ts";
import type { Check, CheckContext, Compare } from "./check.ts";
import type { SeenSubject } from "./observation.ts";

/** Compares who shares each namespace with a container: the host, a container outside of the project, or services of it. */
export function namespaceChecks(
  predicted: ContainerSubject,
  seen: SeenSubject,
  { explanation, subjects }: CheckContext,
  compare: Compare,
): readonly Check[] {
  return NAMESPACES.map(({ name: kind }) => {
    const word = predicted.namespaces[kind];
    const field = `namespaces.${kind}`;
    const where = seen.kernel.namespaces[kind];
    if (word === "unknown") return compare(field, "kernel", { state: "unknown", because: field }, where);
    if (word === "host") return compare(field, "kernel", word, where);
    if (word.startsWith("container:")) return compare(field, "kernel", word, `container:${where}`);
    const together = subjects.filter((other) => other.kind === "service" && other.kernel.namespaces[kind] === where);
    const members = where === "host" ? ["host"] : together.map(({ name }) => name).sort();
    return compare(field, "kernel", sharers(predicted.name, kind, explanation), members);
  });
}

/** The services that are predicted to be in one namespace with this one. */
function sharers(service: string, kind: NamespaceName, { subjects }: Explanation): readonly string[] {
  const containers = subjects.filter((subject): subject is ContainerSubject => subject.kind !== "hook");
  const words = new Map(containers.map(({ name, namespaces }) => [name, namespaces[kind]] as const));
  const owner = (name: string): string => {
    const word = words.get(name) ?? "";
    return word.startsWith("service:") ? owner(word.slice("service:".length)) : name;
  };
  return [...words.keys()].filter((name) => owner(name) === owner(service)).sort();
}
