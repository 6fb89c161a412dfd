import type { Refusal } from "../../model/refusal.ts";
import type { Place } from "../../text/span.ts";
import { hasUnresolved } from "../../yaml/tree.ts";
import { asNames } from "../syntax/long-forms.ts";
import type { ServiceReader } from "../syntax/service-reader.ts";

/** One service's need of another, from `depends_on` and everything that implies it. */
export interface Dependency {
  readonly on: string;
  readonly at: Place;
  /** The key that says so. */
  readonly key: string;
}

const JOINS = ["network_mode", "ipc", "pid", "uts", "cgroup"] as const;

/**
 * The services that must be there and started before a service.
 * Source: https://github.com/compose-spec/compose-go/blob/v2.9.1/loader/normalize.go
 */
export function dependenciesOf(reader: ServiceReader): readonly Dependency[] {
  const written = reader.entry("depends_on");
  const entries = (written === undefined ? undefined : asNames(written.value))?.entries ?? new Map();
  const found: Dependency[] = [...entries].map(([on, { key: at }]) => ({ on, at, key: "depends_on" }));
  for (const { text, at } of reader.texts("links")) found.push({ on: text.split(":")[0] ?? "", at, key: "links" });
  for (const key of JOINS) {
    const mode = reader.text(key);
    if (mode.state === "known" && mode.value?.startsWith("service:"))
      found.push({ on: mode.value.slice("service:".length), at: mode.at, key });
  }
  for (const { text, at } of reader.texts("volumes_from")) {
    const [on = ""] = text.split(":");
    if (on !== "container") found.push({ on, at, key: "volumes_from" });
  }
  return found.filter(({ on }) => !hasUnresolved(on));
}

/** The ways in which services wait for each other in a circle, each told once. Circles of one kind of join are told where joins are followed. */
export function* dependencyCircles(dependencies: ReadonlyMap<string, readonly Dependency[]>): Iterable<Refusal> {
  const done = new Set<string>();
  for (const start of dependencies.keys()) {
    const path: { readonly name: string; next: number }[] = [{ name: start, next: 0 }];
    const taken: Dependency[] = [];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const step = done.has(top.name) ? undefined : dependencies.get(top.name)?.[top.next++];
      if (step === undefined) {
        done.add(top.name);
        path.pop();
        taken.pop();
        continue;
      }
      const back = path.findIndex(({ name }) => name === step.on);
      if (back < 0) {
        path.push({ name: step.on, next: 0 });
        taken.push(step);
        continue;
      }
      const steps = [...taken.slice(back), step];
      const names = [...path.slice(back).map(({ name }) => name), step.on];
      if (!isToldElsewhere(steps))
        yield { at: step.at, by: "Compose", because: `services depend on each other: ${names.join(", ")}` };
    }
  }
}

function isToldElsewhere(steps: readonly Dependency[]): boolean {
  const [first] = steps;
  return (
    first !== undefined &&
    ["network_mode", "ipc", "pid", "volumes_from"].includes(first.key) &&
    steps.every(({ key }) => key === first.key)
  );
}
