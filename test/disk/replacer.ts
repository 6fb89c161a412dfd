/**
 * A program that replaces files until it is ended: `node replacer.ts DIRECTORY TEXT OTHER`. It makes each file that holds one of the texts hold the other,
 * again and again, and says `ready` before.
 */
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { setImmediate } from "node:timers/promises";
import { replaceFile } from "../../server/disk/replace-file.ts";

const [, , directory = "", one = "", other = ""] = process.argv;
const files = readdirSync(directory).map((name) => path.join(directory, name));
process.stdout.write("ready\n");
for (;;) {
  for (const file of files) {
    await setImmediate();
    const before = readFileSync(file);
    replaceFile(file, before, Buffer.from(before.toString("utf8") === one ? other : one, "utf8"));
  }
}
