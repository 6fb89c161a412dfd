import assert from "node:assert/strict";
import { mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { capture } from "../../../scripts/capture.ts";
import type { RunningEngine } from "../../../scripts/engine.ts";
import type { Engine } from "../../../server/analysis/facts/engine.ts";
import { isAboutService } from "../../../server/analysis/model/finding.ts";
import { RULES } from "../../../server/analysis/rules/index.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import { type Run, runOn } from "../machine.ts";
import { type Claim, MARK } from "./claims.ts";
import { CLAIM_IMAGE } from "./image.ts";

/** What came of a claim: whether it holds as it is written, and whether it still does after the rule's fix. */
export interface Shown {
  readonly before: boolean;
  readonly after: boolean;
  /** What the last proof said where one of them is not as it should be. */
  readonly said: string;
}

/** Starts the claim's project with Compose, runs the proof in it, and again after the fix. Everything that it started or left is removed. */
export async function show(claim: Claim, running: RunningEngine, engine: Engine): Promise<Shown> {
  const compose = claim.compose.replaceAll("IMAGE", CLAIM_IMAGE);
  const fixed = fixedText(claim, compose, engine);
  const before = await proved(claim, compose, running);
  const after = await proved(claim, fixed, running);
  return { before: before.holds, after: after.holds, said: before.holds ? after.said : before.said };
}

/** The file after the fix. Fails where the rule does not report it at the claim's level, or offers no such fix. */
function fixedText({ rule, level, fix }: Claim, text: string, engine: Engine): string {
  const file = "file:///project/compose.yaml";
  const analysis = analyze([file], (uri) => (uri === file ? text : null), configOf([{ engine }]), {
    cache: new ParseCache(),
    rules: RULES.filter(({ id }) => id === rule),
    onRuleError: (_rule, error) => {
      throw error;
    },
  });
  const finding = analysis.findings.find((one) => isAboutService(one, "app"));
  assert.equal(finding?.level, level, `${rule} reports ${finding?.message ?? "nothing"}`);
  const offered = finding ? analysis.fixes(finding) : [];
  const chosen = offered.find((one) => one.fix.title.startsWith(fix));
  const after = chosen && applyEdits(text, chosen.edits);
  assert.ok(after !== undefined, `${rule} offers ${offered.map((one) => one.fix.title).join(", ") || "no fix"}`);
  return after;
}

interface Proved {
  readonly holds: boolean;
  readonly said: string;
}

async function proved(claim: Claim, text: string, running: RunningEngine): Promise<Proved> {
  const run = runOn(running);
  const { env, compose } = running;
  const directory = await realpath(await mkdtemp(path.join(os.tmpdir(), `${MARK}-`)));
  const call = (...args: readonly string[]): Promise<string> =>
    run(compose.command, [...compose.args, ...args], directory);
  const onHost = (script: string) =>
    capture("docker", ["run", "--rm", "--volume=/root:/m", CLAIM_IMAGE, "sh", "-c", script], { cwd: "/", env });
  try {
    await writeFile(path.join(directory, "compose.yaml"), text);
    await onHost(`mkdir -p /m/${MARK} && echo secret > /m/${MARK}/secret && busybox chmod 600 /m/${MARK}/secret`);
    await startBeside(claim, run);
    await call("up", "--detach", "--timeout", "0");
    // A proof that fails shows nothing where the container itself does not work.
    await call("exec", "-T", "app", "sh", "-c", ":");
    const inside = await capture(compose.command, [...compose.args, "exec", "-T", "app", "sh", "-c", claim.proof], {
      cwd: directory,
      env,
    });
    const seen = claim.onHost === undefined ? { status: 0 } : await onHost(claim.onHost);
    return { holds: inside.status === 0 && seen.status === 0, said: `${inside.stdout}${inside.stderr}`.trim() };
  } finally {
    await call("down", "--volumes", "--timeout", "0");
    await removeBeside(run);
    await onHost(`rm -rf /m/${MARK}`);
    await rm(directory, { recursive: true });
  }
}

async function startBeside({ beside }: Claim, run: Run): Promise<void> {
  await removeBeside(run);
  if (beside === undefined) return;
  const args = beside.map((one) => (one === "IMAGE" ? CLAIM_IMAGE : one));
  await run("docker", ["run", "--detach", "--name", MARK, ...args], "/");
  // A listener needs a moment after its container has started.
  await wait(500);
}

async function removeBeside(run: Run): Promise<void> {
  const ids = await run("docker", ["ps", "--all", "--quiet", "--filter", `name=^/${MARK}$`], "/");
  if (ids.trim() !== "") await run("docker", ["rm", "--force", ids.trim()], "/");
}
