import * as z from "zod";
import { checkAnswer } from "../analysis/agent/check-answer.ts";
import { AskedFile } from "./asked-file.ts";
import { COUNTS, FILE, LEFT_OUT, LEVEL, PLACE, PROBLEMS, PROFILE, RULE_ID, type Tool } from "./tool.ts";

const input = z.object({
  ...FILE,
  profile: PROFILE,
  rule: RULE_ID.optional().describe("Tell only the findings of this rule."),
  limit: z.int().min(1).max(200).default(30).describe("The most findings to tell."),
});

const finding = z.object({
  rule: z.string(),
  level: LEVEL,
  message: z.string(),
  subject: z.string().optional().describe("The service, stage or network that it is about."),
  ...PLACE,
  endLine: z.int(),
  endColumn: z.int(),
  fix: z
    .object({
      title: z.string(),
      safe: z.boolean().describe("Whether a correct container cannot notice."),
      confidence: z.enum(["high", "medium", "low"]).optional(),
    })
    .optional(),
});

export const check: Tool<typeof input> = {
  name: "check",
  title: "Check a Dockerfile or Compose file",
  description:
    "Finds where the isolation of containers is weak (privileges, capabilities, mounts, ports, namespaces, secrets) and what Compose or BuildKit would refuse: the gravest findings first, with places.",
  input,
  output: z.object({
    file: z.string(),
    kind: z.string(),
    counts: COUNTS.describe("All findings, by level."),
    findings: z.array(finding),
    problems: PROBLEMS,
    notReported: z
      .object({ allowed: z.int(), bySettings: z.int() })
      .describe("Findings that comments or settings of the project keep from being told."),
    leftOut: z.object({ findings: LEFT_OUT, problems: LEFT_OUT }),
  }),
  async answer({ limit, rule, ...asked }, surroundings) {
    const file = new AskedFile(asked, surroundings);
    const analysis = file.analysis();
    const problems = file.problems(analysis);
    return checkAnswer(analysis, file.locator(), { most: limit, rule, problems });
  },
};
