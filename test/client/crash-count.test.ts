import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { CrashCount } from "../../client/crash-count.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

describe("a server that ends by itself", () => {
  it("is started again four times in three minutes, and then no more", () => {
    const crashes = new CrashCount();
    const answers = [0, 1, 2, 3, 4, 5].map((second) => crashes.mayStartAgain(second * SECOND));
    assert.deepEqual(answers, [true, true, true, true, false, false]);
    assert.equal(crashes.count, 6);
    assert.ok(crashes.isOver);
  });

  it("is started again as often as is wanted where it ends seldom", () => {
    const crashes = new CrashCount();
    for (let minute = 0; minute < 20; minute++) assert.ok(crashes.mayStartAgain(minute * MINUTE), String(minute));
  });

  it("gets all its chances again when somebody starts it", () => {
    const crashes = new CrashCount();
    for (let second = 0; second < 5; second++) crashes.mayStartAgain(second);
    crashes.forget();
    assert.ok(!crashes.isOver);
    assert.ok(crashes.mayStartAgain(6));
    assert.equal(crashes.count, 1);
  });
});
