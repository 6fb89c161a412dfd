import { LIFETIMES, type Lifetime, type Version } from "./lifetime-table.ts";

/** A version that no longer gets updates on a day, as a message names it. */
export interface Ended {
  /** `Debian 10 (buster)`. */
  readonly name: string;
  /** The last day of its updates. */
  readonly end: string;
}

/**
 * The version of an image that had ended before the day: that of its program, and where that is fine, of the distribution that its tag names, as
 * `python:3.13-buster` and `node:24-alpine3.18` do. Days are texts such as `2027-01-31`.
 */
export function endedImage(repository: string, tag: string | undefined, today: string): Ended | undefined {
  if (tag === undefined) return undefined;
  const own = BY_REPOSITORY.get(repository);
  const [first = "", ...rest] = tag.toLowerCase().split("-");
  const program = own && versionOf(own, first);
  const distribution = own && DISTRIBUTIONS.includes(own) ? undefined : distributionOf(rest);
  return [program, distribution].flatMap((found) => (found && found.end < today ? [found] : []))[0];
}

/** The last day on which a version of the table ended before the day: what is found changes on no other. */
export function latestEnd(today: string): string {
  const ends = LIFETIMES.flatMap(({ versions }) => versions.map(({ end }) => end));
  return (
    ends
      .filter((end) => end < today)
      .sort()
      .at(-1) ?? ""
  );
}

const BY_REPOSITORY: ReadonlyMap<string, Lifetime> = new Map(
  LIFETIMES.flatMap((lifetime) => lifetime.repositories.map((repository) => [repository, lifetime] as const)),
);

/** Those that other images' tags name as what they are built on. */
const DISTRIBUTIONS: readonly Lifetime[] = LIFETIMES.filter(({ repositories }) =>
  repositories.some((repository) => ["alpine", "debian", "ubuntu"].includes(repository)),
);

function versionOf({ product, versions }: Lifetime, text: string): Ended | undefined {
  const found = versions.find((one) => isVersion(one, text));
  return found && { name: nameOf(product, found), end: found.end };
}

function isVersion({ version, codename }: Version, text: string): boolean {
  return text === version || text.startsWith(`${version}.`) || text === codename;
}

function nameOf(product: string, { version, codename }: Version): string {
  const plain = version.replace(/^centos/, "");
  return codename === undefined ? `${product} ${plain}` : `${product} ${plain} (${codename})`;
}

/** A codename, or `alpine3.18`, among the parts of a tag behind the version. */
function distributionOf(parts: readonly string[]): Ended | undefined {
  for (const part of parts) {
    for (const { product, versions } of DISTRIBUTIONS) {
      const number = part.startsWith("alpine") ? part.slice("alpine".length) : undefined;
      const found = versions.find(
        (one) =>
          part === one.codename || (product === "Alpine Linux" && number !== undefined && isVersion(one, number)),
      );
      if (found) return { name: nameOf(product, found), end: found.end };
    }
  }
  return undefined;
}
