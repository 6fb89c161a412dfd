import { commands, type Disposable, EventEmitter, Hover, MarkdownString, Uri, workspace } from "vscode";

/**
 * The pages of the rules are packed with the extension, so that reading one needs no network. They have a scheme of their own:
 * the manifest gives it to the Markdown preview, and VS Code follows a link to it where it would refuse a command.
 */
const SCHEME = "bulkhead";

const OPEN_RULE = "bulkhead.openRule";

/** The page about running containers, which is made when somebody asks and is not packed. No rule has this name. */
const RUNNING = Uri.from({ scheme: SCHEME, path: "/running-containers.md" });
let runningPage = "";
const runningChanged = new EventEmitter<Uri>();

/** Makes VS Code show the pages, and registers the command that opens the page of the rule whose id it is given. */
export function registerRulePages(extension: Uri): Disposable[] {
  const provideTextDocumentContent = async ({ path }: Uri) =>
    path === RUNNING.path
      ? runningPage
      : new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(extension, "docs", "rules", path)));
  const open = async (rule: unknown) => {
    if (typeof rule === "string" && RULE_ID.test(rule)) await commands.executeCommand("vscode.open", pageOf(rule));
  };
  return [
    workspace.registerTextDocumentContentProvider(SCHEME, {
      provideTextDocumentContent,
      onDidChange: runningChanged.event,
    }),
    commands.registerCommand(OPEN_RULE, open),
  ];
}

/** Shows a page of Markdown about running containers, in the place of the last one. */
export async function showRunningPage(page: string): Promise<void> {
  runningPage = page;
  runningChanged.fire(RUNNING);
  await commands.executeCommand("vscode.open", RUNNING);
}

/** Makes links to packed pages in a hover commands that open them. Hovers may follow commands, and nothing but them and the web. */
export function linkHover(hover: Hover): Hover {
  const contents = hover.contents.map((content) => {
    if (!(content instanceof MarkdownString)) return content;
    const linked = new MarkdownString(
      content.value.replace(PACKED_PAGE, (_link, rule: string) => `](${commandOf(rule)})`),
    );
    linked.isTrusted = { enabledCommands: [OPEN_RULE] };
    return linked;
  });
  return new Hover(contents, hover.range);
}

/** The packed page of a rule. */
export function pageOf(rule: string): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
}

/** @see https://code.visualstudio.com/api/extension-guides/command#command-uris */
function commandOf(rule: string): string {
  return `command:${OPEN_RULE}?${encodeURIComponent(JSON.stringify([rule]))}`;
}

const RULE_ID = /^[a-z][a-z0-9-]*$/;

/** The end of a Markdown link to a packed page, as the server writes it. */
const PACKED_PAGE = /\]\(bulkhead:\/([a-z][a-z0-9-]*)\.md\)/g;
