import assert from "node:assert/strict";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";
import { nameOf, pathOf } from "../../server/entries/file-names.ts";

const CWD = path.resolve("/project");

const PIECES = ["a", ".env", "..", ".", "...", "", "a b", "a%20b", "ä", "%C3%A4", "a?b", "a#b", "a\\b", "~", "@x+y=z,"];

const URIS: readonly string[] = [
  ...PIECES.flatMap((piece) => [
    `file:///project/${piece}`,
    `file:///project/${piece}/compose.yaml`,
    `file:///${piece}/project/x`,
    `file://${piece}/x`,
  ]),
  ...["file:///", "file:///project", "file:///projects/x", "https://example.com/a", "untitled:One", "file:/project/a"],
];

/** What Node says, which knows all of the standard. */
function toldPath(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

describe("names of files", () => {
  for (const uri of URIS) {
    it(`takes the path of ${uri} as Node does`, () => {
      const told = toldPath(uri);
      assert.equal(pathOf(uri), told);
      const name = told === undefined ? uri : path.relative(CWD, told).split(path.sep).join("/") || ".";
      assert.equal(nameOf(uri, CWD), name);
    });
  }
});
