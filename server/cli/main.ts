#!/usr/bin/env -S node --
import { fileURLToPath } from "node:url";
import manifest from "../../package.json" with { type: "json" };
import { run } from "./run.ts";

// A reader that has seen enough closes the pipe (`bulkhead check | head`); there is nobody left to tell.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
  throw error;
});

void run(process.argv.slice(2), manifest.version, {
  cwd: process.cwd(),
  env: process.env,
  columns: process.stdout.isTTY ? process.stdout.columns : undefined,
  get stdin() {
    return process.stdin;
  },
  // The bundle has that of its threads beside it; run from its sources, the program works on one thread.
  threads: import.meta.url.endsWith(".mjs") ? fileURLToPath(new URL("worker.mjs", import.meta.url)) : undefined,
  status: process.stderr.isTTY ? (text) => void process.stderr.write(text) : undefined,
  write: (text) => void process.stdout.write(text),
  warn: (line) => void process.stderr.write(`${line}\n`),
}).then((status) => {
  // Setting the status and returning lets what is written reach a slow reader; `process.exit` would cut it off.
  process.exitCode = status;
});
