import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { COMPOSE_KEYS } from "../../../server/analysis/facts/compose-key-table.ts";
import { DOCKERFILE_KEYS } from "../../../server/analysis/facts/dockerfile-key-table.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { complete } from "../../../server/analysis/ide/complete/complete.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import { inlayHints } from "../../../server/analysis/ide/inlay-hints.ts";
import { lenses } from "../../../server/analysis/ide/lenses.ts";
import { links } from "../../../server/analysis/ide/links.ts";
import type { ShownFile } from "../../../server/analysis/ide/shown-file.ts";
import { buildModel } from "../../../server/analysis/map/build-model.ts";
import { mapSvg } from "../../../server/analysis/map/svg.ts";
import { explained } from "../../../server/analysis/report/explain.ts";
import { locator } from "../../../server/analysis/report/location.ts";
import { RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import { readSettings } from "../../../server/analysis/settings/read.ts";
import { FOLDER, shownFile } from "./shown.ts";

/** What every object answers to, whatever is in it. */
const INHERITED = ["constructor", "__proto__", "toString", "hasOwnProperty", "valueOf", "isPrototypeOf"];

/** What is no word of any file: a function's text, or an object's. */
const MADE_UP = /native code|\[object |function /;

/** Texts that are more than text in Markdown; `evil` stands in each. */
const LIVE = [
  "a\n\n[x](https://evil.example)\n\n![i](https://evil.example/p.png)",
  "a`b\n\n[x](https://evil.example)",
  "`` [x](https://evil.example) ``",
  "<img src=https://evil.example/p.png>",
  "https://evil.example/a",
  "www.evil.example",
  "evil@evil.example",
  "a|b\r\n|evil](https://evil.example)|",
];

/** All keys of the table as paths below a service or the top level, with names in the place of `*`. */
const PATHS = COMPOSE_KEYS.map(({ path }) => path.split(".").map((key) => (key === "*" ? "web" : key)));

/** The shapes in which a word may stand as a value. */
const SHAPES: readonly ((word: string) => unknown)[] = [
  (word) => word,
  (word) => [word],
  (word) => [`${word}:${word}`, `${word}=${word}`, `${word}:${word}:${word}`],
  (word) => ({ [word]: word }),
  (word) => ({ [word]: { [word]: word } }),
  (word) => [{ [word]: word, source: word, target: word, type: word, file: word, path: word }],
  (word) => [`seccomp:${word}`, `apparmor=${word}`, `label:${word}`, `no-new-privileges:${word}`, `container:${word}`],
  (word) => `service:${word}`,
];

/** A Compose file with a value at a path; JSON is YAML. */
function composeWith(path: readonly string[], value: unknown): string {
  const inner = path.reduceRight((below: unknown, key) => entry(key, below), value);
  const base = { image: "nginx:1.29", privileged: true };
  const [top = ""] = path;
  const whole = top === "services" ? inner : { ...(inner as object), services: { web: base } };
  return JSON.stringify(whole, null, 1);
}

/** Each path with each word in the shapes of a text, a list and an option, and with one word after the other in the rest. */
function* cases(
  words: readonly string[],
): Iterable<{ readonly path: readonly string[]; readonly word: string; readonly text: string }> {
  for (const [index, path] of PATHS.entries()) {
    for (const [kind, shape] of SHAPES.entries()) {
      const chosen = EVERY_WORD.has(kind) ? words : [words[(index + kind) % words.length] ?? ""];
      for (const word of chosen) yield { path, word, text: composeWith(path, shape(word)) };
    }
  }
}

const EVERY_WORD: ReadonlySet<number> = new Set([0, 1, 6]);

/** An object with one own entry, whatever the key. */
function entry(key: string, value: unknown): object {
  return Object.fromEntries([[key, value]]);
}

/** Everything that is said of a file, with what is said at each place where one of the words stands. */
function said(file: ShownFile, words: readonly string[]): readonly string[] {
  const { analysis, text } = file;
  const texts = [...analysis.findings, ...analysis.inputErrors].map(({ message }) => message);
  texts.push(...lenses(file).map(({ title }) => title), ...links(file).map(({ what }) => what));
  texts.push(...inlayHints(file).map(({ label, tooltip }) => `${label} ${tooltip}`));
  if (analysis.project) {
    const locate = locator({ text: () => text, name: (name) => name });
    const surroundings = { ...analysis.project, engine: DEFAULT_ENGINE };
    texts.push(JSON.stringify(explained(analysis.project.services, surroundings, locate)));
    texts.push(mapSvg(buildModel(analysis.project, DEFAULT_ENGINE), { columns: 2, styled: false }));
  }
  return [...texts, ...shownAt(file, words)];
}

/** The hovers and completions at each place where one of the words stands. */
function shownAt(file: ShownFile, words: readonly string[]): readonly string[] {
  return words.flatMap((word) =>
    [...file.text.matchAll(new RegExp(word, "g"))].flatMap(({ index }) => {
      const items = complete(file, index + 1)?.items ?? [];
      return [hover(file, index + 1)?.markdown ?? "", ...items.flatMap(({ documentation = "" }) => documentation)];
    }),
  );
}

/** Markdown without its code spans, none of which goes on over an empty line. */
function live(markdown: string): string {
  return markdown
    .split(/\n\s*\n|\n(?=\|)/)
    .map((block) => block.replace(/(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)/gs, ""))
    .join("\n\n");
}

describe("words of files", () => {
  it("that every object answers to are words in every key of Compose", async () => {
    for (const { path, word, text } of cases(INHERITED)) {
      const file = await shownFile({ "compose.yaml": text });
      for (const one of said(file, [word])) assert.doesNotMatch(one, MADE_UP, `${path.join(".")}: ${word}`);
    }
  });

  it("that every object answers to are words as names of all that has a name", async () => {
    for (const word of INHERITED) {
      const named = entry(word, {
        image: word,
        extends: word,
        networks: [word],
        depends_on: [word],
        pid: `service:${word}`,
      });
      const sections = ["networks", "volumes", "secrets", "configs"].map((section) => [
        section,
        entry(word, { file: word }),
      ]);
      const whole = { services: named, ...Object.fromEntries(sections), ...entry(word, { [word]: word }) };
      const file = await shownFile({ "compose.yaml": JSON.stringify(whole, null, 1), ".env": `${word}=${word}\n` });
      for (const text of said(file, [word])) assert.doesNotMatch(text, MADE_UP, word);
    }
  });

  it("that every object answers to are words in every instruction of a Dockerfile", async () => {
    const instructions = new Set(
      DOCKERFILE_KEYS.flatMap(({ names }) => names.map((name) => name.split(/[ =]/, 1)[0] ?? "")),
    );
    for (const instruction of [...instructions, ...INHERITED]) {
      for (const word of INHERITED) {
        const text = `# ${word}=${word}\nFROM a AS ${word}\n${instruction} --${word}=${word} ${word}=${word} $${word}\n${instruction} ["${word}"]\nUSER ${word}\n`;
        const file = await shownFile({ Dockerfile: text });
        for (const one of said(file, [word, instruction])) assert.doesNotMatch(one, MADE_UP, `${instruction}: ${word}`);
      }
    }
  });

  it("that every object answers to are words in seccomp profiles and settings", async () => {
    for (const word of INHERITED) {
      const compose = composeWith(["services", "web"], { image: "a", security_opt: [`seccomp:${word}.json`] });
      const profile = JSON.stringify({
        defaultAction: word,
        syscalls: [{ names: [word], action: word, includes: entry(word, word) }],
      });
      const file = await shownFile({ "compose.yaml": compose, [`${word}.json`]: profile });
      for (const text of said(file, [word])) assert.doesNotMatch(text, MADE_UP, word);
      const settings = JSON.stringify({
        rules: entry(word, "off"),
        engine: entry(word, word),
        profile: word,
        ...entry(word, word),
      });
      const read = readSettings(`${FOLDER}/.bulkhead.yaml`, settings, new Set(RULES_BY_ID.keys()));
      assert.doesNotMatch(JSON.stringify(read), MADE_UP, word);
    }
  });

  it("become no link, image or tag in hovers and completions", async () => {
    let shown = 0;
    for (const { path, word, text } of cases(LIVE)) {
      const file = await shownFile({ "compose.yaml": text });
      for (const markdown of shownAt(file, ["evil"])) {
        if (markdown.includes("evil")) shown++;
        assert.doesNotMatch(live(markdown), /evil/, `${path.join(".")}: ${word}`);
      }
    }
    assert.ok(shown > 100, `only ${shown} hovers show a word of the file`);
  });

  it("become no link as names of services and stages", async () => {
    for (const text of LIVE) {
      const services = entry(text, {
        image: text,
        user: text,
        pid: `service:${text}`,
        volumes: [`/${text}:/a`],
        ports: [`${text}:80:80`],
      });
      const file = await shownFile({ "compose.yaml": JSON.stringify({ services }, null, 1) });
      for (const markdown of shownAt(file, ["evil"])) assert.doesNotMatch(live(markdown), /evil/, text);
      for (const { tooltip } of inlayHints(file)) assert.doesNotMatch(live(tooltip), /evil/, text);
    }
  });
});
