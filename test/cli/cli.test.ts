import assert from "node:assert/strict";
import { schemaCheck } from "../analysis/facts/json-schema.ts";
import { type Circumstances, CliProject, type Outcome } from "./cli-project.ts";

const checkSchema = schemaCheck("check");
const explainSchema = schemaCheck("explain");
const diffSchema = schemaCheck("explain-diff");

const PRIVILEGED = "services:\n  web:\n    image: acme/web:1\n    privileged: true\n";
const QUIET = `services:
  web:
    image: acme/web:1
    user: "1000:1000"
    cap_drop: [ALL]
    security_opt: ["no-new-privileges:true"]
    read_only: true
    mem_limit: 64m
    pids_limit: 50
`;

/** Runs one command line in a directory of its own with these files. */
async function inProject(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  circumstances?: Circumstances,
): Promise<Outcome> {
  const project = await CliProject.with(files);
  try {
    return await project.run(args, circumstances);
  } finally {
    await project.remove();
  }
}

interface CheckJson {
  readonly findings: readonly {
    readonly rule: string;
    readonly level: string;
    readonly subject: { readonly name: string };
    readonly location: { readonly file: string; readonly start: { readonly line: number } };
  }[];
  readonly problems: readonly { readonly file: string; readonly line: number; readonly message: string }[];
  readonly files: number;
}

function checkJson({ out }: Outcome): CheckJson {
  const json: unknown = JSON.parse(out);
  checkSchema(json);
  return json as CheckJson;
}

function rules(outcome: Outcome): string[] {
  return checkJson(outcome).findings.map(({ rule, location }) => `${location.file}:${location.start.line} ${rule}`);
}

describe("bulkhead", () => {
  it("prints its version and its help", async () => {
    assert.deepEqual(await inProject({}, ["--version"]), { status: 0, out: "1.2.3\n", err: "" });
    const help = await inProject({}, ["--help"]);
    assert.equal(help.status, 0);
    assert.match(help.out, /check .*\n.*explain .*\n.*rule /s);
    assert.equal((await inProject({}, ["check", "--help"])).status, 0);
  });

  const refused: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [[], /^Usage: bulkhead/],
    [["chek"], /^bulkhead: unknown command 'chek'\n\(Did you mean check\?\)$/],
    [["check", "--fx"], /^bulkhead: unknown option '--fx'\n\(Did you mean --fix\?\)$/],
    [["check", "--fail-on", "fatal"], /^bulkhead: option '--fail-on <level>' argument 'fatal' is invalid/],
    [["check", "--format", "xml"], /^bulkhead: option '--format <format>' argument 'xml' is invalid/],
    [["check", "--engine", "lxc"], /^bulkhead: option '--engine <mode>' argument 'lxc' is invalid/],
    [["check", "--quiet", "--verbose"], /^bulkhead: option '-v, --verbose' cannot be used with option '-q, --quiet'/],
    [["check", "--diff", "--format", "json"], /^bulkhead: --diff has no JSON form/],
    [["check", "-f", "compose.yaml", "."], /^bulkhead: -f and paths exclude each other$/],
    [["check", "gone.yaml"], /^bulkhead: gone\.yaml does not exist$/],
    [["check", "-f", "gone.yaml"], /^bulkhead: gone\.yaml does not exist$/],
    [["check", "-"], /^bulkhead: - needs --stdin-filename to tell what it is$/],
    [["check", "-", "--stdin-filename", "compose.yaml", "--fix"], /^bulkhead: standard input cannot be fixed in place/],
    [["check", "--config", "gone.yaml"], /^bulkhead: gone\.yaml does not exist$/],
    [["explain"], /^bulkhead: name a Compose file or a Dockerfile to explain$/],
    [["explain", "gone.yaml"], /^bulkhead: gone\.yaml does not exist$/],
    [["explain", "notes.txt"], /^bulkhead: notes\.txt is no Compose file, no Dockerfile, and starts no container$/],
    [["explain", "fragment.dockerfile"], /^bulkhead: fragment\.dockerfile has no stage that could be run$/],
    [["explain", "compose.yaml", "--service", "db"], /^bulkhead: compose\.yaml has no service "db", only web$/],
    [["explain", "--diff", "compose.yaml"], /^bulkhead: --diff takes two files$/],
    [["rule", "no-such-rule"], /^bulkhead: there is no rule "no-such-rule"; bulkhead rule lists them$/],
  ];
  for (const [args, message] of refused) {
    it(`cannot run ${JSON.stringify(args.join(" "))}, and says why`, async () => {
      const files = { "compose.yaml": QUIET, "notes.txt": "services:\n", "fragment.dockerfile": "RUN true\n" };
      const { status, out, err } = await inProject(files, args);
      assert.deepEqual({ status, out }, { status: 2, out: "" });
      assert.match(err.trimEnd(), message);
    });
  }
});

describe("bulkhead check", () => {
  it("shows a finding with its line, marks, and fix", async () => {
    const { status, out, err } = await inProject({ "compose.yaml": PRIVILEGED }, ["check", "compose.yaml"]);
    assert.equal(status, 1);
    assert.equal(err, "");
    assert.match(
      out,
      new RegExp(
        [
          '^error\\[privileged\\]: Service "web" is privileged: .*\\n',
          " --> compose\\.yaml:4:17\\n",
          "  \\|\\n",
          "4 \\|     privileged: true\\n",
          "  \\|                 \\^\\^\\^\\^\\n",
          "  = fix \\(unsafe\\): Remove",
        ].join(""),
        "m",
      ),
    );
    assert.match(out, /\n\d findings \(1 error, .*\): 1 file checked\. --fix/);
  });

  it("is quiet about a file with nothing in it", async () => {
    const { status, out } = await inProject({ "compose.yaml": QUIET }, ["check"]);
    assert.deepEqual({ status, out }, { status: 0, out: "No findings: 1 file checked.\n" });
  });

  it("says so where there is nothing to check", async () => {
    const { status, out } = await inProject({ "README.md": "services:\n" }, ["check"]);
    assert.deepEqual(
      { status, out },
      { status: 0, out: "No Dockerfile, Compose file, command or unit was checked.\n" },
    );
  });

  it("lets --fail-on decide the exit status", async () => {
    const statusFor = async (level: string): Promise<number> => {
      const files = { "compose.yaml": QUIET.replace("    pids_limit: 50\n", "") };
      return (await inProject(files, ["check", "--fail-on", level])).status;
    };
    assert.deepEqual(await Promise.all(["error", "warning", "info", "hint", "never"].map(statusFor)), [0, 0, 1, 1, 0]);
  });

  it("prints with --quiet only what makes it fail", async () => {
    const files = { "compose.yaml": PRIVILEGED };
    const { out } = await inProject(files, ["check", "--quiet"]);
    assert.match(out, /error\[privileged\]/);
    assert.doesNotMatch(out, /unhardened|finding/);
    assert.equal((await inProject(files, ["check", "--quiet", "--fail-on", "never"])).out, "");
  });

  it("names with --verbose the files it looked at", async () => {
    const files = { "compose.yaml": "services:\n  web:\n    build: .\n", Dockerfile: "FROM debian:13\nUSER 1000\n" };
    const { err } = await inProject(files, ["check", "--verbose"]);
    assert.equal(err, "looked at Dockerfile\nlooked at compose.yaml\n");
  });

  it("prints the JSON that its schema describes, in a stable order", async () => {
    const files = {
      "b/compose.yaml": PRIVILEGED,
      "a/compose.yaml": PRIVILEGED,
      "a/Dockerfile": "FROM debian:13\nUSER root\n",
    };
    const first = await inProject(files, ["check", "--format", "json"]);
    const found = checkJson(first);
    assert.equal(found.files, 3);
    assert.deepEqual(
      [...new Set(found.findings.map(({ location }) => location.file))],
      ["a/Dockerfile", "a/compose.yaml", "b/compose.yaml"],
    );
    const second = await inProject(files, ["check", "b", "a", "--format", "json"]);
    assert.deepEqual(checkJson(second), found);
  });

  it("names files relative to the working directory", async () => {
    const files = { "compose.yaml": PRIVILEGED, "sub/.keep": "" };
    assert.ok(
      rules(await inProject(files, ["check", "..", "--format", "json"], { cwd: "sub" })).includes(
        "../compose.yaml:4 privileged",
      ),
    );
  });

  it("reads standard input under the name that it is given", async () => {
    const args = ["check", "-", "--stdin-filename", "sub/compose.yaml", "--format", "json"];
    const outcome = await inProject({}, args, { stdin: PRIVILEGED });
    assert.equal(outcome.status, 1);
    assert.ok(rules(outcome).includes("sub/compose.yaml:4 privileged"));
  });

  it("uses colours only where they are wanted", async () => {
    const files = { "compose.yaml": PRIVILEGED };
    const isColored = async (args: readonly string[], circumstances: Circumstances): Promise<boolean> =>
      (await inProject(files, ["check", ...args], circumstances)).out.includes("\u{1B}[");
    assert.equal(await isColored([], {}), false);
    assert.equal(await isColored([], { columns: 80 }), true);
    assert.equal(await isColored([], { columns: 80, env: { NO_COLOR: "1" } }), false);
    assert.equal(await isColored([], { columns: 80, env: { TERM: "dumb" } }), false);
    assert.equal(await isColored([], { env: { FORCE_COLOR: "1" } }), true);
    assert.equal(await isColored(["--no-color"], { columns: 80 }), false);
    assert.equal(await isColored(["--color"], { env: { NO_COLOR: "1" } }), true);
  });

  it("says all that colours say in words", async () => {
    const files = { "compose.yaml": PRIVILEGED };
    const plain = await inProject(files, ["check", "--no-color"]);
    const colored = await inProject(files, ["check", "--color"]);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them.
    assert.equal(colored.out.replace(/\u{1B}\[\d+m/gu, ""), plain.out);
  });

  it("shows nothing of a file that could work the terminal", async () => {
    const file = "services:\n  web:\n    image: acme/web:1\n    privileged: true # \u{1B}[2J\u{9B}1A\u{202E}\n";
    const { out } = await inProject({ "compose.yaml": file }, ["check"]);
    assert.match(out, /privileged: true # �\[2J�1A�\n/);
  });
});

describe("settings of bulkhead check", () => {
  it("come from the flags, then from the nearest .bulkhead.yaml", async () => {
    const files = {
      ".bulkhead.yaml": "rules: {privileged: warning, unhardened: off}\n",
      "compose.yaml": PRIVILEGED,
      "sub/.bulkhead.yml": "rules: {privileged: hint}\n",
      "sub/compose.yaml": PRIVILEGED,
    };
    const levels = (outcome: Outcome): string[] =>
      checkJson(outcome).findings.map(({ rule, level, location }) => `${location.file} ${level}[${rule}]`);
    const own = levels(await inProject(files, ["check", "--format", "json"]));
    assert.ok(own.includes("compose.yaml warning[privileged]"), own.join());
    assert.ok(own.includes("sub/compose.yaml hint[privileged]"), own.join());
    assert.ok(!own.includes("compose.yaml info[unhardened]"), own.join());
    const none = levels(await inProject(files, ["check", "--no-config", "--format", "json"]));
    assert.ok(none.includes("sub/compose.yaml error[privileged]"), none.join());
    const named = levels(await inProject(files, ["check", "--config", "sub/.bulkhead.yml", "--format", "json"]));
    assert.ok(named.includes("compose.yaml hint[privileged]"), named.join());
  });

  it("give way to --profile", async () => {
    const files = { ".bulkhead.yaml": "profile: default\n", "compose.yaml": "services: {web: {image: acme/web:1}}\n" };
    assert.ok(rules(await inProject(files, ["check", "--format", "json"])).includes("compose.yaml:1 unhardened"));
    const strict = rules(await inProject(files, ["check", "--profile", "strict", "--format", "json"]));
    assert.ok(strict.includes("compose.yaml:1 no-memory-limit"), strict.join());
  });

  it("that are wrong are problems, and the rest of them holds", async () => {
    const files = { ".bulkhead.yaml": "profile: strict\nrules:\n  privilegd: off\n", "compose.yaml": QUIET };
    const { problems, findings } = checkJson(await inProject(files, ["check", "--format", "json"]));
    assert.deepEqual(problems, [
      { file: ".bulkhead.yaml", line: 3, message: 'rules: there is no rule "privilegd"; did you mean "privileged"?' },
    ]);
    assert.ok(findings.some(({ rule }) => rule === "no-cpu-limit"));
  });
});

describe("projects of several files", () => {
  const BASE = "services:\n  web:\n    image: acme/web:1\n";
  const OVERRIDE = "services:\n  web:\n    privileged: true\n";

  it("report what an override decides once, in the override", async () => {
    const files = { "compose.yaml": BASE, "compose.override.yaml": OVERRIDE };
    for (const args of [["check"], ["check", "compose.yaml"], ["check", "compose.override.yaml"]]) {
      const found = rules(await inProject(files, [...args, "--format", "json"]));
      assert.equal(found.filter((one) => one === "compose.override.yaml:3 privileged").length, 1, args.join(" "));
    }
  });

  it("are exactly the files that -f names", async () => {
    const files = {
      "compose.yaml": BASE,
      "compose.override.yaml": OVERRIDE,
      "prod.yaml": "services: {web: {pid: host}}\n",
    };
    const alone = rules(await inProject(files, ["check", "-f", "compose.yaml", "--format", "json"]));
    assert.deepEqual(alone, ["compose.yaml:2 unhardened"]);
    const both = rules(await inProject(files, ["check", "-f", "compose.yaml", "-f", "prod.yaml", "--format", "json"]));
    assert.deepEqual(both, ["compose.yaml:2 unhardened", "prod.yaml:1 host-pid"]);
  });

  it("report a Dockerfile's fault once, whoever builds it", async () => {
    const files = {
      "compose.yaml": "services:\n  web:\n    build: .\n  job:\n    build: .\n",
      Dockerfile: "FROM debian:13\nUSER root\n",
    };
    const found = rules(await inProject(files, ["check", "--format", "json"]));
    assert.equal(found.filter((one) => one === "Dockerfile:2 root-user").length, 1, found.join());
  });
});

describe("bulkhead explain", () => {
  it("shows every wall of a service, its state, and where it is decided", async () => {
    const file = `services:
  web:
    image: acme/web:1
    user: "1000:1000"
    cap_drop: [ALL]
    network_mode: host
    volumes: ["/etc:/host/etc:ro"]
    mem_limit: 64m
`;
    const { status, out } = await inProject({ "compose.yaml": file }, ["explain", "compose.yaml"]);
    assert.equal(status, 0);
    for (const row of [
      /^service web {2}exposure \d(\.\d)? of 10, [a-z]+$/m,
      /^ {2}User +1000:1000 +compose\.yaml:4$/m,
      /^ {2}Capabilities +none +compose\.yaml:5$/m,
      /^! net namespace +host's +compose\.yaml:6$/m,
      /^ {2}pid namespace +own +default$/m,
      /^! Mounts +\/etc → \/host\/etc: read-only, critical risk +compose\.yaml:7$/m,
      /^ {2}Memory +64 MiB +compose\.yaml:8$/m,
    ]) {
      assert.match(out, row);
    }
    assert.ok(out.split("\n").every((line) => line.length <= 100));
  });

  it("prints the JSON that its schema describes", async () => {
    const files = { "compose.yaml": PRIVILEGED, Dockerfile: "FROM debian:13 AS base\nFROM base AS app\nUSER 1000\n" };
    const project = JSON.parse((await inProject(files, ["explain", "compose.yaml", "--format", "json"])).out);
    explainSchema(project);
    assert.deepEqual(project.subjects[0].privileged, { state: "known", value: true });
    const stage = JSON.parse((await inProject(files, ["explain", "Dockerfile", "--format", "json"])).out);
    explainSchema(stage);
    assert.equal(stage.subjects.length, 1);
    const [{ kind, name, user, origins }] = stage.subjects;
    assert.deepEqual(
      { kind, name, uid: user.uid, origins },
      {
        kind: "stage",
        name: "app",
        uid: 1000,
        origins: { user: { how: "dockerfile", file: "Dockerfile", line: 3 } },
      },
    );
  });

  it("explains a Dockerfile whose name is a riddle to YAML and Compose", async () => {
    const name = 'app "$HOME" é.dockerfile';
    const { out } = await inProject({ [name]: "FROM debian:13\nUSER 1000:1000\n" }, ["explain", name]);
    assert.match(out, /^ {2}User +1000:1000 /m);
  });

  it("shows one service with its hooks", async () => {
    const file = `services:
  web: {image: a, post_start: [{command: [id], privileged: true}]}
  web2: {image: b}
`;
    const { out } = await inProject({ "compose.yaml": file }, ["explain", "compose.yaml", "--service", "web"]);
    assert.match(out, /^service web {2}/m);
    assert.match(out, /^hook web\/post_start\[0\]$/m);
    assert.doesNotMatch(out, /web2/);
  });

  it("takes the engine from the flag and from the settings", async () => {
    const files = { ".bulkhead.yaml": "engine: podman\n", "compose.yaml": QUIET };
    assert.match((await inProject(files, ["explain", "compose.yaml"])).out, /^Engine: podman /);
    assert.match((await inProject(files, ["explain", "compose.yaml", "--engine", "swarm"])).out, /^Engine: swarm /);
  });

  it("says on standard error what it could not make out", async () => {
    const { status, err } = await inProject({ "compose.yaml": "services:\n  web:\n    build: ./gone\n" }, [
      "explain",
      "compose.yaml",
    ]);
    assert.equal(status, 0);
    assert.match(err, /^bulkhead: compose\.yaml:3: /);
  });

  it("compares a base with what its override makes of it", async () => {
    const files = {
      "compose.yaml": "services:\n  web: {image: acme/web:1}\n  old: {image: acme/old:1}\n",
      "compose.override.yaml": "services:\n  web:\n    pid: host\n  new: {image: acme/new:1}\n",
    };
    const args = ["explain", "--diff", "compose.yaml", "compose.override.yaml"];
    const { out } = await inProject(files, args);
    assert.match(out, /^service web\n\n.*pid namespace +- own\n +\+ host's +compose\.override\.yaml:3/ms);
    assert.match(out, /^service new: added$/m);
    assert.doesNotMatch(out, /service old/);
    const json = JSON.parse((await inProject(files, [...args, "--format", "json"])).out);
    diffSchema(json);
    assert.deepEqual(json.changes[1], { subject: { kind: "service", name: "new" }, change: "added", walls: [] });
    const pid = json.changes[0].walls.find(({ wall }: { wall: string }) => wall === "namespaces.pid");
    const origins = [{ how: "inherited", file: "compose.override.yaml", line: 3 }];
    assert.deepEqual(pid, { wall: "namespaces.pid", before: "private", after: "host", origins });
  });

  it("compares two projects, or two files on one base", async () => {
    const files = {
      "base.yaml": "services: {web: {image: acme/web:1}, db: {image: acme/db:1}}\n",
      "dev.yaml": "services: {web: {privileged: true}}\n",
      "prod.yaml": "services: {web: {read_only: true}, db: !reset null}\n",
    };
    const { out } = await inProject(files, ["explain", "-f", "base.yaml", "--diff", "dev.yaml", "prod.yaml"]);
    assert.match(out, /Privileged +- yes\n +\+ no +default/);
    assert.match(out, /Root files +- writable\n +\+ read-only +prod\.yaml:1/);
    assert.match(out, /^service db: removed$/m);
    assert.equal(
      (await inProject(files, ["explain", "--diff", "base.yaml", "base.yaml"])).out,
      "No container differs.\n",
    );
  });
});

describe("bulkhead rule", () => {
  it("lists the rules, each once, and prints the page of one", async () => {
    const { out } = await inProject({}, ["rule"]);
    const ids = out.split("\n").map((line) => line.split(" ")[0]);
    assert.ok(ids.includes("privileged"));
    assert.equal(new Set(ids).size, ids.length);
    const page = await inProject({}, ["rule", "privileged"]);
    assert.match(page.out, /^# Privileged container \(`privileged`\)\n/);
    assert.match(page.out, /```yaml\nservices:/);
  });
});
