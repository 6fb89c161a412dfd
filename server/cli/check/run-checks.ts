import { statSync } from "node:fs";
import os from "node:os";
import { isOverrideName } from "../../analysis/compose/project/project-files.ts";
import { TookTooLong } from "../../analysis/run/load.ts";
import type { Entry } from "../../entries/entry.ts";
import { pathOf } from "../../entries/file-names.ts";
import { ENTRY, FIRST_TRY, LARGE_ENTRY_HEAP, LARGEST_FIRST_TRY, THREAD_HEAP } from "../../limits/budget.ts";
import { sharedLimit } from "../../limits/time-limit.ts";
import { EntryCheck } from "./entry-check.ts";
import type { EntryCheckOptions, EntryOutcome } from "./outcome.ts";
import { checkOnThreads } from "./worker-pool.ts";

/** On how many threads entries are checked, and with which program; undefined where there is none to start. */
export interface Threads {
  readonly jobs: number | undefined;
  readonly program: string | undefined;
}

/**
 * A thread reads the whole program before it is of use, which takes as long as checking this many entries. More of them are checked on threads of their
 * own even where there is to be only one, which spares them the limits of the main thread.
 */
const ENTRIES_FOR_THREADS = 200;

/** More threads than this wait for the disk and for each other. */
const MOST_JOBS = 8;

/** Checks all entries but the override files that an earlier one has merged over its base, and yields what each gave, in the order of the entries. */
export async function* runChecks(
  entries: readonly Entry[],
  options: EntryCheckOptions,
  threads: Threads,
): AsyncIterable<EntryOutcome> {
  const merged = new Set<string>();
  const [others, overrides] = parted(
    entries,
    ({ uris: [uri], invocation }) => invocation.exact || !isOverrideName(uri),
  );
  for await (const outcome of checked(others, options, threads)) {
    for (const uri of outcome.overrides) merged.add(uri);
    yield outcome;
  }
  yield* checked(
    overrides.filter(({ uris: [uri] }) => !merged.has(uri)),
    options,
    threads,
  );
}

async function* checked(
  entries: readonly Entry[],
  options: EntryCheckOptions,
  { jobs, program }: Threads,
): AsyncIterable<EntryOutcome> {
  const isMany = entries.length >= ENTRIES_FOR_THREADS;
  const wanted = jobs ?? (isMany ? Math.min(os.availableParallelism(), MOST_JOBS) : 1);
  if (program !== undefined && options.provided === undefined && (isMany || (wanted > 1 && entries.length > 1))) {
    yield* checkOnThreads(entries, options, { program, jobs: wanted, heap: THREAD_HEAP, patience: ENTRY });
    return;
  }
  yield* checkedHere(entries, options, program);
}

/** Checks entries on this thread. One that takes too long for it is given to a thread of its own, where there is a program for one. */
async function* checkedHere(
  entries: readonly Entry[],
  options: EntryCheckOptions,
  program: string | undefined,
): AsyncIterable<EntryOutcome> {
  if (program === undefined) {
    const check = new EntryCheck(options, { limit: () => sharedLimit(ENTRY), passesOn: false });
    for (const entry of entries) yield await check.check(entry);
    return;
  }
  const check = new EntryCheck(options, { limit: () => sharedLimit(FIRST_TRY), passesOn: true });
  const alone = { program, jobs: 1, heap: LARGE_ENTRY_HEAP, patience: ENTRY };
  for (const entry of entries) {
    const outcome = isLarge(entry) ? undefined : await firstTry(check, entry);
    if (outcome === undefined) yield* checkOnThreads([entry], options, alone);
    else yield outcome;
  }
}

function isLarge({ uris: [uri] }: Entry): boolean {
  const file = pathOf(uri);
  const size = file === undefined ? undefined : statSync(file, { throwIfNoEntry: false })?.size;
  return size !== undefined && size > LARGEST_FIRST_TRY;
}

/** What checking an entry gave; undefined where it takes too long for this thread. */
async function firstTry(check: EntryCheck, entry: Entry): Promise<EntryOutcome | undefined> {
  try {
    return await check.check(entry);
  } catch (error) {
    if (error instanceof TookTooLong) return undefined;
    throw error;
  }
}

function parted<T>(items: readonly T[], isFirst: (item: T) => boolean): readonly [T[], T[]] {
  const first: T[] = [];
  const second: T[] = [];
  for (const item of items) (isFirst(item) ? first : second).push(item);
  return [first, second];
}
