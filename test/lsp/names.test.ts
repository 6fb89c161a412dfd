import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { DocumentHighlight, DocumentSymbol, Location, TextEdit, WorkspaceEdit } from "vscode-languageserver/node";
import { load } from "../../server/analysis/run/load.ts";
import { Lines } from "../../server/analysis/text/lines.ts";
import { type Client, connect, PULLING } from "./lsp-client.ts";

const FOLDER = "file:///work";
/** Stands in a file before the character that the cursor is on. */
const CURSOR = "▮";

type Files = Readonly<Record<string, string>>;

/** A project on disk whose file with the cursor is open. */
class Workbench {
  readonly client: Client;
  readonly files: Files;
  readonly uri: string;
  readonly position: { readonly line: number; readonly character: number };

  private constructor(client: Client, files: Files, uri: string, offset: number) {
    this.client = client;
    this.files = files;
    this.uri = uri;
    const { line, column } = new Lines(files[uri] ?? "").positionAt(offset);
    this.position = { line, character: column };
  }

  static async open(marked: Files, more: object = {}): Promise<Workbench> {
    const files: Record<string, string> = {};
    let uri = "";
    let offset = 0;
    for (const [name, text] of Object.entries(marked)) {
      const at = text.indexOf(CURSOR);
      files[`${FOLDER}/${name}`] = text.replace(CURSOR, "");
      if (at >= 0) [uri, offset] = [`${FOLDER}/${name}`, at];
    }
    const { workspace = {}, textDocument = {} } = PULLING as { workspace?: object; textDocument?: object };
    const capabilities = {
      workspace: { ...workspace, workspaceEdit: { documentChanges: true, changeAnnotationSupport: {} } },
      textDocument: { ...textDocument, rename: { prepareSupport: true } },
      ...more,
    };
    const read = async (of: string) => files[of] ?? null;
    const client = await connect({ read, load }, { capabilities, folder: FOLDER });
    // What a scan met is known, open or not.
    await client.connection.sendRequest("bulkhead/scan", { uris: Object.keys(files) });
    await client.open(uri, files[uri] ?? "", uri.endsWith("Dockerfile") ? "dockerfile" : "yaml");
    return new Workbench(client, files, uri, offset);
  }

  at(): object {
    return { textDocument: { uri: this.uri }, position: this.position };
  }

  /** `compose.yaml 3:5 web` of each place, the lines and columns from 1 on. */
  told(places: readonly Location[] | null): string[] {
    const told = (places ?? []).map(({ uri, range: { start, end } }) => {
      const text = new Lines(this.files[uri] ?? "").content(start.line).slice(start.character, end.character);
      return `${uri.slice(FOLDER.length + 1)} ${start.line + 1}:${start.character + 1} ${text}`;
    });
    return told.sort();
  }

  async definition(): Promise<string[]> {
    return this.told(await this.client.connection.sendRequest("textDocument/definition", this.at()));
  }

  async references(): Promise<string[]> {
    const context = { includeDeclaration: true };
    return this.told(await this.client.connection.sendRequest("textDocument/references", { ...this.at(), context }));
  }

  async rename(newName: string): Promise<WorkspaceEdit> {
    return this.client.connection.sendRequest("textDocument/rename", { ...this.at(), newName });
  }

  /** The files that a rename changes, with their new texts. */
  async renamed(newName: string): Promise<Files> {
    const { documentChanges = [] } = await this.rename(newName);
    const changed = documentChanges.map((change) => {
      if (!("edits" in change)) throw new Error(`unexpected ${change.kind}`);
      const { uri } = change.textDocument;
      return [uri.slice(FOLDER.length + 1), applied(this.files[uri] ?? "", change.edits as TextEdit[])] as const;
    });
    return Object.fromEntries(changed);
  }

  async refusal(): Promise<string> {
    return messageOf(this.client.connection.sendRequest("textDocument/prepareRename", this.at()));
  }
}

async function messageOf(request: Promise<unknown>): Promise<string> {
  try {
    await request;
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

function applied(text: string, edits: readonly TextEdit[]): string {
  const lines = new Lines(text);
  const offset = ({ line, character }: TextEdit["range"]["start"]) => lines.offsetAt({ line, column: character });
  const sorted = [...edits].sort((a, b) => offset(b.range.start) - offset(a.range.start));
  return sorted.reduce(
    (made, { range, newText }) => made.slice(0, offset(range.start)) + newText + made.slice(offset(range.end)),
    text,
  );
}

const COMPOSE = `services:
  web:
    image: acme/web:1
    depends_on: [db, cache]
    links: ["db:database"]
    network_mode: service:vpn
    ipc: "service:db"
    volumes_from: [db:ro]
    volumes: [data:/data, ./here:/here]
    secrets: [token]
  db:
    image: acme/db:1
    networks: {back: {aliases: [db]}}
    volumes:
      - {type: volume, source: data, target: /data}
    secrets: [{source: token, target: t}]
    configs: [settings]
  vpn: {image: acme/vpn:1}
  cache: {image: acme/cache:1, pid: "service:db", networks: [back]}
volumes: {data: {}}
networks: {back: {}}
secrets: {token: {file: ./token}}
configs: {settings: {file: ./settings}}
`;

/** The text with the cursor before the given occurrence of a word, from 1 on. */
function cursorAt(text: string, word: string, occurrence = 1): string {
  let at = -1;
  for (let count = 0; count < occurrence; count++) at = text.indexOf(word, at + 1);
  assert.notEqual(at, -1, word);
  return text.slice(0, at) + CURSOR + text.slice(at);
}

describe("names in Compose files", () => {
  const cases: readonly (readonly [cursor: string, occurrence: number, places: readonly string[]])[] = [
    [
      "db, cache",
      1,
      [
        "compose.yaml 11:3 db",
        "compose.yaml 19:46 db",
        "compose.yaml 4:18 db",
        "compose.yaml 5:14 db",
        "compose.yaml 7:19 db",
        "compose.yaml 8:20 db",
      ],
    ],
    ["vpn\n", 1, ["compose.yaml 18:3 vpn", "compose.yaml 6:27 vpn"]],
    ["data:/data", 1, ["compose.yaml 15:32 data", "compose.yaml 20:11 data", "compose.yaml 9:15 data"]],
    ["back: {}", 1, ["compose.yaml 13:16 back", "compose.yaml 19:62 back", "compose.yaml 21:12 back"]],
    ["token]", 1, ["compose.yaml 10:15 token", "compose.yaml 16:24 token", "compose.yaml 22:11 token"]],
    ["settings]", 1, ["compose.yaml 17:15 settings", "compose.yaml 23:11 settings"]],
  ];
  for (const [cursor, occurrence, places] of cases) {
    it(`are found everywhere: ${cursor.trim()}`, async () => {
      const bench = await Workbench.open({ "compose.yaml": cursorAt(COMPOSE, cursor, occurrence) });
      assert.deepEqual(await bench.references(), [...places].sort());
      const highlights: DocumentHighlight[] = await bench.client.connection.sendRequest(
        "textDocument/documentHighlight",
        bench.at(),
      );
      assert.equal(highlights.length, places.length);
    });
  }

  it("are none where a path, a target, an alias or a key is", async () => {
    for (const word of ["./here", "database", "/data", "image", "acme"]) {
      const bench = await Workbench.open({ "compose.yaml": cursorAt(COMPOSE, word) });
      assert.deepEqual(await bench.definition(), [], word);
    }
  });

  const PROJECT: Files = {
    "compose.yaml":
      "include: [more/compose.yaml]\nservices:\n  web:\n    extends: {file: base/common.yml, service: web}\n    depends_on: [store]\n",
    "compose.override.yaml": "services:\n  web:\n    user: '1000'\n    links: [store]\n",
    "more/compose.yaml": "services:\n  store: {image: acme/store:1}\n",
    "base/common.yml": "services:\n  web: {image: acme/web:1, depends_on: [store]}\n  other: {extends: web}\n",
  };

  function projectWith(file: string, word: string, occurrence = 1): Files {
    return { ...PROJECT, [file]: cursorAt(PROJECT[file] ?? "", word, occurrence) };
  }

  it("are declared in another file of the project", async () => {
    const bench = await Workbench.open(projectWith("compose.yaml", "store"));
    assert.deepEqual(await bench.definition(), ["more/compose.yaml 2:3 store"]);
    assert.deepEqual(await bench.references(), [
      "base/common.yml 2:41 store",
      "compose.override.yaml 4:13 store",
      "compose.yaml 5:18 store",
      "more/compose.yaml 2:3 store",
    ]);
  });

  it("are found from the file that is included, which knows nothing of the others", async () => {
    const bench = await Workbench.open(projectWith("more/compose.yaml", "store"));
    assert.equal((await bench.references()).length, 4);
  });

  it("are those of the file that is extended, and not of one that extends it", async () => {
    const bench = await Workbench.open(projectWith("compose.yaml", "web", 2));
    assert.deepEqual(await bench.references(), [
      "base/common.yml 2:3 web",
      "base/common.yml 3:20 web",
      "compose.yaml 4:47 web",
    ]);
    const own = await Workbench.open(projectWith("compose.yaml", "web"));
    assert.deepEqual(await own.references(), ["compose.override.yaml 2:3 web", "compose.yaml 3:3 web"]);
  });

  it("change in every file at once", async () => {
    const bench = await Workbench.open(projectWith("compose.yaml", "store"));
    assert.deepEqual(await bench.renamed("database"), {
      "compose.yaml": (PROJECT["compose.yaml"] ?? "").replace("[store]", "[database]"),
      "compose.override.yaml": (PROJECT["compose.override.yaml"] ?? "").replace("store", "database"),
      "more/compose.yaml": "services:\n  database: {image: acme/store:1}\n",
      "base/common.yml": (PROJECT["base/common.yml"] ?? "").replace("[store]", "[database]"),
    });
  });

  it("of models lead to where they are declared, and change there too", async () => {
    const text = (name: string, cursor = "") =>
      `services:\n  a: {image: a:1, models: [${cursor}${name}]}\n  b:\n    image: b:1\n    models:\n      ${name}: {endpoint_var: URL}\nmodels:\n  ${name}: {model: ai/smollm2}\n`;
    const bench = await Workbench.open({ "compose.yaml": text("llm", CURSOR) });
    assert.deepEqual(await bench.definition(), ["compose.yaml 8:3 llm"]);
    assert.deepEqual(await bench.renamed("chat"), { "compose.yaml": text("chat") });
  });

  it("of anchors belong to the last definition above, and to no text or comment", async () => {
    const text =
      "x-a: &it {init: true}\nservices:\n  a: {<<: *it, image: 'a &it *it'} # *it\n  b: *it\nx-b: &it {}\nx-c: *it\n";
    const bench = await Workbench.open({ "compose.yaml": cursorAt(text, "it, image") });
    assert.deepEqual(await bench.references(), ["compose.yaml 1:7 it", "compose.yaml 3:12 it", "compose.yaml 4:7 it"]);
    assert.deepEqual(await bench.definition(), ["compose.yaml 1:7 it"]);
    assert.equal(
      (await bench.renamed("base"))["compose.yaml"],
      text.replace("&it {init", "&base {init").replace("<<: *it", "<<: *base").replace("b: *it", "b: *base"),
    );
  });

  it("are found through anchors, each once", async () => {
    const text =
      "x-needs: &needs [db]\nservices:\n  a: {image: a:1, depends_on: *needs}\n  b: {image: b:1, depends_on: *needs}\n  db: {image: db:1}\n";
    const bench = await Workbench.open({ "compose.yaml": cursorAt(text, "db:") });
    assert.deepEqual(await bench.references(), ["compose.yaml 1:18 db", "compose.yaml 5:3 db"]);
  });

  it("of variables lead to the line that sets them", async () => {
    const text = "services:\n  a:\n    image: acme/a:${TAG:-1}\n";
    const bench = await Workbench.open({ "compose.yaml": cursorAt(text, "TAG"), ".env": "A='x\ny'\nexport TAG=2\n" });
    assert.deepEqual(await bench.definition(), [".env 3:8 TAG"]);
  });

  it("make an outline", async () => {
    const bench = await Workbench.open({ "compose.yaml": `${CURSOR}${COMPOSE}` });
    const outline: DocumentSymbol[] = await bench.client.connection.sendRequest("textDocument/documentSymbol", {
      textDocument: { uri: bench.uri },
    });
    const shown = outline.map(({ name, children = [] }) => `${name}: ${children.map((one) => one.name).join(", ")}`);
    assert.deepEqual(shown, [
      "services: web, db, vpn, cache",
      "volumes: data",
      "networks: back",
      "secrets: token",
      "configs: settings",
    ]);
    for (const { range, children = [] } of outline)
      for (const child of children) {
        assert.ok(child.range.end.line <= range.end.line && child.range.start.line >= range.start.line);
        assert.ok(child.selectionRange.start.line >= child.range.start.line);
      }
  });
});

describe("names that cannot change", () => {
  const refused: readonly (readonly [why: RegExp, text: string])[] = [
    [
      /No file that is known here declares the service "db"/,
      `services:\n  a: {image: a:1, depends_on: [${CURSOR}db]}\n`,
    ],
    [
      /Line 2 of compose\.yaml writes it with escapes/,
      `services:\n  a: {image: a:1, links: ["d\\u0062"]}\n  ${CURSOR}db: {image: b:1}\n`,
    ],
    [
      /Line 1 of compose\.yaml names the (?:volume|service) "db" as well/,
      `x-it: &it db\nservices:\n  a: {image: a:1, links: [*it], volumes: [{type: volume, source: *it, target: /d}]}\n  ${CURSOR}db: {image: b:1}\nvolumes: {db: {}}\n`,
    ],
    [/Compose makes the network "default"/, `services:\n  a: {image: a:1}\nnetworks: {${CURSOR}default: {}}\n`],
    [/compose\.yaml cannot be read whole/, `services:\n  ${CURSOR}a: {image: a:1}\n  b: {image: "b\n`],
  ];
  for (const [why, text] of refused) {
    it(`say why: ${why.source}`, async () => {
      const bench = await Workbench.open({ "compose.yaml": text });
      assert.match(await bench.refusal(), why);
    });
  }

  it("say why a new one is none", async () => {
    const text = `services:\n  ${CURSOR}a: {image: a:1}\n  b: {image: b:1, links: [a]}\n`;
    const bench = await Workbench.open({ "compose.yaml": text });
    assert.match(await messageOf(bench.rename("b")), /Line 3 of compose\.yaml names another service "b" already/);
    assert.match(await messageOf(bench.rename("a b")), /"a b" is no name of a service/);
    assert.match(await messageOf(bench.rename("1")), /YAML reads 1 without quotes as no text/);
    assert.match(await messageOf(bench.rename("null")), /YAML reads null/);
  });

  it("are shown first where something stays behind", async () => {
    const confirmed = async (text: string): Promise<string | undefined> => {
      const { changeAnnotations = {} } = await (await Workbench.open({ "compose.yaml": text })).rename("other");
      const [annotation] = Object.values(changeAnnotations);
      assert.notEqual(annotation?.needsConfirmation, false);
      return annotation?.description;
    };
    const volume = (more: string) =>
      `services:\n  a: {image: a:1, volumes: ["${CURSOR}data:/d"]}\nvolumes: {data: ${more}}\n`;
    assert.match((await confirmed(volume("{}"))) ?? "", /makes a new, empty volume/);
    assert.match((await confirmed(volume("{external: true}"))) ?? "", /made outside of this project/);
    assert.equal(await confirmed(volume("{name: other}")), undefined);
    const service = (url: string) =>
      `services:\n  ${CURSOR}db: {image: a:1}\n  b: {image: b:1, environment: {URL: "${url}"}}\n`;
    assert.match((await confirmed(service("http://db:80"))) ?? "", /Other texts of compose\.yaml say "db" too/);
    assert.equal(await confirmed(service("http://dbase")), undefined);
    const model = `services: {a: {image: a:1, models: [llm]}}\nmodels: {${CURSOR}llm: {model: ai/smollm2}}\n`;
    assert.match((await confirmed(model)) ?? "", /makes their names of the model's/);
  });
});

const DOCKERFILE = `ARG VERSION=1
FROM debian:13 AS Build
ARG VERSION
ARG FLAGS="-O\${VERSION}"
RUN make $FLAGS "v\${VERSION:-2}" && echo '\\$FLAGS'
FROM build AS test
RUN --mount=type=bind,from=build,target=/src make test
FROM scratch
ENV VERSION=$VERSION HOME_OF=/srv
COPY --from=BUILD /out /out
COPY --from=0 /out2 \${HOME_OF}/out2
CMD ["run", "$VERSION"]
`;

describe("names in Dockerfiles", () => {
  const found: readonly (readonly [word: string, occurrence: number, places: readonly string[]])[] = [
    [
      "Build",
      1,
      [
        "Dockerfile 10:13 BUILD",
        "Dockerfile 11:13 0",
        "Dockerfile 2:19 Build",
        "Dockerfile 6:6 build",
        "Dockerfile 7:28 build",
      ],
    ],
    [
      "VERSION",
      3,
      ["Dockerfile 1:5 VERSION", "Dockerfile 3:5 VERSION", "Dockerfile 4:16 VERSION", "Dockerfile 5:21 VERSION"],
    ],
    ["FLAGS", 1, ["Dockerfile 4:5 FLAGS", "Dockerfile 5:11 FLAGS"]],
    ["HOME_OF", 1, ["Dockerfile 11:23 HOME_OF", "Dockerfile 9:22 HOME_OF"]],
    ['VERSION"]', 1, ["Dockerfile 12:15 VERSION", "Dockerfile 9:5 VERSION"]],
  ];
  for (const [word, occurrence, places] of found) {
    it(`are found everywhere: ${word} ${occurrence}`, async () => {
      const bench = await Workbench.open({ Dockerfile: cursorAt(DOCKERFILE, word, occurrence) });
      assert.deepEqual(await bench.references(), [...places].sort());
    });
  }

  it("change where they are said, and not where a number means them", async () => {
    const bench = await Workbench.open({ Dockerfile: cursorAt(DOCKERFILE, "Build") });
    assert.equal(
      (await bench.renamed("maker"))["Dockerfile"],
      DOCKERFILE.replace("Build", "maker").replaceAll("build", "maker").replace("BUILD", "maker"),
    );
    assert.match(await messageOf(bench.rename("Maker")), /is no name of a stage/);
  });

  it("change in the Compose file that builds them, from either side", async () => {
    const compose =
      "services:\n  a:\n    build:\n      context: .\n      target: build\n      args: [VERSION=3]\n  b: {build: {context: ., args: {VERSION: 4}}}\n";
    const fromDockerfile = await Workbench.open({ "compose.yaml": compose, Dockerfile: cursorAt(DOCKERFILE, "Build") });
    assert.equal(
      (await fromDockerfile.renamed("maker"))["compose.yaml"],
      compose.replace("target: build", "target: maker"),
    );
    const files = { Dockerfile: "ARG VERSION=1\nFROM debian:$VERSION AS build\n" };
    const fromCompose = await Workbench.open({ ...files, "compose.yaml": cursorAt(compose, "VERSION") });
    assert.deepEqual(await fromCompose.renamed("RELEASE"), {
      "compose.yaml": compose.replaceAll("VERSION", "RELEASE"),
      Dockerfile: files.Dockerfile.replaceAll("VERSION", "RELEASE"),
    });
  });

  it("say why they cannot change", async () => {
    const refused: readonly (readonly [text: string, why: RegExp])[] = [
      [cursorAt(DOCKERFILE, "HOME_OF"), /Programs in the image may read HOME_OF/],
      [`FROM debian:13\nARG ${CURSOR}HTTP_PROXY\nRUN x $HTTP_PROXY\n`, /BuildKit gives HTTP_PROXY its value/],
      [`FROM debian:13\nARG ${CURSOR}A\nRUN A=2 && echo $A\n`, /Line 3 of Dockerfile says A as well/],
      [`${CURSOR}FROM debian:13\nFROM b\nCOPY --from=0 a b\n`, /has a stage without a name/],
    ];
    for (const [text, why] of refused) assert.match(await (await Workbench.open({ Dockerfile: text })).refusal(), why);
  });
});
