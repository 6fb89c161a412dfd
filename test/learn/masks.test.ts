import assert from "node:assert/strict";
import { Masks } from "../../server/learn/masks.ts";

describe("values that nothing may tell", () => {
  const masks = new Masks(["p@ss w0rd", "-----BEGIN KEY-----\nAAAABBBB\n-----END KEY-----", 'say "it"', "ab"]);
  const told: readonly (readonly [string, string])[] = [
    ["login with p@ss w0rd failed", "login with … failed"],
    ["GET /?key=p%40ss+w0rd", "GET /?key=…"],
    ["postgres://app:p%40ss%20w0rd@db/", "postgres://app:…@db/"],
    [`{"pw":"say \\"it\\""}`, '{"pw":"…"}'],
    [`Basic ${Buffer.from("p@ss w0rd").toString("base64")}`, "Basic …"],
    ["AAAABBBB is no key", "… is no key"],
    ["about tables", "about tables"],
  ];
  for (const [text, expected] of told) it(`are left out of ${text}`, () => assert.equal(masks.conceal(text), expected));
});
