/*
 * How much time and memory one file may take, in one place. Times are milliseconds of the clock, since that is what whoever waits is short of; each has
 * room for a machine that is several times slower than the one on which the largest real files were measured.
 */

/**
 * What the command line does on its main thread for one entry before it gives it to a thread of its own, whose memory is bounded. Nearly all entries take
 * a two-hundredth of this; one that takes more has to be begun again, which at most doubles its time. What can be allocated meanwhile fits into any heap.
 */
export const FIRST_TRY = 2_000;

/** A file of more than this, in bytes, is given to a thread without a first try, which it would take longer than. */
export const LARGEST_FIRST_TRY = 256 * 1024;

/** For the fixes of one entry in a report. What is not made by then is left out of the report; the findings stand in it all the same. */
export const FIXES_OF_ENTRY = 45_000;

/** For one entry on a thread, with its fixes and its map. 20,000 services in one file take four seconds to analyse. */
export const ENTRY = 90_000;

/** For all rounds of `--fix` in one entry. */
export const FIXING = 300_000;

/** For one `explain`. */
export const EXPLAINING = 60_000;

/**
 * Of a thread's heap, in MB. What is made for one file is thrown away with it, so a small young generation is enough; the old one has room for the
 * largest file that is read, with all its fixes: with little more than these take, collecting garbage takes as long as all else.
 */
export const THREAD_HEAP = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 640 };

/** Of the heap of a thread that has one large entry: what is made for it lives longer, and copying that takes a fifth of its time with a small young generation. */
export const LARGE_ENTRY_HEAP = { ...THREAD_HEAP, maxYoungGenerationSizeMb: 96 };

/** For one answer to an agent, all analyses and fixes together; their clients wait a minute. */
export const AGENT_ANSWER = 30_000;

/** For one analysis in the language server, which answers nothing else meanwhile. Files of the largest size that is read take a second or two. */
export const ANALYSIS = 10_000;

/**
 * For the next analyses of a file whose last one was ended: it changes with each key, and every other file waits. A file that was ended because the
 * machine was busy is back within a second of calm.
 */
export const ANALYSIS_AGAIN = 1_000;

/** How long such a file then rests before it is analysed anew, so that the server is free for most of the time. */
export const REST = 4_000;

/** For one answer of the language server, made of an analysis that is there. */
export const ANSWER = 5_000;

/** How long the language server waits for an answer of its client. A client that is slow is asked again as soon as it answers. */
export const CLIENT_ANSWER = 3_000;

/** Containers in one isolation map, which takes about 50 kB of text for each; no page shows more at a time that anybody could read. */
export const MOST_DRAWN = 200;

/** Why a map of so many containers is not drawn, in words that go on after "it is"; undefined where it is drawn. */
export function tooManyToDraw(containers: number): string | undefined {
  return containers > MOST_DRAWN ? `too large to draw: ${containers} containers, above ${MOST_DRAWN}` : undefined;
}

/** One isolation map, in UTF-16 code units: containers may share so many networks that few of them are many lines. */
export const LARGEST_MAP = 32_000_000;

/** Diagnostics of one file, the gravest ones; each takes half a kilobyte. */
export const MOST_DIAGNOSTICS = 5_000;
