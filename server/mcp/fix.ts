import * as z from "zod";
import { findingCounts } from "../analysis/agent/check-answer.ts";
import { answeredChanges, answeredReasons } from "../analysis/agent/fix-answer.ts";
import { quoted } from "../analysis/agent/quoted.ts";
import type { Finding } from "../analysis/model/finding.ts";
import { fixProjects } from "../entries/fix.ts";
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
    const first = file.analysis();
    const before = findingCounts(first, file.locator());
    const analyse = () => {
      const analysis = file.analysis();
      return { ...analysis, findings: analysis.findings.filter(wanted) };
    };
    // What lies outside of the roots is not read, so that no fix is in it.
    const limits = { allowed: unsafe ? "sure" : "safe", foreign: () => undefined } as const;
    const { putBack, refused, failed } = fixProjects([analyse], sources, limits);
    for (const error of failed.values()) throw error;
    const damaged = sources.changed().filter(({ before: text, bytes }) => bytes !== undefined && !isUtf8(text, bytes));
    for (const { uri } of damaged) sources.restore(uri);
    const notFixed = [
      ...putBack.map((uri) => `${sources.name(uri)} is as it was: its fixes do not fit together`),
      ...damaged.map(({ uri }) => `${sources.name(uri)} is not valid UTF-8, so a fix would damage it`),
      ...refused,
    ];
    const changed = sources.changed().map(({ uri, before, after }) => ({ name: sources.name(uri), before, after }));
    const { changes, leftOut } = answeredChanges(changed);
    const reasons = answeredReasons(notFixed);
    return {
      file: quoted(sources.name(first.file)),
      changes,
      before,
      after: findingCounts(file.analysis(), file.locator()),
      notFixed: reasons,
      leftOut: { changes: leftOut, notFixed: notFixed.length - reasons.length },
    };
  },
};

function isUtf8(text: string, bytes: Uint8Array): boolean {
  return Buffer.from(text, "utf8").equals(bytes);
}
