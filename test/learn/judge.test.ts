import assert from "node:assert/strict";
import { type Expected, expectedOf, failureOf, normalised, type Seen, type Watched } from "../../server/learn/judge.ts";

const SEEN: Seen = {
  isRunning: true,
  exitCode: 0,
  isOutOfMemory: false,
  health: undefined,
  listeners: new Set(["tcp 80"]),
  processes: new Set(["nginx 0", "nginx 101"]),
  lasting: new Set(["nginx 0", "nginx 101"]),
  lines: ["starting at 12:01:07", "pid 17 is ready"],
  data: new Set(["/data directory 700 999:999"]),
  took: 1000,
};

function watched(otherwise: Partial<Seen> = {}, stopped: boolean | undefined = true): Watched {
  return { seen: { ...SEEN, ...otherwise }, stopped };
}

function expected(one: Watched = watched(), other: Watched = watched()): Expected {
  const both = expectedOf(one, other);
  assert.ok(typeof both !== "string", String(both));
  return both;
}

describe("a copy is judged by what untouched ones did", () => {
  it("works where it does the same at another time", () => {
    const again = watched({ lines: ["starting at 23:59:59", "pid 4711 is ready"], took: 9 });
    assert.equal(failureOf(expected(), again, false), undefined);
  });

  const failures: readonly (readonly [string, Watched, RegExp])[] = [
    ["it ends", watched({ isRunning: false, exitCode: 1, lines: [...SEEN.lines, "bye"] }), /^it ended with 1: bye$/],
    ["memory runs out", watched({ isOutOfMemory: true }), /^it ran out of memory$/],
    ["it is not healthy", watched({ health: "unhealthy" }), /health check says unhealthy/],
    ["a port is closed", watched({ listeners: new Set() }), /^it does not listen on tcp 80$/],
    ["a program is missing", watched({ processes: new Set(["nginx 0"]) }), /^nginx runs as 0, not as 101$/],
    ["it complains", watched({ lines: [...SEEN.lines, "chmod: /data: Operation not permitted"] }), /^chmod: \/data/],
    ["a mode is another", watched({ data: new Set(["/data directory 755 999:999"]) }), /^its data differ: .*700/],
    ["an owner is another", watched({ data: new Set(["/data directory 700 0:0"]) }), /^its data differ/],
    ["it does not hear the signal", watched({}, false), /^it had to be killed/],
  ];
  for (const [what, seen, words] of failures)
    it(`fails where ${what}`, () => assert.match(failureOf(expected(), seen, false) ?? "", words));

  it("says the line of the log that tells why, rather than what follows from it", () => {
    const seen = watched({ listeners: new Set(), lines: ["bind() to 0.0.0.0:80 failed (13: Permission denied)"] });
    assert.match(failureOf(expected(), seen, false) ?? "", /^bind\(\)/);
    const trace = watched({
      lines: ["[ERROR] Exception in main loop", "PermissionError: Operation not permitted: '/x'"],
    });
    assert.match(failureOf(expected(), trace, false) ?? "", /^PermissionError/);
  });

  it("takes complaints of the untouched copies for nothing", () => {
    const noisy = watched({ lines: ["warning 5: cannot find its config"] });
    assert.equal(
      failureOf(expected(noisy, noisy), watched({ lines: ["warning 6: cannot find its config"] }), false),
      undefined,
    );
  });

  it("takes new lines without a complaint for nothing", () => {
    assert.equal(failureOf(expected(), watched({ lines: [...SEEN.lines, "a new day"] }), false), undefined);
  });

  it("leaves out in what the untouched copies differ", () => {
    const other = watched({
      data: new Set(["/data directory 700 999:999", "/data/x1 file 600 999:999"]),
      listeners: new Set(["tcp 80", "udp 41234"]),
    });
    assert.equal(failureOf(expected(watched(), other), watched(), false), undefined);
  });

  it("does not ask for what comes and goes", () => {
    const busy = watched({ processes: new Set(["nginx 0", "nginx 101", "wget 0"]) });
    assert.equal(failureOf(expected(busy, busy), watched(), false), undefined);
  });

  it("does not ask another user for the first one's processes and owners, but for the modes", () => {
    const as = watched({ processes: new Set(["nginx 65532"]), data: new Set(["/data directory 700 65532:65532"]) });
    assert.equal(failureOf(expected(), as, true), undefined);
    const open = watched({ data: new Set(["/data directory 777 65532:65532"]) });
    assert.match(failureOf(expected(), open, true) ?? "", /data differ/);
  });

  it("does not miss what could not be seen", () => {
    const blind = { listeners: undefined, processes: undefined, lasting: undefined };
    assert.equal(failureOf(expected(watched(blind), watched(blind)), watched(), false), undefined);
    assert.equal(failureOf(expected(), watched(blind), false), undefined);
  });

  it("is not judged by how it ends where the untouched ones had to be killed", () => {
    assert.equal(failureOf(expected(watched({}, false), watched({}, false)), watched({}, false), false), undefined);
  });

  it("shows nothing where the untouched copies differ", () => {
    assert.match(String(expectedOf(watched(), watched({ isRunning: false }))), /kept running/);
    const ended = { isRunning: false, exitCode: 0 };
    assert.match(
      String(expectedOf(watched(ended), watched({ ...ended, exitCode: 2 }))),
      /ended with 0, the other with 2/,
    );
    assert.match(
      String(expectedOf(watched({ health: "healthy" }), watched({ health: "unhealthy" }))),
      /was healthy, the other/,
    );
  });

  it("compares lines without what changes from start to start", () => {
    for (const [one, other] of [
      ["2026-11-30T12:01:02.345Z [7] ready in 12ms", "2027-01-01T00:00:00.000Z [19] ready in 7ms"],
      ["key 9f86d081884c7d65 made", "key 2c26b46b68ffc68f made"],
      ["Mon Nov 30 started", "Tue Dec 1 started"],
    ] as const)
      assert.equal(normalised(one), normalised(other));
    assert.notEqual(normalised("listening on tcp"), normalised("listening on udp"));
  });
});
