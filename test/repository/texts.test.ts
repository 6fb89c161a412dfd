import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import bundle from "../../l10n/bundle.l10n.json" with { type: "json" };
import manifest from "../../package.json" with { type: "json" };
import texts from "../../package.nls.json" with { type: "json" };
import { ROOT } from "../../scripts/build.ts";
import { COMMANDS } from "../../server/lsp/commands.ts";

const CLIENT = readdirSync(path.join(ROOT, "client"))
  .filter((name) => name.endsWith(".ts"))
  .map((name) => readFileSync(path.join(ROOT, "client", name), "utf8"))
  .join("\n");

function all(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = ""]) => found))].sort();
}

describe("texts for people", () => {
  it("of the manifest stand in package.nls.json, and no others do", () => {
    const named = all(/"%([^"%]+)%"/g, JSON.stringify(manifest));
    assert.ok(named.length > 20);
    assert.deepEqual(Object.keys(texts).sort(), named);
  });

  it("of the manifest's settings and steps are all named there, but for the titles of rules", () => {
    const { configuration, walkthroughs, commands, views } = manifest.contributes;
    const { "bulkhead.rules": rules, ...settings } = configuration.properties;
    const shown = JSON.stringify([settings, rules.markdownDescription, walkthroughs, commands, views]);
    const texts = all(/"(?:title|description|markdownDescription|contents)":"([^"]*)"/g, shown);
    const listed = all(/"markdownEnumDescriptions":\["([^\]]*)"\]/g, shown).flatMap((list) => list.split('","'));
    assert.ok(texts.length > 20 && listed.length > 2);
    assert.deepEqual(
      [...texts, ...listed].filter((text) => !/^%[\w.-]+%$/.test(text)),
      [],
    );
  });

  it("of the client stand in the bundle for translators, and no others do", () => {
    const used = all(/\bl10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g, CLIENT);
    assert.ok(used.length > 10);
    assert.deepEqual(Object.keys(bundle).sort(), used);
    for (const [key, text] of Object.entries(bundle)) assert.equal(text, key, "the bundle is English");
  });

  it("are never put together from a text that is not in the bundle", () => {
    const calls = CLIENT.match(/\bl10n\.t\(/g) ?? [];
    assert.equal(calls.length, (CLIENT.match(/\bl10n\.t\(\s*"/g) ?? []).length);
  });
});

describe("commands", () => {
  const contributed = manifest.contributes.commands.map(({ command }) => command).sort();

  it("are those that the client registers", () => {
    const registered = all(/registerCommand\(\s*"(bulkhead\.[A-Za-z]+)"/g, CLIENT);
    const constant = all(/\bOPEN_RULE = "(bulkhead\.[A-Za-z]+)"/g, CLIENT);
    assert.deepEqual([...registered, ...constant].sort(), contributed);
  });

  it("that a text, a menu or a step of the walkthrough names are there", () => {
    const { menus, walkthroughs } = manifest.contributes;
    const named = all(
      /(?:command:|onCommand:|"command":")(bulkhead\.[A-Za-z]+)/g,
      JSON.stringify([texts, menus, walkthroughs]),
    );
    const known = [...contributed, ...COMMANDS];
    assert.ok(named.length > 5);
    assert.deepEqual(
      named.filter((command) => !known.includes(command)),
      [],
    );
  });
});

describe("the walkthrough", () => {
  const steps = manifest.contributes.walkthroughs.flatMap((walkthrough) => walkthrough.steps);

  it("has pages that are there", () => {
    for (const { media } of steps) assert.match(readFileSync(path.join(ROOT, media.markdown), "utf8"), /^## /);
  });
});
