/** What the errors of the system mean to whoever wants a file written. https://man7.org/linux/man-pages/man3/errno.3.html */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EDQUOT: "the quota of the disk is used up",
  EISDIR: "it is a directory",
  ELOOP: "it is a symbolic link",
  ENAMETOOLONG: "its name is too long to write a file beside it",
  ENOENT: "its directory does not exist",
  ENOSPC: "the disk is full",
  ENXIO: "nobody reads it",
  EPERM: "permission denied",
  EROFS: "the file system is read-only",
};

/** Why something failed, in words for a user. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return REASONS[codeOf(error)] ?? error.message;
}

/** The code of an error of the system, such as `ENOENT`; empty where it has none. */
export function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
