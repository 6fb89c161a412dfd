/** The shells that read the language of POSIX, or near enough. */
const POSIX_SHELLS: ReadonlySet<string> = new Set(["sh", "bash", "ash", "dash", "ksh", "mksh", "zsh"]);

/** Whether the program, with or without its directory, is such a shell. */
export function isPosixShell(program: string): boolean {
  return POSIX_SHELLS.has(program.slice(program.lastIndexOf("/") + 1));
}
