import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate, { type IRawGrammar } from "vscode-textmate";
import { ROOT } from "../../scripts/build.ts";
import { CAPABILITIES } from "../../server/analysis/facts/capabilities.ts";

interface BaseGrammar {
  readonly scopeName: string;
  readonly patterns: readonly object[];
}

/** What VS Code's own grammars do with comments and with texts; the rest of them does not matter here. */
const DOCKERFILE: BaseGrammar = {
  scopeName: "source.dockerfile",
  patterns: [{ match: "^(\\s*)(#).*$\\n?", name: "comment.line.number-sign.dockerfile" }],
};
const YAML: BaseGrammar = {
  scopeName: "source.yaml",
  patterns: [{ begin: "^", end: "$", name: "meta.stream.yaml", patterns: texts("(?=\\w)") }],
};
/** That of VS Code 1.91 has no streams, and takes a text's first character before anything can be injected there. */
const OLD_YAML: BaseGrammar = { scopeName: "source.yaml", patterns: texts("\\w") };

/** Texts in YAML; `first` is how one without quotes begins. */
function texts(first: string): readonly object[] {
  const item = { begin: first, end: "(?=[ \\t]*[,\\]])", name: "string.unquoted.plain.in.yaml" };
  const quoted = [
    { begin: '"', end: '"', name: "string.quoted.double.yaml" },
    { begin: "'", end: "'", name: "string.quoted.single.yaml" },
  ];
  return [
    { begin: "#", end: "$", name: "comment.line.number-sign.yaml" },
    { match: "[\\w-]+(?=:([ \\t]|$))", name: "string.unquoted.plain.yaml entity.name.tag.yaml" },
    ...quoted,
    { begin: "\\[", end: "\\]", patterns: [{ match: ",[ \\t]*" }, item, ...quoted] },
    { match: "-[ \\t]+|:[ \\t]*" },
    { begin: first, end: "(?=[ \\t]*$|[ \\t]#)", name: "string.unquoted.plain.out.yaml" },
  ];
}

const DIRECTIVE = "keyword.control.directive.bulkhead";
const RULE = "constant.other.rule.bulkhead";
const REASON = "string.unquoted.reason.bulkhead";

describe("Colours of allow comments", () => {
  for (const [base, injection] of [
    [YAML, "allow.yaml"],
    [DOCKERFILE, "allow.dockerfile"],
  ] as const) {
    describe(base.scopeName, () => {
      let colour: (line: string) => ReadonlyMap<string, string>;

      before(async () => {
        colour = await colouring(base, injection);
      });

      it("mark the directive, the rules and the reason", () => {
        const scopes = colour("# bulkhead: allow docker-socket, host-pid -- the agent's job # really");
        assert.equal(scopes.get("bulkhead:"), DIRECTIVE);
        assert.equal(scopes.get("allow"), DIRECTIVE);
        assert.equal(scopes.get("docker-socket"), RULE);
        assert.equal(scopes.get("host-pid"), RULE);
        assert.equal(scopes.get("the agent's job # really"), REASON);
      });

      it("leave other comments alone", () => {
        for (const line of ["# bulkhead allow docker-socket", "# we allow docker-socket", "# bulkhead: allowed"]) {
          assert.ok(![...colour(line).values()].some((scope) => scope.endsWith(".bulkhead")), line);
        }
      });
    });
  }

  it("mark a comment behind a YAML value, where Dockerfiles have none", async () => {
    const line = "image: nginx # bulkhead: allow unpinned-image";
    assert.equal((await colouring(YAML, "allow.yaml"))(line).get("unpinned-image"), RULE);
    const dockerfile = await colouring(DOCKERFILE, "allow.dockerfile");
    assert.equal(dockerfile(line).get("unpinned-image"), undefined);
  });
});

for (const [editor, base] of [
  ["VS Code 1.91", OLD_YAML],
  ["later ones", YAML],
] as const) {
  describe(`Colours of capabilities in ${editor}`, () => {
    let colour: (line: string) => ReadonlyMap<string, string>;
    const CAPABILITY = "support.constant.capability.yaml";
    const DANGEROUS = "support.constant.capability.dangerous.yaml";
    /** Words of other files too, which have a colour only as the server finds them in a list of capabilities. */
    const COMMON = new Set(["KILL", "LEASE", "SYSLOG", "BPF"]);

    before(async () => {
      colour = await colouring(base, "capabilities.yaml");
    });

    for (const { name, risk } of CAPABILITIES) {
      it(`marks ${name}`, () => {
        const expected = risk === "critical" || risk === "high" ? DANGEROUS : CAPABILITY;
        for (const line of [`- CAP_${name}`, `[CHOWN, CAP_${name}]`, `- "CAP_${name}"`]) {
          assert.equal(colour(line).get(`CAP_${name}`), expected, line);
        }
        assert.equal(colour(`- ${name}`).get(name) === expected, !COMMON.has(name));
      });
    }

    it("marks a name wherever an item of a list may stand", () => {
      for (const line of [
        "      -   SYS_ADMIN # why",
        "cap_add: [SYS_ADMIN]",
        "cap_add: [ALL,SYS_ADMIN , X]",
        "cap_add: ['SYS_ADMIN']",
        "- SYS_ADMIN  ",
      ]) {
        assert.equal(colour(line).get("SYS_ADMIN"), DANGEROUS, line);
      }
    });

    it("leaves alone what is no item, or no whole one", () => {
      for (const line of [
        "SYS_ADMIN: 1",
        '"SYS_ADMIN": 1',
        "# - SYS_ADMIN",
        "- SYS_ADMINS",
        "- sys_admin",
        "- MY_SYS_ADMIN",
        "note: it needs SYS_ADMIN to mount",
        "- SYS_ADMIN=1",
        '- "SYS_ADMIN is needed"',
        "[ALL, KILL]",
      ]) {
        assert.ok(![...colour(line).values()].some((scope) => scope.startsWith("support.constant.capability")), line);
      }
    });

    it("comes to an end on a long line", () => {
      assert.equal(colour(`[${"SYS_ADMIN, ".repeat(2_000)}"x"]`).get("SYS_ADMIN"), DANGEROUS);
    });
  });
}

/** Colours a line: its pieces of text, each with the innermost scope. */
async function colouring(base: BaseGrammar, injection: string): Promise<(line: string) => ReadonlyMap<string, string>> {
  await engine;
  const injected = await grammarFile(injection);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => (scope === injected.scopeName ? injected : rawGrammar(JSON.stringify(base))),
    getInjections: (scope) => (scope === base.scopeName ? [injected.scopeName] : []),
  });
  const grammar = await registry.loadGrammar(base.scopeName);
  assert.ok(grammar);
  return (line) => {
    const { tokens } = grammar.tokenizeLine(line, textmate.INITIAL);
    return new Map(tokens.map((token) => [line.slice(token.startIndex, token.endIndex), token.scopes.at(-1) ?? ""]));
  };
}

const engine = readFile(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm")).then((wasm) =>
  oniguruma.loadWASM(wasm),
);

async function grammarFile(name: string): Promise<IRawGrammar> {
  return rawGrammar(await readFile(path.join(ROOT, "syntaxes", `${name}.tmLanguage.json`), "utf8"));
}

function rawGrammar(text: string): IRawGrammar {
  return textmate.parseRawGrammar(text, "grammar.json");
}
