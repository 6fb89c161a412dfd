import { spawn } from "node:child_process";
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from "vscode-languageserver/node";
import { syntheticInputs } from "./scripts/bench/inputs.ts";

const input = syntheticInputs().find((i) => i.title === process.argv[2])!;
const n = Number(process.argv[3]);
const p = spawn(
  process.execPath,
  ["--cpu-prof", "--cpu-prof-dir=/tmp/prof", "--cpu-prof-interval=400", "server/lsp/main.node.ts", "--stdio"],
  { stdio: ["pipe", "pipe", "inherit"] },
);
const c = createMessageConnection(new StreamMessageReader(p.stdout!), new StreamMessageWriter(p.stdin!));
let pub: (() => void) | undefined;
c.onNotification("textDocument/publishDiagnostics", () => pub?.());
c.onRequest("workspace/configuration", ({ items }: any) => items.map(() => null));
c.onRequest("client/registerCapability", () => null);
c.listen();
await c.sendRequest("initialize", {
  processId: process.pid,
  rootUri: "file:///bench",
  capabilities: { textDocument: { publishDiagnostics: {} }, workspace: { configuration: true } },
  workspaceFolders: [{ uri: "file:///bench", name: "bench" }],
});
await c.sendNotification("initialized", {});
const uri = "file:///bench/" + input.name;
const until = async (f: () => Promise<void>) => {
  const d = new Promise<void>((r) => {
    pub = r;
  });
  await f();
  await d;
};
await until(() =>
  c.sendNotification("textDocument/didOpen", {
    textDocument: {
      uri,
      languageId: input.name === "Dockerfile" ? "dockerfile" : "dockercompose",
      version: 1,
      text: input.text,
    },
  }),
);
const times: number[] = [];
const s = { line: 0, character: 0 };
for (let t = 0; t < n; t++) {
  const there = t % 2 === 1;
  const b = performance.now();
  await until(() =>
    c.sendNotification("textDocument/didChange", {
      textDocument: { uri, version: t + 2 },
      contentChanges: [
        { range: { start: s, end: there ? { line: 1, character: 0 } : s }, text: there ? "" : "# A comment.\n" },
      ],
    }),
  );
  times.push(performance.now() - b);
}
times.sort((a, b) => a - b);
console.log("median", times[n >> 1], "least", times[0]);
await c.sendRequest("shutdown");
await c.sendNotification("exit");
await new Promise((r) => p.on("exit", r));
process.exit(0);
