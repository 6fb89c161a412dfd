import { runAsKnownUser, userReason } from "../fixes/user.ts";
import type { Change, ServiceChange } from "../model/change.ts";
import type { Container } from "../model/container.ts";
import type { Setting } from "../model/setting.ts";
import type { User } from "../model/user.ts";
import { said } from "../text/wording.ts";
import { type HardeningPart, isLeftOpen, settingWall } from "./wall.ts";

export const user = settingWall({
  path: "user",
  label: "User",
  group: "process",
  verdict: "runs as root",
  setting: rootOrNot,
  isOpen: ({ root }) => root === true,
  closed: (container) => ({
    word: container.user.state === "known" ? nameOf(container.user.value) : "",
    text: "The first process does not run as root.",
  }),
  open: {
    word: "root",
    text: "The first process runs as root: a flaw in it starts with every capability of the container.",
  },
  aspect: {
    id: "user",
    weight: 1200,
    open: "The first process is root",
    closed: "The first process is not root",
    reason: "starts as root",
  },
  hardening: {
    lacks: said`a user other than root`,
    // What a Dockerfile of the project decides is reported there.
    isUndecided: (container) => !container.build && isLeftOpen(rootOrNot(container), ({ root }) => root === true),
    parts: userParts,
  },
});

/** The user where it is known whether that is root. */
function rootOrNot({ user: setting }: Container): Setting<User> {
  if (setting.state === "unknown" || setting.value.root !== undefined) return setting;
  const { at, origin } = setting;
  return { state: "unknown", because: `the uid of user ${setting.value.text}`, origin, at };
}

/** `1000:1000`, `node (uid 1000)`. */
function nameOf({ text, uid }: User): string {
  return uid === undefined || /^\d/.test(text) ? text : `${text} (uid ${uid})`;
}

/**
 * A part for each user that the image is made to run as. The capabilities that are kept for an entry point of root are then held by nobody, so it goes
 * together with every choice of the others.
 */
function userParts(container: Container): readonly HardeningPart[] {
  return runAsKnownUser(container, undefined).map(({ title, changes }) => ({
    label: title,
    why: `${userReason(container)}; what is in its volumes has to belong to it`,
    confidence: "medium",
    changes: changes.filter(isOfService),
    onlyPicked: true,
  }));
}

function isOfService(change: Change): change is ServiceChange {
  return "service" in change;
}
