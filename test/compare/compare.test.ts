import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "mocha";
import { configOf } from "../../server/analysis/settings/read.ts";
import type { Printable } from "../../server/analysis/text/printable.ts";
import { run } from "../../server/cli/run.ts";
import { compareForEditor } from "../../server/compare/editor.ts";
import { uriOf } from "../../server/entries/file-names.ts";
import { schemaCheck } from "../analysis/facts/json-schema.ts";
import type { FakeEngine } from "../engine/fake-engine.ts";
import { recordedEngine } from "./recorded-engine.ts";
import type { Recording } from "./recording.ts";

const SHOP = path.join(import.meta.dirname, "shop");
const RECORDING: Recording = JSON.parse(readFileSync(path.join(SHOP, "engine.json"), "utf8"));

type Body = { [key: string]: Body } & Body[] & string;

describe("compare", () => {
  let fake: FakeEngine;
  /** Changes the answers of the engine for one test. */
  let change: ((request: string, body: Body) => unknown) | undefined;
  before(async () => {
    fake = await recordedEngine(RECORDING, (where, body) => change?.(where, body as Body));
  });
  after(() => fake.close());

  const told = async (
    ...args: readonly string[]
  ): Promise<{ readonly status: number; readonly out: string; readonly err: string }> => {
    let out = "";
    let err = "";
    const status = await run(["compare", ...args, "--no-color"], "0", {
      cwd: SHOP,
      env: { DOCKER_HOST: `unix://${fake.socket}` },
      // Nothing is wrapped, however long the path of this directory is.
      columns: 1000,
      stdin: (async function* () {})(),
      threads: undefined,
      status: undefined,
      write: (text: Printable) => {
        out += text;
      },
      warn: (text: Printable) => {
        err += `${text}\n`;
      },
    });
    return {
      status,
      out: out.replaceAll(fake.socket, "/engine.sock"),
      err: err.replaceAll(fake.socket, "/engine.sock"),
    };
  };

  /** The comparison of an engine whose answers a test changes, as data. */
  const changed = async (how: typeof change, ...args: readonly string[]) => {
    change = how;
    try {
      const { status, out, err } = await told(...args, "--format", "json");
      assert.equal(err, "");
      const comparison = JSON.parse(out);
      schemaCheck("compare")(comparison);
      return { status, comparison };
    } finally {
      change = undefined;
    }
  };

  it("finds that what was just started runs as it is written", async () => {
    const { status, comparison } = await changed(undefined, "compose.yaml");
    const [shop] = comparison.projects;
    assert.equal(shop.name, "shop");
    assert.deepEqual(
      shop.containers.map(({ name, state, differences }: { name: string; state: string; differences: unknown[] }) => [
        name,
        state,
        differences,
      ]),
      [
        ["shop-web-1", "running", []],
        ["shop-api-1", "running", []],
        ["shop-api-2", "running", []],
        ["shop-db-1", "running", []],
        ["shop-old-1", "running", []],
        ["shop-job-1", "exited", []],
      ],
    );
    assert.deepEqual(shop.notRunning, ["spare"]);
    assert.deepEqual(
      shop.oneOff.map(({ service }: { service: string }) => service),
      ["old"],
    );
    assert.equal(status, 0);
  });

  for (const [name, args] of [
    ["changed.txt", ["changed.yaml"]],
    ["same.txt", ["compose.yaml"]],
  ] as const)
    it(`says what runs otherwise, as in ${name}`, async () => {
      const { status, out, err } = await told(...args);
      schemaCheck("compare")(JSON.parse((await told(...args, "--format", "json")).out));
      assert.equal(err, "");
      assert.equal(status, name === "same.txt" ? 0 : 1);
      await assertSaid(name, out.replaceAll(`${SHOP}/`, "/shop/").replace(/(\S) {3,}(?=\S)/g, "$1  "));
    });

  it("gives the editor a page", async () => {
    const { DOCKER_HOST } = process.env;
    process.env["DOCKER_HOST"] = `unix://${fake.socket}`;
    try {
      const order = { outermost: uriOf(".", SHOP), config: configOf([]), signal: new AbortController().signal };
      const answer = await compareForEditor({ ...order, uri: uriOf("changed.yaml", SHOP) });
      assert.ok("page" in answer);
      await assertSaid(
        "changed.md",
        answer.page.replaceAll(fake.socket, "/engine.sock").replaceAll(`${SHOP}/`, "/shop/"),
      );
      const other = await compareForEditor({ ...order, uri: uriOf("token.txt", SHOP) });
      assert.deepEqual(other, { refused: "token.txt is no Compose file" });
    } finally {
      if (DOCKER_HOST === undefined) delete process.env["DOCKER_HOST"];
      else process.env["DOCKER_HOST"] = DOCKER_HOST;
    }
  });

  it("only ever asks", () => {
    assert.deepEqual(new Set(fake.asked.map(({ method }) => method)), new Set(["GET"]));
  });

  describe("sees what was changed by hand", () => {
    const inspect =
      (service: string, alter: (body: Body) => void): typeof change =>
      (where, body) => {
        if (/^\/containers\/\w+\/json$/.test(where) && body["Name"] === `/shop-${service}-1`) alter(body);
        return body;
      };
    const CASES: readonly (readonly [
      what: string,
      service: string,
      alter: (body: Body) => void,
      found: readonly string[],
    ])[] = [
      [
        "a limit that docker update lifted",
        "api",
        (body) => set(body, "HostConfig.Memory", 0),
        ["weaker Memory: 64 MiB, no limit"],
      ],
      [
        "a network that docker network connect added",
        "web",
        (body) => set(body, "NetworkSettings.Networks.shop_back", {}),
        ["other Networks: nothing, back: internal"],
      ],
      [
        "a capability",
        "api",
        (body) => set(body, "HostConfig.CapAdd", ["CAP_CHOWN", "CAP_SYS_ADMIN"]),
        [
          "weaker Capabilities: CHOWN; the first process holds none of them, CHOWN, SYS_ADMIN; the first process holds none of them (with SYS_ADMIN)",
        ],
      ],
      ["the user", "api", (body) => set(body, "Config.User", ""), ["weaker User: 1000:1000, root"]],
      [
        "a user where the files leave it to the image",
        "web",
        (body) => set(body, "Config.User", "1000"),
        ["stronger User: root, 1000"],
      ],
      [
        "a directory in the place of another",
        "web",
        (body) => set(body, "HostConfig.Binds", ["/etc:/data:rw"]),
        ["weaker Mounts: /shop/data → /data: read-write, /etc → /data: read-write, critical risk"],
      ],
      [
        "a port on every address",
        "web",
        (body) => set(body, "NetworkSettings.Ports.9000/tcp", [{ HostIp: "0.0.0.0", HostPort: "9000" }]),
        ["weaker Ports: 127.0.0.1:9000 → port 9000/tcp, every address:9000 → port 9000/tcp: every address"],
      ],
      [
        "another image under the same name",
        "old",
        (body) => set(body, "Image", "sha256:1234567890abcdef"),
        ["other Image: the image that is called busybox:bulkhead-probe now, an earlier one (1234567890ab)"],
      ],
    ];
    for (const [what, service, alter, found] of CASES)
      it(what, async () => {
        const { status, comparison } = await changed(inspect(service, alter), "compose.yaml");
        const container = comparison.projects[0].containers.find(
          ({ name }: { name: string }) => name === `shop-${service}-1`,
        );
        assert.deepEqual(
          container.differences.map(
            (one: Record<string, string>) =>
              `${one["change"]} ${one["label"]}: ${one["written"]?.replace(SHOP, "/shop")}, ${one["runs"]}`,
          ),
          found,
        );
        assert.equal(status, 1);
      });

    it("and lets one replica differ from the others", async () => {
      change = inspect("api", (body) => set(body, "HostConfig.ReadonlyRootfs", false));
      const { out } = await told("compose.yaml").finally(() => {
        change = undefined;
      });
      assert.match(
        out,
        /^service api {2}shop-api-1; .*\n\n! Root files {2}written {2}read-only .*\n +runs {5}writable$/m,
      );
      assert.match(out, /^service api {2}shop-api-2; .*\n\n {2}It runs as it is written\.$/m);
    });

    it("and does not fail for a container that does not run", async () => {
      const { status, comparison } = await changed(
        inspect("job", (body) => set(body, "HostConfig.Privileged", true)),
        "compose.yaml",
      );
      assert.equal(comparison.projects[0].containers.at(-1).differences[0].wall, "privileged");
      assert.equal(status, 0);
    });
  });

  it("leaves to Podman what it does not say for sure", async () => {
    const podman = await recordedEngine(JSON.parse(readFileSync(path.join(SHOP, "podman.json"), "utf8")));
    try {
      const { status, out } = await told("compose.yaml", "--host", `unix://${podman.socket}`, "--format", "json");
      const comparison = JSON.parse(out);
      schemaCheck("compare")(comparison);
      assert.equal(comparison.engine.name, "Podman");
      assert.equal(comparison.engine.mode, "podman");
      type Said = Record<"name", string> & Record<"differences" | "notCompared", readonly Record<string, string>[]>;
      const said = comparison.projects[0].containers.map(({ name, differences, notCompared }: Said) => [
        name,
        differences.map((one) => `${one["wall"]}: ${one["written"]}, ${one["runs"]}`),
        notCompared.map((one) => one["wall"]),
      ]);
      // The machine of the recording may not raise a limit, so that its containers were started without one.
      const limit = "ulimits: nofile: 100, nofile: 1024";
      assert.deepEqual(said, [
        ["shop-web-1", [], []],
        ["shop-api-1", [limit], ["sysctls"]],
        ["shop-api-2", [limit], ["sysctls"]],
        ["shop-db-1", [], ["namespaces.ipc"]],
        ["shop-old-1", [], []],
        ["shop-job-1", [], []],
      ]);
      assert.equal(status, 1);
    } finally {
      await podman.close();
    }
  });

  it("names what it cannot do", async () => {
    for (const [args, message] of [
      [
        ["compose.yaml", "--project-name", "other"],
        /^bulkhead: the engine at unix:\/\/\/engine\.sock \(DOCKER_HOST\) has no container of the project other\n$/,
      ],
      [["token.txt"], /^bulkhead: token\.txt is no Compose file\n$/],
      [[], /^bulkhead: name the Compose file/],
      [
        ["compose.yaml", "--host", "tcp://192.0.2.1:2375"],
        /^bulkhead: 192\.0\.2\.1 is another machine and would be spoken to without TLS/,
      ],
      [
        ["compose.yaml", "--host", "unix:///nowhere.sock"],
        /^bulkhead: no container engine answers at unix:\/\/\/nowhere\.sock\n$/,
      ],
      [["compose.yaml", "--host", "unix:///x", "--context", "y"], /cannot be used with/],
    ] as const) {
      const { status, out, err } = await told(...args);
      assert.match(err, message);
      assert.equal(out, "");
      assert.equal(status, 2);
    }
  });
});

/** Sets what stands at a path such as `HostConfig.Memory`. */
function set(body: Body, where: string, value: unknown): void {
  const [first = "", ...rest] = where.split(".");
  if (rest.length === 0) Object.assign(body, { [first]: value });
  else set(body[first] as Body, rest.join("."), value);
}

async function assertSaid(name: string, said: string): Promise<void> {
  const file = path.join(SHOP, name);
  if (process.env["UPDATE"] === "1") await writeFile(file, said);
  assert.ok(existsSync(file), `${name} is missing; UPDATE=1 writes it`);
  assert.equal(said, readFileSync(file, "utf8"));
}
