import type { CapabilityName } from "../facts/capabilities.ts";
import type { Fix, ServiceChange } from "../model/change.ts";
import type { Service } from "../model/service.ts";
import { knownValue } from "../model/setting.ts";
import { needsNewPrivileges } from "./new-privileges.ts";

/** The capabilities that a container needs once all are dropped, and how that is known. */
export interface NeededCapabilities {
  readonly names: readonly CapabilityName[];
  /** For a comment behind the new line: whose need it is and what shows it. */
  readonly evidence: string;
}

/**
 * What the container needs beside `cap_drop: [ALL]`; undefined where nobody knows the program, the user that it runs as, or anything better than
 * second hand. A program that is built on a base image is not known by knowing the base, unless it surely does not run as root: then it holds no
 * capability, and only file capabilities could need one.
 */
export function neededCapabilities(service: Service): NeededCapabilities | undefined {
  const { profile } = service;
  const root = knownValue(service.user)?.root;
  if (service.build) {
    if (root !== false || !service.build.stage || needsNewPrivileges(service)) return undefined;
    return { names: [], evidence: "a user other than root holds none" };
  }
  if (!profile || root === undefined || profile.confidence === "low") return undefined;
  const names = root ? profile.capsAsRoot : profile.capsWithUser;
  if (!names) return undefined;
  const why = root && profile.dropsTo ? `entry point: ${profile.dropsTo}` : root ? "stays root" : "without root";
  return {
    names,
    evidence: `what ${profile.images[0] ?? "the image"} needs (${why}); confidence ${profile.confidence}`,
  };
}

/** Puts `cap_drop: [ALL]` and what has to stay into the service. Capabilities that are added already are left as they are. */
export function dropAllChanges(service: Service, needed: NeededCapabilities | undefined): readonly ServiceChange[] {
  const changes: ServiceChange[] = [listed(service, "cap_drop", ["ALL"], undefined)];
  const added = new Set(service.capabilities.added.map(({ value }) => value));
  const missing = (needed?.names ?? []).filter((name) => !added.has(name));
  if (missing.length > 0) changes.push(listed(service, "cap_add", missing, needed?.evidence));
  return changes;
}

/** Drops every capability but those that the image is known to need; where nobody knows, the title says so. */
export function dropAll(service: Service): Fix {
  const needed = neededCapabilities(service);
  const changes = dropAllChanges(service, needed);
  if (!needed)
    return { title: `Drop all capabilities (nobody knows what ${programOf(service)} needs)`, safe: false, changes };
  const kept =
    needed.names.length > 0 ? `Drop all capabilities but ${needed.names.join(", ")}` : "Drop all capabilities";
  return { title: kept, safe: false, changes };
}

function programOf(service: Service): string {
  const image = knownValue(service.image);
  if (service.build || !image) return service.build ? "what is built here" : "the image";
  return image.registry === "docker.io" ? image.repository : `${image.registry}/${image.repository}`;
}

/** Adds items to a list of the service; a list that is not there yet is made. */
function listed(service: Service, key: string, items: readonly string[], comment: string | undefined): ServiceChange {
  const noted = comment === undefined ? {} : { comment };
  if (service.keys.has(key)) return { do: "append", service: service.key, path: [key], items, ...noted };
  return { do: "set", service: service.key, path: [key], value: items, ...noted };
}
