import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, it } from "mocha";
import { CAPABILITIES } from "../../../server/analysis/facts/capabilities.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import { NAMESPACES } from "../../../server/analysis/facts/namespaces.ts";
import { type Hover, hover } from "../../../server/analysis/ide/hover/hover.ts";
import { RULES_BY_ID } from "../../../server/analysis/rules/index.ts";
import type { Rule } from "../../../server/analysis/rules/rule.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { load } from "../../../server/analysis/run/load.ts";
import type { Config } from "../../../server/analysis/settings/config.ts";

const CONFIG: Config = { profile: "default", engine: DEFAULT_ENGINE, rules: new Map() };

/** Stands in a text before the character that the cursor is on. */
const CURSOR = "▮";

interface Options {
  /** Without rules the concepts alone are explained. */
  readonly rules?: readonly Rule[];
  readonly name?: string;
  readonly others?: Readonly<Record<string, string>>;
  readonly brief?: boolean;
}

async function hoverIn(
  marked: string,
  { rules, name = "compose.yaml", others = {}, brief = false }: Options,
): Promise<Hover | undefined> {
  const offset = marked.indexOf(CURSOR);
  const text = marked.replace(CURSOR, "");
  const uri = `file:///work/${name}`;
  const files = new Map(
    Object.entries({ ...others, [name]: text }).map(([file, content]) => [`file:///work/${file}`, content]),
  );
  const cache = new ParseCache();
  const options = { cache, onRuleError: fail, ...(rules ? { rules } : {}) };
  const analysis = await load([uri], async (file) => files.get(file) ?? null, CONFIG, options);
  return hover({ uri, text, analysis, config: CONFIG, findings: analysis.findings, cache }, offset, brief);
}

/** Explains one line of a service `web`, without rules. */
async function conceptIn(line: string): Promise<string> {
  const found = await hoverIn(`services:\n  web:\n    image: nginx:1.29\n    ${line}\n`, { rules: [] });
  return found?.markdown ?? "";
}

function fail(rule: string, error: unknown): void {
  throw new Error(`${rule} threw`, { cause: error });
}

describe("hover on capabilities", () => {
  for (const { name } of CAPABILITIES) {
    it(`explains ${name} in every spelling`, async () => {
      for (const spelling of [name, name.toLowerCase(), `CAP_${name}`, `cap_${name.toLowerCase()}`]) {
        const markdown = await conceptIn(`cap_add: [${CURSOR}${spelling}]`);
        assert.match(markdown, new RegExp(`^\\*\\*CAP_${name}\\*\\* · `));
        assert.match(markdown, /\*\*Attacker\.\*\*/);
        assert.match(markdown, /\[capabilities\(7\)\]\(https:\/\/man7\.org\//);
      }
    });
  }

  it("stays below 25 lines", async () => {
    for (const { name } of CAPABILITIES) {
      const lines = (await conceptIn(`cap_add: [${CURSOR}${name}]`)).split("\n").length;
      assert.ok(lines <= 25, `${name}: ${lines} lines`);
    }
  });

  it("tells adding from dropping", async () => {
    assert.match(await conceptIn(`cap_add: [${CURSOR}NET_RAW]`), /\*\*Safer\.\*\*/);
    assert.match(await conceptIn(`cap_drop: [${CURSOR}NET_RAW]`), /\*\*Without it\.\*\*/);
    assert.match(await conceptIn(`cap_add: [${CURSOR}ALL]`), /000001ffffffffff/);
    assert.match(await conceptIn(`cap_drop: ["${CURSOR}all"]`), /recommended/);
  });

  it("says nothing of a name that the kernel does not know", async () => {
    assert.equal(await conceptIn(`cap_add: [${CURSOR}CAP_ALL]`), "");
    assert.equal(await conceptIn(`cap_add: [${CURSOR}FLY]`), "");
  });

  it("covers the name and nothing else", async () => {
    const text = `services:\n  web:\n    image: a\n    cap_add:\n      - SYS_${CURSOR}ADMIN # why\n`;
    const found = await hoverIn(text, { rules: [] });
    assert.equal(text.replace(CURSOR, "").slice(found?.at.start, found?.at.end), "SYS_ADMIN");
  });

  it("finds a name behind an anchor, an alias, CRLF and a byte order mark", async () => {
    const anchored = `x-caps: &caps [${CURSOR}SYS_TIME]\nservices:\n  web:\n    image: a\n    cap_add: *caps\n`;
    const piece = `x-base: &base\n  cap_add: [${CURSOR}SYS_TIME]\nservices:\n  web:\n    <<: *base\n    image: a\n`;
    const crlf = `\uFEFFservices:\r\n  web:\r\n    image: a\r\n    cap_add:\r\n      - ${CURSOR}SYS_TIME\r\n`;
    const alias = `x-c: &c SYS_TIME\nservices:\n  web:\n    image: a\n    cap_add: [${CURSOR}*c]\n`;
    assert.equal((await hoverIn(anchored, { rules: [] }))?.markdown, undefined);
    for (const text of [piece, crlf, alias]) {
      assert.match((await hoverIn(text, { rules: [] }))?.markdown ?? "", /^\*\*CAP_SYS_TIME\*\*/);
    }
  });
});

describe("hover on namespaces", () => {
  for (const { composeKey, cloneFlag, values, notValues, name } of NAMESPACES) {
    if (composeKey === undefined) continue;
    it(`explains ${composeKey} and its values`, async () => {
      const key = await conceptIn(`${CURSOR}${composeKey}: host`);
      assert.ok(key.includes(cloneFlag), key);
      assert.match(key, /_namespaces\(7\)\]/);
      for (const { value, effect } of [...values, ...notValues]) {
        const written = value.replace(/<name>/, "db");
        const markdown = await conceptIn(`${composeKey}: "${CURSOR}${written}"`);
        assert.ok(markdown.includes(effect), `${name} ${written}: ${markdown}`);
      }
    });
  }

  it("tells who needs the host's namespace, and the safer way", async () => {
    for (const key of ["pid", "network_mode", "ipc", "uts", "userns_mode", "cgroup"]) {
      const markdown = await conceptIn(`${key}: ${CURSOR}host`);
      assert.match(markdown, /\*\*Who needs it\.\*\*[\s\S]*\*\*Safer\.\*\*[\s\S]*\[rule host-/, key);
      assert.match(await conceptIn(`${CURSOR}${key}: host`), /\*\*Who needs the host's\.\*\*/);
    }
  });

  it("says what the host's namespace exposes only where it is shared", async () => {
    assert.match(await conceptIn(`pid: ${CURSOR}host`), /\*\*An attacker reaches\*\*\n- .*\n- \/proc\/\\<pid>/);
    assert.doesNotMatch(await conceptIn(`pid: ${CURSOR}service:db`), /attacker/);
  });
});

describe("hover on a service's other settings", () => {
  const cases: readonly (readonly [string, RegExp])[] = [
    [`${CURSOR}privileged: true`, /^\*\*`privileged`\*\*[\s\S]*\*\*Attacker\.\*\*[\s\S]*\*\*Who needs it\.\*\*/],
    [`privileged: ${CURSOR}true`, /^\*\*`privileged`\*\*/],
    [`${CURSOR}cap_add: [CHOWN]`, /^\*\*`cap_add`\*\*.*`--cap-add`/],
    [`${CURSOR}cap_drop: [CHOWN]`, /^\*\*`cap_drop`\*\*/],
    [`read_only: ${CURSOR}true`, /^\*\*`read_only`\*\*/],
    [`user: ${CURSOR}root`, /^\*\*User `root`\*\* · uid 0/],
    [`user: "${CURSOR}1000"`, /Not root/],
    [`user: ${CURSOR}app`, /may stand for uid 0/],
    [`user: "${CURSOR}1000:docker"`, /\*\*Group\.\*\* A name is looked up in the image's `\/etc\/group`/],
    [`user: "${CURSOR}\${UID}:\${GID}"`, /^\*\*User `\$\{UID\}:\$\{GID\}`\*\*\n\nA variable decides[^\n]*\n\n\[/],
    [`user: "${CURSOR}\${UID:-1000}:\${GID:-0}"`, /^\*\*User `1000:0`\*\* · uid 1000/],
    [`user: ${CURSOR}""`, /^\*\*The image's own user\*\*/],
    [`uts: ${CURSOR}""`, /^\*\*`uts`: the UTS namespace\*\*/],
    [`pid: "${CURSOR}\${PID:-host}"`, /^\*\*`pid: host`\*\*[\s\S]*An attacker reaches/],
    [`pid: "${CURSOR}\${PID}"`, /^\*\*`pid`: the PID namespace\*\*/],
    [`network_mode: "${CURSOR}\${NET}"`, /^\*\*`network_mode`: the network namespace\*\*/],
    [`cap_add: ["${CURSOR}\${CAP:-SYS_ADMIN}"]`, /^\*\*CAP_SYS_ADMIN\*\*/],
    [`cap_add: ["${CURSOR}\${CAP}"]`, /^\*\*`cap_add`\*\*/],
    [
      `security_opt: ["${CURSOR}seccomp=\${PROFILE:-unconfined}"]`,
      /^\*\*`seccomp=unconfined`\*\*[^\n]*wall taken down/,
    ],
    [`security_opt: ["${CURSOR}seccomp=\${PROFILE}"]`, /^\*\*`security_opt`\*\*/],
    [
      `security_opt: ["${CURSOR}systempaths:unconfined"]`,
      /^\*\*`systempaths:unconfined`\*\* · masks of \/proc and \/sys\n/,
    ],
    [`security_opt: ["${CURSOR}writable-cgroups=true"]`, /\*\*Docker's default\.\*\* `read-only`\./],
    [`group_add: [${CURSOR}docker]`, /^\*\*Group `docker`\*\*[\s\S]*as much as root on the host/],
    [`group_add: [${CURSOR}1000]`, /^\*\*`group_add`\*\*/],
    [`device_cgroup_rules: ["${CURSOR}c 1:3 rwm"]`, /^\*\*`device_cgroup_rules`\*\*/],
    [`deploy: {resources: {limits: {${CURSOR}memory: 1g}}}`, /^\*\*`deploy\.resources\.limits`\*\*/],
    [`deploy: {resources: {limits: {pids: ${CURSOR}100}}}`, /they hold without Swarm too/],
    [`build: {context: ., network: ${CURSOR}host}`, /^\*\*`build\.network`\*\*/],
    [`build: {context: ., entitlements: [${CURSOR}network.host]}`, /^\*\*`build\.entitlements`\*\*/],
    [`post_start: [{command: a, privileged: ${CURSOR}true}]`, /^\*\*`post_start\.privileged`\*\*/],
    [`${CURSOR}devices: []`, /\*\*Default\.\*\* `rwm`\./],
    [`${CURSOR}ports: []`, /\*\*Default\.\*\* All addresses, tcp\./],
    [`devices: ["${CURSOR}/dev/sda:/dev/sda"]`, /disk/],
    [`devices: ["${CURSOR}/dev/null"]`, /of its own/],
    [
      `volumes: ["${CURSOR}/var/run/docker.sock:/s:ro"]`,
      /^\*\*The control socket of Docker\*\*[\s\S]*`:ro` does not help/,
    ],
    [`volumes: ["${CURSOR}/etc:/host/etc"]`, /^\*\*The host's `\/etc`\*\*/],
    [`volumes: [{type: bind, source: ${CURSOR}/etc/shadow, target: /s}]`, /The host's/],
    [`volumes: ["${CURSOR}./src:/src"]`, /^\*\*The host's `\.\/src`\*\*\n\nThe container sees [^\n]* may change it/],
    [`volumes: ["${CURSOR}./src:/src:ro"]`, /^\*\*The host's `\.\/src`\*\* · mounted read-only\n\n[^\n]*cannot change/],
    [`volumes: [{type: bind, source: ${CURSOR}./src, target: /src}]`, /^\*\*The host's `\.\/src`\*\*/],
    [`volumes: ["${CURSOR}data:/data"]`, /^\*\*The volume `data`\*\*\n\nA directory that the engine keeps/],
    [`volumes: ["${CURSOR}data:/data:ro"]`, /^\*\*The volume `data`\*\* · mounted read-only/],
    [`volumes: [{type: volume, source: ${CURSOR}data, target: /data}]`, /^\*\*The volume `data`\*\*/],
    [`volumes: [${CURSOR}/data]`, /^\*\*An anonymous volume\*\*/],
    [`ports: ["${CURSOR}8080:80"]`, /on every address of the host/],
    [`ports: ["${CURSOR}127.0.0.1:8080:80"]`, /Only programs on the host itself/],
    [`security_opt: ["${CURSOR}seccomp=unconfined"]`, /seccomp/],
    [
      `security_opt: ["${CURSOR}apparmor:unconfined"]`,
      /AppArmor[\s\S]*\*\*Attacker\.\*\*[\s\S]*\*\*Who needs it\.\*\*/,
    ],
    [`security_opt: ["${CURSOR}no-new-privileges:true"]`, /set-uid bits/],
    [`${CURSOR}sysctls: {net.ipv4.ip_forward: "1"}`, /^\*\*`services\.\*\.sysctls`|^\*\*`sysctls`/],
    [`sysctls: {${CURSOR}net.core.somaxconn: "1024"}`, /^\*\*`net\.core\.somaxconn`\*\* · network namespace/],
    [`sysctls: {net.ipv4.ip_forward: ${CURSOR}"1"}`, /routes packets[\s\S]*VPN and router images/],
    [`sysctls: ["${CURSOR}net/ipv4/conf/all/route_localnet=1"]`, /127\.0\.0\.1 are reached from the network/],
    [`sysctls: [${CURSOR}kernel.shmmax=65536]`, /IPC namespace[\s\S]*With `ipc: host`/],
    [`sysctls: [${CURSOR}vm.swappiness=10]`, /a setting of the whole host[\s\S]*refuses to start/],
    [`sysctls: [${CURSOR}net.ipv4.ping_group_range=0 0]`, /ping works without NET_RAW/],
  ];
  for (const [line, expected] of cases) {
    it(line.replace(CURSOR, ""), async () => {
      // What a variable is worth is said before what its value means.
      const card = (await conceptIn(line)).replace(/^\*\*`\$\{\w+\}`\*\*[\s\S]*?\n---\n\n/, "");
      assert.match(card, expected);
    });
  }

  it("tells what is known of an image", async () => {
    const text = `services:\n  web:\n    image: ${CURSOR}nginx:1.29\n`;
    assert.match((await hoverIn(text, { rules: [] }))?.markdown ?? "", /^\*\*Image `nginx:1\.29`\*\*/);
  });

  it("says nothing twice", async () => {
    const markdown = await conceptIn(`security_opt: [${CURSOR}label=nested]`);
    assert.equal(markdown.split("Confines the container by type").length, 2);
  });

  it("says nothing of a plain string, nor of a mount that a variable decides", async () => {
    assert.doesNotMatch(await conceptIn(`volumes: ["${CURSOR}\${DATA}:/data"]`), /---|host|engine/);
    assert.equal(await conceptIn(`labels: {a: ${CURSOR}SYS_ADMIN}`), "");
    assert.equal(await conceptIn(`# ${CURSOR}SYS_ADMIN`), "");
  });

  it("follows a variable's default in a mount", async () => {
    assert.match(
      await conceptIn(`volumes: ["${CURSOR}\${SOCK:-/var/run/docker.sock}:/s"]`),
      /control socket of Docker/,
    );
  });
});

describe("hover on keys that rules are about", () => {
  const opening = ["cap_add: []", "devices: []", "volumes: []", "sysctls: {}", "use_api_socket: true", "group_add: []"];
  const closing = ["read_only: true", "cap_drop: []", "user: a", "pids_limit: 9", "mem_limit: 9m", "cpus: 1"];
  for (const line of opening) {
    it(`tells of the attacker and the safer way: ${line}`, async () => {
      assert.match(await conceptIn(CURSOR + line), /\*\*Attacker\.\*\*[\s\S]*\*\*Safer\.\*\*[\s\S]*\[rule [a-z-]+\]\(/);
    });
  }
  for (const line of closing) {
    it(`tells what its absence costs: ${line}`, async () => {
      assert.match(await conceptIn(CURSOR + line), /\*\*Without it\.\*\*[\s\S]*\*\*How\.\*\*[\s\S]*\[rule [a-z-]+\]\(/);
    });
  }

  it("tells of them in a Dockerfile", async () => {
    const options = { name: "Dockerfile", rules: [] };
    const user = await hoverIn(`FROM a\n${CURSOR}USER app`, options);
    assert.match(user?.markdown ?? "", /\*\*Without it\.\*\*/);
    const run = await hoverIn(`FROM a\nRUN ${CURSOR}--security=insecure id`, options);
    assert.match(run?.markdown ?? "", /\*\*Attacker\.\*\*/);
  });

  it("takes no other section's key for a service's", async () => {
    const head = "services:\n  web:\n    image: a\n";
    for (const section of [`${CURSOR}volumes:\n  data: {}\n`, `secrets:\n  s:\n    ${CURSOR}environment: S\n`]) {
      assert.doesNotMatch((await hoverIn(head + section, { rules: [] }))?.markdown ?? "", /Attacker/);
    }
  });

  it("names rules that there are", async () => {
    const source = await readFile(new URL("../../../server/analysis/ide/hover/key-rules.ts", import.meta.url), "utf8");
    const named = [...source.matchAll(/: "([a-z-]+)",/g)].map(([, id = ""]) => id);
    assert.ok(named.length > 20);
    assert.deepEqual(
      named.filter((id) => !RULES_BY_ID.has(id)),
      [],
    );
  });
});

describe("hover on a service's name", () => {
  it("shows what its container is like", async () => {
    const text = `services:\n  ${CURSOR}web:\n    image: nginx\n    pid: host\n    cap_add: [SYS_PTRACE]\n    ports: ["8080:80"]\n`;
    const markdown = (await hoverIn(text, { rules: [] }))?.markdown ?? "";
    assert.match(markdown, /^\*\*web\*\*/);
    assert.match(
      markdown,
      /\| Capabilities \| ⚠ the default 14 and SYS_PTRACE; CapBnd `00000000a80c25fb`, CapEff the same \|/,
    );
    assert.match(markdown, /pid: ⚠ host's · user: host's · the others its own/);
    assert.match(markdown, /`every address:8080` → `port 80\/tcp`: ⚠ every address/);
    assert.ok(markdown.split("\n").length <= 25);
  });

  const named = (...lines: readonly string[]) =>
    `services:\n  ${CURSOR}web:\n${lines.map((one) => `    ${one}\n`).join("")}`;
  const summary = async (text: string, name = "compose.yaml") =>
    (await hoverIn(text, { rules: [], name }))?.markdown ?? "";

  it("tells what the first process holds from what its container could", async () => {
    const dropped = await summary(named("image: a", "user: '1000'", "cap_drop: [NET_RAW]"));
    assert.match(
      dropped,
      /\| CHOWN, [A-Z_, ]+; the first process holds none of them; CapBnd `00000000a80405fb`, CapEff `0000000000000000` \|/,
    );
    const nameOnly = await summary(named("image: a", "user: app", "cap_drop: [ALL]"));
    assert.match(
      nameOnly,
      /User: unknown: the uid of user app decides \|\n\| Capabilities \| none; CapBnd `0000000000000000`, CapEff unknown \|/,
    );
    const privileged = await summary(named("image: a", "user: root", "privileged: true"));
    assert.match(
      privileged,
      /⚠ privileged\n[\s\S]*\| Capabilities \| ⚠ all 41; CapBnd `000001ffffffffff`, CapEff the same \|/,
    );
    assert.match(await summary(named("image: a", "cap_add: [ALL]", "cap_drop: [SYS_ADMIN]")), /⚠ all but SYS_ADMIN/);
  });

  it("takes no default for granted where the file only adds to a service", async () => {
    const markdown = await summary(named("pid: host"), "compose.prod.yaml");
    assert.match(markdown, /\| Namespaces \| pid: ⚠ host's · the others unknown \|/);
    assert.match(markdown, /\| Files \| unknown: the file that defines the service decides \|/);
  });

  it("shows a name that is Markdown as it is written", async () => {
    const markdown = await summary(`services:\n  ${CURSOR}"[a](https://example.com) <b>":\n    image: a\n`);
    assert.match(markdown, /^\*\*`\[a\]\(https:\/\/example\.com\) <b>`\*\* · /);
  });

  it("tells that a Windows container has none of the walls", async () => {
    assert.match(
      await summary(named("image: mcr.microsoft.com/windows/nanoserver:ltsc2022")),
      /none of the Linux walls/,
    );
  });
});

describe("hover in a Dockerfile", () => {
  const name = "Dockerfile";
  const cases: readonly (readonly [string, RegExp])[] = [
    [`${CURSOR}FROM nginx:1.29`, /^\*\*`FROM`\*\*/],
    [`FROM ${CURSOR}nginx:1.29`, /^\*\*Image `nginx:1\.29`\*\*/],
    [`FROM a\n${CURSOR}user app`, /^\*\*`USER`\*\*/],
    [`FROM a\nUSER ${CURSOR}root`, /uid 0/],
    [`FROM a\nRUN ${CURSOR}--mount=type=secret,id=x cat /run/secrets/x`, /^\*\*`RUN --mount=type=secret`\*\*/],
    [`FROM a\nONBUILD ${CURSOR}RUN id`, /^\*\*`RUN`\*\*/],
    [`# syntax=${CURSOR}docker/dockerfile:1\nFROM a`, /^\*\*`# syntax`\*\*/],
  ];
  for (const [text, expected] of cases) {
    it(JSON.stringify(text.replace(CURSOR, "")), async () => {
      assert.match((await hoverIn(text, { name, rules: [] }))?.markdown ?? "", expected);
    });
  }

  it("shows what a container of the final stage is like, on the stage's name", async () => {
    const text = `FROM debian:13 AS build\nFROM debian:13 as ${CURSOR}App\nUSER 1000:1000\n`;
    const markdown = (await hoverIn(text, { name, rules: [] }))?.markdown ?? "";
    assert.match(markdown, /^\*\*app\*\* · what its container is like\n/);
    assert.match(markdown, /User: 1000:1000 \|\n\| Capabilities \| [^|]*CapEff `0000000000000000` \|/);
    const earlier = `FROM debian:13 AS ${CURSOR}build\nFROM debian:13\n`;
    assert.equal(await hoverIn(earlier, { name, rules: [] }), undefined);
  });

  it("says nothing in a comment or an argument", async () => {
    for (const text of [`FROM a\n# ${CURSOR}USER root\n`, `FROM a\nRUN ${CURSOR}USER\n`, `FROM a\n${CURSOR}\n`]) {
      assert.equal(await hoverIn(text, { name, rules: [] }), undefined);
    }
  });
});

describe("hover in .bulkhead.yaml", () => {
  const name = ".bulkhead.yaml";

  it("explains the rule whose id is there", async () => {
    for (const text of [
      `rules:\n  host${CURSOR}-pid: off\n`,
      `rules: {host-pid: ${CURSOR}off}\n`,
      `exceptions:\n  - rule: [sudo, ${CURSOR}host-pid]\n    reason: x\n`,
      `exceptions:\n  - rule: ${CURSOR}host-pid\n`,
    ]) {
      assert.match((await hoverIn(text, { name }))?.markdown ?? "", /\[rule host-pid\]/, text);
    }
  });

  it("explains keys and the words that they take", async () => {
    const cases: readonly (readonly [text: string, expected: RegExp])[] = [
      [`prof${CURSOR}ile: strict\n`, /^How much is reported\.\n\n- `default`: .*\n- `strict`: /],
      [`profile: ${CURSOR}strict\n`, /^`strict`: each missing piece of hardening/],
      [`engine: root${CURSOR}less\n`, /^`rootless`: Docker with a daemon that runs as a user$/],
      [`${CURSOR}engine: podman\n`, /^Who runs the containers\. .*\n\n- `rootful`: /],
      [`engine:\n  lsm: [${CURSOR}selinux]\n`, /^`selinux`: Fedora/],
      [`engine: {cg${CURSOR}roup: 1}\n`, /`1`: older hosts/],
      [`${CURSOR}rules: {}\n`, /^A level for all findings of a rule/],
      [`paths:\n  ig${CURSOR}nore: []\n`, /^Files and directories about which nothing is said\./],
      [`exceptions:\n  - un${CURSOR}til: 2027-01-31\n`, /^The last day on which it holds/],
    ];
    for (const [text, expected] of cases) assert.match((await hoverIn(text, { name }))?.markdown ?? "", expected, text);
  });

  it("says nothing elsewhere", async () => {
    for (const text of [
      `profile: ${CURSOR}constructor\n`,
      `${CURSOR}toString: 1\n`,
      `paths: {ignore: [${CURSOR}legacy]}\n`,
      `rules: {nonsense: ${CURSOR}off}\n`,
      CURSOR,
    ]) {
      assert.equal(await hoverIn(text, { name }), undefined, text);
    }
  });
});

describe("hover on a finding", () => {
  it("documents the rule, and does not say the same twice", async () => {
    const text = `services:\n  web:\n    image: nginx:1.29\n    privileged: ${CURSOR}true\n`;
    const found = await hoverIn(text, {});
    assert.match(found?.markdown ?? "", /^\*\*Privileged container\*\*/);
    assert.match(found?.markdown ?? "", /\*\*Instead\.\*\*/);
    assert.doesNotMatch(found?.markdown ?? "", /\*\*`privileged`\*\*/);
    assert.equal(text.replace(CURSOR, "").slice(found?.at.start, found?.at.end), "true");
  });

  it("does not give a rule's advice twice", async () => {
    const text = `services:\n  web:\n    image: nginx:1.29\n    pid: ${CURSOR}host\n`;
    const markdown = (await hoverIn(text, {}))?.markdown ?? "";
    assert.equal(markdown.split("join that container with").length, 2);
    assert.match(markdown, /\*\*Who needs it\.\*\* Monitors[\s\S]*\[rule host-pid\]/);
    const option = `services:\n  web:\n    image: nginx:1.29\n    security_opt: ["${CURSOR}seccomp=unconfined"]\n`;
    const explained = (await hoverIn(option, {}))?.markdown ?? "";
    assert.equal(explained.split("Where a program is refused one call").length, 2);
    assert.match(explained, /\[rule seccomp-unconfined\]/);
  });

  it("adds the advice of the rule to what is said of the thing", async () => {
    const text = `services:\n  web:\n    image: nginx:1.29\n    cap_add: [${CURSOR}SYS_ADMIN]\n`;
    const markdown = (await hoverIn(text, {}))?.markdown ?? "";
    assert.match(markdown, /^\*\*CAP_SYS_ADMIN\*\*[\s\S]*\n\n---\n\n\*\*Dangerous capability\*\*\n\n\*\*Instead\.\*\*/);
  });
});

describe("brief hover on a finding", () => {
  const lines = [
    `privileged: ${CURSOR}true`,
    `pid: ${CURSOR}host`,
    `cap_add: [${CURSOR}SYS_ADMIN]`,
    `volumes: [${CURSOR}/var/run/docker.sock:/var/run/docker.sock]`,
    `security_opt: ["${CURSOR}seccomp=unconfined"]`,
    `user: ${CURSOR}root`,
    `environment: {PASSWORD: ${CURSOR}hunter2secret}`,
  ];
  for (const line of lines) {
    it(`has three lines, the last with a link: ${line.replace(CURSOR, "")}`, async () => {
      const found = await hoverIn(`services:\n  web:\n    image: nginx:1.29\n    ${line}\n`, { brief: true });
      const [what = "", advice = "", links = "", ...more] = found?.markdown.split("  \n") ?? [];
      assert.deepEqual(more, []);
      assert.ok(!found?.markdown.includes("\n\n"), found?.markdown);
      assert.match(what, /^\*\*.+\*\*.* — /);
      assert.match(advice, /^\*\*Instead\.\*\* [A-Z]/);
      assert.match(links, /^\[rule [a-z-]+\]\(bulkhead:/);
      assert.ok(what.length + advice.length < 600, String(what.length + advice.length));
    });
  }

  it("explains at length what nothing is found at", async () => {
    const found = await hoverIn(`services:\n  web:\n    image: nginx:1.29\n    cap_drop: [${CURSOR}NET_RAW]\n`, {
      brief: true,
    });
    assert.match(found?.markdown ?? "", /\*\*Without it\.\*\*/);
  });
});

describe("hover on bad input", () => {
  it("never throws, wherever the cursor is", async () => {
    const texts = [
      "services:\n  web:\n    image: a\n    cap_add: [SYS_\n",
      "services:\n\tweb:\n",
      "services: {web: {image: a, cap_add: [ALL",
      "services:\n  web: &a\n    <<: *a\n    image: x\n",
      "services:\n  web:\n    image: a\u0000b\n    pid: host\n",
      "",
    ];
    for (const text of texts) {
      for (let at = 0; at <= text.length; at++) {
        await hoverIn(text.slice(0, at) + CURSOR + text.slice(at), {});
      }
    }
  });
});

describe("hover on a variable of Compose", () => {
  const env = "# names\nTAG=1.2\nDB_PASSWORD='hunter2'\nURL=http://u:hunter2@db\nKEY=9fA3kd02Lqq8Zx71bbQ0\nEMPTY=\n";
  const others = { ".env": env };

  async function on(line: string, files: Readonly<Record<string, string>> = others): Promise<string> {
    const text = `services:\n  web:\n    image: acme/web:1\n    ${line}\n`;
    return (await hoverIn(text, { rules: [], others: files }))?.markdown ?? "";
  }

  const said: readonly (readonly [line: string, words: RegExp])[] = [
    [
      `command: [a, "\${${CURSOR}TAG}"]`,
      /^\*\*`\$\{TAG\}`\*\* · `1\.2` · set in `\.env`, line 2\n\nA variable of that name/,
    ],
    [`command: [a, "$${CURSOR}TAG"]`, /`1\.2`/],
    [`command: "x \${${CURSOR}NO:-d \${TAG}}"`, /nothing here sets it\n\nSo it is `d \$\{TAG\}`, unless/],
    [`command: "x \${NO:-d \${${CURSOR}TAG}}"`, /`1\.2`/],
    [`command: "\${${CURSOR}EMPTY:-d}"`, /empty, set in `\.env`, line 6\n\nSo it is `d`/],
    [`command: "\${${CURSOR}EMPTY-d}"`, /· empty · set in `\.env`, line 6/],
    [`command: "\${${CURSOR}NO}"`, /Compose takes an empty text, unless/],
    [`command: "\${${CURSOR}NO:?why}"`, /Compose refuses to start without it/],
    [`command: "\${${CURSOR}TAG:+other}"`, /It is set, so that `other` stands here/],
    [`command: "\${${CURSOR}COMPOSE_PROJECT_NAME}"`, /`work` · the name of the project/],
    [`command: "\${${CURSOR}HOME}"`, /set by each machine in its own way/],
    [`command: "\${${CURSOR}PWD}"`, /`\/work` · the directory that Compose is called in/],
  ];
  for (const [line, words] of said) {
    it(`says ${words.source}`, async () => {
      assert.match(await on(line), words);
    });
  }

  const secret: readonly string[] = [
    `environment: {A: "\${${CURSOR}DB_PASSWORD}"}`,
    `environment: {DB_PASS: "\${${CURSOR}TAG}"}`,
    `environment: ["MYSQL_ROOT_PASSWORD=\${${CURSOR}TAG}"]`,
    `environment: {A: "\${${CURSOR}URL}"}`,
    `environment: {A: "\${${CURSOR}KEY}"}`,
    `environment: {A: "postgres://u:\${${CURSOR}TAG}@db/x"}`,
    `command: server --password \${${CURSOR}TAG}`,
  ];
  for (const line of secret) {
    it(`shows no secret of ${line}`, async () => {
      const text = await on(line);
      assert.match(text, /a secret, which is not shown · set in `\.env`, line \d/);
      assert.doesNotMatch(text, /hunter2|9fA3|1\.2/);
    });
  }

  it("shows no secret that another value is made of, and no default of one", async () => {
    const made = { ".env": "PASSWORD=hunter2\nA=x${PASSWORD}y\n".replace("$$", "$") };
    assert.match(await on(`command: "\${${CURSOR}A}"`, made), /not shown/);
    assert.doesNotMatch(await on(`environment: {PASSWORD: "\${${CURSOR}P:-hunter2}"}`, {}), /hunter2/);
  });

  it("is silent on what is none", async () => {
    for (const line of [`command: "a $$${CURSOR}TAG"`, `command: "a $(${CURSOR}TAG)"`, `command: "${CURSOR}TAG"`])
      assert.doesNotMatch(await on(line), /TAG/);
  });
});
