import type { ImageProfile } from "../facts/image-profiles.ts";
import { type Fix, leastConfidence } from "../model/change.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import type { Place } from "../text/span.ts";

/** A uid that no distribution gives to anybody and that lies above those of people. */
const FREE_UID = "10001";

/**
 * Fixes of a service that runs as root: the user that the image is made for, or none where the image has one of its own. `at` is the `user` that
 * says so; undefined where there is none, since the image starts as root.
 */
export function runAsKnownUser(service: Service, at: Place | undefined): readonly Fix[] {
  const { profile, build } = service;
  if (!profile || build || profile.confidence === "low") return [];
  if (at && profile.defaultUid !== undefined && profile.defaultUid !== 0) {
    return [
      {
        title: `Remove user (the image runs as ${profile.defaultUser ?? profile.defaultUid}${ownership(service)})`,
        safe: false,
        confidence: leastConfidence([profile.confidence, "medium"]),
        changes: [{ do: "remove-at", at }],
      },
    ];
  }
  const text = numericUser(profile);
  if (text === undefined) return [];
  return [
    {
      title: `Run as ${text}${ownership(service, " (", ")")}`,
      safe: false,
      // Whoever wrote into a volume as root has left files there that the user cannot change.
      confidence: leastConfidence([profile.confidence, ...(service.mounts.length > 0 ? (["medium"] as const) : [])]),
      changes: [
        at
          ? { do: "replace-at", at, value: text }
          : {
              do: "set",
              service: service.key,
              path: ["user"],
              value: text,
              comment: `the user of ${profile.images[0] ?? "the image"}`,
            },
      ],
    },
  ];
}

/** Which of the host's directories have to be the user's, since the engine leaves their owner as it is. */
function ownership({ mounts }: Service, before = ", ", after = ""): string {
  const binds = mounts.filter(({ type, readOnly, from }) => type === "bind" && !readOnly && from === "volumes");
  if (binds.length === 0) return "";
  const names = binds.map(({ sourceText, target }) => sourceText || target);
  const shown = names.length > 2 ? `${names.length} directories` : names.join(" and ");
  return `${before}${shown} must belong to it${after}`;
}

/** Fixes of a build stage that ends as root: the user that the base image brings along, and a number that needs no account. */
export function runStageAsUser(stage: Stage): readonly Fix[] {
  const named = stage.profile?.confidence === "low" ? undefined : stage.profile?.runAs?.text;
  return [...(named === undefined ? [] : [named]), FREE_UID].map((user) => ({
    title: `Run as ${user}`,
    safe: false,
    confidence: "medium",
    changes: [{ do: "set-user", stage: stage.at, user }],
  }));
}

function numericUser({ runAs }: ImageProfile): string | undefined {
  if (!runAs) return undefined;
  return runAs.gid === undefined ? String(runAs.uid) : `${runAs.uid}:${runAs.gid}`;
}
