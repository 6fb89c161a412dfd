import fc from "fast-check";
import { word } from "./part.ts";
import type { FuzzedProject } from "./projects.ts";
import type { FuzzedFile } from "./texts.ts";

/** One thing that a client does. `cancelled` sends a cancellation right behind the request. */
export type Step =
  | { readonly do: "open"; readonly file: string; readonly text: string }
  | { readonly do: "change"; readonly file: string; readonly version: number; readonly change: unknown }
  | { readonly do: "close" | "save"; readonly file: string }
  | { readonly do: "ask"; readonly method: string; readonly params: unknown; readonly cancelled: boolean }
  | { readonly do: "tell"; readonly method: string; readonly params: unknown };

/** What a client does on one occasion, and the files that it has on disk. */
export interface Traffic {
  readonly client: ClientKind;
  readonly disk: FuzzedProject["files"];
  readonly steps: readonly Step[];
}

/**
 * How a client behaves: one that asks for diagnostics, one that is sent them and announces nothing else, one that never answers what it is asked, and one
 * that answers with what nobody expects.
 */
const CLIENT_KINDS = ["pulling", "pushed", "silent", "odd"] as const;
export type ClientKind = (typeof CLIENT_KINDS)[number];

export const FOLDER = "file:///fuzz";
const FILES = ["compose.yaml", "compose.override.yaml", "Dockerfile", ".bulkhead.yaml", "notes.txt", "g0.yaml"];

const REQUESTS = [
  ...["diagnostic", "hover", "completion", "codeAction", "codeLens", "documentLink", "inlayHint"],
  ...["semanticTokens/full", "semanticTokens/range"],
].map((name) => `textDocument/${name}`);
const OWN_REQUESTS = ["bulkhead/map", "bulkhead/status", "bulkhead/scan", "bulkhead/findings", "bulkhead/rules"];
const ODD_REQUESTS = [
  ...["textDocument/rename", "workspace/executeCommand", "initialize", "$/unknown", "a/b", "constructor", "__proto__"],
  ...REQUESTS,
  ...OWN_REQUESTS,
];
const NOTIFICATIONS = [
  ...["initialized", "$/cancelRequest", "$/setTrace", "$/progress", "textDocument/willSave", "a/b", "toString"],
  ...["workspace/didChangeConfiguration", "workspace/didChangeWatchedFiles", "workspace/didChangeWorkspaceFolders"],
  ...["textDocument/didOpen", "textDocument/didChange", "textDocument/didClose", "textDocument/didSave"],
];

const file = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(...FILES).map((name) => `${FOLDER}/${name}`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      "untitled:compose.yaml",
      "file:///fuzz/%/compose.yaml",
      "",
      "a:b",
      "file://h/compose.yaml",
    ),
  },
);
const number = fc.oneof(fc.nat({ max: 40 }), fc.constantFrom(-1, 1.5, 2 ** 31, Number.MAX_SAFE_INTEGER));
const position = fc.record({ line: number, character: number });
const range = fc.record({ start: position, end: position });
const about = fc.record({ uri: file, position, range });
/** What fits no request: values of other types where a type is expected, and words that every object answers to. */
const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    [],
    {},
    { textDocument: null },
    { changes: 1 },
    { changes: [null] },
    { id: 1 },
    { uri: {} },
    { uris: [1, "a"] },
  ),
  fc.record({
    textDocument: fc.oneof(word, fc.record({ uri: fc.jsonValue({ maxDepth: 1 }) })),
    position: fc.jsonValue({ maxDepth: 1 }),
    range: fc.jsonValue({ maxDepth: 1 }),
  }),
  fc.record({
    command: fc.oneof(fc.constantFrom("bulkhead.applyFix", "bulkhead.harden"), word),
    arguments: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 2 }),
  }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** What a client may do in whatever order: open, type, ask, cancel, close, and send what no server knows; one by one and in bursts. */
export function traffic(files: fc.Arbitrary<FuzzedFile>, projects: fc.Arbitrary<FuzzedProject>): fc.Arbitrary<Traffic> {
  const text = fc.oneof(
    files.map((one) => one.text),
    projects.map((one) => one.files["compose.yaml"] ?? ""),
  );
  const change = fc.oneof(fc.record({ range, text: fc.string({ maxLength: 20 }) }), fc.record({ text }));
  const ask = (method: fc.Arbitrary<string>, params: fc.Arbitrary<unknown>) =>
    fc.record({ do: fc.constant("ask" as const), method, params, cancelled: fc.boolean() });
  const params = about.map(({ uri, ...rest }) => ({ textDocument: { uri }, context: { diagnostics: [] }, ...rest }));
  const ownParams = about.map(({ uri }) => ({ uri, uris: [uri, `${FOLDER}/compose.yaml`], width: 800 }));
  const watched = file.map((uri) => ({ changes: [{ uri, type: 2 }] }));
  const tell = (method: fc.Arbitrary<string>, told: fc.Arbitrary<unknown>) =>
    fc.record({ do: fc.constant("tell" as const), method, params: told });
  const edit = fc.record({ do: fc.constant("change" as const), file, version: fc.integer(), change });
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant("open" as const), file, text }) },
    { weight: 6, arbitrary: edit },
    { weight: 1, arbitrary: fc.record({ do: fc.constantFrom("close" as const, "save" as const), file }) },
    { weight: 8, arbitrary: ask(fc.constantFrom(...REQUESTS), params) },
    { weight: 3, arbitrary: ask(fc.constantFrom(...OWN_REQUESTS), ownParams) },
    { weight: 1, arbitrary: tell(fc.constant("workspace/didChangeWatchedFiles"), watched) },
    { weight: 1, arbitrary: ask(fc.constantFrom(...ODD_REQUESTS), junk) },
    { weight: 1, arbitrary: tell(fc.constantFrom(...NOTIFICATIONS), junk) },
  );
  const burst = fc
    .tuple(
      fc.oneof(
        edit,
        ask(
          fc.constantFrom(...REQUESTS, ...OWN_REQUESTS),
          fc.constant({
            textDocument: { uri: `${FOLDER}/compose.yaml` },
            uri: `${FOLDER}/compose.yaml`,
            position: { line: 1, character: 3 },
          }),
        ),
        tell(fc.constant("workspace/didChangeWatchedFiles"), watched),
      ),
      fc.integer({ min: 20, max: 300 }),
    )
    .map(([one, count]) => new Array<Step>(count).fill(one));
  const steps = fc
    .array(
      fc.oneof({ weight: 25, arbitrary: step.map((one): readonly Step[] => [one]) }, { weight: 1, arbitrary: burst }),
      { minLength: 1, maxLength: 30, size: "max" },
    )
    .map((all) => all.flat());
  return fc.record({ client: fc.constantFrom(...CLIENT_KINDS), disk: projects.map((one) => one.files), steps });
}
