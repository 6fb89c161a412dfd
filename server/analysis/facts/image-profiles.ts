import { type Evidence, weakest } from "./evidence.ts";
import { ASPECTS, type Aspect, type Image, type Source, type Variant } from "./image.ts";
import { IMAGES } from "./image-list.ts";
import { TRIED_IMAGES, type TriedImage } from "./tried-images.ts";

/** What is known of an image with the tag that was asked for, and how each aspect of it is known. */
export interface ImageProfile extends Omit<Image, "variants" | "notes"> {
  /** The name that it is best known by. */
  readonly name: string;
  readonly notes: readonly string[];
  readonly evidence: Readonly<Record<Aspect, Evidence>>;
  /** Whether the first process surely runs as root. */
  readonly startsAsRoot: boolean;
}

/**
 * What is known of an image. `repository` is the full name without tag and digest, with the registry where it is not
 * Docker Hub (`quay.io/keycloak/keycloak`); `docker.io/`, `index.docker.io/` and `library/` are ignored.
 * No `tag` means `latest`, taken to be the newest that was looked at. Undefined for images that nobody has looked at.
 */
export function imageProfile(repository: string, tag = "latest"): ImageProfile | undefined {
  const name = familiarName(repository);
  known ??= new Map(IMAGES.flatMap((image) => image.names.map((one) => [one, image] as const)));
  const image = known.get(name) ?? known.get(`${name.slice(0, name.lastIndexOf("/"))}/*`);
  return image && profileOf(image, tag, TRIED_IMAGES);
}

let known: ReadonlyMap<string, Image> | undefined;

/** An image with a tag, given what was tried. Of a tag that nobody looked at, all is a guess. */
export function profileOf(image: Image, tag: string, tried: readonly TriedImage[]): ImageProfile {
  const { variants = [], ...plain } = image;
  const applying = variants.filter((variant) => applies(variant, tag));
  const has = Object.assign({}, plain, ...applying.map((variant) => variant.has)) as Image;
  const sources = applying.reduce(sourcesWith, image.sources);
  const isLookedAt = wasLookedAt(image, tag);
  const trials = tried.filter((one) => isSame(image, applying, one));
  const evidenceOf = (aspect: Aspect): Evidence => {
    if (!isLookedAt) return "guessed";
    const seen = seenIn(sources, aspect);
    // The start that is tried is rebuilt from what was read, so that it shows nothing where nobody read it.
    if (aspect === "start" && seen === "read" && trials.some((one) => showsStart(has, one))) return "tried";
    return aspect === "work" && trials.some((one) => showsWork(has, one)) ? "tried" : seen;
  };
  const { user } = has;
  return {
    ...has,
    sources,
    name: image.names[0] ?? "",
    notes: has.notes ?? [],
    evidence: Object.fromEntries(ASPECTS.map((aspect) => [aspect, evidenceOf(aspect)])) as ImageProfile["evidence"],
    startsAsRoot: user !== "unknown" && user.uid === 0,
  };
}

/** How well that is known which rests on these aspects. */
export function restingOn({ evidence }: ImageProfile, aspects: readonly Aspect[]): Evidence {
  return weakest(aspects.map((aspect) => evidence[aspect]));
}

function seenIn(sources: readonly Source[], aspect: Aspect): Evidence {
  const line = sources.find(({ tells }) => tells.includes(aspect));
  return line === undefined ? "guessed" : "read" in line ? "read" : "documented";
}

/** The aspects that each value is seen in; what a variant changes is a guess unless the variant says where it was seen. */
const SEEN_IN: Readonly<Record<keyof Variant["has"], readonly Aspect[]>> = {
  kind: ["build"],
  user: ["build"],
  ports: ["build"],
  gains: ["build"],
  runAs: ["build"],
  becomes: ["start"],
  asRoot: ["start"],
  asUser: ["start"],
  writes: ["work"],
  secrets: ["secrets"],
  purpose: ["purpose"],
  instead: [],
  notes: [],
};

function sourcesWith(sources: readonly Source[], variant: Variant): readonly Source[] {
  const changed = (Object.keys(variant.has) as (keyof Variant["has"])[]).flatMap((key) => SEEN_IN[key]);
  const gone = new Set([...changed, ...variant.sources.flatMap(({ tells }) => tells)]);
  const left = sources.map((line) => ({ ...line, tells: line.tells.filter((aspect) => !gone.has(aspect)) }));
  return [...left.filter(({ tells }) => tells.length > 0), ...variant.sources];
}

/** Whether what was tried is this image, with a tag of the same variants. */
function isSame(image: Image, applying: readonly Variant[], { name, tag }: TriedImage): boolean {
  if (!image.names.includes(name)) return false;
  const others = image.variants?.filter((variant) => applies(variant, tag)) ?? [];
  return others.length === applying.length && others.every((one) => applying.includes(one));
}

/** Whether the capabilities that were tried are those that are known to be needed whatever the settings. */
function showsStart({ user, asRoot, asUser }: Image, { capabilities }: TriedImage): boolean {
  const needs = user !== "unknown" && user.uid === 0 ? asRoot : asUser;
  if (capabilities === undefined || needs === "unknown") return false;
  const always = new Set(needs.flatMap(({ name, when }) => (when === undefined ? [name] : [])));
  return always.size === capabilities.length && capabilities.every((name) => always.has(name));
}

/** Whether every path that had to be writable is known to be written to. */
function showsWork({ writes }: Image, { paths }: TriedImage): boolean {
  return paths !== undefined && writes !== "unknown" && paths.every((path) => writes.some((one) => one.path === path));
}

/** An image's name as people write it: `docker.io/library/postgres` is `postgres`. */
function familiarName(repository: string): string {
  const path = repository.replace(/^(?:(?:index|registry-1)\.)?docker\.io\//, "");
  return path.startsWith("library/") ? path.slice("library/".length) : path;
}

function applies({ tags: { word, before, from } }: Variant, tag: string): boolean {
  if (word !== undefined && !partsOf(tag).some((part) => part.startsWith(word))) return false;
  if (from !== undefined && isBefore(tag, from)) return false;
  return before === undefined || isBefore(tag, before);
}

/** Whether somebody looked at the tag's version and at all that its words say. */
function wasLookedAt({ versions, flavours, variants = [] }: Image, tag: string): boolean {
  if (versions !== null && (isBefore(tag, versions.from) || isAfter(tag, versions.to))) return false;
  if (versions?.behind && versionOf(tag) === undefined) return false;
  if (flavours === "any") return true;
  const words = variants.flatMap((variant) => variant.tags.word ?? []);
  const seen = new Set([...flavours, ...words.map(letters), ...ANYWHERE]);
  return partsOf(tag).every((part) => versionOf(part) !== undefined || seen.has(letters(part)));
}

/** Words of tags that tell nothing of what is in the image: a channel of releases, or a processor. */
const ANYWHERE: readonly string[] = ["", "v", "latest", "stable", "lts", "mainline", "release", "amd", "arm", "armv"];

function partsOf(tag: string): readonly string[] {
  return tag.split(/[-_+]/);
}

/** A word of a tag without its digits and dots: `alpine3.20` is `alpine`. */
function letters(part: string): string {
  return part.replace(/[\d.]/g, "");
}

/** Whether the tag's version is surely below: `7` and `8.0.1` are before `8.0.2`, while `8` and `latest` are the newest. */
function isBefore(tag: string, version: string): boolean {
  const have = versionOf(tag);
  if (!have) return false;
  for (const [index, wanted] of numbersOf(version).entries()) {
    const part = have[index];
    if (part === undefined) return false;
    if (part !== wanted) return part < wanted;
  }
  return false;
}

/** Whether the tag's version is surely above: `18.1` is none above `18`. */
function isAfter(tag: string, version: string): boolean {
  const have = versionOf(tag) ?? [];
  for (const [index, wanted] of numbersOf(version).entries()) {
    const part = have[index];
    if (part === undefined) return false;
    if (part !== wanted) return part > wanted;
  }
  return false;
}

function versionOf(tag: string): readonly number[] | undefined {
  const text = /^v?(\d{1,9}(?:\.\d{1,9}){0,3})(?![\w])/.exec(tag)?.[1];
  return text === undefined ? undefined : numbersOf(text);
}

function numbersOf(version: string): readonly number[] {
  return version.split(".").map(Number);
}
