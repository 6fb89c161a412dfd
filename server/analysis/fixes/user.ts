import type { ImageProfile } from "../facts/image-profiles.ts";
import type { Fix } from "../model/change.ts";
import type { Service } from "../model/service.ts";
import type { Stage } from "../model/stage.ts";
import type { Place } from "../text/span.ts";

/** A uid that no distribution gives to anybody and that lies above those of people. */
const FREE_UID = "10001";

/** Fixes of a service's `user` that is root: the user that the image is made for, or none where the image has one of its own. */
export function runAsKnownUser({ profile, build }: Service, at: Place): readonly Fix[] {
  if (!profile || build || profile.confidence === "low") return [];
  if (profile.defaultUid !== undefined && profile.defaultUid !== 0) {
    return [
      {
        title: `Remove user (the image runs as ${profile.defaultUser ?? profile.defaultUid})`,
        safe: false,
        changes: [{ do: "remove-at", at }],
      },
    ];
  }
  const text = numericUser(profile);
  return text === undefined
    ? []
    : [{ title: `Run as ${text}`, safe: false, changes: [{ do: "replace-at", at, value: text }] }];
}

/** Fixes of a build stage that ends as root: the user that the base image brings along, and a number that needs no account. */
export function runStageAsUser(stage: Stage): readonly Fix[] {
  const named = stage.profile?.confidence === "low" ? undefined : stage.profile?.runAs?.text;
  return [...(named === undefined ? [] : [named]), FREE_UID].map((user) => ({
    title: `Run as ${user}`,
    safe: false,
    changes: [{ do: "set-user", stage: stage.at, user }],
  }));
}

function numericUser({ runAs }: ImageProfile): string | undefined {
  if (!runAs) return undefined;
  return runAs.gid === undefined ? String(runAs.uid) : `${runAs.uid}:${runAs.gid}`;
}
