import assert from "node:assert/strict";
import { hintedBy, startPaths } from "../../server/learn/start-script.ts";

describe("the script that an image starts with", () => {
  it("lies where its words name it, or on the path", () => {
    const paths = startPaths(["tini", "--", "./start.sh", "/bin/run"], "/app");
    for (const one of ["/usr/bin/tini", "/app/start.sh", "/bin/run", "/usr/bin/run"]) assert.ok(paths.has(one), one);
    assert.ok(!paths.has("/usr/bin/--"));
  });

  const scripts: readonly (readonly [string, readonly string[]])[] = [
    ['#!/bin/bash\nset -e\nchown -R db:db /data\nexec gosu db "$@"\n', ["CHOWN", "DAC_OVERRIDE", "SETGID", "SETUID"]],
    ['#!/bin/sh\nexec "$@"\n', []],
    ["#!/usr/bin/env python3\nchown = 1\n", []],
  ];
  for (const [text, expected] of scripts)
    it(`hints at ${expected.join(", ") || "nothing"}`, () => assert.deepEqual([...hintedBy([text])].sort(), expected));
});
