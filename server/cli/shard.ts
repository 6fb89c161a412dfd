import { createHash } from "node:crypto";
import path from "node:path";
import type { Shard } from "../analysis/report/report.ts";
import type { Entry } from "./entries.ts";

/** Reads `2/5`: the second of five parts. Undefined for anything else. */
export function parseShard(text: string): Shard | undefined {
  const match = /^(\d{1,5})\/(\d{1,5})$/.exec(text);
  const [index, count] = [Number(match?.[1]), Number(match?.[2])];
  return index >= 1 && index <= count ? { index, count } : undefined;
}

/**
 * Whether an entry belongs to a part. Every entry belongs to exactly one, the same on every machine, and the files of one directory stay together, since
 * an override belongs to the base beside it.
 */
export function isInShard({ uris: [uri] }: Entry, { index, count }: Shard, name: (uri: string) => string): boolean {
  const directory = path.posix.dirname(name(uri));
  return createHash("sha256").update(directory).digest().readUInt32BE(0) % count === index - 1;
}
