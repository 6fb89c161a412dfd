import type { CommandFileKind } from "../../facts/command-files.ts";
import { baseName } from "../../text/uri.ts";

/** What kind of file a name says it is; undefined for every other name. `uri` may be a path as well. */
export function commandFileKind(uri: string): CommandFileKind | undefined {
  const name = baseName(uri);
  if (SHELL_NAME.test(name)) return "shell";
  if (MAKEFILE_NAME.test(name)) return "makefile";
  if (/\.(?:md|markdown)$/i.test(name)) return "markdown";
  if (/\.gitlab-ci\.ya?ml$/i.test(name)) return "gitlab";
  if (/\/\.(?:github|gitea|forgejo)\/workflows\/[^/]+\.ya?ml$/i.test(`/${uri}`)) return "workflow";
  if (isMcpName(uri)) return "mcp";
  return /^action\.ya?ml$/i.test(name) ? "workflow" : undefined;
}

/**
 * The files in which clients of the Model Context Protocol look for the servers that they start: VS Code and its kin, Claude Code, Cursor, Claude Desktop,
 * Windsurf, Cline, Gemini CLI, Copilot. Sources: https://code.visualstudio.com/docs/copilot/reference/mcp-configuration,
 * https://code.claude.com/docs/en/mcp, https://cursor.com/docs/mcp,
 * https://modelcontextprotocol.io/docs/develop/connect-local-servers, https://docs.windsurf.com/windsurf/cascade/mcp,
 * https://github.com/google-gemini/gemini-cli/blob/main/docs/tools/mcp-server.md
 */
function isMcpName(uri: string): boolean {
  const name = /(?:^|\/)(?:\.?mcp|mcp[-_]config|claude_desktop_config|cline_mcp_settings)\.json$/i;
  return name.test(uri) || /(?:^|\/)\.gemini\/settings\.json$/i.test(uri);
}

const SHELL_NAME = /\.(?:sh|bash|zsh|ksh)$|^\.(?:envrc|profile|bashrc|bash_profile|bash_aliases)$/i;
const MAKEFILE_NAME = /^(?:gnu)?makefile$|\.(?:mk|mak)$/i;

/** What kind of file an editor's word for its language says it is. */
export function kindOfLanguage(language: string): CommandFileKind | undefined {
  if (language === "shellscript") return "shell";
  return language === "makefile" || language === "markdown" ? language : undefined;
}

/** Whether a text without a name of its own is a script for a POSIX shell: its first line says so. */
export function isShellScript(text: string): boolean {
  return /^#![^\n]*\b(?:ba|da|z|k|a)?sh\b/.test(text);
}

/** Whether a text may start a container: one search, before anything is parsed. */
export function mentionsEngine(text: string): boolean {
  return /docker|podman|nerdctl/i.test(text);
}
