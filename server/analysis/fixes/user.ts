import { type ImageProfile, restingOn } from "../facts/image-profiles.ts";
import { type Change, confidenceOf, type Fix, leastConfidence } from "../model/change.ts";
import { mayHold } from "../model/conditions.ts";
import type { Container } from "../model/container.ts";
import { learnedOf, triedHere } from "../model/learned.ts";
import { knownValue } from "../model/setting.ts";
import { layersOf, type Stage } from "../model/stage.ts";
import { publishedUser } from "../model/user.ts";
import { madeAccount } from "../shell/accounts.ts";
import type { Place } from "../text/span.ts";
import { changesUser } from "./dockerfile-needs.ts";

/** A uid that no distribution gives to anybody and that lies above those of people. */
const FREE_UID = "10001";

/** The bit of a mode with which everybody may read. */
export const OTHERS_READ = 0o004;

/**
 * Fixes of a service that runs as root: the user that the image is made for, or none where the image has one of its own. `at` is the `user` that
 * says so; undefined where there is none, since the image starts as root. None where Compose gives it a secret that root alone can read.
 */
export function runAsKnownUser(service: Container, at: Place | undefined): readonly Fix[] {
  if (service.starting().fileless.some(({ rootMode }) => rootMode && (rootMode.value & OTHERS_READ) === 0)) return [];
  const known = runAsReadUser(service, at);
  return known.length > 0 ? known : runAsTriedUser(service, at);
}

/** The user that a copy of the container worked as. */
function runAsTriedUser(service: Container, at: Place | undefined): readonly Fix[] {
  const learned = learnedOf(service);
  if (!learned?.user?.works) return [];
  const { as } = learned.user;
  const comment = triedHere(learned);
  const set: Change = at
    ? { do: "replace-at", at, value: as }
    : { do: "set", service: service.key, path: ["user"], value: as, comment };
  const title = `Run as ${as} (${comment}${ownership(service)})`;
  return [{ title, safe: false, confidence: confidenceOf("tried here"), changes: [set] }];
}

/** What shows that the container works as the user that `runAsKnownUser` proposes for one that names none. */
export function userReason(service: Container): string {
  const learned = learnedOf(service);
  return learned?.user?.works && runAsReadUser(service, undefined).length === 0
    ? triedHere(learned)
    : "the image is made to run as this user";
}

function runAsReadUser(service: Container, at: Place | undefined): readonly Fix[] {
  const { profile, build } = service;
  if (build) return at && build.stage ? runAsUserOfBuild(service, build.stage, at) : [];
  if (!profile || profile.evidence.build === "guessed") return [];
  const published = publishedUser(profile);
  if (at && published?.root === false) {
    return [
      {
        title: `Remove user (the image runs as ${published.text}${ownership(service)})`,
        safe: false,
        confidence: "medium",
        changes: [{ do: "remove-at", at }],
      },
    ];
  }
  const text = numericUser(profile, service);
  if (text === undefined) return [];
  const known = confidenceOf(restingOn(profile, ["build", "start", "work"]));
  return [
    {
      title: `Run as ${text}${ownership(service, " (", ")")}`,
      safe: false,
      // Whoever wrote into a volume as root has left files there that the user cannot change.
      confidence: leastConfidence([known, ...(service.mounts.length > 0 ? (["medium"] as const) : [])]),
      changes: [
        at
          ? { do: "replace-at", at, value: text }
          : {
              do: "set",
              service: service.key,
              path: ["user"],
              value: text,
              comment: `the user of ${profile.name}`,
            },
      ],
    },
  ];
}

/** Which of the host's directories have to be the user's, since the engine leaves their owner as it is. */
function ownership({ mounts }: Container, before = ", ", after = ""): string {
  const binds = mounts.filter(({ type, readOnly, from }) => type === "bind" && !readOnly && from === "volumes");
  if (binds.length === 0) return "";
  const names = binds.map(({ sourceText, target }) => sourceText || target);
  const shown = names.length > 2 ? `${names.length} directories` : names.join(" and ");
  return `${before}${shown} must belong to it${after}`;
}

/** Fixes of a service whose `user` takes root back that the Dockerfile gives away, or that the Dockerfile has an account for. */
function runAsUserOfBuild(service: Container, stage: Stage, at: Place): readonly Fix[] {
  const own = knownValue(stage.user);
  const confidence = "medium";
  if (own?.root === false || (own !== undefined && own.root === undefined)) {
    const title = `Remove user (the image runs as ${own.text}${ownership(service)})`;
    return [{ title, safe: false, confidence, changes: [{ do: "remove-at", at }] }];
  }
  // Its start needs root for becoming that user.
  if (changesUser(stage)) return [];
  return madeAccounts(stage).map((account) => ({
    title: `Run as ${account}${ownership(service, " (", ")")}`,
    safe: false,
    confidence,
    changes: [{ do: "replace-at", at, value: account }],
  }));
}

/**
 * Fixes of a build stage that ends as root: the accounts that the Dockerfile makes, the user that the base image brings along, and a number that
 * needs no account. None where its start gives root up by itself.
 */
export function runStageAsUser(stage: Stage): readonly Fix[] {
  if (changesUser(stage)) return [];
  const { runAs, evidence } = stage.profile ?? {};
  const named = typeof runAs === "object" && runAs !== null && evidence?.build !== "guessed" ? [runAs.text] : [];
  const users = new Set([...madeAccounts(stage), ...named, FREE_UID]);
  return [...users].map((user) => ({
    title: `Run as ${user}`,
    safe: false,
    confidence: "medium",
    changes: [{ do: "set-user", stage: stage.at, user }],
  }));
}

/** The accounts that the stage's own commands make, and those of the stages that it is built from. */
function madeAccounts(stage: Stage): readonly string[] {
  const accounts = new Set<string>();
  for (const { runs } of layersOf(stage)) {
    for (const { instruction, script } of runs) {
      for (const command of instruction === "RUN" ? script.commands : []) {
        const account = madeAccount(command);
        if (account !== undefined) accounts.add(account);
      }
    }
  }
  return [...accounts];
}

/** Undefined where the image works as root only, or does under the service's settings. */
function numericUser({ runAs }: ImageProfile, service: Container): string | undefined {
  if (runAs === null || typeof runAs === "string" || runAs.unless?.some((one) => mayHold(one, service)))
    return undefined;
  return runAs.gid === undefined ? String(runAs.uid) : `${runAs.uid}:${runAs.gid}`;
}
