import {
  commands,
  type Disposable,
  l10n,
  languages,
  Range,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { IsolationMap } from "../server/lsp/extension-protocol.ts";
import { NAMED } from "./documents.ts";
import type { FromPage, ToPage } from "./map-messages.ts";
import { mapPage } from "./map-page.ts";
import { isolationMap } from "./requests.ts";

/** Registers the command that shows the isolation map of a file: the one that is named, else the one that is edited. */
export function registerMap(extension: Uri, client: BaseLanguageClient): Disposable[] {
  let view: MapView | undefined;
  const show = (named: unknown) => {
    const uri = named instanceof Uri ? named : window.activeTextEditor?.document.uri;
    if (!uri) {
      void window.showInformationMessage(l10n.t("Open a Compose file or a Dockerfile first."));
      return;
    }
    view ??= new MapView(extension, client, () => {
      view = undefined;
    });
    view.show(uri);
  };
  return [commands.registerCommand("bulkhead.showMap", show), { dispose: () => view?.dispose() }];
}

/** How long to wait for typing to pause before the map is drawn anew, in milliseconds. */
const PAUSE = 200;
/** The width of a picture that is saved, in CSS pixels: two containers side by side. */
const SAVED_WIDTH = 1300;

/** The panel with the map. It follows the text of the files that the map is made of, and the editor from one such file to another. */
class MapView implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #panel: WebviewPanel;
  readonly #disposables: Disposable[];
  #uri: Uri | undefined;
  #width = 0;
  #shown: IsolationMap | undefined;
  #number = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(extension: Uri, client: BaseLanguageClient, onClosed: () => void) {
    this.#client = client;
    const folder = Uri.joinPath(extension, "dist", "client");
    const title = l10n.t("Isolation Map");
    const place = { viewColumn: ViewColumn.Beside, preserveFocus: true };
    const options = { enableScripts: true, localResourceRoots: [folder] };
    this.#panel = window.createWebviewPanel("bulkhead.map", title, place, options);
    this.#disposables = [
      this.#panel.webview.onDidReceiveMessage((message: FromPage) => this.#receive(message)),
      workspace.onDidChangeTextDocument(({ document }) => this.#changed([document.uri])),
      languages.onDidChangeDiagnostics(({ uris }) => this.#changed(uris)),
      window.onDidChangeActiveTextEditor((editor) => {
        if (editor && languages.match([...NAMED], editor.document) > 0) this.#follow(editor.document.uri);
      }),
      client.onDidChangeState(() => this.#soon()),
      this.#panel.onDidDispose(() => {
        this.#end();
        onClosed();
      }),
    ];
    const script = this.#panel.webview.asWebviewUri(Uri.joinPath(folder, "map-page.js"));
    this.#panel.webview.html = mapPage(script.toString(), nonce(), {
      title,
      picture: l10n.t("Picture"),
      table: l10n.t("Table"),
      save: l10n.t("Save as SVG…"),
      hint: l10n.t("Arrow keys go from part to part, Enter shows the line that decides it."),
    });
  }

  show(uri: Uri): void {
    this.#uri = uri;
    this.#panel.reveal(undefined, true);
    this.#soon();
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #end(): void {
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
  }

  #follow(uri: Uri): void {
    if (uri.toString() === this.#uri?.toString()) return;
    this.#uri = uri;
    this.#soon();
  }

  #changed(uris: readonly Uri[]): void {
    const files = new Set([
      this.#uri?.toString(),
      ...(this.#shown?.files.map((file) => Uri.parse(file).toString()) ?? []),
    ]);
    if (uris.some((uri) => files.has(uri.toString()))) this.#soon();
  }

  /** One drawing for a burst of changes; none before the page has told its width. */
  #soon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#draw().catch((error) => this.#client.error("The isolation map could not be drawn.", error, false));
    }, PAUSE);
  }

  async #draw(): Promise<void> {
    const uri = this.#uri;
    if (!uri || this.#width === 0 || !this.#client.isRunning()) return;
    const map = await isolationMap(this.#client, uri, this.#width, false);
    if (uri !== this.#uri) return;
    if (!map) {
      this.#post({ type: "note", text: noteFor(uri, this.#shown !== undefined) });
      return;
    }
    if ("refused" in map) {
      this.#post({ type: "note", text: `${nameOf(uri)}: ${map.refused}` });
      return;
    }
    this.#shown = map;
    this.#number += 1;
    this.#panel.title = `${l10n.t("Isolation Map")}: ${nameOf(uri)}`;
    const { svg, table, style } = map;
    this.#post({ type: "map", map: this.#number, svg, table, style });
  }

  #post(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }

  #receive(message: FromPage): void {
    switch (message.type) {
      case "ready":
      case "resized":
        this.#width = message.width;
        this.#soon();
        return;
      case "reveal":
        if (message.map === this.#number) void reveal(this.#shown?.places[message.at]);
        return;
      case "export":
        this.#export().catch((error) => this.#client.error("The picture could not be saved.", error, "force"));
    }
  }

  async #export(): Promise<void> {
    const uri = this.#uri;
    const map = uri && (await isolationMap(this.#client, uri, SAVED_WIDTH, true));
    if (!uri || !map) return;
    if ("refused" in map) {
      void window.showInformationMessage(`${nameOf(uri)}: ${map.refused}`);
      return;
    }
    const name = `${nameOf(uri).replace(/\.ya?ml$/, "")}.isolation.svg`;
    const defaultUri = uri.scheme === "untitled" ? undefined : Uri.joinPath(uri, "..", name);
    const target = await window.showSaveDialog({ filters: { SVG: ["svg"] }, ...(defaultUri ? { defaultUri } : {}) });
    if (target) await workspace.fs.writeFile(target, new TextEncoder().encode(map.svg));
  }
}

function noteFor(uri: Uri, isShown: boolean): string {
  return isShown
    ? l10n.t("{0} cannot be read as it is now; the map shows what stood there before.", nameOf(uri))
    : l10n.t("{0} is no Compose file and no Dockerfile that can be read.", nameOf(uri));
}

function nameOf(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf("/") + 1);
}

/** Selects a place in the editor that shows its file, else in the first column, so that the map stays in sight. */
async function reveal(place: IsolationMap["places"][number] | undefined): Promise<void> {
  if (!place) return;
  const uri = Uri.parse(place.uri);
  const { start, end } = place.range;
  const selection = new Range(start.line, start.character, end.line, end.character);
  const showing = window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  await window.showTextDocument(uri, { selection, viewColumn: showing?.viewColumn ?? ViewColumn.One });
}

/** A word that nobody can guess: https://www.w3.org/TR/CSP3/#security-nonces. */
function nonce(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
