/** The kinds of files whose text may hold commands that start containers, each with what they are. */
export const COMMAND_FILES = {
  shell: "shell scripts",
  makefile: "makefiles",
  markdown: "blocks of Markdown documents",
  workflow: "workflows and actions of GitHub",
  gitlab: "pipelines of GitLab",
  mcp: "servers that agents start (`mcp.json` and its kin)",
} as const;

export type CommandFileKind = keyof typeof COMMAND_FILES;
