import { commands, type Diagnostic, type ExtensionContext, Uri, window, workspace } from "vscode";

export const OPEN_RULE = "bulkhead.openRule";

/** Shows the page of a rule that is packed with the extension, so that reading it needs no network. */
export async function openRule(context: ExtensionContext, rule: unknown): Promise<void> {
  if (typeof rule !== "string" || !RULE_ID.test(rule)) return;
  const page = Uri.joinPath(context.extensionUri, "docs", "rules", `${rule}.md`);
  try {
    await workspace.fs.stat(page);
  } catch {
    void window.showErrorMessage(`Bulkhead has no page for the rule "${rule}".`);
    return;
  }
  await commands.executeCommand("markdown.showPreview", page);
}

/** Makes the rule's id beside each message open the packed page instead of the one on the web. Changes the diagnostics given. */
export function linkToPackedPages(diagnostics: readonly Diagnostic[]): void {
  for (const diagnostic of diagnostics) {
    const { code } = diagnostic;
    if (typeof code !== "object" || typeof code.value !== "string" || !RULE_ID.test(code.value)) continue;
    diagnostic.code = { value: code.value, target: openRuleUri(code.value) };
  }
}

/** @see https://code.visualstudio.com/api/extension-guides/command#command-uris */
function openRuleUri(rule: string): Uri {
  return Uri.from({ scheme: "command", path: OPEN_RULE, query: JSON.stringify([rule]) });
}

const RULE_ID = /^[a-z][a-z0-9-]*$/;
