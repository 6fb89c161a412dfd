import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { assertMended, assertWhole, fixedTexts, type Offer, Tally } from "../../../scripts/fuzz/fix-laws.ts";
import { DEFAULT_ENGINE } from "../../../server/analysis/facts/engine.ts";
import type { Analysis } from "../../../server/analysis/run/analysis.ts";
import { analyze } from "../../../server/analysis/run/analyze.ts";
import { ParseCache } from "../../../server/analysis/run/cache.ts";
import { layouts, type Service, type Value, written } from "../compose/compose-layout.ts";

/** How many files are made; `npm run test:laws` makes more. */
const FILES = Number(process.env["LAW_FILES"] ?? 60);
/** The same files each time, so that a run can be repeated; `npm run test:laws` may be given others. */
const SEED = Number(process.env["LAW_SEED"] ?? 1);
/** The fixes of one file that are tried. */
const MOST = 4;

const COMPOSE = "file:///project/compose.yaml";

describe(`fixes of ${FILES} generated projects`, function () {
  this.timeout(FILES * 4000);

  it("mend what they are for, and nothing else", () => {
    const tally = new Tally();
    fc.assert(
      fc.property(projects, fc.nat(), (text, seed) => {
        const textOf = (uri: string): string | null => (uri === COMPOSE ? text : null);
        const analysis = analysed(text);
        const offers = offersOf(analysis, tally);
        for (let step = 0; step < Math.min(MOST, offers.length); step++) {
          const offer = offers[(seed + step * 7) % offers.length];
          if (offer === undefined) continue;
          const texts = fixedTexts(offer, textOf);
          assertWhole(offer, textOf, texts);
          tally.reveal(assertMended(offer, analysed(texts.get(COMPOSE) ?? text)));
          tally.add(offer.finding.rule, { applied: 1 });
        }
      }),
      { numRuns: FILES, seed: SEED },
    );
    tally.print();
    assert.ok(tally.total.applied > FILES, `only ${tally.total.applied} fixes were tried`);
  });
});

function offersOf(analysis: Analysis, tally: Tally): readonly Offer[] {
  return analysis.findings.flatMap((finding) => {
    const offered = analysis.fixes(finding);
    tally.add(finding.rule, { offered: offered.length, refused: finding.fixes.length - offered.length });
    return offered.map(({ fix, edits }) => ({ analysis, finding, fix, edits }));
  });
}

function analysed(text: string): Analysis {
  const config = { profile: "strict" as const, engine: DEFAULT_ENGINE, rules: new Map() };
  const options = {
    cache: new ParseCache(),
    onRuleError: (rule: string, error: unknown) => assert.fail(`${rule}: ${error}`),
  };
  return analyze([COMPOSE], (uri) => (uri === COMPOSE ? text : null), config, options);
}

const some = (values: readonly Value[]): fc.Arbitrary<readonly Value[]> =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 4, selector: (one) => JSON.stringify(one) });

/** Services that are weak in the ways that rules report. */
const services: fc.Arbitrary<Service> = fc.record(
  {
    image: fc.constantFrom(
      ...["postgres:17", "redis:7.2", "nginx:1.29", "memcached:1.6", "caddy:2", "mariadb:11", "acme/app:1", "node:24"],
      ...["rabbitmq", "hashicorp/vault:1.14", "traefik:3.5", "couchdb:3", "httpd:2.4"],
    ),
    user: fc.constantFrom("root", "0:0", "1000:1000", "www-data", ""),
    privileged: fc.boolean(),
    init: fc.boolean(),
    read_only: fc.boolean(),
    cap_add: some(["ALL", "NET_ADMIN", "SYS_ADMIN", "NET_BIND_SERVICE", "CHOWN", "cap_sys_ptrace"]),
    cap_drop: some(["ALL", "NET_RAW", "CHOWN"]),
    security_opt: some([
      "no-new-privileges:true",
      "no-new-privileges:false",
      "seccomp=unconfined",
      "apparmor:unconfined",
      "label=disable",
    ]),
    pid: fc.constant("host"),
    ipc: fc.constant("host"),
    network_mode: fc.constantFrom("host", "none", "bridge"),
    volumes: some([
      "/var/run/docker.sock:/var/run/docker.sock",
      "/:/host",
      "/etc:/host/etc:ro",
      "data:/var/lib/postgresql/data",
      "./data:/data",
      { type: "bind", source: "/proc", target: "/host/proc" },
    ]),
    ports: some(["5432:5432", "127.0.0.1:80:80", "8080:80", "0.0.0.0:2375:2375", "53:53/udp"]),
    tmpfs: some(["/tmp", "/run:exec", "/data"]),
    devices: some(["/dev/sda:/dev/sda", "/dev/kmsg:/dev/kmsg"]),
    sysctls: fc.constantFrom<Value>({ "kernel.shmmax": "1" }, { "net.ipv4.ip_unprivileged_port_start": "1024" }),
    pids_limit: fc.constantFrom(-1, 100),
    command: fc.constantFrom<Value>("postgres -c a=b", ["sh", "-c", "x"]),
  },
  { requiredKeys: ["image"], noNullPrototype: true },
);

const projects: fc.Arbitrary<string> = fc
  .record({ a: services, web: services, layout: layouts })
  .map(({ layout, a, web }) => written(layout, { a, web }));
