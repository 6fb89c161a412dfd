import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { parse } from "yaml";
import type { Engine } from "../../../server/analysis/facts/engine.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import { type Finding, isAboutService } from "../../../server/analysis/model/finding.ts";
import { explained, explanationOf } from "../../../server/analysis/report/explain.ts";
import type { Explanation } from "../../../server/analysis/report/explain-json.ts";
import { locator } from "../../../server/analysis/report/location.ts";
import { RULES } from "../../../server/analysis/rules/index.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import type { Check, CheckContext } from "../check.ts";
import { comparison, subjectChecks } from "../checks.ts";
import type { Machine } from "../observation.ts";
import { engineOf } from "../observation.ts";
import { PROJECT } from "./boot.ts";
import { CELLS } from "./cells.ts";
import type { Recording, SeenService } from "./recording.ts";

const OBSERVATIONS = path.join(import.meta.dirname, "observations");
const COMPOSE = path.join(PROJECT, "compose.yaml");

/** Every recording that lies in the repository. */
export function recordings(): readonly Recording[] {
  const files = readdirSync(OBSERVATIONS).sort();
  return files.map((file) => JSON.parse(readFileSync(path.join(OBSERVATIONS, file), "utf8")) as Recording);
}

/** What is predicted of the project under an engine. */
interface Prediction {
  readonly explanation: Explanation;
  readonly services: ReadonlyMap<string, Container>;
  readonly findings: readonly Finding[];
}

/** Looks at the project as `check` and `explain` do. */
function predictionOf(engine: Engine): Prediction {
  const uri = pathToFileURL(COMPOSE).href;
  const files = new Map(
    ["compose.yaml", "allow.json"].map((name) => [at(name), readFileSync(path.join(PROJECT, name), "utf8")]),
  );
  const analysis = analyze([uri], (wanted) => files.get(wanted) ?? null, configOf([{ engine }]), {
    cache: new ParseCache(),
    rules: RULES,
    onRuleError: (_rule, error) => {
      throw error;
    },
  });
  const { project } = analysis;
  const locate = locator({ text: (one) => files.get(one), name: (one) => one });
  if (project === undefined) throw new Error(`${COMPOSE}: no project`);
  return {
    explanation: explanationOf(explained(project.services, { ...project, engine }, locate), engine),
    services: new Map(project.services.map((service) => [service.name, service])),
    findings: analysis.findings,
  };
}

function at(name: string): string {
  return pathToFileURL(path.join(PROJECT, name)).href;
}

interface Claim {
  readonly "x-claim"?: string;
  readonly "x-unconfined"?: boolean;
  readonly "x-machine"?: "own";
}

/**
 * The claims of the project: which rule calls a service's setting an error. `confined` leaves out those whose proof AppArmor denies, and a machine that is
 * not the recording's own may keep its disk even from its root.
 */
function claimsOf(confined: boolean, isOwn: boolean): ReadonlyMap<string, string> {
  const project = parse(readFileSync(COMPOSE, "utf8"), { merge: true }) as {
    readonly services: Readonly<Record<string, Claim>>;
  };
  return new Map(
    Object.entries(project.services).flatMap(([name, claim]) => {
      const { "x-claim": rule, "x-unconfined": unconfined, "x-machine": machine } = claim;
      const isLeftOut = (confined && unconfined) || (!isOwn && machine === "own");
      return rule === undefined || isLeftOut ? [] : [[name, rule] as const];
    }),
  );
}

/** The rules whose errors were shown, each with the recordings in which they were. */
export function shownErrors(all: readonly Recording[]): ReadonlyMap<string, readonly string[]> {
  const cells = new Map<string, Set<string>>();
  for (const recording of all) {
    for (const { field, verdict, seen } of comparisonOf(recording)) {
      if (!field.startsWith("error ") || verdict !== "same" || seen !== "true") continue;
      const rule = field.slice("error ".length);
      cells.set(rule, (cells.get(rule) ?? new Set()).add(recording.cell));
    }
  }
  return new Map([...cells].map(([rule, names]) => [rule, [...names]]));
}

/** Compares everything that is predicted under the recording's engine with what was seen. */
export function comparisonOf({ cell, machine, services }: Recording): readonly Check[] {
  const prediction = predictionOf(engineOf(machine));
  const subjects = services.flatMap((seen) =>
    seen.outcome === "ran"
      ? [
          {
            kind: "service" as const,
            name: seen.name,
            kernel: seen.kernel,
            ...(seen.asked ? { asked: seen.asked } : {}),
          },
        ]
      : [],
  );
  const context = { machine, explanation: prediction.explanation, directory: PROJECT };
  const isOwn = CELLS.some(({ id, kernel }) => id === cell && kernel !== "here");
  const claims = claimsOf(machine.engine.lsm.includes("apparmor"), isOwn);
  return services.flatMap((seen) => {
    const own = subjects.filter(({ name }) => name === seen.name);
    return serviceChecks(seen, claims.get(seen.name), prediction, { ...context, subjects: own });
  });
}

function serviceChecks(
  seen: SeenService,
  rule: string | undefined,
  prediction: Prediction,
  context: CheckContext,
): readonly Check[] {
  const { explanation, services, findings } = prediction;
  const { machine } = context;
  const confined = machine.engine.lsm.includes("apparmor");
  const compare = comparison(seen.name);
  const container = services.get(seen.name);
  const predicted = explanation.subjects.find(({ name }) => name === seen.name);
  if (container === undefined || predicted?.kind !== "service")
    return [compare("service", "engine", "none", seen.outcome)];
  const refused = isRefused(container) ? "refused" : "ran";
  if (seen.outcome === "refused" && isForWantOf(seen.says, machine)) return [];
  const outcome = compare("outcome", "engine", refused, seen.outcome);
  const [subject] = context.subjects;
  if (refused === "refused" || seen.outcome === "refused" || subject === undefined) return [outcome];
  const claimed = findings.some((one) => one.rule === rule && one.level === "error" && isAboutService(one, seen.name));
  const worked = seen.tries.length > 0 && seen.tries.every(({ worked }) => worked);
  return [
    outcome,
    ...subjectChecks(predicted, subject, context, compare).filter((check) => isTold(check, machine)),
    compare("mapped users", "kernel", predicted.namespaces.user === "private", seen.mapped),
    ...(confined
      ? [
          compare(
            "apparmor",
            "kernel",
            predicted.apparmor.state === "known" ? predicted.apparmor.value : predicted.apparmor,
            profileOf(seen.profile),
          ),
        ]
      : []),
    ...(rule === undefined || !claimed ? [] : [compare(`error ${rule}`, "kernel", claimed, worked)]),
  ];
}

/** A machine that lacks a capability cannot give it, nor raise a limit, and an older runtime then gives up. */
function isForWantOf(says: string, { lacking }: Machine): boolean {
  return (
    lacking.length > 0 &&
    /unable to apply caps: operation not permitted|setrlimit .*: Operation not permitted/.test(says)
  );
}

/**
 * A stack's ports are opened by the whole swarm, of which a container's own settings tell nothing. A rootless engine goes on telling of limits that it
 * did not set, where the kernel is asked too, and has a /run of its own, which nobody looked into.
 */
function isTold({ field, by, seen }: Check, { engine }: Machine): boolean {
  if (engine.mode === "swarm") return !/^(?:ports|networks$)/.test(field);
  if (engine.mode !== "rootless") return true;
  return !(field.startsWith("limits.") && by === "engine") && !(field.endsWith(" source") && seen === "bind ");
}

/** Whether something of a container is said to keep the engine from starting it. */
function isRefused({ source: { invalidValues }, security }: Container): boolean {
  return invalidValues.some(({ effect }) => effect === "refused") || security.options.some(({ valid }) => !valid);
}

/** Podman's profile carries its version in its name. */
function profileOf(profile: string): string {
  return profile.replace(/ \(\w+\)$/, "").replace(/^(containers-default)-[\d.]+.*$/, "$1");
}
