import * as z from "zod";
import { findingCounts } from "../analysis/agent/check-answer.ts";
import type { AnsweredChange } from "../analysis/agent/fix-answer.ts";
import { quoted } from "../analysis/agent/quoted.ts";
import type { Finding } from "../analysis/model/finding.ts";
import { visible } from "../analysis/text/printable.ts";
import { fixProjects } from "../entries/fix.ts";
import type { Changed } from "../entries/sources.ts";
import { diffParts } from "../entries/unified-diff.ts";
import { AskedFile } from "./asked-file.ts";
import { COUNTS, FILE, LEFT_OUT, PROFILE, RULE_ID, type Tool } from "./tool.ts";

const input = z.object({
  ...FILE,
  profile: PROFILE,
  rule: RULE_ID.optional().describe("Fix only the findings of this rule."),
  service: z.string().max(300).optional().describe("Fix only the findings of this service."),
  unsafe: z
    .boolean()
    .default(false)
    .describe(
      "Also make fixes that a correct container may notice, where they are known to be right with high confidence.",
    ),
});

/** How much text the differences of one answer have at most, in UTF-16 code units. */
const MOST_TEXT = 40_000;
const MOST_REASONS = 20;

export const fix: Tool<typeof input> = {
  name: "fix",
  title: "Fix a file, as a difference",
  description:
    "Makes the fixes that a correct container cannot notice, and answers with the difference, for you to apply. It writes nothing. Every fix keeps comments, quotes and layout, and is checked by reading the file that it makes.",
  input,
  output: z.object({
    file: z.string(),
    changes: z.array(
      z.object({
        file: z.string(),
        diff: z.string().describe("A unified difference, from the root."),
        applies: z
          .boolean()
          .describe(
            "False where U+FFFD stands for characters that show nothing, so that the difference is only to be read.",
          ),
      }),
    ),
    before: COUNTS.describe("The findings as the files are."),
    after: COUNTS.describe("The findings once all changes are made."),
    notFixed: z.array(z.string()).describe("Why findings are left although there are fixes for them."),
    leftOut: z
      .object({ changes: LEFT_OUT, notFixed: LEFT_OUT })
      .describe("Apply what is here, then ask again for the rest."),
  }),
  async answer({ rule, service, unsafe, ...asked }, surroundings) {
    const file = new AskedFile(asked, surroundings);
    const { sources } = file;
    const wanted = (one: Finding): boolean =>
      (rule === undefined || one.rule === rule) &&
      (service === undefined || one.subject.name === service || one.subject.service === service);
    const first = await file.analysis();
    const before = findingCounts(first, file.locator());
    const analyse = async () => {
      const analysis = await file.analysis();
      return { ...analysis, findings: analysis.findings.filter(wanted) };
    };
    // What lies outside of the roots is not read, so that no fix is in it.
    const limits = { allowed: unsafe ? "sure" : "safe", foreign: () => undefined } as const;
    const { putBack, refused, failed } = await fixProjects([analyse], sources, limits);
    for (const error of failed.values()) throw error;
    const damaged = sources.changed().filter(({ before: text, bytes }) => bytes !== undefined && !isUtf8(text, bytes));
    for (const { uri } of damaged) sources.restore(uri);
    const notFixed = [
      ...putBack.map((uri) => `${sources.name(uri)} is as it was: its fixes do not fit together`),
      ...damaged.map(({ uri }) => `${sources.name(uri)} is not valid UTF-8, so a fix would damage it`),
      ...refused,
    ];
    const { changes, leftOut } = answeredChanges(sources.changed(), (uri) => sources.name(uri));
    return {
      file: quoted(sources.name(first.file)),
      changes,
      before,
      after: findingCounts(await file.analysis(), file.locator()),
      notFixed: notFixed.slice(0, MOST_REASONS).map((reason) => quoted(reason)),
      leftOut: { changes: leftOut, notFixed: Math.max(0, notFixed.length - MOST_REASONS) },
    };
  },
};

function isUtf8(text: string, bytes: Uint8Array): boolean {
  return Buffer.from(text, "utf8").equals(bytes);
}

/** As many whole hunks as there is room for, and how many others there are. */
function answeredChanges(
  changed: readonly Changed[],
  name: (uri: string) => string,
): { readonly changes: readonly AnsweredChange[]; readonly leftOut: number } {
  const changes: AnsweredChange[] = [];
  let room = MOST_TEXT;
  let leftOut = 0;
  for (const { uri, before, after } of changed) {
    const [header, ...hunks] = diffParts(name(uri), before, after);
    const told: string[] = [];
    for (const hunk of hunks) {
      if (hunk.length > room) break;
      room -= hunk.length;
      told.push(hunk);
    }
    leftOut += hunks.length - told.length;
    if (told.length > 0) changes.push(changeOf(name(uri), [header, ...told].join("")));
  }
  return { changes, leftOut };
}

/** A difference with characters that are not seen is made one that no tool applies, since it would put others in their place. */
function changeOf(name: string, diff: string): AnsweredChange {
  const shown = visible(diff);
  const applies = shown === diff;
  return { file: quoted(name), diff: applies ? shown : visible(diff.replace(/^(?=.)/gm, "# ")), applies };
}
