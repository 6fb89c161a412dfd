import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { parse } from "yaml";
import { SHAPES, wholeCheck } from "../../../scripts/bench/shapes.ts";
import { partAround } from "../../../server/analysis/compose/editor/partial-file.ts";
import type { Finding } from "../../../server/analysis/model/finding.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { allow, append, type ChangeIn, composeFile, edited, remove, removeAt, set } from "./edit-case.ts";

const WEB = "  web:\n    image: acme/web:1 # ours\n    privileged: true\n    ports: ['80:80', '81:81']\n";

/** A file of many services; `web` stands among them. */
function longFile(before: number, after: number, filler: (name: string) => string): string {
  const fillers = (count: number, from: number): string =>
    Array.from({ length: count }, (_, index) => filler(`s${from + index}`)).join("");
  return `name: shop # the shop\nservices:\n${fillers(before, 0)}${WEB}${fillers(after, before)}volumes:\n  data: {}\n`;
}

const plain = (name: string): string => `  # ${name}.\n  ${name}:\n    image: acme/${name}:1\n    cpus: 1\n`;

const FILLERS: readonly (readonly [what: string, filler: (name: string) => string])[] = [
  ["plain services", plain],
  [
    "services with texts over several lines",
    (name) => `  ${name}:\n    image: a\n    command: |+\n      a: b\n\n\n    x-y: "a\n      b"\n`,
  ],
  ["services among braces", (name) => `  ${name}: {image: a,\n   command: [a,\n   b]}\n`],
  [
    "services that share an anchor",
    (name) => `  ${name}:\n    image: a\n    environment: ${name === "s0" ? "&env {A: b}" : "*env"}\n`,
  ],
];

interface Web {
  readonly [key: string]: unknown;
}

const CHANGES: readonly (readonly [what: string, change: ChangeIn, meant: (web: Web) => Web])[] = [
  ["a new key", set("read_only", true), (web) => ({ ...web, read_only: true })],
  ["a new list", append("cap_drop", ["ALL"]), (web) => ({ ...web, cap_drop: ["ALL"] })],
  ["a key that goes", remove("privileged"), ({ privileged: _, ...rest }) => rest],
  ["an item that goes", removeAt("'81:81'"), (web) => ({ ...web, ports: ["80:80"] })],
  ["a comment", allow("true\n    ports", "line"), (web) => web],
];

describe("edits of long files", () => {
  for (const [what, filler] of FILLERS) {
    for (const [before, after] of [
      [15, 15],
      [0, 30],
      [30, 0],
    ] as const) {
      it(`mean what was meant: ${what}, ${before} of them before and ${after} behind`, () => {
        const text = longFile(before, after, filler);
        for (const [change, make, meant] of CHANGES) {
          const result = edited(text, make);
          assert.ok(result !== undefined, `${change} was refused`);
          assert.notEqual(result, text, change);
          const { services, ...others } = parse(text);
          assert.deepEqual(parse(result), { ...others, services: { ...services, web: meant(services.web) } }, change);
          assert.ok(result.startsWith(text.slice(0, text.indexOf(WEB))), change);
          assert.ok(result.endsWith(text.slice(text.indexOf(WEB) + WEB.length)), change);
        }
      });
    }
  }
});

describe("a part of a long file", () => {
  const text = longFile(20, 20, plain);
  const file = composeFile(text);
  const at = text.indexOf("privileged");

  it("holds the service, its neighbours, the first one and the last one, and what is not a service", () => {
    const part = partAround(file, [at]);
    const names = Object.keys(parse(part?.file.text ?? "").services);
    assert.deepEqual(names, ["s0", "s19", "web", "s20", "s39"]);
    assert.ok(part?.file.text.startsWith("name: shop # the shop\n"));
    assert.ok(part?.file.text.endsWith("volumes:\n  data: {}\n"));
  });

  it("translates places and edits", () => {
    const part = partAround(file, [at]);
    const place = { file: file.file, start: at, end: at + 4 };
    const moved = part?.moved(place);
    assert.ok(part && moved);
    assert.equal(part.file.text.slice(moved.start, moved.end), "priv");
    assert.deepEqual(part.whole([{ ...moved, newText: "x" }]), [{ ...place, newText: "x" }]);
    assert.equal(part.moved({ ...place, start: text.indexOf("s3:"), end: text.indexOf("s3:") + 2 }), undefined);
  });

  it("does not take an edit where services were left out", () => {
    const part = partAround(file, [at]);
    const start = part?.file.text.indexOf("  s19:") ?? 0;
    assert.equal(part?.whole([{ file: file.file, start, end: start, newText: "x" }]), undefined);
  });

  it("keeps a service that defines an anchor which the rest uses, and no other that defines one", () => {
    const cpus = new Map([
      ["s3", "&one 1"],
      ["s5", "&two 2"],
      ["s19", "*one"],
    ]);
    const tied = longFile(20, 20, (name) => plain(name).replace("cpus: 1", `cpus: ${cpus.get(name) ?? "1"}`));
    const part = partAround(composeFile(tied), [tied.indexOf("privileged")]);
    assert.deepEqual(Object.keys(parse(part?.file.text ?? "").services), ["s0", "s3", "s19", "web", "s20", "s39"]);
  });

  it("keeps the services that use an anchor which an edit may take away", () => {
    const tied = longFile(20, 20, (name) => plain(name).replace("cpus: 1", `cpus: ${name === "s9" ? "*one" : "1"}`));
    const anchored = tied.replace("s2:\n", "s2: &one\n").replace("cpus: *one", "extra: *one");
    const part = partAround(composeFile(anchored), [anchored.indexOf("acme/s2")]);
    assert.ok(Object.keys(parse(part?.file.text ?? "").services).includes("s9"));
  });

  it("leaves out the middle of a long list and of long sections beside the services", () => {
    const hooks = Array.from({ length: 60 }, (_, index) => `      - command: [c${index}]\n`).join("");
    const volumes = Array.from({ length: 60 }, (_, index) => `  v${index}: {}\n`).join("");
    const long = `services:\n  web:\n    image: a\n    post_start:\n${hooks}volumes:\n${volumes}`;
    const part = parse(partAround(composeFile(long), [long.indexOf("command: [c30]")])?.file.text ?? "");
    assert.deepEqual(
      part.services.web.post_start.map(({ command: [name] }: { command: string[] }) => name),
      ["c0", "c29", "c30", "c31", "c59"],
    );
    assert.deepEqual(Object.keys(part.volumes), ["v0", "v59"]);
  });

  const whole: readonly (readonly [why: string, text: string])[] = [
    ["has few services", longFile(3, 3, plain)],
    [
      "is written in braces",
      `services: {${Array.from({ length: 30 }, (_, index) => `s${index}: {image: a}`).join(", ")}}\n`,
    ],
    ["has several documents", `${text}---\nservices: {}\n`],
    ["has keys with question marks", text.replaceAll(/^ {2}(s\d+):/gm, "  ? $1\n  :")],
  ];
  for (const [why, other] of whole) {
    it(`is the whole file where that ${why}`, () => {
      assert.equal(partAround(composeFile(other), [other.indexOf("image")]), undefined);
    });
  }
});

describe("the fixes of a long file", () => {
  /** Each fix of a finding with its edits, or its title alone where it cannot be had. */
  const fixesOf = (analysis: Analysis, finding: Finding): unknown =>
    finding.fixes.map((fix) => [fix.title, analysis.edits(fix)]);

  for (const shape of SHAPES) {
    it(`are those of a file that was just read, in whatever order they are asked for: ${shape.title}`, () => {
      const text = shape.text(16);
      const together = wholeCheck(shape, text);
      const made = together.findings.map((finding) => fixesOf(together, finding));
      assert.ok(made.flat().length > 0);
      const backwards = wholeCheck(shape, text);
      for (const [index, finding] of [...backwards.findings.entries()].reverse()) {
        assert.deepEqual(fixesOf(backwards, finding), made[index]);
      }
      for (const index of made.keys()) {
        const fresh = wholeCheck(shape, text);
        const finding = fresh.findings[index];
        assert.deepEqual(finding && fixesOf(fresh, finding), made[index]);
      }
    });
  }
});
