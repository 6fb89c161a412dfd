import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { keysOfPart } from "../../../server/analysis/facts/compose-schema.ts";
import type { Fix } from "../../../server/analysis/model/change.ts";
import type { Finding } from "../../../server/analysis/model/finding.ts";
import { RULES, RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import type { Rule } from "../../../server/analysis/rules/rule.ts";
import UNHARDENED from "../../../server/analysis/rules/unhardened.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { configOf } from "../../../server/analysis/settings/read.ts";
import { FIX_TITLES } from "../../../server/lsp/fix-titles.ts";
import { languageOf } from "../../../server/lsp/language.ts";
import { applied, expected, filesOf, rewritten, run, type Section, sectionsOf } from "./spec.ts";

const FOLDER = path.join(import.meta.dirname, "../../../server/analysis/rules");
/** `UPDATE=1` writes what the analysis says into the pages, to be read as a diff. */
const { UPDATE: update } = process.env;
const UPDATE = update === "1";

const pages = readdirSync(FOLDER)
  .filter((file) => file.endsWith(".md"))
  .map((file) => ({ id: path.basename(file, ".md"), file: path.join(FOLDER, file) }))
  .map((page) => ({ ...page, text: readFileSync(page.file, "utf8") }));

describe("the list of rules", () => {
  it("holds every file of the folder, by its id and in order", () => {
    const files = readdirSync(FOLDER).filter((file) => file.endsWith(".ts") && !["rule.ts", "index.ts"].includes(file));
    assert.deepEqual([...RULES_BY_ID.keys()], files.map((file) => path.basename(file, ".ts")).sort());
  });

  it("has a spec page for every rule, and no other page", () => {
    assert.deepEqual(pages.map(({ id }) => id).sort(), [...RULES_BY_ID.keys()]);
  });

  it("gives a rule of several subjects one documentation", () => {
    for (const rule of RULES) assert.equal(rule.docs, RULES_BY_ID.get(rule.id)?.docs, rule.id);
  });

  it("ranks only rules that there are", () => {
    for (const { id, outranks = [] } of RULES)
      for (const other of outranks) assert.ok(RULES_BY_ID.has(other), `${id}: ${other}`);
  });
});

/** What ends a clause that can be read by itself. */
const CLAUSE_END = /[.:;!?](?= |$)/;
const LONGEST_CLAUSE = 120;

describe("the messages on the pages", () => {
  const messages = pages.flatMap(({ id, text }) =>
    [...text.matchAll(/^ *\^+ +\w+\[[\w-]+\]: (.+)$/gm)].map(([, message = ""]) => [id, message] as const),
  );

  it("are many", () => assert.ok(messages.length > 500, String(messages.length)));

  it("begin with a clause that stands alone where there is no room for more", () => {
    for (const [id, message] of messages) {
      const { index } = CLAUSE_END.exec(message) ?? assert.fail(`${id}: ${message} does not end`);
      assert.ok(index < LONGEST_CLAUSE, `${id}: ${index + 1} characters: ${message}`);
    }
  });

  it("are plain text, as editors show it", () => {
    for (const [id, message] of messages) assert.ok(!message.includes("`"), `${id}: ${message}`);
  });
});

describe("rules", () => {
  for (const { id, file, text } of pages) {
    const sections = sectionsOf(text);
    describe(id, () => {
      if (UPDATE)
        it("is rewritten", () =>
          writeFileSync(
            file,
            rewritten(
              text,
              sections,
              sections.flatMap((one) => expected(id, one)),
            ),
          ));
      else for (const section of sections) it(section.title, () => checkSection(id, section));
    });
  }
});

function checkSection(id: string, section: Section): void {
  for (const [index, should] of expected(id, section).entries()) assert.equal(section.blocks[index]?.text, should);
  checkFixes(id, section);
}

/** A language in which every text that can be translated stands in brackets. */
const PSEUDO = languageOf(Object.fromEntries(FIX_TITLES.map((text) => [text, `⟦${text}⟧`])));

/** What holds for every fix that is offered: its title can be translated, the finding is gone or tells of less, none of its rule is new, and nothing is broken. */
function checkFixes(id: string, section: Section): void {
  const { analysis, findings, files } = run(id, filesOf(section));
  const before = new Set(findings.map(identity));
  for (const finding of findings) {
    for (const { fix, edits } of analysis.fixes(finding)) {
      const title = PSEUDO.fixTitle(fix);
      assert.ok(title.startsWith("⟦"), `"${fix.title}" is made of no text in server/lsp/fix-titles.ts`);
      const after = run(id, applied(edits, files));
      const same = after.findings.find((one) => identity(one) === identity(finding));
      assert.ok(same?.message !== finding.message, `"${fix.title}" leaves the finding: ${finding.message}`);
      const added = after.findings.filter((one) => !before.has(identity(one)));
      assert.deepEqual(
        added.map(({ message }) => message),
        [],
        `"${fix.title}" makes new findings`,
      );
      const inputErrors = after.analysis.inputErrors.filter(
        ({ message }) => !analysis.inputErrors.some((one) => one.message === message),
      );
      assert.deepEqual(
        inputErrors.map(({ message }) => message),
        [],
        `"${fix.title}" breaks the file`,
      );
    }
  }
}

function identity({
  rule,
  subject,
  evidence,
}: {
  rule: string;
  subject: { kind: string; name: string };
  evidence: string;
}): string {
  return [rule, subject.kind, subject.name, evidence].join(" ");
}

describe("half-typed files", () => {
  const config = configOf([{ profile: "strict" }]);
  const seen = new Set<string>();
  for (const { id, text } of pages) {
    it(`of the page on ${id} break no rule`, () => {
      for (const section of sectionsOf(text)) {
        const files = filesOf(section);
        const cache = new ParseCache();
        const [entry = "", whole = ""] = [...files][0] ?? [];
        for (let length = 0; length <= whole.length; length++) {
          const prefix = whole.slice(0, length);
          if (seen.has(`${entry} ${prefix}`)) continue;
          seen.add(`${entry} ${prefix}`);
          const analysis = analyze([entry], (file) => (file === entry ? prefix : (files.get(file) ?? null)), config, {
            cache,
            onRuleError: (rule, error) => {
              throw new Error(`${rule} fails on ${JSON.stringify(prefix)}`, { cause: error });
            },
          });
          for (const { at, rule, fixes } of analysis.findings) assert.ok(at.start <= at.end && fixes, rule);
        }
      }
    });
  }
});

describe("the keys that a rule names", () => {
  const config = configOf([{ profile: "strict" }]);

  it("are keys of a service, which it looks at", () => {
    const known = keysOfPart("service");
    for (const { id, check, keys = [] } of RULES) {
      assert.ok(keys.length === 0 || check !== undefined, id);
      for (const key of keys) assert.ok(known.has(key), `${id}: ${key}`);
    }
  });

  it("are there wherever it finds something", () => {
    const everywhere = RULES.map(({ keys: _, ...rule }) => rule as Rule);
    for (const { id, text } of pages) {
      for (const section of sectionsOf(text)) {
        const files = filesOf(section);
        const [entry = ""] = files.keys();
        const found = (rules: readonly Rule[]): readonly Finding[] => {
          const options = { cache: new ParseCache(), rules, onRuleError: assert.fail };
          return analyze([entry], (file) => files.get(file) ?? null, config, options).findings;
        };
        assert.deepEqual(found(RULES), found(everywhere), id);
      }
    }
  });
});

describe("fixes that take long to find", () => {
  const problem = { at: { file: "a.yaml", start: 0, end: 1 }, message: "It is slow." };
  const findingsWith = (fixes: () => readonly Fix[], onRuleError: (rule: string) => void): readonly Finding[] => {
    const slow: Rule = { ...UNHARDENED, check: () => [{ ...problem, fixes }] };
    const lookup = (file: string): string | null => (file === "a.yaml" ? "services:\n  web: { image: nginx }\n" : null);
    const options = { cache: new ParseCache(), rules: [slow], language: "compose", onRuleError } as const;
    return analyze(["a.yaml"], lookup, configOf([{}]), options).findings;
  };

  it("are found once, and only when they are asked for", () => {
    let asked = 0;
    const [finding] = findingsWith(() => {
      asked++;
      return [{ title: "Mend it", safe: false, changes: [] }];
    }, assert.fail);
    assert.equal(asked, 0);
    assert.equal(finding?.fixes[0]?.title, "Mend it");
    assert.equal(JSON.parse(JSON.stringify(finding)).fixes[0].title, "Mend it");
    assert.equal(asked, 1);
  });

  it("are none where the rule throws, which is told once", () => {
    const failed: string[] = [];
    const [finding] = findingsWith(
      () => {
        throw new Error("It does not work.");
      },
      (rule) => failed.push(rule),
    );
    assert.deepEqual([finding?.fixes, finding?.fixes], [[], []]);
    assert.deepEqual(failed, [UNHARDENED.id]);
  });
});
