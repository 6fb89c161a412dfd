/** A text that is made to break whoever reads it. `name` is the file that it stands in. */
export interface HostileInput {
  readonly what: string;
  readonly name: "compose.yaml" | "Dockerfile";
  readonly text: string;
}

/** Inputs on which parsers and linters of such files are known to crash, hang or run out of memory. */
export function hostileInputs(): readonly HostileInput[] {
  return [
    ...YAML.map(([what, make]) => ({ what, name: "compose.yaml" as const, text: make() })),
    ...PROJECTS.map(([what, make]) => ({ what, name: "compose.yaml" as const, text: make() })),
    ...DOCKERFILES.map(([what, make]) => ({ what, name: "Dockerfile" as const, text: make() })),
  ];
}

type Made = readonly [what: string, make: () => string];

const MEGABYTE = 2 ** 20;
const HEAD = "services:\n  web:\n    image: nginx:1.29\n    privileged: true\n";

const YAML: readonly Made[] = [
  ["20,000 keys in one mapping", () => `${HEAD}x-keys:\n${lines(20_000, (index) => `  key-${index}: ${index}`)}`],
  ["100,000 anchors", () => `${HEAD}x-anchors:\n${lines(100_000, (index) => `  - &a${index} b`)}`],
  ["20,000 aliases of one anchor", () => `${HEAD}x-a: &a {b: c}\nx-list:\n${lines(20_000, () => "  - *a")}`],
  ["an alias bomb", () => `${HEAD}${bomb("x-", (name) => `[${`*${name}, `.repeat(9)}*${name}]`)}`],
  ["a merge bomb", () => `${HEAD}${bomb("x-", (name) => `{<<: [*${name}, *${name}]}`)}`],
  ["mappings that merge wide mappings", () => `${HEAD}${wideMerges()}`],
  ["a mapping that merges itself", () => `${HEAD}x-a: &a\n  <<: *a\n  b: c\n`],
  ["a list that holds itself", () => `${HEAD}x-a: &a [*a, *a]\n`],
  ["an alias of nothing", () => `${HEAD}x-a: *nothing\n`],
  ["keys within keys", () => `${HEAD}${"? ".repeat(5_000)}a\n`],
  ["flow lists 50,000 deep", () => `${HEAD}x-a: ${"[".repeat(50_000)}`],
  ["flow mappings 20,000 deep", () => `${HEAD}x-a: ${"{a: ".repeat(20_000)}`],
  ["block lists 20,000 deep", () => `${HEAD}x-a:\n  ${"- ".repeat(20_000)}a\n`],
  ["block mappings 1,000 deep", () => `${HEAD}${lines(1_000, (index) => `${" ".repeat(index)}a:`)}`],
  ["20,000 broken lines", () => `${HEAD}${lines(20_000, () => "  }: [")}`],
  ["a quote that is not closed", () => `${HEAD}x-a: "${lines(50_000, (index) => `    web-${index}: a`)}`],
  ["a bracket that is not closed", () => `${HEAD}x-a: [\n${lines(50_000, (index) => `  a${index},`)}`],
  ["10,000 documents", () => `${HEAD}${lines(10_000, () => "---\na: b")}`],
  ["50,000 directives", () => `${lines(50_000, () => "%YAML 1.2")}---\n${HEAD}`],
  ["a megabyte of colons", () => `${HEAD}${":".repeat(MEGABYTE)}`],
  ["a megabyte of dashes and blanks", () => `${HEAD}${"- ".repeat(MEGABYTE / 2)}`],
  ["a megabyte of question marks", () => `${HEAD}${"?".repeat(MEGABYTE)}`],
  ["a megabyte of ampersands", () => `${HEAD}x-a: ${"&".repeat(MEGABYTE)}`],
  ["a megabyte of exclamation marks", () => `${HEAD}x-a: ${"!".repeat(MEGABYTE)}`],
  ["a megabyte of hashes", () => `${HEAD}${"# ".repeat(MEGABYTE / 2)}`],
  ["10 MiB on one line", () => `${HEAD}x-a: ${"a".repeat(10 * MEGABYTE)}\n`],
  ["10 MiB of blank lines", () => `${HEAD}${"\n".repeat(10 * MEGABYTE)}`],
  ["10 MiB of services", () => `services:\n${lines(250_000, (index) => `  service-${index}:\n    image: nginx:1.29`)}`],
  ["tabs", () => HEAD.replaceAll("  ", "\t")],
  ["a template", () => `{% for a in b %}\n${HEAD}{% endfor %}\n  {{ a }}: {{ b }}\n`],
  ["NUL and control characters", () => `${HEAD}x-a: a\0b\u0001\u007F\u0085\u2028\u2029\n\0\0\0: \0`],
  ["lone surrogates", () => `${HEAD}x-a: \uD800 \uDFFF\n\uD800: \uDC00\uD800\n`],
  ["a byte order mark and CRLF", () => `\uFEFF${HEAD.replaceAll("\n", "\r\n")}`],
  ["carriage returns alone", () => HEAD.replaceAll("\n", "\r")],
  ["a megabyte of binary", () => binary(MEGABYTE)],
  ["names of Object.prototype", () => `${HEAD}${prototypeNames()}`],
  ["20,000 comments that allow", () => `${HEAD}${lines(20_000, () => "# bulkhead-allow privileged: a reason")}  a:\n`],
];

const PROJECTS: readonly Made[] = [
  ["a chain of 2,000 extends", () => services(2_000, (index) => `extends: {service: s${index + 1}}`)],
  ["services that extend each other", () => services(500, (index) => `extends: {service: s${(index + 1) % 500}}`)],
  ["services that depend on each other", () => services(2_000, (index) => `depends_on: [s${(index + 1) % 2_000}]`)],
  ["namespaces that join each other", () => services(2_000, (index) => `pid: service:s${(index + 1) % 2_000}`)],
  ["volumes from each other", () => services(500, (index) => `volumes_from: [s${(index + 1) % 500}, s0, s1]`)],
  ["1,000 services that merge one anchor", () => `x-a: &a {privileged: true}\n${services(1_000, () => "<<: *a")}`],
  ["a file that includes itself", () => `include: [compose.yaml, compose.yaml]\n${HEAD}`],
  ["1,000 ranges of all ports", () => `${HEAD}    ports:\n${lines(1_000, () => "      - 1-65535:1-65535")}`],
  ["variables within variables", () => `${HEAD}    command: ${"${A:-".repeat(10_000)}a${"}".repeat(10_000)}\n`],
  ["200,000 dollars", () => `${HEAD}    command: ${"$".repeat(200_000)}\n`],
  ["20,000 mounts", () => `${HEAD}    volumes:\n${lines(20_000, (index) => `      - /a${index}:/b${index}`)}`],
  [
    "20,000 variables",
    () => `${HEAD}    environment:\n${lines(20_000, (index) => `      - A${index}=$A${index - 1}`)}`,
  ],
  ["10,000 capabilities", () => `${HEAD}    cap_add: [${"SYS_ADMIN, NET_RAW, ".repeat(5_000)}ALL]\n`],
  ["a shell 2,000 deep in a command", () => `${HEAD}    command: sh -c '${"$(".repeat(2_000)}'\n`],
  ["300 inline Dockerfiles", () => services(300, () => 'build: {dockerfile_inline: "FROM a\\nRUN sudo b"}')],
];

const DOCKERFILES: readonly Made[] = [
  ["10 MiB in one instruction", () => `FROM a\nRUN ${"a".repeat(10 * MEGABYTE)}\n`],
  ["a megabyte in one instruction", () => `FROM a\nRUN ${"a ".repeat(MEGABYTE / 2 - 8)}\n`],
  ["200 KiB of commands in one instruction", () => `FROM a\nRUN ${"a && ".repeat(40_000)}b\n`],
  ["50,000 continuation lines", () => `FROM a\nRUN a ${"\\\n b ".repeat(50_000)}\n`],
  ["a here-document that is not closed", () => `FROM a\nRUN <<EOF\n${lines(50_000, (index) => `echo ${index}`)}`],
  ["5,000 here-documents", () => `FROM a\nRUN ${"<<A ".repeat(5_000)}\n${lines(5_000, () => "a\nA")}`],
  ["20,000 words of an exec form", () => `FROM a\nCMD [${'"a", '.repeat(20_000)}"b"]\n`],
  ["ONBUILD 5,000 times", () => `FROM a\n${"ONBUILD ".repeat(5_000)}RUN a\n`],
  ["5,000 triggers in a chain of stages", () => `FROM a AS b\n${lines(5_000, () => "ONBUILD RUN a")}${chain(200)}`],
  ["variables within variables", () => `FROM a\nENV A=${"${A:-".repeat(5_000)}b${"}".repeat(5_000)}\n`],
  [
    "10,000 variables that use each other",
    () => `FROM a\n${lines(10_000, (index) => `ENV A${index}=$A${index - 1}b`)}`,
  ],
  [
    "a variable that doubles 60 times",
    () => `FROM a\nENV A0=aaaa\n${lines(60, (i) => `ENV A${i + 1}=$A${i}$A${i}`)}RUN $A60\n`,
  ],
  ["200,000 dollars", () => `FROM a\nRUN ${"$".repeat(200_000)}\n`],
  ["200,000 quotes", () => `FROM a\nRUN ${"'\"".repeat(100_000)}\n`],
  ["200,000 backslashes", () => `FROM a\nRUN ${"\\".repeat(200_000)}\n`],
  ["200,000 backquotes", () => `FROM a\nRUN ${"`".repeat(200_000)}\n`],
  ["100,000 brackets", () => `FROM a\nRUN ${"(".repeat(50_000)}${"{ ".repeat(50_000)}\n`],
  ["substitutions 20,000 deep", () => `FROM a\nRUN ${"$(".repeat(20_000)}\n`],
  ["shells within shells", () => `FROM a\nRUN ${"sh -c '".repeat(500)}\n`],
  ["a pipe of 20,000 commands", () => `FROM a\nRUN a${" | b".repeat(20_000)}\n`],
  ["conditions 5,000 deep", () => `FROM a\nRUN ${"if a; then ".repeat(5_000)}\n`],
  ["eval of itself", () => `FROM a\nENV A='eval "$A$A"'\nRUN eval "$A$A"\n`],
  ["10,000 stages", () => lines(10_000, (index) => `FROM a AS s${index}\nUSER root`)],
  ["stages in a chain", () => `FROM a AS b\n${chain(2_000)}`],
  [
    "50,000 comments that allow",
    () => `FROM a\n${lines(50_000, () => "# bulkhead-allow root-user: a reason")}USER root\n`,
  ],
  ["a byte order mark and CRLF", () => "\uFEFFFROM a\r\nRUN b \\\r\n c\r\nUSER root\r\n"],
  ["a backquote as the escape", () => `# escape=\`\nFROM a\nRUN a \`\n b\nUSER root\n`],
  ["NUL", () => "FROM a\0b\nRUN \0\nUSER \0\n"],
  ["a megabyte of binary", () => binary(MEGABYTE - 1)],
  ["a template", () => "{% if a %}\nFROM {{ b }}\n{% endif %}\nUSER {{ c }}\n"],
  [
    "names of Object.prototype",
    () => "FROM a AS __proto__\nARG constructor\nENV __proto__=a toString=b\nRUN $__proto__ $toString\n",
  ],
];

function lines(count: number, line: (index: number) => string): string {
  return Array.from({ length: count }, (_, index) => `${line(index)}\n`).join("");
}

function services(count: number, body: (index: number) => string): string {
  return `services:\n${lines(count, (index) => `  s${index}:\n    image: nginx:1.29\n    ${body(index)}`)}`;
}

/** Twenty anchors, each made of the one before. */
function bomb(prefix: string, made: (name: string) => string): string {
  return `${prefix}a0: &a0 {b: c}\n${lines(20, (index) => `${prefix}a${index + 1}: &a${index + 1} ${made(`a${index}`)}`)}`;
}

function wideMerges(): string {
  const wide = lines(2_000, (index) => `  key-${index}: a`);
  return `x-wide: &wide\n${wide}x-list:\n${lines(2_000, () => "  - {<<: *wide}")}`;
}

function chain(count: number): string {
  return `FROM b AS s0\n${lines(count, (index) => `FROM s${index} AS s${index + 1}`)}`;
}

function prototypeNames(): string {
  const names = ["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf"];
  const body = names.map((name) => `    ${name}: {polluted: true, __proto__: {polluted: true}}\n`).join("");
  const own = names
    .map((name) => `  ${name}:\n    image: nginx:1.29\n    environment: {${name}: a}\n    pid: host\n`)
    .join("");
  return `${body}${own}networks:\n${names.map((name) => `  ${name}: {__proto__: {polluted: true}}\n`).join("")}`;
}

/** The same bytes in every run, taken for Latin-1. */
function binary(length: number): string {
  let state = 42;
  let text = "";
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    text += String.fromCharCode((state >> 16) & 0xff);
  }
  return text;
}
