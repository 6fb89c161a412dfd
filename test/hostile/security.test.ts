/** Tries to break what SECURITY.md promises, row by row. What each row says about files that are read is tried in security-files.test.ts. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { chmod, mkdir, readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { after, before, describe, it } from "mocha";
import { glob } from "tinyglobby";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { MAP_PAGE_WORDS, mapPage } from "../../client/map-page.ts";
import { BUNDLES, CLI, COMMAND_LINE, COMMON, ROOT } from "../../scripts/build.ts";
import { FORMATS } from "../../server/cli/options.ts";
import { CliProject } from "../cli/cli-project.ts";
import { Client, PULLING } from "../lsp/lsp-client.ts";
import { Agent } from "../mcp/mcp-client.ts";
import type { Attempt } from "./trap.ts";
import { attemptsIn, type Trapped, trapArguments, trapped } from "./trapped.ts";
import { FILES, TRIES } from "./trapped-files.ts";

/** Stands in every variable of the environment; a report that holds it has read one. */
const SECRET = "k4n4ri3nv0gel";
const VARIABLES = ["TOKEN", "TAG", "HOST_DIR", "COMPOSE_PROJECT_NAME", "COMPOSE_PROFILES", "DOCKER_HOST", "HTTP_PROXY"];

/** What a program may know of its surroundings: where the user keeps what, what a terminal shows, and what Node itself looks at. */
const KNOWN_VARIABLES =
  /^(?:CI|(?:NO|FORCE)_COLOR|CLICOLOR_FORCE|TERM|HOME|XDG_(?:CACHE_HOME|RUNTIME_DIR)|TE?MP(?:DIR)?|NODE_\w+|WATCH_REPORT_DEPENDENCIES)$/;

const GIT = [
  ...["--no-pager", "--no-replace-objects", "-c", "core.fsmonitor=false"],
  ...["-c", "core.hooksPath=/dev/null", "-c", "safe.bareRepository=explicit"],
];

describe("SECURITY.md", () => {
  let project: CliProject;
  /** Each run of a program, by its arguments. */
  const runs = new Map<string, Trapped>();
  let server: readonly Attempt[] = [];
  let agents: readonly Attempt[] = [];
  const tree = (): string => project.path("work");

  /** The command lines that are tried, one for each way to work. */
  const COMMANDS: Readonly<Record<string, readonly string[]>> = {
    check: ["check", "--jobs", "2", "--profile", "strict", "--verbose"],
    reports: ["check", "--quiet", ...FORMATS.flatMap((format) => ["--report", `${format}=../out/${format}`])],
    diff: ["check", "--diff", "--fix-unsafe"],
    explain: ["explain", "compose.yaml", "--format", "json"],
    compare: ["explain", "--diff", "compose.yaml", "Dockerfile"],
    merge: ["merge", "../out/json", "--format", "html"],
    rule: ["rule", "privileged"],
    help: ["--help"],
    cache: ["check", "--cache", "--format", "json"],
    baseline: ["check", "--baseline", "../out/baseline.json", "--write-baseline"],
    since: ["check", "--since", "HEAD", "--format", "json"],
    fix: ["check", "--fix-unsafe"],
  };

  before(async () => {
    const files = Object.entries(FILES).map(([name, text]) => [`work/${name}`, text]);
    project = await CliProject.with(Object.fromEntries(files));
    for (const directory of ["out", "home", "temp"]) await mkdir(project.path(directory));
    await chmod(project.path("work/evil.sh"), 0o755);
    const author = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    for (const args of [
      ["init", "-q"],
      ["add", "-A"],
      [...author, "commit", "-q", "-m", "All"],
    ])
      execFileSync("git", args, { cwd: tree() });
    const env = {
      ...secrets(),
      HOME: project.path("home"),
      TMPDIR: project.path("temp"),
      PATH: process.env["PATH"] ?? "",
    };
    for (const [name, args] of Object.entries(COMMANDS))
      runs.set(name, await trapped([CLI, ...args], project.path(`log-${name}`), { cwd: tree(), env }));
    server = await watchedServer(tree(), project.path("log-server"), env);
    agents = await watchedAgents(tree(), project.path("log-agents"), env);
  });

  after(() => project.remove());

  const all = (kind: Attempt[0]): readonly string[] =>
    [...runs]
      .concat([
        ["server", { status: 0, out: "", err: "", attempts: server }],
        ["agents", { status: 0, out: "", err: "", attempts: agents }],
      ])
      .flatMap(([name, { attempts }]) =>
        attempts.flatMap(([one, ...what]) => (one === kind ? [`${name}: ${what.join(" ")}`] : [])),
      );

  it("(the trap catches what is tried, and the runs did their work)", async () => {
    const log = project.path("log-trap");
    await project.write("try.mjs", TRIES);
    const { attempts, out } = await trapped([project.path("try.mjs")], log, { cwd: project.directory, env: {} });
    const kinds = attempts.map(([kind, what]) => (kind === "connects" ? kind : `${kind} ${what}`));
    assert.equal(kinds.filter((kind) => kind === "connects").length, 5, out);
    for (const kind of [
      "runs true",
      "runs /bin/sh",
      "runs git",
      "variable A",
      "variable *",
      "code return 1",
      "writes writeFile",
    ])
      assert.ok(kinds.includes(kind), kind);
    const statuses = [...runs].map(([name, { status, err }]) => `${name} ${status === 2 ? err : status}`);
    const found = new Set(["check", "reports", "diff", "merge", "cache", "fix"]);
    assert.deepEqual(
      statuses,
      [...runs.keys()].map((name) => `${name} ${found.has(name) ? 1 : 0}`),
    );
    assert.ok(
      runs.get("check")?.attempts.some(([kind]) => kind === "thread"),
      "no thread was watched",
    );
  });

  describe("Run code", () => {
    it("runs nothing but git, for --since only, by its whole path, with a fixed list of arguments", () => {
      const commands = all("runs").map((line) => line.replaceAll(/\b[0-9a-f]{40}\b/g, "COMMIT"));
      const program = /^since: \/\S*\/git /;
      for (const command of commands) assert.match(command, program);
      assert.deepEqual(
        commands.map((command) => command.replace(program, "")),
        [
          "rev-parse --show-toplevel",
          "rev-parse --verify --quiet --end-of-options HEAD^{commit}",
          "merge-base COMMIT HEAD",
          "ls-tree -r -z --full-tree COMMIT",
          "ls-files -s -t -z --full-name -- :/",
        ].map((args) => [...GIT, args].join(" ")),
      );
    });

    it("loads no code of what is checked", async () => {
      assert.deepEqual((await readdir(tree())).sort(), [".git", ...topNames()].sort());
    });

    it("makes no code out of texts", async () => {
      assert.deepEqual(all("code"), []);
      for (const [file, text] of await bundles())
        assert.doesNotMatch(text, /\beval\(|\bnew Function\(|[^.\w]Function\("/, file);
    });
  });

  describe("Fetch or send", () => {
    it("connects to nothing, listens to nothing and asks for no name", () => assert.deepEqual(all("connects"), []));

    it("has network code in no bundle but those that compare running containers and learn from copies, which nothing else loads", async () => {
      const built = await Promise.all(
        [...BUNDLES, ...COMMAND_LINE].map((one) => build({ ...COMMON, ...one, metafile: true, write: false })),
      );
      const outputs = new Map(built.flatMap(({ metafile }) => Object.entries(metafile.outputs)));
      const modulesOf = (file: string): readonly string[] =>
        outputs.get(file)?.imports.flatMap((one) => (one.external ? [one.path.replace(/^node:/, "")] : [])) ?? [];
      assert.ok([...outputs.keys()].some((file) => modulesOf(file).includes("fs")));
      const network = /^(?:net|https?|http2|tls|dgram|dns|dns\/promises|inspector|cluster)$/;
      const talking = [...outputs.keys()].filter((file) => modulesOf(file).some((name) => network.test(name)));
      const importers = (files: readonly string[], kind: string): readonly string[] =>
        [...outputs].flatMap(([file, { imports }]) =>
          imports.some((one) => one.kind === kind && files.includes(one.path)) ? [file] : [],
        );
      // What the two commands share lies in a part of its own, which they alone import.
      const reaching = new Set(talking);
      for (const file of reaching) for (const importer of importers([file], "import-statement")) reaching.add(importer);
      const entries = [...reaching].flatMap((file) => outputs.get(file)?.entryPoint ?? []);
      assert.deepEqual(entries.sort(), [
        "server/cli/compare/compare.ts",
        "server/cli/learn/learn.ts",
        "server/compare/editor.ts",
        "server/learn/main.ts",
      ]);
      // Only `ssh` is started there, by the bundles that talk to engines, git by `--since`, and by the extension its own bundle that learns.
      const starting = [...outputs].filter(([file]) => modulesOf(file).includes("child_process"));
      const starters = ["client/learning-process.ts", "server/cli/check/git.ts", "server/engine/ssh.ts"];
      const started = starting.map(([, { inputs }]) => Object.keys(inputs).filter((input) => starters.includes(input)));
      assert.deepEqual(started.flat().sort(), [
        "client/learning-process.ts",
        "server/cli/check/git.ts",
        "server/engine/ssh.ts",
        "server/engine/ssh.ts",
      ]);
      const loading = [...outputs].flatMap(([file, { imports }]) =>
        imports.filter((one) => one.kind === "dynamic-import" && reaching.has(one.path)).map(() => path.basename(file)),
      );
      assert.deepEqual(loading.sort(), ["main.mjs", "main.mjs", "main.node.mjs"]);
      const call =
        /[^.\w](?:fetch|XMLHttpRequest|WebSocket|EventSource|WebTransport|importScripts)\s*\(|\bsendBeacon\b/;
      for (const [file, text] of await bundles()) assert.doesNotMatch(text, call, file);
    });
  });

  describe("Read other files", () => {
    it("takes no value of the environment into a report, and looks at no variable that a file names", async () => {
      const reports = await Promise.all(
        (await readdir(project.path("out"))).map((name) => project.read(`out/${name}`)),
      );
      for (const text of [...[...runs.values()].flatMap(({ out, err }) => [out, err]), ...reports])
        assert.ok(!text.includes(SECRET), text);
      // Git is found by one variable, and is given all but its own.
      const names = all("variable").filter((line) => !line.startsWith("since: "));
      assert.deepEqual(
        names.filter((line) => !KNOWN_VARIABLES.test(line.replace(/^\w+: /, ""))),
        [],
      );
    });
  });

  describe("Change files", () => {
    const written = (name: string): readonly string[] =>
      all("writes").flatMap((line) => (line.startsWith(`${name}: `) ? [line.slice(name.length + 2)] : []));

    it("writes nothing without being told to", () => {
      for (const name of ["check", "diff", "explain", "compare", "merge", "rule", "help", "since", "server", "agents"])
        assert.deepEqual(written(name), [], name);
    });

    it("writes reports and baselines where the command line says, and results into the user's cache directory", async () => {
      assert.deepEqual((await readdir(project.path("out"))).sort(), [...FORMATS, "baseline.json"].sort());
      assert.deepEqual(await readdir(project.path("home")), [".cache"]);
      assert.deepEqual(await readdir(project.path("temp")), []);
      for (const line of written("cache"))
        assert.ok(line.split(" ")[1]?.startsWith(project.path("home/.cache/bulkhead")), line);
    });

    it("changes what is checked with --fix-unsafe, and only by its fixes", async () => {
      const changed: string[] = [];
      for (const [name, text] of Object.entries(FILES))
        if ((await project.read(`work/${name}`)) !== text) changed.push(name);
      assert.deepEqual(changed, ["compose.yaml"]);
    });
  });

  describe("Forge a report", () => {
    it("lets the page of the map in an editor run its own script alone, and connect to nothing", () => {
      const words = { ...MAP_PAGE_WORDS, title: "<script>", filter: '"><img src=y>', hint: "<img src=x>" };
      const page = mapPage('x.js"><script>', "nonce", words);
      const policy =
        "default-src 'none'; style-src 'nonce-nonce'; script-src 'nonce-nonce'; base-uri 'none'; form-action 'none'";
      assert.ok(page.includes(`content="${policy}"`));
      assert.deepEqual(page.match(/<script\b[^>]*/g), ['<script nonce="nonce" src="x.js&#34;&#62;&#60;script&#62;"']);
      assert.doesNotMatch(page, /<img|\son\w+=/);
    });
  });

  describe("Come in through a dependency", () => {
    it("takes base images by their hashes, and new versions of everything once they are a week old", async () => {
      const images = (await readFile(path.join(ROOT, "Dockerfile"), "utf8")).match(/^FROM .*$/gm) ?? [];
      assert.ok(images.length > 0);
      for (const image of images) assert.match(image, /@sha256:[0-9a-f]{64}\b/);
      const bot = await readFile(path.join(ROOT, ".github/dependabot.yml"), "utf8");
      const sources = bot.match(/package-ecosystem:/g)?.length ?? 0;
      assert.ok(sources >= 3);
      assert.equal(bot.match(/cooldown:\n\s+default-days: 7\n/g)?.length, sources);
    });
  });
});

const topNames = (): readonly string[] => [...new Set(Object.keys(FILES).map((name) => name.split("/")[0] ?? name))];

function secrets(): Readonly<Record<string, string>> {
  return Object.fromEntries(VARIABLES.map((name) => [name, SECRET]));
}

async function bundles(): Promise<readonly (readonly [file: string, text: string])[]> {
  const files = await glob(["dist/cli/*.{mjs,cjs}", "dist/{client,server}/*.{js,mjs,cjs}"], { cwd: ROOT });
  assert.ok(files.length > 10);
  return Promise.all(files.map(async (file) => [file, await readFile(path.join(ROOT, file), "utf8")] as const));
}

/** What the language server asked of the machine while it was asked for everything it has. */
async function watchedServer(
  folder: string,
  log: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly Attempt[]> {
  const program = path.join(ROOT, "dist/server/main.node.mjs");
  const args = [...trapArguments(log), program, "--stdio"];
  const child = spawn(process.execPath, args, { cwd: folder, env, stdio: ["pipe", "pipe", "inherit"] });
  try {
    const options = { capabilities: PULLING, folder: pathToFileURL(folder).href };
    const streams = [new StreamMessageReader(child.stdout), new StreamMessageWriter(child.stdin)] as const;
    const client = new Client(createMessageConnection(...streams), options);
    await client.initialize(options);
    for (const [name, language] of [
      ["compose.yaml", "dockercompose"],
      ["Dockerfile", "dockerfile"],
    ] as const) {
      const uri = `${options.folder}/${name}`;
      await client.open(uri, FILES[name] ?? "", language);
      const found = await client.diagnostics(uri);
      assert.ok(found.length > 0);
      for (const { range } of found) assert.ok(!JSON.stringify(await client.hover(uri, range.start)).includes(SECRET));
      await client.codeActions(uri, found[0]?.range ?? client.rangeOf(uri, ""), { diagnostics: found });
      await client.connection.sendRequest("bulkhead/map", { uri, width: 800 });
      assert.ok(!JSON.stringify(found).includes(SECRET));
    }
  } finally {
    child.kill("SIGKILL");
  }
  return attemptsIn(log);
}

/** What the server for agents asked of the machine while it was asked for everything it has. */
async function watchedAgents(
  root: string,
  log: string,
  env: Readonly<Record<string, string>>,
): Promise<readonly Attempt[]> {
  const agent = await Agent.start([], { cwd: root, env, before: trapArguments(log), mode: "legacy" });
  try {
    for (const path of ["compose.yaml", "Dockerfile"])
      for (const tool of ["check", "explain", "fix"]) {
        const { refused, text } = await agent.call(tool, { path });
        assert.equal(refused, undefined);
        assert.ok(!text.includes(SECRET));
      }
    await agent.call("rule", { id: "privileged" });
  } finally {
    await agent.close();
  }
  return attemptsIn(log);
}
