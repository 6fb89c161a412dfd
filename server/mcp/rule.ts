import * as z from "zod";
import { nearestRule, ruleAnswer } from "../analysis/agent/rule-answer.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import { LEVEL, RULE_ID, type Tool } from "./tool.ts";

const input = z.object({ id: RULE_ID.optional().describe("The rule; all rules are listed where it is left out.") });

const listed = { id: z.string(), level: LEVEL, profile: z.enum(["default", "strict"]), title: z.string() };

export const rule: Tool<typeof input> = {
  name: "rule",
  title: "Read the page of a rule",
  description:
    "Tells what a rule reports, why it matters, when it is fine, what to do instead and how to allow it; or lists the rules.",
  input,
  output: z.object({
    rules: z.array(z.object(listed)).optional(),
    rule: z
      .object({
        ...listed,
        what: z.string(),
        why: z.string(),
        fine: z.string().optional(),
        instead: z.string(),
        example: z.object({ file: z.string(), reported: z.string(), notReported: z.string() }),
        allow: z.string().describe("The comment that allows a finding, for the line or the one above it."),
        references: z.array(z.string()),
      })
      .optional(),
  }),
  async answer({ id }) {
    const answer = ruleAnswer(id);
    if (answer !== undefined) return answer;
    const near = nearestRule(id ?? "");
    throw new CannotRun(`there is no rule "${id}"${near === undefined ? "" : `; did you mean ${near}?`}`);
  },
};
