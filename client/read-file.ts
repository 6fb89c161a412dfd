import { FileType, Uri, workspace } from "vscode";

/** The server asks with this request for the text of a file that no editor holds. */
export const READ_FILE = "bulkhead/readFile";

export interface ReadFileParams {
  readonly uri: string;
}

export interface ReadFileResult {
  /** Without a byte order mark, as VS Code's documents are. Null where there is no such file, or none that may be read. */
  readonly text: string | null;
}

/** In bytes; what is larger is no Dockerfile and no Compose file. */
const LARGEST_FILE = 2 * 1024 * 1024;

/** Where the kernel shows itself as files, which look like regular ones and may tell of other processes, or never end. */
const KERNEL = /^\/(?:dev|proc|sys)\//;

/**
 * Reads a file through the editor, so that virtual file systems work as disks do. Never rejects.
 *
 * The paths stand in files that need not be trusted, so only the file systems that the user has open are read: a path
 * such as `//host/share` must not make the editor talk to that host.
 */
export async function readFile({ uri }: ReadFileParams): Promise<ReadFileResult> {
  try {
    const file = Uri.parse(uri, true);
    if (!isOnOpenFileSystem(file) || KERNEL.test(file.path)) return { text: null };
    const { type, size } = await workspace.fs.stat(file);
    if ((type & FileType.File) === 0 || size > LARGEST_FILE) return { text: null };
    return { text: new TextDecoder().decode(await workspace.fs.readFile(file)) };
  } catch {
    // A file that is missing or may not be read is an ordinary answer to the server, not an error.
    return { text: null };
  }
}

function isOnOpenFileSystem(file: Uri): boolean {
  const open = [
    ...(workspace.workspaceFolders ?? []).map(({ uri }) => uri),
    ...workspace.textDocuments.map(({ uri }) => uri),
  ];
  return open.some(({ scheme, authority }) => scheme === file.scheme && authority === file.authority);
}
