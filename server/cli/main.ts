#!/usr/bin/env node
import { isMainThread, parentPort, workerData } from "node:worker_threads";
import manifest from "../../package.json" with { type: "json" };
import { run } from "./run.ts";
import { serve } from "./worker.ts";

if (isMainThread) start();
else if (parentPort !== null) serve(parentPort, workerData);

function start(): void {
  // A reader that has seen enough closes the pipe (`bulkhead check | head`); there is nobody left to tell.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    throw error;
  });
  void run(process.argv.slice(2), manifest.version, {
    cwd: process.cwd(),
    env: process.env,
    columns: process.stdout.isTTY ? process.stdout.columns : undefined,
    stdin: process.stdin,
    // The bundle is CommonJS; run from its sources, the program works on one thread.
    program: typeof __filename === "string" ? __filename : undefined,
    status: process.stderr.isTTY ? (text) => void process.stderr.write(text) : undefined,
    write: (text) => void process.stdout.write(text),
    warn: (line) => void process.stderr.write(`${line}\n`),
  }).then((status) => {
    // Setting the status and returning lets what is written reach a slow reader; `process.exit` would cut it off.
    process.exitCode = status;
  });
}
