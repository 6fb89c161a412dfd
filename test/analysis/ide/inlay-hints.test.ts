import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { inlayHints } from "../../../server/analysis/ide/inlay-hints.ts";
import { composeOf, shownFile } from "./shown.ts";

/** The file with each hint in its place, between « and ». */
async function hinted(
  text: string,
  others: Readonly<Record<string, string>> = {},
  name = "compose.yaml",
): Promise<string> {
  const hints = inlayHints(await shownFile({ [name]: text, ...others }));
  let result = text;
  for (const { offset, label, blank } of hints.toReversed()) {
    result = `${result.slice(0, offset)}${blank === "before" ? " " : ""}«${label}»${result.slice(offset)}`;
  }
  return result;
}

describe("inlay hints", () => {
  const written: readonly (readonly [name: string, lines: readonly string[], shown: readonly string[]])[] = [
    [
      "an image whose workers give root up",
      ["image: nginx:1.29"],
      ["image: nginx:1.29 «runs as root, its workers as nginx»"],
    ],
    [
      "an image that gives root up when it starts",
      ["image: postgres:16-alpine"],
      ["image: postgres:16-alpine «starts as root, then postgres»"],
    ],
    [
      "such an image that starts another program",
      ["image: postgres:16-alpine", "entrypoint: [sleep]"],
      ["image: postgres:16-alpine «starts as root»", "entrypoint: [sleep]"],
    ],
    [
      "an image with a user of its own",
      ["image: grafana/grafana:12.0.0"],
      ["image: grafana/grafana:12.0.0 «runs as 472»"],
    ],
    ["an unknown image", ["image: acme/web:1 # ours"], ["image: acme/web:1 # ours"]],
    ["a user that is written", ['user: "1000"', "image: nginx:1.29"], ['user: "1000"', "image: nginx:1.29"]],
    ["dropped capabilities", ["user: web", "cap_drop: [ALL]"], ["user: web", "cap_drop: [ALL] «leaves 0 of 41»"]],
    [
      "a list of capabilities over several lines",
      ["user: web", "cap_drop:", "  - ALL", "cap_add: # few", "  - CHOWN"],
      ["user: web", "cap_drop:", "  - ALL", "cap_add: «leaves 1 of 41» # few", "  - CHOWN"],
    ],
    ["every capability", ["user: web", "cap_add: [ALL]"], ["user: web", "cap_add: [ALL] «leaves 41 of 41»"]],
    [
      "capabilities under privileged",
      ["user: web", "privileged: true", "cap_drop: [ALL]"],
      ["user: web", "privileged: true", "cap_drop: [ALL]"],
    ],
    [
      "ports without an address",
      ["user: web", "ports:", '  - "8080:80"', "  - 9000:9000", "  - 127.0.0.1:70:70"],
      ["user: web", "ports:", '  - "«0.0.0.0:»8080:80"', "  - «0.0.0.0:»9000:9000", "  - 127.0.0.1:70:70"],
    ],
    [
      "ports that are not published",
      ["user: web", "network_mode: none", 'ports: ["8080:80"]'],
      ["user: web", "network_mode: none", 'ports: ["8080:80"]'],
    ],
  ];

  for (const [name, lines, shown] of written) {
    it(`of ${name}`, async () => {
      assert.equal(await hinted(composeOf(...lines)), composeOf(...shown));
    });
  }

  it("tell a namespace that is the host's by way of another service", async () => {
    const text =
      "services:\n  a:\n    user: a\n    pid: service:b\n  b:\n    user: b\n    pid: host\n  c:\n    user: c\n    pid: service:d\n  d:\n    user: d\n";
    assert.equal(await hinted(text), text.replace("service:b", "service:b «which is the host's»"));
  });

  it("tell the user that a Dockerfile sets", async () => {
    const text = composeOf("build: .");
    const shown = await hinted(text, { Dockerfile: "FROM debian:13\nUSER app\n" });
    assert.equal(shown, composeOf("build: . «runs as app»"));
  });

  it("stand once where services share a line", async () => {
    const text = "x-a: &a\n  image: nginx:1.29\nservices:\n  a: *a\n  b: *a\n";
    assert.equal(await hinted(text), text.replace("1.29", "1.29 «runs as root, its workers as nginx»"));
  });

  it("stand behind a value that a merge key brings in", async () => {
    const text = "x-a: &a\n  image: nginx:1.29\nservices:\n  a:\n    <<: *a\n";
    assert.equal(await hinted(text), text.replace("1.29", "1.29 «runs as root, its workers as nginx»"));
  });

  it("say nothing of a service that another file defines", async () => {
    const text = composeOf("image: nginx:1.29").replace("    image", "    environment: {A: b}\n    image");
    assert.equal(await hinted(composeOf("ports: []"), {}, "compose.override.yaml"), composeOf("ports: []"));
    assert.match(await hinted(text), /«runs as root, its workers as nginx»/);
  });

  for (const [text, shown] of [
    ["FROM debian:13\n", "FROM debian:13 «starts as root»\n"],
    ["FROM debian:13\nUSER app\n", "FROM debian:13\nUSER app\n"],
    ["FROM debian:13 AS a\nFROM a AS b\n", "FROM debian:13 AS a\nFROM a «starts as root» AS b\n"],
    ["FROM debian:13 AS a\nUSER app\nFROM a\n", "FROM debian:13 AS a\nUSER app\nFROM a «runs as app»\n"],
    ["FROM acme/web:1\n", "FROM acme/web:1\n"],
    ["RUN true\n", "RUN true\n"],
  ] as const) {
    it(`in a Dockerfile: ${JSON.stringify(text)}`, async () => {
      assert.equal(await hinted(text, {}, "Dockerfile"), shown);
    });
  }

  it("have tooltips that are sentences", async () => {
    const file = await shownFile({
      "compose.yaml": composeOf("image: nginx:1.29", "cap_drop: [ALL]", 'ports: ["80:80"]'),
    });
    const hints = inlayHints(file);
    assert.equal(hints.length, 3);
    for (const { tooltip } of hints) assert.match(tooltip, /^[A-Z].*\.$/);
  });

  for (const text of [
    "services:\n  web:\n    image: \n    ports:\n      - \n",
    "services:\n  web: *nothing\n",
    "\u0000",
  ]) {
    it(`do not stumble over ${JSON.stringify(text)}`, async () => {
      assert.equal(typeof (await hinted(text)), "string");
    });
  }
});
