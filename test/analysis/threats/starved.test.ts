import assert from "node:assert/strict";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { IMAGES } from "../../../server/analysis/facts/image-list.ts";
import { profileOf } from "../../../server/analysis/facts/image-profiles.ts";
import { neededCapabilities } from "../../../server/analysis/fixes/needed-capabilities.ts";
import type { Container } from "../../../server/analysis/model/container.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import { closedPaths, deniedCapabilities } from "../../../server/analysis/threats/starved.ts";
import { hardeningParts } from "../../../server/analysis/walls/harden.ts";

const FILE = "file:///p/compose.yaml";

function analysisOf(text: string): Analysis {
  return analyze(
    [FILE],
    (uri) => (uri === FILE ? text : null),
    { profile: "strict", engine: DEFAULT_ENGINE, rules: new Map() },
    {
      cache: new ParseCache(),
      onRuleError: (_, error) => {
        throw error;
      },
    },
  );
}

function app(text: string): Container {
  const analysis = analysisOf(text);
  assert.ok(analysis.kind === "compose");
  const [service] = analysis.project?.services ?? [];
  assert.ok(service);
  return service;
}

function starving(text: string): readonly string[] {
  return analysisOf(text).findings.flatMap(({ rule, message }) => (rule === "starved-container" ? [message] : []));
}

/** The images whose names stand for one image, each with the newest tag that was looked at. */
const references = IMAGES.flatMap(({ names: [name = ""], versions }) =>
  name.endsWith("/*") ? [] : [`${name}:${versions?.to ?? "latest"}`],
);

describe("a container that starves", () => {
  it("is never made by hardening, part by part or whole", () => {
    let hardened = 0;
    for (const reference of references) {
      const text = `services:\n  app:\n    image: ${reference}\n`;
      const analysis = analysisOf(text);
      const parts = hardeningParts(app(text));
      const choices = [...parts.map((part) => [part]), parts.filter(({ onlyPicked }) => onlyPicked !== true)];
      for (const chosen of choices) {
        const changes = chosen.flatMap((part) => part.changes);
        const edits = analysis.edits({ title: "", safe: false, changes });
        const after = edits && applyEdits(text, edits);
        if (after === undefined) continue;
        hardened++;
        assert.deepEqual(starving(after), [], `${reference}\n${after}`);
      }
    }
    assert.ok(hardened > 500, `only ${hardened} were hardened`);
  });

  it("is told of every image that was tried or read, as soon as one capability is missing that its start surely needs", () => {
    const told = new Set<string>();
    for (const reference of references) {
      const plain = app(`services:\n  app:\n    image: ${reference}\n`);
      const needed = neededCapabilities(plain);
      for (const missing of needed?.names ?? []) {
        const left = needed?.names.filter((name) => name !== missing) ?? [];
        const text = `services:\n  app:\n    image: ${reference}\n    cap_drop: [ALL]\n    cap_add: [${left.join(", ")}]\n`;
        const denied = deniedCapabilities(app(text));
        if (!denied) continue;
        assert.deepEqual(
          denied.needs.map(({ name }) => name),
          [missing],
          reference,
        );
        assert.match(plain.profile?.evidence.start ?? "", /^(?:tried|read)$/, reference);
        told.add(reference.replace(/:.*/, ""));
      }
    }
    for (const name of ["postgres", "redis", "nginx", "nextcloud", "mysql", "flink", "storm", "znc"])
      assert.ok(told.has(name), `nothing is told of ${name}`);
  });

  it("is told by no evidence but what was tried or read: with its sources gone, nothing is", () => {
    const postgres = IMAGES.find(({ names }) => names.includes("postgres"));
    assert.ok(postgres);
    const service = app("services:\n  app:\n    image: postgres:18\n    cap_drop: [ALL]\n    read_only: true\n");
    assert.ok(deniedCapabilities(service) && closedPaths(service));
    const sources = [{ documented: "https://example.com", tells: ["build", "start", "work"] as const }];
    for (const image of [
      { ...postgres, sources: [] },
      { ...postgres, sources },
    ]) {
      const without = { ...service, profile: profileOf(image, "18", []) };
      assert.equal(deniedCapabilities(without), undefined);
      assert.equal(closedPaths(without), undefined);
    }
  });
});
