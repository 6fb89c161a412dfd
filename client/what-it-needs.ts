import {
  type CancellationToken,
  commands,
  type Disposable,
  type ExtensionContext,
  l10n,
  type Progress,
  ProgressLocation,
  Range,
  type TextDocument,
  Uri,
  ViewColumn,
  WorkspaceEdit,
  window,
  workspace,
} from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { FromLearning, Learnt } from "../server/learn/editor-protocol.ts";
import { isForbidden, whyNoEngine } from "./engine-consent.ts";
import { type Ended, learnInProcess } from "./learning-process.ts";
import { hardenedWith } from "./requests.ts";

const SETTING = "learn.enable";

type Plan = Extract<FromLearning, { readonly is: "plan" }>["plan"];
type Step = Extract<FromLearning, { readonly is: "step" }>["step"];

/**
 * Registers the command that finds out what a service needs, by running copies of it on the user's container engine. Only where extensions run in Node; in a workspace
 * that is not trusted, and where a setting forbids it, it does nothing but say so. Only one runs at a time.
 */
export function registerWhatItNeeds({ extension }: ExtensionContext, client: BaseLanguageClient): Disposable[] {
  let isBusy = false;
  return [
    commands.registerCommand("bulkhead.learn", async (file: unknown, service: unknown) => {
      if (isBusy) {
        void window.showInformationMessage(l10n.t("Copies of a service are being run already."));
        return;
      }
      isBusy = true;
      try {
        await learnAbout(extension, client, file, typeof service === "string" ? service : undefined);
      } finally {
        isBusy = false;
      }
    }),
  ];
}

/** Whether lenses may offer it for a file. */
export function mayLearn(uri: Uri): boolean {
  return workspace.isTrusted && !isForbidden(SETTING, uri);
}

async function learnAbout(
  extension: ExtensionContext["extension"],
  client: BaseLanguageClient,
  file: unknown,
  service: string | undefined,
): Promise<void> {
  const uri = typeof file === "string" ? Uri.parse(file, true) : window.activeTextEditor?.document.uri;
  const why = uri === undefined ? l10n.t("Open a Compose file first.") : whyNot(uri);
  if (uri === undefined || why !== undefined) {
    void window.showInformationMessage(why ?? "");
    return;
  }
  const title = l10n.t("Bulkhead finds out what a service needs");
  const options = { location: ProgressLocation.Notification, title, cancellable: true };
  const ended = await window.withProgress(options, (progress, token) => {
    const work = learned(extension, client, uri, service, progress, token);
    token.onCancellationRequested(() => showRemoval(work));
    return work;
  });
  if (ended.is === "learned") await preview(client, uri, ended);
  else if (ended.is === "refused") void window.showWarningMessage(l10n.t("Bulkhead: {0}", ended.why));
  else if (ended.is === "leaves")
    void window.showWarningMessage(
      l10n.t("Not everything that was made on the container engine could be removed. It is when this is run again."),
    );
}

/** The editor puts a progress away at the click on Cancel, and what was made is removed after that. */
function showRemoval(work: Promise<Ended>): void {
  const title = l10n.t("Bulkhead: {0}", l10n.t("removing what was made"));
  const over = work.then(
    () => undefined,
    () => undefined,
  );
  void window.withProgress({ location: ProgressLocation.Notification, title }, () => over);
}

function whyNot(uri: Uri): string | undefined {
  const isChanged = workspace.textDocuments.some((one) => one.isDirty && one.uri.toString() === uri.toString());
  return (
    whyNoEngine(SETTING, uri) ??
    (isChanged ? l10n.t("Save the file first: copies are made of what is on the disk.") : undefined)
  );
}

function learned(
  { extensionUri, packageJSON }: ExtensionContext["extension"],
  client: BaseLanguageClient,
  uri: Uri,
  service: string | undefined,
  progress: Progress<{ message: string }>,
  token: CancellationToken,
): Promise<Ended> {
  const asUri = client.code2ProtocolConverter.asUri;
  const outermost = asUri(workspace.getWorkspaceFolder(uri)?.uri ?? Uri.joinPath(uri, ".."));
  const minutes = workspace.getConfiguration("bulkhead", uri).get<number>("learn.minutes", 45);
  const order = { uri: asUri(uri), outermost, minutes, ...(service === undefined ? {} : { service }) };
  const ending = new Promise<void>((resolve) => {
    token.onCancellationRequested(() => resolve());
  });
  const listener = {
    choose: async (names: readonly string[]) =>
      window.showQuickPick(names, { placeHolder: l10n.t("The service to find out about") }),
    agree,
    step: (step: Step) => {
      if (token.isCancellationRequested) return;
      progress.report({ message: `${step.number}: ${step.what}` });
      if (step.is === "ended") client.info(`${step.number}: ${step.what}: ${step.works ? "works" : step.said}`);
    },
  };
  const module = Uri.joinPath(extensionUri, "dist", "server", "learn.mjs").fsPath;
  return learnInProcess(module, String(packageJSON.version), order, listener, ending);
}

/** The one question before anything is run. Who wants to see what will be created is asked beside it. */
async function agree(plan: Plan): Promise<boolean> {
  const run = l10n.t("Run Copies");
  const show = l10n.t("Show What Will Be Created");
  const names = plan.services.map(({ name }) => name).join(", ");
  const question = l10n.t("Run copies of {0} to find out what it needs?", names);
  const answer = await window.showWarningMessage(question, { modal: true, detail: detailOf(plan) }, run, show);
  if (answer !== show) return answer === run;
  const bodies = plan.services.flatMap(({ runs }) => runs.map(({ body }) => body));
  const document = await workspace.openTextDocument({ language: "json", content: `[${bodies.join(",\n")}]\n` });
  await window.showTextDocument(document, { preview: true });
  return (await window.showWarningMessage(question, run)) === run;
}

function detailOf({ engine, isHere, address, services }: Plan): string {
  const where = isHere
    ? l10n.t("On {0}, on this machine: {1}", engine, address)
    : l10n.t("On {0}, on ANOTHER machine: {1}", engine, address);
  const lines = services.flatMap(({ name, copies, runs }) => [
    ...runs.map((one) => `• ${runText(one, name)}`),
    l10n.t("{0} to {1} copies of {2} are made, each started up to three times.", copies.least, copies.most, name),
  ]);
  const promise = l10n.t(
    "Programs of these images run there, with no more than every container has, in fresh volumes, without published ports and without a way out of a network of their own. Everything that is made is removed at the end.",
  );
  return [where, ...lines, promise].join("\n\n");
}

function runText(
  { service, image, identity, variables, files, bytes }: Plan["services"][number]["runs"][number],
  name: string,
): string {
  const parts = [
    ...(service === name ? [] : [l10n.t("{0} depends on it", name)]),
    ...(variables.length === 0 ? [] : [l10n.t("with the variables {0}", variables.join(", "))]),
    ...(files === 0 ? [] : [l10n.t("with copies of {0} files, {1} MiB", files, (bytes / 1024 / 1024).toFixed(1))]),
  ];
  return [l10n.t("{0}: image {1} ({2})", service, image, identity), ...parts].join("; ");
}

/** Shows the file of evidence and what follows from it for the service; what is confirmed is written, and the file opens beside. */
async function preview(client: BaseLanguageClient, uri: Uri, learnt: Learnt): Promise<void> {
  const { service, file, text } = learnt;
  const hardened = await hardenedWith(client, uri, learnt);
  const edit = hardened ? await client.protocol2CodeConverter.asWorkspaceEdit(hardened.edit) : new WorkspaceEdit();
  const evidence = client.protocol2CodeConverter.asUri(file);
  const metadata = {
    label: l10n.t("What was found out about {0}", service),
    description: workspace.asRelativePath(evidence),
    // The editor shows what needs to be confirmed, and the rest beside it, ticked.
    needsConfirmation: hardened === null,
  };
  const there = await documentAt(evidence);
  if (there) edit.replace(evidence, new Range(0, 0, there.lineCount, 0), text, metadata);
  else {
    edit.createFile(evidence, { overwrite: false, ignoreIfExists: false }, metadata);
    edit.insert(evidence, new Range(0, 0, 0, 0).start, text, metadata);
  }
  if (!(await workspace.applyEdit(edit, { isRefactoring: true }))) return;
  const written = await documentAt(evidence);
  // Whoever leaves the file out has none.
  if (!written) return;
  await written.save();
  await window.showTextDocument(written, { viewColumn: ViewColumn.Beside, preserveFocus: true });
}

/** Undefined where there is no such file. */
async function documentAt(uri: Uri): Promise<TextDocument | undefined> {
  return workspace.openTextDocument(uri).then(
    (document) => document,
    () => undefined,
  );
}
