import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { complete } from "../../../server/analysis/ide/complete/complete.ts";
import type { Item } from "../../../server/analysis/ide/complete/item.ts";
import { RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { load } from "../../../server/analysis/run/load.ts";
import type { Config } from "../../../server/analysis/settings/config.ts";

const CONFIG: Config = { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() };

/** Stands in a text where the cursor is. */
const CURSOR = "▮";

interface Completed {
  readonly items: readonly Item[];
  /** The text with the first item written. */
  readonly written: string;
}

async function completeIn(
  marked: string,
  name: string,
  others: Readonly<Record<string, string>> = {},
): Promise<Completed> {
  const offset = marked.indexOf(CURSOR);
  const text = marked.replace(CURSOR, "");
  const uri = `file:///work/${name}`;
  const all = Object.entries({ ...others, [name]: text });
  const texts = new Map(all.map(([file, content]) => [`file:///work/${file}`, content]));
  const cache = new ParseCache();
  const onRuleError = (rule: string, cause: unknown) => {
    throw new Error(rule, { cause });
  };
  const analysis = await load([uri], async (file) => texts.get(file) ?? null, CONFIG, { cache, onRuleError });
  const found = complete(
    {
      uri,
      text,
      analysis,
      findings: analysis.findings,
      cache,
      config: CONFIG,
      lookup: (file) => texts.get(file) ?? null,
    },
    offset,
  );
  const [first] = found?.items ?? [];
  const written = found && first ? text.slice(0, found.at.start) + first.text + text.slice(found.at.end) : text;
  return { items: found?.items ?? [], written };
}

async function textsFor(line: string): Promise<string[]> {
  const text = `services:\n  web:\n    image: redis:8\n    ${line}\n  db:\n    image: a\n`;
  return (await completeIn(text, "compose.yaml")).items.map((item) => item.text);
}

describe("completion of capabilities", () => {
  const places = [
    `cap_add: [${CURSOR}]`,
    `cap_add: [NET_${CURSOR}]`,
    `cap_add: [CHOWN, ${CURSOR}]`,
    `cap_add: ["${CURSOR}"]`,
    `cap_add:\n      - ${CURSOR}`,
    `cap_add:\n      - CHOWN\n      - sys_${CURSOR}admin # why`,
  ];
  for (const place of places) {
    it(JSON.stringify(place), async () => {
      const texts = await textsFor(place);
      assert.equal(texts.length, 42);
      assert.equal(texts.at(-1), "ALL");
      assert.ok(texts.indexOf("SYS_ADMIN") > texts.indexOf("CHOWN"), "what is harmless goes first");
    });
  }

  it("works while a list is not closed yet", async () => {
    const { items } = await completeIn(`services:\n  web:\n    image: a\n    cap_drop: [${CURSOR}`, "compose.yaml");
    assert.equal(items[0]?.text, "ALL");
  });

  it("replaces the word that the cursor is in and nothing else", async () => {
    const before = "services:\n  web:\n    image: a\n    cap_drop: [";
    const { written } = await completeIn(`${before}NET${CURSOR}_RA, CHOWN] # x\n`, "compose.yaml");
    assert.equal(written, `${before}ALL, CHOWN] # x\n`);
  });

  it("documents each name, and marks the dangerous ones", async () => {
    const { items } = await completeIn(`services:\n  a:\n    image: a\n    cap_add: [${CURSOR}]\n`, "compose.yaml");
    for (const { documentation, text } of items) assert.ok(documentation?.startsWith("**"), text);
    assert.match(items.find(({ text }) => text === "SYS_ADMIN")?.detail ?? "", /^⚠/);
    assert.match(items.find(({ text }) => text === "CHOWN")?.detail ?? "", /default set/);
  });

  it("keeps the prefix that is typed, since an editor shows only what goes on from there", async () => {
    const texts = await textsFor(`cap_add: [cap_sys${CURSOR}]`);
    assert.equal(texts.length, 41);
    assert.ok(texts.every((text) => text.startsWith("CAP_")));
  });

  it("begins the list where there is none yet, since Compose refuses a text there", async () => {
    const first = async (line: string) => (await textsFor(line))[0];
    assert.equal(await first(`cap_drop: ${CURSOR}`), "[ALL]");
    assert.equal(await first(`cap_drop:\n      ${CURSOR}`), "- ALL");
    assert.equal(await first(`cap_drop:\n      -${CURSOR}`), "- ALL");
    assert.equal(await first(`security_opt: ${CURSOR}`), "[no-new-privileges:true]");
    assert.deepEqual(await textsFor(`cap_drop: "${CURSOR}"`), []);
    const { written } = await completeIn(`services:\n  a:\n    cap_drop:\n      -${CURSOR}\n`, "compose.yaml");
    assert.equal(written, "services:\n  a:\n    cap_drop:\n      - ALL\n");
  });

  it("finds the place in a file with CRLF, and in a container before the service's own", async () => {
    const crlf = `services:\r\n  a:\r\n    image: b\r\n    cap_add:\r\n      - ${CURSOR}\r\n    pid: host\r\n`;
    assert.equal((await completeIn(crlf, "compose.yaml")).items.length, 42);
    assert.equal((await textsFor(`pre_start: [{image: a, cap_add: [${CURSOR}]}]`)).length, 42);
  });
});

describe("completion of other values", () => {
  it("offers the other services to join", async () => {
    assert.deepEqual(await textsFor(`pid: ${CURSOR}`), ["service:db", "container:", "host"]);
    const modes = await textsFor(`network_mode: "${CURSOR}"`);
    assert.ok(modes.includes("none") && modes.includes("service:db") && !modes.includes("service:web"));
  });

  it("offers what ipc, uts, userns_mode and cgroup take", async () => {
    assert.ok((await textsFor(`ipc: s${CURSOR}`)).includes("shareable"));
    // The host's alone would be what Enter takes.
    for (const key of ["uts", "userns_mode"]) {
      assert.deepEqual(await textsFor(`${key}: ${CURSOR}`), []);
      assert.deepEqual(await textsFor(`${key}: h${CURSOR}`), ["host"]);
    }
    assert.deepEqual(await textsFor(`cgroup: ${CURSOR}`), ["private", "host"]);
  });

  it("offers the services of the project's other files too", async () => {
    const override = `services:\n  web:\n    pid: ${CURSOR}\n`;
    const base = { "compose.yaml": "services:\n  web:\n    image: a\n  db:\n    image: b\n" };
    const { items } = await completeIn(override, "compose.override.yaml", base);
    assert.deepEqual(
      items.map(({ text }) => text),
      ["service:db", "container:", "host"],
    );
  });

  it("offers security options, hardening first", async () => {
    const texts = await textsFor(`security_opt:\n      - ${CURSOR}`);
    assert.equal(texts[0], "no-new-privileges:true");
    assert.ok(texts.includes("seccomp=unconfined") && texts.includes("seccomp=") && texts.includes("label=type:"));
    const colon = await textsFor(`security_opt:\n      - seccomp:${CURSOR}`);
    assert.ok(colon.includes("seccomp:unconfined") && colon.includes("label=type:"));
    const refused = await textsFor(`security_opt:\n      - systempaths:${CURSOR}`);
    assert.ok(refused.includes("systempaths=unconfined") && !refused.includes("systempaths:unconfined"));
  });

  it("marks the options that take a wall down", async () => {
    const text = `services:\n  web:\n    security_opt: [${CURSOR}]\n`;
    const { items } = await completeIn(text, "compose.yaml");
    assert.deepEqual(
      items.filter(({ detail }) => detail.startsWith("⚠")).map((item) => item.text),
      [
        "no-new-privileges:false",
        "seccomp=unconfined",
        "apparmor=unconfined",
        "label=disable",
        "systempaths=unconfined",
        "writable-cgroups=true",
      ],
    );
  });

  it("offers the user that the image works with", async () => {
    assert.equal((await textsFor(`user: ${CURSOR}`)).length, 2);
  });

  it("offers the user and the privileges of a hook", async () => {
    for (const hook of ["post_start", "pre_stop"]) {
      const user = await textsFor(`${hook}:\n      - command: "true"\n        user: ${CURSOR}`);
      assert.deepEqual(user.slice(-2), ["1000:1000", "root"]);
      const privileged = await textsFor(`${hook}: [{command: "true", privileged: ${CURSOR}}]`);
      assert.deepEqual(privileged, ["false", "true"]);
    }
    assert.deepEqual(await textsFor(`post_start: [{command: ${CURSOR}}]`), []);
  });

  it("offers the harmless value of a switch first", async () => {
    assert.deepEqual(await textsFor(`privileged: ${CURSOR}`), ["false", "true"]);
    assert.deepEqual(await textsFor(`read_only: ${CURSOR}`), ["true", "false"]);
  });

  it("offers nothing elsewhere", async () => {
    for (const line of [`labels: {a: ${CURSOR}}`, `command: ${CURSOR}`, `hostname: h${CURSOR}`]) {
      assert.deepEqual(await textsFor(line), [], line);
    }
    const pod = await completeIn(`apiVersion: v1\nkind: Pod\nspec: {pid: ${CURSOR}}\n`, "pod.yaml");
    assert.deepEqual(pod.items, []);
  });
});

describe("completion in a Dockerfile", () => {
  const texts = async (text: string) => (await completeIn(text, "Dockerfile")).items.map((item) => item.text);

  it("offers the user that the base image works with", async () => {
    assert.deepEqual(await texts(`FROM redis:8\nUSER ${CURSOR}`), ["redis", "1000:1000"]);
    assert.deepEqual(await texts(`FROM redis:8\nUSER ${CURSOR}\nCMD ["x"]\n`), ["redis", "1000:1000"]);
    assert.deepEqual(await texts(`FROM redis:8\r\nUSER 9${CURSOR}9\r\n`), ["redis", "1000:1000"]);
    assert.deepEqual(await texts(`FROM a:1\nONBUILD USER ${CURSOR}`), ["1000:1000"]);
    const { written } = await completeIn(`FROM redis:8\nUSER ro${CURSOR}ot\n`, "Dockerfile");
    assert.equal(written, "FROM redis:8\nUSER redis\n");
  });

  it("offers the flags of a step, what isolates it first", async () => {
    for (const line of [`RUN --${CURSOR}`, `RUN --net${CURSOR} id`, `RUN --mount=type=ssh --${CURSOR}`]) {
      const found = await texts(`FROM a:1\n${line}\n`);
      assert.equal(found[0], "--network=none", line);
      assert.equal(found.at(-1), "--security=insecure", line);
    }
    const { items, written } = await completeIn(`FROM a:1\nRUN --network=h${CURSOR}ost id\n`, "Dockerfile");
    assert.equal(written, "FROM a:1\nRUN --network=none id\n");
    assert.ok(items.every(({ documentation }) => documentation?.startsWith("**`RUN --")));
  });

  it("offers nothing elsewhere", async () => {
    for (const line of [
      `RUN ${CURSOR}`,
      `RUN ls --${CURSOR}`,
      `USER root ${CURSOR}`,
      `USER${CURSOR}`,
      `CMD --${CURSOR}`,
      `RUN <<EOF\n--${CURSOR}\nEOF`,
      `USER a\n${CURSOR}`,
      `# USER ${CURSOR}`,
    ]) {
      assert.deepEqual(await texts(`FROM a:1\n${line}\n`), [], line);
    }
  });
});

describe("completion of allow comments", () => {
  it("offers the ids that are reported first, in YAML and in Dockerfiles", async () => {
    const yaml = `services:\n  web:\n    image: nginx:1.29\n    pid: host # bulkhead: allow ${CURSOR}\n`;
    const { items, written } = await completeIn(yaml, "compose.yaml");
    assert.equal(items.length, RULES_BY_ID.size);
    const reported = new Set(items.slice(0, 3).map(({ text }) => text));
    assert.ok(reported.has("host-pid"));
    assert.match(written, /# bulkhead: allow [a-z-]+\n$/);
    const dockerfile = await completeIn(`FROM a:1\n# bulkhead: allow root-user, ${CURSOR}\nUSER root\n`, "Dockerfile");
    assert.equal(dockerfile.items.length, RULES_BY_ID.size);
  });

  it("offers the words before the ids", async () => {
    const { written } = await completeIn(`services:\n  web:\n    image: a # bulk${CURSOR}\n`, "compose.yaml");
    assert.match(written, /# bulkhead: allow \n$/);
  });

  it("offers nothing in the reason, nor in other comments", async () => {
    for (const comment of [`# bulkhead: allow host-pid -- we ${CURSOR}`, `# see ${CURSOR}`, `# ${CURSOR}`]) {
      const { items } = await completeIn(`services:\n  web:\n    image: a ${comment}\n`, "compose.yaml");
      assert.deepEqual(items, [], comment);
    }
  });
});

describe("completion of settings", () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    [`profile: ${CURSOR}`, ["default", "strict"]],
    [`engine: ${CURSOR}`, ["rootful", "rootless", "userns-remap", "podman", "swarm"]],
    [`engine: {mode: ${CURSOR}}`, ["rootful", "rootless", "userns-remap", "podman", "swarm"]],
    [`engine: {lsm: [${CURSOR}]}`, ["apparmor", "selinux"]],
    [`rules:\n  host-pid: ${CURSOR}`, ["error", "warning", "info", "hint", "off"]],
    [`other: ${CURSOR}`, []],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text), async () => {
      const { items } = await completeIn(`${text}\n`, ".bulkhead.yaml");
      assert.deepEqual(
        items.map((item) => item.text),
        expected,
      );
    });
  }

  const keys: readonly (readonly [string, readonly string[]])[] = [
    [`${CURSOR}`, ["profile: ", "engine: ", "rules: ", "paths: ", "commands: ", "doors: ", "learn: ", "exceptions: "]],
    [
      `profile: strict\r\n${CURSOR}\r\n`,
      ["engine: ", "rules: ", "paths: ", "commands: ", "doors: ", "learn: ", "exceptions: "],
    ],
    [`prof${CURSOR}: strict\n`, ["profile", "engine", "rules", "paths", "commands", "doors", "learn", "exceptions"]],
    [`paths:\n  ig${CURSOR}`, ["ignore: "]],
    [`exceptions:\n  - rule: host-pid\n    rea${CURSOR}`, ["reason: ", "paths: ", "service: ", "until: "]],
    [`exceptions:\n  - rule: host-pid\n    rea${CURSOR}son: x\n`, ["reason", "paths", "service", "until"]],
    [`engine:\n ${CURSOR} mode: podman\n`, []],
    [`exceptions:\n  -${CURSOR} rule: host-pid\n`, []],
    [`engine:\n  mode: podman\n  ${CURSOR}\n`, ["version: ", "cgroup: ", "lsm: ", "daemon: ", "compose: "]],
    [`engine:\n  cgroup: ${CURSOR}`, ["2", "1"]],
    [`profile: strict # ${CURSOR}`, []],
    [`paths:\n  ignore:\n    - ${CURSOR}`, []],
  ];
  for (const [text, expected] of keys) {
    it(JSON.stringify(text), async () => {
      const { items } = await completeIn(text, ".bulkhead.yaml");
      assert.deepEqual(
        items.map((item) => item.text),
        expected,
      );
    });
  }

  it("offers both a mode and a key below engine", async () => {
    const { items } = await completeIn(`engine:\n  ${CURSOR}`, ".bulkhead.yaml");
    const texts = items.map(({ text }) => text);
    assert.ok(texts.includes("mode: ") && texts.includes("rootless"), texts.join());
  });

  it("offers the rules that are not there yet, with their documentation", async () => {
    for (const text of [`rules:\n  host-pid: off\n  ho${CURSOR}\n`, `rules: {host-pid: off, ${CURSOR}}`]) {
      const { items } = await completeIn(text, ".bulkhead.yaml");
      assert.equal(items.length, RULES_BY_ID.size - 1, text);
      assert.ok(items.every(({ text, documentation }) => text.endsWith(": ") && documentation));
    }
  });
});

describe("completion in bad input", () => {
  it("never throws, wherever the cursor is", async () => {
    for (const text of [
      "services:\n  web:\n    cap_add: [SYS_",
      "services:\n\tweb:",
      "a: &a [*a]\n",
      "a: \u0000\n",
      "",
    ]) {
      for (let at = 0; at <= text.length; at++) {
        await completeIn(text.slice(0, at) + CURSOR + text.slice(at), "compose.yaml");
      }
    }
  });
});

describe("completion of the keys of a service", () => {
  const itemsFor = async (image: string, typed: string, more = "") => {
    const text = `services:\n  web:\n    image: ${image}\n${more}    ${typed}${CURSOR}\n`;
    return (await completeIn(text, "compose.yaml")).items;
  };
  const textOf = (items: readonly Item[], key: string) => items.find(({ label }) => label === key)?.text;

  it("begins with what closes a wall, each with what fits the image", async () => {
    const items = await itemsFor("postgres:16", "cap");
    assert.equal(items[0]?.label, "cap_drop");
    assert.match(items[0]?.text ?? "", /^cap_drop:\n {2}- ALL\ncap_add:\n( {2}- [A-Z_]+\n?)+$/);
    assert.match(items[0]?.detail ?? "", /^this image needs .*SETUID/);
    assert.match(textOf(items, "read_only") ?? "", /^read_only: true\ntmpfs:\n {2}- \//);
    assert.match(textOf(await itemsFor("nginx:1.29", "re"), "cap_drop") ?? "", /CHOWN/);
    assert.equal(textOf(await itemsFor("grafana/grafana:12.0.0", ""), "cap_drop"), "cap_drop:\n  - ALL");
  });

  it("says what is not known of an image", async () => {
    const items = await itemsFor("acme/web:1", "c");
    assert.equal(textOf(items, "cap_drop"), "cap_drop:\n  - ALL");
    assert.match(items[0]?.detail ?? "", /not known/);
  });

  it("opens nothing by itself", async () => {
    for (const { text, label = "" } of await itemsFor("acme/web:1", "")) {
      assert.ok(!/host|privileged: true|SYS_|unconfined|docker\.sock/.test(text), label);
    }
  });

  it("leaves out keys that are there, and keeps what is added already", async () => {
    const items = await itemsFor("postgres:16", "", "    cap_add: [CHOWN]\n    read_only: true\n");
    assert.equal(textOf(items, "cap_drop"), "cap_drop:\n  - ALL");
    assert.equal(textOf(items, "read_only"), undefined);
    assert.equal(textOf(items, "cap_add"), undefined);
  });

  it("writes the name alone where a colon stands behind it", async () => {
    const { items } = await completeIn(`services:\n  web:\n    image: a\n    cap${CURSOR}: [ALL]\n`, "compose.yaml");
    assert.equal(items[0]?.text, "cap_drop");
  });

  for (const key of ["network_mode", "pid", "ipc", "uts", "cgroup", "privileged", "read_only", "userns_mode"]) {
    it(`takes nothing dangerous for ${key} on Enter`, async () => {
      const texts = await textsFor(`${key}: ${CURSOR}`);
      assert.ok((texts[0] !== "host" && texts[0] !== "true") || key === "read_only", texts.join());
    });
  }
});
