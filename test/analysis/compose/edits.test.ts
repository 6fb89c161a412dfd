import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { editCompose } from "../../../server/analysis/compose/editor/editor.ts";
import {
  allow,
  append,
  type ChangeIn,
  composeFile,
  edited,
  remove,
  removeAt,
  replaceAt,
  serviceKey,
  set,
} from "./edit-case.ts";

interface Case {
  readonly name: string;
  readonly change: ChangeIn;
  /** What stands below `services:` and `  web:`, before and after, or the whole file where it starts at the margin; undefined is a refusal. */
  readonly before: string;
  readonly after: string | undefined;
}

function whole(body: string): string {
  return body.startsWith(" ") ? `services:\n  web:\n${body}` : body;
}

function run(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    for (const { name, change, before, after } of cases) {
      it(name, () => assert.equal(edited(whole(before), change), after === undefined ? undefined : whole(after)));
    }
  });
}

const drop = set("cap_drop", ["ALL"]);

run("setting a key that is not there", [
  {
    name: "puts it behind the last one",
    change: set("read_only", true),
    before: "    image: a\n    user: b\n",
    after: "    image: a\n    user: b\n    read_only: true\n",
  },
  {
    name: "puts it before the comments and blank lines that follow",
    change: set("read_only", true),
    before: "    image: a # b\n    # c\n\n  db:\n    image: d\n",
    after: "    image: a # b\n    read_only: true\n    # c\n\n  db:\n    image: d\n",
  },
  {
    name: "writes lists with the file's indentation",
    change: drop,
    before: "    ports:\n    - 1:1\n",
    after: "    ports:\n    - 1:1\n    cap_drop:\n    - ALL\n",
  },
  {
    name: "writes lists in brackets where all are",
    change: drop,
    before: "    image: a\n    cap_add: [B]\n",
    after: "    image: a\n    cap_add: [B]\n    cap_drop: [ALL]\n",
  },
  {
    name: "does not take commands for a sample",
    change: drop,
    before: "    command: [a, b]\n",
    after: "    command: [a, b]\n    cap_drop:\n      - ALL\n",
  },
  {
    name: "follows an indentation of four",
    change: drop,
    before: "services:\n    web:\n        image: a\n",
    after: "services:\n    web:\n        image: a\n        cap_drop:\n            - ALL\n",
  },
  {
    name: "follows an odd indentation",
    change: set("deploy.replicas", 1),
    before: "services:\n web:\n    image: a\n",
    after: "services:\n web:\n    image: a\n    deploy:\n       replicas: 1\n",
  },
  {
    name: "makes the parents",
    change: set("deploy.resources.limits.memory", "1g", "enough"),
    before: "    image: a\n",
    after: "    image: a\n    deploy:\n      resources:\n        limits:\n          memory: 1g # enough\n",
  },
  {
    name: "goes below parents that are there",
    change: set("deploy.resources.limits.memory", "1g"),
    before: "    deploy:\n      resources:\n        limits:\n          cpus: '1'\n    image: a\n",
    after: "    deploy:\n      resources:\n        limits:\n          cpus: '1'\n          memory: 1g\n    image: a\n",
  },
  {
    name: "fills a parent without a value",
    change: set("deploy.replicas", 1),
    before: "    deploy: # b\n    image: a\n",
    after: "    deploy: # b\n      replicas: 1\n    image: a\n",
  },
  {
    name: "keeps CRLF",
    change: drop,
    before: "services:\r\n  web:\r\n    image: a\r\n",
    after: "services:\r\n  web:\r\n    image: a\r\n    cap_drop:\r\n      - ALL\r\n",
  },
  {
    name: "keeps a byte order mark and a missing last line break",
    change: drop,
    before: "\u{FEFF}services:\n  web:\n    image: a",
    after: "\u{FEFF}services:\n  web:\n    image: a\n    cap_drop:\n      - ALL",
  },
  {
    name: "fills a service without a value",
    change: drop,
    before: "services:\n  web: # a\n  db:\n    image: b\n",
    after: "services:\n  web: # a\n    cap_drop:\n      - ALL\n  db:\n    image: b\n",
  },
  {
    name: "fills a service that is a written null",
    change: drop,
    before: "services:\n  web: null # a\n",
    after: "services:\n  web: # a\n    cap_drop:\n      - ALL\n",
  },
  {
    name: "fills a service in braces",
    change: drop,
    before: "services:\n  web: {image: a} # b\n",
    after: "services:\n  web: {image: a, cap_drop: [ALL]} # b\n",
  },
  {
    name: "fills empty braces",
    change: drop,
    before: "services:\n  web: {}\n",
    after: "services:\n  web: {cap_drop: [ALL]}\n",
  },
  {
    name: "writes JSON into JSON",
    change: drop,
    before: '{"services": {"web": {"image": "a"}}}\n',
    after: '{"services": {"web": {"image": "a", "cap_drop": ["ALL"]}}}\n',
  },
  {
    name: "goes on a line of its own among braces over several lines",
    change: drop,
    before: "services:\n  web: {\n    image: a, # b\n    user: c # d\n  }\n",
    after: "services:\n  web: {\n    image: a, # b\n    user: c, # d\n    cap_drop: [ALL]\n  }\n",
  },
  {
    name: "keeps a comma at the end among braces",
    change: set("read_only", true),
    before: "services:\n  web: {image: a,}\n",
    after: "services:\n  web: {image: a, read_only: true,}\n",
  },
  {
    name: "stands behind a block scalar",
    change: drop,
    before: "    command: |\n      a\n      # b\n\n    # c\n",
    after: "    command: |\n      a\n      # b\n    cap_drop:\n      - ALL\n\n    # c\n",
  },
  {
    name: "stands behind a block scalar that keeps its blank lines",
    change: set("read_only", true),
    before: "    command: |+\n      a\n\n",
    after: "    command: |+\n      a\n\n    read_only: true\n",
  },
  {
    name: "stands beside a merge key",
    change: set("read_only", true),
    before: "x: &x {read_only: false}\nservices:\n  web:\n    <<: *x\n",
    after: "x: &x {read_only: false}\nservices:\n  web:\n    <<: *x\n    read_only: true\n",
  },
  {
    name: "does not reach through a merge key",
    change: set("deploy.replicas", 1),
    before: "x: &x {deploy: {mode: a}}\nservices:\n  web:\n    <<: *x\n",
    after: undefined,
  },
  {
    name: "does not change a service that is an alias",
    change: drop,
    before: "x: &x {image: a}\nservices:\n  web: *x\n",
    after: undefined,
  },
  {
    name: "does not change a service that others merge",
    change: drop,
    before: "services:\n  web: &web\n    image: a\n  db:\n    <<: *web\n",
    after: undefined,
  },
  {
    name: "changes a service with an anchor that nobody merges",
    change: set("read_only", true),
    before: "services:\n  web: &web\n    image: a\n",
    after: "services:\n  web: &web\n    image: a\n    read_only: true\n",
  },
  {
    name: "does not touch a file with a duplicate key",
    change: drop,
    before: "    image: a\n    image: b\n",
    after: undefined,
  },
  {
    name: "does not touch a file with line breaks that editors do not know",
    change: drop,
    before: "    image: a # b\r    user: c\n",
    after: undefined,
  },
  { name: "does not touch a broken file", change: drop, before: "    image: a\n   user: b\n", after: undefined },
]);

run("writing values", [
  {
    name: "quotes what YAML would read otherwise",
    change: set("environment", { A: "1", B: "no", C: "a: b", D: "#x", E: "", F: "2001-01-01", G: "10:22", H: " x" }),
    before: "    image: a\n",
    after:
      '    image: a\n    environment:\n      A: "1"\n      B: "no"\n      C: "a: b"\n      D: "#x"\n      E: ""\n      F: "2001-01-01"\n      G: "10:22"\n      H: " x"\n',
  },
  {
    name: "leaves plain what may be plain",
    change: set("x", ["127.0.0.1:80:80", "a=b", "/a:/b:ro", "no-new-privileges:true", "${A:-b}", "a#b"]),
    before: "    image: a\n",
    after:
      "    image: a\n    x:\n      - 127.0.0.1:80:80\n      - a=b\n      - /a:/b:ro\n      - no-new-privileges:true\n      - ${A:-b}\n      - a#b\n",
  },
  {
    name: "uses the file's quotes",
    change: set("user", "1000"),
    before: "    image: 'a'\n",
    after: "    image: 'a'\n    user: '1000'\n",
  },
  {
    name: "escapes what quotes cannot hold",
    change: set("x", 'a\n\t"b"'),
    before: "    image: 'a'\n",
    after: '    image: \'a\'\n    x: "a\\n\\t\\"b\\""\n',
  },
  {
    name: "writes mappings in lists",
    change: set("volumes", [{ type: "tmpfs", target: "/a", tmpfs: { size: 1 } }]),
    before: "    image: a\n",
    after: "    image: a\n    volumes:\n      - type: tmpfs\n        target: /a\n        tmpfs:\n          size: 1\n",
  },
  {
    name: "writes mappings in braces",
    change: set("deploy.limits", { a: "b,c", d: 1 }),
    before: "services:\n  web: {image: a}\n",
    after: 'services:\n  web: {image: a, deploy: {limits: {a: "b,c", d: 1}}}\n',
  },
  {
    name: "writes empty lists and mappings",
    change: set("x", { a: [], b: {} }),
    before: "    image: a\n",
    after: "    image: a\n    x:\n      a: []\n      b: {}\n",
  },
]);

run("setting a key that is there", [
  {
    name: "replaces a scalar and keeps the comment",
    change: set("read_only", true),
    before: "    read_only: false # a\n    image: b\n",
    after: "    read_only: true # a\n    image: b\n",
  },
  {
    name: "keeps the quotes",
    change: set("user", "1000:1000"),
    before: "    user: 'root'\n",
    after: "    user: '1000:1000'\n",
  },
  {
    name: "gives a value to what has none",
    change: set("user", "a"),
    before: "    user:\n    image: b\n",
    after: "    user: a\n    image: b\n",
  },
  {
    name: "replaces a list of lines and keeps its comments",
    change: set("cap_add", ["C"]),
    before: "    cap_add: # a\n      - A\n      # b\n      - B # c\n    image: d\n",
    after: "    cap_add: # a\n      - C\n      # b\n      # c\n    image: d\n",
  },
  {
    name: "replaces a list of lines by a comment and a shorter one",
    change: set("cap_add", ["C"], "d"),
    before: "    cap_add:\n    - A\n    - B\n    image: c\n",
    after: "    cap_add: # d\n    - C\n    image: c\n",
  },
  {
    name: "adds to a list that only grows",
    change: set("cap_add", ["A", "B"]),
    before: "    cap_add: # a\n      - A # b\n",
    after: "    cap_add: # a\n      - A # b\n      - B\n",
  },
  {
    name: "replaces a list in brackets",
    change: set("cap_add", ["C"]),
    before: "    cap_add: [A, B]\n",
    after: "    cap_add: [C]\n",
  },
  {
    name: "replaces a block scalar",
    change: set("command", "b"),
    before: "    command: |\n      a\n    image: c\n",
    after: "    command: b\n    image: c\n",
  },
  {
    name: "replaces an alias as a whole",
    change: set("cap_add", ["B"]),
    before: "x: &x\n  - A\nservices:\n  web:\n    cap_add: *x # a\n    ports:\n      - 1:1\n",
    after: "x: &x\n  - A\nservices:\n  web:\n    cap_add: # a\n      - B\n    ports:\n      - 1:1\n",
  },
  {
    name: "keeps an anchor that others use",
    change: set("user", "b"),
    before: "services:\n  web:\n    user: &u a\n  db:\n    user: *u\n",
    after: undefined,
  },
  {
    name: "does nothing where it is so already",
    change: set("cap_drop", ["ALL"]),
    before: "    cap_drop: ['ALL']\n",
    after: "    cap_drop: ['ALL']\n",
  },
]);

run("appending to a list", [
  {
    name: "puts items behind the last one",
    change: append("cap_add", ["B", "C"], "d"),
    before: "    cap_add:\n      - A # a\n    image: b\n",
    after: "    cap_add:\n      - A # a\n      - B # d\n      - C\n    image: b\n",
  },
  {
    name: "uses the quotes and the dashes of the others",
    change: append("ports", ["127.0.0.1:1:1"]),
    before: "    ports:\n      -   '2:2'\n",
    after: "    ports:\n      -   '2:2'\n      -   '127.0.0.1:1:1'\n",
  },
  {
    name: "leaves out what is there",
    change: append("cap_add", ["A", "B"]),
    before: '    cap_add:\n      - "A"\n',
    after: '    cap_add:\n      - "A"\n      - "B"\n',
  },
  {
    name: "goes into brackets",
    change: append("cap_add", ["B"], "c"),
    before: "    cap_add: [A]\n    image: a\n",
    after: "    cap_add: [A, B] # c\n    image: a\n",
  },
  {
    name: "goes into empty brackets",
    change: append("cap_add", ["B"]),
    before: "    cap_add: [ ]\n",
    after: "    cap_add: [B]\n",
  },
  {
    name: "does not go into brackets with only a comment",
    change: append("cap_add", ["B"]),
    before: "    cap_add: [ # a\n      ]\n",
    after: undefined,
  },
  {
    name: "goes on a line of its own among brackets over several lines",
    change: append("cap_add", ["C"]),
    before: "    cap_add: [\n      A, # a\n      B # b\n    ]\n",
    after: "    cap_add: [\n      A, # a\n      B, # b\n      C\n    ]\n",
  },
  {
    name: "keeps a comma at the end",
    change: append("cap_add", ["C"]),
    before: "    cap_add: [\n      A,\n    ]\n",
    after: "    cap_add: [\n      A,\n      C,\n    ]\n",
  },
  {
    name: "makes the list",
    change: append("security_opt", ["no-new-privileges:true"]),
    before: "    image: a\n",
    after: "    image: a\n    security_opt:\n      - no-new-privileges:true\n",
  },
  {
    name: "fills a key without a value",
    change: append("cap_add", ["A"], "b"),
    before: "    cap_add:\n    image: a\n",
    after: "    cap_add: # b\n      - A\n    image: a\n",
  },
  {
    name: "makes a list of a single text",
    change: append("tmpfs", ["/tmp"]),
    before: "    tmpfs: /run # a\n",
    after: "    tmpfs: # a\n      - /run\n      - /tmp\n",
  },
  {
    name: "does not make a list of other texts",
    change: append("command", ["b"]),
    before: "    command: a\n",
    after: undefined,
  },
  {
    name: "writes a merged list out in full",
    change: append("cap_add", ["B"]),
    before: "x: &x\n  cap_add:\n    - A\nservices:\n  web:\n    <<: *x\n",
    after: "x: &x\n  cap_add:\n    - A\nservices:\n  web:\n    <<: *x\n    cap_add:\n      - A\n      - B\n",
  },
  {
    name: "does not write out a merged list of mappings",
    change: append("volumes", ["a:/b"]),
    before: "x: &x {volumes: [{type: tmpfs}]}\nservices:\n  web:\n    <<: *x\n",
    after: undefined,
  },
  {
    name: "does not change a list that is an alias",
    change: append("cap_add", ["B"]),
    before: "x: &x [A]\nservices:\n  web:\n    cap_add: *x\n",
    after: undefined,
  },
  {
    name: "does not change a list that others have as an alias",
    change: append("cap_add", ["B"]),
    before: "services:\n  web:\n    cap_add: &x [A]\n  db:\n    cap_add: *x\n",
    after: undefined,
  },
  {
    name: "does not change a mapping",
    change: append("environment", ["A=b"]),
    before: "    environment:\n      A: c\n",
    after: undefined,
  },
  {
    name: "does not change a list with a tag",
    change: append("cap_add", ["B"]),
    before: "    cap_add: !override [A]\n",
    after: undefined,
  },
]);

run("removing a key", [
  {
    name: "takes its line",
    change: remove("privileged"),
    before: "    image: a\n    privileged: true\n    user: b\n",
    after: "    image: a\n    user: b\n",
  },
  {
    name: "takes all its lines and leaves the comments",
    change: remove("cap_add"),
    before: "    # a\n    cap_add: # b\n      # c\n      - A # d\n    # e\n    image: a\n",
    after: "    # a\n    # b\n      # c\n    # d\n    # e\n    image: a\n",
  },
  {
    name: "takes the comment that allowed it",
    change: remove("privileged"),
    before: "    privileged: true # bulkhead: allow privileged -- c\n    image: a\n",
    after: "    image: a\n",
  },
  {
    name: "takes the last line of a file without a line break",
    change: remove("privileged"),
    before: "    image: a\r\n    privileged: true",
    after: "    image: a",
  },
  {
    name: "leaves a comment at the end of such a file",
    change: remove("privileged"),
    before: "    image: a\n    privileged: true # b",
    after: "    image: a\n    # b",
  },
  {
    name: "takes a block scalar",
    change: remove("command"),
    before: "    command: |\n      a\n      # b\n    image: a\n",
    after: "    image: a\n",
  },
  {
    name: "leaves empty braces for the last one of a service",
    change: remove("privileged"),
    before: "services:\n  web:\n    privileged: true # b\n",
    after: "services:\n  web: {}\n    # b\n",
  },
  {
    name: "takes the parents that have nothing left",
    change: remove("deploy.resources.limits.memory"),
    before: "    image: a\n    deploy:\n      resources:\n        limits:\n          memory: 1g\n",
    after: "    image: a\n",
  },
  {
    name: "leaves the parents that have something left",
    change: remove("deploy.resources.limits.memory"),
    before: "    deploy:\n      mode: b\n      resources:\n        limits:\n          memory: 1g\n",
    after: "    deploy:\n      mode: b\n",
  },
  {
    name: "works among braces",
    change: remove("b"),
    before: "services:\n  web: {a: 1, b: [2], c: 3}\n",
    after: "services:\n  web: {a: 1, c: 3}\n",
  },
  {
    name: "works at the start of braces",
    change: remove("a"),
    before: "services:\n  web: { a: 1, b: 2 }\n",
    after: "services:\n  web: { b: 2 }\n",
  },
  {
    name: "works at the end of braces",
    change: remove("b"),
    before: "services:\n  web: {a: 1, b: 2,}\n",
    after: "services:\n  web: {a: 1, }\n",
  },
  {
    name: "empties braces",
    change: remove("a"),
    before: "services:\n  web: {a: 1}\n",
    after: "services:\n  web: {}\n",
  },
  {
    name: "does nothing where there is no such key",
    change: remove("a.b"),
    before: "    image: a\n",
    after: "    image: a\n",
  },
  {
    name: "cannot take what a merge key brings in",
    change: remove("a"),
    before: "x: &x {a: 1}\nservices:\n  web:\n    <<: *x\n",
    after: undefined,
  },
  {
    name: "does not uncover what a merge key brings in",
    change: remove("a"),
    before: "x: &x {a: 1}\nservices:\n  web:\n    <<: *x\n    a: 2\n",
    after: undefined,
  },
  {
    name: "does not take an anchor that others use",
    change: remove("a"),
    before: "services:\n  web:\n    a: &x [1]\n    b: *x\n",
    after: undefined,
  },
]);

run("removing what stands at a place", [
  {
    name: "takes an item",
    change: removeAt("/var/run/docker.sock:/x"),
    before: "    volumes:\n      - /a:/b\n      - /var/run/docker.sock:/x # c\n",
    after: "    volumes:\n      - /a:/b\n      # c\n",
  },
  {
    name: "takes an item by a part of its text",
    change: removeAt("/var/run/docker.sock"),
    before: "    volumes:\n      - /a:/b\n      - '/var/run/docker.sock:/x'\n",
    after: "    volumes:\n      - /a:/b\n",
  },
  {
    name: "takes the key with the last item",
    change: removeAt("A"),
    before: "    image: a\n    cap_add:\n      - A\n",
    after: "    image: a\n",
  },
  {
    name: "takes an item that is a mapping",
    change: removeAt("type: bind"),
    before: "    volumes:\n      - type: bind\n        source: /\n      - a:/b\n",
    after: "    volumes:\n      - a:/b\n",
  },
  {
    name: "takes the first key of such a mapping",
    change: removeAt("shared"),
    before: "    volumes:\n      - propagation: shared\n        source: /\n",
    after: "    volumes:\n      - source: /\n",
  },
  {
    name: "takes a key by its own place",
    change: removeAt("SECRET"),
    before: "    environment:\n      SECRET:\n      A: b\n",
    after: "    environment:\n      A: b\n",
  },
  {
    name: "takes an item among brackets",
    change: removeAt("B"),
    before: "    cap_add: [A, B, C]\n",
    after: "    cap_add: [A, C]\n",
  },
  {
    name: "takes the last item among brackets",
    change: removeAt("C"),
    before: "    cap_add: [\n      A, # a\n      C\n    ]\n",
    after: undefined,
  },
  {
    name: "takes an item among brackets over several lines",
    change: removeAt("A"),
    before: "    cap_add: [\n      A,\n      C\n    ]\n",
    after: "    cap_add: [\n      C\n    ]\n",
  },
  {
    name: "takes it for all who merge it",
    change: removeAt("true"),
    before: "x: &x\n  privileged: true\n  user: a\nservices:\n  web:\n    <<: *x\n",
    after: "x: &x\n  user: a\nservices:\n  web:\n    <<: *x\n",
  },
  {
    name: "leaves an anchor for those who merge it",
    change: removeAt("true"),
    before: "x: &x\n  privileged: true\nservices:\n  web:\n    <<: *x\n    image: a\n",
    after: "x: &x {}\nservices:\n  web:\n    <<: *x\n    image: a\n",
  },
  {
    name: "does not uncover what a merge key brings in",
    change: removeAt("true"),
    before: "x: &x {privileged: 1}\nservices:\n  web:\n    <<: *x\n    privileged: true\n",
    after: undefined,
  },
  {
    name: "does not take an item of a list of lists",
    change: removeAt("b"),
    before: "    a:\n      - - b\n        - c\n",
    after: undefined,
  },
]);

run("replacing what stands at a place", [
  { name: "keeps quotes", change: replaceAt('"a"', "b"), before: '    user: "a" # c\n', after: '    user: "b" # c\n' },
  {
    name: "replaces a part",
    change: replaceAt("0.0.0.0", "127.0.0.1"),
    before: '    ports:\n      - "0.0.0.0:80:80"\n',
    after: '    ports:\n      - "127.0.0.1:80:80"\n',
  },
  {
    name: "quotes what would be no text",
    change: replaceAt("root", "1000"),
    before: "    user: root\n",
    after: '    user: "1000"\n',
  },
  {
    name: "leaves numbers numbers",
    change: replaceAt("-1", "100"),
    before: "    pids_limit: -1\n",
    after: "    pids_limit: 100\n",
  },
  {
    name: "leaves booleans booleans",
    change: replaceAt("true", "false"),
    before: "    privileged: true\n",
    after: "    privileged: false\n",
  },
  {
    name: "makes a text of a number",
    change: replaceAt("8080", "127.0.0.1:8080:8080"),
    before: "    ports:\n      - 8080\n",
    after: "    ports:\n      - 127.0.0.1:8080:8080\n",
  },
  {
    name: "makes a text of a user that is a number",
    change: replaceAt("0", "1000"),
    before: "    user: 0\n",
    after: '    user: "1000"\n',
  },
  {
    name: "minds commas among brackets",
    change: replaceAt("A", "B,C"),
    before: "    x: [A]\n",
    after: '    x: ["B,C"]\n',
  },
  {
    name: "does not replace an alias",
    change: replaceAt("*x", "b"),
    before: "x: &x a\nservices:\n  web:\n    user: *x\n",
    after: undefined,
  },
  {
    name: "replaces what an anchor names",
    change: replaceAt("root", "app"),
    before: "x: &x root\nservices:\n  web:\n    user: *x\n",
    after: "x: &x app\nservices:\n  web:\n    user: *x\n",
  },
  {
    name: "does not replace a block scalar",
    change: replaceAt("|", "b"),
    before: "    command: |\n      a\n",
    after: undefined,
  },
  {
    name: "does not replace a part that is escaped",
    change: replaceAt("b", "c"),
    before: '    user: "\\x41b"\n',
    after: undefined,
  },
  { name: "does not replace a key", change: replaceAt("user", "b"), before: "    user: a\n", after: undefined },
]);

run("allowing a finding", [
  {
    name: "on its line",
    change: allow("host", "line"),
    before: "    pid: host\n    image: a\n",
    after: "    pid: host # bulkhead: allow host-pid -- because\n    image: a\n",
  },
  {
    name: "without a reason",
    change: allow("host", "line", ""),
    before: "    pid: host\n",
    after: "    pid: host # bulkhead: allow host-pid\n",
  },
  {
    name: "before another comment",
    change: allow("host", "line"),
    before: "    pid: host # a\n",
    after: "    pid: host # bulkhead: allow host-pid -- because # a\n",
  },
  {
    name: "beside other rules",
    change: allow("host", "line"),
    before: "    pid: host # bulkhead: allow a -- b\n",
    after: "    pid: host # bulkhead: allow a, host-pid -- b; because\n",
  },
  {
    name: "among braces",
    change: allow("host", "line"),
    before: "services:\n  web: {pid: host, image: a}\n",
    after: "services:\n  web: {pid: host, image: a} # bulkhead: allow host-pid -- because\n",
  },
  {
    name: "behind the header of a block scalar",
    change: allow("|", "line"),
    before: "    command: |\n      a\n",
    after: "    command: | # bulkhead: allow host-pid -- because\n      a\n",
  },
  {
    name: "not in a block scalar",
    change: allow("host", "line"),
    before: "    command: |\n      host\n      a\n",
    after: undefined,
  },
  {
    name: "not in a text over several lines",
    change: allow("host", "line"),
    before: "    command: 'host\n      a'\n",
    after: undefined,
  },
  {
    name: "for a service",
    change: allow("host", "subject"),
    before: "services:\n  web:\n    pid: host\n",
    after: "services:\n  # bulkhead: allow host-pid -- because\n  web:\n    pid: host\n",
  },
  {
    name: "for a service, beside other rules",
    change: allow("host", "subject"),
    before: "services:\r\n  # bulkhead: allow a\r\n  web:\r\n    pid: host\r\n",
    after: "services:\r\n  # bulkhead: allow a, host-pid -- because\r\n  web:\r\n    pid: host\r\n",
  },
  {
    name: "not for a service among braces",
    change: allow("host", "subject"),
    before: "services: {web: {pid: host}}\n",
    after: undefined,
  },
  {
    name: "for a file",
    change: allow("host", "file"),
    before: "# a\n---\nservices:\n  web: {pid: host}\n",
    after: "# bulkhead: allow host-pid -- because\n\n# a\n---\nservices:\n  web: {pid: host}\n",
  },
  {
    name: "for a file with a byte order mark",
    change: allow("host", "file"),
    before: "\u{FEFF}services:\r\n  web: {pid: host}\r\n",
    after: "\u{FEFF}# bulkhead: allow host-pid -- because\r\n\r\nservices:\r\n  web: {pid: host}\r\n",
  },
  {
    name: "for a file, beside other rules",
    change: allow("host", "file"),
    before: "# bulkhead: allow a -- b\n\nservices:\n  web: {pid: host}\n",
    after: "# bulkhead: allow a, host-pid -- b; because\n\nservices:\n  web: {pid: host}\n",
  },
]);

describe("several changes at once", () => {
  it("build on each other", () => {
    const text = whole("    image: a\n    cap_add: [A]\n    privileged: true\n");
    const result = edited(
      text,
      drop,
      append("cap_drop", ["B"]),
      set("deploy.limits.memory", "1g"),
      set("deploy.limits.pids", 9),
      removeAt("true"),
      removeAt("A]"),
    );
    assert.equal(result, undefined, "`A]` is no value");
    assert.equal(
      edited(
        text,
        drop,
        append("cap_drop", ["B"]),
        set("deploy.limits.memory", "1g"),
        set("deploy.limits.pids", 9),
        removeAt("true"),
        removeAt("A"),
      ),
      whole("    image: a\n    cap_drop: [ALL, B]\n    deploy:\n      limits:\n        memory: 1g\n        pids: 9\n"),
    );
  });

  it("are made in their order where both come behind the same line", () => {
    assert.equal(
      edited(whole("    image: a\n"), set("b", 1), set("c", 2)),
      whole("    image: a\n    b: 1\n    c: 2\n"),
    );
  });

  it("are all refused where one is", () => {
    assert.equal(edited(whole("    image: a\n"), set("b", 1), set("image.c", 2)), undefined);
  });

  it("are refused where one takes away what another is about", () => {
    assert.equal(edited(whole("    image: a\n    cap_add: [A]\n"), remove("cap_add"), removeAt("A")), undefined);
  });

  it("come to small edits of the text", () => {
    const file = composeFile(whole("    image: a\n    privileged: true\n    user: b\n"));
    const service = serviceKey(file, "web");
    const edits = editCompose(file, [
      { do: "remove", service, path: ["privileged"] },
      { do: "set", service, path: ["user"], value: "c" },
      { do: "set", service, path: ["d"], value: 1 },
    ]);
    assert.deepEqual(
      edits?.map(({ start, end, newText }) => [file.text.slice(start, end), newText]),
      [
        ["    privileged: true\n", ""],
        ["b", "c\n    d: 1"],
      ],
    );
  });
});
