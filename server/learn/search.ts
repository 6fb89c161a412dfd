import type { CapabilityName } from "../analysis/facts/capabilities.ts";
import type { Failing, Learned, LearnedTmpfs } from "../analysis/model/learned.ts";
import type { Variant } from "./blueprint.ts";
import { MOST_SPARE } from "./image-files.ts";
import type { Outcome } from "./trial.ts";

/** What the search begins with. */
export interface Known {
  /** What the untouched copy has: nothing beyond it is ever tried. */
  readonly untouched: Variant;
  /** What is known of the program before anything is tried. */
  readonly candidate: readonly CapabilityName[];
  /** Users to try, `uid:gid`; none for a program that does not start as root. */
  readonly users: readonly string[];
  /** What a read-only root would need; a text says why there is no need to try. */
  readonly scratch: readonly LearnedTmpfs[] | string | undefined;
  /** Where else a tmpfs could stand, by what a copy says that fails with those of `scratch`. */
  readonly spare: (said: string) => readonly LearnedTmpfs[];
}

/** Tries a copy. `what` says so in words for whoever watches. */
export type Attempt = (variant: Variant, what: string) => Promise<Outcome>;

/** What was found. */
export type Found = Pick<Learned, "capabilities" | "noNewPrivileges" | "user" | "readOnly">;

/** How often what a failure hints at is added before all is tried. */
const MOST_HINTS = 3;
/** The user that a program becomes, the one that is known of its image, and one that nobody has. */
const MOST_USERS = 3;

/** Capabilities in the order in which they are tried to do without: those come first that the fewest programs need. */
const BY_RARITY: readonly CapabilityName[] = [
  ...(["AUDIT_WRITE", "MKNOD", "NET_RAW", "SETFCAP", "SETPCAP", "SYS_CHROOT", "FSETID", "KILL"] as const),
  ...(["NET_BIND_SERVICE", "FOWNER", "DAC_OVERRIDE", "CHOWN", "SETGID", "SETUID"] as const),
];

/** What a line hints at that a copy says when it fails. */
const HINTS: readonly (readonly [RegExp, readonly CapabilityName[]])[] = [
  [/chown|change owner|ownership/i, ["CHOWN"]],
  [/setgid|setgroups|initgroups|\bgroups?\b|gosu|su-exec|setpriv/i, ["SETGID", "SETUID"]],
  [/setuid|switch user|set user|\bsu:|\buser\b/i, ["SETUID", "SETGID"]],
  [/\bbind\b|address|listen|:\d{2,3}\b/i, ["NET_BIND_SERVICE"]],
  [/chmod|utime|mode of|permissions of/i, ["FOWNER", "FSETID"]],
  [/permission denied|EACCES|can(?:no|')t (?:open|create|read|write|touch)/i, ["DAC_OVERRIDE", "CHOWN"]],
  [/kill|signal/i, ["KILL"]],
  [/chroot/i, ["SYS_CHROOT"]],
  [/data differ/i, ["CHOWN", "FOWNER", "DAC_OVERRIDE"]],
  [/runs as|does not run/i, ["SETUID", "SETGID"]],
];

/** What the kernel may have asked for where a line says that something is not permitted, and not what. */
const UNNAMED: readonly CapabilityName[] = ["CHOWN", "FOWNER", "KILL", "SETGID", "SETUID"];

/** What was enough once was not another time, so that nothing is known. */
export class Unsteady extends Error {}

/**
 * Finds out with how little a service works, from what is known downwards. One failure makes a capability needed; it counts as not needed only if the final set, all
 * together, works twice. Throws `Unsteady` where it does not.
 */
export async function search({ untouched, candidate, users, scratch, spare }: Known, attempt: Attempt): Promise<Found> {
  const held = untouched.capabilities;
  let barred: Found["noNewPrivileges"] = null;
  const bare = await attempt({ ...untouched, capabilities: [], noNewPrivileges: true }, "without any capability");
  const start = bare.works ? { set: [], isBarred: true } : await enough(bare);
  const { isBarred } = start;
  const without: Partial<Record<CapabilityName, Failing>> = {};
  let set: readonly CapabilityName[] = BY_RARITY.filter((name) => start.set.includes(name));
  for (const name of set) {
    const less = set.filter((one) => one !== name);
    const outcome: Outcome =
      less.length === 0 && !bare.works && isBarred
        ? bare
        : await attempt({ ...untouched, capabilities: less, noNewPrivileges: isBarred }, `without ${name}`);
    if (outcome.works) set = less;
    else without[name] = { at: outcome.at, said: outcome.said };
  }
  const least: Variant = { ...untouched, capabilities: set, noNewPrivileges: isBarred };
  const readOnly = await readOnlyOf(least);
  const final: Variant = { ...least, ...(readOnly?.works ? { readOnly: readOnly.tmpfs } : {}) };
  for (const time of ["once more", "a last time"]) {
    const outcome = await attempt(final, `all together, ${time}`);
    if (!outcome.works) throw new Unsteady(outcome.said);
  }
  return {
    capabilities: { enough: held.filter((name) => set.includes(name)), without },
    noNewPrivileges: isBarred ? { works: true } : barred,
    user: await userOf(),
    readOnly,
  };

  /** A set that is enough: what is known, what the failures hint at, or all that the untouched copy has. */
  async function enough(
    failed: Failing,
  ): Promise<{ readonly set: readonly CapabilityName[]; readonly isBarred: boolean }> {
    let tried = held.filter((name) => candidate.includes(name) || hinted(failed).includes(name));
    for (let round = 0; round < MOST_HINTS && tried.length > 0 && tried.length < held.length; round++) {
      const outcome = await attempt(
        { ...untouched, capabilities: tried, noNewPrivileges: true },
        `with ${tried.join(", ")}`,
      );
      if (outcome.works) return { set: tried, isBarred: true };
      const more = held.filter((name) => tried.includes(name) || hinted(outcome).includes(name));
      if (more.length === tried.length) break;
      tried = more;
    }
    const all = await attempt({ ...untouched, noNewPrivileges: true }, "with all it has, and no-new-privileges");
    if (all.works) return { set: held, isBarred: true };
    // With all that the service has, a copy is what the untouched ones were.
    if (untouched.noNewPrivileges) throw new Unsteady(all.said);
    barred = all;
    const loose = await attempt(
      { ...untouched, noNewPrivileges: false, capabilities: tried },
      `with ${tried.join(", ")}, and without no-new-privileges`,
    );
    return { set: loose.works ? tried : held, isBarred: false };
  }

  async function readOnlyOf(least: Variant): Promise<Found["readOnly"]> {
    if (scratch === undefined) return null;
    if (typeof scratch === "string") return { works: false, at: "first start", said: scratch };
    const plain = await readOnlyWith(scratch);
    if (plain.works) return { works: true, tmpfs: scratch };
    const more = spare(plain.said);
    const wide = [...scratch, ...more].sort((a, b) => (a.path < b.path ? -1 : 1));
    const tries = [executable(scratch), ...(more.length > 0 ? [wide, executable(wide)] : [])];
    for (const places of tries)
      if (places.length > 0 && (await readOnlyWith(places)).works)
        return { works: true, tmpfs: await withoutNeedless(places) };
    return plain;

    function readOnlyWith(places: readonly LearnedTmpfs[]): Promise<Outcome> {
      const but = places.length === 0 ? "" : ` but for ${places.map(({ path }) => path).join(", ")}`;
      const programs = places.some(({ exec }) => exec) ? ", where programs may be run" : "";
      return attempt({ ...least, readOnly: places }, `read-only${but}${programs}`);
    }

    /** Without those places that it works without and that nobody was seen to write to. */
    async function withoutNeedless(places: readonly LearnedTmpfs[]): Promise<readonly LearnedTmpfs[]> {
      let left = places;
      // Of two places that do for each other, the one stays that is named first.
      for (const { path } of [...more].reverse()) {
        const less = left.filter((place) => place.path !== path);
        // With nothing but what was seen, it did not work.
        const isNew = less.length < left.length && less.length > places.length - more.length;
        if (isNew && (await readOnlyWith(less)).works) left = less;
      }
      return left;
    }
  }

  async function userOf(): Promise<Found["user"]> {
    let failed: Found["user"] = null;
    for (const as of users) {
      const outcome = await attempt(
        { ...untouched, capabilities: [], noNewPrivileges: true, user: as },
        `as user ${as}`,
      );
      if (outcome.works) return { works: true, as };
      failed ??= outcome;
    }
    return failed;
  }
}

/** How many copies it takes to learn about a service, with the two that are left as they are; what decides it is what they show. */
export function copiesOf(
  { capabilities }: Variant,
  startsAsRoot: boolean,
): { readonly least: number; readonly most: number } {
  const [untouched, bare, last] = [2, 1, 2];
  const least = untouched + bare + last;
  const readOnly = 4 + MOST_SPARE;
  // Sets that are enough, each capability less, the read-only root, and other users.
  return { least, most: least + MOST_HINTS + 2 + capabilities.length + readOnly + (startsAsRoot ? MOST_USERS : 0) };
}

/** The places, where programs may be run. */
function executable(places: readonly LearnedTmpfs[]): readonly LearnedTmpfs[] {
  return places.map((place) => ({ ...place, exec: true as const }));
}

function hinted({ said }: Failing): readonly CapabilityName[] {
  const named = HINTS.flatMap(([pattern, names]) => (pattern.test(said) ? names : []));
  return named.length > 0 || !/not permitted|\bEPERM\b/i.test(said) ? named : UNNAMED;
}
