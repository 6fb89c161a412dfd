import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import oniguruma from "vscode-oniguruma";
import textmate, { type IRawGrammar } from "vscode-textmate";
import { ROOT } from "../scripts/build.ts";

/** What VS Code's own grammars do with comments; the rest of them does not matter here. */
const BASES: Readonly<Record<string, object>> = {
  "source.yaml": {
    scopeName: "source.yaml",
    patterns: [{ begin: "#", end: "\\n", name: "comment.line.number-sign.yaml" }],
  },
  "source.dockerfile": {
    scopeName: "source.dockerfile",
    patterns: [{ match: "^(\\s*)(#).*$\\n?", name: "comment.line.number-sign.dockerfile" }],
  },
};

const DIRECTIVE = "keyword.control.directive.bulkhead";
const RULE = "constant.other.rule.bulkhead";
const REASON = "string.unquoted.reason.bulkhead";

describe("Colours of allow comments", () => {
  for (const [base, injection] of [
    ["source.yaml", "allow.yaml"],
    ["source.dockerfile", "allow.dockerfile"],
  ] as const) {
    describe(base, () => {
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
    assert.equal((await colouring("source.yaml", "allow.yaml"))(line).get("unpinned-image"), RULE);
    const dockerfile = await colouring("source.dockerfile", "allow.dockerfile");
    assert.equal(dockerfile(line).get("unpinned-image"), undefined);
  });
});

/** Colours a line: its pieces of text, each with the innermost scope. */
async function colouring(base: string, injection: string): Promise<(line: string) => ReadonlyMap<string, string>> {
  await engine;
  const injected = await grammarFile(injection);
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async (scope) => (scope === injected.scopeName ? injected : rawGrammar(JSON.stringify(BASES[scope]))),
    getInjections: (scope) => (scope === base ? [injected.scopeName] : []),
  });
  const grammar = await registry.loadGrammar(base);
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
