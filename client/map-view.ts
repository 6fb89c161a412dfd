import {
  commands,
  type Disposable,
  l10n,
  languages,
  Range,
  type TextEditor,
  Uri,
  ViewColumn,
  type WebviewPanel,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { IsolationMap, NoMap, RefusedMap } from "../server/lsp/extension-protocol.ts";
import { NAMED } from "./documents.ts";
import { isOffHere } from "./folder-settings.ts";
import type { FromPage, ToPage, WantedView } from "./map-messages.ts";
import { mapPage } from "./map-page.ts";
import { isolationMap } from "./requests.ts";

/** The isolation map, of which there is one at most, and the command that shows it. */
export class Maps implements Disposable {
  readonly #command: Disposable;
  #view: MapView | undefined;

  constructor(extension: Uri, client: BaseLanguageClient) {
    this.#command = commands.registerCommand("bulkhead.showMap", (named: unknown) =>
      this.#show(extension, client, named),
    );
  }

  /** How far the map is, for whoever reports a fault. */
  state(): string {
    return this.#view?.state() ?? "closed";
  }

  dispose(): void {
    this.#command.dispose();
    this.#view?.dispose();
  }

  /** Of the file that is named, else of the one that is edited. */
  #show(extension: Uri, client: BaseLanguageClient, named: unknown): void {
    const uri = named instanceof Uri ? named : window.activeTextEditor?.document.uri;
    if (!uri) {
      void window.showInformationMessage(l10n.t("Open a Compose file or a Dockerfile first."));
      return;
    }
    this.#view ??= new MapView(extension, client, () => {
      this.#view = undefined;
    });
    this.#view.show(uri);
  }
}

/** How long to wait for typing to pause before the map is drawn anew, in milliseconds. */
const PAUSE = 200;
/** How long to wait before a server is asked again that did not look at the file, in milliseconds: it may be starting, or not know the file yet. */
const AGAIN = [300, 600, 1200, 2500, 5000, 10_000] as const;
/** The width of a picture that is saved, in CSS pixels: two containers side by side. */
const SAVED_WIDTH = 1300;

/** The panel with the map. It follows the text of the files that the map is made of, and the editor from one such file to another. */
class MapView implements Disposable {
  readonly #client: BaseLanguageClient;
  readonly #panel: WebviewPanel;
  readonly #disposables: Disposable[];
  #uri: Uri | undefined;
  #width = 0;
  #view: WantedView = { query: "", flipped: [] };
  #shown: IsolationMap | undefined;
  #number = 0;
  /** The map that the page has drawn last. */
  #drawn = 0;
  /** How often the server was asked in vain. */
  #tries = 0;
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
      window.onDidChangeTextEditorSelection(({ textEditor }) => this.#pointAt(textEditor)),
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
      filter: l10n.t("Filter"),
      fold: l10n.t("Fold All"),
      unfold: l10n.t("Unfold All"),
      smaller: l10n.t("Smaller"),
      larger: l10n.t("Larger"),
      fit: l10n.t("Fit"),
      legend: l10n.t("Legend"),
      save: l10n.t("Save as SVG…"),
      hint: l10n.t(
        "Arrow keys go from part to part, Enter shows the line that decides it, F folds and unfolds a container.",
      ),
    });
  }

  show(uri: Uri): void {
    this.#panel.reveal(undefined, true);
    this.#choose(uri);
  }

  /** `drawn 3 of 3, 800 px wide`. */
  state(): string {
    return `drawn ${this.#drawn} of ${this.#number}, ${this.#width} px wide`;
  }

  dispose(): void {
    this.#panel.dispose();
  }

  #end(): void {
    clearTimeout(this.#timer);
    for (const one of this.#disposables) one.dispose();
  }

  #follow(uri: Uri): void {
    if (uri.toString() !== this.#uri?.toString()) this.#choose(uri);
  }

  #choose(uri: Uri): void {
    this.#uri = uri;
    this.#panel.title = `${l10n.t("Isolation Map")}: ${nameOf(uri)}`;
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
    this.#tries = 0;
    this.#drawIn(PAUSE);
  }

  #drawIn(milliseconds: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#draw().catch((error) => this.#client.error("The isolation map could not be drawn.", error, false));
    }, milliseconds);
  }

  async #draw(): Promise<void> {
    const uri = this.#uri;
    if (!uri || this.#width === 0) return;
    const map = await this.#ask(uri);
    if (uri !== this.#uri) return;
    if (map === undefined) this.#tryAgain(uri);
    else if ("nothing" in map) this.#note(noteFor(uri, this.#shown !== undefined));
    else if ("refused" in map) this.#note(`${nameOf(uri)}: ${map.refused}`);
    else this.#give(map);
  }

  /** Undefined where the server does not look at the file: it is starting, is being ended, or has not heard of the file yet. */
  async #ask(uri: Uri): Promise<IsolationMap | NoMap | RefusedMap | undefined> {
    if (!this.#client.isRunning()) return undefined;
    try {
      return (await isolationMap(this.#client, uri, this.#width, false, this.#view)) ?? undefined;
    } catch (error) {
      this.#client.warn("The isolation map got no answer.", error, false);
      return undefined;
    }
  }

  #tryAgain(uri: Uri): void {
    const pause = AGAIN[this.#tries];
    this.#tries += 1;
    if (pause === undefined) this.#note(noteFor(uri, this.#shown !== undefined));
    else this.#drawIn(pause);
  }

  #give(map: IsolationMap): void {
    this.#shown = map;
    this.#number += 1;
    const { svg, table, style, legend } = map;
    this.#post({ type: "map", map: this.#number, svg, table, style, legend });
    const editor = window.visibleTextEditors.find(({ document }) => document.uri.toString() === this.#uri?.toString());
    if (editor) this.#pointAt(editor);
  }

  /** Tells the page where the cursor is, in a file that the map is made of. */
  #pointAt({ document: { uri }, selection }: TextEditor): void {
    const { containers = [], places = [] } = this.#shown ?? {};
    const line = selection.active.line;
    const isHere = (place: IsolationMap["places"][number]) => Uri.parse(place.uri).toString() === uri.toString();
    const holds = (place: IsolationMap["places"][number]) =>
      isHere(place) && place.range.start.line <= line && line <= place.range.end.line;
    if (![...containers, ...places].some(isHere)) return;
    const card = containers.findLastIndex(holds);
    const onLine = places.flatMap((place, index) => (holds(place) && place.range.start.line === line ? [index] : []));
    this.#post({ type: "cursor", card: card < 0 ? undefined : card, places: onLine });
  }

  #note(text: string): void {
    this.#post({ type: "note", text });
  }

  #post(message: ToPage): void {
    void this.#panel.webview.postMessage(message);
  }

  #receive(message: FromPage): void {
    switch (message.type) {
      case "ready":
      case "resized":
        this.#width = message.width;
        this.#view = message.view;
        this.#soon();
        return;
      case "view":
        this.#view = message.view;
        this.#tries = 0;
        this.#drawIn(0);
        return;
      case "drawn":
        this.#drawn = message.map;
        return;
      case "reveal":
        if (message.map === this.#number) void reveal(this.#shown?.places[message.at]);
        else this.#post({ type: "again", map: message.map });
        return;
      case "export":
        this.#export().catch((error) => this.#client.error(l10n.t("The picture could not be saved."), error, "force"));
    }
  }

  async #export(): Promise<void> {
    const uri = this.#uri;
    const map = uri && (await isolationMap(this.#client, uri, SAVED_WIDTH, true));
    if (!uri || !map || "nothing" in map) return;
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
  if (isOffHere(uri)) return l10n.t("Bulkhead is off");
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
