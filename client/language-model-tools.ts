import * as vscode from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { AgentAnswer, AgentQuestion } from "../server/lsp/extension-protocol.ts";

/** What VS Code has for tools of language models since 1.95, which is newer than the oldest VS Code that this extension runs in. */
interface ToolApi {
  readonly lm: {
    registerTool?(name: string, tool: Tool): vscode.Disposable;
  };
  readonly LanguageModelTextPart: new (value: string) => unknown;
  readonly LanguageModelToolResult: new (content: readonly unknown[]) => unknown;
}

interface Tool {
  invoke(options: { readonly input: unknown }, token: vscode.CancellationToken): Promise<unknown>;
  prepareInvocation(options: { readonly input: unknown }): { readonly invocationMessage: string };
}

/** What is said while a tool works on a file, or on a rule. The names in the manifest are these with `bulkhead_` before them. */
const DOING: Readonly<Record<AgentQuestion["tool"], (name: string) => string>> = {
  check: (name) => vscode.l10n.t("Checking {0} with Bulkhead", name),
  explain: (name) => vscode.l10n.t("Reading how the containers of {0} are isolated", name),
  fix: (name) => vscode.l10n.t("Fixing {0} with Bulkhead, as a difference", name),
  rule: (name) => vscode.l10n.t("Reading Bulkhead's page of {0}", name),
};
const TOOLS = ["check", "explain", "fix", "rule"] as const satisfies readonly AgentQuestion["tool"][];

/**
 * Offers language models the tools that `bulkhead mcp` has, where the editor has such tools: the files of the workspace are looked at as they are in the
 * editor. They read, and write nothing: the model is given a difference.
 */
export function registerLanguageModelTools(client: BaseLanguageClient): vscode.Disposable[] {
  const api = vscode as unknown as ToolApi;
  const register = api.lm?.registerTool;
  // VS Code 1.91 to 1.94 have another function of this name, a proposal, which refuses every extension.
  if (register === undefined || isOlderThan(1, 95)) return [];
  return TOOLS.map((tool) =>
    register(`bulkhead_${tool}`, {
      prepareInvocation: ({ input }) => ({
        invocationMessage: DOING[tool](textIn(input, tool === "rule" ? "id" : "path") ?? ""),
      }),
      async invoke({ input }, token) {
        const file = tool === "rule" ? {} : await askedFile(input);
        const question: AgentQuestion = { tool, input, ...file };
        const answer = await client.sendRequest<AgentAnswer>("bulkhead/agent", question, token);
        // The model reads the message of an error, as it reads an answer.
        if ("refused" in answer) throw new Error(answer.refused);
        return new api.LanguageModelToolResult([new api.LanguageModelTextPart(JSON.stringify(answer.answer))]);
      },
    }),
  );
}

function isOlderThan(major: number, minor: number): boolean {
  const [ours = 0, within = 0] = vscode.version.split(".").map(Number);
  return ours < major || (ours === major && within < minor);
}

/** The file of the workspace that a path names: from a folder of the workspace, or absolute. Rejects where it lies in none, whatever `..` says. */
async function askedFile(input: unknown): Promise<Pick<AgentQuestion, "uri" | "folder">> {
  const path = (textIn(input, "path") ?? "").replaceAll("\\", "/");
  const folders = vscode.workspace.workspaceFolders ?? [];
  const isAbsolute = /^(?:\/|[A-Za-z]:\/)/.test(path);
  const named = folders.map(({ uri }) => ({
    folder: uri,
    uri: isAbsolute ? uri.with({ path: path.startsWith("/") ? path : `/${path}` }) : vscode.Uri.joinPath(uri, path),
  }));
  const inside = named
    .map(({ folder, uri }) => ({ folder, uri: vscode.Uri.joinPath(uri, ".") }))
    .filter(({ folder, uri }) => uri.path.startsWith(`${folder.path.replace(/\/$/, "")}/`));
  const [first] = inside;
  if (first === undefined) throw new Error(`${path} lies in no folder of the workspace`);
  for (const one of inside) if (await exists(one.uri)) return asQuestion(one);
  return asQuestion(first);
}

function asQuestion({ uri, folder }: { readonly uri: vscode.Uri; readonly folder: vscode.Uri }) {
  return { uri: uri.toString(), folder: folder.toString() };
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return vscode.workspace.fs.stat(uri).then(
    () => true,
    () => false,
  );
}

function textIn(input: unknown, name: string): string | undefined {
  const value: unknown = typeof input === "object" && input !== null ? Reflect.get(input, name) : undefined;
  return typeof value === "string" ? value : undefined;
}
