/** Prints the pages that are made of recordings, as JSON by their files, for `npm run docs` to write. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { claimsText, withSeen } from "./pages.ts";

const proof = readFileSync(path.join(import.meta.dirname, "../../docs/proof.md"), "utf8");
console.log(JSON.stringify({ "docs/claims.md": claimsText(), "docs/proof.md": await withSeen(proof) }));
