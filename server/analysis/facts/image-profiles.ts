import {
  IMAGE_PROFILE_TABLE,
  type ImageProfile,
  type ImageProfileRow,
  type ImageVariant,
} from "./image-profile-table.ts";

export type { ImageProfile };

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
