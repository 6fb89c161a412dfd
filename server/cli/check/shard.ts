import path from "node:path";
import type { Shard } from "../../analysis/report/report.ts";
import type { Entry } from "../../entries/entry.ts";

/**
 * The entries that belong to a part. Every entry belongs to exactly one, the same on every machine, and the files of one directory stay together, since
 * an override belongs to the base beside it.
 */
export async function entriesInShard(
  entries: readonly Entry[],
  { index, count }: Shard,
  name: (uri: string) => string,
): Promise<readonly Entry[]> {
  const { createHash } = await import("node:crypto");
  return entries.filter(({ uris: [uri] }) => {
    const directory = path.posix.dirname(name(uri));
    return createHash("sha256").update(directory).digest().readUInt32BE(0) % count === index - 1;
  });
}
