import { escaped } from "../server/analysis/text/markup.ts";

/** The words on the page, in the user's language. */
export interface MapPageWords {
  readonly title: string;
  readonly picture: string;
  readonly table: string;
  readonly save: string;
  readonly hint: string;
}

/**
 * The page of the isolation map. Its policy allows the one script and the one style sheet that carry the nonce, and no connection to anywhere.
 * `script` is the address of the script.
 */
export function mapPage(script: string, nonce: string, words: MapPageWords): string {
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(words.title)}</title>
<style nonce="${nonce}">${STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(words.title)}</h1>
<button type="button" id="show-picture">${escaped(words.picture)}</button>
<button type="button" id="show-table">${escaped(words.table)}</button>
<button type="button" id="export">${escaped(words.save)}</button>
<p id="note" role="status"></p>
</header>
<main>
<div id="picture"></div>
<div id="table" hidden></div>
</main>
<footer><p id="explanation" aria-hidden="true">${escaped(words.hint)}</p></footer>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

const STYLE = `
body { margin: 0; padding: 0; color: var(--vscode-editor-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-size, 13px) var(--vscode-font-family, sans-serif); }
header { position: sticky; top: 0; display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 8px 12px; background: var(--vscode-editor-background); }
h1 { font-size: 1.1em; margin: 0 auto 0 0; } #note { margin: 0; flex-basis: 100%; } #note:empty { display: none; }
header button { font: inherit; padding: 3px 10px; border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent)); border-radius: 3px;
  color: var(--vscode-button-secondaryForeground, var(--vscode-editor-foreground)); background: var(--vscode-button-secondaryBackground, transparent); cursor: pointer; }
header button[aria-pressed="true"] { text-decoration: underline; text-underline-offset: 3px; font-weight: 600; }
header button:focus-visible { outline: 2px solid var(--vscode-focusBorder, currentColor); outline-offset: 1px; }
#picture svg { display: block; max-width: 100%; height: auto; margin: 0 auto; } #table { padding: 0 12px; }
footer { position: sticky; bottom: 0; padding: 6px 12px; min-height: 2.6em; border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorIndentGuide-activeBackground1, currentColor));
  background: var(--vscode-editor-background); } footer p { margin: 0; }
[hidden] { display: none; }
`;
