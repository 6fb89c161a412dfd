import { type ComposeRelease, isComposeSince } from "../../facts/engine.ts";
import type { InputError } from "../../model/project.ts";
import { isNull } from "../../yaml/scalar.ts";
import { entryOf, hasUnresolved, type Mapping, type Node, nodeAt } from "../../yaml/tree.ts";
import { asNames } from "../syntax/long-forms.ts";
import { misshapen } from "./key-types.ts";

/**
 * What Compose refuses about the jobs of a project, once all files are merged, and about those that services depend on.
 * Sources: https://github.com/compose-spec/compose-go/blob/v2.16.2/schema/compose-spec.json and loader/validate.go beside it.
 */
export function* refusedJobs(root: Mapping, compose: ComposeRelease): Iterable<InputError> {
  const jobs = entryOf(root, "jobs");
  if (jobs === undefined || jobs.value.kind !== "mapping") return;
  if (!isComposeSince(compose, "5.6")) {
    yield { at: jobs.key, message: `jobs are known since Compose 5.6, and ${compose.compose} refuses the file` };
    return;
  }
  const names = jobs.value.entries;
  for (const [name, { key: at, value }] of names) {
    if (value.kind !== "mapping") {
      yield { at, message: `job "${name}" must be a mapping` };
      continue;
    }
    if (nodeAt(root, "services", name) !== undefined)
      yield { at, message: `"${name}" is the name of a service and of a job` };
    yield* withoutTrigger(name, at, value);
    yield* misshapen("job", name, value);
    yield* undefinedDependencies(name, value, root);
  }
  yield* dependingServices(root, new Set(names.keys()));
}

function* withoutTrigger(name: string, at: InputError["at"], job: Mapping): Iterable<InputError> {
  const triggers = entryOf(job, "triggers");
  if (triggers === undefined) {
    yield { at, message: `job "${name}" has no triggers` };
    return;
  }
  const { value, key } = triggers;
  const says = value.kind === "mapping" && ["manual", "schedule"].some((one) => value.entries.has(one));
  if (!says) yield { at: key, message: `triggers of job "${name}" must say manual or schedule` };
}

function* undefinedDependencies(name: string, job: Mapping, root: Mapping): Iterable<InputError> {
  for (const { on, at, required } of dependencies(job)) {
    const isDefined = ["services", "jobs"].some((section) => nodeAt(root, section, on) !== undefined);
    if (!isDefined && required)
      yield { at, message: `job "${name}" depends on ${on}, which is neither a service nor a job` };
  }
}

function* dependingServices(root: Mapping, jobs: ReadonlySet<string>): Iterable<InputError> {
  const services = nodeAt(root, "services");
  for (const [name, { value }] of services?.kind === "mapping" ? services.entries : []) {
    for (const { on, at } of dependencies(value)) {
      if (jobs.has(on)) yield { at, message: `service "${name}" cannot depend on job "${on}": only jobs may` };
    }
  }
}

function dependencies(
  node: Node,
): readonly { readonly on: string; readonly at: InputError["at"]; readonly required: boolean }[] {
  const written = nodeAt(node, "depends_on");
  if (written === undefined || isNull(written)) return [];
  return [...(asNames(written)?.entries ?? [])].flatMap(([on, { key: at, value }]) => {
    if (hasUnresolved(on)) return [];
    const required = nodeAt(value, "required");
    return [{ on, at, required: required?.kind !== "scalar" || required.text !== "false" }];
  });
}
