/** Files by name in one folder; the first is looked at. */
export type Files = Readonly<Record<string, string>>;

/** A project that is made to grow far beyond its files when it is resolved, printed or drawn. */
export interface HostileProject {
  readonly what: string;
  readonly files: Files;
}

/** Projects whose values, entries, includes, ports and tokens multiply. */
export function hostileProjects(): readonly HostileProject[] {
  return [...variables(), ...sharedNodes(), ...wideLists(), ...includes(), ...ranges(), ...longWords(), ...soups()];
}

const MEGABYTE = 2 ** 20;
const WEB = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n";

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");
}

/** Variables that double each other, from 16 characters on: `A12` has 64 KiB. */
function doubling(count: number): string {
  return `A0=xxxxxxxxxxxxxxxx\n${lines(count, (index) => `A${index + 1}=$A${index}$A${index}`)}`;
}

function variables(): readonly HostileProject[] {
  const of = (what: string, body: string, env: string): HostileProject => ({
    what: `variables: ${what}`,
    files: { "compose.yaml": WEB + body, ".env": env },
  });
  return [
    of("doubled 22 times in 40 items", `    cap_add:\n${lines(40, (index) => `      - X${index}$A22`)}`, doubling(22)),
    of("doubled 60 times", "    hostname: $A60\n", doubling(60)),
    of("64 KiB in 20,000 items", `    volumes:\n${lines(20_000, (index) => `      - /v${index}:/$A12`)}`, doubling(12)),
    of("64 KiB in every kind of key", everyKey("$A12"), doubling(12)),
    of("32 KiB in 50,000 others", "    hostname: $B49999\n", doubling(11) + lines(50_000, (i) => `B${i}=$A11-${i}`)),
    of("defaults of defaults", `    hostname: ${"${A:-".repeat(19)}$A22${"}".repeat(19)}\n`, doubling(22)),
    of("an open quote before 500,000 lines", "    hostname: $A\n", `A="${"x\n".repeat(500_000)}`),
    of("400,000 that nobody sets", `    hostname: "${"$A".repeat(400_000)}"\n`, ""),
    of("a name of 900,000 characters", `    hostname: $${"A".repeat(900_000)}\n    user: $${"B".repeat(90_000)}\n`, ""),
    {
      what: "variables: doubled in the file of an include",
      files: {
        "compose.yaml": `include:\n  - path: b.yaml\n    env_file: b.env\n${WEB}`,
        "b.yaml": `services:\n  b:\n    image: nginx:1.29\n    hostname: $A40\n${lines(50, (index) => `    x-${index}: $A12`)}`,
        "b.env": doubling(40),
      },
    },
  ];
}

/** A service's keys, each with the text in its values. */
function everyKey(text: string): string {
  const scalars = ["hostname", "user", "pid", "ipc", "uts", "userns_mode", "network_mode", "runtime", "mem_limit"];
  const lists = ["cap_add", "cap_drop", "security_opt", "volumes", "devices", "ports", "group_add", "tmpfs", "command"];
  const items = lists.map((key) => `    ${key}: ["${text}", "a${text}", "${text}:/b"]\n`);
  return `${scalars.map((key) => `    ${key}: "${text}"\n`).join("")}${items.join("")}    environment: {A: "${text}"}\n`;
}

/** What one level of a tree makes of the level below, by the name of the anchor that it has. */
const DOUBLINGS: ReadonlyMap<string, (below: string) => string> = new Map([
  ["mappings", (below) => `{l: *${below}, r: *${below}}`],
  ["lists", (below) => `[*${below}, *${below}]`],
  ["merge keys", (below) => `{<<: [*${below}, *${below}], r: *${below}}`],
  ["mixed", (below) => `{l: [*${below}, {<<: *${below}}], r: *${below}}`],
]);

/** Anchors `p0` to `p<levels>`, each of which holds the one below twice: 2^levels values for whoever follows every way. */
function doubled(prefix: string, levels: number, kind: string): string {
  const level = DOUBLINGS.get(kind) ?? (() => "");
  return lines(
    levels + 1,
    (i) => `x-${prefix}${i}: &${prefix}${i} ${i === 0 ? "{a: b$V}" : level(`${prefix}${i - 1}`)}`,
  );
}

/** Where a shared value may stand in a file; `*t` is the value. */
const SHARED_PLACES: ReadonlyMap<string, string> = new Map([
  ["nowhere", WEB],
  ["a top-level key", `${WEB}other: *t\n`],
  ["a key of a service", `${WEB}    other: *t\n`],
  ["x- of a service", `${WEB}    x-other: *t\n`],
  ["environment", `${WEB}    environment: *t\n`],
  ["a variable", `${WEB}    environment: {A: *t}\n`],
  ["labels", `${WEB}    labels: *t\n`],
  ["deploy", `${WEB}    deploy: *t\n`],
  ["deploy.resources", `${WEB}    deploy: {resources: *t}\n`],
  ["ulimits", `${WEB}    ulimits: *t\n`],
  ["build", `${WEB}    build: *t\n`],
  ["build.args", `${WEB}    build: {context: ., args: *t}\n`],
  ["volumes", `${WEB}    volumes: [*t, *t]\n`],
  ["ports", `${WEB}    ports: [*t]\n`],
  ["healthcheck", `${WEB}    healthcheck: *t\n`],
  ["hooks", `${WEB}    post_start: [*t]\n    pre_start: [*t]\n`],
  ["the content of a config", `${WEB}configs: {c: {content: *t}}\n`],
  ["networks", `${WEB}networks: {n: *t}\n`],
  ["the services", "services: *t\n"],
  ["a service", "services: {web: *t}\n"],
  ["extends", `${WEB}    extends: *t\n`],
  ["include", `include: [*t]\n${WEB}`],
]);

/** The place with the shared value, behind the anchors that make it. */
function sharedAt(place: string, levels: number, kind: string): string {
  return doubled("a", levels, kind) + (SHARED_PLACES.get(place) ?? "").replaceAll("*t", `*a${levels}`);
}

function sharedNodes(): readonly HostileProject[] {
  const one = [...DOUBLINGS.keys()].flatMap((kind) =>
    [...SHARED_PLACES.keys()].map(
      (place): HostileProject => ({
        what: `${kind} that are doubled 60 times: ${place}`,
        files: { "compose.yaml": sharedAt(place, 60, kind) },
      }),
    ),
  );
  const two = [...DOUBLINGS.keys()].flatMap((kind) =>
    ["a top-level key", "a key of a service", "deploy", "environment", "build.args", "volumes"].map(
      (place): HostileProject => {
        const text = sharedAt(place, 60, kind);
        const service = "services:\n  web:\n    extends: {file: base.yaml, service: web}\n    deploy: {x: y}\n";
        return {
          what: `${kind} that are doubled 60 times, laid over each other: ${place}`,
          files: {
            "compose.yaml": `include: [sub/b.yaml]\n${text}`,
            "compose.override.yaml": text.replaceAll("{a: b$V}", "{a: c$V}"),
            "sub/b.yaml": service,
            "sub/base.yaml": text,
          },
        };
      },
    ),
  );
  return [...one, ...two];
}

function wideLists(): readonly HostileProject[] {
  const behindAliases = (key: string, item: (index: number) => string): HostileProject => ({
    what: `${key} of 20,000 items behind 10,000 aliases`,
    files: {
      "compose.yaml": `x-wide: &wide\n${lines(20_000, (i) => `  - ${item(i)}`)}services:\n${lines(10_000, (i) => `  s${i}: {image: a, ${key}: *wide}`)}`,
    },
  });
  return [
    behindAliases("volumes", (index) => `/a${index}:/b${index}`),
    behindAliases("cap_add", (index) => `C${index}`),
    behindAliases("ports", (index) => `"${1 + index}:${1 + index}"`),
    behindAliases("environment", (index) => `A${index}=b`),
    behindAliases("post_start", () => "{command: a}"),
    {
      what: "3,000 services that extend one with 20,000 mounts",
      files: {
        "compose.yaml": `services:\n  a:\n    image: a\n    volumes:\n${lines(20_000, (i) => `      - /a${i}:/b${i}`)}${lines(3_000, (i) => `  s${i}: {extends: a, volumes: [/x:/y]}`)}`,
      },
    },
    {
      what: "50 services that extend each other and each add 1,000 items",
      files: {
        "compose.yaml": `x-w: &w\n${lines(1_000, () => "  - {command: a}")}services:\n  s0: {image: a}\n${lines(2_000, (i) => `  s${i + 1}: {extends: s${i % 45}, post_start: *w}`)}`,
      },
    },
    {
      what: "1,000 documents that add to one list",
      files: {
        "compose.yaml": lines(
          1_000,
          (i) => `services: {a: {image: a, post_start: [${"{command: a}, ".repeat(60)}{command: b${i}}]}}\n---`,
        ),
      },
    },
    {
      what: "cap_drop of 20,000 that own keys replace",
      files: {
        "compose.yaml": `x-a: &a\n  cap_drop:\n${lines(20_000, (i) => `    - A${i}`)}services:\n  a:\n    <<: *a\n    image: a\n    cap_drop:\n${lines(20_000, (i) => `      - B${i}`)}`,
      },
    },
    {
      what: "5,000 networks with the same 5,000 options",
      files: {
        "compose.yaml": `${WEB}x-o: &o\n${lines(5_000, (i) => `  o${i}: a`)}networks:\n${lines(5_000, (i) => `  n${i}: {driver_opts: *o}`)}`,
      },
    },
    {
      what: "merge keys that name one mapping 50,000 times",
      files: {
        "compose.yaml": `x-a: &a\n${lines(1_000, (i) => `  k${i}: a`)}services:\n  a:\n    <<: [${"*a, ".repeat(50_000)}*a]\n    image: a\n`,
      },
    },
  ];
}

function includes(): readonly HostileProject[] {
  const chain = (count: number, body: (index: number) => string): Files => ({
    "compose.yaml": `include: [a0.yaml]\n${WEB}`,
    ...Object.fromEntries(Array.from({ length: count }, (_, index) => [`a${index}.yaml`, body(index)])),
    [`a${count}.yaml`]: "services: {z: {image: x}}\n",
  });
  const large = lines(300, (index) => `  s${index}:\n    image: nginx:1.29\n    hostname: $A`);
  const side = (index: number): string => `include: [../l/a${index + 1}.yaml, ../r/a${index + 1}.yaml]\n`;
  const sides = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [
      [`l/a${index}.yaml`, side(index)],
      [`r/a${index}.yaml`, side(index)],
    ]).flat(),
  );
  return [
    { what: "includes that double 30 times", files: chain(30, (i) => `include: [a${i + 1}.yaml, a${i + 1}.yaml]\n`) },
    {
      what: "ten includes of one file, six deep, the last a large one",
      files: { ...chain(6, (i) => `include: [${`a${i + 1}.yaml, `.repeat(10)}]\n`), "a6.yaml": `services:\n${large}` },
    },
    {
      what: "includes of two directories with variables of their own, which cross 30 times",
      files: {
        "compose.yaml": `include: [l/a0.yaml, r/a0.yaml]\n${WEB}`,
        ...sides,
        "l/.env": "L=l\n",
        "r/.env": "R=r\n",
        "l/a30.yaml": "services: {l: {image: x}}\n",
        "r/a30.yaml": "services: {r: {image: x}}\n",
      },
    },
    {
      what: "100,000 includes of one file",
      files: { "compose.yaml": `include: [${"b.yaml, ".repeat(100_000)}]\n${WEB}`, "b.yaml": `services:\n${large}` },
    },
    {
      what: "files that extend those of two others, 30 deep",
      files: {
        "compose.yaml": `services:\n  l: {extends: {file: l0.yaml, service: l}}\n  r: {extends: {file: r0.yaml, service: r}}\n`,
        ...Object.fromEntries(
          Array.from({ length: 30 }, (_, i) => {
            const text = `services:\n  l: {extends: {file: l${i + 1}.yaml, service: l}}\n  r: {extends: {file: r${i + 1}.yaml, service: r}}\n`;
            return [
              [`l${i}.yaml`, text],
              [`r${i}.yaml`, text],
            ];
          }).flat(),
        ),
        "l30.yaml": "services: {l: {image: x}, r: {image: x}}\n",
        "r30.yaml": "services: {l: {image: x}, r: {image: x}}\n",
      },
    },
  ];
}

function ranges(): readonly HostileProject[] {
  const ports = (what: string, text: string): HostileProject => ({
    what: `ports: ${what}`,
    files: { "compose.yaml": `${WEB}    ports:\n${text}` },
  });
  return [
    ports(
      "100 ranges of all",
      lines(100, (i) => `      - 10.0.${i}.1:1-65535:1-65535/udp`),
    ),
    ports(
      "20,000 ranges of all",
      lines(20_000, (i) => `      - 10.${i >> 8}.${i & 255}.1:1-65535:1-65535`),
    ),
    ports(
      "20,000 that overlap",
      lines(20_000, (i) => `      - ${i + 1}-${i + 30_000}:${i + 1}-${i + 30_000}`),
    ),
    ports(
      "20,000 single ones, each within 10,000 ranges",
      lines(20_000, (i) => `      - ${2 * i + 1}:${2 * i + 1}`) +
        lines(10_000, (i) => `      - ${i + 1}-65535:${i + 1}-65535`),
    ),
  ];
}

function longWords(): readonly HostileProject[] {
  const long = "a".repeat(500_000);
  const path = `/${"b".repeat(200_000)}`;
  return [
    {
      what: "a service with a name of 500,000 characters",
      files: {
        "compose.yaml": `services:\n  ? ${long}\n  : {image: a, privileged: true, pid: host, networks: [n, m], cap_add: [ALL]}\n`,
      },
    },
    {
      what: "5,000 services with a path of 200,000 characters",
      files: {
        "compose.yaml": `x-v: &v ["${path}:/a", /etc:/b]\nservices:\n${lines(5_000, (i) => `  s${i}: {image: a, volumes: *v}`)}`,
      },
    },
    { what: "every key with 20,000 characters", files: { "compose.yaml": WEB + everyKey("c".repeat(20_000)) } },
  ];
}

/** Tokens of YAML that are repeated until a file is as large as any that is read. */
const TOKENS = [
  ...[
    "[{]}",
    "[",
    "]",
    "{",
    "}",
    "[]",
    "{}: ",
    "[a: b],",
    "{a: b},",
    ", ",
    "---\n",
    "...\n",
    "--- a\n",
    "%A\n",
    "# ",
    "\t",
  ],
  ...[
    "&a ",
    "*a ",
    "*a\n",
    "!t ",
    "!t\n",
    "!!omap\n",
    "!<a> ",
    "? ",
    "?\n",
    ": ",
    ":\n",
    "- ",
    "-\n",
    "- - a\n",
    "- ? a\n",
  ],
  ...["- <<: [{a: b}]\n", "<<: *a\n", "- <<: {}\n", "a: b\n", "- a\n", "a\n", "- [\n", "- {\n", "a: ]\n"],
  ...['"', "'", '"a"\n', '- "\n', "|", "|\n", ">\n a\n", "`", "\r", "\u2028", "- &a a: b\n", "&a b: c\n", "- #\n"],
] as const;

function soups(): readonly HostileProject[] {
  const heads = [`${WEB}    x: `, "x-a: &a {b: c}\nservices:\n  "];
  return TOKENS.map((token, index): HostileProject => {
    const head = heads[index % heads.length] ?? "";
    const count = Math.floor((MEGABYTE - head.length) / token.length);
    return { what: `${JSON.stringify(token)} to 1 MiB`, files: { "compose.yaml": head + token.repeat(count) } };
  });
}
