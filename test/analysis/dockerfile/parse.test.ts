import assert from "node:assert/strict";
import { isReadAlike } from "../../../server/analysis/dockerfile/editor/second-opinion.ts";
import { parseDockerfile } from "../../../server/analysis/dockerfile/syntax/parse.ts";
import type { DockerfileTree, Instruction } from "../../../server/analysis/dockerfile/syntax/tree.ts";
import type { Place } from "../../../server/analysis/text/span.ts";
import { DOCKERFILES } from "../../dockerfile-corpus.ts";

const FILE = "file:///Dockerfile";

function tree(text: string): DockerfileTree {
  return parseDockerfile(FILE, text);
}

/** An instruction in one line: keyword, flags, arguments in bars, here-documents, what it holds. */
function shown(instruction: Instruction): string {
  const { keyword, flags, arguments: words, json, heredocs, inner, complete } = instruction;
  const parts = [
    keyword,
    ...flags.map(({ name, value }) => `--${name}=${value}`),
    ...words.map(({ text }) => `|${text}|`),
    ...(json ? ["json"] : []),
    ...heredocs.map(({ name, expands, body }) => `${expands ? "" : "verbatim "}${name}{${body.text}}`),
    ...(inner ? [`(${shown(inner)})`] : []),
    ...(complete ? [] : ["incomplete"]),
  ];
  return parts.join(" ");
}

function shownAll(text: string): readonly string[] {
  return tree(text).instructions.map(shown);
}

describe("a Dockerfile's instructions", () => {
  const cases: readonly (readonly [what: string, text: string, instructions: readonly string[]])[] = [
    ["one to a line", "FROM a\nUSER b\n", ["FROM |a|", "USER |b|"]],
    ["in any case, indented", "from a\n\t  Run x\n", ["FROM |a|", "RUN |x|"]],
    ["with CRLF and a byte order mark", "\uFEFFFROM a\r\nUSER b\r\n", ["FROM |a|", "USER |b|"]],
    ["without a final newline", "FROM a\nUSER b", ["FROM |a|", "USER |b|"]],
    ["continued", "FROM a\nRUN x \\\n  y\nUSER b", ["FROM |a|", "RUN |x   y|", "USER |b|"]],
    ["continued behind blanks", "RUN x \\ \t\n y", ["RUN |x  y|"]],
    ["continued over comments and empty lines", "RUN x \\\n# c \\\n\n  # d\n y\nUSER b", ["RUN |x  y|", "USER |b|"]],
    ["continued to the end of the file", "RUN x \\", ["RUN |x|"]],
    ["not continued by two escape characters", "RUN x \\\\\nUSER b", ["RUN |x \\\\|", "USER |b|"]],
    ["continued within the keyword", "US\\\nER b", ["USER |b|"]],
    ["continued by a backquote", "# escape=`\nRUN x `\n y \\\nUSER b", ["RUN |x  y \\|", "USER |b|"]],
    ["with flags", 'COPY --from=a --chown="b c" d e', ["COPY --from=a --chown=b c |d| |e|"]],
    [
      "with flags on several lines",
      "RUN --mount=type=cache \\\n  --network=none x --y",
      ["RUN --mount=type=cache --network=none |x --y|"],
    ],
    ["in JSON form", 'CMD ["a", "b\\u0041\\n\\"", \\\n "c"]', ['CMD |a| |bA\n"| |c| json']],
    ["in an empty JSON form", "CMD [ ]", ["CMD json"]],
    [
      "in what only looks like JSON",
      'CMD [\'a\']\nCMD ["a", b]\nCMD ["a"] b\nCMD ["a",]',
      ["CMD |['a']|", 'CMD |["a", b]|', 'CMD |["a"] b|', 'CMD |["a",]|'],
    ],
    ["with quoted words", "ENV A=\"x y\" B='z' C=a\\ b", ["ENV |A=\"x y\"| |B='z'| |C=a\\ b|"]],
    ["with a comment sign that is none", "USER b # c", ["USER |b # c|"]],
    [
      "half typed",
      "FROM\nUSER\nCOPY a\nENV\nONBUILD\nHEALTHCHECK",
      ["FROM", "USER", "COPY |a|", "ENV", "ONBUILD", "HEALTHCHECK"],
    ],
    ["with NUL", "USER \0b", ["USER |\0b|"]],
    ["held by ONBUILD", "ONBUILD COPY --from=a b c", ["ONBUILD |COPY --from=a b c| (COPY --from=a |b| |c|)"]],
    [
      "held by HEALTHCHECK",
      'HEALTHCHECK --interval=3s CMD ["a"]',
      ['HEALTHCHECK --interval=3s |CMD ["a"]| (CMD |a| json)'],
    ],
    [
      "none of them in a here-document",
      "RUN <<EOF\nUSER root\nEOF\nUSER b",
      ["RUN |<<EOF| EOF{USER root\n}", "USER |b|"],
    ],
    [
      "several here-documents",
      "COPY <<A <<'B' /x/\n1\nA\n$2\nB\nUSER b",
      ["COPY |<<A| |<<'B'| |/x/| A{1\n} verbatim B{$2\n}", "USER |b|"],
    ],
    [
      "a here-document for a descriptor, tabs taken away",
      "RUN cat 3<<-E > x\n\tUSER c\n\tE\nUSER b",
      ["RUN |cat 3<<-E > x| E{USER c\n}", "USER |b|"],
    ],
    [
      "a continued line before a here-document",
      "RUN cat <<E \\\n && x\nUSER c\nE\nUSER b",
      ["RUN |cat <<E  && x| E{USER c\n}", "USER |b|"],
    ],
    ["a here-document with CRLF", "RUN <<E\r\nx\r\nE\r\nUSER b", ["RUN |<<E| E{x\n}", "USER |b|"]],
    [
      "a here-document under ONBUILD",
      "ONBUILD RUN <<E\nx\nE\nUSER b",
      ["ONBUILD |RUN <<E| E{x\n} (RUN |<<E| E{x\n})", "USER |b|"],
    ],
    ["no here-document within quotes", 'RUN echo "a <<E b"\nUSER b', ['RUN |echo "a <<E b"|', "USER |b|"]],
    [
      "no here-document in shifts and here-strings",
      "RUN echo $((1<<2)) <<<E\nUSER b",
      ["RUN |echo $((1<<2)) <<<E|", "USER |b|"],
    ],
    ["no here-document for others", "LABEL a=<<E\nUSER b", ["LABEL |a=<<E|", "USER |b|"]],
    [
      "no here-document behind an open quote or a substitution of shells",
      "RUN don't <<E\nUSER b\nRUN ${x[0]} <<E\nUSER c",
      ["RUN |don't <<E|", "USER |b|", "RUN |${x[0]} <<E|", "USER |c|"],
    ],
    ["no here-document behind <<- and a blank", "RUN cat <<- E\nUSER b", ["RUN |cat <<- E|", "USER |b|"]],
    [
      "a here-document whose name is quoted in part or escaped",
      "RUN cat <<'E'F <<\\E\n$x\nEF\n$y\nE\nUSER b",
      ["RUN |cat <<'E'F <<\\E| verbatim EF{$x\n} E{$y\n}", "USER |b|"],
    ],
    [
      "the backslash of a here-document's name, whatever the escape character",
      "# escape=`\nRUN <<\\E\nx\nE\nUSER b",
      ["RUN |<<\\E| E{x\n}", "USER |b|"],
    ],
    [
      "with an escape character in flags, also within single quotes",
      "COPY --from='a\\'b' c d\nCOPY --from=a\\ b c d",
      ["COPY --from=a'b |c| |d|", "COPY --from=a b |c| |d|"],
    ],
    [
      "with a backquote for the escape character in flags",
      "# escape=`\nCOPY --from=a` b --chown=c\\d e f",
      ["COPY --from=a b --chown=c\\d |e| |f|"],
    ],
    [
      "in the old form of ENV",
      'ENV A  b  c=d\nLABEL "a b" c\nENV A',
      ["ENV |A| |b  c=d|", 'LABEL |"a| |b" c|', "ENV |A|"],
    ],
    [
      "with white space of other scripts, which splits quoted words alone",
      "\u2003USER b\u00a0\nCOPY a\u00a0b c\nARG A\u2003B\nUSER\u00a0b",
      ["USER |b|", "COPY |a\u00a0b| |c|", "ARG |A| |B|", "USER\u00a0B"],
    ],
    [
      "a health check held by ONBUILD",
      "ONBUILD HEALTHCHECK --interval=3s CMD a",
      ["ONBUILD |HEALTHCHECK --interval=3s CMD a| (HEALTHCHECK --interval=3s |CMD a| (CMD |a|))"],
    ],
    ["an open here-document", "RUN <<E\nUSER b", ["RUN |<<E| E{USER b} incomplete"]],
  ];
  for (const [what, text, instructions] of cases) it(what, () => assert.deepEqual(shownAll(text), instructions));
});

describe("what else stands in a Dockerfile", () => {
  const directives: readonly (readonly [text: string, directives: string])[] = [
    ["# syntax=docker/dockerfile:1\n# escape=`\nFROM a", "syntax=docker/dockerfile:1 escape=`"],
    ["#ESCAPE = ` \r\nFROM a", "escape=`"],
    ["# a comment\n# escape=`\nFROM a", ""],
    ["# unknown=x\n# escape=`\nFROM a", ""],
    ["\n# escape=`\nFROM a", ""],
    ["\uFEFF# escape=`\nFROM a", "escape=`"],
    ["FROM a\n# syntax=x", ""],
    ["# escape=\nFROM a", ""],
    ["#!/x\n# syntax=x\n# escape=`\nFROM a", "syntax=x"],
    [" # syntax=x\n # escape=`\nFROM a", "escape=`"],
    ["#\u00a0escape=`\nFROM a", "escape=`"],
    ["# escape\u00a0=`\nFROM a", ""],
    ["# syntax=x y \r\nFROM a", "syntax=x y"],
    ["# check= \nFROM a", "check= "],
  ];
  for (const [text, expected] of directives) {
    it(`directives of ${JSON.stringify(text)}`, () => {
      assert.equal(
        tree(text)
          .directives.map(({ name, value }) => `${name}=${value}`)
          .join(" "),
        expected,
      );
    });
  }

  it("comments, also within an instruction, but not in a here-document", () => {
    const { comments } = tree("# a\nFROM x\n  # b\nRUN y \\\n# c\n z\nRUN <<E\n# d\nE\n# e");
    assert.deepEqual(
      comments.map(({ text }) => text),
      ["# a", "# b", "# c", "# e"],
    );
  });

  const inputErrors: readonly (readonly [text: string, inputError: string])[] = [
    [`FROM a\nRUN ${"x ".repeat(140_000)}\n`, "RUN: The instruction RUN is longer than 256 KiB and is not read."],
    ["x".repeat(1_048_577), ": The file is larger than 1 MiB and is not read."],
    ["FROM a\nUSE b\n", ""],
  ];
  for (const [text, expected] of inputErrors) {
    it(`an input error in ${JSON.stringify(text.slice(0, 40))}`, () => {
      const found = tree(text).inputErrors.map(({ at, message }) => `${text.slice(at.start, at.end)}: ${message}`);
      assert.deepEqual(found, expected === "" ? [] : [expected]);
    });
  }

  it("reads on behind an instruction that is too long", () => {
    assert.deepEqual(shownAll(`FROM a\nRUN ${"x ".repeat(140_000)}\nUSER b`), [
      "FROM |a|",
      "RUN incomplete",
      "USER |b|",
    ]);
  });
});

describe("places in a Dockerfile", () => {
  it("span continuations, and point at what is written for a string of the JSON form", () => {
    const text = 'FROM a\nCMD ["x\\"", \\\n "y"]\nCOPY --from=b c \\\n d\n';
    const words = tree(text).instructions.flatMap(({ at, flags, arguments: args }) => [
      at,
      ...flags.map((flag) => flag.at),
      ...args.map((word) => word.at),
    ]);
    assert.deepEqual(
      words.map(({ start, end }) => text.slice(start, end)),
      ["FROM", "a", "CMD", '"x\\""', '"y"', "COPY", "--from=b", "c", "d"],
    );
  });

  it("lie in the file and rise, over the corpus", () => {
    for (const { name, text } of DOCKERFILES) {
      const { instructions, comments } = tree(text);
      let last = 0;
      for (const { at, whole, flags, arguments: words, heredocs } of instructions) {
        assert.ok(at.start >= last && at.start === whole.start && at.end <= whole.end, name);
        const inside: readonly Place[] = [...flags, ...words, ...heredocs].map((part) => part.at);
        for (const { start, end } of inside) assert.ok(start >= at.end && start <= end && end <= whole.end, name);
        last = whole.end;
      }
      assert.ok(last <= text.length, name);
      for (const comment of comments) assert.equal(text.charAt(comment.at.start), "#", name);
    }
  });
});

describe("another parser of Dockerfiles", () => {
  it("finds the same instructions at the same places, over the corpus", () => {
    for (const { name, text } of DOCKERFILES) assert.ok(isReadAlike(tree(text)), name);
  });

  const misread: readonly (readonly [what: string, text: string])[] = [
    ["a here-document within quotes", 'FROM a\nRUN echo "a <<E b"\nUSER b\n'],
    ["a here-document for a descriptor", "FROM a\nRUN cat 3<<E\nUSER c\nE\nUSER b\n"],
    ["two escape characters", "FROM a\nRUN x \\\\\nUSER b\n"],
    ["any comment of the form name=value for a directive", "# a=b\n# escape=`\nFROM a\nRUN x \\\n y\n"],
  ];
  for (const [what, text] of misread) {
    it(`has another opinion of ${what}`, () => assert.equal(isReadAlike(tree(text)), false));
  }

  it("is not asked about what would keep it busy", () => {
    assert.equal(isReadAlike(tree(`FROM a\n${"RUN b\n".repeat(30_000)}`)), false);
    assert.equal(isReadAlike(tree("FROM a\n# c\n".repeat(1000))), false);
  });
});

describe("the time that parsing takes", () => {
  it("grows with the lines and not with their square", () => {
    const make = (lines: number): string => `FROM a\n${'RUN curl -fsSL x | sh && echo "y"\n'.repeat(lines)}`;
    const [short, long] = [make(2000), make(20_000)];
    const best = (run: () => void): number => {
      const times = Array.from({ length: 9 }, () => {
        const start = process.cpuUsage();
        run();
        const { user, system } = process.cpuUsage(start);
        return user + system;
      });
      return Math.min(...times);
    };
    const tenShort = best(() => {
      for (let count = 0; count < 10; count++) tree(short);
    });
    const ratio = best(() => void tree(long)) / tenShort;
    assert.ok(ratio < 4, `one file of ten times the lines took ${ratio} times as long as ten files`);
  });
});
