import { type CancellationToken, CancellationTokenSource, FileType, Uri, workspace } from "vscode";
import { SKIPPED } from "../server/analysis/text/skipped-directories.ts";
import { CANDIDATES, isCandidate } from "./documents.ts";

/** More files are not looked at; a workspace with so many is a tree of other people's projects. */
const MOST_FILES = 5_000;
/** Deeper directories, counted from the workspace folder, hold no projects. */
const DEEPEST = 12;
/** How long the editor's own search may take, in milliseconds, before the directories are read one by one. */
const PATIENCE = 5_000;

/** The files of the workspace that may be for us. */
export async function workspaceFiles(token: CancellationToken): Promise<readonly Uri[]> {
  return (await searched(token)) ?? (await walked(token));
}

/** Undefined where the search does not answer: on a file system that cannot be searched, older editors wait for ever. */
async function searched(token: CancellationToken): Promise<readonly Uri[] | undefined> {
  const source = new CancellationTokenSource();
  const cancelling = token.onCancellationRequested(() => source.cancel());
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<undefined>((done) => {
    timer = setTimeout(() => done(undefined), PATIENCE);
  });
  try {
    const found = workspace.findFiles(CANDIDATES, `**/{${[...SKIPPED]}}/**`, MOST_FILES, source.token);
    return await Promise.race([found, tooLate]);
  } finally {
    clearTimeout(timer);
    source.cancel();
    cancelling.dispose();
  }
}

async function walked(token: CancellationToken): Promise<readonly Uri[]> {
  const files: Uri[] = [];
  let level = (workspace.workspaceFolders ?? []).map(({ uri }) => uri);
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth++) {
    const next: Uri[] = [];
    for (const directory of level) {
      if (token.isCancellationRequested || files.length >= MOST_FILES) return files;
      for (const [name, type] of await entriesOf(directory)) {
        const uri = Uri.joinPath(directory, name);
        if (type === FileType.Directory && !SKIPPED.has(name)) next.push(uri);
        if (type === FileType.File && isCandidate(name)) files.push(uri);
      }
    }
    level = next;
  }
  return files;
}

/** A directory that may not be read holds nothing for us. */
async function entriesOf(directory: Uri): Promise<readonly (readonly [string, FileType])[]> {
  try {
    return await workspace.fs.readDirectory(directory);
  } catch {
    return [];
  }
}
