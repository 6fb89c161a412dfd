/**
 * The style sheet of the picture and of the table. In VS Code the colours are those of the theme; elsewhere those written behind the commas hold.
 * Every standing has a shape of its own too, since colour alone tells nothing to some: https://www.w3.org/TR/WCAG22/#use-of-color.
 * All text has the colour of text, so that its contrast is the theme's.
 */
export const MAP_STYLE = `
.bulkhead-map { --map-back: var(--vscode-editor-background, #ffffff); --map-text: var(--vscode-editor-foreground, #1c2733);
  --map-dim: var(--vscode-descriptionForeground, #55626f); --map-host: var(--vscode-sideBar-background, #eef2f5);
  --map-line: var(--vscode-contrastBorder, var(--vscode-editorIndentGuide-activeBackground1, #9aa7b3));
  --map-closed: var(--vscode-charts-green, #2e7d4f); --map-open: var(--vscode-charts-yellow, #b07a00);
  --map-opened: var(--vscode-charts-red, #c62f24); --map-joined: var(--vscode-charts-purple, #6b46c1);
  --map-focus: var(--vscode-focusBorder, #0a58ca);
  --map-sans: var(--vscode-font-family, system-ui, sans-serif); --map-mono: var(--vscode-editor-font-family, ui-monospace, monospace);
  color: var(--map-text); font-family: var(--map-sans); }
@media (prefers-color-scheme: dark) { .bulkhead-map { --map-back: var(--vscode-editor-background, #161c23);
  --map-text: var(--vscode-editor-foreground, #e3e9ef); --map-dim: var(--vscode-descriptionForeground, #a5b1bd);
  --map-host: var(--vscode-sideBar-background, #0d1217);
  --map-line: var(--vscode-contrastBorder, var(--vscode-editorIndentGuide-activeBackground1, #5c6975));
  --map-closed: var(--vscode-charts-green, #6fc28c); --map-open: var(--vscode-charts-yellow, #e0b04a);
  --map-opened: var(--vscode-charts-red, #ff8a80); --map-joined: var(--vscode-charts-purple, #b9a2f5);
  --map-focus: var(--vscode-focusBorder, #8ab8ff); } }
@media (forced-colors: active) { .bulkhead-map { --map-back: Canvas; --map-text: CanvasText; --map-dim: CanvasText; --map-host: Canvas;
  --map-line: CanvasText; --map-closed: CanvasText; --map-open: CanvasText; --map-opened: CanvasText; --map-joined: CanvasText;
  --map-focus: Highlight; forced-color-adjust: none; } }
svg.bulkhead-map { max-width: 100%; height: auto; }
.bulkhead-map text { fill: var(--map-text); font-size: 11px; }
.bulkhead-map .dim { fill: var(--map-dim); } .bulkhead-map .mono { font-family: var(--map-mono); font-size: 10.5px; }
.bulkhead-map .small { font-size: 10px; } .bulkhead-map .name { font-size: 16px; font-weight: 600; }
.bulkhead-map .title { font-size: 14px; font-weight: 600; } .bulkhead-map .strong { font-weight: 600; } .bulkhead-map tspan.dim { font-weight: normal; }
.bulkhead-map .score { font-size: 17px; font-weight: 700; } .bulkhead-map .end { text-anchor: end; } .bulkhead-map .middle { text-anchor: middle; }
.bulkhead-map .host { fill: var(--map-host); stroke: var(--map-text); stroke-width: 2; }
.bulkhead-map .box { fill: var(--map-back); } .bulkhead-map .side { stroke: var(--map-line); stroke-width: 3; }
.bulkhead-map .rule { stroke: var(--map-line); stroke-width: 1; opacity: .6; }
.bulkhead-map .closed { --map-own: var(--map-closed); } .bulkhead-map .open { --map-own: var(--map-open); }
.bulkhead-map .opened { --map-own: var(--map-opened); } .bulkhead-map .joined { --map-own: var(--map-joined); }
.bulkhead-map .plain, .bulkhead-map .unknown { --map-own: var(--map-line); }
.bulkhead-map .band { fill: none; stroke: var(--map-own); stroke-width: 8; }
.bulkhead-map .open .band { stroke-dasharray: 5 4; }
.bulkhead-map .joined .band { stroke-dasharray: .1 11; stroke-linecap: round; }
.bulkhead-map .unknown .band { stroke-width: 2; stroke-dasharray: 2 3; }
.bulkhead-map .line { fill: none; stroke: var(--map-own); stroke-width: 2; stroke-linejoin: round; }
.bulkhead-map .thin { fill: none; stroke: var(--map-own); stroke-width: 1.3; }
.bulkhead-map .solid { fill: var(--map-own); } .bulkhead-map .hollow { fill: var(--map-back); stroke: var(--map-own); stroke-width: 1.5; }
.bulkhead-map .tube { fill: var(--map-own); fill-opacity: .2; stroke: var(--map-own); stroke-width: 1.5; }
.bulkhead-map .track { fill: var(--map-own); fill-opacity: .18; }
.bulkhead-map .cell { fill: none; stroke: var(--map-line); stroke-width: 1; }
.bulkhead-map .cell.default { fill: var(--map-open); fill-opacity: .18; stroke: var(--map-open); }
.bulkhead-map .cell.added { fill: var(--map-opened); fill-opacity: .12; stroke: var(--map-opened); stroke-width: 1.5; }
.bulkhead-map .cell.dangerous { fill: var(--map-opened); fill-opacity: .25; stroke: var(--map-opened); stroke-width: 2; }
.bulkhead-map .cell.dropped { stroke: var(--map-closed); stroke-dasharray: 3 2; }
.bulkhead-map .cell.absent { stroke-opacity: .45; }
.bulkhead-map .chip { fill: none; stroke: var(--map-own); stroke-width: 1.3; }
.bulkhead-map .link { fill: none; stroke: var(--map-joined); stroke-width: 2.5; stroke-dasharray: .1 6; stroke-linecap: round; stroke-linejoin: round; }
.bulkhead-map .thin-edge { stroke: var(--map-line); stroke-width: 1; } .bulkhead-map .line-name { font-size: 13px; font-weight: 600; }
.bulkhead-map .mark { fill: none; stroke: var(--map-text); stroke-width: 1.6; } .bulkhead-map .fold, .bulkhead-map [data-goto] { cursor: pointer; }
.bulkhead-map .pill-back { fill: var(--map-back); } .bulkhead-map .fold:hover > .hit, .bulkhead-map [data-goto]:hover > rect { fill: var(--map-text); fill-opacity: .12; }
.bulkhead-map [data-card].here > .box { stroke: var(--map-focus); stroke-width: 3; } .bulkhead-map .part.here > .hit { fill: var(--map-focus); fill-opacity: .18; }
table.bulkhead-map tr.here { outline: 2px solid var(--map-focus); outline-offset: -2px; }
.bulkhead-map .hit { fill: transparent; stroke: none; }
.bulkhead-map [data-at] { cursor: pointer; }
.bulkhead-map g[data-at]:hover > .hit { fill: var(--map-text); fill-opacity: .08; }
.bulkhead-map g[data-at]:focus { outline: none; }
.bulkhead-map g[data-at]:focus > .hit { stroke: var(--map-focus); stroke-width: 2; }
.bulkhead-map g.changed > .hit { stroke: var(--map-text); stroke-width: 2; stroke-dasharray: 3 2; }
@media (prefers-reduced-motion: no-preference) { .bulkhead-map .hit { transition: stroke .3s, fill-opacity .15s; } }
table.bulkhead-map { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 0 0 1.5rem; font-size: .95em; }
table.bulkhead-map caption { text-align: left; font-weight: 600; font-size: 1.15em; padding: .4rem 0; }
table.bulkhead-map th, table.bulkhead-map td { padding: .3rem .6rem; border-bottom: 1px solid var(--map-line); text-align: left; vertical-align: top; font-weight: normal; overflow-wrap: anywhere; }
table.bulkhead-map thead th, table.bulkhead-map th[scope="rowgroup"] { font-weight: 600; }
table.bulkhead-map thead th:nth-child(1) { width: 24%; } table.bulkhead-map thead th:nth-child(2) { width: 17%; } table.bulkhead-map thead th:nth-child(4) { width: 17%; }
table.bulkhead-map tr.opened td:first-of-type { font-weight: 700; }
table.bulkhead-map button { font: inherit; text-align: left; overflow-wrap: anywhere; color: var(--vscode-textLink-foreground, inherit); background: none; border: 0; padding: 0; text-decoration: underline; cursor: pointer; }
table.bulkhead-map button:focus-visible { outline: 2px solid var(--map-focus); outline-offset: 2px; }
`;

/** The SHA-256 of `MAP_STYLE`, as content security policies write it. Source: https://www.w3.org/TR/CSP3/#grammardef-hash-source */
export const MAP_STYLE_HASH = "sha256-doG6gUV+vO61pT8WJfOC0eM7o1HeKQZ7dibzMR1Jt7k=";
