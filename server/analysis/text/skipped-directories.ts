/** The names of directories that hold other people's code or a tool's own files, in which nobody looks for a project's own. */
export const SKIPPED: ReadonlySet<string> = new Set([
  ".git",
  ".hg",
  ".svn",
  ".terraform",
  ".tox",
  ".venv",
  "__pycache__",
  "bower_components",
  "node_modules",
  "site-packages",
  "vendor",
  "venv",
]);
