import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { secretsInScript } from "../../../server/analysis/secrets/commands.ts";
import { distinct, type Secret, secretBehind, secretsInFile } from "../../../server/analysis/secrets/texts.ts";
import { parseScript } from "../../../server/analysis/shell/parse.ts";
import { MappedText } from "../../../server/analysis/text/mapped-text.ts";

/** How the lines of a list are read, and the least that holds for it: shares of what is told that is right, and of what is there that is told. */
interface Listed {
  readonly file: string;
  readonly precision: number;
  readonly recall: number;
  find(line: string): readonly Secret[];
}

const LISTS: readonly Listed[] = [
  { file: "variables.txt", precision: 0.99, recall: 0.98, find: inVariable },
  { file: "others.txt", precision: 0.98, recall: 0.97, find: inVariable },
  { file: "commands.txt", precision: 0.99, recall: 0.97, find: inCommand },
  {
    file: "files.txt",
    precision: 0.97,
    recall: 0.97,
    find: (line) => secretsInFile(line.replaceAll("\\n", "\n"), "literal"),
  },
];

function inVariable(line: string): readonly Secret[] {
  const equals = line.indexOf("=");
  const found = secretBehind(line.slice(0, equals), line.slice(equals + 1));
  return found ? [found] : [];
}

function inCommand(line: string): readonly Secret[] {
  const source = MappedText.whole(line, 0);
  return secretsInScript(
    parseScript({ file: "file:///Dockerfile", shell: ["/bin/sh", "-c"], source, variables: () => undefined }),
  );
}

describe("what is a secret", () => {
  let all = 0;
  for (const { file, precision, recall, find } of LISTS) {
    it(`is told as the list ${file} says`, () => {
      const lines = readFileSync(path.join(import.meta.dirname, file), "utf8").split("\n");
      const labelled = lines
        .filter((line) => /^[+-] /.test(line))
        .map((line) => ({ secret: line.startsWith("+"), text: line.slice(2) }));
      const told = labelled.filter(({ text }) => find(text).length > 0);
      const right = told.filter(({ secret }) => secret).length;
      const secrets = labelled.filter(({ secret }) => secret).length;
      const missed = labelled.filter((one) => one.secret && !told.includes(one)).map(({ text }) => `missed: ${text}`);
      const wrong = told.filter(({ secret }) => !secret).map(({ text }) => `wrong: ${text} (${find(text)[0]?.value})`);
      all += labelled.length;
      console.log(
        `      ${file}: ${labelled.length} labels, precision ${(right / told.length).toFixed(3)}, recall ${(right / secrets).toFixed(3)}`,
      );
      for (const line of [...missed, ...wrong]) console.log(`        ${line}`);
      assert.ok(right / told.length >= precision, `precision of ${file} fell below ${precision}`);
      assert.ok(right / secrets >= recall, `recall of ${file} fell below ${recall}`);
    });
  }

  it("is judged on several hundred labels", () => {
    assert.ok(all >= 400, `${all}`);
  });

  it("is told once for each value", () => {
    const change = "UPDATE mysql.user SET password=PASSWORD('123456') WHERE User='root'";
    assert.deepEqual(
      inCommand(`mysql -e "${change}"`).map(({ value }) => value),
      ["123456"],
    );
    const twice = secretsInFile("password: hunter2\npassword: hunter2\n", "literal");
    assert.equal(distinct(twice).length, 1);
  });

  it("is found in a time that grows with the text, whatever it holds", () => {
    for (const piece of [
      "password=",
      "://a:",
      "a:b@",
      "Authorization: Bearer ",
      "'PASSWORD ",
      "sk-",
      "x-api-key",
      "A_",
      "xX",
      "=;",
      "-----BEGIN ",
    ]) {
      const [short, long] = [time(piece, 15_000), time(piece, 240_000)];
      // Sixteen times the text takes sixteen times as long, not 256 times; the short one may be over before a clock ticks.
      assert.ok(long < 64 * Math.max(short, 2), `${piece}: ${short} ms, then ${long} ms`);
    }
  });
});

/** Milliseconds of the processor for looking through about so many characters made of the piece. */
function time(piece: string, length: number): number {
  const text = piece.repeat(length / piece.length);
  const started = process.cpuUsage();
  secretsInFile(text, "literal");
  secretBehind(piece.repeat(20), text);
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}
