import { type Uri, workspace } from "vscode";

/** Documents that no file system holds, and that people edit all the same. */
const EDITED_ELSEWHERE: ReadonlySet<string> = new Set(["untitled", "vscode-notebook-cell"]);

/**
 * Whether what is found in a document counts. The left side of a comparison, the preview of an edit and the snapshots of a chat are copies of a file that
 * is counted already: their file system is read-only, or there is none. Hovers are shown in them all the same.
 */
export function isEditable({ scheme }: Uri): boolean {
  return scheme === "file" || EDITED_ELSEWHERE.has(scheme) || workspace.fs.isWritableFileSystem(scheme) === true;
}
