import type { Refusal } from "../../model/refusal.ts";
import type { Place } from "../../text/span.ts";
import { isNull } from "../../yaml/scalar.ts";
import { entryOf, hasUnresolved, type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";
import { asNames } from "../syntax/long-forms.ts";

/**
 * What Compose refuses about the jobs of a project, once all files are merged, and about those that services depend on.
 * Sources: https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json and loader/validate.go beside it.
 */
export function* refusedJobs(root: Mapping): Iterable<Refusal> {
  const jobs = entryOf(root, "jobs");
  if (jobs === undefined || jobs.value.kind !== "mapping") return;
  const names = jobs.value.entries;
  for (const [name, { key: at, value }] of names) {
    if (value.kind !== "mapping") continue;
    if (nodeAt(root, "services", name) !== undefined)
      yield { at, by: "Compose", because: `"${name}" is the name of a service and of a job`, service: name };
    yield* withoutTrigger(name, at, value);
    yield* undefinedDependencies(name, value, root);
  }
  yield* dependingServices(root, new Set(names.keys()));
}

function* withoutTrigger(name: string, at: Place, job: Mapping): Iterable<Refusal> {
  const triggers = entryOf(job, "triggers");
  if (triggers === undefined) {
    yield { at, by: "Compose", because: `job "${name}" has no triggers`, service: name };
    return;
  }
  const { value, key } = triggers;
  const says = value.kind === "mapping" && ["manual", "schedule"].some((one) => value.entries.has(one));
  if (!says)
    yield { at: key, by: "Compose", because: `triggers of job "${name}" must say manual or schedule`, service: name };
}

function* undefinedDependencies(name: string, job: Mapping, root: Mapping): Iterable<Refusal> {
  for (const { on, at, required } of dependencies(job)) {
    const isDefined = ["services", "jobs"].some((section) => nodeAt(root, section, on) !== undefined);
    if (!isDefined && required)
      yield {
        at,
        by: "Compose",
        because: `job "${name}" depends on ${on}, which is neither a service nor a job`,
        service: name,
      };
  }
}

function* dependingServices(root: Mapping, jobs: ReadonlySet<string>): Iterable<Refusal> {
  const services = nodeAt(root, "services");
  for (const [name, { value }] of services?.kind === "mapping" ? services.entries : []) {
    for (const { on, at } of dependencies(value)) {
      if (jobs.has(on))
        yield {
          at,
          by: "Compose",
          because: `service "${name}" cannot depend on job "${on}": only jobs may`,
          service: name,
        };
    }
  }
}

function dependencies(node: Node): readonly { readonly on: string; readonly at: Place; readonly required: boolean }[] {
  const written = nodeAt(node, "depends_on");
  if (written === undefined || isNull(written)) return [];
  return [...(asNames(written)?.entries ?? [])].flatMap(([on, { key: at, value }]) => {
    if (hasUnresolved(on)) return [];
    const required = nodeAt(value, "required");
    return [{ on, at, required: required?.kind !== "scalar" || required.text !== "false" }];
  });
}
