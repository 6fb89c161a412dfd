import fc from "fast-check";
import {
  composeText,
  dockerfiles,
  environment,
  graphs,
  names,
  overrides,
  ports,
  profiles,
  settings,
  weaknesses,
} from "./file-shapes.ts";
import { joined, type Part } from "./part.ts";
import { mutate, mutation } from "./texts.ts";
import { documents, flowSoup, sharedNodes, tags, words } from "./yaml-shapes.ts";

/** Files by name in one folder, which are one project. */
export interface FuzzedProject {
  readonly files: Readonly<Record<string, string>>;
  /** The names of those that are looked at together, as `docker compose -f a -f b` takes them. */
  readonly entry: readonly string[];
}

const SHAPES: readonly fc.Arbitrary<Part>[] = [
  ...[sharedNodes, tags, documents, flowSoup, words],
  ...[environment, graphs, overrides, ports, dockerfiles, profiles, settings, names, weaknesses],
];

/** Projects of several files that hold a few of the shapes that broke the analysis, or might, at once. */
export function fuzzedProjects(): fc.Arbitrary<FuzzedProject> {
  const parts = fc.array(fc.oneof(...SHAPES), { minLength: 1, maxLength: 4, size: "max" });
  const changed = fc.oneof(
    { weight: 4, arbitrary: fc.array(mutation, { maxLength: 0 }) },
    { weight: 1, arbitrary: fc.array(mutation, { minLength: 1, maxLength: 3 }) },
  );
  return fc.record({ parts, changed, isTogether: fc.boolean() }).map(({ parts, changed, isTogether }) => {
    const whole = joined(...parts);
    const compose = changed.reduce(mutate, composeText(whole));
    const files = Object.fromEntries([["compose.yaml", compose], ...(whole.files ?? [])]);
    const override = "compose.override.yaml";
    return { files, entry: isTogether && override in files ? ["compose.yaml", override] : ["compose.yaml"] };
  });
}
