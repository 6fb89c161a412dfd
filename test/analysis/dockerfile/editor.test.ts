import assert from "node:assert/strict";
import { editDockerfile } from "../../../server/analysis/dockerfile/editor/editor.ts";
import { resolveDockerfile } from "../../../server/analysis/dockerfile/resolve/resolve.ts";
import { KEYWORDS, parseDockerfile } from "../../../server/analysis/dockerfile/syntax/parse.ts";
import type { DockerfileTree } from "../../../server/analysis/dockerfile/syntax/tree.ts";
import type { AllowChange, StageChange } from "../../../server/analysis/model/change.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import type { Place } from "../../../server/analysis/text/span.ts";
import { DOCKERFILES } from "../../dockerfile-corpus.ts";

const FILE = "file:///Dockerfile";

function edited(
  text: string,
  changes: (tree: DockerfileTree) => readonly (StageChange | AllowChange)[],
): string | undefined {
  const tree = parseDockerfile(FILE, text);
  const edits = editDockerfile(tree, changes(tree));
  return edits && applyEdits(text, edits);
}

/** The place of the first, or the last, occurrence of a text. */
function placeOf(text: string, part: string): Place {
  const start = text.lastIndexOf(part);
  assert.ok(start >= 0, part);
  return { file: FILE, start, end: start + part.length };
}

function stagesOf(tree: DockerfileTree): readonly Place[] {
  return tree.instructions.filter(({ keyword }) => keyword === "FROM").map(({ at }) => at);
}

/** `USER app` in the last stage. */
function withUser(text: string, more: { readonly user?: string; readonly comment?: string } = {}): string | undefined {
  return edited(text, (tree) => {
    const stage = stagesOf(tree).at(-1);
    return stage ? [{ do: "set-user", stage, user: "app", ...more }] : [];
  });
}

describe("setting a stage's user", () => {
  const cases: readonly (readonly [what: string, before: string, after: string | undefined])[] = [
    ["goes before CMD", "FROM a\nRUN b\nCMD c\n", "FROM a\nRUN b\nUSER app\nCMD c\n"],
    [
      "goes before the first of CMD, ENTRYPOINT and HEALTHCHECK",
      "FROM a\nRUN b\nHEALTHCHECK CMD c\nENTRYPOINT d\nCMD e\n",
      "FROM a\nRUN b\nUSER app\nHEALTHCHECK CMD c\nENTRYPOINT d\nCMD e\n",
    ],
    [
      "goes behind what is built after CMD",
      "FROM a\nCMD c\nRUN b\nEXPOSE 1\n",
      "FROM a\nCMD c\nRUN b\nEXPOSE 1\nUSER app\n",
    ],
    [
      "goes before a CMD behind that",
      "FROM a\nENTRYPOINT e\nCOPY b c\nCMD c\n",
      "FROM a\nENTRYPOINT e\nCOPY b c\nUSER app\nCMD c\n",
    ],
    ["goes to the end", "FROM a\nRUN b\n", "FROM a\nRUN b\nUSER app\n"],
    ["goes to the end without a final newline", "FROM a\nRUN b", "FROM a\nRUN b\nUSER app"],
    ["goes before CMD without a final newline", "FROM a\nCMD b", "FROM a\nUSER app\nCMD b"],
    ["keeps empty lines at the end", "FROM a\nRUN b\n\n\n", "FROM a\nRUN b\nUSER app\n\n\n"],
    [
      "keeps a comment with its CMD",
      "FROM a\nRUN b\n\n# start\n# it\nCMD c\n",
      "FROM a\nRUN b\n\nUSER app\n# start\n# it\nCMD c\n",
    ],
    ["does not take a comment with an empty line behind", "FROM a\n# b\n\nCMD c\n", "FROM a\n# b\n\nUSER app\nCMD c\n"],
    [
      "keeps CRLF and the byte order mark",
      "\uFEFFFROM a\r\nRUN b\r\n# c\r\nCMD c\r\n",
      "\uFEFFFROM a\r\nRUN b\r\nUSER app\r\n# c\r\nCMD c\r\n",
    ],
    ["keeps lower case and indentation", "from a\n  run b\n  cmd c\n", "from a\n  run b\n  user app\n  cmd c\n"],
    ["goes behind a continued instruction", "FROM a\nRUN b \\\n  c\n# d\n", "FROM a\nRUN b \\\n  c\nUSER app\n# d\n"],
    ["goes behind a here-document", "FROM a\nRUN <<E\nCMD x\nE\n", "FROM a\nRUN <<E\nCMD x\nE\nUSER app\n"],
    [
      "replaces the last USER",
      "FROM a\nUSER b\nRUN c\nUSER root # d\nCMD c\n",
      "FROM a\nUSER b\nRUN c\nUSER app\nCMD c\n",
    ],
    [
      "does not replace a USER that something is built as",
      "FROM a\nUSER root\nRUN c\nCMD c\n",
      "FROM a\nUSER root\nRUN c\nUSER app\nCMD c\n",
    ],
    ["works right behind FROM", "FROM a", "FROM a\nUSER app"],
    [
      "changes only its stage",
      "FROM a AS b\nCMD x\nFROM b\nCOPY x y\n",
      "FROM a AS b\nCMD x\nFROM b\nCOPY x y\nUSER app\n",
    ],
    ["refuses a file that ends in a continuation", "FROM a\nRUN b \\", undefined],
    ["refuses a broken file", "FROM a\nRUN <<E\n", undefined],
    ["refuses an unknown instruction", "FROM a\nUSE b\n", undefined],
    ["refuses a template", "FROM a\n{% if b %}\nCMD c\n", undefined],
  ];
  for (const [what, before, after] of cases) it(what, () => assert.equal(withUser(before), after));

  it("goes to the end of a stage that another follows", () => {
    const text = "FROM a AS b\nRUN x\n\nFROM c\nCMD d\n";
    const after = edited(text, (tree) =>
      stagesOf(tree)
        .slice(0, 1)
        .map((stage) => ({ do: "set-user", stage, user: "1:1" })),
    );
    assert.equal(after, "FROM a AS b\nRUN x\nUSER 1:1\n\nFROM c\nCMD d\n");
  });

  it("puts a comment above it", () => {
    assert.equal(withUser("FROM a\nCMD b\n", { comment: "not root" }), "FROM a\n# not root\nUSER app\nCMD b\n");
  });

  for (const user of ["", "a\nRUN b", "a \\", " a", "--x", "a "]) {
    it(`refuses the name ${JSON.stringify(user)}`, () =>
      assert.equal(withUser("FROM a\nCMD b\n", { user }), undefined));
  }

  it("refuses a place where no stage starts", () => {
    assert.equal(
      edited("FROM a\n", () => [{ do: "set-user", stage: placeOf("FROM a\n", "a"), user: "b" }]),
      undefined,
    );
  });
});

describe("removing an instruction", () => {
  const cases: readonly (readonly [what: string, at: string, before: string, after: string | undefined])[] = [
    ["takes its line", "y", "FROM a\nRUN x\nRUN y\nCMD z\n", "FROM a\nRUN x\nCMD z\n"],
    ["takes continued lines and the comments between", "y", "FROM a\nRUN x \\\n# c\n  y\nCMD z\n", "FROM a\nCMD z\n"],
    ["takes a here-document", "inside", "FROM a\nRUN <<E\ninside\nE\nCMD z\n", "FROM a\nCMD z\n"],
    ["leaves the comment above", "x", "FROM a\n# c\nRUN x\nCMD z\n", "FROM a\n# c\nCMD z\n"],
    ["leaves no newline where there was none", "z", "FROM a\r\nCMD z", "FROM a"],
    ["keeps the byte order mark", "x", "\uFEFFARG x\nFROM a\n", "\uFEFFFROM a\n"],
    ["refuses FROM", "a", "FROM a\nCMD z\n", undefined],
    ["refuses a place between instructions", "# c", "FROM a\n# c\nCMD z\n", undefined],
  ];
  for (const [what, at, before, after] of cases) {
    it(what, () =>
      assert.equal(
        edited(before, () => [{ do: "remove-instruction", at: placeOf(before, at) }]),
        after,
      ),
    );
  }
});

describe("replacing text", () => {
  const cases: readonly (readonly [
    what: string,
    at: string,
    value: string,
    before: string,
    after: string | undefined,
  ])[] = [
    [
      "changes what is at the place",
      "777",
      "755",
      "FROM a\nRUN chmod 777 x\nCMD z\n",
      "FROM a\nRUN chmod 755 x\nCMD z\n",
    ],
    ["takes text away", " -k", "", "FROM a\nRUN curl -k x\n", "FROM a\nRUN curl x\n"],
    ["changes an image", "a", "a@sha256:0", "FROM a\n", "FROM a@sha256:0\n"],
    ["refuses what ends the instruction", "777", "7\nUSER root", "FROM a\nRUN chmod 777 x\n", undefined],
    ["refuses what opens a here-document", "777", "<<E", "FROM a\nRUN chmod 777 x\nE\n", undefined],
    ["refuses the keyword", "RUN", "USER", "FROM a\nRUN chmod\n", undefined],
    ["refuses what goes over the end", "x\nCMD", "y", "FROM a\nRUN x\nCMD z\n", undefined],
    ["refuses what breaks the JSON form", '"x"', "x", 'FROM a\nCMD ["x"]\n', undefined],
  ];
  for (const [what, at, value, before, after] of cases) {
    it(what, () =>
      assert.equal(
        edited(before, () => [{ do: "replace-text", at: placeOf(before, at), value }]),
        after,
      ),
    );
  }

  it("takes several changes together, or none", () => {
    const text = "FROM a\nRUN b\nCMD c\n";
    const change = (part: string, value: string): StageChange => ({
      do: "replace-text",
      at: placeOf(text, part),
      value,
    });
    assert.equal(
      edited(text, () => [change("b", "x"), change("c", "y")]),
      "FROM a\nRUN x\nCMD y\n",
    );
    assert.equal(
      edited(text, () => [change("b", "x"), change("b", "y")]),
      undefined,
    );
    assert.equal(
      edited(text, () => [change("b", "x"), { do: "remove-instruction", at: placeOf(text, "FROM") }]),
      undefined,
    );
  });
});

describe("a comment that allows", () => {
  const text = "# syntax=docker/dockerfile:1\n# note\nFROM a\nRUN x\n  RUN y \\\n z\n";
  const line = "# bulkhead: allow sudo, root-user -- why\n";
  const cases: readonly (readonly [scope: AllowChange["scope"], after: string])[] = [
    ["line", text.replace("  RUN y", `  ${line}  RUN y`)],
    ["subject", text.replace("FROM", `${line}FROM`)],
    ["file", text.replace("# note", `${line}# note`)],
  ];
  for (const [scope, after] of cases) {
    it(`goes where it covers the ${scope}`, () => {
      const change = {
        do: "allow",
        at: placeOf(text, "z"),
        rules: ["sudo", "root-user"],
        reason: "why",
        scope,
      } as const;
      assert.equal(
        edited(text, () => [change]),
        after,
      );
    });
  }

  const allow = (at: Place, reason: string): AllowChange => ({
    do: "allow",
    at,
    rules: ["sudo"],
    reason,
    scope: "file",
  });

  it("stands below a byte order mark, with the file's line endings", () => {
    const at = placeOf("FROM a", "a");
    assert.equal(
      edited("\uFEFFFROM a\r\n", () => [allow(at, "")]),
      "\uFEFF# bulkhead: allow sudo\r\nFROM a\r\n",
    );
  });

  it("is refused with a reason of two lines", () => {
    assert.equal(
      edited("FROM a\n", () => [allow(placeOf("FROM a", "a"), "x\nUSER root")]),
      undefined,
    );
  });
});

describe("a second opinion on edits", () => {
  it("refuses them where the other parser reads the file otherwise before", () => {
    for (const text of [
      'FROM a\nRUN echo "a <<E b"\n',
      "FROM a\nRUN cat 3<<E\nUSER c\nE\n",
      "# a=b\n# escape=`\nFROM a\nRUN x `y\\\n z",
    ])
      assert.equal(withUser(`${text}CMD c\n`), undefined, text);
  });

  it("refuses them where the other parser reads the file otherwise behind", () => {
    const text = "FROM a\nRUN x\nCMD c\n";
    const at = placeOf(text, "x");
    const replaced = (value: string): string | undefined => edited(text, () => [{ do: "replace-text", at, value }]);
    assert.equal(replaced('echo "a b"'), 'FROM a\nRUN echo "a b"\nCMD c\n');
    assert.equal(replaced('echo "a <<E b"'), undefined);
  });
});

describe("the part that is read to prove an edit", () => {
  it("starts with an escape directive where the file has one", () => {
    assert.equal(
      withUser("# escape=`\nFROM a\nRUN b `\n c\nRUN d `\n e\nRUN f \\\nCMD c\n"),
      "# escape=`\nFROM a\nRUN b `\n c\nRUN d `\n e\nRUN f \\\nUSER app\nCMD c\n",
    );
  });

  it("holds what follows, which must not be swallowed", () => {
    const text = `FROM a\n${"RUN x\n".repeat(9)}RUN last\nCMD c\nEXPOSE 1\n`;
    for (const value of ["y \\", "y <<E", "y \\\n # c"])
      assert.equal(
        edited(text, () => [{ do: "replace-text", at: placeOf(text, "last"), value }]),
        undefined,
        value,
      );
  });

  it("keeps the time of many edits from growing with the square of the lines", () => {
    const time = (lines: number): number => {
      const tree = parseDockerfile(FILE, `FROM a\n${"RUN chmod 777 /a\n".repeat(lines)}`);
      const start = process.cpuUsage();
      for (const { at } of tree.instructions.slice(1)) editDockerfile(tree, [{ do: "remove-instruction", at }]);
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    // The least of several runs is what the work takes; the rest is what else the machine did.
    const least = (lines: number): number => Math.min(...[1, 2, 3].map(() => time(lines)));
    time(200);
    const ratio = least(2000) / least(200);
    assert.ok(ratio < 30, `edits of ten times the lines took ${ratio} times as long`);
  });
});

describe("edits of real Dockerfiles", () => {
  const texts = DOCKERFILES.flatMap(({ name, text }) => [
    { name, text },
    { name: `${name} with CRLF`, text: text.replace(/\r?\n/g, "\r\n") },
  ]).filter(({ text }) => parseDockerfile(FILE, text).inputErrors.length === 0);

  it("give the last stage the user, once, and keep every other line", () => {
    for (const { name, text } of texts) {
      // What nobody knows may be what sets the user.
      if (parseDockerfile(FILE, text).instructions.some(({ keyword }) => !KEYWORDS.has(keyword))) continue;
      const after = withUser(text);
      if (parseDockerfile(FILE, text).instructions.every(({ keyword }) => keyword !== "FROM")) continue;
      assert.ok(after !== undefined, name);
      const { dockerfile } = resolveDockerfile(parseDockerfile(FILE, after), { args: new Map() });
      const user = dockerfile.stages.at(-1)?.user;
      assert.equal(user?.state === "known" && user.value.text, "app", name);
      assert.equal(withUser(after), after, name);
      const before = text.split(/\r?\n/);
      const kept = after
        .split(/\r?\n/)
        .filter(
          (line, index, lines) => line !== before[index] && line !== before[index - (lines.length - before.length)],
        );
      assert.ok(kept.length <= 1, `${name}: ${kept.join("|")}`);
    }
  });

  it("remove any instruction but FROM", () => {
    for (const { name, text } of texts) {
      const tree = parseDockerfile(FILE, text);
      const { instructions } = tree;
      for (const { keyword, at } of instructions.slice(0, 40)) {
        const edits = editDockerfile(tree, [{ do: "remove-instruction", at }]);
        const after = edits && applyEdits(text, edits);
        if (keyword === "FROM") assert.equal(after, undefined, name);
        else
          assert.equal(
            after === undefined ? 0 : parseDockerfile(FILE, after).instructions.length,
            instructions.length - 1,
            name,
          );
      }
    }
  });
});
