import type { Found } from "../engine/find-address.ts";
import { TRIAL_LABEL, type TrialEngine } from "../engine/trial-engine.ts";
import { type Blueprint, bodyOf } from "./blueprint.ts";
import { Masks } from "./masks.ts";
import type { Preparation, Prepared } from "./prepare.ts";
import { copiesOf } from "./search.ts";

/** What will be run, and where: what the user is asked about before anything is. */
export interface Plan {
  /** `Docker 28.5.2`. */
  readonly engine: string;
  readonly isHere: boolean;
  /** The engine's address, and what named it. */
  readonly address: string;
  readonly services: readonly PlannedService[];
}

interface PlannedService {
  readonly name: string;
  /** How many copies are made of it at least and at most, each started up to three times. */
  readonly copies: { readonly least: number; readonly most: number };
  /** The service itself, then those that it depends on. */
  readonly runs: readonly PlannedRun[];
}

/** One container beside others of the same copy. */
interface PlannedRun {
  readonly service: string;
  readonly image: string;
  /** The beginning of the image's identity, as `sha256:60ea6b7fcdad`. */
  readonly identity: string;
  /** The names of its variables. */
  readonly variables: readonly string[];
  /** How many files are copied into its volumes, and how many bytes these have. */
  readonly files: number;
  readonly bytes: number;
  /** What the engine is asked to create of it as it is, as JSON: without the values of variables. */
  readonly body: string;
}

/** What learning about services would run, said before it does. */
export function planOf(ready: readonly Preparation[], { about }: Pick<TrialEngine, "about">, found: Found): Plan {
  return {
    engine: `${about.name} ${about.release}`.trim(),
    isHere: found.isHere,
    address: found.said,
    services: ready.map(({ target, dependencies }) => ({
      name: target.blueprint.service,
      copies: copiesOf(target.blueprint.untouched, target.blueprint.startsAsRoot === true),
      runs: [target, ...dependencies].map(runOf),
    })),
  };
}

function runOf({ blueprint, files, imageName, masks }: Prepared): PlannedRun {
  const copied = [...files.values()]
    .flatMap(({ entries }) => entries)
    .flatMap((entry) => (entry.type === "file" ? [entry.content.length] : []));
  const variables = blueprint.environment.map((pair) => pair.slice(0, pair.indexOf("=")));
  return {
    service: blueprint.service,
    image: imageName,
    identity: blueprint.image.slice(0, 19),
    variables,
    files: copied.length,
    bytes: copied.reduce((sum, length) => sum + length, 0),
    body: bodyText(blueprint, variables, new Masks(masks)),
  };
}

/** Names that only a run gives to things are told in words, and values of variables not at all. */
function bodyText(blueprint: Blueprint, variables: readonly string[], masks: Masks): string {
  const labels = { [TRIAL_LABEL]: "(of this run)" };
  const parts = { labels, network: "none", volumes: new Map() } as const;
  const { HostConfig, ...body } = bodyOf(blueprint, blueprint.untouched, parts);
  const host = {
    ...HostConfig,
    Mounts: blueprint.volumes.map(({ target, readOnly }) => ({ Type: "volume", Target: target, ReadOnly: readOnly })),
    NetworkMode: blueprint.isAlone ? "none" : "(a network of its own without a way out)",
  };
  const words = Object.fromEntries(
    (["Entrypoint", "Cmd"] as const).flatMap((key) => {
      const own = body[key]?.map((word) => masks.conceal(word));
      return own === undefined ? [] : [[key, own]];
    }),
  );
  const test = body.Healthcheck?.Test?.map((word) => masks.conceal(word));
  const healthcheck = test === undefined ? {} : { Healthcheck: { ...body.Healthcheck, Test: test } };
  const names = variables.length > 0 ? { Env: variables.map((name) => `${name}=…`) } : {};
  return JSON.stringify({ ...body, ...words, ...healthcheck, ...names, HostConfig: host }, undefined, 2);
}
