import fc from "fast-check";
import { RULES_BY_ID } from "../../server/analysis/rules/index.ts";
import { HOSTILE } from "./hostile-output.ts";
import { at, flow, INHERITED, joined, mapping, type Part, path, quoted, word } from "./part.ts";
import { DOCKERFILE_WORDS } from "./texts.ts";

const name = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom("A", "B", "C", "TAG") },
  { weight: 2, arbitrary: fc.constantFrom(...INHERITED) },
);
const reference = fc
  .tuple(
    name,
    fc.constantFrom(
      "$N",
      "${N}",
      "${N:-b}",
      "${N-$B}",
      "${N:-${A:-${B}}}",
      "${N:?no}",
      "${N:+$A}",
      "${N",
      "$$N",
      "$N$N",
    ),
  )
  .map(([of, shape]) => shape.replaceAll("N", of));
const envLine = fc.oneof(
  fc
    .tuple(name, fc.array(fc.oneof(reference, word), { maxLength: 4 }))
    .map(([key, values]) => `${key}=${values.join("")}`),
  fc
    .tuple(name, reference, fc.constantFrom('"', "'", "`"))
    .map(([key, value, quote]) => `export ${key} = ${quote}${value}\n${value}${quote} # a`),
  word,
);

/** A `.env` file whose variables name each other, or double each other, and places that use them. */
export const environment: fc.Arbitrary<Part> = fc
  .record({
    lines: fc.array(envLine, { maxLength: 6 }),
    doublings: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 45 })),
    uses: fc.array(fc.tuple(path, fc.oneof(reference, fc.constant("LAST"))), { minLength: 1, maxLength: 3 }),
    isListed: fc.boolean(),
    file: fc.constantFrom(".env", ".env", "b.env"),
  })
  .map(({ lines, doublings, uses, isListed, file }) => {
    const growth = Array.from({ length: doublings }, (_, index) => `D${index + 1}=$D${index}$D${index}`);
    const text = [...lines, "D0=xxxxxxxxxxxxxxxx", ...growth].join("\n");
    const value = (use: string): string => quoted(use.replace("LAST", `\${D${doublings}}`));
    const used = uses.map(([where, use]) => at(where, isListed ? `[${value(use)}, ${value(`a${use}`)}]` : value(use)));
    const named: Part = { keys: [["env_file", `[${file}]`]], files: [[file, `${text}\n`]] };
    return joined(named, ...used);
  });

interface GraphNode {
  readonly includes: readonly number[];
  readonly extended: number;
  readonly isLong: boolean;
  readonly keys: string;
}

const graphNode: fc.Arbitrary<GraphNode> = fc.record({
  includes: fc.array(fc.nat({ max: 7 }), { maxLength: 3 }),
  extended: fc.nat({ max: 7 }),
  isLong: fc.boolean(),
  keys: fc.constantFrom(
    "privileged: true",
    "user: root",
    "pid: service:s0",
    "image: a",
    "volumes: [/:/host]",
    "cap_add: [ALL]",
  ),
});

/** Files that include and extend each other: cycles, diamonds, and chains in which every file includes the next one twice. */
export const graphs: fc.Arbitrary<Part> = fc.oneof(
  fc.array(graphNode, { minLength: 1, maxLength: 7 }).map((nodes) => graph(nodes.map(textOf))),
  fc
    .tuple(
      fc.integer({ min: 2, max: 30 }),
      fc.constantFrom("[NEXT, NEXT]", "[NEXT, {path: NEXT}]", "[{path: [NEXT, NEXT]}]"),
    )
    .map(([depth, next]) =>
      graph(
        Array.from({ length: depth }, (_, index) =>
          index === depth - 1
            ? "services: {s: {image: a}}\n"
            : `include: ${next.replaceAll("NEXT", `g${index + 1}.yaml`)}\n`,
        ),
      ),
    ),
  fc.tuple(fc.integer({ min: 1, max: 30 }), fc.boolean()).map(([depth, isRound]) => {
    const base = (index: number) =>
      index < depth ? `{file: g${index + 1}.yaml, service: s}` : isRound ? "{file: g0.yaml, service: s}" : "r";
    const files = Array.from(
      { length: depth + 1 },
      (_, index) =>
        `services:\n  s: {extends: ${base(index)}}\n  r: {extends: ${base(index).replace("service: s", "service: r")}}\n`,
    );
    return { ...graph(files), keys: [["extends", "{file: g0.yaml, service: s}"]] } satisfies Part;
  }),
);

function graph(texts: readonly string[]): Part {
  return { top: [["include", "[g0.yaml]"]], files: texts.map((text, index) => [`g${index}.yaml`, text]) };
}

function textOf({ includes, extended, isLong, keys }: GraphNode, index: number): string {
  const named = includes.map((other) =>
    isLong ? `{path: [g${other}.yaml], project_directory: ., env_file: .env}` : `g${other}.yaml`,
  );
  return `include: [${named.join(", ")}]\nservices:\n  s${index}:\n    extends: {file: g${extended}.yaml, service: s${extended}}\n    ${keys}\n  t${index}: {extends: s${index}}\n`;
}

/** An override file with values that take the place of others, reset them or are laid over them. */
export const overrides: fc.Arbitrary<Part> = fc
  .tuple(
    fc.array(fc.tuple(path, fc.constantFrom("", "!reset ", "!override ", "!reset\n      "), flow), {
      minLength: 1,
      maxLength: 3,
    }),
    flow,
  )
  .map(([laid, below]) => {
    const parts = laid.map(([where, tag, value]) => at(where, tag + value));
    const under = laid.map(([where]) => at(where, below));
    return joined(...under, { files: [["compose.override.yaml", composeText(joined(...parts))]] });
  });

/** A Compose file made of a part: each key once, the first one holds. */
export function composeText({ top = [], keys = [], services = [], head = "", tail = "" }: Part): string {
  const once = (entries: Part["top"] = []) => [...new Map([...entries].reverse())].reverse();
  const line =
    (indent: string) =>
    ([key, value]: readonly [string, string]) =>
      `${indent}${/^[\w-]+$/.test(key) ? key : quoted(key)}: ${value}\n`;
  const isWhole = top.some(([key]) => key === "services");
  const web = once(keys).map(line("    ")).join("");
  const own = isWhole
    ? ""
    : `services:\n${web === "" ? "" : `  web:\n${web}`}${once(services.filter(([key]) => key !== "web" || web === ""))
        .map(line("  "))
        .join("")}`;
  return head + once(top).map(line("")).join("") + own + tail;
}

const address = fc.constantFrom("", "127.0.0.1:", "0.0.0.0:", "[::1]:", "10.0.0.1:", "${A}:", "constructor:");
const range = fc
  .tuple(fc.constantFrom(0, 1, 80, 2375, 8080, 65_535), fc.constantFrom(0, 1, 100, 65_534, 70_000))
  .map(([from, more]) => (more === 0 ? `${from}` : `${from}-${from + more}`));
const port = fc
  .tuple(address, range, fc.option(range), fc.constantFrom("", "/udp", "/tcp", "/sctp", "/toString"))
  .map(([host, published, target, protocol]) =>
    quoted(`${host}${published}${target === null ? "" : `:${target}`}${protocol}`),
  );
const longPort = fc.tuple(range, word).map(([published, mode]) =>
  mapping([
    ["target", "80"],
    ["published", quoted(published)],
    ["mode", quoted(mode)],
    ["protocol", quoted(mode)],
  ]),
);

/** Published ports: ranges of all there are, that overlap, do not fit and are none. */
export const ports: fc.Arbitrary<Part> = fc
  .tuple(
    fc.array(fc.oneof(port, longPort), { minLength: 1, maxLength: 25, size: "max" }),
    fc.constantFrom("ports", "expose"),
  )
  .map(([all, key]) => ({ keys: [[key, `[${all.join(", ")}]`]] }));

const dockerfile = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...DOCKERFILE_WORDS) },
      { weight: 2, arbitrary: word },
      { weight: 1, arbitrary: fc.constantFrom(...INHERITED.map((one) => `FROM a AS ${one}\n`)) },
    ),
    { maxLength: 40, size: "max" },
  )
  .map((chosen) => `FROM a\n${chosen.join("")}`);

/** Dockerfiles beside the Compose file and within it, with arguments and targets. */
export const dockerfiles: fc.Arbitrary<Part> = fc
  .tuple(dockerfile, fc.boolean(), word, word)
  .map(([text, isInline, argument, target]) => {
    const source = isInline ? `dockerfile_inline: ${quoted(text)}` : "context: .";
    const build = `{${source}, target: ${quoted(target)}, args: {${quoted(argument)}: ${quoted(target)}, A: $A}}`;
    return { keys: [["build", build]], files: isInline ? [] : [["Dockerfile", text]] };
  });

const action = fc.oneof(fc.constantFrom("SCMP_ACT_ALLOW", "SCMP_ACT_ERRNO", "SCMP_ACT_LOG"), word);
const profile = fc.oneof(
  fc
    .record({
      defaultAction: action,
      syscalls: fc.array(
        fc.record({
          names: fc.array(fc.oneof(fc.constantFrom("mount", "bpf", "clone"), word), { maxLength: 3 }),
          action,
          includes: fc.jsonValue({ maxDepth: 1 }),
          args: fc.jsonValue({ maxDepth: 2 }),
        }),
        { maxLength: 3 },
      ),
    })
    .map((value) => JSON.stringify(value)),
  fc
    .tuple(fc.constantFrom("defaultAction", "syscalls", "archMap", ...INHERITED), flow)
    .map(([key, value]) => `{${quoted(key)}: ${value}}`),
  fc.integer({ min: 1, max: 3_000 }).map((depth) => `{"syscalls": ${"[".repeat(depth)}`),
  fc.constantFrom("", "null", "[]", "\uFEFF{}", '{"syscalls": [null, 1, {}]}', '{"defaultAction": 1e999}'),
);

/** Seccomp profiles: whole ones, of wrong shapes and broken, by every way of naming them. */
export const profiles: fc.Arbitrary<Part> = fc
  .tuple(
    profile,
    fc.oneof(
      fc.constantFrom("seccomp:p.json", "seccomp=./p.json", "seccomp:"),
      fc.tuple(fc.constantFrom("seccomp:", "seccomp=", "apparmor:", "label:"), word).map((both) => both.join("")),
    ),
    word,
  )
  .map(([text, option, other]) => ({
    keys: [["security_opt", `[${quoted(option)}, ${quoted(other)}]`]],
    files: [["p.json", text]],
  }));

const rule = fc.oneof(fc.constantFrom(...RULES_BY_ID.keys()), word);
const level = fc.oneof(fc.constantFrom("off", "error", "hint", "info"), word);
const pattern = fc.oneof(fc.constantFrom("**", "*.yaml", "!compose.yaml", "**/**/**/a", "[a-", "{a,b}", "/"), word);
const settingsText = fc.oneof(
  fc
    .record({
      id: rule,
      to: level,
      profile: fc.constantFrom("strict", "default", "constructor"),
      mode: word,
      ignore: pattern,
      service: word,
      reason: word,
      until: fc.constantFrom("2027-01-31", "2000-02-30", "never"),
      lsm: word,
    })
    .map(
      (s) =>
        `profile: ${s.profile}\nrules: {${quoted(s.id)}: ${quoted(s.to)}}\nengine: {mode: ${quoted(s.mode)}, version: "29.5", lsm: [${quoted(s.lsm)}]}\npaths: {ignore: [${quoted(s.ignore)}]}\nexceptions: [{rule: ${quoted(s.id)}, service: ${quoted(s.service)}, reason: ${quoted(s.reason)}, until: ${s.until}}]\n`,
    ),
  fc
    .tuple(fc.constantFrom("profile", "rules", "engine", "paths", "exceptions", ...INHERITED), flow)
    .map(([key, value]) => `${quoted(key)}: ${value}\n`),
);

/** `.bulkhead.yaml`, right and wrong. */
export const settings: fc.Arbitrary<Part> = settingsText.map((text) => ({ files: [[".bulkhead.yaml", text]] }));

/** Names that a stranger chose, in every kind of place that has one. */
export const names: fc.Arbitrary<Part> = fc
  .record({ service: HOSTILE, image: HOSTILE, other: HOSTILE, comment: HOSTILE })
  .map(({ service, image, other, comment }) => {
    const line = comment.toWellFormed().replace(/[\n\r\u0085\u2028\u2029]/g, " ");
    const value = `{image: ${quoted(image)}, privileged: true, pid: ${quoted(`service:${other}`)}, networks: [${quoted(other)}], volumes: [${quoted(`/${other}:/a`)}, ${quoted(`${other}:/b`)}], environment: {${quoted(other)}: ${quoted(image)}}, extends: {file: ${quoted(other)}, service: a}} # ${line}`;
    return {
      services: [[service, value]],
      tail: `# bulkhead: allow all -- ${line}\nnetworks: {${quoted(other)}: {name: ${quoted(image)}}}\n`,
    };
  });

/** What is reported of ordinary files, with fixes. */
export const weaknesses: fc.Arbitrary<Part> = fc
  .subarray([
    ["privileged", "true"],
    ["pid", "host"],
    ["user", "root"],
    ["cap_add", "[ALL, NET_ADMIN]"],
    ["volumes", "\n      - /var/run/docker.sock:/a\n      - /:/host"],
    ["devices", "[/dev/mem]"],
    ["network_mode", "host # bulkhead: allow host-network"],
    ["image", "nginx:1.29"],
  ] as const)
  .map((keys) => ({ keys }));
