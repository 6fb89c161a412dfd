import { escaped } from "../server/analysis/text/markup.ts";

/** The words on the page in English, each for the one that says it in the user's language. */
export const MAP_PAGE_WORDS = {
  title: "Isolation Map",
  picture: "Picture",
  table: "Table",
  filter: "Filter",
  fold: "Fold All",
  unfold: "Unfold All",
  smaller: "Smaller",
  larger: "Larger",
  fit: "Fit",
  legend: "Legend",
  save: "Save as SVG…",
  hint: "Arrow keys go from part to part, Enter shows the line that decides it, F folds and unfolds a container.",
} as const;

export type MapPageWords = Readonly<Record<keyof typeof MAP_PAGE_WORDS, string>>;

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
<input type="search" id="filter" placeholder="${escaped(words.filter)}" aria-label="${escaped(words.filter)}">
<span class="group">
<button type="button" id="show-picture">${escaped(words.picture)}</button>
<button type="button" id="show-table">${escaped(words.table)}</button>
</span>
<span class="group">
<button type="button" id="fold">${escaped(words.fold)}</button>
<button type="button" id="unfold">${escaped(words.unfold)}</button>
</span>
<span class="group">
<button type="button" id="smaller" title="${escaped(words.smaller)}" aria-label="${escaped(words.smaller)}">−</button>
<button type="button" id="larger" title="${escaped(words.larger)}" aria-label="${escaped(words.larger)}">+</button>
<button type="button" id="fit" aria-pressed="false">${escaped(words.fit)}</button>
</span>
<button type="button" id="show-legend" aria-pressed="false" aria-controls="legend">${escaped(words.legend)}</button>
<button type="button" id="export">${escaped(words.save)}</button>
<p id="note" role="status"></p>
</header>
<main>
<div id="picture"></div>
<div id="table" hidden></div>
</main>
<div id="legend" hidden></div>
<footer><p id="explanation" aria-hidden="true">${escaped(words.hint)}</p></footer>
<script nonce="${nonce}" src="${escaped(script)}"></script>
</body>
</html>
`;
}

const STYLE = `
html, body { height: 100%; }
body { margin: 0; padding: 0; display: flex; flex-direction: column; overflow: hidden; color: var(--vscode-editor-foreground); background: var(--vscode-editor-background); font: var(--vscode-font-size, 13px) var(--vscode-font-family, sans-serif); }
header { display: flex; flex-wrap: wrap; gap: 6px 10px; align-items: center; padding: 6px 12px; }
.group { display: inline-flex; gap: 2px; }
h1 { position: absolute; width: 1px; height: 1px; margin: 0; overflow: hidden; clip-path: inset(50%); }
#filter { font: inherit; flex: 1 1 8em; min-width: 6em; max-width: 16em; margin-right: auto; padding: 3px 6px; color: var(--vscode-input-foreground, inherit); background: var(--vscode-input-background, transparent);
  border: 1px solid var(--vscode-contrastBorder, var(--vscode-input-border, currentColor)); border-radius: 3px; }
#filter::placeholder { color: inherit; opacity: .75; } #filter:focus-visible { outline: 2px solid var(--vscode-focusBorder, currentColor); outline-offset: 0; }
#note { margin: 0; flex-basis: 100%; } #note:empty { display: none; }
header button { font: inherit; padding: 3px 10px; border: 1px solid var(--vscode-contrastBorder, var(--vscode-button-border, transparent)); border-radius: 3px;
  color: var(--vscode-button-secondaryForeground, var(--vscode-editor-foreground)); background: var(--vscode-button-secondaryBackground, transparent); cursor: pointer; }
header button[aria-pressed="true"] { text-decoration: underline; text-underline-offset: 3px; font-weight: 600; }
header button:focus-visible { outline: 2px solid var(--vscode-focusBorder, currentColor); outline-offset: 1px; }
main { flex: 1; min-height: 0; } #picture, #table { height: 100%; overflow: auto; box-sizing: border-box; scroll-padding: 12px; }
#picture svg { display: block; max-width: none; margin: 0 auto; } #picture.dragged { cursor: grabbing; user-select: none; } #table { padding: 0 12px; }
#legend { padding: 4px 12px 0; overflow: auto; max-height: 40%; border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorIndentGuide-activeBackground1, currentColor)); }
#legend svg { display: block; }
footer { padding: 4px 12px; min-height: 2.4em; max-height: 5em; overflow: auto; border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-editorIndentGuide-activeBackground1, currentColor));
  background: var(--vscode-editor-background); } footer p { margin: 0; }
[hidden] { display: none; }
`;
