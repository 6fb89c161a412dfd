import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { resolveCommands } from "../../../server/analysis/command/resolve/resolve.ts";
import { parseCommands } from "../../../server/analysis/command/syntax/parse.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { RUN_FLAGS } from "../../../server/analysis/facts/run-flag-table.ts";
import { hover } from "../../../server/analysis/ide/hover/hover.ts";
import type { Finding } from "../../../server/analysis/model/finding.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { commandFileUse } from "../../../server/analysis/settings/config.ts";
import { configOf, readSettings } from "../../../server/analysis/settings/read.ts";
import { applyEdits } from "../../../server/analysis/text/edit.ts";
import { CASES, MENDED } from "./cases.ts";
import { meaningOf } from "./meaning.ts";
import type { Recording } from "./recording.ts";
import { SHAPES } from "./shapes.ts";
import { NOTHING_AT_HAND } from "./sources.ts";
import { HERE } from "./spoken-body.ts";
import { spokenContainer } from "./spoken-container.ts";

const RECORDING = JSON.parse(readFileSync(path.join(import.meta.dirname, "bodies.json"), "utf8")) as Recording;

/** Command lines of which our model says something else than the program, with the reason. */
const OTHERWISE: ReadonlyMap<string, string> = new Map([
  ["create --ipc banana alpine", "the engine refuses it later"],
  ["create --ipc shareable a", "it is private for all but who joins it"],
]);

describe(`docker run as the Docker CLI ${RECORDING.version} reads it`, () => {
  it("was recorded for every case", () => {
    assert.deepEqual(
      RECORDING.cases.map(({ args }) => args),
      CASES,
    );
  });

  it("has a case for each of its flags, but for those that read files of the client's", () => {
    const named = new Set(CASES.flat().flatMap((word) => /^--([\w-]+)/.exec(word)?.[1] ?? []));
    const missing = RUN_FLAGS.filter(({ name, docker }) => docker === undefined && !named.has(name));
    assert.deepEqual(
      missing.map(({ name }) => name),
      ["cidfile", "env-file", "help", "label-file"],
    );
  });

  for (const { args, sent } of RECORDING.cases) {
    if (sent === undefined) continue;
    const line = args.join(" ");
    it(line, () => {
      const container = containerOf(args);
      assert.ok(container, "no container is found");
      const ours = spokenContainer(container);
      if (OTHERWISE.has(line)) assert.notDeepEqual(ours, sent);
      else assert.deepEqual(ours, sent);
    });
  }
});

describe("ports and mounts of a docker run", () => {
  it("are told as refused where the Docker CLI refuses them, and nowhere else", () => {
    const put = RECORDING.cases.filter(({ args }) => /^create (?:-p|-v|--volume|--mount)/.test(args.join(" ")));
    const told = put.filter(({ args }) => (containerOf(args)?.source.invalidValues ?? []).length > 0);
    assert.deepEqual(
      told.map(({ args }) => args.join(" ")),
      put.filter(({ refused }) => refused).map(({ args }) => args.join(" ")),
    );
    assert.ok(told.length > 5, `${told.length}`);
  });
});

function containerOf(args: readonly string[]): ReturnType<typeof resolveCommands>["services"][number] | undefined {
  const words = args.map((word) => `'${word}'`).join(" ");
  const file = `file://${HERE}/run.sh`;
  const parsed = parseCommands(file, `docker ${words}\n`, "shell");
  return resolveCommands(parsed, DEFAULT_ENGINE, NOTHING_AT_HAND).services[0];
}

describe("fixes of commands", () => {
  for (const [before, rule, title, after] of MENDED) {
    it(`make of ${before} what the Docker CLI takes: ${title}`, () => {
      assert.equal(mended(before, rule, title), after);
      const [said, left] = [before, after].map(
        (line) => RECORDING.cases.find(({ args }) => args.join(" ") === line.slice("docker ".length))?.sent,
      );
      assert.ok(said && left, "the lines were not recorded");
      assert.notDeepEqual(said, left, "the same is sent after the fix");
    });
  }

  it("keep the layout of a command over several lines", () => {
    const text = "docker run -d \\\n  --name web \\\n  --privileged \\\n  -p 80:80 \\\n  nginx:1.29 # web\n";
    assert.equal(
      mended(text, "privileged", "Remove"),
      "docker run -d \\\n  --name web \\\n  -p 80:80 \\\n  nginx:1.29 # web\n",
    );
    const hardened = mended(text.replace("  --privileged \\\n", ""), "unhardened", "Add no-new-privileges");
    assert.equal(
      hardened,
      "docker run -d \\\n  --name web \\\n  -p 80:80 \\\n  --security-opt no-new-privileges:true \\\n  nginx:1.29 # web\n",
    );
  });

  it("keep a command at the end of whose lines flags are", () => {
    const text = "docker run -d -p 80:80 --privileged \\\r\n  nginx:1.29\r\n";
    assert.equal(mended(text, "privileged", "Remove"), "docker run -d -p 80:80 \\\r\n  nginx:1.29\r\n");
  });

  it("join names and values as the command does, and keep quotes", () => {
    const text = 'docker run -d --name=web --publish="6379:6379" redis:8.2\n';
    assert.equal(mended(text, "unhardened", "Limit processes"), text.replace(" redis", " --pids-limit=200 redis"));
    assert.equal(mended(text, "exposed-admin-port", "Bind"), text.replace("6379:6379", "127.0.0.1:6379:6379"));
  });

  it("are not made where a variable holds what is to go", () => {
    const text = "OPTS=--privileged\ndocker run $OPTS nginx:1.29\n";
    assert.equal(mended(text, "privileged", "Remove"), undefined);
  });

  it("take all writings of a flag whose last one holds", () => {
    const text = "docker run --privileged --privileged=true alpine:3.22\n";
    assert.equal(mended(text, "privileged", "Remove"), "docker run alpine:3.22\n");
  });

  it("take one name out of a list that Podman parts at commas", () => {
    const text = "podman run --rm --cap-add SYS_ADMIN,NET_BIND_SERVICE alpine:3.22\n";
    assert.equal(mended(text, "dangerous-capability", "Remove"), text.replace("SYS_ADMIN,", ""));
  });
});

describe("commands in scripts", () => {
  const text = readFileSync(path.join(import.meta.dirname, "lines.sh"), "utf8");
  const file = "file:///project/lines.sh";

  it("are found, and no words that only look like some", () => {
    const { commands } = parseCommands(file, text, "shell");
    const lines = new Set(commands.map(({ at }) => text.slice(0, at.start).split("\n").length));
    const rows = text.split("\n");
    const silent = rows.flatMap((row, index) =>
      /(?:docker|podman|nerdctl).* (?:run|create) /.test(row) && !lines.has(index + 1) ? [row] : [],
    );
    assert.deepEqual(
      silent.filter((row) => !row.startsWith("#")),
      [
        "ssh host docker run --privileged alpine",
        'ssh host "docker run --privileged alpine"',
        "echo docker run --privileged alpine",
      ],
    );
    assert.ok(commands.length >= 165, String(commands.length));
  });

  it("break nothing, and their fixes take away what they are for", () => {
    const found = statementsOf(text).flatMap((one) => lawBreakers(one));
    assert.deepEqual(found, []);
  });

  it("break nothing while they are typed", () => {
    for (const one of statementsOf(text)) {
      for (let length = 0; length < one.length; length += 5) look(one.slice(0, length));
    }
  });
});

/** The lines of a script, those that a backslash joins as one, each with the variables of the first lines. */
function statementsOf(text: string): readonly string[] {
  const head = "IMAGE=acme/web:1.4\nTAG=2.1\n";
  return text
    .split(/(?<!\\)\n/)
    .flatMap((line) => (line.trim() === "" || line.startsWith("#") ? [] : [`${head}${line}\n`]));
}

/** Fixes after which their finding is still there. */
function lawBreakers(text: string): readonly string[] {
  const analysis = look(text);
  const identity = (one: Finding): string => `${one.rule} ${one.subject.name} ${one.evidence} ${one.message}`;
  return analysis.findings.flatMap((finding) =>
    analysis.fixes(finding).flatMap(({ fix, edits }) => {
      const after = applyEdits(text, edits);
      const left = after === undefined ? [] : look(after).findings.map(identity);
      return after === undefined || left.includes(identity(finding)) ? [`${fix.title}: ${text}`] : [];
    }),
  );
}

function look(text: string): Analysis {
  const file = "file:///project/lines.sh";
  return analyze([file], (uri) => (uri === file ? text : null), configOf([{ profile: "default" }]), {
    cache: new ParseCache(),
    onRuleError: (rule, error) => {
      throw new Error(`${rule} fails on ${text}`, { cause: error });
    },
  });
}

/** The text after the first fix of a rule's finding whose title starts so; undefined where there is none. */
function mended(text: string, rule: string, title: string): string | undefined {
  const analysis = look(text);
  const fixes = analysis.findings.filter((one) => one.rule === rule).flatMap((one) => analysis.fixes(one));
  const found = fixes.find(({ fix }) => fix.title.startsWith(title));
  return found && applyEdits(text, found.edits);
}

describe("comments that allow findings of commands", () => {
  const allowed = (text: string, name: string, scope: "line" | "subject" | "file"): string | undefined => {
    const file = `file:///project/${name}`;
    const analysis = lookAt(file, text);
    const [finding] = analysis.findings.filter(({ rule }) => rule === "privileged");
    assert.ok(finding);
    const edits = analysis.edits({
      title: "Allow",
      safe: true,
      changes: [{ do: "allow", at: finding.at, rules: ["privileged"], reason: "it loads a module", scope }],
    });
    const after = edits && applyEdits(text, edits);
    if (after !== undefined) {
      const left = lookAt(file, after).findings.filter(({ rule }) => rule === "privileged" || rule === "unused-allow");
      assert.deepEqual(
        left.map(({ message }) => message),
        [],
      );
    }
    return after;
  };
  const comment = "bulkhead: allow privileged -- it loads a module";

  it("stand above the first of a command's lines", () => {
    const text =
      "#!/bin/sh\nset -e\nif true; then\n  cd x && \\\n    docker run --privileged \\\n    alpine:3.22\nfi\n";
    assert.equal(allowed(text, "run.sh", "line"), text.replace("  cd x", `  # ${comment}\n  cd x`));
    assert.equal(allowed(text, "run.sh", "file"), text.replace("set -e", `# ${comment}\n\nset -e`));
  });

  it("are no part of a recipe", () => {
    const text = "all:\n\t@docker run --privileged alpine:3.22\n";
    assert.equal(allowed(text, "Makefile", "line"), `all:\n# ${comment}\n\t@docker run --privileged alpine:3.22\n`);
  });

  it("stand above a block with prompts, and in one without", () => {
    const prompts = "# Title\n\n```console\n$ docker run --privileged alpine:3.22\n```\n";
    assert.equal(
      allowed(prompts, "README.md", "line"),
      prompts.replace("```console", `<!-- ${comment} -->\n\`\`\`console`),
    );
    const plain = "# Title\n\n```sh\ndocker run --privileged alpine:3.22\n```\n";
    assert.equal(allowed(plain, "README.md", "line"), plain.replace("docker", `# ${comment}\ndocker`));
  });

  it("stand in the script of a step where that has lines of its own", () => {
    const head = "on: push\njobs:\n  a:\n    steps:\n";
    const block = `${head}      - run: |\n          docker run --privileged alpine:3.22\n`;
    assert.equal(
      allowed(block, ".github/workflows/ci.yml", "line"),
      `${head}      - run: |\n          # ${comment}\n          docker run --privileged alpine:3.22\n`,
    );
    assert.equal(
      allowed(`${head}      - run: docker run --privileged a\n`, ".github/workflows/ci.yml", "line"),
      undefined,
    );
  });
});

describe("hover on a command", () => {
  const text = "docker run -d --cap-add=SYS_ADMIN --pid host -v /etc:/x --name web nginx:1.29 --pid\n";
  const at = (word: string, from = 0): string | undefined => {
    const uri = "file:///project/run.sh";
    const analysis = lookAt(uri, text);
    const file = { uri, text, analysis, config: configOf([{}]), findings: [], cache: new ParseCache() };
    return hover(file, text.indexOf(word, from) + 1)?.markdown;
  };

  it("explains flags, values, the image and the whole", () => {
    assert.match(at("--cap-add") ?? "", /cap_add/);
    assert.match(at("SYS_ADMIN") ?? "", /SYS_ADMIN/);
    assert.match(at("--pid") ?? "", /pid/);
    assert.match(at("host") ?? "", /namespace/i);
    assert.match(at("/etc") ?? "", /\/etc/);
    assert.match(at("nginx") ?? "", /nginx/);
    assert.match(at("run") ?? "", /what its container is like/);
  });

  it("says nothing of what the container is given", () => {
    assert.equal(at("--pid", text.indexOf("nginx")), undefined);
  });
});

describe("a text that starts no container", () => {
  it("costs about as much as one search of it", () => {
    const text = "echo hello world # a line of a script\n".repeat(5_000);
    const cost = (work: () => void): number => {
      const start = process.cpuUsage();
      for (let round = 0; round < 100; round++) work();
      const { user, system } = process.cpuUsage(start);
      return user + system;
    };
    const search = (): boolean => /docker|podman|nerdctl/i.test(text);
    const parse = (): unknown => parseCommands("file:///project/run.sh", text, "shell");
    cost(search);
    cost(parse);
    const ratio = cost(parse) / Math.max(1, cost(search));
    assert.ok(ratio < 4, `${ratio}`);
  });
});

function lookAt(file: string, text: string): Analysis {
  return analyze([file], (uri) => (uri === file ? text : null), configOf([{}]), {
    cache: new ParseCache(),
    onRuleError: (_, error) => {
      throw error;
    },
  });
}

describe("the setting that switches files off", () => {
  const text = "docker run --privileged alpine:3.22\n";
  const look = (settings: string, name: string, body = text): string | undefined => {
    const file = `file:///project/${name}`;
    const read = readSettings("file:///project/.bulkhead.yaml", settings, new Set());
    assert.deepEqual(read.inputErrors, []);
    const options = { cache: new ParseCache(), onRuleError: assert.fail };
    return analyze([file], (uri) => (uri === file ? body : null), configOf([read.settings]), options).skipped;
  };

  it("holds for one kind", () => {
    assert.equal(look("commands: { shell: off }\n", "run.sh"), "is of a kind that the settings switch off");
    assert.equal(look("commands: { markdown: off }\n", "run.sh"), undefined);
    assert.equal(look("", "run.sh"), undefined);
  });

  it("leaves a document that is named, whose kind no directory is checked for", () => {
    const body = `~~~sh\n${text}~~~\n`;
    assert.equal(look("", "README.md", body), undefined);
    assert.equal(commandFileUse(configOf([{}]), "markdown"), "named");
    assert.equal(commandFileUse(configOf([{}]), "shell"), "on");
  });

  it("says nothing of scripts that start no container", () => {
    assert.equal(look("", "run.sh", "docker build .\n"), "starts no container");
  });
});

describe("a long file of commands", () => {
  it("has findings, and fixes only up to a bound, since each is proved on the whole file", () => {
    const line = "docker run --rm --privileged alpine:3.22\n";
    for (const [count, fixes] of [
      [5, 5],
      [101, 0],
    ] as const) {
      const analysis = look(line.repeat(count));
      const found = analysis.findings.filter(({ rule }) => rule === "privileged");
      assert.equal(found.length, count);
      assert.equal(found.flatMap((one) => analysis.fixes(one)).length, fixes);
    }
  });
});

describe("shapes of commands", () => {
  for (const { kind, text, means } of SHAPES)
    it(`${kind}: ${text.replace(/\s+/g, " ").slice(0, 100)}`, () => assert.deepEqual(meaningOf(kind, text), means));

  it("are at least sixty, and none stands twice", () => {
    assert.ok(new Set(SHAPES.map(({ text }) => text)).size >= 60);
    assert.equal(new Set(SHAPES.map(({ text }) => text)).size, SHAPES.length);
  });
});
