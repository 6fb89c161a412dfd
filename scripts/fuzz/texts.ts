import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import { isDockerfileName } from "../../server/analysis/dockerfile/syntax/detect.ts";
import { ROOT } from "../build.ts";

/** A text to analyse, under the name by which it is taken for one kind or the other. */
export interface FuzzedFile {
  readonly name: "compose.yaml" | "Dockerfile";
  readonly text: string;
}

/** Longer files of the corpus are left out, so that a run tries many. UTF-16 code units. */
const LONGEST = 20_000;

/** Files of the corpus with some characters changed, and files made of the words that such files are made of. */
export function fuzzedFiles(): fc.Arbitrary<FuzzedFile> {
  const corpus = corpusFiles();
  const mutated = fc
    .tuple(fc.constantFrom(...corpus), fc.array(mutation, { minLength: 1, maxLength: 6 }))
    .map(([{ name, text }, mutations]) => ({ name, text: mutations.reduce(mutate, text) }));
  return fc.oneof(
    { weight: 4, arbitrary: mutated },
    { weight: 1, arbitrary: soup("compose.yaml", COMPOSE_WORDS, "services:\n  a:\n") },
    { weight: 1, arbitrary: soup("Dockerfile", DOCKERFILE_WORDS, "FROM a\n") },
  );
}

/** The Compose files and Dockerfiles of the repository, and of the larger corpus where that lies beside it. */
function corpusFiles(): readonly FuzzedFile[] {
  const folders = [path.join(ROOT, "test", "corpus"), path.resolve(ROOT, "../shared/corpus")].filter(existsSync);
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .sort()
      .map((name) => path.join(folder, name))
      .flatMap((file): readonly FuzzedFile[] => {
        const isDockerfile = isDockerfileName(pathToFileURL(file).href);
        if (!isDockerfile && !/compose[^/]*\.ya?ml$/.test(file)) return [];
        if (!statSync(file).isFile() || statSync(file).size > LONGEST) return [];
        return [{ name: isDockerfile ? "Dockerfile" : "compose.yaml", text: readFileSync(file, "utf8") }];
      }),
  );
}

/** One change of a text. `at` and `to` are shares of its length. */
export interface Mutation {
  readonly kind: "insert" | "delete" | "duplicate" | "move" | "replace";
  readonly at: number;
  readonly length: number;
  readonly to: number;
  readonly put: string;
}

const SIGNS = [
  ..."\0\t\n\r \"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~\u007F\u0085\u00A0\u2028\uFEFF\uD800\uDFFF",
  ...[
    "\r\n",
    "  ",
    "${",
    "$(",
    "<<",
    "<<: ",
    "- ",
    ": ",
    "? ",
    "&a ",
    "*a",
    "!reset ",
    "!override ",
    "| ",
    ">-",
    "---\n",
    "...\n",
    "\\\n",
    "`\n",
  ],
  ...[
    "# bulkhead-allow all: ",
    "__proto__",
    "constructor",
    "null",
    "~",
    "0x1F",
    "1e3",
    "\u{1F600}",
    "<<EOF\n",
    "ONBUILD ",
    "FROM ",
  ],
];

const share = fc.nat({ max: 9_999 }).map((value) => value / 10_000);

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  kind: fc.constantFrom("insert", "delete", "duplicate", "move", "replace"),
  at: share,
  length: fc.oneof({ weight: 3, arbitrary: fc.nat({ max: 4 }) }, { weight: 1, arbitrary: fc.nat({ max: 200 }) }),
  to: share,
  put: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...SIGNS) },
    { weight: 1, arbitrary: fc.string({ maxLength: 3 }) },
  ),
});

export function mutate(text: string, { kind, at, length, to, put }: Mutation): string {
  const start = Math.floor(at * (text.length + 1));
  const end = Math.min(text.length, start + length);
  const part = text.slice(start, end);
  const rest = text.slice(0, start) + text.slice(end);
  const target = Math.floor(to * (rest.length + 1));
  switch (kind) {
    case "insert":
      return text.slice(0, start) + put + text.slice(start);
    case "replace":
      return text.slice(0, start) + put + text.slice(end);
    case "delete":
      return rest;
    case "move":
      return rest.slice(0, target) + part + rest.slice(target);
    case "duplicate":
      return text.slice(0, target) + part + text.slice(target);
  }
}

function soup(name: FuzzedFile["name"], words: readonly string[], head: string): fc.Arbitrary<FuzzedFile> {
  const word = fc.constantFrom(...words, ...SIGNS);
  return fc.array(word, { maxLength: 60 }).map((chosen) => ({ name, text: head + chosen.join("") }));
}

const COMPOSE_WORDS = [
  ...["\n    ", "\n    ", "\n    ", "\n      ", "\n      - ", "\n  b:\n    ", "\n", ": ", "[", "]", "{", "}", ", "],
  ...["image: a", "build: .", "privileged: true", "user: root", "pid: host", "network_mode: ", "host", "service:b"],
  ...["cap_add: ", "cap_drop: [ALL]", "NET_ADMIN", "security_opt: ", "no-new-privileges:true", "seccomp=unconfined"],
  ...["volumes: ", "/:/host:rw", "/var/run/docker.sock:/a", "type: bind", "ports: ", '"80:80"', "0.0.0.0:1-9:1-9/udp"],
  ...[
    "environment: ",
    "A=${B:-c}",
    "env_file: .env",
    "extends: ",
    "depends_on: ",
    "secrets: ",
    "tmpfs: /tmp",
    "deploy: ",
  ],
  ...["resources: ", "limits: ", "pids: 0", "mem_limit: 1g", "ulimits: ", "sysctls: ", "devices: ", "read_only: true"],
  ...["command: ", "sh -c 'curl a | sh'", "entrypoint: ", "healthcheck: ", "x-a: &a", "<<: *a", "<<: [*a, *a]"],
];

export const DOCKERFILE_WORDS = [
  ...["\n", "\n", "\n", " ", " ", "\\\n", "&& ", "| ", "; ", '["a", "b"]', "$A", "${A}", "${A:-b}", "$(a)", "`a`"],
  ...["FROM ", "FROM a AS b", "FROM b", "AS c", "RUN ", "CMD ", "ENTRYPOINT ", "ENV A=b", "ENV A b", "ARG A", "USER "],
  ...[
    "USER root",
    "USER 0:0",
    "COPY --from=b --chown=1 . .",
    "ADD https://a/b /c",
    "ONBUILD ",
    "HEALTHCHECK ",
    "SHELL ",
  ],
  ...[
    "<<EOF\n",
    "EOF\n",
    "<<-'A' <<B\n",
    "sudo ",
    "curl -k a ",
    "sh ",
    "chmod 777 /",
    "chmod u+s a",
    "sh -c ",
    "eval ",
  ],
  ...[
    "if a; then ",
    "fi",
    "for a in b; do ",
    "done",
    "case a in b) ",
    "esac",
    "--mount=type=secret,id=a ",
    "# escape=`\n",
  ],
];
