import type { CapabilityName } from "./capabilities.ts";
import { IMAGE_PROFILE_TABLE } from "./image-profile-table.ts";

/** How a well-known image starts and what it needs once everything else is taken away. */
export interface ImageProfile {
  /** Full names without tag; Docker Hub's carry no registry. A name that ends in `/*` stands for all beneath it. */
  readonly images: readonly string[];
  /** A user's own program is put on top of it, so what that program needs cannot be known. */
  readonly base: boolean;
  /** The image's `USER` as text; undefined when unknown. */
  readonly defaultUser: string | undefined;
  /** The uid of the first process: 0 for root, undefined when unknown. */
  readonly defaultUid: number | undefined;
  /** Whether the first process surely runs as root. */
  readonly startsAsRoot: boolean;
  /** How the root process or its workers give root up; absent when nothing does. */
  readonly dropsTo?: string | undefined;
  /** The first process stays root, and only those that it starts give root up. */
  readonly workersOnly: boolean;
  /** Container ports that the image serves. */
  readonly ports: readonly number[];
  /** What `cap_add` needs beside `cap_drop: [ALL]` when the first process is root; undefined when unknown. */
  readonly capsAsRoot: readonly CapabilityName[] | undefined;
  /** The same when the first process is not root; undefined when unknown. */
  readonly capsWithUser: readonly CapabilityName[] | undefined;
  /** Paths that need a tmpfs with `read_only: true`, beside the data volumes. */
  readonly tmpfs: readonly string[];
  /** Those of `tmpfs` that programs are executed from, so that they need `exec`. */
  readonly execTmpfs: readonly string[];
  /**
   * Those of `tmpfs` that the user of `runAs` writes to and that belong to it in the image: a tmpfs takes the mode of the directory that it covers,
   * but is root's unless it is told otherwise.
   * Source: https://github.com/opencontainers/runc/blob/main/libcontainer/rootfs_linux.go (mountToRootfs).
   */
  readonly ownedTmpfs: readonly string[];
  /** The program or its entry point changes files of the image, so that `read_only: true` breaks it whatever is mounted. */
  readonly writesToRoot: boolean;
  /** Data directories that the user must own; usually volumes. */
  readonly writablePaths: readonly string[];
  /** A user other than root that the image works with as it is. */
  readonly runAs?: { readonly uid: number; readonly gid?: number; readonly text: string } | undefined;
  /** Any uid works that can write to the data. */
  readonly anyUid: boolean;
  /** The image does not work without `privileged` or options that come near it. */
  readonly needsPrivileged: boolean;
  readonly unprivilegedAlternative?: string | undefined;
  /** `high`: read in the image's own build files; `medium`: documented; `low`: second hand, never the ground for a fix. */
  readonly confidence: "high" | "medium" | "low";
  readonly notes: readonly string[];
  readonly sources: readonly string[];
}

/** A row of the table: what is absent is false, empty or unknown; see `completed` for which. */
export interface ImageProfileRow
  extends Partial<Omit<ImageProfile, "images" | "startsAsRoot" | "confidence" | "sources">> {
  readonly images: readonly string[];
  readonly confidence: ImageProfile["confidence"];
  readonly sources: readonly string[];
  /** What other tags have otherwise; all that apply are laid over the row in order. */
  readonly variants?: readonly ImageVariant[];
}

/** A change for the tags that carry `word` (`16-alpine3.20` carries `alpine`) or whose version is below `before`. */
export interface ImageVariant {
  readonly word?: string;
  readonly before?: string;
  readonly has: Partial<Omit<ImageProfile, "images" | "startsAsRoot">>;
}

/**
 * What is known of an image. `repository` is the full name without tag and digest, with the registry where it is not
 * Docker Hub (`quay.io/keycloak/keycloak`); `docker.io/`, `index.docker.io/` and `library/` are ignored.
 * No `tag` means `latest`. Undefined for images that the table does not know.
 */
export function imageProfile(repository: string, tag?: string): ImageProfile | undefined {
  const name = familiarName(repository);
  known ??= new Map(IMAGE_PROFILE_TABLE.flatMap(knownImages));
  const image = known.get(name) ?? known.get(`${name.slice(0, name.lastIndexOf("/"))}/*`);
  if (!image) return undefined;
  const variants = image.variants.filter((variant) => applies(variant, tag ?? "latest"));
  if (variants.length === 0) return image.profile;
  let { row } = image;
  for (const { has } of variants) row = { ...row, ...has };
  return completed(row);
}

interface KnownImage {
  readonly row: ImageProfileRow;
  readonly variants: readonly ImageVariant[];
  /** That of a tag that no variant is about. */
  readonly profile: ImageProfile;
}

let known: ReadonlyMap<string, KnownImage> | undefined;

function knownImages({ variants = [], ...row }: ImageProfileRow): readonly (readonly [string, KnownImage])[] {
  const image = { row, variants, profile: completed(row) };
  return row.images.map((name) => [name, image] as const);
}

/** An image's name as people write it: `docker.io/library/postgres` is `postgres`. */
function familiarName(repository: string): string {
  const path = repository.replace(/^(?:(?:index|registry-1)\.)?docker\.io\//, "");
  return path.startsWith("library/") ? path.slice("library/".length) : path;
}

function applies({ word, before }: ImageVariant, tag: string): boolean {
  if (word !== undefined && !tag.split("-").some((part) => part.startsWith(word))) return false;
  return before === undefined || isBefore(tag, before);
}

/** Whether the tag's version is surely below: `7` and `8.0.1` are before `8.0.2`, while `8` and `latest` are the newest. */
function isBefore(tag: string, version: string): boolean {
  const have = /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?![\w])/.exec(tag)?.[1]?.split(".").map(Number);
  if (!have) return false;
  for (const [index, wanted] of version.split(".").map(Number).entries()) {
    const part = have[index];
    if (part === undefined) return false;
    if (part !== wanted) return part < wanted;
  }
  return false;
}

function completed(row: ImageProfileRow): ImageProfile {
  return {
    base: false,
    defaultUser: undefined,
    defaultUid: undefined,
    workersOnly: false,
    ports: [],
    capsAsRoot: undefined,
    capsWithUser: row.base || row.needsPrivileged ? undefined : [],
    tmpfs: [],
    execTmpfs: [],
    ownedTmpfs: [],
    writesToRoot: false,
    writablePaths: [],
    anyUid: false,
    needsPrivileged: false,
    notes: [],
    ...row,
    startsAsRoot: row.defaultUid === 0,
  };
}
