import assert from "node:assert/strict";
import { allowsIn } from "../../../server/analysis/command/syntax/allows.ts";
import { parseCommands } from "../../../server/analysis/command/syntax/parse.ts";
import { parseDockerfile } from "../../../server/analysis/dockerfile/syntax/parse.ts";
import type { CommandFileKind } from "../../../server/analysis/facts/command-files.ts";
import { hclAllows } from "../../../server/analysis/hcl/allows.ts";
import { parseHcl } from "../../../server/analysis/hcl/parse.ts";
import { jsonAllows } from "../../../server/analysis/json/allows.ts";
import { parseJson } from "../../../server/analysis/json/parse.ts";
import { composeSource } from "../../../server/analysis/run/doors/compose-source.ts";
import { dockerfileSource } from "../../../server/analysis/run/doors/dockerfile-source.ts";
import { allowsInUnit } from "../../../server/analysis/systemd/allows.ts";
import { parseUnitFile } from "../../../server/analysis/systemd/unit-file.ts";
import type { LineAllow } from "../../../server/analysis/yaml/line-allows.ts";
import { parseYamlFile } from "../../../server/analysis/yaml/parse.ts";

const ALLOW = "bulkhead: allow sudo -- why";

describe("a comment that allows", () => {
  it("covers its line behind a value, what begins below it where it is alone, and the file on top", () => {
    const text = [
      `// ${ALLOW}`,
      "{",
      `  "a": 1, // ${ALLOW}`,
      `  // ${ALLOW}`,
      "  // because of what stands below",
      '  "b": {',
      '    "c": 2',
      "  },",
      `  /* first */ /* ${ALLOW} */`,
      '  "d": 3',
      `  // ${ALLOW}`,
      "}",
    ].join("\n");
    assert.deepEqual(covered(text, jsonAllows(parseJson("file:///a.json", text))), [
      text,
      `  "a": 1, // ${ALLOW}`,
      '  "b": {\n    "c": 2\n  }',
      `  /* first */ /* ${ALLOW} */`,
      "}",
    ]);
  });

  it("covers the block below it, and no more of the one that it stands in", () => {
    const text = `target "a" {\n  # ${ALLOW}\n  args = {\n    B = 1\n  }\n}\n# ${ALLOW}\ntarget "c" {\n}\n`;
    assert.deepEqual(covered(text, hclAllows(parseHcl("file:///a.hcl", text))), [
      "  args = {\n    B = 1\n  }",
      'target "c" {\n}',
    ]);
  });

  it("is one comment of a shell, whatever stands in it", () => {
    const text = `docker run a # ${ALLOW} # ${ALLOW}\n`;
    const found = allowsIn(parseCommands("file:///a.sh", text, "shell"));
    assert.deepEqual(covered(text, found), [text.trimEnd()]);
    const page = `<!-- ${ALLOW} --> <!-- ${ALLOW} -->\n`;
    assert.equal(commands(page, "markdown").length, 2);
  });

  it("is found in a time that grows with the file, whatever stands around it", () => {
    const shapes: Readonly<Record<string, (count: number) => readonly unknown[]>> = {
      "a comment above each block": (count) => hcl(`# ${ALLOW}\ntarget "a" {\n}\n`.repeat(count)),
      "many comments above one block": (count) => hcl(`${`# ${ALLOW}\n`.repeat(count)}target "a" {\n}\n`),
      "many values below one comment": (count) => hcl(`target "a" {\n# ${ALLOW}\n${"a=1\n".repeat(count)}}\n`),
      "a comment above each entry": (count) => json(`{${`\n// ${ALLOW}\n"a": 1,`.repeat(count)}\n}`),
      "a comment above each service": (count) => {
        const services = Array.from({ length: count }, (_, index) => `  # ${ALLOW}\n  a${index}:\n    image: a\n`);
        return composeSource(parseYamlFile("file:///a.yaml", `services:\n${services.join("")}`)).allows();
      },
      "a comment above each instruction": (count) =>
        dockerfileSource(
          parseDockerfile("file:///Dockerfile", `FROM a\n${`# ${ALLOW}\nRUN a\n`.repeat(count)}`),
        ).allows(),
      "a comment above each stage": (count) =>
        dockerfileSource(parseDockerfile("file:///Dockerfile", `# ${ALLOW}\nFROM a\n`.repeat(count))).allows(),
      "a comment above each key of a unit": (count) =>
        allowsInUnit(parseUnitFile("file:///a.container", `[Container]\n${`# ${ALLOW}\nImage=a\n`.repeat(count)}`)),
      "a comment above each command": (count) => commands(`# ${ALLOW}\ndocker run a\n`.repeat(count), "shell"),
      "a comment within another": (count) => commands(`docker run a ${`# ${ALLOW} `.repeat(count)}`, "shell"),
      "no comment, and many signs": (count) => commands(`docker run a ${`a####### ${ALLOW} `.repeat(count)}`, "shell"),
      "many comments on one line of a page": (count) => commands(`<!-- ${ALLOW} --> `.repeat(count), "markdown"),
      "many comments on one line": (count) => json(`{${`/* ${ALLOW} */`.repeat(count)}\n}`),
    };
    for (const [shape, find] of Object.entries(shapes)) {
      const [short, long] = [time(() => find(2_000)), time(() => find(32_000))];
      // Sixteen times the text takes sixteen times as long, not 256 times; the short one may be over before a clock ticks.
      assert.ok(long < 64 * Math.max(short, 2), `${shape}: ${short} ms, then ${long} ms`);
    }
    assert.equal(hcl(`# ${ALLOW}\ntarget "a" {\n${"a=1\n".repeat(200_000)}}\n`).length, 1);
  });
});

function hcl(text: string): readonly LineAllow[] {
  return hclAllows(parseHcl("file:///a.hcl", text));
}

function json(text: string): readonly LineAllow[] {
  return jsonAllows(parseJson("file:///a.json", text));
}

function commands(text: string, kind: CommandFileKind): ReturnType<typeof allowsIn> {
  return allowsIn(parseCommands("file:///a", text, kind));
}

function covered(text: string, allows: readonly Pick<LineAllow, "cover">[]): readonly string[] {
  return allows.map(({ cover }) => text.slice(cover.start, cover.end));
}

/** Milliseconds of the processor. */
function time(find: () => unknown): number {
  const started = process.cpuUsage();
  find();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}
