/**
 * The documents that are sent to the server, on any file system.
 *
 * VS Code gives `dockerfile` and `dockercompose` to the usual names by itself; the patterns name what it takes for plain
 * YAML or text although it may be a Compose file or a Dockerfile, and the files of our own settings. The server judges by
 * content, so a pattern that takes too much costs no wrong finding.
 */
export const DOCUMENTS: readonly { readonly language: string; readonly pattern?: string }[] = [
  { language: "dockerfile" },
  { language: "dockercompose" },
  { language: "yaml", pattern: "**/{*compose*,*docker*stack*,stack}.{yml,yaml}" },
  { language: "plaintext", pattern: "**/{Dockerfile,Containerfile}[-_]*" },
  { language: "yaml", pattern: "**/.bulkhead.{yaml,yml}" },
  // None of these starts the extension: they are looked at once it runs.
  { language: "shellscript" },
  { language: "makefile" },
  { language: "markdown" },
  { language: "yaml", pattern: "**/.github/workflows/*.{yml,yaml}" },
  { language: "github-actions-workflow" },
  { language: "yaml", pattern: "**/{action.{yml,yaml},*.gitlab-ci.{yml,yaml}}" },
];

/** The files of a workspace that may be for us, by their names. The search takes no braces within braces. */
export const CANDIDATES = `**/{${[
  "*compose*.yml",
  "*compose*.yaml",
  "*docker*stack*.yml",
  "*docker*stack*.yaml",
  "stack.yml",
  "stack.yaml",
  "*[Dd]ockerfile*",
  "*[Cc]ontainerfile*",
].join(",")}}`;

function isDockerStack(name: string): boolean {
  const docker = name.indexOf("docker");
  return docker >= 0 && name.includes("stack", docker);
}

/** Whether a file's name is one of those. */
export function isCandidate(name: string): boolean {
  if (/dockerfile|containerfile/i.test(name)) return true;
  return /\.ya?ml$/.test(name) && (/compose|^stack\./.test(name) || isDockerStack(name));
}
