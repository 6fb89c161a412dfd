import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, it } from "mocha";
import { MAP_PAGE_WORDS } from "../../client/map-page.ts";
import bundle from "../../l10n/bundle.l10n.json" with { type: "json" };
import manifest from "../../package.json" with { type: "json" };
import texts from "../../package.nls.json" with { type: "json" };
import { ROOT } from "../../scripts/build.ts";
import { RULE_TEXT } from "../../scripts/settings-schema.ts";
import { RULES } from "../../server/analysis/rules/index.ts";
import { firstSentence } from "../../server/analysis/text/sentence.ts";
import { WORDS } from "../../server/analysis/walls/exposure.ts";
import { COMMANDS } from "../../server/lsp/commands.ts";
import { FIX_TITLES } from "../../server/lsp/fix-titles.ts";
import { MADE_TEXTS } from "../../server/lsp/made-texts.ts";
import { SAID_BY_VARIABLE, textsOnPages } from "./said-texts.ts";
import { saidTexts, shownTexts, sourceFiles } from "./source-code.ts";

const CLIENT = textsOf("client");
const SERVER = textsOf("server/lsp");

function textsOf(folder: string): string {
  return sourceFiles(folder)
    .map((file) => readFileSync(path.join(ROOT, file), "utf8"))
    .join("\n");
}

function all(pattern: RegExp, text: string): string[] {
  return [...new Set([...text.matchAll(pattern)].map(([, found = ""]) => found))].sort();
}

describe("texts for people", () => {
  it("of the manifest stand in package.nls.json, and no others do", () => {
    const named = all(/"%([^"%]+)%"/g, JSON.stringify(manifest));
    assert.ok(named.length > 20);
    assert.deepEqual(Object.keys(texts).sort(), named);
  });

  it("of the manifest's settings and steps are all named there", () => {
    const { configuration, walkthroughs, commands, views } = manifest.contributes;
    const shown = JSON.stringify([configuration.properties, walkthroughs, commands, views]);
    const texts = all(/"(?:title|description|markdownDescription|contents)":"([^"]*)"/g, shown);
    const listed = all(/"markdownEnumDescriptions":\["([^\]]*)"\]/g, shown).flatMap((list) => list.split('","'));
    assert.ok(texts.length > 20 && listed.length > 2);
    assert.deepEqual(
      [...texts, ...listed].filter((text) => !/^%[\w.-]+%$/.test(text)),
      [],
    );
  });

  it("of the client, of actions and of rules stand in the bundle for translators, and no others do", () => {
    const client = all(/\bl10n\.t\(\s*"((?:[^"\\]|\\.)*)"/g, CLIENT);
    const said = [SERVER, textsOf("server/analysis/ide"), textsOf("server/analysis/map")].join("\n");
    const actions = [/\bsay\(\s*"((?:[^"\\]|\\.)*)"/g, /\bsay\(\s*'([^']*)'/g].flatMap((pattern) => all(pattern, said));
    assert.ok(client.length > 10 && actions.length > 10);
    const words = WORDS.map(([, word]) => word);
    const made = [...FIX_TITLES, ...MADE_TEXTS, ...SAID_BY_VARIABLE, ...RULES.map(({ docs }) => docs.title)];
    const messages = sourceFiles("server/analysis", "server/lsp").flatMap(saidTexts);
    const used = new Set([...client, ...actions, ...words, ...made, ...messages, RULE_TEXT]);
    // What tables say and what a hover says of a rule is there where somebody has translated it.
    const missing = [...used].filter(
      (text) => !Object.hasOwn(bundle, text) && /\p{L}/u.test(text.replace(/\{\d\}/g, "")),
    );
    assert.deepEqual(missing, []);
    const hovers = RULES.flatMap(({ docs }) => [firstSentence(docs.why), firstSentence(docs.instead)]);
    const found = new Set([...used, ...textsOnPages(), ...hovers]);
    assert.deepEqual(
      Object.keys(bundle).filter((text) => !found.has(text)),
      [],
    );
    for (const [key, text] of Object.entries(bundle)) assert.equal(text, key, "the bundle is English");
  });

  it("are never put together from a text that is not in the bundle", () => {
    const calls = CLIENT.match(/\bl10n\.t\(/g) ?? [];
    assert.equal(calls.length, (CLIENT.match(/\bl10n\.t\(\s*"/g) ?? []).length);
  });

  it("get to the user by way of the bundle, but for names", () => {
    const names = ["Bulkhead"];
    const past = sourceFiles("client").flatMap((file) =>
      shownTexts(readFileSync(path.join(ROOT, file), "utf8"))
        // The words of the map's page are what its caller has to say in the user's language.
        .filter(({ text }) => !names.includes(text) && !Object.values<string>(MAP_PAGE_WORDS).includes(text))
        .map(({ text, line }) => `${file}:${line} ${text}`),
    );
    assert.deepEqual(past, []);
  });

  it("that go past the bundle are found where they are given, wherever they come from", () => {
    const found = (text: string) => shownTexts(text).map((one) => one.text);
    assert.deepEqual(found('item.tooltip = open ? `$(lock) Open ${name}` : l10n.t("Shut");'), ["$(lock) Open "]);
    assert.deepEqual(found('const label = "Rows"; new TreeItem(label);'), ["Rows"]);
    assert.deepEqual(found('window.showErrorMessage(l10n.t("No"), "Retry");'), ["Retry"]);
    assert.deepEqual(found('client.error("Shown", error); client.error("Logged", error, false);'), ["Shown"]);
    assert.deepEqual(found('show({ label: l10n.t("Yes"), description: [a, "b"].join(" · ") });'), ["b"]);
    assert.deepEqual(found('item.text = "$(shield) 3"; if (name === "file") item.command = "bulkhead.more";'), []);
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

  it("has a picture for each step, which is there and is said in words", () => {
    for (const { id, media } of steps) {
      const file = "image" in media ? media.image : media.svg;
      assert.ok(readFileSync(path.join(ROOT, file)).length > 500, file);
      assert.equal(media.altText, `%walkthrough.${id}.alt%`);
    }
  });
});
