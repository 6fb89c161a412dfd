import * as z from "zod";
import { explainAnswer } from "../analysis/agent/explain-answer.ts";
import { refusalText } from "../analysis/model/refusal.ts";
import { problemOf } from "../analysis/report/report.ts";
import { CannotRun } from "../entries/cannot-run.ts";
import { AskedFile } from "./asked-file.ts";
import { FILE, LEFT_OUT, PROBLEMS, type Tool } from "./tool.ts";

const input = z.object({
  ...FILE,
  service: z.string().max(300).optional().describe("Tell only of this service, with its hooks."),
  limit: z.int().min(1).max(50).default(10).describe("The most containers to tell of."),
});

const wall = z.object({
  wall: z.string(),
  standing: z
    .enum(["closed", "open", "opened", "joined", "plain", "unknown"])
    .describe(
      "open: by the engine's default; opened: by a line of a file; joined: shared with another container; plain: passes the wall and harms nobody; unknown: the files do not tell.",
    ),
  state: z.string(),
  decided: z.object({ file: z.string(), line: z.int(), how: z.string() }).optional(),
});

export const explain: Tool<typeof input> = {
  name: "explain",
  title: "Explain what a container would get",
  description:
    "Tells what the engine would really give each container of a file, with defaults, anchors, overrides and Dockerfiles resolved: every wall, how it stands, and the line that decides it.",
  input,
  output: z.object({
    file: z.string(),
    engine: z.string(),
    containers: z.array(
      z.object({
        kind: z.string(),
        name: z.string(),
        exposure: z.number().optional().describe("From 0, perfect, to 10."),
        walls: z.array(wall),
      }),
    ),
    problems: PROBLEMS,
    leftOut: z.object({ containers: LEFT_OUT, walls: LEFT_OUT, problems: LEFT_OUT }),
  }),
  async answer({ service, limit, ...asked }, surroundings) {
    const file = new AskedFile(asked, surroundings);
    const analysis = file.analysis();
    const { engine } = file.config();
    const locate = file.locator();
    const refused = analysis.refusals.map((one) => problemOf({ at: one.at, message: refusalText(one) }, locate));
    const problems = [...refused, ...file.problems(analysis)];
    const answer = file.limited(() => explainAnswer(analysis, locate, { engine, most: limit, service, problems }));
    if (answer.containers.length > 0) return answer;
    throw new CannotRun(`${answer.file} has no ${service === undefined ? "container" : `service "${service}"`}`);
  },
};
