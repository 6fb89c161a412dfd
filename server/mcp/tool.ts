import * as z from "zod";
import type { CheckAnswer } from "../analysis/agent/check-answer.ts";
import type { ExplainAnswer } from "../analysis/agent/explain-answer.ts";
import type { FixAnswer } from "../analysis/agent/fix-answer.ts";
import type { RuleAnswer } from "../analysis/agent/rule-answer.ts";
import { PROFILES } from "../analysis/settings/config.ts";
import type { Surroundings } from "./asked-file.ts";

/** An answer, in which texts from files are printable. */
type Answer = CheckAnswer | ExplainAnswer | FixAnswer | RuleAnswer;

/** What an agent may call: what it is given, and what it answers. `output` describes the answer; every answer is held to it before it is sent. */
export interface Tool<Input extends z.ZodObject = z.ZodObject> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: Input;
  readonly output: z.ZodObject;
  /** Rejects with `CannotRun` where there is no answer, and says why. */
  answer(input: z.output<Input>, surroundings: Surroundings): Promise<Answer>;
}

/** What names a file, in every tool that looks at one. */
export const FILE = {
  path: z
    .string()
    .min(1)
    .max(4096)
    .describe(
      "A Dockerfile or Compose file, relative to the root or absolute. Its name says which of both it is. What it names (overrides, extends, include, builds) is read too, as far as it lies in the roots.",
    ),
  text: z.string().optional().describe("What to look at in place of what the file holds; it need not exist then."),
};

export const PROFILE = z
  .enum(PROFILES)
  .optional()
  .describe("strict adds advice on hardening. The settings of the project decide otherwise.");

export const RULE_ID = z.string().max(100).describe("The id of a rule, such as docker-socket.");

const LINE = z.int().describe("Counts from 1.");

export const PLACE = { file: z.string(), line: LINE, column: z.int().describe("Counts from 1, in UTF-16 code units.") };

export const LEVEL = z.enum(["error", "warning", "info", "hint"]);

export const COUNTS = z.object({ error: z.int(), warning: z.int(), info: z.int(), hint: z.int() });

export const PROBLEMS = z
  .array(z.object({ file: z.string(), line: LINE, message: z.string(), unchecked: z.boolean() }))
  .describe("What could not be read or checked.");

export const LEFT_OUT = z.int().describe("How many the answer has no room for.");
